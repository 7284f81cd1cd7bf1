// Package graphtest helps tests of the graph: small hand-made facts, random ones
// for model tests, and golden files. It is used by tests only.
package graphtest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/when"
)

// Types that the facts made here use.
var Types = []graph.Type{
	{ID: "spoke_with", Label: "spoke with", Class: "CONSULT", Symmetric: true},
	{ID: "met_with", Label: "met with", Class: "CONSULT", Symmetric: true, Parent: "spoke_with"},
	{ID: "visited", Label: "visited", Class: "CONSULT"},
	{ID: "accused_of", Label: "is accused of", Class: "ACCUSE"},
	{ID: "attacked", Label: "attacked", Inverse: "was attacked by", Class: "ASSAULT"},
	{ID: "troop_buildup", Label: "troop build-up", Class: "MOBILIZE", Topic: true},
	{ID: "eyed", Label: "eyed", Class: "OTHER", Open: true},
	{ID: "head_of", Label: "head of", State: true},
}

// Builder makes the facts of one article with a text that grows by a sentence
// for each claim.
type Builder struct {
	graph.Facts
	text strings.Builder
}

// Article begins the facts of an article whose id is made of url.
func Article(url, publisher string, published time.Time) *Builder {
	sum := sha256.Sum256([]byte(url))
	b := &Builder{}
	b.Facts.Article = graph.Source{
		ID: graph.ArticleID(hex.EncodeToString(sum[:8])), URL: url, Title: "About " + url, Publisher: publisher,
		Published: published, Lang: "en",
	}
	return b
}

// Entity adds an entity and gives its id. A name with a colon ("ent:russia") is
// an id of the lexicon, with the name after it.
func (b *Builder) Entity(kind graph.Kind, name string, aliases ...string) graph.EntityID {
	id := graph.EntityID(fmt.Sprintf("%s/e%d", b.Facts.Article.ID, b.text.Len()))
	if strings.HasPrefix(name, "ent:") {
		id = graph.EntityID(name)
		name = strings.ToUpper(name[4:5]) + name[5:]
	}
	b.text.WriteString(name)
	b.text.WriteString(" was there. ")
	b.Entities = append(b.Entities, graph.Entity{ID: id, Kind: kind, Name: name, Aliases: aliases})
	return id
}

// Last is the entity added last, to be changed.
func (b *Builder) Last() *graph.Entity { return &b.Entities[len(b.Entities)-1] }

// Claim adds a sentence to the text and gives an asserted, certain, past claim of it.
func (b *Builder) Claim(sentence, trigger string, by ...graph.EntityID) graph.Claim {
	start := b.text.Len()
	b.text.WriteString(sentence)
	b.text.WriteByte(' ')
	at := start + strings.Index(sentence, trigger)
	return graph.Claim{
		Article: b.Facts.Article.ID, Start: start, End: start + len(sentence), Trigger: [2]int{at, at + len(trigger)},
		Claimant: by, Rule: "test.txt:1", Confidence: 0.8,
	}
}

// Event adds an event with an actor and a recipient, either of which may be empty.
func (b *Builder) Event(typ graph.TypeID, edtf string, from, to graph.EntityID, claims ...graph.Claim) *graph.Event {
	var p when.Period
	basis := when.BasisNone
	if edtf != "" {
		var err error
		if p, err = when.Parse(edtf); err != nil {
			panic(err)
		}
		basis = when.BasisExplicit
	}
	e := graph.Event{
		ID: graph.EventID(fmt.Sprintf("%s/v%d-%s", b.Facts.Article.ID, claims[0].Trigger[0], typ)), Type: typ, When: p, Basis: basis,
		Text: fmt.Sprintf("%s %s %s", b.name(from), typ, b.name(to)), Claims: claims, Dating: "given in the test",
	}
	for _, t := range Types {
		if t.ID == typ {
			e.Class = t.Class
		}
	}
	if from != "" {
		e.Roles = append(e.Roles, graph.Role{Name: "actor", Entity: from})
	}
	if to != "" {
		e.Roles = append(e.Roles, graph.Role{Name: "recipient", Entity: to})
	}
	b.Events = append(b.Events, e)
	return &b.Events[len(b.Events)-1]
}

