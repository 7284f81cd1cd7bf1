package query_test

import (
	"strings"
	"testing"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/query"
	"dateline/graph/store"
)

// two makes two articles with one entity each and a call, and says whether the two are one.
func two(t *testing.T, a, b graph.Entity) bool {
	t.Helper()
	s := graphtest.Open(t)
	for i, e := range []graph.Entity{a, b} {
		x := graphtest.Article("https://example.org/"+string(rune('a'+i)), "Probe", graphtest.Day(3, 31))
		x.Entity(e.Kind, e.Name, e.Aliases...)
		x.Last().Country, x.Last().Unnamed = e.Country, e.Unnamed
		other := x.Entity(graph.GPE, []string{"ent:france", "ent:japan"}[i])
		x.Event("spoke_with", "2021-03-31", x.Entities[0].ID, other, x.Claim([]string{"They had a long conversation.", "A talk took place that day."}[i], "a"))
		graphtest.Put(t, s, x.Done())
	}
	graphtest.Clean(t, s)
	info, err := s.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return info.Entities == 3
}

func TestSameEntity(t *testing.T) {
	person := func(name, country string, aliases ...string) graph.Entity {
		return graph.Entity{Kind: graph.Person, Name: name, Country: country, Aliases: aliases}
	}
	kind := func(k graph.Kind, name string, aliases ...string) graph.Entity {
		return graph.Entity{Kind: k, Name: name, Aliases: aliases}
	}
	unnamed := kind(graph.Person, "a witness")
	unnamed.Unnamed = true
	for _, c := range []struct {
		what string
		a, b graph.Entity
		want bool
	}{
		{"one name", person("Mark Milley", "USA"), person("Mark Milley", "USA"), true},
		{"accents, case and points", person("Recep Tayyip Erdoğan", ""), person("Recep Tayyip ERDOGAN", "TUR"), true},
		{"one name in two countries", person("John Smith", "USA"), person("John Smith", "GBR"), false},
		{"an alias of the other", person("Mark A. Milley", "", "Mark Milley"), person("Mark Milley", ""), true},
		{"only the family name, and one who has it", person("Mark Milley", "", "Milley"), person("Milley", ""), true},
		{"family names of two", person("Mark Milley", ""), person("Anna Milley", ""), false},
		{"a person and a place", person("Paris", ""), kind(graph.GPE, "Paris"), false},
		{"a place that acts or not", kind(graph.Place, "Donbas"), kind(graph.GPE, "Donbas"), true},
		{"an acronym in both", kind(graph.Organisation, "European Test Agency", "ETA"), kind(graph.Organisation, "ETA"), true},
		{"descriptions", unnamed, unnamed, false},
		{"things", kind(graph.Thing, "tanks"), kind(graph.Thing, "tanks"), false},
	} {
		if got := two(t, c.a, c.b); got != c.want {
			t.Errorf("%s: %+v and %+v: one is %v, want %v", c.what, c.a, c.b, got, c.want)
		}
	}
}

