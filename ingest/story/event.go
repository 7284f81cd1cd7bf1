package story

import (
	"cmp"
	"slices"
	"sort"

	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest/nlp"
)

// tellEvent joins the tellings of group g into one event.
func (t *teller) tellEvent(g []int) graph.Event {
	d := t.d
	first := &d.Happenings[g[0]]
	e := graph.Event{ID: t.ids[t.of[g[0]]], Type: first.Type, Class: first.Class, Claims: t.claims(g)}
	fs := t.takePlace(&e, t.fillers(g))
	e.Roles = t.roles(fs)
	e.When, e.Basis, e.Dating = t.when(g)
	for _, i := range g {
		h := &d.Happenings[i]
		if e.Place == "" {
			e.Place = t.entity(h.Place)
		}
		if e.Manner == "" {
			e.Manner = h.Manner
		}
		for _, tag := range h.Tags {
			if !slices.Contains(e.Tags, tag) {
				e.Tags = append(e.Tags, tag)
			}
		}
		for _, v := range h.Values {
			if !slices.Contains(e.Values, v) {
				e.Values = append(e.Values, v)
			}
		}
		for _, b := range h.Order {
			if b.Happening < 0 || b.Happening >= len(t.of) {
				continue
			}
			o := t.of[b.Happening]
			if o < 0 || o == t.of[i] || t.state(t.groups[o]) {
				continue
			}
			if l := (graph.Link{Rel: b.Rel, Event: t.ids[o]}); !slices.Contains(e.Order, l) {
				e.Order = append(e.Order, l)
			}
		}
	}
	slices.Sort(e.Tags)
	e.Text = t.line(&e, fs)
	t.calibrate(&e, fs)
	return e
}

// takePlace makes the place of e of a place that only a preposition connects with
// it, "killed three in Karst Valley".
func (t *teller) takePlace(e *graph.Event, fs []filler) []filler {
	return slices.DeleteFunc(fs, func(f filler) bool {
		if f.entity < 0 || !placeRoles[f.role] {
			return false
		}
		switch x := &t.d.Entities[f.entity]; x.Kind {
		case graph.GPE, graph.Place, graph.Facility:
			if e.Place == "" || e.Place == x.ID {
				e.Place = x.ID
				return true
			}
		}
		return false
	})
}

// placeRoles are the roles that open frames name after prepositions of place.
var placeRoles = map[string]bool{"in": true, "at": true}

// filler is what stands in a role of an event, gathered from its tellings.
type filler struct {
	role    string
	entity  int // index into Document.Entities, -1
	event   graph.EventID
	topic   graph.TypeID
	words   nlp.Span // for the line, when nothing else is known
	group   bool     // several people without a name
	named   bool
	pronoun bool   // "he": what it stands for is the least sure
	head    string // lemma of the word that says what it is: "police"
	many    bool   // more than one of them: the line says "were"
	telling int
}

