package ingest_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest"
	"dateline/ingest/article"
)

// The article that the project started from is not part of the project; where
// it stands beside it, what must come out of it is checked here, and that
// nothing comes out of it which it does not say.

func seedFile(t *testing.T) string {
	dir := os.Getenv("DATELINE_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	found, _ := filepath.Glob(filepath.Join(dir, "seed", "*.txt"))
	if len(found) == 0 {
		t.Skip("the seed article is not here; DATELINE_SHARED names the folder it is in")
	}
	return found[0]
}

// told is one article with names instead of ids.
type told struct {
	graph.Facts
	names map[graph.EntityID]string
}

func readSeed(t *testing.T, published time.Time) told {
	t.Helper()
	f, err := os.Open(seedFile(t))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	list, err := article.Read(f, "seed.txt", article.Options{Published: published})
	if err != nil {
		t.Fatal(err)
	}
	d, err := ingest.Read(list[0])
	if err != nil {
		t.Fatal(err)
	}
	facts := told{ingest.Facts(d), map[graph.EntityID]string{}}
	for _, e := range facts.Entities {
		facts.names[e.ID] = e.Name
	}
	return facts
}

// who is the names in the given role, sorted.
func (f told) who(e graph.Event, role string) []string {
	var names []string
	for _, r := range e.Roles {
		if r.Name == role && r.Entity != "" {
			names = append(names, f.names[r.Entity])
		}
	}
	slices.Sort(names)
	return names
}

// all is every event of a type.
func (f told) all(id graph.TypeID) (list []graph.Event) {
	for _, e := range f.Events {
		if e.Type == id {
			list = append(list, e)
		}
	}
	return list
}

// claimants is the names of everybody who makes a claim of the polarity.
func (f told) claimants(e graph.Event, p graph.Polarity) (names []string) {
	for _, c := range e.Claims {
		if c.Polarity == p {
			for _, id := range c.Claimant {
				names = append(names, f.names[id])
			}
		}
	}
	return names
}

func (f told) involves(e graph.Event, name string) bool {
	return slices.ContainsFunc(e.Roles, func(r graph.Role) bool { return strings.Contains(f.names[r.Entity], name) })
}

func has(names []string, part string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return strings.Contains(n, part) })
}

func (f told) dump(t *testing.T) {
	for _, e := range f.Events {
		t.Logf("%s | %s | %s (%s)", e.ID, e.Text, e.When, e.Basis)
		for _, r := range e.Roles {
			t.Logf("    %s: %s%s%s", r.Name, f.names[r.Entity], r.Event, r.Topic)
		}
		for _, c := range e.Claims {
			var by []string
			for _, id := range c.Claimant {
				by = append(by, f.names[id])
			}
			t.Logf("    claim by %q %s %s %s: %.60q", by, c.Polarity, c.Factuality, c.Mode, f.Article.Text[c.Start:c.End])
		}
	}
	for _, s := range f.States {
		t.Logf("%s | %s %s %s %q", s.ID, f.names[s.From], s.Type, f.names[s.To], s.Value)
	}
}

var seedDay = time.Date(2021, 3, 31, 0, 0, 0, 0, time.UTC)

