package rdf

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"gonum.org/v1/gonum/graph/formats/rdf"
)

// longestLine bounds a line of N-Quads, in bytes: the text of an article is one literal.
const longestLine = 16 << 20

// AppendNQuad appends q as one line of N-Quads 1.1.
func AppendNQuad(b []byte, q Quad) []byte {
	b = append(appendNode(b, q.S), ' ')
	b = append(appendNode(b, q.P), ' ')
	if q.Literal {
		b = appendLiteral(b, q.O)
		switch {
		case q.Lang != "":
			b = append(append(b, '@'), q.Lang...)
		case q.Datatype != "":
			b = appendNode(append(b, "^^"...), q.Datatype)
		}
	} else {
		b = appendNode(b, q.O)
	}
	if q.Graph != "" {
		b = appendNode(append(b, ' '), q.Graph)
	}
	return append(b, " .\n"...)
}

func appendNode(b []byte, n string) []byte {
	if strings.HasPrefix(n, blankTag) {
		return append(b, n...)
	}
	return append(append(append(b, '<'), n...), '>')
}

// appendLiteral writes s in quotation marks, by the grammar of N-Quads 1.1.
func appendLiteral(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case r == '"':
			b = append(b, `\"`...)
		case r == '\\':
			b = append(b, `\\`...)
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r == 0:
			b = append(b, "\uFFFD"...)
		case r < 0x20 || r == 0x7f:
			b = append(b, `\u00`...)
			b = append(b, "0123456789ABCDEF"[r>>4], "0123456789ABCDEF"[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}

// ReadNQuads reads N-Quads (and so N-Triples) line by line. The first line that is none ends it
// with a *Problem.
func ReadNQuads(r io.Reader) iter.Seq2[Located, error] {
	return func(yield func(Located, error) bool) {
		sc := bufio.NewScanner(r)
		sc.Buffer(make([]byte, 64<<10), longestLine)
		n := 0
		for sc.Scan() {
			n++
			where := "line " + strconv.Itoa(n)
			line := bytes.TrimSpace(bytes.TrimPrefix(sc.Bytes(), []byte("\uFEFF")))
			if len(line) == 0 || line[0] == '#' {
				continue
			}
			q, err := parseNQuad(string(line))
			if err != nil {
				yield(Located{}, problem(where, "%v: %s", err, shown(string(line))))
				return
			}
			if !yield(Located{q, where}, nil) {
				return
			}
		}
		switch err := sc.Err(); {
		case errors.Is(err, bufio.ErrTooLong):
			yield(Located{}, problem("line "+strconv.Itoa(n+1), "the line is longer than %d bytes", longestLine))
		case err != nil:
			yield(Located{}, err)
		}
	}
}

// parseNQuad reads one line by the strict grammar of gonum.
func parseNQuad(line string) (q Quad, err error) {
	if !utf8.ValidString(line) {
		return q, errors.New("the line is not UTF-8")
	}
	st, err := rdf.ParseNQuad(line)
	if err != nil {
		return q, errors.New("this is no N-Quad (<subject> <predicate> object <graph> .)")
	}
	node := func(t rdf.Term) string {
		text, _, kind, e := t.Parts()
		switch {
		case t.Value == "":
			return ""
		case e != nil:
			err = e
		case kind == rdf.Blank:
			return blankTag + text
		}
		return text
	}
	q.S, q.P, q.Graph = node(st.Subject), node(st.Predicate), node(st.Label)
	text, qual, kind, e := st.Object.Parts()
	if e != nil {
		err = e
	}
	q.O = text
	switch {
	case kind == rdf.Blank:
		q.O = blankTag + text
	case kind == rdf.Literal:
		q.Literal = true
		if lang, ok := strings.CutPrefix(qual, "@"); ok {
			q.Lang = lang
		} else if qual != XSD+"string" {
			q.Datatype = qual
		}
	}
	return q, err
}

// shown is the beginning of a line for an error.
func shown(s string) string {
	const most = 100
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return strconv.Quote(s)
}