// fillers are the arguments of all tellings, each once. Descriptions give way to
// the names that other tellings give.
func (t *teller) fillers(g []int) []filler {
	d := t.d
	symmetric := d.Types[d.Happenings[g[0]].Type].Symmetric
	var out []filler
	for _, i := range g {
		h := &d.Happenings[i]
		for k := range h.Args {
			a := &h.Args[k]
			f := filler{role: a.Role, entity: -1, topic: a.Topic, words: a.Span, telling: i}
			if a.Token >= 0 && a.Token < len(d.Tokens) {
				f.head = d.Tokens[a.Token].Lemma
				f.many = several(&d.Tokens[a.Token])
			}
			if k := t.argMention(a); k >= 0 {
				m := &d.Mentions[k]
				f.entity = m.Entity
				f.named = m.Form == nlp.Named || f.entity >= 0 && f.entity < len(d.Entities) && !d.Entities[f.entity].Unnamed
				f.group = m.Plural && !f.named
				f.pronoun = m.Form == nlp.Pronominal
				f.many = f.many && !f.named || m.Plural && !f.named || m.Kind == graph.Group
			}
			if a.Role == officeRole && f.entity >= 0 && f.entity < len(d.Entities) && d.Entities[f.entity].Kind == graph.Person && !d.Entities[f.entity].Unnamed {
				// An office that coreference took for who holds it: "elected president".
				f.entity, f.named, f.pronoun = -1, false, false
				if m := t.argMention(a); d.Mentions[m].Form == nlp.Nominal || !d.Mentions[m].Name.Contains(d.Tokens[a.Token].Span) {
					f.entity = t.unnamed(a.Token, t.phrase(a.Token, a.Span))
				}
			}
			if a.Happening >= 0 && a.Happening < len(t.of) && t.of[a.Happening] >= 0 && t.of[a.Happening] != t.of[i] &&
				!t.state(t.groups[t.of[a.Happening]]) {
				f.event = t.ids[t.of[a.Happening]]
			}
			if f.entity < 0 && f.event == "" && f.topic == "" && (a.Role != "content" || !acts(h, "recipient")) {
				// What is rejected or asked for stands where nobody is acted on.
				f.entity = t.described(a)
				f.group = f.entity >= 0 && d.Tokens[a.Token].Fine == nlp.NNS
			}
			if f.entity < 0 && f.event == "" && f.topic == "" && i != g[0] {
				continue // bare words of a later telling add nothing
			}
			if !slices.ContainsFunc(out, func(o filler) bool { return t.covers(&o, &f, symmetric) }) {
				out = append(out, f)
			}
		}
	}
	return apart(t.unify(out, symmetric))
}

// several reports whether a noun or a number stands for more than one.
func several(t *nlp.Token) bool {
	return t.Fine == nlp.NNS || t.Tag == nlp.NUM && t.Lemma != "1" && t.Lemma != "one"
}

// officeRole is the role of what somebody is elected, appointed or sworn in as.
const officeRole = "office"

// acts reports whether somebody fills the role of h.
func acts(h *nlp.EventMention, role string) bool {
	return slices.ContainsFunc(h.Args, func(a nlp.Arg) bool { return a.Role == role })
}

// apart leaves out who would do it to themselves: "the vice president whom he
// dismissed" does not tell who dismissed him, if "he" was taken for the vice
// president. The pronoun goes, of two descriptions the one with less to say, and
// of two names the one it is done by.
func apart(fs []filler) []filler {
	actors := 0
	for i := range fs {
		if fs[i].role == "actor" {
			actors++
		}
	}
	if actors != 1 {
		return fs // each other
	}
	for i := range fs {
		for k := range fs {
			a, r := &fs[i], &fs[k]
			if a.role != "actor" || r.role != "recipient" || a.entity < 0 || a.entity != r.entity {
				continue
			}
			drop := i
			if !a.pronoun && (r.pronoun || a.named && !r.named) {
				drop = k
			}
			return slices.Delete(slices.Clone(fs), drop, drop+1)
		}
	}
	return fs
}

// argMention is the mention of an argument: its own, else a name that its head
// word is part of, as a title is of "Chairman General Mark Milley"; -1 if none.
func (t *teller) argMention(a *nlp.Arg) int {
	if a.Mention >= 0 && a.Mention < len(t.d.Mentions) {
		return a.Mention
	}
	if a.Mention >= 0 || a.Happening >= 0 {
		return -1
	}
	// Names in the order of the text: only those that start at or before the word.
	n := sort.Search(len(t.names), func(k int) bool { return t.d.Mentions[t.names[k]].First > a.Token })
	for k := n - 1; k >= 0 && k >= n-maxOpen; k-- {
		if x := &t.d.Mentions[t.names[k]]; a.Token < x.Last && a.Span.Contains(x.Name) {
			return t.names[k]
		}
	}
	return -1
}

// maxOpen bounds how many names one inside another can start before a word.
const maxOpen = 4

// covers reports whether o already says what f would.
func (t *teller) covers(o, f *filler, symmetric bool) bool {
	if o.role != f.role && !(symmetric && participant(o.role) && participant(f.role)) {
		return false
	}
	if f.entity >= 0 {
		return o.entity == f.entity
	}
	return f.event == o.event && f.topic == o.topic && (f.event != "" || f.topic != "" || f.words == o.words)
}

