package event

import (
	"strconv"
	"strings"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// quantities adds the numbers with units that the arguments carry: "killed
// 14,000 people", "a fine of $7.4 billion".
func (v *view) quantities(m *match, h *nlp.EventMention) {
	what := m.p.count
	if what == "" {
		what = m.p.rel.Counts
	}
	seen := [4]int{-1, -1, -1, -1}
	note := func(t int, what string) {
		for _, s := range seen {
			if s == t {
				return
			}
		}
		if len(h.Values) >= len(seen) {
			return
		}
		if q, ok := v.quantity(t); ok {
			seen[len(h.Values)] = t
			if q.Unit == "person" {
				q.What = what
			}
			h.Values = append(h.Values, q)
		}
	}
	for _, a := range h.Args {
		if told := a.Role == "actor" && m.p.other < 0 && m.p.rel.Counts != ""; told || a.Role != "content" && a.Role != "actor" && a.Role != "participant" {
			w := ""
			if told || a.Role == "recipient" {
				w = what
			}
			note(a.Token, w)
		}
	}
	for _, t := range [...]int{m.trigger, m.noun, m.support} {
		if t < 0 {
			continue
		}
		for c := v.child[t]; c >= 0; c = v.sib[c] {
			switch v.doc.Tokens[c].Dep {
			case nlp.DepObl, nlp.DepNmod, nlp.DepCompound, nlp.DepObj, nlp.DepNummod:
				if v.isMoney(int(c)) {
					note(int(c), "")
				}
			}
		}
	}
	if o := v.find(m.trigger, nlp.DepObj); o >= 0 {
		note(o, what)
		for c := v.child[o]; c >= 0; c = v.sib[c] {
			if v.isMoney(int(c)) {
				note(int(c), "")
			}
		}
	}
}

func (v *view) isMoney(t int) bool {
	_, ok := v.f.words.units["¤"+v.doc.Word(t)]
	if ok {
		return true
	}
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if _, ok := v.f.words.units["¤"+v.doc.Word(int(c))]; ok {
			return true
		}
	}
	_, ok = v.f.words.units["¤"+v.lemma[t]]
	return ok
}

// quantity is the number that the phrase of t gives, with its unit.
func (v *view) quantity(t int) (graph.Quantity, bool) {
	var q graph.Quantity
	num := -1
	tok := &v.doc.Tokens[t]
	currency := v.f.words.units["¤"+v.doc.Word(t)]
	if currency == "" {
		currency = v.f.words.units["¤"+v.lemma[t]]
	}
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		k := &v.doc.Tokens[c]
		if (k.Dep == nlp.DepNummod || k.Dep == nlp.DepCompound && k.Tag == nlp.NUM) && num < 0 {
			num = int(c)
		}
		if u := v.f.words.units["¤"+v.doc.Word(int(c))]; u != "" {
			currency = u
		}
	}
	if num < 0 && tok.Tag == nlp.NUM {
		num = t
	}
	if num < 0 {
		return q, false
	}
	x, ok := v.number(num)
	if !ok {
		return q, false
	}
	q.Amount = x
	switch {
	case currency != "":
		q.Unit = currency
	case num == t:
		q.Unit = "person" // "killed 14"
		if c := v.find(t, nlp.DepNmod); c > t && v.unit(c) != "" {
			q.Unit = v.unit(c)
		}
	case v.bitsOf(t)&v.f.words.class["group"] != 0 && v.mention[t] >= 0 && v.doc.Mentions[v.mention[t]].Kind == graph.Group && v.inName(t):
		q.Unit = "person" // "two Palestinians"
	default:
		q.Unit = v.unit(t)
	}
	q.Approx = v.approx(num)
	return q, q.Unit != ""
}

// unit is the unit that the noun t counts in.
func (v *view) unit(t int) string {
	if u, ok := v.f.words.units[v.lemma[t]]; ok {
		return u
	}
	if v.f.words.noun[v.lemma[t]]&v.f.words.class["person"] != 0 {
		return "person"
	}
	return v.lemma[t]
}

// number is the value of the number word or figure at t with those that go with
// it: "14,000", "three", "7.4 billion", "twenty thousand".
func (v *view) number(t int) (float64, bool) {
	x, ok := v.figure(t)
	if !ok {
		return 0, false
	}
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		k := &v.doc.Tokens[c]
		if k.Dep != nlp.DepCompound && k.Dep != nlp.DepNummod && k.Dep != nlp.DepFlat {
			continue
		}
		if y, ok := v.figure(int(c)); ok {
			switch {
			case x >= 100 && x > y:
				x *= y
			case y >= 100 && y > x:
				x *= y
			default:
				x += y
			}
		}
	}
	return x, true
}

func (v *view) figure(t int) (float64, bool) {
	w := lower(v.doc.Word(t))
	if x, ok := v.f.words.numbers[w]; ok {
		return x, true
	}
	if w == "" || w[0] < '0' || w[0] > '9' {
		return 0, false
	}
	x, err := strconv.ParseFloat(strings.ReplaceAll(w, ",", ""), 64)
	return x, err == nil && x < 1e18
}

// approx is what the words before the number make of it.
func (v *view) approx(t int) string {
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if int(c) < t {
			if a, ok := v.f.words.approx[v.lemma[c]]; ok {
				return a
			}
		}
	}
	if t >= 2 {
		if a, ok := v.f.words.approx[v.lemma[t-2]+" "+v.lemma[t-1]]; ok {
			return a
		}
	}
	if t >= 1 {
		return v.f.words.approx[v.lemma[t-1]]
	}
	return ""
}