func TestSeed(t *testing.T) {
	f := readSeed(t, seedDay)
	t.Cleanup(func() {
		if t.Failed() {
			f.dump(t)
		}
	})

	t.Run("Milley spoke with Gerasimov by phone", func(t *testing.T) {
		var calls []graph.Event
		for _, e := range f.all("spoke_with") {
			if f.involves(e, "Milley") && f.involves(e, "Gerasimov") {
				calls = append(calls, e)
			}
		}
		if len(calls) != 1 {
			t.Fatalf("%d events, want one", len(calls))
		}
		e := calls[0]
		if e.When.String() != "2021-03-31" {
			t.Errorf("when %s, want 2021-03-31", e.When)
		}
		if e.Manner != "phone" {
			t.Errorf("manner %q, want phone", e.Manner)
		}
		if len(e.Claims) < 3 {
			t.Errorf("%d claims, want at least the three sentences that speak of it", len(e.Claims))
		}
		by := f.claimants(e, graph.Asserted)
		if !has(by, "RIA") || !(has(by, "U.S. military") || has(by, "United States")) {
			t.Errorf("reported by %q, want the U.S. military and RIA", by)
		}
	})

	t.Run("Milley spoke with his Ukrainian counterpart", func(t *testing.T) {
		for _, e := range f.all("spoke_with") {
			if !f.involves(e, "Milley") || f.involves(e, "Gerasimov") {
				continue
			}
			if !slices.ContainsFunc(f.Entities, func(x graph.Entity) bool {
				return x.Unnamed && x.Country == "UKR" && f.involves(e, x.Name)
			}) {
				continue
			}
			if e.When.String() != "2021-03-31" {
				t.Errorf("when %s, want 2021-03-31", e.When)
			}
			return
		}
		t.Error("not found with an unnamed Ukrainian")
	})

	t.Run("Russia accused of troop buildup by Ukraine", func(t *testing.T) {
		if !f.accused("troop_buildup", "Ukraine") {
			t.Error("not found")
		}
	})

	t.Run("Russia accused of sending troops and weapons, which Russia denies", func(t *testing.T) {
		var denied bool
		var by []string
		for _, e := range f.all("accused_of") {
			if !has(f.who(e, "recipient"), "Russia") {
				continue
			}
			names := append(f.who(e, "actor"), f.claimants(e, graph.Asserted)...)
			if !has(names, "NATO") {
				continue
			}
			by = append(by, names...)
			for _, content := range f.contents(e) {
				denied = denied || has(f.claimants(content, graph.Denied), "Russia")
			}
			denied = denied || has(f.claimants(e, graph.Denied), "Russia")
		}
		for _, name := range []string{"Ukraine", "Western", "NATO"} {
			if !has(by, name) {
				t.Errorf("%s is not among the accusers %q", name, by)
			}
		}
		if !denied {
			t.Error("Russia's denial was not found")
		}
	})

	t.Run("neither accusation is a bare fact", func(t *testing.T) {
		for _, a := range f.all("accused_of") {
			for _, e := range f.contents(a) {
				for _, c := range e.Claims {
					if len(c.Claimant) == 0 && c.Polarity == graph.Asserted && c.Factuality == graph.Certain {
						t.Errorf("%s has a claim in the article's own voice", e.Text)
					}
				}
			}
		}
	})

	t.Run("Ukraine and Russia accused each other", func(t *testing.T) {
		for _, e := range f.Events {
			each := func(role string) bool { return has(f.who(e, role), "Ukraine") && has(f.who(e, role), "Russia") }
			if e.Class == "ACCUSE" && (each("participant") || each("actor") && each("recipient")) {
				return
			}
		}
		t.Error("not found")
	})

	t.Run("14,000 killed since 2014, says Ukraine", func(t *testing.T) {
		for _, e := range f.all("killed") {
			if !slices.ContainsFunc(e.Values, func(q graph.Quantity) bool { return q.Amount == 14000 }) {
				continue
			}
			if e.When.String() != "2014/.." {
				t.Errorf("when %s, want 2014/..", e.When)
			}
			if !has(f.claimants(e, graph.Asserted), "Ukraine") {
				t.Errorf("claimed by %q, want Ukraine", f.claimants(e, graph.Asserted))
			}
			return
		}
		t.Error("not found")
	})

	t.Run("the Pentagon reached out to Russia", func(t *testing.T) {
		for _, e := range f.Events {
			if f.involves(e, "Pentagon") || f.involves(e, "Defense") {
				if f.involves(e, "Russia") && strings.Contains(f.quote(e), "reached out") {
					return
				}
			}
		}
		t.Error("not found")
	})

	t.Run("the United States is discussing its concerns with NATO allies", func(t *testing.T) {
		for _, e := range f.Events {
			if f.involves(e, "NATO") && e.Class == "CONSULT" && has(f.claimants(e, graph.Asserted), "Kirby") {
				return
			}
		}
		t.Error("not found as Kirby's statement")
	})

	t.Run("roles", func(t *testing.T) {
		for _, want := range []struct{ who, words string }{
			{"Kirby", "spokesman"}, {"Milley", "Chairman"}, {"Gerasimov", "general staff"},
		} {
			if !slices.ContainsFunc(f.States, func(s graph.State) bool {
				return strings.Contains(f.names[s.From], want.who) && strings.Contains(s.Value+string(s.Type), want.words)
			}) {
				t.Errorf("%s: no state with %q", want.who, want.words)
			}
		}
		if !slices.ContainsFunc(f.States, func(s graph.State) bool {
			return s.Type == "spokesperson_of" && strings.Contains(f.names[s.From], "Kirby")
		}) {
			t.Error("Kirby is not spokesperson_of anything")
		}
	})

	t.Run("caption and navigation are no events", func(t *testing.T) {
		text := f.Article.Text
		body := strings.Index(text, "SULAIMANI")
		end := strings.Index(text, "(Esta Media")
		title := strings.Index(text, "\n")
		for _, e := range f.Events {
			for _, c := range e.Claims {
				if c.Start > title && c.Start < body || c.Start >= end {
					t.Errorf("%s rests on %q", e.Text, text[c.Start:c.End])
				}
			}
		}
	})

	t.Run("every claim lies in the text", func(t *testing.T) {
		for _, e := range f.Events {
			if len(e.Claims) == 0 {
				t.Errorf("%s has no claim", e.Text)
			}
			for _, c := range e.Claims {
				if c.Start < 0 || c.End > len(f.Article.Text) || c.Start >= c.End || c.Trigger[0] < c.Start || c.Trigger[1] > c.End {
					t.Errorf("%s: claim %d-%d, trigger %v of %d bytes", e.Text, c.Start, c.End, c.Trigger, len(f.Article.Text))
				}
			}
		}
	})
}

// Without a publication date what is relative stays open, and nothing is dated
// to the day of the run.
func TestSeedWithoutPublicationDate(t *testing.T) {
	f := readSeed(t, time.Time{})
	for _, e := range f.all("spoke_with") {
		if !e.When.IsZero() || e.Basis != when.BasisNone {
			t.Errorf("%s is dated %s (%s); want no date", e.Text, e.When, e.Basis)
		}
	}
	if len(f.all("spoke_with")) == 0 {
		t.Error("no calls found")
	}
}

// accused reports whether Russia is accused of the topic by the accuser.
func (f told) accused(topic graph.TypeID, by string) bool {
	for _, e := range f.all("accused_of") {
		if !has(f.who(e, "recipient"), "Russia") || !has(append(f.who(e, "actor"), f.claimants(e, graph.Asserted)...), by) {
			continue
		}
		for _, r := range e.Roles {
			if r.Topic == topic {
				return true
			}
		}
	}
	return false
}

// contents is the events that e is about.
func (f told) contents(e graph.Event) (list []graph.Event) {
	for _, r := range e.Roles {
		for _, x := range f.Events {
			if r.Event != "" && x.ID == r.Event {
				list = append(list, x)
			}
		}
	}
	return list
}

// quote is the sentences of e's claims.
func (f told) quote(e graph.Event) string {
	var b strings.Builder
	for _, c := range e.Claims {
		b.WriteString(f.Article.Text[c.Start:c.End])
	}
	return b.String()
}
