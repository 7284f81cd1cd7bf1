package event

import (
	"strings"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// roles adds the states that names carry with them: "Pentagon spokesman John
// Kirby", "General Valery Gerasimov, the head of Russia's general staff".
func (v *view) roles() {
	d := v.doc
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Role == "" || m.Head < 0 || m.Head >= len(d.Tokens) {
			continue
		}
		s := d.SentenceOf(m.Head)
		if s >= len(d.Sentences) || !d.Sentences[s].Kind.Tells() {
			continue
		}
		v.role(s, i, m)
	}
}

// role adds the state of one name. A title that says neither where it is held nor
// lets it be known stays with the name.
func (v *view) role(s, i int, m *nlp.Mention) {
	words := strings.Fields(strings.ToLower(m.Role))
	best := v.roleFrame(words)
	if best == nil {
		return
	}
	value := v.roleSpan(m)
	body, conf := nlp.Arg{Mention: -1}, best.conf
	switch {
	case m.RoleOf >= 0 && v.partial(m):
		body = v.bodyWords(m, value)
	case m.RoleOf >= 0:
		body = v.bodyArg(m.RoleOf)
	case v.told(i):
		return
	default:
		var ok bool
		if body, ok = v.body(i, m, words, value); !ok {
			return
		}
		conf *= 0.8
	}
	h := nlp.EventMention{
		Sentence: s, Trigger: m.Head, Type: best.rel.ID, Class: best.rel.Class, Nominal: true,
		Words: value, Place: -1, Rule: best.rule, Same: -1, Timex: -1, Event: -1,
		Confidence: conf, Former: m.Former,
		Args: []nlp.Arg{{Role: "actor", Span: m.Span, Token: m.Head, Mention: i, Happening: -1}},
	}
	if body.Role != "" {
		h.Args = append(h.Args, body)
	}
	h.Args = append(h.Args, nlp.Arg{Role: "value", Span: value, Token: m.Head, Mention: -1, Happening: -1})
	v.doc.Happenings = append(v.doc.Happenings, h)
	if general := v.f.byID[anyRole]; general != nil && m.RoleOf >= 0 && v.partial(m) {
		// Who heads the general staff of a country holds a role there.
		h.Type, h.Class = general.ID, general.Class
		h.Args = []nlp.Arg{h.Args[0], v.bodyArg(m.RoleOf), h.Args[len(h.Args)-1]}
		v.doc.Happenings = append(v.doc.Happenings, h)
	}
}

// roleFrame is the pattern for the words of a role: the one with the most words,
// of equal ones a state of its own before the general one.
func (v *view) roleFrame(words []string) *Pattern {
	var best *Pattern
	for j := range words {
		for _, p := range v.f.roles[words[j]] {
			if len(p.before) > 0 && (j < len(p.before) || !equal(words[j-len(p.before):j], p.before)) {
				continue
			}
			if best == nil || len(p.before) > len(best.before) || len(p.before) == len(best.before) && p.rel.ID != anyRole && best.rel.ID == anyRole {
				best = p
			}
		}
	}
	if best == nil && len(words) > 0 {
		for _, p := range v.f.roles["*"] {
			best = p
		}
	}
	return best
}

// anyRole is the state of whoever holds an office that has no state of its own.
const anyRole = "role_of"

// told reports whether a noun pattern has already told the role of mention i.
func (v *view) told(i int) bool {
	for k := range v.doc.Happenings {
		h := &v.doc.Happenings[k]
		if r := v.f.byID[h.Type]; r != nil && r.State && h.Nominal && h.Args[0].Mention == i {
			return true
		}
	}
	return false
}

func (v *view) bodyArg(m int) nlp.Arg {
	o := &v.doc.Mentions[m]
	return nlp.Arg{Role: "recipient", Span: o.Span, Token: o.Head, Mention: m, Happening: -1}
}

// bodyWords is the body of a role that is only part of what is named: the general
// staff of "head of Russia's general staff".
func (v *view) bodyWords(m *nlp.Mention, value nlp.Span) nlp.Arg {
	start := v.doc.Mentions[m.RoleOf].Start
	for t := m.First; t >= 0 && t < len(v.doc.Tokens) && v.doc.Tokens[t].Start < value.End; t++ {
		if v.doc.Tokens[t].End != value.End {
			continue
		}
		a := nlp.Arg{Role: "recipient", Token: t, Mention: -1, Happening: -1, Span: nlp.Span{Start: start, End: value.End}}
		if n := v.mention[t]; n >= 0 && v.doc.Mentions[n].Form == nlp.Nominal && v.doc.Mentions[n].Kind != graph.Person {
			a.Mention = int(n)
		}
		return a
	}
	return v.bodyArg(m.RoleOf)
}

