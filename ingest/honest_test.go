package ingest_test

import (
	"testing"
	"time"

	"dateline/graph/when"
	"dateline/ingest"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// TestNoDateIsSharperThanItsText holds what all articles of testdata tell to the
// promise about dates: an expression is never narrowed but by the publication
// (what is past was not after it), a date without an expression comes from order
// alone, the publication bounds one side and dates nothing, and the first of
// January is nowhere that the text does not say so.
func TestNoDateIsSharperThanItsText(t *testing.T) {
	dated := 0
	for _, a := range corpus(t) {
		d, err := ingest.Read(a)
		if err != nil {
			t.Fatal(err)
		}
		newYear := map[time.Time]bool{}
		for i := range d.Timexes {
			if p := d.Timexes[i].Period; p.Start.Grain >= when.Day {
				newYear[p.Start.From] = true
			}
		}
		told := map[string]bool{}
		for i := range d.Happenings {
			h := &d.Happenings[i]
			told[h.When.String()] = true
			if h.When.IsZero() {
				continue
			}
			dated++
			bad := func(what string) {
				t.Errorf("%s: “%s” is dated %s (%s), but %s", a.Source, d.Text(h.Words), h.When, h.Why, what)
			}
			from, to := h.When.Bounds()
			if h.Why == "" {
				bad("says no reason")
			}
			if h.Basis == when.BasisPublication && !from.IsZero() && !to.IsZero() {
				bad("has only the publication, which is a bound")
			}
			if day(h.When) && from.Month() == time.January && from.Day() == 1 && !newYear[from] {
				bad("the text names no such day")
			}
			if h.Timex < 0 {
				continue
			}
			if x := &d.Timexes[h.Timex]; x.Type != nlp.Duration && !holds(h.When, x.Period, d) {
				bad("the text says “" + d.Text(x.Span) + "”, " + x.Period.String())
			}
		}
		for i := range d.Events {
			if e := &d.Events[i]; !told[e.When.String()] {
				t.Errorf("%s: event %s is dated %s, which none of its mentions is", a.Source, e.ID, e.When)
			}
		}
	}
	if dated < 500 {
		t.Errorf("only %d dated mentions: is the corpus there?", dated)
	}
}

// day reports whether p is one day.
func day(p when.Period) bool {
	from, to := p.Bounds()
	return !from.IsZero() && to.Sub(from) == 24*time.Hour
}

// holds reports whether p is no sharper than what the expression says, cut off at
// the publication, or lies beside it (after it, before it).
func holds(p, said when.Period, d *nlp.Document) bool {
	if said.IsZero() {
		return true
	}
	pub := when.DayOf(d.Article.Published)
	for _, cut := range []when.Period{said, with(said, when.At(when.Before(pub.To))), with(said, when.At(when.After(pub.From)))} {
		from, to := p.Bounds()
		cutFrom, cutTo := cut.Bounds()
		if (from.IsZero() || !cutFrom.IsZero() && !from.After(cutFrom)) && (to.IsZero() || !cutTo.IsZero() && !to.Before(cutTo)) {
			return true
		}
	}
	_, meet := when.Meet(p, said)
	return !meet || p.Start.From.Equal(said.Start.From) && p.Start.Grain <= said.Start.Grain
}

func with(p, q when.Period) when.Period {
	if m, ok := when.Meet(p, q); ok {
		return m
	}
	return p
}

// TestYearsStayYears reads a text for each grain and asks for its date back.
func TestYearsStayYears(t *testing.T) {
	for _, row := range []struct{ said, want string }{
		{"in 2019", "2019"}, {"in May 2019", "2019-05"}, {"in the 1990s", "199X"}, {"in the summer of 2018", "2018-22"}, {"in the first quarter of 2019", "2019-33"},
		{"on 1 January 2019", "2019-01-01"}, {"in early 2019", "[2019-01-01..2019-06-30]"}, {"about 1990", "1990~"}, {"last year", "2020"}, {"last month", "2021-02"},
		{"in January", "2021-01"}, {"last week", "[2021-03-22..2021-03-28]"},
	} {
		text := "The army attacked the town of Sava " + row.said + "."
		d, err := ingest.Read(&article.Article{ID: "x", Lang: "en", Text: text, DayOnly: true, Published: time.Date(2021, 3, 31, 0, 0, 0, 0, time.UTC), Blocks: []article.Block{{End: len(text)}}})
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for i := range d.Events {
			if d.Events[i].Type == "attacked" {
				found = true
				if got := d.Events[i].When.String(); got != row.want {
					t.Errorf("attacked %s: dated %s, want %s", row.said, got, row.want)
				}
			}
		}
		if !found {
			t.Errorf("attacked %s: no event in %v", row.said, d.Events)
		}
	}
}
