package store

import (
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// base makes our relative IRIs absolute, as N-Quads demands.
const base = "urn:dateline:"

const xsd = "http://www.w3.org/2001/XMLSchema#"

// appendNQuad appends q as a line of canonical N-Quads. Cayley's own writer neither
// escapes IRIs nor keeps the fractions of seconds.
func appendNQuad(b []byte, q quad.Quad) []byte {
	for _, v := range []quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
		b = appendValue(b, v)
		b = append(b, ' ')
	}
	return append(b, '.', '\n')
}

func appendValue(b []byte, v quad.Value) []byte {
	switch v := v.(type) {
	case quad.IRI:
		return appendIRI(b, string(v))
	case quad.String:
		return appendLiteral(b, string(v), "")
	case quad.TypedString:
		return appendLiteral(b, string(v.Value), base+string(v.Type))
	case quad.Time:
		return appendLiteral(b, time.Time(v).UTC().Format(time.RFC3339Nano), xsd+"dateTime")
	case quad.Int:
		return appendLiteral(b, strconv.FormatInt(int64(v), 10), xsd+"integer")
	case quad.Bool:
		return appendLiteral(b, strconv.FormatBool(bool(v)), xsd+"boolean")
	case quad.Float:
		return appendLiteral(b, strconv.FormatFloat(float64(v), 'E', -1, 64), xsd+"double")
	}
	return appendLiteral(b, quad.StringOf(v), "")
}

func appendIRI(b []byte, s string) []byte {
	b = append(b, '<')
	b = append(b, base...)
	b = append(b, iriBytes(s)...)
	return append(b, '>')
}

// iriBytes is s, which iri has encoded, once more made safe: what came from elsewhere
// may not have gone through it.
func iriBytes(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; !plain(c) && c != '%' {
			return string(iri(s))
		}
	}
	return s
}

func appendLiteral(b []byte, s, typ string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && n == 1 {
				b = append(b, "\uFFFD"...)
			} else {
				b = append(b, s[i:i+n]...)
			}
			i += n
			continue
		}
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, '\\', 'n')
		case c == '\r':
			b = append(b, '\\', 'r')
		case c == '\t':
			b = append(b, '\\', 't')
		case c == '\b':
			b = append(b, '\\', 'b')
		case c == '\f':
			b = append(b, '\\', 'f')
		case c < ' ' || c == 0x7f:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		default:
			b = append(b, c)
		}
		i++
	}
	b = append(b, '"')
	if typ != "" {
		b = append(b, '^', '^', '<')
		b = append(b, typ...)
		b = append(b, '>')
	}
	return b
}