func participant(role string) bool {
	return role == "actor" || role == "recipient" || role == "participant"
}

// unify leaves out descriptions for which another telling has the names: "the two
// military leaders" beside two people, "the Russian military" beside its general,
// "three" beside "three people".
func (t *teller) unify(fs []filler, symmetric bool) []filler {
	return slices.DeleteFunc(slices.Clone(fs), func(f filler) bool {
		if f.entity < 0 {
			return false
		}
		people := 0
		for i := range fs {
			o := &fs[i]
			if o.entity < 0 || o.entity == f.entity || o.telling == f.telling ||
				o.role != f.role && !(symmetric && participant(o.role) && participant(f.role)) {
				continue
			}
			if o.named && !o.group {
				people++
				if t.speaksFor(o.entity, f.entity) {
					return true
				}
			}
			if !symmetric && !f.named && (o.named || t.fuller(o, &f)) {
				return true
			}
			if symmetric && !f.named && !o.named && o.head == f.head && t.fuller(o, &f) {
				return true // "Spanish police" in the headline, "riot police" in the lead
			}
		}
		return f.group && !f.named && people >= 2
	})
}

// fuller reports whether description o says more than description f: the longer
// one, of equal ones the earlier.
func (t *teller) fuller(o, f *filler) bool {
	x, y := len(t.d.Entities[o.entity].Name), len(t.d.Entities[f.entity].Name)
	return x > y || x == y && o.telling < f.telling
}

// speaksFor reports whether entity a is a person or body of the country that b
// is or belongs to, so that b's act is told as a's.
func (t *teller) speaksFor(a, b int) bool {
	x, y := &t.d.Entities[a], &t.d.Entities[b]
	return x.Kind == graph.Person && y.Kind != graph.Person && x.Country != "" && x.Country == y.Country
}

// roles are the graph's roles of the fillers: each with one target.
func (t *teller) roles(fs []filler) []graph.Role {
	var out []graph.Role
	add := func(r graph.Role) {
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	for _, f := range fs {
		if f.entity >= 0 && f.entity < len(t.d.Entities) {
			add(graph.Role{Name: f.role, Entity: t.d.Entities[f.entity].ID})
		}
		if f.event != "" {
			add(graph.Role{Name: f.role, Event: f.event})
		}
		if f.topic != "" {
			add(graph.Role{Name: f.role, Topic: f.topic})
		}
	}
	return out
}

// when is the best supported date of the tellings: the one most of them give, of
// those the surest and sharpest.
func (t *teller) when(g []int) (when.Period, when.Basis, string) {
	best, votes := -1, 0
	for _, i := range g {
		h := &t.d.Happenings[i]
		if h.When.IsZero() {
			continue
		}
		n := 0
		for _, k := range g {
			if t.d.Happenings[k].When == h.When && t.d.Happenings[k].Basis != when.BasisPublication {
				n++
			}
		}
		if best < 0 || t.better(i, best, n, votes) {
			best, votes = i, n
		}
	}
	if best < 0 {
		h := &t.d.Happenings[g[0]]
		return h.When, h.Basis, h.Why
	}
	h := &t.d.Happenings[best]
	return h.When, h.Basis, h.Why
}

// bases ranks the bases from the one that stands in for a date to a date itself.
var bases = [...]int{when.BasisNone: 0, when.BasisPublication: 1, when.BasisDateline: 2, when.BasisRelative: 3, when.BasisExplicit: 4}

func (t *teller) better(i, j, n, m int) bool {
	a, b := &t.d.Happenings[i], &t.d.Happenings[j]
	weak := func(h *nlp.EventMention) int { return min(bases[h.Basis], 2) }
	return cmp.Or(
		cmp.Compare(weak(a), weak(b)),
		cmp.Compare(n, m),
		cmp.Compare(a.When.Start.Grain, b.When.Start.Grain),
		cmp.Compare(bases[a.Basis], bases[b.Basis]),
	) > 0
}
