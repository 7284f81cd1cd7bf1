package query_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/merge"
	"dateline/graph/query"
	"dateline/graph/store"
	"dateline/graph/when"
)

var ctx = context.Background()

func open(t testing.TB, facts ...graph.Facts) *store.Store {
	t.Helper()
	s, err := store.Memory(store.Options{Merger: merge.Merger{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	rs, err := s.Put(ctx, facts...)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rs {
		if r.Err != nil {
			t.Fatal(r.Err)
		}
	}
	return s
}

func call() graph.Facts { return graphtest.Call("https://example.org/call", "The Sample") }

func TestWho(t *testing.T) {
	s := open(t, call())
	for _, c := range []struct{ relation, name, want string }{
		{"spoke_with", "", "Mark Milley/Ukrainian counterpart Mark Milley/Valery Gerasimov"},
		{"spoke_with", "Gerasimov", "Mark Milley/Valery Gerasimov"},
		{"spoke with", "Valery Gerasimov", "Mark Milley/Valery Gerasimov"},
		{"spoke_with", "Milley", "Ukrainian counterpart/Mark Milley Valery Gerasimov/Mark Milley"},
		{"spoke_with", "Kyiv", ""},
	} {
		rows, err := query.Who(ctx, s, c.relation, c.name, query.Filter{})
		if err != nil {
			t.Fatalf("who %s %s: %v", c.relation, c.name, err)
		}
		var got []string
		for _, r := range rows {
			got = append(got, r.Actor+"/"+r.Other)
		}
		sorted(got)
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("who %s %s\ngot  %s\nwant %s", c.relation, c.name, g, c.want)
		}
	}
}

func sorted(s []string) {
	for i := range s {
		for j := i; j > 0 && s[j] < s[j-1]; j-- {
			s[j], s[j-1] = s[j-1], s[j]
		}
	}
}

func TestWhoIsAccusedOfWhat(t *testing.T) {
	rows, err := query.Who(ctx, open(t, call()), "accused_of", "Russia", query.Filter{})
	if err != nil || len(rows) != 1 {
		t.Fatalf("%+v %v", rows, err)
	}
	r := rows[0]
	if r.Other != "Russia" || strings.Join(r.Accusers, ",") != "Ukraine" || strings.Join(r.Deniers, ",") != "Russia" || r.Topic != "troop_buildup" || r.Content == "" {
		t.Errorf("%+v", r)
	}
}

func TestNames(t *testing.T) {
	s := open(t, call())
	_, err := query.Entity(ctx, s, "Gerasimof", query.Filter{})
	var unknown *query.UnknownError
	if !errors.As(err, &unknown) || len(unknown.Near) == 0 || unknown.Near[0] != "Valery Gerasimov" {
		t.Errorf("a misspelt name: %v", err)
	}
	_, err = query.Who(ctx, s, "spoke_wiht", "", query.Filter{})
	if !errors.As(err, &unknown) || unknown.Near[0] != "spoke_with" {
		t.Errorf("a misspelt relation: %v", err)
	}
	c, err := query.Entity(ctx, s, "general gerasimov", query.Filter{})
	if err == nil {
		t.Errorf("words that no name has: %+v", c.Entity)
	}
	c, err = query.Entity(ctx, s, "valery", query.Filter{})
	if err != nil || c.Entity.Name != "Valery Gerasimov" || c.Events != 1 || len(c.Roles) != 1 || c.Roles[0].Of != "Russia" {
		t.Errorf("%+v %v", c, err)
	}
}

func TestWhichOfSeveral(t *testing.T) {
	b := graphtest.Article("https://example.org/names", "Probe", graphtest.Day(3, 31))
	for _, n := range []string{"Helena Dragan", "Dragan Ilk", "Paul Smith", "Anna Smith", "Dragania"} {
		b.Entity(graph.Person, n)
	}
	b.Entity(graph.Person, "counterpart of Helena Dragan")
	b.Last().Unnamed = true
	b.Event("spoke_with", "2021-03-31", b.Entities[2].ID, b.Entities[3].ID, b.Claim("They spoke.", "spoke"))
	s := open(t, b.Done())
	c, err := query.Entity(ctx, s, "dragan", query.Filter{})
	if err != nil || c.Entity.Name != "Helena Dragan" {
		t.Errorf("%+v %v", c.Entity, err)
	}
	var ambiguous *query.AmbiguousError
	if _, err := query.Entity(ctx, s, "Smith", query.Filter{}); !errors.As(err, &ambiguous) || len(ambiguous.Candidates) != 2 {
		t.Errorf("two of one family: %v", err)
	}
	if c, err := query.Entity(ctx, s, string(b.Entities[3].ID), query.Filter{}); err != nil || c.Entity.Name != "Anna Smith" {
		t.Errorf("by id: %+v %v", c.Entity, err)
	}
}

func TestEventsInTime(t *testing.T) {
	s := open(t, call())
	day := func(m time.Month, d int) time.Time { return time.Date(2021, m, d, 0, 0, 0, 0, time.UTC) }
	yes, no := true, false
	for _, c := range []struct {
		name string
		f    query.Filter
		want int
	}{
		{"all", query.Filter{}, 4},
		{"on the day, possibly", query.Filter{Since: day(3, 31), Until: day(4, 1)}, 4},
		{"on the day, certainly", query.Filter{Since: day(3, 31), Until: day(4, 1), Certainly: true}, 2},
		{"early March, possibly", query.Filter{Since: day(3, 1), Until: day(3, 5)}, 2},
		{"in April", query.Filter{Since: day(4, 1)}, 0},
		{"denied", query.Filter{Denied: &yes}, 1},
		{"not denied", query.Filter{Denied: &no}, 3},
		{"by Milley", query.Filter{Actor: []string{"Milley"}}, 2},
		{"to Milley in an asymmetric relation", query.Filter{Actor: []string{"Russia"}, Side: query.OtherSide}, 1},
		{"Ukraine with Russia", query.Filter{Actor: []string{"Ukraine"}, With: []string{"Moscow"}}, 1},
		{"claimed by Ukraine", query.Filter{Claimant: []string{"Kyiv"}}, 1},
		{"class", query.Filter{Class: []string{"consult"}}, 2},
		{"publisher", query.Filter{Source: []string{"the sample"}}, 4},
		{"two sources", query.Filter{MinSources: 2}, 0},
		{"limit", query.Filter{Limit: 3}, 3},
		{"offset", query.Filter{Offset: 3}, 1},
	} {
		v, err := query.Events(ctx, s, c.f)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if len(v.Events) != c.want || c.f.Limit+c.f.Offset > 0 && len(v.Events)+v.Omitted != 4 {
			t.Errorf("%s: %d events and %d omitted, want %d", c.name, len(v.Events), v.Omitted, c.want)
		}
		if len(query.Rows(v)) != len(v.Events) {
			t.Errorf("%s: rows differ from events", c.name)
		}
	}
}

// TestRangesMissNothing compares every range with a look at all events.
func TestRangesMissNothing(t *testing.T) {
	var facts []graph.Facts
	for i := range 40 {
		f := graphtest.Random(9, i, 8)
		for j := range f.Events {
			e := &f.Events[j]
			edtf := ""
			switch (i*7 + j) % 9 {
			case 0:
				edtf = "2020-05-01/.."
			case 1:
				edtf = "[..2021-06-15]"
				if j%2 == 0 {
					e.Basis = when.BasisPublication
				}
			case 2:
				edtf = "2021"
			case 3:
				edtf = "2019-01-01/2022-01-01"
			case 4:
				edtf = "../2021-02-01"
			default:
				continue
			}
			p, err := when.Parse(edtf)
			if err != nil {
				t.Fatal(err)
			}
			e.When = p
			if e.Basis == when.BasisNone {
				e.Basis = when.BasisExplicit
			}
		}
		facts = append(facts, f)
	}
	s := open(t, facts...)
	all, err := query.Events(ctx, s, query.Filter{Open: true})
	if err != nil {
		t.Fatal(err)
	}
	start := time.Date(2018, 6, 1, 0, 0, 0, 0, time.UTC)
	for i := range 60 {
		since := start.AddDate(0, i, i)
		until := since.AddDate(0, i%5, 3)
		f := query.Filter{Open: true, Since: since, Until: until}
		switch i % 6 {
		case 4:
			f.Since = time.Time{}
		case 5:
			f.Until = time.Time{}
		}
		if i%2 == 1 {
			f.Sort = query.Newest
		}
		if i%3 == 1 {
			f.Relation = []string{"accused_of"}
		}
		want := map[graph.EventID]bool{}
		for _, e := range all.Events {
			at := e.When
			if e.Basis == when.BasisPublication { // stands on the day of publication
				day := e.When.End.To.Add(-time.Second)
				if e.When.Start.From.IsZero() {
					at = when.At(when.DayOf(day))
				}
			}
			if !e.When.IsZero() && at.PossiblyIn(f.Since, f.Until) && (f.Relation == nil || e.Type == "accused_of") {
				want[e.ID] = true
			}
		}
		v, err := query.Events(ctx, s, f)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range v.Events {
			if !want[e.ID] {
				t.Errorf("%v to %v: %s at %v does not belong there", f.Since, f.Until, e.ID, e.When)
			}
			delete(want, e.ID)
		}
		for id := range want {
			t.Errorf("%v to %v: %s is missing", f.Since, f.Until, id)
		}
	}
}

func TestWhyAndClaims(t *testing.T) {
	s := open(t, call())
	v, err := query.Events(ctx, s, query.Filter{Relation: []string{"troop_buildup"}})
	if err != nil || len(v.Events) != 1 {
		t.Fatalf("%+v %v", v.Events, err)
	}
	r, err := query.Why(ctx, s, string(v.Events[0].ID)[:20])
	if err != nil || len(r.Claims) != 2 || len(r.Sources) != 1 || r.Dating == "" {
		t.Fatalf("%+v %v", r, err)
	}
	c := r.Claims[0]
	if got := c.Sentence[c.Trigger[0]:c.Trigger[1]]; got != "massing" {
		t.Errorf("the marked words are %q", got)
	}
	rows, err := query.Claims(ctx, s, "Russia", query.Filter{})
	if err != nil || len(rows) != 3 {
		t.Errorf("%d claims about Russia: %v", len(rows), err)
	}
}

func TestPaths(t *testing.T) {
	s := open(t, call())
	ps, err := query.Paths(ctx, s, "Ukrainian counterpart", "Gerasimov", query.PathOptions{})
	if err != nil || len(ps) != 1 || len(ps[0]) != 2 || ps[0][0].ToName != "Mark Milley" {
		t.Errorf("%+v %v", ps, err)
	}
	if ps, err := query.Paths(ctx, s, "Milley", "Russia", query.PathOptions{}); err != nil || len(ps) != 0 {
		t.Errorf("%+v %v", ps, err)
	}
}

// TestShortestPaths compares the length of paths with a plain search.
func TestShortestPaths(t *testing.T) {
	var facts []graph.Facts
	for i := range 12 {
		facts = append(facts, graphtest.Random(11, i, 3))
	}
	s := open(t, facts...)
	v, err := query.Events(ctx, s, query.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	near := map[graph.EntityID]map[graph.EntityID]bool{}
	for _, e := range v.Events {
		for _, x := range e.Roles {
			for _, y := range e.Roles {
				if x.Entity != "" && y.Entity != "" && x.Entity != y.Entity {
					if near[x.Entity] == nil {
						near[x.Entity] = map[graph.EntityID]bool{}
					}
					near[x.Entity][y.Entity] = true
				}
			}
		}
	}
	found := 0
	for a := range near {
		dist := map[graph.EntityID]int{a: 0}
		for edge := []graph.EntityID{a}; len(edge) > 0; edge = edge[1:] {
			for n := range near[edge[0]] {
				if _, ok := dist[n]; !ok {
					dist[n] = dist[edge[0]] + 1
					edge = append(edge, n)
				}
			}
		}
		for b := range near {
			ps, err := query.Paths(ctx, s, string(a), string(b), query.PathOptions{MaxLength: 5})
			if err != nil {
				t.Fatal(err)
			}
			d, ok := dist[b]
			if want := ok && d > 0 && d <= 5; want != (len(ps) > 0) {
				t.Fatalf("%s to %s: %d paths, distance %d", a, b, len(ps), d)
			}
			for _, p := range ps {
				found++
				if len(p) != d || p[0].From != a || p[len(p)-1].To != b {
					t.Fatalf("%s to %s: %+v, distance %d", a, b, p, d)
				}
				for i, st := range p {
					if !near[st.From][st.To] || i > 0 && p[i-1].To != st.From {
						t.Fatalf("not a chain: %+v", p)
					}
				}
			}
		}
	}
	if found < 50 {
		t.Fatalf("only %d paths: the test tests little", found)
	}
}

func TestStats(t *testing.T) {
	st, err := query.Stats(ctx, open(t, call()))
	if err != nil || st.Events != 4 || st.Entities != 5 || st.Denied != 1 || st.Claims != 6 || st.States != 1 || st.First != "2021-03" {
		t.Errorf("%+v %v", st, err)
	}
}

// What was only announced, or only spoken of as possible, does not read as if it had happened.
func TestRowsOfWhatHasNotHappened(t *testing.T) {
	claim := func(m graph.Mode) graph.Claim { return graph.Claim{Article: "a", Mode: m, Polarity: graph.Asserted} }
	v := graph.View{Events: []graph.Event{
		{ID: "a/v1", Claims: []graph.Claim{claim(graph.Planned)}},
		{ID: "a/v2", Claims: []graph.Claim{claim(graph.Hypothetical)}},
		{ID: "a/v3", Claims: []graph.Claim{claim(graph.Planned), claim(graph.Past)}},
		{ID: "a/v4", Claims: []graph.Claim{{Article: "a", Polarity: graph.Denied}}},
	}}
	for i, want := range [][2]bool{{true, false}, {false, true}, {false, false}, {false, false}} {
		if r := query.Rows(v)[i]; r.Planned != want[0] || r.Supposed != want[1] {
			t.Errorf("%s: planned %v, supposed %v, want %v", r.ID, r.Planned, r.Supposed, want)
		}
	}
}