// State adds a state of an entity.
func (b *Builder) State(typ graph.TypeID, from, to graph.EntityID, value string, c graph.Claim) {
	b.States = append(b.States, graph.State{
		ID: graph.EventID(fmt.Sprintf("%s/s%d-%s", b.Facts.Article.ID, c.Trigger[0], typ)), Type: typ, From: from, To: to,
		Value: value, Claims: []graph.Claim{c},
	})
}

func (b *Builder) name(id graph.EntityID) string {
	for _, e := range b.Entities {
		if e.ID == id {
			return e.Name
		}
	}
	return ""
}

// Done is the facts with their text and the types they use.
func (b *Builder) Done() graph.Facts {
	f := b.Facts
	f.Article.Text = b.text.String()
	sum := sha256.Sum256([]byte(f.Article.Text))
	f.Article.SHA256 = hex.EncodeToString(sum[:])
	used := map[graph.TypeID]bool{}
	for _, e := range f.Events {
		used[e.Type] = true
		for _, r := range e.Roles {
			used[r.Topic] = true
		}
	}
	for _, s := range f.States {
		used[s.Type] = true
	}
	for _, t := range Types {
		if used[t.ID] {
			used[t.Parent] = true
		}
	}
	for _, t := range Types {
		if used[t.ID] {
			f.Types = append(f.Types, t)
		}
	}
	return f
}

// Day is a day of 2021 at noon UTC.
func Day(month time.Month, day int) time.Time {
	return time.Date(2021, month, day, 12, 0, 0, 0, time.UTC)
}

// Call is the facts of an article about a telephone call on the last of March 2021, one about
// an accusation that is denied, with roles.
func Call(url, publisher string) graph.Facts {
	b := Article(url, publisher, Day(3, 31))
	milley := b.Entity(graph.Person, "Mark Milley", "Milley")
	b.Last().Role, b.Last().Country = "Chairman of the U.S. Joint Chiefs of Staff", "USA"
	gerasimov := b.Entity(graph.Person, "Valery Gerasimov", "Gerasimov")
	counterpart := b.Entity(graph.Person, "Ukrainian counterpart")
	b.Last().Unnamed = true
	russia, ukraine := b.Entity(graph.GPE, "ent:russia", "Moscow"), b.Entity(graph.GPE, "ent:ukraine", "Kyiv")
	b.Event("spoke_with", "2021-03-31", milley, gerasimov, b.Claim("General Mark Milley spoke with Valery Gerasimov on Wednesday.", "spoke")).Manner = "phone"
	b.Event("spoke_with", "2021-03-31", milley, counterpart, b.Claim("He also held a call with his Ukrainian counterpart.", "held a call"))
	said := b.Claim("Kyiv says Moscow is massing troops; Moscow denies it.", "massing", ukraine)
	denied := said
	denied.Claimant, denied.Polarity = []graph.EntityID{russia}, graph.Denied
	b.Event("troop_buildup", "2021-03", russia, "", said, denied)
	content := b.Events[len(b.Events)-1].ID
	e := b.Event("accused_of", "2021-03", ukraine, russia, b.Claim("Kyiv accuses Moscow.", "accuses"))
	e.Roles = append(e.Roles, graph.Role{Name: "content", Event: content}, graph.Role{Name: "topic", Topic: "troop_buildup"})
	b.State("head_of", gerasimov, russia, "head of Russia's general staff", b.Claim("Gerasimov heads the general staff.", "heads"))
	return b.Done()
}

var (
	given  = []string{"Anna", "Boris", "Carla", "Dmitri", "Elif", "Farid", "Greta", "Hao"}
	family = []string{"Adler", "Bose", "Cruz", "Đukić", "Erdoğan", "Fontaine", "García", "Haddad", "Ito", "Jensen"}
	lands  = []string{"ent:russia", "ent:ukraine", "ent:france", "ent:japan", "ent:brazil", "ent:nato"}
	papers = []string{"Daily Test", "The Sample", "Example Post", "Probe"}
)

