package event

import (
	"strings"

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

func (v *view) role(s, i int, m *nlp.Mention) {
	words := strings.Fields(strings.ToLower(m.Role))
	if len(words) == 0 {
		return
	}
	var best *Pattern
	for j := range words {
		for _, p := range v.f.roles[words[j]] {
			if len(p.before) > 0 && (j < len(p.before) || !equal(words[j-len(p.before):j], p.before)) {
				continue
			}
			if best == nil || len(p.before) > len(best.before) || p.rel.ID != anyRole && best.rel.ID == anyRole {
				best = p
			}
		}
	}
	if best == nil || best.rel.ID != anyRole && (m.RoleOf < 0 || v.partial(m)) {
		best = nil
		for _, p := range v.f.roles["*"] {
			best = p
		}
	}
	if best == nil || m.RoleOf < 0 {
		return // a title alone says what somebody is, not where: it stays with the name
	}
	value := v.roleSpan(m)
	h := nlp.EventMention{
		Sentence: s, Trigger: m.Head, Type: best.rel.ID, Class: best.rel.Class, Nominal: true,
		Words: value, Place: -1, Rule: best.rule, Same: -1, Timex: -1, Event: -1,
		Confidence: best.conf, Former: m.Former,
		Args: []nlp.Arg{{Role: "actor", Span: m.Span, Token: m.Head, Mention: i, Happening: -1}},
	}
	if m.RoleOf >= 0 {
		o := &v.doc.Mentions[m.RoleOf]
		h.Args = append(h.Args, nlp.Arg{Role: "recipient", Span: o.Span, Token: o.Head, Mention: m.RoleOf, Happening: -1})
	}
	h.Args = append(h.Args, nlp.Arg{Role: "value", Span: value, Token: m.Head, Mention: -1, Happening: -1})
	v.doc.Happenings = append(v.doc.Happenings, h)
}

// anyRole is the state of whoever holds an office that has no state of its own.
const anyRole = "role_of"

// partial reports whether the body of the role is only part of what it is held at:
// the head of Russia's general staff is no head of Russia.
func (v *view) partial(m *nlp.Mention) bool {
	of := strings.Index(m.Role, " of ")
	name := v.doc.Text(v.doc.Mentions[m.RoleOf].Span)
	at := strings.LastIndex(m.Role, name)
	return of >= 0 && at > of && at+len(name) < len(m.Role)
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
	end := v.doc.Sentences[v.doc.SentenceOf(m.Head)].End
	if k := strings.Index(v.doc.Article.Text[m.Start:end], m.Role); k >= 0 {
		return nlp.Span{Start: m.Start + k, End: m.Start + k + len(m.Role)}
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
