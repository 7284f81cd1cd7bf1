package query_test

import (
	"cmp"
	"errors"
	"runtime"
	"slices"
	"testing"
	"time"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/query"
	"dateline/graph/search"
	"dateline/graph/store"
)

// benchmark is something that a person asks for, with the number of the turn.
type benchmark struct {
	name string
	run  func(i int) error
}

// percentiles runs q as often as b says and reports the times that half of the runs, and all but one
// in a hundred, stay under: by the clock, and, where the system tells it, of the processor.
func percentiles(b *testing.B, q benchmark) {
	b.Run(q.name, func(b *testing.B) {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		b.ReportAllocs()
		var clock, processor []time.Duration
		for i := 0; b.Loop(); i++ {
			at, used := time.Now(), processorTime()
			if err := q.run(i); err != nil {
				b.Fatal(err)
			}
			clock, processor = append(clock, time.Since(at)), append(processor, processorTime()-used)
		}
		for _, t := range []struct {
			times []time.Duration
			unit  string
		}{{clock, "ms"}, {processor, "cpu-ms"}} {
			slices.SortFunc(t.times, cmp.Compare)
			ms := func(i int) float64 { return float64(t.times[i].Microseconds()) / 1000 }
			b.ReportMetric(ms(len(t.times)/2), "p50-"+t.unit)
			b.ReportMetric(ms(len(t.times)*99/100), "p99-"+t.unit)
		}
		b.ReportMetric(0, "ns/op")
	})
}

// asked are people of the large graph: those of the most, of some and of few events, and events.
type asked struct {
	some, rare []string
	events     []graph.EventID
}

func askedOf(b *testing.B, s *store.Store) (a asked) {
	for i := range 400 {
		f := graphtest.News(newsSeed, i%graphtest.NewsArticles(scale()))
		if i < 50 {
			a.events = append(a.events, f.Events[i%len(f.Events)].ID)
		}
		for _, e := range f.Entities {
			if e.Kind != graph.Person || len(a.rare) == 40 || slices.Contains(a.rare, e.Name) {
				continue
			}
			if c, err := query.Names(ctx, s, e.Name); err == nil && len(c) == 1 && c[0].Events > 0 && c[0].Events < 8 {
				a.rare = append(a.rare, e.Name)
			}
		}
	}
	if len(a.rare) < 2 {
		b.Fatal("nobody is rare")
	}
	for i := range 20 {
		if c, err := query.Names(ctx, s, graphtest.LargeName(5+i)); err == nil && len(c) == 1 {
			a.some = append(a.some, c[0].Name)
		}
	}
	return a
}

// answered is nil where a question was refused: that is an answer too.
func answered(_ query.Answer, err error) error {
	var unsure *query.UnsureError
	if errors.As(err, &unsure) {
		return nil
	}
	return err
}

