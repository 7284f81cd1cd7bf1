package claim

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/ingest/nlp"
)

// quotes are the stretches in quotation marks, and per token the one it is in.
type quotes struct {
	list []quotation
	at   []int32 // per token: index into list, -1
}

// quotation is one quote; it has several spans when it runs over paragraphs. The
// marks are outside the spans.
type quotation struct {
	spans       []nlp.Span
	first, last int // tokens [first, last), the marks of later paragraphs among them
	block       int // where it starts
	ends        int // block where it ends
}

// marks says which mark closes the one that opens.
var marks = map[rune]rune{'“': '”', '„': '“', '«': '»', '"': '"', '‘': '’', '\'': '\''}

// findQuotes reads the blocks that tell. A quote that a paragraph leaves open
// goes on in the next one if that starts with an opening mark again, as printers
// do; otherwise it ends with the paragraph.
func findQuotes(d *nlp.Document) quotes {
	q := quotes{at: make([]int32, len(d.Tokens))}
	for i := range q.at {
		q.at[i] = -1
	}
	open := -1 // quotation that the block before left open
	for b := range d.Article.Blocks {
		block := d.Article.Blocks[b]
		if !block.Kind.Tells() || block.Start < 0 || block.End > len(d.Article.Text) || block.Start >= block.End {
			continue
		}
		spans, unclosed := blockQuotes(d.Article.Text[block.Start:block.End], block.Start)
		for i, s := range spans {
			if i == 0 && open >= 0 && len(strings.TrimSpace(d.Article.Text[block.Start:s.Start])) <= len("“") {
				q.list[open].spans = append(q.list[open].spans, s)
				q.list[open].ends = b
				continue
			}
			q.list = append(q.list, quotation{spans: []nlp.Span{s}, block: b, ends: b})
		}
		if open = -1; unclosed {
			open = len(q.list) - 1
		}
	}
	t := 0
	for i := range q.list {
		x := &q.list[i]
		x.first = -1
		for _, s := range x.spans {
			for t < len(d.Tokens) && d.Tokens[t].Start < s.Start {
				t++
			}
			for t < len(d.Tokens) && d.Tokens[t].End <= s.End {
				if x.first < 0 {
					x.first = t
				}
				q.at[t], x.last = int32(i), t+1
				t++
			}
		}
	}
	return q
}

// blockQuotes are the insides of the quotation marks of one paragraph; unclosed
// says that the last runs to its end without a closing mark.
func blockQuotes(text string, offset int) (spans []nlp.Span, unclosed bool) {
	var closer rune
	start := 0
	prev := ' '
	for i := 0; i < len(text); {
		c, n := rune(text[i]), 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRuneInString(text[i:])
		}
		if c == '\'' && i+1 < len(text) && text[i+1] == '\'' || c == '`' && i+1 < len(text) && text[i+1] == '`' {
			c, n = '"', 2 // the typewriter's way
		}
		next, _ := utf8.DecodeRuneInString(text[i+n:])
		if closer != 0 {
			if c == closer && closes(closer, prev, next) {
				if i > start {
					spans = append(spans, nlp.Span{Start: offset + start, End: offset + i})
				}
				closer = 0
			}
		} else if m, ok := marks[c]; ok && opens(c, prev, next, text[i+n:]) {
			closer, start = m, i+n
		}
		prev = c
		i += n
	}
	if closer != 0 && closer != '\'' && closer != '’' {
		end := len(strings.TrimRight(text, " \n\r\t"))
		if end > start {
			return append(spans, nlp.Span{Start: offset + start, End: offset + end}), true
		}
	}
	return spans, false
}

// opens tells an opening mark from an apostrophe, an inch or a closing mark.
func opens(c, prev, next rune, rest string) bool {
	if letter(prev) && c != '«' || unicode.IsSpace(next) && c != '«' {
		return false
	}
	switch c {
	case '‘', '\'':
		// A single mark opens only if one closes later: "the ’90s" has none.
		closer := marks[c]
		for i, r := range rest {
			if r != closer {
				continue
			}
			after, _ := utf8.DecodeRuneInString(rest[i+utf8.RuneLen(r):])
			before, _ := utf8.DecodeLastRuneInString(rest[:i])
			if i > 0 && !letter(after) && !unicode.IsSpace(before) {
				return before != 's' || strings.Count(rest[:i], " ") > 0
			}
		}
		return false
	}
	return true
}

func closes(c, prev, next rune) bool {
	switch c {
	case '’', '\'':
		return !letter(next) && !unicode.IsSpace(prev)
	case '"':
		return !(unicode.IsSpace(prev) && letter(next))
	}
	return true
}

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
