package article

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/unicode/norm"
)

var (
	bomUTF8  = []byte("\xef\xbb\xbf")
	bomLE    = []byte("\xff\xfe")
	bomBE    = []byte("\xfe\xff")
	gzipHead = []byte("\x1f\x8b")
	zstdHead = []byte("\x28\xb5\x2f\xfd")
	bzipHead = []byte("BZh")
)

// magic names the binary files that people put among articles.
var magic = []struct{ head, what string }{
	{"\x89PNG", "a PNG picture"},
	{"\xff\xd8\xff", "a JPEG picture"},
	{"GIF8", "a GIF picture"},
	{"\x7fELF", "a program"},
	{"\xd0\xcf\x11\xe0", "an old office document"},
	{"SQLite format 3\x00", "an SQLite database"},
	{"{\\rtf", "an RTF document"},
}

// plainReader is an input behind its compression.
type plainReader struct {
	io.Reader
	packed bool
}

// unpack undoes gzip, bzip2 and zstd, one layer of them, and gives the ending
// of the name without theirs.
func unpack(r io.Reader, name string) (plainReader, string, error) {
	br := bufio.NewReaderSize(r, 16<<10)
	head, _ := br.Peek(4)
	inner := endingOf(strings.TrimSuffix(name, path.Ext(name)))
	switch {
	case bytes.HasPrefix(head, gzipHead):
		z, err := gzip.NewReader(br)
		return plainReader{z, true}, inner, err
	case bytes.HasPrefix(head, bzipHead):
		return plainReader{bzip2.NewReader(br), true}, inner, nil
	case bytes.HasPrefix(head, zstdHead):
		z, err := zstd.NewReader(br, zstd.WithDecoderMaxMemory(256<<20), zstd.WithDecoderConcurrency(1))
		if err != nil {
			return plainReader{}, "", err
		}
		return plainReader{z.IOReadCloser(), true}, inner, nil
	}
	return plainReader{br, false}, endingOf(name), nil
}

// binary says what head is if it is no text, else "".
func binary(head []byte) string {
	for _, m := range magic {
		if bytes.HasPrefix(head, []byte(m.head)) {
			return m.what
		}
	}
	if bytes.HasPrefix(head, bomLE) || bytes.HasPrefix(head, bomBE) || len(head) == 0 {
		return ""
	}
	control := 0
	for _, b := range head {
		if b == 0 {
			return "it holds zero bytes"
		}
		if b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1b {
			control++
		}
	}
	if control*20 > len(head) {
		return "it is full of control bytes"
	}
	return ""
}

// decode gives b as UTF-8 with plain line ends, and says what it had to guess
// or repair ("" if nothing).
func decode(b []byte, contentType string) (text, problem string) {
	switch {
	case bytes.HasPrefix(b, bomUTF8):
		b = b[len(bomUTF8):]
	case bytes.HasPrefix(b, bomLE), bytes.HasPrefix(b, bomBE):
		enc, _, _ := charset.DetermineEncoding(b, "")
		if u, err := enc.NewDecoder().Bytes(b); err == nil {
			b = u
		}
	}
	if !utf8.Valid(b) {
		bad, multi := countRunes(b)
		if multi > 4*bad { // UTF-8 with a few broken bytes, as cut-off feeds have
			problem = fmt.Sprintf("repaired %d bytes that are not UTF-8", bad)
		} else {
			head := b[:min(len(b), 1024)]
			enc, name, _ := charset.DetermineEncoding(head, contentType)
			if name == "utf-8" { // it is not: the page may know better than its server
				enc, name, _ = charset.DetermineEncoding(head, "")
			}
			if name == "utf-8" {
				enc, name = charset.Lookup("windows-1252")
			}
			if u, err := enc.NewDecoder().Bytes(b); err == nil {
				b, problem = u, "not UTF-8: read as "+name
			}
		}
	}
	return clean(strings.ToValidUTF8(string(b), "\ufffd")), problem
}

func countRunes(b []byte) (bad, multi int) {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			bad++
		} else if n > 1 {
			multi++
		}
		b = b[n:]
	}
	return bad, multi
}

// clean makes line ends "\n", no-break spaces plain, accents composed, and
// drops what is not seen: soft hyphens, zero-width marks, control characters.
// Bytes that are no UTF-8 become the replacement character.
func clean(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, "\ufffd"))
	if !strings.ContainsFunc(s, unseen) {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	for i, r := range s {
		switch {
		case r == '\r':
			if i+1 >= len(s) || s[i+1] != '\n' {
				out.WriteByte('\n')
			}
		case r == '\u2028' || r == '\u2029' || r == '\f' || r == '\v' || r == '\u0085':
			out.WriteByte('\n')
		case r == '\u00a0' || r == '\u202f' || r == '\u2007':
			out.WriteByte(' ')
		case !unseen(r):
			out.WriteRune(r)
		}
	}
	return out.String()
}

func unseen(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < 0x20, r >= 0x7f && r <= 0xa0:
		return true
	case r < 0x2000:
		return r == '\u00ad' || r == '\u061c'
	case r == '\u200b' || r == '\u200e' || r == '\u200f' || r == '\u2060' || r == '\ufeff',
		r == '\u2028' || r == '\u2029' || r == '\u202f' || r == '\u2007',
		r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return true
	}
	return false
}
