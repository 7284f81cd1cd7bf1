package name

import (
	"slices"
	"strings"
	"sync"

	"dateline/graph"
	"dateline/ingest/article"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// Stage adds the named mentions.
var Stage = nlp.Stage{Name: "name", Needs: nlp.Sentences | nlp.Tokens | nlp.Tags, Adds: nlp.Names, Run: run}

// taggers that wait for a document, with their memory.
var taggers sync.Pool

func run(d *nlp.Document) error {
	t, ok := taggers.Get().(*Tagger)
	if !ok {
		var err error
		if t, err = NewTagger(); err != nil {
			return err
		}
	}
	names := t.Names(d)
	t.in.text, t.in.tokens = "", nil // the document is not held on to
	taggers.Put(t)
	d.Mentions = slices.Grow(d.Mentions[:0], len(names))
	for _, n := range names {
		d.Mentions = append(d.Mentions, mention(d, n))
	}
	addRoles(d)
	d.Has |= nlp.Names
	return nil
}

// Names finds the names of a document, by token. Navigation is left out.
func (t *Tagger) Names(d *nlp.Document) []Name {
	var sentences [][2]int
	for _, s := range d.Sentences {
		if s.Kind != article.Navigation {
			sentences = append(sentences, [2]int{s.First, s.Last})
		}
	}
	t.in.Read(d.Article.Text, d.Tokens, sentences)
	labels := t.Label(&t.in)
	full := make([]Label, len(d.Tokens))
	at := 0
	for _, s := range sentences {
		at += copy(full[s[0]:s[1]], labels[at:])
	}
	return tidy(d, Decode(full), sentences, t.in.caps)
}

// mention makes the mention of a name.
func mention(d *nlp.Document, n Name) nlp.Mention {
	span := nlp.Span{Start: d.Tokens[n.First].Start, End: d.Tokens[n.Last-1].End}
	m := nlp.Mention{
		Span: span, Name: span, First: n.First, Last: n.Last, Head: headOf(d, n.First, n.Last),
		Kind: n.Kind, Form: nlp.Named, Entity: -1, RoleOf: -1, Score: 1,
	}
	if word := d.Text(span); n.Last-n.First == 1 && n.Kind == graph.Group {
		// "pro-Russian" as one word
		if i := strings.LastIndexByte(word, '-'); i > 0 && hasCapital(word[i+1:]) && !hasCapital(word[:i]) {
			span.Start += i + 1
			m.Span, m.Name = span, span
		}
	}
	if e, ok := lexicon.Lookup(d.Text(span)); ok && (string(n.Kind) == e.Kind || n.Kind == graph.GPE && e.Kind == "place" || n.Kind == graph.Organisation && e.Kind == "gpe" && e.Sense == lexicon.IsName) {
		m.Lexicon = graph.EntityID(e.ID)
		if e.ID == "" {
			m.Lexicon = graph.EntityID(e.Of)
		}
		m.Country = e.Country
		m.Plural = e.Plural
		m.Kind = graph.Kind(e.Kind)
	} else if n.Last-n.First > 1 {
		// "Russian Foreign Ministry", "Bank of Russia"
		for k := n.First; k < n.Last; k++ {
			if c, ok := lexicon.Country(d.Word(k)); ok && n.Kind != graph.Person && n.Kind != graph.Work {
				m.Country = c.Country
				break
			}
		}
	}
	if (m.Kind == graph.GPE || m.Kind == graph.Person || m.Kind == graph.Organisation) && m.Lexicon == "" && n.Last-n.First == 1 && d.Tokens[n.First].Tag == nlp.ADJ {
		m.Kind = graph.Group // "Kestrian", of a country that the lexicon does not have
	}
	switch m.Kind {
	case graph.Person:
		m.Gender = genderOf(d.Word(n.First))
	case graph.Organisation, graph.GPE, graph.Place, graph.Facility:
		m.Gender = nlp.Neuter
	}
	return m
}

func genderOf(first string) nlp.Gender {
	switch lexicon.GenderOf(first) {
	case lexicon.Male:
		return nlp.Male
	case lexicon.Female:
		return nlp.Female
	}
	return nlp.NoGender
}

func headOf(d *nlp.Document, first, last int) int {
	if d.Has&nlp.Deps != 0 {
		for i := first; i < last; i++ {
			if h := d.Tokens[i].Head; h < first || h >= last {
				return i
			}
		}
	}
	return last - 1
}

// addRoles gives people their titles and roles.
func addRoles(d *nlp.Document) {
	r := roler{d: d, at: make([]int, len(d.Tokens)), words: roleLists()}
	for i := range r.at {
		r.at[i] = -1
	}
	for i, m := range d.Mentions {
		for k := m.First; k < m.Last; k++ {
			r.at[k] = i
		}
	}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Kind != graph.Person {
			continue
		}
		s := d.Sentences[d.SentenceOf(m.First)]
		b := r.before(m, s.First)
		if b.text.End == 0 {
			a := r.after(m, s.Last)
			b.text, b.of, b.former = a.text, a.of, b.former || a.former
		}
		if b.rank.End > 0 {
			m.Rank = d.Text(b.rank)
		}
		if b.gender != nlp.NoGender {
			m.Gender = b.gender
		}
		m.Former = b.former
		m.RoleOf = b.of
		if b.text.End > 0 {
			m.Role = strings.Join(strings.Fields(d.Text(b.text)), " ")
		}
		if b.of >= 0 {
			m.Country = d.Mentions[b.of].Country
		}
		if b.start < m.First {
			m.First = b.start
			m.Start = d.Tokens[b.start].Start
			m.Head = headOf(d, m.First, m.Last)
		}
	}
	dropParts(d)
	order(d)
}

// dropParts takes out names that are only part of an office: the "State" of
// "Secretary of State", the "Defence" of "Defence Minister".
func dropParts(d *nlp.Document) {
	part := make([]bool, len(d.Mentions))
	for _, m := range d.Mentions {
		if m.Role == "" {
			continue
		}
		for i, o := range d.Mentions {
			if o.Form == nlp.Named && o.Kind == graph.Organisation && o.Last-o.First == 1 && o.Lexicon == "" && m.First <= o.First && o.Last < m.Last &&
				(officeWords(d, o.First-2, o.Last) || officeWords(d, o.First, o.Last+1)) {
				part[i] = true
			}
		}
	}
	where := make([]int, len(d.Mentions))
	kept := d.Mentions[:0]
	for i, m := range d.Mentions {
		where[i] = -1
		if !part[i] {
			where[i] = len(kept)
			kept = append(kept, m)
		}
	}
	for i := range kept {
		if o := kept[i].RoleOf; o >= 0 {
			kept[i].RoleOf = where[o]
		}
	}
	d.Mentions = kept
}

// officeWords reports whether tokens [first, last) are an office.
func officeWords(d *nlp.Document, first, last int) bool {
	if first < 0 || last > len(d.Tokens) {
		return false
	}
	return lexicon.Words("offices").Has(strings.ToLower(d.Text(nlp.Span{Start: d.Tokens[first].Start, End: d.Tokens[last-1].End})))
}

// order sorts the mentions by their start, the longer ones first, and keeps
// RoleOf right.
func order(d *nlp.Document) {
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
	sorted := make([]nlp.Mention, len(perm))
	for i, p := range perm {
		where[p] = i
		sorted[i] = d.Mentions[p]
	}
	for i := range sorted {
		if o := sorted[i].RoleOf; o >= 0 {
			sorted[i].RoleOf = where[o]
		}
	}
	d.Mentions = sorted
}
