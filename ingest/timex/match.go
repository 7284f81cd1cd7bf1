package timex

import (
	"math"

	"dateline/ingest/nlp"
)

// item is a piece, or what a rule or the number reader made of several.
type item struct {
	first, last int32 // pieces [first, last)
	word        int32 // of a single piece, -1
	cat         int32 // 0 for a piece
	sem         int32
	rule        int32
	kids        int32 // index+1 into work.kids
}

// work is what one document needs while it is read; it is thrown away after.
type work struct {
	g      *grammar
	d      *nlp.Document
	pieces []piece
	items  []item
	next   []item
	sems   []sem
	kids   [][]item
	clocks []dayless
	fired  []int32 // rules, where a test asks for them

	// the match at hand
	best     int // last item + 1
	bestRule int32
	labels   [32]int16 // label -> item of the best match
	path     []int8
	bestPath []int8
}

// sentence finds the expressions of the tokens [first, last). They are left in
// w.items.
func (w *work) sentence(first, last int) {
	w.pieces = w.g.split(w.d, first, last, w.pieces[:0])
	w.sems = w.sems[:0]
	w.kids = w.kids[:0]
	w.numbers()
	for l := range w.g.levels {
		w.apply(&w.g.levels[l])
	}
}

// apply rewrites the items by one level: at each place the longest match, of
// those the first rule.
func (w *work) apply(lv *level) {
	touched := false
	for i := range w.items {
		if it := &w.items[i]; it.cat != 0 && len(lv.byCat[it.cat]) > 0 || it.cat == 0 && it.word >= 0 && len(lv.byWord[it.word]) > 0 {
			touched = true
			break
		}
	}
	if !touched {
		return
	}
	w.next = w.next[:0]
	for i := 0; i < len(w.items); {
		it := &w.items[i]
		var roots []int32
		if it.cat != 0 {
			roots = lv.byCat[it.cat]
		} else if it.word >= 0 {
			roots = lv.byWord[it.word]
		}
		if len(roots) > 0 {
			w.best, w.bestRule = 0, -1
			for _, r := range roots {
				e := &lv.nodes[0].edges[r]
				if w.holds(&w.g.preds[e.pred], i) {
					w.walk(lv, e.next, i, i+1)
				}
			}
			if w.bestRule >= 0 {
				w.next = append(w.next, w.build(i))
				i = w.best
				continue
			}
		}
		w.next = append(w.next, *it)
		i++
	}
	w.items, w.next = w.next, w.items
}

func (w *work) walk(lv *level, at int32, start, i int) {
	n := &lv.nodes[at]
	for a := range n.accepts {
		acc := &n.accepts[a]
		if i > w.best || i == w.best && acc.rule < w.bestRule {
			if w.around(&w.g.rules[acc.rule], start, i) {
				w.best, w.bestRule = i, acc.rule
				w.bestPath = acc.labels
			}
		}
	}
	if i == len(w.items) {
		return
	}
	for e := range n.edges {
		if w.holds(&w.g.preds[n.edges[e].pred], i) {
			w.walk(lv, n.edges[e].next, start, i+1)
		}
	}
}

// around checks the conditions beside the items [start, end). What comes
// before is already rewritten by this level, what comes after is not.
func (w *work) around(r *rule, start, end int) bool {
	for k := range r.around {
		c := &r.around[k]
		ok := false
		if c.after {
			ok = end < len(w.items) && w.holdsItem(&c.pred, &w.items[end])
		} else {
			ok = len(w.next) > 0 && w.holdsItem(&c.pred, &w.next[len(w.next)-1])
		}
		if ok == c.not {
			return false
		}
	}
	return true
}

func (w *work) holds(p *pred, i int) bool { return w.holdsItem(p, &w.items[i]) }

