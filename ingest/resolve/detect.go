package resolve

import (
	"slices"
	"strings"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// detect adds the nominal and pronoun mentions and puts all mentions in order.
func (r *resolver) detect() {
	d := r.d
	r.cover()
	r.epithets()
	r.appositions()
	given := len(d.Mentions)
	r.note = make([]noun, given)
	for i := range r.note {
		r.note[i].possess = -1
	}
	if r.all {
		r.untitled()
		r.nested()
	}
	for t := range d.Tokens {
		if !r.reads(int(r.sent[t])) {
			continue
		}
		tok := &d.Tokens[t]
		if c := r.covering[t]; c >= 0 {
			m := &d.Mentions[c]
			if m.Name.Contains(tok.Span) || m.Form == nlp.Named && m.Kind == graph.Person {
				continue // in a name, or in the title of one
			}
		}
		switch tok.Tag {
		case nlp.PRON, nlp.DET:
			p := r.w.pronouns[strings.ToLower(d.Word(t))]
			if p == nil || tok.Dep == nlp.DepExpl || p.person == 'd' && (tok.Tag != nlp.PRON || tok.Fine != nlp.DT) || d.Word(t) == "US" {
				continue
			}
			r.add(nlp.Mention{Form: nlp.Pronominal, Head: t, First: t, Last: t + 1, Gender: p.gender, Plural: p.plural, Kind: pronounKind(p)}, noun{pronoun: p})
		case nlp.NOUN, nlp.PROPN, nlp.ADJ, nlp.NUM:
			r.nominal(t)
		}
	}
	r.coordinations()
	r.sort()
	r.cover()
	r.of = make([]int, len(d.Mentions))
	for i := range r.of {
		r.of[i] = -1
	}
	for i := range d.Mentions {
		if r.note[i].both {
			r.note[i].parts = r.partsOf(i)
		} else if d.Mentions[i].Form == nlp.Nominal {
			r.modifiers(i)
		}
	}
}

func pronounKind(p *pronoun) graph.Kind {
	switch {
	case p.person == '3' && p.plural:
		return graph.Group
	case p.gender == nlp.Neuter:
		return graph.Thing
	}
	return graph.Person
}

func (r *resolver) add(m nlp.Mention, n noun) {
	m.Span = nlp.Span{Start: r.d.Tokens[m.First].Start, End: r.d.Tokens[m.Last-1].End}
	m.Entity, m.RoleOf, m.Score = -1, -1, 1
	n.possess = -1
	r.d.Mentions = append(r.d.Mentions, m)
	r.note = append(r.note, n)
}

// cover notes for each token the innermost mention around it, and the mention
// it is the head of.
func (r *resolver) cover() {
	n := len(r.d.Tokens)
	if r.covering == nil {
		r.covering, r.headed = make([]int32, n), make([]int32, n)
	}
	for i := range r.covering {
		r.covering[i], r.headed[i] = -1, -1
	}
	for i := range r.d.Mentions {
		m := &r.d.Mentions[i]
		for t := m.First; t < m.Last; t++ {
			if c := r.covering[t]; c < 0 || r.d.Mentions[c].Last-r.d.Mentions[c].First >= m.Last-m.First {
				r.covering[t] = int32(i)
			}
		}
		if h := r.headed[m.Head]; h < 0 || r.d.Mentions[h].Last-r.d.Mentions[h].First > m.Last-m.First {
			r.headed[m.Head] = int32(i)
		}
	}
}

// nominal adds a mention if the noun t heads a phrase for somebody who can act.
func (r *resolver) nominal(t int) {
	d := r.d
	tok := &d.Tokens[t]
	beforeAnd := t+1 < len(d.Tokens) && d.Tokens[t+1].Tag == nlp.CCONJ && r.known(t)
	switch tok.Dep {
	case nlp.DepNummod:
		return
	case nlp.DepFlat, nlp.DepFixed, nlp.DepAmod, nlp.DepGoeswith, nlp.DepNmodDesc, nlp.DepAdvmod, nlp.DepReparandum:
		return
	}
	plural := tok.Fine == nlp.NNS || tok.Fine == nlp.NNPS
	word, lemma := strings.ToLower(d.Word(t)), r.lemma(t)
	if tok.Tag == nlp.PROPN && lemma == word {
		// "Chiefs of staff" at the start of a sentence may be tagged as a name
		if one := singular(word); one != word && (lexicon.Words("offices").Has(one) || lexicon.Words("actors").Has(word)) {
			lemma, plural = one, true
		}
	}
	n := noun{lemma: lemma}
	if tok.Tag != nlp.ADJ {
		office, o, ok := r.officeAt(t, lemma)
		if ok {
			n.lemma, n.office, n.sector, n.kind = office, true, o.Field(0), graph.Person
			if plural {
				n.kind = graph.Group
			}
		}
	}
	if e, ok := lexicon.Words("actors").Get(word); ok {
		n.kind = graph.Kind(e.Field(1))
		if !n.office {
			n.sector = e.Field(0)
		} else if plural {
			n.kind = graph.Group
		}
	} else if e, ok := lexicon.Words("actors").Get(lemma); ok && n.kind == "" && !plural {
		n.kind, n.sector = graph.Kind(e.Field(1)), e.Field(0)
	}
	first, last := r.phrase(t, false)
	if n.kind == "" && r.aged(t) {
		n.kind, first = graph.Person, t-5
	}
	// "the U.S. military and RIA news agency": two phrases, whatever the parser says
	for k := first; k+1 < t; k++ {
		if d.Tokens[k+1].Tag == nlp.CCONJ && r.known(k) && (d.Tokens[k].Dep == nlp.DepCompound || r.w.is("firm", lemma) && r.bodyAt(k+2)) {
			first = k + 2
		}
	}
	// "are volunteers": says what somebody is
	n.says = r.child(t, nlp.DepCop) >= 0
	modifier := tok.Dep == nlp.DepCompound && !beforeAnd
	if tok.Tag == nlp.ADJ && (n.kind == "" || n.kind == graph.Thing || modifier) || r.headed[t] >= 0 {
		return
	}
	if n.kind == "" || n.kind == graph.Thing || modifier {
		n.kind, n.thing = graph.Thing, true
	}
	a, z := r.phrase(t, true)
	n.whole = [2]int{a, z}
	m := nlp.Mention{Form: nlp.Nominal, Head: t, First: first, Last: last, Kind: n.kind, Plural: plural}
	if plural && n.kind == graph.GPE {
		m.Kind, n.kind = graph.Group, graph.Group
	}
	if n.kind == graph.Organisation || n.kind == graph.GPE || n.kind == graph.Thing {
		m.Gender = nlp.Neuter
	}
	if e, ok := lexicon.Words("gendered").Get(lemma); ok && !r.blind {
		m.Gender = nlp.Male
		if e.Field(0) == "f" {
			m.Gender = nlp.Female
		}
	}
	r.asName(&m, &n)
	r.add(m, n)
}

// asName makes a name of a thing that a description of somebody stands beside, where the names
// stage took it for none: "her movement, Open Door", "Bright Water, a charity".
func (r *resolver) asName(m *nlp.Mention, n *noun) {
	d, t := r.d, m.Head
	if !n.thing || d.Tokens[t].Fine != nlp.NNP {
		return
	}
	k := r.described(t)
	if k < 0 {
		return
	}
	kind := graph.Person
	if e, ok := lexicon.Words("actors").Get(r.lemma(k)); ok {
		kind = graph.Kind(e.Field(1))
	} else if !lexicon.Words("offices").Has(r.lemma(k)) {
		return
	}
	first, last := t, t+1
	for first > m.First && d.Tokens[first-1].Fine == nlp.NNP {
		first--
	}
	for last < len(d.Tokens) && d.Tokens[last].Tag == nlp.PROPN && d.Tokens[last].Dep == nlp.DepFlat {
		last++
	}
	if m.Kind = kind; kind == graph.Person && !lexicon.Words("firstnames").Has(strings.ToLower(d.Word(first))) {
		m.Kind = graph.Organisation // "the owner, Trident Bulk"
	}
	m.Form, m.First, m.Last = nlp.Named, first, last
	m.Name = nlp.Span{Start: d.Tokens[first].Start, End: d.Tokens[last-1].End}
	n.thing, n.kind = false, m.Kind
}

// described is the noun that says what the name t is, set off beside it; -1 if there is none.
func (r *resolver) described(t int) int {
	d := r.d
	k := -1
	if tok := &d.Tokens[t]; tok.Dep == nlp.DepAppos {
		k = tok.Head
	} else if k = r.child(t, nlp.DepAppos); k < 0 {
		// "Bright Water, a charity, hosts": the parser may take it for a coordination
		if c := r.child(t, nlp.DepConj); c >= 0 && r.child(c, nlp.DepCc) < 0 && r.child(c, nlp.DepDet) >= 0 && r.child(c, nlp.DepConj) < 0 && r.child(t, nlp.DepCc) < 0 {
			k = c
		}
	}
	if k < 0 || d.Tokens[k].Tag != nlp.NOUN || d.Tokens[k].Fine != nlp.NN {
		return -1
	}
	return k
}

// singular is a plural noun's singular, the word itself if it does not look like one.
func singular(w string) string {
	switch {
	case strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "men"):
		return w[:len(w)-2] + "an"
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"):
		return w[:len(w)-1]
	}
	return w
}

