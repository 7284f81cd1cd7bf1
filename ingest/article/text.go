package article

import (
	"fmt"
	"strings"
	"time"
)

// readText reads plain text: an optional block of "key: value" lines between
// two lines of dashes, then paragraphs. The text keeps its bytes, so that
// offsets are those of the file behind that block.
func readText(in *input, yield func(*draft) error) error {
	b, err := in.all()
	if err != nil {
		return err
	}
	text, problem := decode(b, first(in.opts.Type, "text/plain"))
	if n := longestLine(text); n > MaxLine {
		return fmt.Errorf("%w: a line of %s, where %s is the most for prose; break it into paragraphs", ErrTooLarge, size(int64(n)), size(MaxLine))
	}
	d := &draft{bare: true}
	d.problem(problem)
	text = frontMatter(text, d)
	text = strings.Trim(text, " \t\n")
	if text == "" && d.title == "" {
		return ErrNoText
	}
	d.text.WriteString(text)
	d.paras = paragraphs(text)
	return yield(d)
}

func longestLine(s string) (n int) {
	for len(s) > 0 {
		i := strings.IndexByte(s, '\n')
		if i < 0 {
			return max(n, len(s))
		}
		n = max(n, i)
		s = s[i+1:]
	}
	return n
}

// take fills the metadata of d from what values gives for a field of fields.txt,
// the surest first.
func (d *draft) take(values func(field string) []string) {
	one := func(field string) string {
		if v := values(field); len(v) > 0 {
			return v[0]
		}
		return ""
	}
	d.title = first(d.title, one("title"))
	d.subtitle = first(d.subtitle, one("subtitle"))
	for _, u := range values("url") {
		d.url = first(d.url, canonical(u))
	}
	for _, p := range values("publisher") {
		if at := canonical(p); at == "" {
			d.publisher = first(d.publisher, p)
		} else { // "source" is a name or an address
			d.url = first(d.url, at)
		}
	}
	d.byline = first(d.byline, one("byline"))
	d.lang = first(d.lang, one("lang"))
	d.section = first(d.section, one("section"))
	d.changed(values("modified")...)
	if a := one("agency"); a != "" {
		d.agency = first(d.agency, agencies().name(a), a)
	}
	for _, v := range values("published") {
		t, dayOnly, ok := ParseDate(v)
		dayOnly = dayOnly || isMidnight(t) // as scrapers write a day
		if n := len(d.dates); ok && n == 0 {
			d.dates = append(d.dates, dated{t, dayOnly, "metadata"})
		} else if ok && d.dates[n-1].dayOnly && !dayOnly && t.Format(time.DateOnly) == d.dates[n-1].t.Format(time.DateOnly) {
			d.dates[n-1] = dated{t, false, "metadata"} // the same day, and the hour too
		} else if !ok && n == 0 {
			d.problem(fmt.Sprintf("date %q is in no form we know", v))
		}
	}
}

// pick gives the values of the keys that stand for field, the surest first.
func pick(values map[string]string, field string) []string {
	var found []string
	var orders []int
	for k, v := range values {
		r, ok := fieldKeys()[fieldKey(k)]
		if !ok || r.field != field || v == "" {
			continue
		}
		at := len(orders)
		for at > 0 && orders[at-1] > r.order {
			at--
		}
		orders = append(orders[:at], append([]int{r.order}, orders[at:]...)...)
		found = append(found[:at], append([]string{v}, found[at:]...)...)
	}
	return found
}

var keyMarks = strings.NewReplacer("_", "", "-", "", ".", "", " ", "", ":", "")

// fieldKey is a field's name as fields.txt writes it.
func fieldKey(k string) string {
	return strings.ToLower(keyMarks.Replace(k))
}

// paragraphs cuts text at blank lines; inside, a line is a paragraph of its
// own unless the lines are one paragraph wrapped at a margin.
func paragraphs(text string) []para {
	var paras []para
	wrapped := longestLine(text) <= mostMargin
	for start := 0; start < len(text) && len(paras) <= mostParas; {
		end, next := chunkEnd(text, start)
		paras = append(paras, splitChunk(text, start, end, wrapped)...)
		start = next
	}
	return paras
}

// chunkEnd is where the chunk that starts at start ends, and where the next begins.
func chunkEnd(text string, start int) (end, next int) {
	for i := start; i < len(text); {
		nl := strings.IndexByte(text[i:], '\n')
		if nl < 0 {
			return len(text), len(text)
		}
		i += nl + 1
		j := i
		for j < len(text) && (text[j] == ' ' || text[j] == '\t') {
			j++
		}
		if j == len(text) || text[j] == '\n' {
			return i - 1, j
		}
	}
	return len(text), len(text)
}

// A text is wrapped when none of its lines is longer than the widest margin in
// use; the lines of its paragraphs then reach at least the narrowest.
const (
	leastMargin = 45
	mostMargin  = 110
)

func splitChunk(text string, start, end int, wrapped bool) []para {
	var rows []para
	for i := start; i < end && len(rows) <= mostParas; {
		j := end
		if nl := strings.IndexByte(text[i:end], '\n'); nl >= 0 {
			j = i + nl
		}
		s, e := i, j
		for s < e && (text[s] == ' ' || text[s] == '\t') {
			s++
		}
		for e > s && (text[e-1] == ' ' || text[e-1] == '\t') {
			e--
		}
		if s < e {
			rows = append(rows, para{start: s, end: e})
		}
		i = j + 1
	}
	if len(rows) < 2 || len(rows) > mostParas {
		return rows // those of too many are refused
	}
	if isTable(text[start:end]) {
		return []para{{start: rows[0].start, end: rows[len(rows)-1].end, kind: Table, sure: true}}
	}
	if !wrapped {
		return rows
	}
	widest := 0
	for _, r := range rows {
		widest = max(widest, r.end-r.start)
	}
	if widest < leastMargin {
		return rows
	}
	out := rows[:1]
	for i, r := range rows[1:] {
		prev := rows[i] // the row before r
		// A row is full when the first word of the next would not have fitted.
		word, _, _ := strings.Cut(text[r.start:r.end], " ")
		full := prev.end-prev.start+1+len(word) > widest-8
		if full && !isListItem(text[r.start:r.end]) {
			out[len(out)-1].end = r.end
		} else {
			out = append(out, r)
		}
	}
	return out
}
