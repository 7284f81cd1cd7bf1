package article

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/transform"
)

// isRows: a first line of column names, a table that we know without one, or the
// line by which Excel tells what parts the cells. Without an ending that says so,
// two of the names must be names we know, one of them that of a text or title.
func isRows(head []byte, ending string) bool {
	if _, said := saidDelimiter(head); said {
		return true
	}
	line, rest, more := bytes.Cut(head, []byte("\n"))
	sep := string(delimiter(line))
	if !bytes.Contains(line, []byte(sep)) {
		return false
	}
	cells := strings.Split(strings.TrimSpace(string(line)), sep)
	if ending == ".csv" || ending == ".tsv" || tableOf(cells) != nil {
		return true
	}
	known, told := 0, false
	for _, name := range cells {
		switch fieldKeys()[fieldKey(strings.Trim(name, `"`))].field {
		case "":
		case "title", "text":
			told = true
			fallthrough
		default:
			known++
		}
	}
	return more && told && known >= 2 && len(line) < 400 && bytes.Contains(rest, []byte(sep))
}

// saidDelimiter reads the line "sep=;".
func saidDelimiter(head []byte) (sep rune, ok bool) {
	line, _, more := bytes.Cut(head, []byte("\n"))
	s := strings.Trim(strings.ToLower(string(line)), "\" \r")
	if more && len(s) == len("sep=;") && strings.HasPrefix(s, "sep=") && strings.ContainsAny(s[4:], delimiters) {
		return rune(s[4]), true
	}
	return 0, false
}

const delimiters = ",\t;|"

// delimiter is the one that the line of names has most of; of two, the first.
func delimiter(line []byte) rune {
	best, most := ',', 0
	for _, d := range delimiters {
		if n := bytes.Count(line, []byte(string(d))); n > most {
			best, most = d, n
		}
	}
	return best
}

// readRows reads CSV and TSV: one article a row, the columns named by the first
// line as in JSON, or by what is known of a table without names.
func readRows(in *input, yield func(*draft) error) error {
	head, err := in.r.Peek(sniffLen)
	if err != nil && err != io.EOF {
		return err
	}
	sep, said := saidDelimiter(head)
	line, rest, _ := bytes.Cut(head, []byte("\n"))
	if said {
		if _, err := in.r.Discard(len(head) - len(rest)); err != nil {
			return err
		}
	} else {
		sep = delimiter(line)
	}
	src := transform.NewReader(in.r, &mended{})
	// The reader holds one row, which may be as long as the file if a quote is missing.
	var held int64
	cells := 0
	r := csv.NewReader(readerFunc(func(p []byte) (int, error) {
		n, err := src.Read(p)
		if held += int64(n); held > in.limits.Article {
			return n, fmt.Errorf("%w: a row of more than %s; --max-article permits more", ErrTooLarge, size(in.limits.Article))
		}
		if cells += bytes.Count(p[:n], []byte(string(sep))); cells > mostValues {
			return n, refuseShape(mostValues, "cells in a row")
		}
		return n, err
	}))
	r.Comma = sep
	r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = true, -1, true
	var names []string
	var known *table
	for n := 0; ; n++ {
		row, err := r.Read()
		held, cells = 0, 0
		if err == io.EOF {
			return nil
		}
		if err != nil {
			var syntax *csv.ParseError
			if !errors.As(err, &syntax) {
				return err
			}
			in.skip(in.source, err)
			continue
		}
		if n == 0 {
			if known = tableOf(row); known == nil {
				names = columnNames(row)
				if err := in.textColumn(names); err != nil {
					return err
				}
				continue
			}
			if known.reason != "" {
				return fmt.Errorf("%w: %s", ErrNoText, known.reason)
			}
		}
		v := map[string]any{}
		if known != nil {
			v = known.object(row)
		} else if slices.Equal(columnNames(row), names) {
			continue // of another table behind the first
		}
		for i, cell := range row {
			if i < len(names) {
				v[names[i]] = cell
			}
		}
		if d := in.object(v); d != nil {
			if err := yield(d); err != nil {
				return err
			}
		} else if len(v) > 0 {
			why := ErrNoText
			if known == nil {
				why = in.noText(v)
			}
			line, _ := r.FieldPos(0)
			in.skip(fmt.Sprintf("%s: line %d", in.source, line), why)
		}
	}
}

func columnNames(row []string) []string {
	names := make([]string, len(row))
	for i, name := range row {
		names[i] = strings.TrimSpace(name)
	}
	return names
}

// textColumn is an error unless one of the columns may hold the text of articles.
func (in *input) textColumn(names []string) error {
	all := map[string]any{}
	for _, n := range names {
		all[n] = "x"
	}
	p := in.presetOf(all)
	get := in.getter(all, p)
	if len(get("text"))+len(get("html")) > 0 || p != nil && p.titleOnly && len(get("title")) > 0 {
		return nil
	}
	return fmt.Errorf("the first line must name the columns: %w", missing(names))
}