// bodyAt reports whether a body is named at token t.
func (r *resolver) bodyAt(t int) bool {
	if t >= len(r.covering) || r.covering[t] < 0 {
		return false
	}
	m := &r.d.Mentions[r.covering[t]]
	return m.Form == nlp.Named && m.Kind == graph.Organisation
}

// known reports whether token t is a noun for somebody who can act.
func (r *resolver) known(t int) bool {
	if r.d.Tokens[t].Tag != nlp.NOUN {
		return false
	}
	return lexicon.Words("actors").Has(strings.ToLower(r.d.Word(t)))
}

// officeAt is the office whose head is t: "chief of staff", "prime minister",
// "spokesman".
func (r *resolver) officeAt(t int, lemma string) (string, lexicon.Entry, bool) {
	if !r.w.office[lemma] {
		return "", lexicon.Entry{}, false
	}
	d := r.d
	offices := lexicon.Words("offices")
	s := d.Sentences[r.sent[t]]
	best, entry, found := "", lexicon.Entry{}, false
	for from := max(s.First, t-2); from <= t; from++ {
		for to := t + 1; to <= min(s.Last, t+4); to++ {
			if (from < t || to > t+1) && best != "" && to-from <= 1 {
				continue
			}
			var b strings.Builder
			for k := from; k < to; k++ {
				if k > from {
					b.WriteByte(' ')
				}
				if k == t {
					b.WriteString(lemma)
				} else {
					b.WriteString(strings.ToLower(d.Word(k)))
				}
			}
			if e, ok := offices.Get(b.String()); ok && b.Len() > len(best) {
				best, entry, found = b.String(), e, true
			}
		}
	}
	return best, entry, found
}

// sort puts the mentions in the order of the text, the longer ones first.
func (r *resolver) sort() {
	d := r.d
	perm := make([]int, len(d.Mentions))
	for i := range perm {
		perm[i] = i
	}
	slices.SortStableFunc(perm, func(a, b int) int {
		x, y := &d.Mentions[a], &d.Mentions[b]
		if x.First != y.First {
			return x.First - y.First
		}
		return y.Last - x.Last
	})
	where := make([]int, len(perm))
	mentions := make([]nlp.Mention, len(perm))
	notes := make([]noun, len(perm))
	for i, p := range perm {
		where[p] = i
		mentions[i], notes[i] = d.Mentions[p], r.note[p]
	}
	for i := range mentions {
		if o := mentions[i].RoleOf; o >= 0 {
			mentions[i].RoleOf = where[o]
		}
	}
	d.Mentions, r.note = mentions, notes
}
