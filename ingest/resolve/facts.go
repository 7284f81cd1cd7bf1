package resolve

import (
	"strings"
	"sync"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// facts is what the ranker asks about a mention, as small numbers: hashes of
// words and classes, so that comparing two mentions is comparing integers.
type facts struct {
	class  uint32 // coarse: the pronoun's person, number, gender; how a noun is determined; a name
	fine   uint32 // the pronoun's form, the determiner's word
	lemma  uint32
	text   uint32 // the words without determiner
	sense  uint32 // lexicon/en/senses.txt, or the kind of actor
	dep    uint32
	gov    uint32 // lemma of what governs it, with the relation
	clause int32  // token that heads its clause
	sent   int32
	quote  int32 // number of the quotation it stands in, 0 outside
	owner  int32 // cluster of its owner, -1
	mods   []uint32
	ups    []uint32 // hashes of synonyms and broader nouns
	number uint32   // hash of the numbers that qualify it
	plural bool
	first  bool // first mention of its sentence
	said   bool // subject of a verb of saying
	caps   bool
}

// The coarse classes of mentions.
const (
	classNone uint32 = iota
	classNamed
	classDefinite
	classDemonstrative
	classPossessed
	classIndefinite
	classBare
	classCounted
	classModifier // a noun before a noun
	classNumber
	classProper  // tagged as a name, but none of the names found
	classBoth    // a coordination
	classPronoun = 32
)

// pronounClass is classPronoun and the bits of person, number and whether it is
// for a person or a thing; man and woman are one, so that what is learnt of "he"
// holds for "she".
func pronounClass(p *pronoun) uint32 {
	c := uint32(0)
	switch p.person {
	case '1':
		c = 1
	case '2':
		c = 2
	case '3':
		c = 3
	case 'd':
		c = 4
	}
	c <<= 3
	if p.plural {
		c |= 4
	}
	switch p.gender {
	case nlp.Male, nlp.Female:
		c |= 1
	case nlp.Neuter:
		c |= 2
	}
	return classPronoun + c
}

// hash is 32-bit FNV-1a.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// mix makes one number of a feature's number and three values.
func mix(id, a, b, c uint32) uint32 {
	h := (id*0x9e3779b1 + a) * 0x85ebca6b
	h = (h ^ h>>15 + b) * 0xc2b2ae35
	h = (h ^ h>>13 + c) * 0x27d4eb2f
	return h ^ h>>16
}

// sense is what the lexicon says of a common noun.
type sense struct {
	class  uint32
	name   string
	gender nlp.Gender
	ups    []uint32
}

var senses = sync.OnceValue(func() map[string]sense {
	list := lexicon.Words("senses").Entries
	m := make(map[string]sense, len(list))
	for _, e := range list {
		s := sense{class: hash(e.Field(0)), name: e.Field(0)}
		switch e.Field(1) {
		case "m":
			s.gender = nlp.Male
		case "f":
			s.gender = nlp.Female
		}
		if ups := e.Field(2); ups != "" {
			for u := range strings.SplitSeq(ups, "|") {
				s.ups = append(s.ups, hash(u))
			}
		}
		m[e.Key] = s
	}
	return m
})

// learnFacts fills r.facts.
func (r *resolver) learnFacts() {
	d := r.d
	r.facts = make([]facts, len(d.Mentions))
	r.byLemma = make(map[uint32][]int32, len(d.Mentions))
	quote := r.quotes()
	last := int32(-1)
	var mods []uint32
	for i := range d.Mentions {
		m, n, f := &d.Mentions[i], &r.note[i], &r.facts[i]
		f.sent = r.sent[m.Head]
		f.first = f.sent != last
		last = f.sent
		f.quote = quote[m.Head]
		f.owner = -1
		t := r.top(m.Head)
		tok := &d.Tokens[t]
		f.dep = uint32(tok.Dep)
		f.clause = int32(r.clause(t))
		f.plural = m.Plural
		if tok.Head >= 0 {
			f.gov = mix(1, hash(r.lemma(tok.Head)), f.dep, 0)
			f.said = r.subject(t) && r.w.is("say", r.lemma(tok.Head)) && r.child(tok.Head, nlp.DepCompoundPrt) < 0 // not "write off"
		}
		if tok.Dep.Base() == nlp.DepObl || tok.Dep == nlp.DepNmod {
			f.dep = mix(2, f.dep, hash(r.preposition(t)), 0)
		}
		switch {
		case n.pronoun != nil:
			f.class = pronounClass(n.pronoun)
			f.fine = mix(7, f.class, hash(n.pronoun.form), uint32(n.pronoun.person))
			f.lemma = f.fine
			f.sense = f.class
			continue
		case m.Form == nlp.Named:
			f.class = classNamed
			f.fine = hash(string(m.Kind))
			f.lemma = hash(strings.ToLower(d.Word(m.Head)))
			f.sense = f.fine
		default:
			from := len(mods)
			f.class, f.fine, mods = r.determined(i, mods)
			f.number = r.numbers(m.Head)
			f.mods = mods[from:len(mods):len(mods)]
			lemma := r.lemma(m.Head)
			f.lemma = hash(lemma)
			f.caps = capital(d.Word(m.Head))
			if s, ok := senses()[lemma]; ok {
				f.sense, f.ups = s.class, s.ups
			}
			if !n.thing {
				f.sense = hash(string(n.kind))
			}
			if n.both {
				f.class = classBoth
			}
		}
		f.text = r.textHash(m)
		if n.both {
			continue // its lemma is that of its first part
		}
		r.byLemma[f.lemma] = append(r.byLemma[f.lemma], int32(i))
	}
}

// textHash is the hash of a mention's words, from the first that is no determiner
// to the head.
func (r *resolver) textHash(m *nlp.Mention) uint32 {
	h := uint32(0)
	for t := m.First; t <= m.Head; t++ {
		if tok := &r.d.Tokens[t]; tok.Tag == nlp.DET || tok.Fine == nlp.PRPS || tok.Tag == nlp.PUNCT {
			continue
		}
		h = mix(3, h, hash(r.lemma(t)), 0)
	}
	return h
}

// determined says how nominal mention i is determined, and appends the hashes of
// its modifiers' lemmas.
func (r *resolver) determined(i int, mods []uint32) (class, fine uint32, _ []uint32) {
	d := r.d
	m, n := &d.Mentions[i], &r.note[i]
	class = classBare
	for c := r.kid[m.Head]; c >= 0; c = r.sib[c] {
		tok := &d.Tokens[c]
		switch tok.Dep.Base() {
		case nlp.DepDet:
			w := strings.ToLower(d.Word(int(c)))
			fine = hash(w)
			switch {
			case r.w.is("article", w):
				class = classDefinite
			case r.w.is("definite", w):
				class = classDemonstrative
			default:
				class = classIndefinite
			}
		case nlp.DepNummod:
			if class == classBare {
				class = classCounted
			}
			mods = append(mods, hash(r.lemma(int(c))))
		case nlp.DepAmod, nlp.DepCompound, nlp.DepNmod, nlp.DepFlat:
			if tok.Dep == nlp.DepNmodPoss {
				class = classPossessed
				if n.possess < 0 {
					mods = append(mods, hash(r.lemma(int(c))))
				}
				continue
			}
			mods = append(mods, hash(r.lemma(int(c))))
		case nlp.DepAcl:
			mods = append(mods, hash(r.lemma(int(c))))
		}
	}
	switch t := &d.Tokens[m.Head]; {
	case t.Dep == nlp.DepCompound:
		class = classModifier
	case t.Tag == nlp.NUM:
		class = classNumber
	case t.Tag == nlp.PROPN && class == classBare:
		class = classProper
	}
	return class, fine, mods
}

// numbers is the hash of the numbers among the children of t, 0 without.
func (r *resolver) numbers(t int) uint32 {
	h := uint32(0)
	for c := r.kid[t]; c >= 0; c = r.sib[c] {
		if r.d.Tokens[c].Tag == nlp.NUM {
			h = mix(6, h, hash(r.d.Word(int(c))), 0)
		}
	}
	return h
}

// quotes numbers the quotations that the tokens stand in, 0 outside. A
// quotation ends with its mark or its paragraph.
func (r *resolver) quotes() []int32 {
	d := r.d
	in := make([]int32, len(d.Tokens))
	n, open := int32(0), int32(0)
	r.quoteSpan = [][2]int32{{}} // none is number 0
	block := -1
	for s := range d.Sentences {
		if b := d.Sentences[s].Block; b != block {
			block, open = b, 0
		}
		for t := d.Sentences[s].First; t < d.Sentences[s].Last; t++ {
			if d.Tokens[t].Tag == nlp.PUNCT {
				switch d.Word(t) {
				case "“", "``", "„":
					n++
					open = n
					r.quoteSpan = append(r.quoteSpan, [2]int32{int32(s), int32(s)})
				case "”", "''":
					open = 0
				case "\"":
					if open > 0 {
						open = 0
					} else {
						n++
						open = n
						r.quoteSpan = append(r.quoteSpan, [2]int32{int32(s), int32(s)})
					}
				}
			}
			in[t] = open
			r.quoteSpan[open][1] = int32(s)
		}
	}
	return in
}

// kindOf is what cluster c is for the ranker: kind, gender, number. For a pronoun
// of one gender it only matters whether the entity's is known.
func (r *resolver) kindOf(c int, p *pronoun) uint32 {
	k := &r.clusters[c]
	if k.kind == graph.Thing {
		return mix(4, r.facts[k.mentions[0]].sense, 0, 0)
	}
	h := uint32(k.gender)
	if p != nil && (p.gender == nlp.Male || p.gender == nlp.Female) {
		h = flag(k.gender != nlp.NoGender)
	}
	if k.plural {
		h |= 4
	}
	if k.named {
		h |= 8
	}
	return mix(5, hash(string(k.kind)), h, 0)
}
