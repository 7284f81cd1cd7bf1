package query_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/query"
)

// Questions in the terms of the graph, over one article.
func TestAsk(t *testing.T) {
	s := open(t, call())
	part := func(role, name string) query.PatternPart { return query.PatternPart{Role: role, Name: name} }
	spoke := []string{"spoke_with"}
	for _, c := range []struct {
		name string
		p    query.Pattern
		want string
	}{
		{"who", query.Pattern{Asks: query.AskWho, Want: "participant", Relations: spoke, Parts: []query.PatternPart{part("participant", "Gerasimov")}}, "Mark Milley"},
		{"whether", query.Pattern{Asks: query.AskWhether, Relations: spoke, Parts: []query.PatternPart{part("participant", "Gerasimov"), part("participant", "Milley")}}, "yes"},
		{"often", query.Pattern{Asks: query.AskOften, Relations: spoke, Parts: []query.PatternPart{part("participant", "Gerasimov")}}, "1"},
		{"nobody of the name", query.Pattern{Asks: query.AskWho, Relations: spoke, Parts: []query.PatternPart{part("participant", "Xanthippe")}}, "!Xanthippe"},
		{"not with each other", query.Pattern{Asks: query.AskWhether, Relations: []string{"married"}, Parts: []query.PatternPart{part("actor", "Gerasimov")}}, "!no article tells of such an event"},
		{"not at that time", query.Pattern{Asks: query.AskWho, Relations: spoke, Parts: []query.PatternPart{part("participant", "Gerasimov")},
			Since: time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC), Until: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)}, "!no article tells of such an event"},
		{"a word that nobody says", query.Pattern{Asks: query.AskWho, Relations: spoke, Words: [][]string{{"submarines", "submarine"}}}, "!none that has to do with submarines"},
	} {
		ans, err := query.Ask(ctx, s, c.p)
		if refused, ok := strings.CutPrefix(c.want, "!"); ok {
			var unsure *query.UnsureError
			var unknown *query.UnknownError
			if !errors.As(err, &unsure) && !errors.As(err, &unknown) || !strings.Contains(err.Error(), refused) {
				t.Errorf("%s: %v %v, want a refusal with %q", c.name, ans.Values, err, refused)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, v := range ans.Values {
			got = append(got, v.Text)
		}
		if strings.Join(got, " ") != c.want || len(ans.Claims) == 0 {
			t.Errorf("%s: %v with %d sentences, want %q", c.name, got, len(ans.Claims), c.want)
		}
	}
}

// What an answer leaves out, or is not sure of, it says; what would be another question's answer it does not give.
func TestAskSaysWhatItAssumed(t *testing.T) {
	b := graphtest.Article("https://example.org/bank", "The Sample", graphtest.Day(time.May, 2))
	varda := b.Entity(graph.GPE, "Varda")
	bank := b.Entity(graph.Organisation, "River Bank")
	wind := b.Entity(graph.Thing, "strong wind")
	chief := b.Entity(graph.Person, "chief")
	b.Last().Unnamed = true
	dragan := b.Entity(graph.Person, "Helena Dragan")
	envoys := b.Entity(graph.Thing, "13 envoys")
	expel := b.Claim("Varda expelled 13 envoys of the River Bank.", "expelled")
	b.Event("expelled", "2021-05-01", varda, envoys, expel)
	met := b.Claim("Helena Dragan visited Varda.", "visited")
	b.Event("visited", "2021-05-01", dragan, varda, met)
	again := b.Claim("The chief visited Varda with the River Bank.", "visited")
	b.Event("visited", "2021-05-01", chief, varda, again)
	doubted := b.Claim("A strong wind attacked the River Bank.", "attacked")
	doubted.Confidence = 0.3
	b.Event("attacked", "2021-05-01", wind, bank, doubted)
	facts := b.Done()
	for _, id := range []graph.TypeID{"expelled", "visited"} {
		facts.Types = append(facts.Types, graph.Type{ID: id, Label: string(id), Class: "SANCTION"})
	}
	s := open(t, facts)
	part := func(role, name string) query.PatternPart { return query.PatternPart{Role: role, Name: name} }
	for _, c := range []struct {
		name    string
		p       query.Pattern
		want    string // values, or "!" and the refusal
		assumed string
	}{
		{"counted in a name", query.Pattern{Asks: query.AskCount, Want: "recipient", Noun: "envoy", Relations: []string{"expelled"}, Parts: []query.PatternPart{part("actor", "Varda")}}, "13", ""},
		{"nothing to count", query.Pattern{Asks: query.AskCount, Want: "recipient", Noun: "ship", Relations: []string{"expelled"}, Parts: []query.PatternPart{part("actor", "Varda")}}, "!not what is asked for", ""},
		{"by name and by description", query.Pattern{Asks: query.AskWho, Want: "actor", Relations: []string{"visited"}, Parts: []query.PatternPart{part("recipient", "Varda")}}, "Helena Dragan", `"chief" is Helena Dragan`},
		{"of a kind", query.Pattern{Asks: query.AskWho, Want: "actor", Noun: "country", Kinds: []graph.Kind{graph.GPE}, Relations: []string{"expelled"}, Parts: []query.PatternPart{part("recipient", "13 envoys")}}, "Varda", ""},
		{"of no known kind", query.Pattern{Asks: query.AskWho, Want: "actor", Noun: "minister", Relations: []string{"expelled"}, Parts: []query.PatternPart{part("recipient", "13 envoys")}}, "Varda", "that it is a minister"},
		{"a thing", query.Pattern{Asks: query.AskWho, Want: "actor", Relations: []string{"attacked"}, Parts: []query.PatternPart{part("recipient", "River Bank")}}, "strong wind", "no person, body or place"},
		{"not sure", query.Pattern{Asks: query.AskWhether, Relations: []string{"attacked"}, Parts: []query.PatternPart{part("recipient", "River Bank")}}, "yes", "sure by 0.30 only"},
		{"yes to another question", query.Pattern{Asks: query.AskWhether, Relations: []string{"expelled"}, Parts: []query.PatternPart{part("actor", "Google")}, Words: [][]string{{"envoys", "envoy"}}}, "!", ""},
		{"another number", query.Pattern{Asks: query.AskWho, Want: "actor", Relations: []string{"expelled"}, Parts: []query.PatternPart{part("recipient", "13 envoys of the River Bank")}}, "Varda", ""},
	} {
		ans, err := query.Ask(ctx, s, c.p)
		var got []string
		for _, v := range ans.Values {
			got = append(got, v.Text)
		}
		if refused, ok := strings.CutPrefix(c.want, "!"); ok {
			if err == nil || !strings.Contains(err.Error(), refused) {
				t.Errorf("%s: %v %v, want a refusal with %q", c.name, got, err, refused)
			}
			continue
		}
		if err != nil || strings.Join(got, " ") != c.want || !strings.Contains(strings.Join(ans.Assumed, "\n"), c.assumed) {
			t.Errorf("%s: %v %v assumed %q, want %q and %q", c.name, got, err, ans.Assumed, c.want, c.assumed)
		}
	}
}

func TestFacets(t *testing.T) {
	s := open(t, call())
	got, err := query.Facets(ctx, s, "relation", query.Filter{})
	if err != nil || len(got) == 0 {
		t.Fatal(got, err)
	}
	total := 0
	for i, f := range got {
		total += f.N
		if i > 0 && f.N > got[i-1].N {
			t.Errorf("%v stands after %v", f, got[i-1])
		}
	}
	v, err := query.Events(ctx, s, query.Filter{})
	if err != nil || total != len(v.Events) {
		t.Errorf("facets count %d events, there are %d (%v)", total, len(v.Events), err)
	}
	var unknown *query.UnknownError
	if _, err := query.Facets(ctx, s, "relaton", query.Filter{}); !errors.As(err, &unknown) || len(unknown.Near) == 0 || unknown.Near[0] != "relation" {
		t.Errorf("unknown facet: %v", err)
	}
	if _, err := query.Facets(ctx, s, "colour", query.Filter{}); err == nil || !strings.Contains(err.Error(), "month") {
		t.Errorf("a facet like none does not say which there are: %v", err)
	}
}

// A country includes what carries its code, a region what is said to lie in it; not the other way.
func TestPlaces(t *testing.T) {
	b := graphtest.Article("https://example.org/fire", "The Sample", graphtest.Day(time.May, 2))
	france := b.Entity(graph.GPE, "France", "French")
	b.Last().Country = "FRA"
	lyon := b.Entity(graph.GPE, "Lyon")
	b.Last().Country = "FRA"
	quay := b.Entity(graph.Place, "Old Quay")
	crowd := b.Entity(graph.Group, "Crowd")
	c := b.Claim("The Crowd met the Guild at the Old Quay.", "met")
	guild := b.Entity(graph.Organisation, "Guild")
	b.Event("met_with", "2021-05-01", crowd, guild, c).Place = quay
	c = b.Claim("The Crowd attacked the Guild in Lyon.", "attacked")
	b.Event("attacked", "2021-05-02", crowd, guild, c).Place = lyon
	b.State("located_in", quay, lyon, "in Lyon", b.Claim("The Old Quay is in Lyon.", "in"))
	b.Event("spoke_with", "2021-05-03", crowd, france, b.Claim("The Crowd spoke with France.", "spoke"))
	f := b.Done()
	f.Types = append(f.Types, graph.Type{ID: "located_in", Label: "located in", State: true})
	s := open(t, f)
	for place, want := range map[string]int{"France": 1, "Lyon": 2, "Old Quay": 1} {
		v, err := query.Events(ctx, s, query.Filter{Place: []string{place}})
		if err != nil || len(v.Events) != want {
			t.Errorf("%d events in %s, want %d (%v)", len(v.Events), place, want, err)
		}
	}
}

// Events one by one are the events of the page.
func TestEachRow(t *testing.T) {
	s := open(t, graphtest.Random(3, 40, 200))
	for _, f := range []query.Filter{{}, {Limit: 7, Offset: 3}, {Sort: query.BySources, Limit: 5}, {Sort: query.Newest}} {
		v, err := query.Events(ctx, s, f)
		if err != nil {
			t.Fatal(err)
		}
		want := query.Rows(v)
		var got []query.EventRow
		if err := query.EachRow(ctx, s, f, func(r query.EventRow) error { got = append(got, r); return nil }); err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) {
			t.Fatalf("%+v: %d rows, want %d", f, len(got), len(want))
		}
		for i := range got {
			if got[i].ID != want[i].ID || got[i].Text != want[i].Text || got[i].Sources != want[i].Sources {
				t.Errorf("row %d is %+v, want %+v", i, got[i], want[i])
			}
		}
	}
}