func (w *work) holdsItem(p *pred, it *item) bool {
	switch p.kind {
	case isWord:
		if it.cat != 0 || it.word != p.word {
			return false
		}
	case isClass:
		if it.cat != 0 || !w.g.in(it.word, p.class) {
			return false
		}
	case isCat:
		if p.cats&(1<<it.cat) == 0 || it.cat == 0 {
			return false
		}
		if p.lo >= 0 {
			n := w.sems[it.sem].num
			if n < float64(p.lo) || n > float64(p.hi) || n != float64(int(n)) {
				return false
			}
		}
		if p.digits > 0 && w.pieces[it.first].digits != p.digits {
			return false
		}
	}
	pc := &w.pieces[it.first]
	if p.glued && !pc.glued || p.spaced && pc.glued || p.capital && !pc.capital {
		return false
	}
	if p.fine != 0 || p.tag != 0 {
		t := &w.d.Tokens[w.pieces[it.last-1].tok]
		if t.Tag != nlp.NoTag || t.Fine != nlp.NoFine {
			if (p.fine&(1<<t.Fine) != 0 || p.tag&(1<<t.Tag) != 0) == p.notTag {
				return false
			}
		}
	}
	return true
}

// build makes the item of the best match, which starts at item i.
func (w *work) build(i int) item {
	r := &w.g.rules[w.bestRule]
	it := item{first: w.items[i].first, last: w.items[w.best-1].last, word: -1, cat: int32(r.cat), rule: w.bestRule}
	if w.fired != nil {
		w.fired = append(w.fired, w.bestRule)
	}
	find := func(label int) *item {
		for k, l := range w.bestPath {
			if int(l) == label {
				return &w.items[i+k]
			}
		}
		return nil
	}
	if r.list != nil {
		var members []item
		for _, l := range r.list {
			if m := find(l); m != nil {
				if m.kids > 0 {
					members = append(members, w.kids[m.kids-1]...)
				} else {
					members = append(members, *m)
				}
			}
		}
		w.kids = append(w.kids, members)
		it.kids = int32(len(w.kids))
		it.sem = members[len(members)-1].sem
		return it
	}
	var s sem
	for k := range r.meaning {
		a := &r.meaning[k]
		if a.merge >= 0 {
			if m := find(a.merge); m != nil && m.cat != 0 {
				s.merge(&w.sems[m.sem])
			}
			continue
		}
		sum, ok := 0.0, true
		for _, t := range a.terms {
			v := t.factor
			for _, l := range t.labels {
				m := find(l)
				if m == nil {
					ok = false
					break
				}
				x, has := w.value(m, a, l)
				if !has {
					ok = false
					break
				}
				v *= x
			}
			sum += v
		}
		switch {
		case !ok:
		case a.num:
			s.num = sum
		default:
			s.set(a.field, int(math.Floor(sum+1e-6)))
		}
	}
	if s.is(fHHMM) {
		n := s.get(fHHMM)
		s.drop(fHHMM)
		s.set(fHour, n/100)
		if n%100 > 0 || !s.is(fHalfDay) {
			s.set(fMinute, n%100)
		}
		if top := 23; n/100 > top || n%100 > 59 || s.is(fHalfDay) && (n < 100 || n/100 > 12) {
			it.cat = 0 // no time of day: leave the words alone
			it.word = -1
		}
	}
	it.sem = int32(len(w.sems))
	w.sems = append(w.sems, s)
	return it
}

// value is what an item gives to a field: the same field of its meaning, its
// number, or the value its word has in the class the label names.
func (w *work) value(m *item, a *assign, label int) (float64, bool) {
	if m.cat > catOrd {
		s := &w.sems[m.sem]
		if a.num || a.field == fN && !s.is(fN) {
			return s.num, true
		}
		return float64(s.get(a.field)), s.is(a.field)
	}
	if m.cat != 0 {
		return w.sems[m.sem].num, true
	}
	c := w.g.labelClass[label]
	return float64(w.g.values[wordClass{m.word, c}]), c >= 0
}