// Random is the facts of article number n, about events events, the same for the
// same numbers. Names repeat between articles, so that there is something to join.
func Random(seed uint64, n, events int) graph.Facts {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	b := Article(fmt.Sprintf("https://example.org/%d", n), papers[r.IntN(len(papers))], Day(1, 1).AddDate(0, 0, r.IntN(365)))
	if n%3 == 0 {
		b.Facts.Article.Section = "World"
		b.Facts.Article.Modified = b.Facts.Article.Published.Add(90 * time.Minute).In(time.FixedZone("", 2*3600))
	}
	var who []graph.EntityID
	seen := map[string]bool{}
	add := func(kind graph.Kind, name string, aliases ...string) {
		if !seen[name] {
			seen[name] = true
			who = append(who, b.Entity(kind, name, aliases...))
		}
	}
	for range 2 + events/4 {
		g, f := r.IntN(len(given)), int(float64(len(family))*r.Float64()*r.Float64())
		switch r.IntN(4) {
		case 0:
			add(graph.Person, given[g]+" "+family[f], family[f])
		case 1:
			add(graph.Organisation, family[f]+" & Sons")
		default:
			add(graph.GPE, lands[r.IntN(len(lands))])
		}
	}
	add(graph.Person, fmt.Sprintf("a witness of %d", n))
	b.Last().Unnamed = true
	for i := range events {
		t := Types[r.IntN(4)]
		day := b.Facts.Article.Published.AddDate(0, 0, -r.IntN(20))
		edtf := [...]string{day.Format("2006-01-02"), day.Format("2006-01-02"), day.Format("2006-01"), "", day.Format("2006-01-02") + "/.."}[r.IntN(5)]
		from, to := who[r.IntN(len(who))], who[r.IntN(len(who))]
		if from == to {
			to = ""
		}
		var by []graph.EntityID
		if r.IntN(2) == 0 {
			by = []graph.EntityID{who[r.IntN(len(who))]}
		}
		claims := []graph.Claim{b.Claim(fmt.Sprintf("Sentence %d says that it happened.", i), "happened", by...)}
		if r.IntN(5) == 0 {
			c := b.Claim(fmt.Sprintf("Sentence %d is denied by some.", i), "denied", who[r.IntN(len(who))])
			c.Polarity = graph.Denied
			claims = append(claims, c)
		}
		e := b.Event(t.ID, edtf, from, to, claims...)
		if r.IntN(3) == 0 {
			e.Place = who[r.IntN(len(who))]
		}
		if t.ID == "accused_of" {
			e.Roles = append(e.Roles, graph.Role{Name: "topic", Topic: "troop_buildup"})
		}
		if r.IntN(6) == 0 {
			e.Values = []graph.Quantity{{Amount: float64(r.IntN(100)), Unit: "person", What: "killed"}}
		}
	}
	if len(who) > 1 && who[0] != who[1] {
		b.State("head_of", who[0], who[1], "head of something", b.Claim("One heads the other.", "heads"))
	}
	return b.Done()
}

// Reprinted is n random articles, half as many whose people have alike names, and three
// that tell of one call in nearly the same words.
func Reprinted(seed uint64, n int) []graph.Facts {
	var out []graph.Facts
	for i := range n {
		out = append(out, Random(seed, i, 6))
		if i%2 == 0 {
			out = append(out, Namesakes(seed, i))
		}
	}
	for i := range 2 {
		f := Call(fmt.Sprintf("https://example.org/reprint/%d", i), "Probe")
		f.Article.Text += fmt.Sprintf("Reprint %d.", i)
		f.Article.SHA256 = fmt.Sprint("reprint", i)
		out = append(out, f)
	}
	return append(out, Call("https://example.org/call", "The Sample"))
}
