package article

import (
	"bufio"
	"bytes"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// asUTF8 gives r as UTF-8 if it starts as UTF-16, with a byte order mark or
// without, and drops the mark. Other encodings stay: their formats name them.
func asUTF8(r *bufio.Reader) *bufio.Reader {
	head, _ := r.Peek(sniffLen)
	if bytes.HasPrefix(head, bomUTF8) {
		r.Discard(len(bomUTF8))
	} else if wide := wideEncoding(head); wide != nil {
		return bufio.NewReaderSize(transform.NewReader(r, wide.NewDecoder()), 16<<10)
	}
	return r
}

// wideEncoding is the UTF-16 that head is in, nil if it is in none: by its mark,
// or by the zero in every other byte of what is mostly ASCII.
func wideEncoding(head []byte) encoding.Encoding {
	if len(head) < 4 {
		return nil
	}
	if bytes.HasPrefix(head, bomLE) || bytes.HasPrefix(head, bomBE) {
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	}
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	most := len(head) / 2
	switch {
	case zeros[0] == 0 && zeros[1]*4 > most*3:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case zeros[1] == 0 && zeros[0]*4 > most*3:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

// xmlEncoding is the charset that an XML document declares.
var xmlEncoding = regexp.MustCompile(`^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']`)

// otherCharset reports whether an XML document declares a charset that must be
// converted. What is declared as UTF-16 has become UTF-8 by then, or its
// declaration could not be read; a charset that nobody knows is no help.
func otherCharset(head []byte) bool {
	m := xmlEncoding.FindSubmatch(head)
	if m == nil {
		return false
	}
	e, name := charset.Lookup(string(m[1]))
	return e != nil && !strings.HasPrefix(name, "utf-")
}

// xmlCharset converts what otherCharset says must be.
func xmlCharset(label string, r io.Reader) (io.Reader, error) {
	if e, name := charset.Lookup(label); e == nil || strings.HasPrefix(name, "utf-") {
		return r, nil
	}
	return charset.NewReaderLabel(label, r)
}

// mended passes UTF-8 through. A byte that is none is one of windows-1252 unless
// true UTF-8 has come before more often: then it is the rest of a broken letter.
// It serves what is read in pieces, and declares no charset.
type mended struct{ bad, multi int }

func (m *mended) Reset() { *m = mended{} }

func (m *mended) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		r, n := rune(src[nSrc]), 1
		if r >= utf8.RuneSelf {
			if r, n = utf8.DecodeRune(src[nSrc:]); r == utf8.RuneError && n == 1 {
				if !atEOF && !utf8.FullRune(src[nSrc:]) {
					return nDst, nSrc, transform.ErrShortSrc
				}
				if m.bad++; m.multi < m.bad {
					r = charmap.Windows1252.DecodeByte(src[nSrc])
				}
			} else {
				m.multi++
			}
		}
		if nDst+utf8.RuneLen(r) > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += utf8.EncodeRune(dst[nDst:], r)
		nSrc += n
	}
	return nDst, nSrc, nil
}
