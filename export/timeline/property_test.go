package timeline

import (
	"bytes"
	"cmp"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dateline/graph"
	"dateline/graph/when"
)

// moments of every kind, sharp and vague, over a thousand years.
func moment(t *rapid.T) when.Moment {
	base := time.Date(1500, 1, 1, 0, 0, 0, 0, time.UTC)
	at := base.AddDate(0, 0, rapid.OneOf(rapid.IntRange(0, 190000), rapid.IntRange(190300, 190330)).Draw(t, "day"))
	m := when.Unit(at, rapid.SampledFrom([]when.Grain{when.Century, when.Decade, when.Year, when.Month, when.Week, when.Day, when.Day, when.Day, when.Hour, when.Minute}).Draw(t, "grain"))
	switch rapid.IntRange(0, 9).Draw(t, "open") {
	case 0:
		m = when.Before(m.To)
	case 1:
		m = when.After(m.From)
	case 2:
		m.Approx = true
	}
	return m
}

func period(t *rapid.T) when.Period {
	switch rapid.IntRange(0, 5).Draw(t, "kind") {
	case 0:
		return when.Period{}
	case 1:
		a, b := moment(t), moment(t)
		if !a.From.IsZero() && !b.To.IsZero() && b.To.Before(a.From) {
			a, b = b, a
		}
		return when.Span(a, b)
	case 2:
		return when.Span(moment(t), when.Moment{})
	}
	return when.At(moment(t))
}

// Whatever the dates and the words: nothing overlaps, nothing is outside, nothing
// is lost, and Draw gives the same bytes twice.
func TestAnyView(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := &graph.View{Title: rapid.String().Draw(t, "title"), Articles: map[graph.ArticleID]graph.Source{"a": {Title: rapid.String().Draw(t, "source")}}}
		names := []string{"Ukraine", "Russia", "", "a very long name of an organisation with many words in it", "عربي", "日本"}
		for i, n := range names {
			v.Entities = append(v.Entities, graph.Entity{ID: graph.EntityID(rune('a' + i)), Name: n})
		}
		count := rapid.OneOf(rapid.IntRange(0, 12), rapid.IntRange(30, 80)).Draw(t, "events")
		for i := range count {
			e := graph.Event{ID: graph.EventID(rune('0' + i)), Type: "met", Text: rapid.SampledFrom([]string{"They met", "", "x", rapid.String().Draw(t, "text"), "The ministers of several countries met in a town by the sea to talk about what nobody had foreseen"}).Draw(t, "line"), When: period(t)}
			e.Basis = when.Basis(rapid.IntRange(0, 4).Draw(t, "basis"))
			for range rapid.IntRange(0, 3).Draw(t, "actors") {
				e.Roles = append(e.Roles, graph.Role{Name: "actor", Entity: rapid.SampledFrom(v.Entities).Draw(t, "actor").ID})
			}
			e.Claims = []graph.Claim{{Article: "a", Polarity: graph.Polarity(rapid.IntRange(0, 1).Draw(t, "polarity")), Mode: graph.Mode(rapid.IntRange(0, 4).Draw(t, "mode"))}}
			v.Events = append(v.Events, e)
		}
		o := Options{
			Width:     rapid.Float64Range(320, 2400).Draw(t, "width"),
			Lanes:     rapid.SampledFrom(LaneKinds()).Draw(t, "lanes").Name,
			MaxEvents: rapid.IntRange(0, 90).Draw(t, "max"),
			MaxRows:   rapid.IntRange(1, 20).Draw(t, "rows"),
			MaxListed: rapid.IntRange(-1, 20).Draw(t, "listed"),
		}
		c := Layout(v, o)
		texts := words(c)
		slices.SortFunc(texts, func(a, b Text) int { return cmp.Compare(a.Box().Y, b.Box().Y) })
		for i, a := range texts {
			box := a.Box()
			if box.X < -0.01 || box.Y < 0 || box.X+box.W > c.Width+0.01 || box.Y+box.H > c.Height {
				t.Fatalf("%q %+v lies outside %v x %v", a.S, box, c.Width, c.Height)
			}
			for _, b := range texts[i+1:] {
				if b.Box().Y > box.Y+box.H {
					break
				}
				if box.Overlaps(b.Box()) {
					t.Fatalf("%q %+v overlaps %q %+v", a.S, box, b.S, b.Box())
				}
			}
		}
		marked := 0
		for _, m := range c.Marks {
			left := m.X
			if m.Shape == Disc {
				left -= m.FadeL + m.H/2
			}
			if left < 0 || m.X+m.W > c.Width || m.Y > c.Height || m.FadeL < 0 || m.FadeR < 0 || m.W < 0 {
				t.Fatalf("mark %+v", m)
			}
			if m.Event != "" && m.Shape != Echo {
				marked++
			}
		}
		if marked+c.Gathered+c.Undated+c.Omitted != count {
			t.Fatalf("%d marked, %d gathered, %d undated, %d omitted of %d", marked, c.Gathered, c.Undated, c.Omitted, count)
		}
		if !bytes.Equal(Draw(c), Draw(Layout(v, o))) {
			t.Fatal("two runs differ")
		}
	})
}
