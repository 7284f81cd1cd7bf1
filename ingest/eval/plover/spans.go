package plover

import (
	"strings"

	"dateline/ingest/event"
	"dateline/ingest/nlp"
)

// Tagged is one sentence with the spans of its source and target marked word by
// word: S, T or another label.
type Tagged struct {
	Text  string
	Spans []Label
}

// Label is a marked span of Text.
type Label struct {
	nlp.Span
	Kind string // "S", "T"
}

// ReadBIO takes two columns, word and BIO label, with an empty line between
// sentences. The words are joined by spaces.
func ReadBIO(text string) []Tagged {
	var out []Tagged
	var cur Tagged
	flush := func() {
		if cur.Text != "" {
			out = append(out, cur)
		}
		cur = Tagged{}
	}
	for _, line := range strings.Split(text, "\n") {
		f := strings.Fields(line)
		if len(f) < 2 {
			flush()
			continue
		}
		if cur.Text != "" {
			cur.Text += " "
		}
		s := nlp.Span{Start: len(cur.Text), End: len(cur.Text) + len(f[0])}
		cur.Text += f[0]
		mark, kind, _ := strings.Cut(f[len(f)-1], "-")
		switch n := len(cur.Spans); {
		case mark == "B", mark == "I" && (n == 0 || cur.Spans[n-1].Kind != kind):
			cur.Spans = append(cur.Spans, Label{s, kind})
		case mark == "I":
			cur.Spans[n-1].End = s.End
		}
	}
	flush()
	return out
}

// SpanCounts counts spans of sources and targets.
type SpanCounts struct{ Right, Found, Gold int }

// F1 is the harmonic mean of precision and recall.
func (c SpanCounts) F1() float64 {
	return 2 * float64(c.Right) / float64(max(c.Found+c.Gold, 1))
}

// Add compares the source and target of the main event of d with the sentence's:
// right are those that overlap one of the same kind.
func (c *SpanCounts) Add(f *event.Frames, t Tagged, d *nlp.Document) {
	for _, g := range t.Spans {
		if g.Kind == "S" || g.Kind == "T" {
			c.Gold++
		}
	}
	r, ok := main(f, d)
	if !ok {
		return
	}
	for _, x := range []Label{{r.Source, "S"}, {r.Target, "T"}} {
		if x.End <= x.Start {
			continue
		}
		c.Found++
		for _, g := range t.Spans {
			if g.Kind == x.Kind && g.Overlaps(x.Span) {
				c.Right++
				break
			}
		}
	}
}

// main is the record nearest to the root of its sentence, one with both sides
// before others.
func main(f *event.Frames, d *nlp.Document) (best event.Record, ok bool) {
	score := -1
	for _, r := range f.Records(d) {
		depth := 0
		for t := d.Happenings[r.Happening].Trigger; t >= 0 && depth < 20; t = d.Tokens[t].Head {
			depth++
		}
		s := 20 - depth
		if r.Source.End > r.Source.Start && r.Target.End > r.Target.Start {
			s += 100
		}
		if s > score {
			best, score, ok = r, s, true
		}
	}
	return best, ok
}
