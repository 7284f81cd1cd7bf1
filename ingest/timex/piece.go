package timex

import (
	"unicode/utf8"

	"dateline/ingest/nlp"
)

// A piece is a run of letters, a run of digits, or one other character. Pieces
// are finer than tokens ("third-quarter" is three, "10:35" three, "1990s" two),
// so that rules do not depend on where a tokeniser cuts.
type piece struct {
	start, end int32
	tok        int32
	word       int32 // index into the vocabulary, -1
	num        int32 // value of a run of digits, -1
	digits     uint8 // how many
	glued      bool  // touches the piece before
	capital    bool  // starts with a capital of ASCII
}

// split appends the pieces of the tokens [first, last).
func (v *vocabulary) split(d *nlp.Document, first, last int, out []piece) []piece {
	text := d.Article.Text
	prevEnd := -1
	var low [32]byte
	for t := first; t < last; t++ {
		sp := d.Tokens[t].Span
		for i := sp.Start; i < sp.End; {
			p := piece{start: int32(i), tok: int32(t), word: -1, num: -1, glued: i == prevEnd}
			c := text[i]
			switch {
			case c >= '0' && c <= '9':
				n := int32(0)
				j := i
				for j < sp.End && text[j] >= '0' && text[j] <= '9' {
					if n < 100_000_000 {
						n = n*10 + int32(text[j]-'0')
					}
					j++
				}
				p.num, p.digits = n, uint8(min(j-i, 255))
				i = j
			case letter(c):
				p.capital = 'A' <= c && c <= 'Z'
				j, k := i, 0
				for j < sp.End && letter(text[j]) {
					if k < len(low) {
						b := text[j]
						if 'A' <= b && b <= 'Z' {
							b += 'a' - 'A'
						}
						low[k] = b
						k++
					}
					j++
				}
				if j-i <= len(low) {
					if w, ok := v.ids[string(low[:k])]; ok {
						p.word = w
					}
				}
				i = j
			default:
				_, n := utf8.DecodeRuneInString(text[i:sp.End])
				if w, ok := v.ids[text[i:i+n]]; ok {
					p.word = w
				}
				i += n
			}
			p.end = int32(i)
			prevEnd = i
			out = append(out, p)
		}
	}
	return out
}

// letter holds for ASCII letters and for the bytes of other characters, save
// Latin-1 punctuation (which starts with C2) and general punctuation (E2).
func letter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 && c != 0xC2 && c != 0xE2
}
