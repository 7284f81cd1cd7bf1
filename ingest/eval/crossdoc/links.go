package crossdoc

import (
	"fmt"
	"strings"

	"dateline/graph"
	"dateline/graph/store"
	"dateline/ingest/eval/meantime"
	"dateline/ingest/nlp"
)

// This file says what the mentions that gold gives are within an article: their words, names and links.

// link takes the entity of the pipeline's mention with the same head for each gold mention; what the
// pipeline has no mention for is one with what is called so in the article, or by itself.
func (d *doc) link() {
	byText, claimed := map[string]graph.EntityID{}, map[graph.EntityID]string{}
	for _, e := range d.Entities {
		if !e.Unnamed {
			for _, n := range append([]string{e.Name}, e.Aliases...) {
				byText[store.Fold(n)] = e.ID
			}
		}
	}
	for _, group := range d.spanned() {
		var id graph.EntityID
		named, likeness := false, 0
		for _, i := range group { // the mention most like one of them, a named one first
			x, n, like := d.found(d.gold.Entities[i])
			if x != "" && (id == "" || n && !named || n == named && like > likeness) {
				id, named, likeness = x, n, like
			}
		}
		// What the pipeline knows no name for goes by the name that gold says it is, not by its head.
		for _, i := range group {
			m := d.gold.Entities[i]
			key := store.Fold(bare(d.text(m.Span)))
			switch {
			case m.Kind == "PRO" || named:
			case byText[key] != "" && (isName(m) || id == ""):
				id, named = byText[key], true
			case isName(m) && id != "" && claimed[id] != "" && claimed[id] != key:
				id = ""
			}
			if isName(m) && id != "" && claimed[id] == "" {
				claimed[id] = key
			}
		}
		if id == "" {
			id = graph.EntityID(fmt.Sprintf("%s/e%d", d.Article.ID, 1_000_000+len(d.extra)))
			m := d.gold.Entities[group[0]]
			d.extra = append(d.extra, graph.Entity{ID: id, Kind: graph.Thing, Name: d.text(m.Span), Unnamed: true})
		}
		for _, i := range group {
			d.entity[i] = id
			if m := d.gold.Entities[i]; m.Kind != "PRO" {
				if key := store.Fold(bare(d.text(m.Span))); byText[key] == "" {
					byText[key] = id
				}
			}
		}
	}
	d.name()
}

// spanned groups gold mentions whose extents alone show that they are one: those of one head, two
// beside each other that a third covers ("Apple's chief", "Steve Jobs"; an apposition), and a
// relative pronoun with what it follows.
func (d *doc) spanned() [][]int {
	ms := d.gold.Entities
	d.entity = make([]graph.EntityID, len(ms))
	of := make([]int, len(ms))
	heads := make([]int, len(ms))
	for i, m := range ms {
		of[i], heads[i] = i, d.headOf(m.Span)
	}
	join := func(i, j int) {
		a, b := of[i], of[j]
		for k := range of {
			if of[k] == max(a, b) {
				of[k] = min(a, b)
			}
		}
	}
	between := func(a, b nlp.Span) (string, bool) {
		if a.End > b.Start {
			return "", false
		}
		return strings.TrimSpace(d.gold.Text[a.End:b.Start]), true
	}
	for i, a := range ms {
		for j, b := range ms {
			if i == j {
				continue
			}
			if i < j && heads[i] >= 0 && heads[i] == heads[j] && d.several(a.Span) == d.several(b.Span) {
				join(i, j)
			}
			gap, ok := between(a.Span, b.Span)
			if !ok || len(gap) > 1 {
				continue
			}
			if b.Kind == "PRO" && relative[strings.ToLower(d.text(b.Span))] {
				join(i, j)
			}
			for k, outer := range ms {
				if outer.Start == a.Start && outer.End == b.End {
					join(i, j)
					join(i, k)
				}
			}
		}
	}
	for i, m := range ms {
		if m.Kind != "PRO" || !relative[strings.ToLower(d.text(m.Span))] || heads[i] < 0 {
			continue
		}
		if of := d.modified(heads[i]); of >= 0 {
			for j := range ms {
				if j != i && heads[j] == of {
					join(i, j)
				}
			}
		}
	}
	var out [][]int
	at := map[int]int{}
	for i := range ms {
		n, ok := at[of[i]]
		if !ok {
			n = len(out)
			at[of[i]] = n
			out = append(out, nil)
		}
		out[n] = append(out[n], i)
	}
	return out
}

