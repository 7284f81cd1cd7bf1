package eval

import (
	"bufio"
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// row is a line of a file in columns.
type row struct {
	word, label string
	first       bool // of its sentence
	line        int
}

// readRows reads columns: the word first, or second if the first numbers the
// words, and the label last. An error names the line.
func readRows(b []byte) ([]row, error) {
	var rows []row
	var fields [][]string
	in := bufio.NewScanner(bytes.NewReader(b))
	in.Buffer(nil, 1<<24)
	first := true
	for line := 1; in.Scan(); line++ {
		text := in.Text()
		if strings.TrimSpace(text) == "" {
			first = true
			continue
		}
		f := strings.Fields(text)
		if strings.Contains(text, "\t") {
			f = strings.Split(text, "\t")
		}
		if len(f) < 2 && f[0] != docStart {
			return nil, fmt.Errorf("line %d: %q has one column; want a word and its label", line, text)
		}
		rows = append(rows, row{f[0], strings.TrimSpace(f[len(f)-1]), first, line})
		fields = append(fields, f)
		first = f[0] == docStart
	}
	if numbered(rows, fields) {
		for i, f := range fields {
			rows[i].word = f[1]
		}
	}
	for _, r := range rows {
		prefix, kind, _ := strings.Cut(r.label, "-")
		if r.word != docStart && r.label != "O" && (prefix != "B" && prefix != "I" || kind == "") {
			return nil, fmt.Errorf("line %d: label %q; want O, B-KIND or I-KIND", r.line, r.label)
		}
	}
	return rows, in.Err()
}

// numbered reports whether the first column counts the words of each sentence,
// from 0 or from 1.
func numbered(rows []row, fields [][]string) bool {
	if len(rows) == 0 {
		return false
	}
	from, err := strconv.Atoi(rows[0].word)
	if err != nil || from > 1 {
		return false
	}
	at := from
	for i, r := range rows {
		if r.first {
			at = from
		}
		if n, err := strconv.Atoi(r.word); err != nil || n != at || len(fields[i]) < 3 {
			return false
		}
		at++
	}
	return true
}

// spans are the names that the labels of rows spell, as the script of the
// CoNLL-2003 task reads them: an I that continues nothing starts a name.
func spans(rows []row) []NamedSpan {
	var out []NamedSpan
	open, kind := false, ""
	for i, r := range rows {
		prefix, k, _ := strings.Cut(r.label, "-")
		if open && !r.first && prefix == "I" && k == kind {
			if n := len(out); className(k) != "" {
				out[n-1].Last = i + 1
			}
			continue
		}
		open, kind = prefix == "B" || prefix == "I", k
		if c := className(k); open && c != "" {
			out = append(out, NamedSpan{i, i + 1, c})
		}
	}
	return out
}
