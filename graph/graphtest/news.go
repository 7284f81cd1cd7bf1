package graphtest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/store"
)

// What the news of a large graph are made of: relations with the words that tell of them, and
// what they are about. The first of each are the most frequent.
var (
	newsTypes = []graph.Type{
		{ID: "spoke_with", Label: "spoke with", Class: "CONSULT", Symmetric: true},
		{ID: "met_with", Label: "met with", Class: "CONSULT", Symmetric: true, Parent: "spoke_with"},
		{ID: "attacked", Label: "attacked", Inverse: "was attacked by", Class: "ASSAULT"},
		{ID: "criticised", Label: "criticised", Inverse: "was criticised by", Class: "REJECT"},
		{ID: "announced", Label: "announced", Class: "STATE"},
		{ID: "visited", Label: "visited", Inverse: "was visited by", Class: "CONSULT"},
		{ID: "accused_of", Label: "is accused of", Class: "ACCUSE"},
		{ID: "sanctioned", Label: "sanctioned", Inverse: "was sanctioned by", Class: "SANCTION"},
		{ID: "agreed_with", Label: "agreed with", Class: "AGREE", Symmetric: true},
		{ID: "threatened", Label: "threatened", Inverse: "was threatened by", Class: "THREATEN"},
		{ID: "arrested", Label: "arrested", Inverse: "was arrested by", Class: "COERCE"},
		{ID: "aided", Label: "aided", Inverse: "was aided by", Class: "AID"},
		{ID: "appointed", Label: "appointed", Inverse: "was appointed by", Class: "OFFICE"},
		{ID: "acquired", Label: "acquired", Inverse: "was acquired by", Class: "ORG"},
		{ID: "protested_against", Label: "protested against", Class: "PROTEST"},
		{ID: "eyed", Label: "eyed", Class: "OTHER", Open: true},
		{ID: "withdrew_from", Label: "withdrew from", Class: "RETREAT"},
		{ID: "rescued", Label: "rescued", Inverse: "was rescued by", Class: "AID"},
	}
	newsMatters = []string{
		"trade", "the border", "fuel prices", "fishing rights", "the election", "a prisoner exchange", "grain exports",
		"the ferry line", "flood relief", "water supplies", "the railway", "new tariffs", "a gas pipeline", "press freedom",
		"the harbour", "vaccination", "nuclear inspections", "a customs union", "the budget", "refugees", "satellite launches",
		"timber", "coal mining", "the airport", "land reform", "a drought", "bank guarantees", "an oil spill", "pensions", "a dam",
	}
	newsAdverbs = []string{"", "", "", "again ", "openly ", "at length ", "in private ", "by telephone "}
	newsLands   = []string{
		"ent:arvenia", "ent:belkor", "ent:cantara", "ent:dorvia", "ent:elmar", "ent:fenland", "ent:gorania", "ent:hestia",
		"ent:ishtal", "ent:jorvik", "ent:kelmia", "ent:lantis", "ent:morava", "ent:nordia", "ent:ostria", "ent:palmira",
		"ent:quenta", "ent:rodania", "ent:selvia", "ent:tarkan", "ent:ulmia", "ent:vostok", "ent:weldia", "ent:zembla",
	}
	newsBodies = []string{"ent:league_of_ports", "ent:river_council", "ent:health_board", "ent:grain_exchange", "ent:northern_pact", "ent:court_of_appeal"}
)

// NewsHub is the country that is in the news most, by name.
const NewsHub = "Arvenia"

const (
	newsPerArticle = 15
	newsRetold     = 7 // one in so many events was told by an earlier article as well
	newsPersons    = 200_000
)

// NewsArticles is how many articles tell of about events events.
func NewsArticles(events int) int { return max(1, events*newsRetold/(newsPerArticle*(newsRetold-1))) }

// News is the facts of article number n of a large graph of made-up news: few persons and
// countries are in the news every day, most once or twice, over twenty years; some of the events were
// told by an earlier article too, some are undated, some have only a month, some are denied.
func News(seed uint64, n int) graph.Facts {
	w := newsWriter{seed: seed, r: rand.New(rand.NewPCG(seed, uint64(n)))}
	day := newsDay(seed, n)
	w.b = Article(fmt.Sprintf("https://example.org/news/%d", n), fmt.Sprintf("Gazette %d", zipf(w.r, 200)), day)
	w.b.Facts.Article.ID = graph.ArticleID(fmt.Sprintf("%016x", n+1)) // a cluster keeps its first id
	w.ids = map[string]graph.EntityID{}
	for i := range newsPerArticle {
		m, j := n, i
		if w.r.IntN(newsRetold) == 0 && n > 0 {
			m, j = n-1-w.r.IntN(min(n, 20)), w.r.IntN(newsPerArticle)
		}
		w.tell(newsEvent(seed, m, j))
	}
	if w.r.IntN(2) == 0 {
		cast := newsCast(seed, n)
		p, at := w.entity(cast[3]), w.entity(cast[0])
		w.b.State("head_of", p, at, "minister of "+newsMatters[w.r.IntN(len(newsMatters))], w.b.Claim("The office was named.", "office"))
	}
	f := w.b.Done()
	f.Types = append([]graph.Type{}, newsTypes...)
	f.Types = append(f.Types, graph.Type{ID: "head_of", Label: "head of", State: true})
	return f
}

// newsDay is when article n came out: retold events lie near in number, and articles of near
// numbers near in time, in twenty years that are gone through many times.
func newsDay(seed uint64, n int) time.Time {
	r := rand.New(rand.NewPCG(seed+1, uint64(n/20)))
	return time.Date(2005, 1, 1, 12, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(7300)+n%20/4)
}