// BenchmarkQuery is docs/performance.md, "Asking at size".
func BenchmarkQuery(b *testing.B) {
	s, err := large()
	if err != nil {
		b.Fatal(err)
	}
	a := askedOf(b, s)
	of := func(list []string, i int) string { return list[i%len(list)] }
	day := func(i int) time.Time { return time.Date(2008, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i*37%5000) }
	events := func(f query.Filter) error {
		f.Limit = 50
		p, err := query.EventsPage(ctx, s, f)
		if len(p.Rows) > 50 {
			b.Fatal("more than was asked for")
		}
		return err
	}
	for _, q := range []benchmark{
		{"event by id, with all that explains it", func(i int) error { _, err := query.Why(ctx, s, string(a.events[i%len(a.events)])); return err }},
		{"events of a country in the news every day", func(int) error { return events(query.Filter{Actor: []string{graphtest.NewsHub}}) }},
		{"events of it, newest first, third page", func(int) error {
			return events(query.Filter{Actor: []string{graphtest.NewsHub}, Sort: query.Newest, Offset: 100})
		}},
		{"events of a known person", func(i int) error { return events(query.Filter{Actor: []string{of(a.some, i)}}) }},
		{"events of a rare person", func(i int) error { return events(query.Filter{Actor: []string{of(a.rare, i)}}) }},
		{"events of a country and a person", func(i int) error {
			return events(query.Filter{Actor: []string{graphtest.NewsHub}, With: []string{of(a.some, i)}})
		}},
		{"events of a rare relation", func(int) error { return events(query.Filter{Relation: []string{"rescued"}}) }},
		{"events of a class", func(int) error { return events(query.Filter{Class: []string{"RETREAT"}}) }},
		{"events of a source", func(i int) error { return events(query.Filter{Source: []string{"Gazette 10"}}) }},
		{"events of a day", func(i int) error { return events(query.Filter{Since: day(i), Until: day(i).AddDate(0, 0, 1)}) }},
		{"events of a month", func(i int) error { return events(query.Filter{Since: day(i), Until: day(i).AddDate(0, 1, 0)}) }},
		{"events of ten years", func(i int) error { return events(query.Filter{Since: day(i), Until: day(i).AddDate(10, 0, 0)}) }},
		{"best supported events of a country", func(int) error {
			return events(query.Filter{Actor: []string{graphtest.NewsHub}, Sort: query.BySources})
		}},
		{"who spoke_with a country", func(int) error {
			_, err := query.WhoFirst(ctx, s, "spoke_with", graphtest.NewsHub, query.Filter{Limit: 50})
			return err
		}},
		{"who spoke_with a known person", func(i int) error {
			_, err := query.WhoFirst(ctx, s, "spoke_with", of(a.some, i), query.Filter{Limit: 50})
			return err
		}},
		{"who attacked whom", func(int) error { _, err := query.WhoFirst(ctx, s, "attacked", "", query.Filter{Limit: 50}); return err }},
		{"who attacked whom in a month", func(i int) error {
			_, err := query.WhoFirst(ctx, s, "attacked", "", query.Filter{Since: day(i), Until: day(i).AddDate(0, 1, 0), Limit: 50})
			return err
		}},
		{"who head_of a country", func(int) error {
			_, err := query.WhoFirst(ctx, s, "head_of", graphtest.NewsHub, query.Filter{Limit: 50})
			return err
		}},
		{"claims about a country", func(int) error {
			_, err := query.Claims(ctx, s, graphtest.NewsHub, query.Filter{Limit: 50})
			return err
		}},
		{"claims about a known person", func(i int) error { _, err := query.Claims(ctx, s, of(a.some, i), query.Filter{Limit: 50}); return err }},
		{"a country with its company", func(int) error {
			_, err := query.Entity(ctx, s, graphtest.NewsHub, query.Filter{Limit: 20})
			return err
		}},
		{"a known person with company", func(i int) error { _, err := query.Entity(ctx, s, of(a.some, i), query.Filter{Limit: 20}); return err }},
		{"view of 50 events, to be drawn", func(i int) error {
			_, err := query.Events(ctx, s, query.Filter{Actor: []string{of(a.some, i)}, Limit: 50})
			return err
		}},
		{"neighbours of a country to depth 2", func(int) error { _, err := query.Neighbours(ctx, s, graphtest.NewsHub, 2, query.Filter{}); return err }},
		{"neighbours of a rare person to depth 2", func(i int) error {
			_, err := query.Neighbours(ctx, s, of(a.rare, i), 2, query.Filter{})
			return err
		}},
		{"ask: who spoke with a person", func(i int) error {
			return answered(query.Ask(ctx, s, query.Pattern{Asks: query.AskWho, Relations: []string{"spoke_with"}, Parts: []query.PatternPart{{Name: of(a.some, i)}}}))
		}},
		{"ask: who attacked a country in a month", func(i int) error {
			return answered(query.Ask(ctx, s, query.Pattern{Asks: query.AskWho, Want: "actor", Relations: []string{"attacked"}, Since: day(i), Until: day(i).AddDate(0, 1, 0),
				Parts: []query.PatternPart{{Role: "recipient", Name: graphtest.NewsHub}}}))
		}},
		{"ask: when a country spoke with a person", func(i int) error {
			return answered(query.Ask(ctx, s, query.Pattern{Asks: query.AskWhen, Relations: []string{"spoke_with"},
				Parts: []query.PatternPart{{Role: "actor", Name: graphtest.NewsHub}, {Role: "recipient", Name: of(a.some, i)}}}))
		}},
		{"ask: what a country said about trade", func(i int) error {
			return answered(query.Ask(ctx, s, query.Pattern{Asks: query.AskSaid, Parts: []query.PatternPart{{Role: "claimant", Name: graphtest.NewsHub}}, Words: [][]string{{"trade"}}}))
		}},
		{"ask: whether a country attacked a rare person", func(i int) error {
			return answered(query.Ask(ctx, s, query.Pattern{Asks: query.AskWhether, Relations: []string{"attacked"},
				Parts: []query.PatternPart{{Role: "actor", Name: graphtest.NewsHub}, {Role: "recipient", Name: of(a.rare, i)}}}))
		}},
		{"path between two rare persons", func(i int) error {
			_, err := query.Paths(ctx, s, of(a.rare, i), of(a.rare, i+1), query.PathOptions{})
			return err
		}},
		{"path from a rare person to a country", func(i int) error {
			_, err := query.Paths(ctx, s, of(a.rare, i), graphtest.NewsHub, query.PathOptions{})
			return err
		}},
		{"sources, 50 of them", func(i int) error { _, _, err := query.SourcesPage(ctx, s, 100+i%500, 50); return err }},
		{"facets: relation", func(int) error { _, err := query.Survey(ctx, s, "relation", query.Filter{Limit: 50}); return err }},
		{"facets: actor", func(int) error { _, err := query.Survey(ctx, s, "actor", query.Filter{Limit: 50}); return err }},
		{"facets: relation of a country", func(int) error {
			_, err := query.Survey(ctx, s, "relation", query.Filter{Actor: []string{graphtest.NewsHub}, Limit: 50})
			return err
		}},
		{"facets: actor in a year", func(i int) error {
			_, err := query.Survey(ctx, s, "actor", query.Filter{Since: day(i), Until: day(i).AddDate(1, 0, 0), Limit: 50})
			return err
		}},
		{"stats", func(int) error { _, err := query.Stats(ctx, s); return err }},
		{"names that begin with a letter", func(i int) error {
			_, err := query.Beginning(ctx, s, string(rune('a'+i%26)), 20)
			return err
		}},
		{"a name that is misspelt", func(int) error { query.Entity(ctx, s, graphtest.LargeName(9)+"x", query.Filter{}); return nil }},
	} {
		percentiles(b, q)
	}
}

// BenchmarkSearch finds words in sentences and names.
func BenchmarkSearch(b *testing.B) {
	s, err := large()
	if err != nil {
		b.Fatal(err)
	}
	for _, words := range []string{"trade", "grain exports visited", `"fishing rights"`, "Belkor criticised pensions", graphtest.LargeName(3), "gallore"} {
		percentiles(b, benchmark{words, func(int) error {
			found, err := search.Find(ctx, s, words, 50, 0)
			if err != nil {
				return err
			}
			var sentences []store.Sentence
			for _, h := range found.Hits {
				sentences = append(sentences, h.Sentence)
			}
			_, err = query.Found(ctx, s, found.Names, sentences, query.Filter{Limit: 50})
			return err
		}})
	}
}

// BenchmarkOpen is the start-up of a question: opening the database.
func BenchmarkOpen(b *testing.B) {
	s, err := large()
	if err != nil {
		b.Fatal(err)
	}
	percentiles(b, benchmark{"database", func(int) error {
		again, err := store.Open(s.Path(), store.Options{ReadOnly: true})
		if err != nil {
			return err
		}
		return again.Close()
	}})
}
