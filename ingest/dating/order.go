package dating

import (
	"slices"
	"strings"

	"dateline/graph/when"
	"dateline/ingest/nlp"
)

// order finds what the text itself puts before, after or beside what: clauses
// and phrases with an ordering word, and the pluperfect.
func (r *reader) order() {
	d := r.d
	for i := range d.Happenings {
		t := d.Happenings[i].Trigger
		r.phrase(i, t)
		r.pluperfect(i, t)
	}
	r.beside()
	r.adverbs()
	r.followed()
}

// phrase looks for an ordering word that introduces happening i: the event that
// its clause or phrase depends on is ordered against it.
func (r *reader) phrase(i, t int) {
	d := r.d
	rel := r.marker(t)
	if rel == "" {
		// "on the day of the attack": the event hangs on an expression without a
		// date of its own.
		x := r.expression(d.Tokens[t].Head)
		if x < 0 || d.Timexes[x].Type != nlp.Date || !d.Timexes[x].Period.IsZero() || r.gov[x] < 0 {
			return
		}
		if k, ok := r.at[r.gov[x]]; ok && k != i {
			r.relate(k, "simultaneous", i)
		}
		return
	}
	for g, steps := d.Tokens[t].Head, 0; g >= 0 && steps < 4; g, steps = d.Tokens[g].Head, steps+1 {
		k, ok := r.at[g]
		if !ok {
			k, ok = r.carried(g)
		}
		if ok && k != i && !r.state(&d.Happenings[k]) {
			r.relate(k, rel, i)
			return
		}
		if verbal(d.Tokens[g].Tag) {
			return
		}
	}
}

// expression is the timex whose head is token t, -1.
func (r *reader) expression(t int) int {
	if t < 0 {
		return -1
	}
	s := r.d.SentenceOf(t)
	for x := r.times[s]; x < r.times[s+1]; x++ {
		if r.heads[x] == t {
			return x
		}
	}
	return -1
}

// carried is the happening whose noun is an argument of the light verb v.
func (r *reader) carried(v int) (int, bool) {
	if !r.w.light[r.d.Tokens[v].Lemma] {
		return 0, false
	}
	s := r.d.Sentences[r.d.SentenceOf(v)]
	for t := s.First; t < s.Last; t++ {
		if k, ok := r.at[t]; ok && r.d.Happenings[k].Nominal && r.carrier(t) == v {
			return k, true
		}
	}
	return 0, false
}

// marker is the relation of the word that introduces the clause or phrase of
// token t, "" if there is none.
func (r *reader) marker(t int) string {
	d := r.d
	s := d.Sentences[d.SentenceOf(t)]
	for c := s.First; c < min(t, s.Last); c++ {
		k := &d.Tokens[c]
		if k.Head != t || k.Dep != nlp.DepMark && k.Dep != nlp.DepCase && k.Dep != nlp.DepAdvmod {
			continue
		}
		word := strings.ToLower(d.Word(c))
		if c+1 < s.Last {
			if rel, ok := r.w.order[word+" "+strings.ToLower(d.Word(c+1))]; ok {
				return rel
			}
		}
		if rel, ok := r.w.order[word]; ok {
			return rel
		}
	}
	return ""
}

// pluperfect puts what "had happened" before the saying or the happening that
// governs it.
func (r *reader) pluperfect(i, t int) {
	d := r.d
	if d.Tokens[t].Fine != nlp.VBN {
		return
	}
	had := false
	s := d.Sentences[d.SentenceOf(t)]
	for c := max(s.First, t-6); c < t; c++ {
		k := &d.Tokens[c]
		if k.Head == t && k.Dep.Base() == nlp.DepAux && k.Fine == nlp.VBD && k.Dep != nlp.DepAuxPass {
			had = true
		}
	}
	if !had {
		return
	}
	for g := d.Tokens[t].Head; g >= 0; g = d.Tokens[g].Head {
		if k, ok := r.at[g]; ok && k != i && d.Tokens[g].Fine == nlp.VBD {
			r.relate(i, "before", k)
			return
		}
	}
}

var inverse = map[string]string{"after": "before", "before": "after", "simultaneous": "simultaneous"}

// relate notes that happening i is rel to j, and the other way round.
func (r *reader) relate(i int, rel string, j int) {
	add := func(i int, rel string, j int) {
		h := &r.d.Happenings[i]
		if b := (nlp.Before{Rel: rel, Happening: j}); !slices.Contains(h.Order, b) {
			h.Order = append(h.Order, b)
		}
	}
	if rel == "within" {
		add(j, "includes", i)
		r.inside[i] = append(r.inside[i], j)
		return
	}
	add(i, rel, j)
	add(j, inverse[rel], i)
}

// length is a duration as a number of units.
func length(x *nlp.Timex) (int, when.Grain, bool) {
	v := x.Value
	if x.Type != nlp.Duration || len(v) < 3 || v[0] != 'P' || v[1] < '0' || v[1] > '9' {
		return 0, 0, false
	}
	n, i := 0, 1
	for i < len(v) && v[i] >= '0' && v[i] <= '9' && n < 10000 {
		n = n*10 + int(v[i]-'0')
		i++
	}
	g, ok := map[string]when.Grain{"D": when.Day, "W": when.Week, "M": when.Month, "Y": when.Year, "Q": when.Quarter}[v[i:]]
	return n, g, ok
}