// What holds for a while is found from either side, and without a name.
func TestWhoHolds(t *testing.T) {
	b := graphtest.Article("https://example.org/board", "The Sample", graphtest.Day(time.May, 2))
	ann := b.Entity(graph.Person, "Ann Field")
	board := b.Entity(graph.Organisation, "Harbour Board")
	b.State("head_of", ann, board, "chair of the Harbour Board", b.Claim("Ann Field, the chair of the Harbour Board, left.", "chair"))
	s := open(t, b.Done())
	// Whether somebody does is a yes, not a name.
	for who, want := range map[string]string{"Ann Field": "yes", "Xanthippe": ""} {
		ans, err := query.Ask(ctx, s, query.Pattern{Asks: query.AskWhether, Relations: []string{"head_of"},
			Parts: []query.PatternPart{{Role: "actor", Name: who}, {Role: "recipient", Name: "Harbour Board"}}})
		if want == "" && err == nil || want != "" && (err != nil || len(ans.Values) != 1 || ans.Values[0].Text != want) {
			t.Errorf("does %s head the board: %v (%v), want %q", who, ans.Values, err, want)
		}
	}
	for _, name := range []string{"", "Ann Field", "Harbour Board"} {
		rows, err := query.Who(ctx, s, "head_of", name, query.Filter{})
		if err != nil || len(rows) != 1 || rows[0].Actor != "Ann Field" || rows[0].Other != "Harbour Board" || rows[0].Content != "chair of the Harbour Board" {
			t.Errorf("who head_of %s: %+v (%v)", name, rows, err)
		}
	}
}