// body is where mention i holds its role when the names stage found no body: what
// the role or the name has as its owner, the country of a national office, else
// the latest body of the right kind. An argument without a role stands for the
// country of the person, which the article does not name.
func (v *view) body(i int, m *nlp.Mention, words []string, value nlp.Span) (nlp.Arg, bool) {
	for t := max(m.First-12, 0); t < len(v.doc.Tokens) && v.doc.Tokens[t].Start < value.End; t++ {
		if v.doc.Tokens[t].End <= value.Start || !nominal(v.doc.Tokens[t].Tag) {
			continue
		}
		if o := v.ownerOf(t, m); o >= 0 {
			return v.bodyArg(o), true
		}
	}
	if o := v.ownerOf(m.Head, m); o >= 0 {
		return v.bodyArg(o), true
	}
	kind, bare := "", false
	for j := range words {
		if k := v.f.words.heldAt[strings.Join(words[j:], " ")]; k != "" {
			kind, bare = k, j == 0
			break
		}
	}
	country := m.Country
	if m.Entity >= 0 && m.Entity < len(v.doc.Entities) && country == "" {
		country = v.doc.Entities[m.Entity].Country
	}
	switch {
	case kind == "" || kind == nowhere:
		return nlp.Arg{}, false
	case kind != national && !bare:
		return nlp.Arg{}, false // "the army spokesman": the words name a body of their own
	case kind != national:
		o := v.latest(i, v.f.words.class[kind])
		if o < 0 {
			return nlp.Arg{}, false
		}
		return v.bodyArg(o), true
	case country == "":
		return nlp.Arg{}, false
	}
	for k := range v.doc.Mentions {
		o := &v.doc.Mentions[k]
		if o.Entity >= 0 && o.Entity < len(v.doc.Entities) && v.doc.Entities[o.Entity].Kind == graph.GPE &&
			o.Country == country && v.isCountry(o.Entity) {
			return v.bodyArg(k), true
		}
	}
	return nlp.Arg{}, true
}

// isCountry reports whether the lexicon knows the entity as a country.
func (v *view) isCountry(e int) bool {
	_, ok := lexicon.CountryByID(string(v.doc.Entities[e].ID))
	return ok
}

// ownerOf is the body that owns the noun t by a possessive, a genitive or a name
// before it: "its director", "the chairman of the authority". -1 if none.
func (v *view) ownerOf(t int, m *nlp.Mention) int {
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		switch d := v.doc.Tokens[c].Dep; {
		case d == nlp.DepNmodPoss, d == nlp.DepCompound, d == nlp.DepNmod && v.hasAny(int(c), v.f.words.genitive):
		default:
			continue
		}
		o := int(v.mention[c])
		if o < 0 || !v.heads[c] || v.doc.Mentions[o].Entity < 0 || v.doc.Mentions[o].Entity == m.Entity || v.doc.Mentions[o].Overlaps(m.Name) {
			continue
		}
		switch v.doc.Entities[v.doc.Mentions[o].Entity].Kind {
		case graph.Organisation, graph.GPE, graph.Group, graph.Product, graph.Facility:
			return o
		}
	}
	return -1
}

// latest is the last named mention of the kinds before mention i.
func (v *view) latest(i int, kinds bits) int {
	best := -1
	for k := range v.doc.Mentions {
		o := &v.doc.Mentions[k]
		if o.Form == nlp.Named && o.Entity >= 0 && o.End <= v.doc.Mentions[i].Start && v.f.words.class[string(o.Kind)]&kinds != 0 {
			best = k
		}
	}
	return best
}

// partial reports whether the body of the role is only part of what it is held at:
// the head of Russia's general staff is no head of Russia.
func (v *view) partial(m *nlp.Mention) bool {
	name := v.doc.Text(v.doc.Mentions[m.RoleOf].Span)
	at := strings.LastIndex(m.Role, name)
	if at <= 0 || at+len(name) >= len(m.Role) {
		return false
	}
	for _, w := range strings.Fields(strings.ToLower(m.Role[:at])) {
		if len(v.f.roles[w]) > 0 {
			return true
		}
	}
	return false
}

func equal(a, b []string) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// roleSpan is where the role stands in the mention: the mention without its name.
func (v *view) roleSpan(m *nlp.Mention) nlp.Span {
	text := v.doc.Text(m.Span)
	if k := strings.Index(text, m.Role); k >= 0 {
		return nlp.Span{Start: m.Start + k, End: m.Start + k + len(m.Role)}
	}
	sentence := &v.doc.Sentences[v.doc.SentenceOf(m.Head)]
	if k := strings.Index(v.doc.Article.Text[m.Start:sentence.End], m.Role); k >= 0 {
		return nlp.Span{Start: m.Start + k, End: m.Start + k + len(m.Role)}
	}
	// "The captain, Nguyen Van Hung": before the name.
	if k := strings.LastIndex(v.doc.Article.Text[sentence.Start:m.Start], m.Role); k >= 0 {
		return nlp.Span{Start: sentence.Start + k, End: sentence.Start + k + len(m.Role)}
	}
	if m.Name.End <= m.Name.Start {
		return m.Span
	}
	before := nlp.Span{Start: m.Start, End: m.Name.Start}
	after := nlp.Span{Start: m.Name.End, End: m.End}
	if before.End-before.Start < after.End-after.Start {
		before = after
	}
	for before.Start < before.End && (v.doc.Article.Text[before.Start] == ' ' || v.doc.Article.Text[before.Start] == ',') {
		before.Start++
	}
	for before.End > before.Start && v.doc.Article.Text[before.End-1] == ' ' {
		before.End--
	}
	if before.End <= before.Start {
		return m.Span
	}
	return before
}
