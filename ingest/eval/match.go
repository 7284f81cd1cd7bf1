package eval

import (
	"slices"
	"strings"
	"unicode"

	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest/nlp"
)

// words of a name: lower case, without marks, possessives and articles.
func words(s string) []string {
	s = strings.NewReplacer("’s", "", "'s", "", "’", "", "'", "", ".", "").Replace(strings.ToLower(s))
	w := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for len(w) > 1 && (w[0] == "the" || w[0] == "a" || w[0] == "an") {
		w = w[1:]
	}
	return w
}

// alike reports whether two names or descriptions can be the same: equal, or
// one is a part of the other that starts or ends it ("Milley", "Mark Milley"),
// or half of their words are common.
func alike(a, b string) bool {
	x, y := words(a), words(b)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	common := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			common++
		}
	}
	if common == len(x) && (x[0] == y[0] || x[len(x)-1] == y[len(y)-1]) {
		return true
	}
	return len(x) > 1 && 2*common >= len(x)+len(y)-common
}

// entities answers which entities of the document a name of gold is.
type entities struct {
	byID  map[graph.EntityID]*graph.Entity
	named map[string]map[graph.EntityID]bool // name marked in gold -> what we took it for
}

func newEntities(g *Gold, doc *nlp.Document, at func(nlp.Span) (nlp.Span, bool)) *entities {
	e := &entities{byID: map[graph.EntityID]*graph.Entity{}, named: map[string]map[graph.EntityID]bool{}}
	for i := range doc.Entities {
		e.byID[doc.Entities[i].ID] = &doc.Entities[i]
	}
	for _, n := range g.Names {
		span, ok := at(n.Span)
		if !ok {
			continue
		}
		for _, m := range doc.Mentions {
			if m.Form == nlp.Named && m.Entity >= 0 && nameSpan(m).Overlaps(span) {
				name := g.Text[n.Start:n.End]
				if e.named[name] == nil {
					e.named[name] = map[graph.EntityID]bool{}
				}
				e.named[name][doc.Entities[m.Entity].ID] = true
			}
		}
	}
	return e
}

// is reports whether the entity id is what gold calls name.
func (e *entities) is(id graph.EntityID, name string) bool {
	if e.named[name][id] {
		return true
	}
	en := e.byID[id]
	if en == nil {
		return false
	}
	if alike(en.Name, name) {
		return true
	}
	return slices.ContainsFunc(en.Aliases, func(a string) bool { return alike(a, name) })
}

// nameSpan is the name of a mention without title and role.
func nameSpan(m nlp.Mention) nlp.Span {
	if m.Name.End > m.Name.Start {
		return m.Name
	}
	return m.Span
}

// sameDate compares two EDTF dates by what they bound, not by how they are written.
func sameDate(gold string, p when.Period) bool {
	g, err := when.Parse(gold)
	if err != nil || p.IsZero() {
		return false
	}
	return g.Start.From.Equal(p.Start.From) && g.Start.To.Equal(p.Start.To) && g.End.From.Equal(p.End.From) && g.End.To.Equal(p.End.To) ||
		g.String() == p.String()
}

// datesOverlap reports whether the time of gold and p have a moment in common.
func datesOverlap(gold string, p when.Period) bool {
	g, err := when.Parse(gold)
	if err != nil || p.IsZero() {
		return false
	}
	from := func(p when.Period) (int64, bool) { return p.Start.From.Unix(), !p.Start.From.IsZero() }
	to := func(p when.Period) (int64, bool) { return p.End.To.Unix(), !p.End.To.IsZero() }
	gf, gfOK := from(g)
	gt, gtOK := to(g)
	pf, pfOK := from(p)
	pt, ptOK := to(p)
	return (!gfOK || !ptOK || gf < pt) && (!pfOK || !gtOK || pf < gt)
}

// sameValue compares a time expression with gold: as a date it covers, or as
// the value of TIMEX3 (durations, parts of the day, vague references).
func sameValue(gold string, t nlp.Timex) bool {
	return t.Value == gold || sameDate(gold, t.Period)
}

// generalStates are the relations that say the same less sharply: being the
// minister of a country is a role of it.
var generalStates = map[graph.TypeID]graph.TypeID{
	"head_of": "role_of", "minister_of": "role_of", "commander_of": "role_of", "ambassador_of": "role_of", "spokesperson_of": "role_of",
}

func sameState(a, b graph.TypeID) bool {
	return a == b || generalStates[a] == b || generalStates[b] == a
}
