package neural

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/ingest/nlp/linear"
)

// The rows of the hashed tables that Describe gives indexes into, after the
// table of whole words.
const (
	ShapeRows  = 256
	ShortRows  = 1024 // the last two characters
	SuffixRows = 8192 // the last three
	PrefixRows = 4096 // the first three
)

// Columns is how many indexes Describe gives for a word.
const Columns = 5

// Normal is the form under which whole words are known: small letters, every
// digit a 0.
func Normal(form string) string {
	form = strings.ToLower(form)
	for i := 0; i < len(form); i++ {
		if form[i] >= '1' && form[i] <= '9' {
			b := []byte(form)
			for j := i; j < len(b); j++ {
				if b[j] >= '1' && b[j] <= '9' {
					b[j] = '0'
				}
			}
			return string(b)
		}
	}
	return form
}

// Vocabulary gives the row of a word in the table of whole words by the hash of
// its Normal form; words it does not have are row 0.
type Vocabulary map[uint32]uint16

// Describe appends the indexes of a word: whole word, shape, last two, last
// three and first three characters.
func (v Vocabulary) Describe(form string, dst []int32) []int32 {
	normal := Normal(form)
	return append(dst,
		int32(v[linear.Text(normal)]),
		Shape(form),
		int32(1+linear.Key1(2, linear.Text(ending(normal, 2)))%(ShortRows-1)),
		int32(1+linear.Key1(3, linear.Text(ending(normal, 3)))%(SuffixRows-1)),
		int32(1+linear.Key1(4, linear.Text(beginning(normal, 3)))%(PrefixRows-1)),
	)
}

// Shape is the index of how a word is written.
func Shape(form string) int32 { return int32(1 + linear.Key1(1, shape(form))%(ShapeRows-1)) }

func ending(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, k := utf8.DecodeLastRuneInString(s[:at])
		at -= k
	}
	return s[at:]
}

func beginning(s string, n int) string {
	at := 0
	for ; n > 0 && at < len(s); n-- {
		_, k := utf8.DecodeRuneInString(s[at:])
		at += k
	}
	return s[:at]
}

// shape is a hash of the classes of a word's characters, at most three of a
// class in a row.
func shape(form string) uint32 {
	hash := uint32(2166136261)
	last, run := byte(0), 0
	for _, r := range form {
		var c byte
		switch {
		case r >= 'a' && r <= 'z':
			c = 'x'
		case r >= 'A' && r <= 'Z':
			c = 'X'
		case r >= '0' && r <= '9':
			c = 'd'
		case r < utf8.RuneSelf:
			c = byte(r)
		case unicode.IsLower(r):
			c = 'x'
		case unicode.IsUpper(r):
			c = 'X'
		default:
			c = 'u'
		}
		if c == last {
			if run++; run > 3 || c == 'x' {
				continue
			}
		} else {
			run = 1
		}
		last = c
		hash = (hash ^ uint32(c)) * 16777619
	}
	return hash
}
