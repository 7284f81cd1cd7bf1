package article

import (
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// textLine is a line of a page.
type textLine struct {
	x, end, y, size float64
	text            string
	page            int
}

// layout puts the spans of pages together to lines and those to paragraphs.
type layout struct {
	lines []textLine
	pages int
}

// How lines are told apart, as parts of the height of their letters.
const (
	sameBase  = 0.45 // spans on one line differ less in height
	wordGap   = 0.16 // between words, where no space was written
	farGap    = 3.0  // another column
	newPara   = 1.25 // times the usual distance of lines: a paragraph ends
	shortLine = 0.6  // of the column's width: a line of its own, or the last of a paragraph
	indent    = 0.8  // of a first line
)

// page adds what one page shows. The order is that of its content, which is the
// order in which programs that set text write it.
func (l *layout) page(spans []span) {
	l.pages++
	var cur *textLine
	for _, s := range spans {
		text := ligatures.Replace(clean(s.text))
		if text == "" || s.size <= 0 {
			continue
		}
		blank := strings.TrimSpace(text) == ""
		if cur != nil && math.Abs(s.y-cur.y) < sameBase*max(s.size, cur.size) && s.x > cur.end-cur.size && s.x < cur.end+farGap*cur.size {
			if s.x > cur.end+wordGap*s.size && !strings.HasSuffix(cur.text, " ") && text[0] != ' ' {
				cur.text += " "
			}
			cur.text += text
			cur.end = max(cur.end, s.end)
			if !blank && utf8.RuneCountInString(text) > 1 {
				cur.size = max(cur.size, s.size)
			}
			continue
		}
		if blank {
			continue
		}
		l.lines = append(l.lines, textLine{s.x, s.end, s.y, s.size, text, l.pages})
		cur = &l.lines[len(l.lines)-1]
	}
}

// ligatures are letters that fonts draw as one.
var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")

// write adds the paragraphs to d. The title is the largest line near the top of
// the first page, if it is larger than the text, else what the file names as one.
func (l *layout) write(d *draft, named string, printed bool) {
	for i := range l.lines {
		l.lines[i].text = oneLine(l.lines[i].text)
	}
	if printed {
		d.url = first(d.url, l.dropPrinted())
	}
	lines := l.withoutMargins()
	if len(lines) == 0 {
		return
	}
	body, lead := l.usual(lines)
	from, to := titleLines(lines, body)
	var title []string
	for _, t := range lines[from:to] {
		title = append(title, t.text)
	}
	d.title = strings.Join(title, " ")
	if d.title == "" && strings.Contains(strings.TrimSpace(named), " ") && !strings.Contains(named, ".doc") {
		d.title = oneLine(named)
	}
	var cur strings.Builder
	kind := Body
	flush := func() {
		d.add(cur.String(), "\n\n", para{kind: kind, sure: kind == TitleBlock})
		cur.Reset()
	}
	for i, t := range lines {
		k := Body
		switch {
		case i >= from && i < to:
			k = TitleBlock
		case t.size > 1.12*body && len(t.text) < 200:
			k = Subtitle
		}
		if i > 0 && (k != kind || endsParagraph(lines, i, lead)) {
			flush()
		}
		kind = k
		joinLine(&cur, t.text)
	}
	flush()
}

// joinLine appends a line to a paragraph; a word that was parted at the end of
// the line before becomes whole again.
func joinLine(b *strings.Builder, line string) {
	s := b.String()
	if s == "" {
		b.WriteString(line)
		return
	}
	r, _ := utf8.DecodeRuneInString(line)
	if rest, ok := strings.CutSuffix(s, "-"); ok && unicode.IsLower(r) && len(rest) > 1 && rest[len(rest)-1] != ' ' && rest[len(rest)-1] != '-' {
		b.Reset()
		b.WriteString(rest)
		b.WriteString(line)
		return
	}
	b.WriteByte(' ')
	b.WriteString(line)
}

// endsParagraph: more room than usual between two lines, another size of
// letters, a first line that is set in, or a last line that ends early.
func endsParagraph(lines []textLine, i int, lead float64) bool {
	a, b := lines[i-1], lines[i]
	em := a.size
	if math.Abs(a.size-b.size) > 0.1*em {
		return true
	}
	if isListItem(b.text) || a.end-a.x < shortLine*(rightOf(lines, i-1)-leftOf(lines, i-1)) {
		return true
	}
	down := a.y - b.y
	stops := endsSentence(a.text)
	if a.page != b.page || down <= 0 { // the next page or column
		return stops && (a.end < rightOf(lines, i-1)-2*em || b.x > leftOf(lines, i)+indent*em)
	}
	if down > newPara*lead {
		return true
	}
	return b.x > leftOf(lines, i)+indent*em && stops || stops && a.end < rightOf(lines, i-1)-6*em
}

// leftOf and rightOf are the edges of the column that a line stands in.
func leftOf(lines []textLine, i int) float64 {
	t := lines[i]
	x := t.x
	for _, o := range around(lines, i) {
		if o.page == t.page && o.x < x && o.end > t.x && o.x > t.x-6*t.size {
			x = o.x
		}
	}
	return x
}

func rightOf(lines []textLine, i int) float64 {
	t := lines[i]
	x := t.end
	for _, o := range around(lines, i) {
		if o.page == t.page && o.end > x && o.x < t.end && math.Abs(o.size-t.size) < 0.25*t.size {
			x = o.end
		}
	}
	return x
}

func around(lines []textLine, i int) []textLine {
	const near = 40
	return lines[max(0, i-near):min(len(lines), i+near)]
}

// usual is the size of most letters and the distance of most lines.
func (l *layout) usual(lines []textLine) (size, lead float64) {
	letters, steps := map[int]int{}, map[int]int{}
	for i, t := range lines {
		letters[int(math.Round(t.size*4))] += len(t.text)
		if i > 0 && lines[i-1].page == t.page && lines[i-1].y > t.y {
			steps[int(math.Round((lines[i-1].y-t.y)*4))] += min(len(t.text), len(lines[i-1].text))
		}
	}
	return most(letters) / 4, max(leastCommon(steps)/4, 1)
}

// leastCommon is the smallest step that a fifth of the lines have: between
// paragraphs it is larger, however many of them are short.
func leastCommon(steps map[int]int) float64 {
	total := 0
	for _, n := range steps {
		total += n
	}
	for _, k := range slices.Sorted(maps.Keys(steps)) {
		if steps[k]*5 >= total {
			return float64(k)
		}
	}
	return 0
}

func most(counts map[int]int) float64 {
	best, n := 0, -1
	for k, c := range counts {
		if c > n || c == n && k < best {
			best, n = k, c
		}
	}
	return float64(best)
}

// titleLines is the run of lines with the largest letters among the first of
// the first page; an empty run if no line is larger than the text.
func titleLines(lines []textLine, body float64) (from, to int) {
	const near = 12
	largest := 1.15 * body
	for i, t := range lines[:min(near, len(lines))] {
		if t.page == 1 && t.size > largest && len(strings.Fields(t.text)) > 1 {
			largest, from, to = t.size, i, i+1
		}
	}
	for to > 0 && to < len(lines) && lines[to].page == 1 && math.Abs(lines[to].size-largest) < 0.05*largest && to-from < 5 {
		to++
	}
	return from, to
}
