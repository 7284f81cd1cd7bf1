package timex

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"dateline/graph/when"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/token"
)

// value is what TIMEX3 allows, as far as this package writes it.
var value = regexp.MustCompile(`^((BC)?[\dX]{1,9}(-([\dX]{2}(-[\dX]{2})?|W[\dX]{2}(-(WE|\d))?|Q[\dX]|H\d|SP|SU|FA|WI))?(T(\d\d(:\d\d(:\d\d)?)?|MO|AF|EV|NI|DT))?|P(T?[\dX.]+(DE|CE|ML|[YMWDHSQ]))+|P[\dX.]+[YMWD]T[\dX.]+[HMS]|(PAST|PRESENT|FUTURE)_REF)$`)

// check holds the layer to what it promises.
func check(t *testing.T, d *nlp.Document) {
	t.Helper()
	end := 0
	for i := range d.Timexes {
		x := &d.Timexes[i]
		s := d.Sentences[x.Sentence]
		if !s.Contains(x.Span) || x.Start >= x.Span.End || x.First < s.First || x.Last > s.Last || x.First >= x.Last {
			t.Fatalf("%q is not inside its sentence", d.Text(x.Span))
		}
		if x.Start < end {
			t.Fatalf("%q overlaps the one before", d.Text(x.Span))
		}
		end = x.Span.End
		if !value.MatchString(x.Value) {
			t.Fatalf("%q has the value %q", d.Text(x.Span), x.Value)
		}
		e := x.Period.String()
		if p, err := when.Parse(e); err != nil || p.String() != e {
			t.Fatalf("%q has the period %q: %v", d.Text(x.Span), e, err)
		}
		if d.Article.Published.IsZero() && x.Basis == when.BasisRelative && x.Anchor < 0 {
			t.Fatalf("%q is relative to a day that nobody gave", d.Text(x.Span))
		}
		if x.Why == "" || x.Rule == "" {
			t.Fatalf("%q has no reason", d.Text(x.Span))
		}
	}
}

func FuzzTimex(f *testing.F) {
	g, err := english()
	if err != nil {
		f.Fatal(err)
	}
	for i := range g.rules {
		for _, e := range g.rules[i].examples {
			body, _, _ := strings.Cut(e.text, " @ ")
			f.Add(strings.NewReplacer("[", "", "]", "").Replace(body), int64(1617148800))
		}
	}
	f.Add("on 31 June 99999 from 30 to 31 Feb., 0 BC, '00s, 24:59 p.m. 1/2/3/4", int64(0))
	f.Fuzz(func(t *testing.T, text string, unix int64) {
		d := &nlp.Document{Article: &article.Article{Text: text, DayOnly: unix%2 == 0, Blocks: []article.Block{{Start: 0, End: len(text)}}}}
		if unix != 0 {
			d.Article.Published = time.Unix(unix%(1<<36), 0).UTC()
		}
		if err := token.Stage.Run(d); err != nil {
			t.Skip()
		}
		if err := run(d); err != nil {
			t.Fatal(err)
		}
		check(t, d)
	})
}

// TestNoClock reads relative expressions of an article that nobody dated: they
// stay unresolved.
func TestNoClock(t *testing.T) {
	d := document(t, "He left yesterday, met her on Friday in May, and will return next week. It was signed on 5 May 2019.", time.Time{})
	if err := run(d); err != nil {
		t.Fatal(err)
	}
	check(t, d)
	for _, x := range d.Timexes {
		resolved := !x.Period.IsZero()
		if want := strings.Contains(d.Text(x.Span), "2019"); resolved != want {
			t.Errorf("“%s” is resolved: %t; %s", d.Text(x.Span), resolved, x.Period)
		}
	}
	if len(d.Timexes) != 5 {
		t.Errorf("found %d expressions", len(d.Timexes))
	}
}

func BenchmarkTimex(b *testing.B) {
	var text strings.Builder
	filler := "The minister told reporters that officials from both countries had agreed to continue the negotiations about the border, while critics said the plan was unlikely to win support. "
	for text.Len() < 20000 {
		text.WriteString(filler)
		text.WriteString("They met on Friday, Oct. 23, and will meet again next week. Sales rose in the third quarter of 2020 from a year earlier. ")
	}
	d := document(b, text.String(), time.Date(2021, 3, 31, 0, 0, 0, 0, time.UTC))
	b.ReportAllocs()
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		if err := run(d); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