// several reports whether a span is a coordination by the parse: "Dragan and Osk".
func (d *doc) several(s nlp.Span) bool {
	head := d.headOf(s)
	for i, t := range d.Tokens {
		if head >= 0 && t.Head == head && t.Dep == nlp.DepConj && i > head && t.End <= s.End {
			return true
		}
	}
	return false
}

// modified is the token that the relative clause of a pronoun belongs to, -1 if the parse has none.
func (d *doc) modified(i int) int {
	for range 4 {
		t := d.Tokens[i]
		if t.Head < 0 {
			return -1
		}
		if t.Dep == nlp.DepAclRelcl {
			return t.Head
		}
		i = t.Head
	}
	return -1
}

// bare is the words of a name without what stands before it.
func bare(s string) string {
	if _, rest, ok := strings.Cut(s, " 's "); ok {
		s = rest
	}
	for _, det := range []string{"the ", "The ", "a ", "an ", "A ", "An ", "its ", "their "} {
		s = strings.TrimPrefix(s, det)
	}
	return s
}

// name gives entities that gold mentions by a name, and the pipeline took for things, that name.
func (d *doc) name() {
	count := map[graph.EntityID]map[string]int{}
	for i, m := range d.gold.Entities {
		if isName(m) {
			id := d.entity[i]
			if count[id] == nil {
				count[id] = map[string]int{}
			}
			count[id][bare(d.text(m.Span))]++
		}
	}
	set := func(e *graph.Entity) {
		names := count[e.ID]
		if len(names) == 0 || !e.Unnamed && e.Kind != graph.Thing {
			return
		}
		best := ""
		for n, k := range names {
			if best == "" || k > names[best] || k == names[best] && (len(n) < len(best) || len(n) == len(best) && n < best) {
				best = n
			}
		}
		e.Name, e.Unnamed = best, false
		if e.Kind == graph.Thing {
			e.Kind = graph.Product
		}
	}
	for i := range d.Entities {
		set(&d.Entities[i])
	}
	for i := range d.extra {
		set(&d.extra[i])
	}
}

// found is the entity of the mention that is most like a gold mention, empty if none is, whether that
// is named, and how like it is.
func (d *doc) found(gold meantime.CrossMention) (id graph.EntityID, named bool, likeness int) {
	best, score := -1, 0
	s := gold.Span
	head := d.headOf(s)
	for i, m := range d.Mentions {
		if m.Entity < 0 || !m.Span.Overlaps(s) {
			continue
		}
		named := m.Form == nlp.Named && m.Name.End > m.Name.Start
		n := 0
		switch {
		case m.Span == s || named && m.Name == s:
			n = 5
		case named && isName(gold) && m.Kind == graph.Person && m.Name.Start > s.Start && m.Name.End == s.End: // "company CEO Steve Jobs"
			n = 4
		case d.several(s): // is not its first member
		case m.Head == head:
			n = 3
		case named && m.Span.Start <= s.Start && s.End <= m.Name.Start: // "company CEO" of it
			n = 2
		}
		if n > score {
			best, score = i, n
		}
	}
	if best < 0 {
		return "", false, 0
	}
	return d.Entities[d.Mentions[best].Entity].ID, d.Mentions[best].Form == nlp.Named, score
}

// headOf is the token of a span whose head lies outside it, -1 if none.
func (d *doc) headOf(s nlp.Span) int {
	for i, t := range d.Tokens {
		if t.Start < s.Start || t.End > s.End {
			continue
		}
		if h := t.Head; h < 0 || d.Tokens[h].Start < s.Start || d.Tokens[h].End > s.End {
			return i
		}
	}
	return -1
}