// newsTold is what happened, whoever tells of it.
type newsTold struct {
	key              string
	typ              graph.Type
	from, to, place  string
	matter, when, by string
	denied, planned  bool
}

func newsEvent(seed uint64, n, i int) newsTold {
	r := rand.New(rand.NewPCG(seed^uint64(i+1)<<32, uint64(n)))
	e := newsTold{key: fmt.Sprintf("told as %d/%d", n, i), typ: newsTypes[zipf(r, len(newsTypes))]}
	cast := newsCast(seed, n)
	e.from, e.to = cast[r.IntN(len(cast))], cast[r.IntN(len(cast))]
	if e.to == e.from || r.IntN(6) == 0 {
		e.to = ""
	}
	if r.IntN(3) == 0 {
		e.place = cast[0]
	}
	if r.IntN(3) == 0 {
		e.by = cast[r.IntN(len(cast))]
	}
	day := newsDay(seed, n).AddDate(0, 0, -r.IntN(6))
	e.when = day.Format("2006-01-02")
	switch r.IntN(20) {
	case 0:
		e.when = ""
	case 1:
		e.when = e.when[:7]
	case 2:
		e.when += "/" + day.AddDate(0, 0, 1+zipf(r, 400)).Format("2006-01-02")
	case 3:
		e.when = e.when[:4]
	}
	e.matter = newsMatters[zipf(r, len(newsMatters))]
	e.denied, e.planned = r.IntN(30) == 0, r.IntN(15) == 0
	return e
}

// newsCast are those of whom article n tells: two countries, a body, and persons, few of them well known.
func newsCast(seed uint64, n int) []string {
	r := rand.New(rand.NewPCG(seed+2, uint64(n)))
	persons := rand.NewZipf(r, 1.05, 8, newsPersons-1)
	cast := []string{newsLands[zipf(r, len(newsLands))], newsLands[zipf(r, len(newsLands))], newsBodies[zipf(r, len(newsBodies))]}
	for range 4 {
		cast = append(cast, LargeName(int(persons.Uint64())))
	}
	return cast
}

// zipf is a number below n, small ones most often.
func zipf(r *rand.Rand, n int) int {
	return int(rand.NewZipf(r, 1.2, 2, uint64(n-1)).Uint64())
}

// newsWriter writes one article.
type newsWriter struct {
	seed uint64
	r    *rand.Rand
	b    *Builder
	ids  map[string]graph.EntityID
}

func (w *newsWriter) entity(name string) graph.EntityID {
	if id, ok := w.ids[name]; ok || name == "" {
		return id
	}
	kind := graph.Person
	if strings.HasPrefix(name, "ent:") {
		kind = graph.GPE
		if strings.Contains(name, "_") {
			kind = graph.Organisation
		}
	}
	id := w.b.Entity(kind, name)
	e := w.b.Last()
	e.Name = strings.ReplaceAll(e.Name, "_", " ")
	if kind == graph.Person {
		if i := strings.IndexByte(name, ' '); w.r.IntN(4) == 0 {
			e.Aliases = []string{name[i+1:]}
		}
	}
	w.ids[name] = id
	return id
}

func (w *newsWriter) tell(e newsTold) {
	from, to := w.entity(e.from), w.entity(e.to)
	var by []graph.EntityID
	if e.by != "" {
		by = []graph.EntityID{w.entity(e.by)}
	}
	sentence := fmt.Sprintf("%s %s%s", w.b.name(from), newsAdverbs[w.r.IntN(len(newsAdverbs))], e.typ.Label)
	if to != "" {
		sentence += " " + w.b.name(to)
	}
	sentence += fmt.Sprintf(" over %s, a report of number %d said.", e.matter, w.r.IntN(100_000))
	c := w.b.Claim(sentence, e.typ.Label, by...)
	if e.planned {
		c.Mode = graph.Planned
	}
	c.Confidence = 0.5 + float64(w.r.IntN(50))/100
	claims := []graph.Claim{c}
	if e.denied {
		d := w.b.Claim(w.b.name(from)+" denied that it "+e.typ.Label+" anybody.", "denied", from)
		d.Polarity = graph.Denied
		claims = append(claims, d)
	}
	x := w.b.Event(e.typ.ID, e.when, from, to, claims...)
	x.Class, x.Dating, x.Text = e.typ.Class, e.key, strings.TrimSpace(fmt.Sprintf("%s %s %s", w.b.name(from), e.typ.Label, w.b.name(to)))
	x.Place = w.entity(e.place)
}

// ByName joins the persons of News by their names and its events by what is told, much faster than
// package merge and in the same form. It remembers all of them: it is for one load of one database.
type ByName struct {
	persons map[string]string
	events  map[string]string
}

// NewByName is a ByName for an empty database.
func NewByName() *ByName {
	return &ByName{persons: map[string]string{}, events: map[string]string{}}
}

// Merge is store.Merger.
func (m *ByName) Merge(_ context.Context, tx *store.Tx, c store.Change) error {
	join := func(first map[string]string, key, id string) {
		if to, ok := first[key]; ok {
			tx.Assign(id, to)
			return
		}
		first[key] = id
	}
	for _, f := range c.Added {
		for _, e := range f.Entities {
			if store.ArticleOf(e.ID) != "" {
				join(m.persons, e.Name, string(e.ID))
			}
		}
		for _, e := range f.Events {
			join(m.events, e.Dating, string(e.ID))
		}
	}
	return nil
}