// reports makes an article for each date with a call of the same two, and counts the events.
func reports(t *testing.T, typ graph.TypeID, dates ...string) int {
	t.Helper()
	s := graphtest.Open(t)
	words := []string{"A first report says they talked at length.", "Sources close to both confirm it happened.", "It was said, in a third paper, to be friendly.", "Yet another had it."}
	for i, d := range dates {
		x := graphtest.Article("https://example.org/"+string(rune('a'+i)), "Probe", graphtest.Day(3, 31))
		a, b := x.Entity(graph.GPE, "ent:france"), x.Entity(graph.GPE, "ent:japan")
		for j, one := range strings.Split(d, " ") {
			x.Event(typ, one, a, b, x.Claim(words[i]+strings.Repeat(" Again.", j), "t"))
		}
		graphtest.Put(t, s, x.Done())
	}
	graphtest.Clean(t, s)
	v, err := query.Events(ctx, s, query.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return len(v.Events)
}

func TestSameEvent(t *testing.T) {
	for _, c := range []struct {
		what  string
		typ   graph.TypeID
		dates []string
		want  int
	}{
		{"one day", "spoke_with", []string{"2021-03-31", "2021-03-31"}, 1},
		{"two days", "spoke_with", []string{"2021-03-30", "2021-03-31"}, 2},
		{"a day and its month", "spoke_with", []string{"2021-03-30", "2021-03"}, 1},
		{"two days and the month: it may be either", "spoke_with", []string{"2021-03-10", "2021-03-30", "2021-03"}, 3},
		{"two calls in one week, told by both", "spoke_with", []string{"2021-03-29 2021-03-31", "2021-03-29 2021-03-31"}, 2},
		{"two of one article on one day", "spoke_with", []string{"2021-03-31 2021-03-31"}, 2},
		{"a kind of the other", "met_with", []string{"2021-03-31", "2021-03-31"}, 1},
		{"a week and a day in it", "spoke_with", []string{"[2021-03-22..2021-03-28]", "2021-03-24"}, 1},
	} {
		if got := reports(t, c.typ, c.dates...); got != c.want {
			t.Errorf("%s: %d events, want %d", c.what, got, c.want)
		}
	}
}

// TestOneParticipant: what is told with one participant is joined only where that can be but one event.
func TestOneParticipant(t *testing.T) {
	words := []string{"A first report says it happened at dawn.", "Sources close to the court confirm that."}
	for _, c := range []struct {
		what  string
		role  string
		dates [2]string
		place [2]string
		named bool
		want  int
	}{
		{"done to one person on one day", "recipient", [2]string{"2021-03-30", "2021-03-30"}, [2]string{}, true, 1},
		{"at a place that only one tells", "recipient", [2]string{"2021-03-30", "2021-03-30"}, [2]string{"ent:france", ""}, true, 1},
		{"at two places", "recipient", [2]string{"2021-03-30", "2021-03-30"}, [2]string{"ent:france", "ent:japan"}, true, 2},
		{"done to one person in one month", "recipient", [2]string{"2021-03", "2021-03"}, [2]string{}, true, 2},
		{"done to one person on two days", "recipient", [2]string{"2021-03-30", "2021-03-31"}, [2]string{}, true, 2},
		{"done by one person on one day", "actor", [2]string{"2021-03-30", "2021-03-30"}, [2]string{}, true, 2},
		{"done by one person on one day at one place", "actor", [2]string{"2021-03-30", "2021-03-30"}, [2]string{"ent:japan", "ent:japan"}, true, 1},
		{"done to somebody", "recipient", [2]string{"2021-03-30", "2021-03-30"}, [2]string{}, false, 2},
	} {
		s := graphtest.Open(t)
		for i := range 2 {
			x := graphtest.Article("https://example.org/"+string(rune('a'+i)), "Probe", graphtest.Day(3, 31))
			who := x.Entity(graph.Person, "Anna Adler")
			x.Last().Unnamed = !c.named
			var place graph.EntityID
			if c.place[i] != "" {
				place = x.Entity(graph.GPE, c.place[i])
			}
			e := x.Event("attacked", c.dates[i], who, "", x.Claim(words[i], "o"))
			e.Roles[0].Name, e.Place = c.role, place
			graphtest.Put(t, s, x.Done())
		}
		graphtest.Clean(t, s)
		if info, err := s.Info(ctx); err != nil || info.Events != c.want {
			t.Errorf("%s: %d events, want %d (%v)", c.what, info.Events, c.want, err)
		}
	}
}

// TestReprint: a copy of an agency report is one source, and the described person of both is one.
func TestReprint(t *testing.T) {
	s := graphtest.Open(t)
	facts := graphtest.Reprinted(1, 0)
	graphtest.Put(t, s, facts...)
	graphtest.Clean(t, s)
	v, err := query.Events(ctx, s, query.Filter{Relation: []string{"spoke_with"}})
	if err != nil {
		t.Fatal(err)
	}
	rows := query.Rows(v)
	if len(rows) != 2 || rows[0].Articles != 3 || rows[0].Sources != 1 || rows[1].Articles != 3 {
		t.Fatalf("%+v", rows)
	}
	r, err := query.Why(ctx, s, string(rows[0].ID))
	if err != nil || len(r.Merged) < 4 || !strings.Contains(r.Merged[0], "3 reports of 1 independent") {
		t.Fatalf("%q %v", r.Merged, err)
	}
}

// TestJudgementWins: what a person said holds against the rules, survives reading
// again, and can be taken back.
func TestJudgementWins(t *testing.T) {
	s := graphtest.Open(t)
	facts := graphtest.Reprinted(3, 8)
	graphtest.Put(t, s, facts...)
	before := graphtest.Dump(t, s)
	cs, err := query.Names(ctx, s, "Mark Milley")
	if err != nil || len(cs) != 1 {
		t.Fatalf("%v %v", cs, err)
	}
	e, err := query.Entity(ctx, s, string(cs[0].ID), query.Filter{})
	if err != nil || len(e.Entity.Members) != 3 {
		t.Fatalf("%+v %v", e.Entity, err)
	}
	m := e.Entity.Members
	split := store.Judgement{A: string(m[0]), B: string(m[2]), Verdict: store.NotSame, By: "ann"}
	if err := s.Judge(ctx, split); err != nil {
		t.Fatal(err)
	}
	graphtest.Clean(t, s)
	if cs, _ := query.Names(ctx, s, "Mark Milley"); len(cs) != 2 {
		t.Fatalf("after the split: %v", cs)
	}
	graphtest.Put(t, s, facts...)
	if cs, _ := query.Names(ctx, s, "Mark Milley"); len(cs) != 2 {
		t.Fatalf("after reading again: %v", cs)
	}
	if err := s.Unjudge(ctx, split); err != nil {
		t.Fatal(err)
	}
	graphtest.Clean(t, s)
	graphtest.SameDump(t, "undone", graphtest.Dump(t, s), before)
}
