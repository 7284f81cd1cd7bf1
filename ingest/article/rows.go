package article

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// isRows: a first line of column names. Without an ending that says so, two of
// them must be names we know, one of them that of a text or title.
func isRows(head []byte, ending string) bool {
	line, rest, more := bytes.Cut(bytes.TrimPrefix(head, bomUTF8), []byte("\n"))
	sep := delimiter(line)
	if bytes.IndexByte(line, byte(sep)) <= 0 {
		return false
	}
	if ending == ".csv" || ending == ".tsv" {
		return true
	}
	known, told := 0, false
	for _, name := range strings.Split(strings.TrimSpace(string(line)), string(sep)) {
		switch fieldKeys()[fieldKey(strings.Trim(name, `"`))].field {
		case "":
		case "title", "text":
			told = true
			fallthrough
		default:
			known++
		}
	}
	return more && told && known >= 2 && len(line) < 400 && bytes.IndexByte(rest, byte(sep)) > 0
}

// delimiter is the one of tab, semicolon and comma that the line of names has most of.
func delimiter(line []byte) rune {
	best, most := ',', bytes.Count(line, []byte(","))
	for _, d := range "\t;" {
		if n := bytes.Count(line, []byte(string(d))); n > most {
			best, most = d, n
		}
	}
	return best
}

// readRows reads CSV and TSV: one article a row, the columns named by the first
// line as in JSON.
func readRows(in *input, yield func(*draft) error) error {
	head, err := in.r.Peek(sniffLen)
	if err != nil && err != io.EOF {
		return err
	}
	var src io.Reader = in.r
	if text, _ := decode(head, ""); text == "" {
		return ErrNoText
	} else if bad, multi := countRunes(head); bad > 1 && bad > multi { // one may be cut off at the end
		if src, err = charset.NewReaderLabel("windows-1252", in.r); err != nil {
			return err
		}
	}
	line, _, _ := bytes.Cut(head, []byte("\n"))
	// The reader holds one row, which may be as long as the file if a quote is missing.
	var held int64
	cells, comma := 0, delimiter(line)
	r := csv.NewReader(readerFunc(func(p []byte) (int, error) {
		n, err := src.Read(p)
		if held += int64(n); held > in.limits.Article {
			return n, fmt.Errorf("%w: a row of more than %s; --max-article permits more", ErrTooLarge, size(in.limits.Article))
		}
		if cells += bytes.Count(p[:n], []byte(string(comma))); cells > mostValues {
			return n, refuseShape(mostValues, "cells in a row")
		}
		return n, err
	}))
	r.Comma = comma
	r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = true, -1, true
	var names []string
	good := 0
	for n := 0; ; n++ {
		row, err := r.Read()
		held, cells = 0, 0
		if err == io.EOF {
			break
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
			for _, name := range row {
				names = append(names, strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))
			}
			continue
		}
		v := map[string]any{}
		for i, cell := range row {
			if i < len(names) && cell != "" {
				v[names[i]] = cell
			}
		}
		if d := in.object(v); d != nil {
			good++
			if err := yield(d); err != nil {
				return err
			}
		}
	}
	if good == 0 && in.found.lost == 0 {
		return fmt.Errorf("%w: no column of %s holds a text; map one with Fields", ErrNoText, strings.Join(names, ", "))
	}
	return nil
}
