package timex

// numbers makes the first items: numbers in digits and words become one item
// each, every other piece an item of its own. Which words are numbers, and how
// they combine, is in the classes ones, tens, hundred, scale, ordinal.
func (w *work) numbers() {
	w.items = w.items[:0]
	for i := 0; i < len(w.pieces); {
		p := &w.pieces[i]
		if p.num < 0 && (p.word < 0 || w.g.classes[p.word] == classSet{}) {
			w.items = append(w.items, item{first: int32(i), last: int32(i + 1), word: p.word})
			i++
			continue
		}
		n, cat, end := w.number(i)
		if cat == 0 {
			w.items = append(w.items, item{first: int32(i), last: int32(i + 1), word: p.word})
			i++
			continue
		}
		w.sems = append(w.sems, sem{num: n})
		w.items = append(w.items, item{first: int32(i), last: int32(end), word: -1, cat: int32(cat), sem: int32(len(w.sems) - 1)})
		i = end
	}
}

// number reads the number that starts at piece i; cat is 0 if there is none.
func (w *work) number(i int) (n float64, cat, end int) {
	if w.pieces[i].num >= 0 {
		return w.digits(i)
	}
	return w.spelled(i)
}

func (w *work) is(i, class int) bool {
	return i < len(w.pieces) && w.g.in(w.pieces[i].word, class)
}

func (w *work) val(i, class int) float64 {
	return float64(w.g.values[wordClass{w.pieces[i].word, class}])
}

// digits reads 1998, 14,000, 3.5, 5 1/2, 5-1/2, 21st.
func (w *work) digits(i int) (float64, int, int) {
	g := w.g
	n, cat, end := float64(w.pieces[i].num), catDig, i+1
	glued := func(k int) bool { return k < len(w.pieces) && w.pieces[k].glued }
	for w.pieces[i].digits <= 3 && w.is(end, g.comma) && glued(end) && glued(end+1) && w.pieces[end+1].num >= 0 && w.pieces[end+1].digits == 3 {
		n, cat = n*1000+float64(w.pieces[end+1].num), catNum
		end += 2
	}
	switch {
	case !(i > 1 && w.is(i-1, g.point) && glued(i) && glued(i-1)) && w.is(end, g.point) && glued(end) && glued(end+1) && w.pieces[end+1].num >= 0 &&
		!(w.is(end+2, g.point) && glued(end+2) && glued(end+3) && w.pieces[end+3].num >= 0):
		f := float64(w.pieces[end+1].num)
		for range w.pieces[end+1].digits {
			f /= 10
		}
		n, cat = n+f, catNum
		end += 2
	case w.fraction(end) > 0:
		n, cat = n+w.fraction(end), catNum
		end += 3
	case w.is(end, g.hyphen) && glued(end) && glued(end+1) && w.fraction(end+1) > 0:
		n, cat = n+w.fraction(end+1), catNum
		end += 4
	case glued(end) && w.is(end, g.ordsuffix) && cat == catDig:
		return n, catOrd, end + 1
	}
	if w.is(end, g.scale) {
		return n * w.val(end, g.scale), catNum, end + 1
	}
	return n, cat, end
}

// fraction is the value of 1/2 at piece i, 0 if there is none.
func (w *work) fraction(i int) float64 {
	if i+2 >= len(w.pieces) || !w.is(i+1, w.g.slash) || !w.pieces[i+1].glued || !w.pieces[i+2].glued {
		return 0
	}
	if a, b := w.pieces[i].num, w.pieces[i+2].num; a > 0 && a < 10 && b > 1 && b < 10 {
		return float64(a) / float64(b)
	}
	return 0
}

// spelled reads twenty-five, two hundred and ten, a hundred, twenty-first.
func (w *work) spelled(i int) (n float64, cat, end int) {
	g := w.g
	total, part := 0.0, 0.0
	k := i
	if w.is(k, g.article) && (w.is(k+1, g.hundred) || w.is(k+1, g.scale)) {
		part = 1
		k++
	}
	const (
		start = iota
		afterOnes
		afterTens
		afterHundred
	)
	state := start
	if k > i {
		state = afterOnes
	}
	for k < len(w.pieces) {
		j := k
		if j > i && (w.is(j, g.hyphen) && w.pieces[j].glued && state == afterTens || w.is(j, g.numand) && (state == afterHundred || state == start && total > 0)) {
			j++
		}
		switch {
		case w.is(j, g.ordinal) && (j == i || state == afterTens || state == afterHundred || state == start):
			v := w.val(j, g.ordinal)
			if state == afterTens && v > 9 {
				return total + part, catOf(k > i), k
			}
			return total + part + v, catOrd, j + 1
		case w.is(j, g.ones) && (state == start || state == afterHundred || state == afterTens && w.val(j, g.ones) < 10):
			part += w.val(j, g.ones)
			state = afterOnes
		case w.is(j, g.tens) && (state == start || state == afterHundred):
			part += w.val(j, g.tens)
			state = afterTens
		case w.is(j, g.hundred) && j == k && (state == afterOnes || state == afterTens) && part < 100:
			part *= 100
			state = afterHundred
		case w.is(j, g.scale) && j == k && state != start:
			total += part * w.val(j, g.scale)
			part, state = 0, start
		default:
			return total + part, catOf(k > i), k
		}
		k = j + 1
	}
	return total + part, catOf(k > i), k
}

func catOf(read bool) int {
	if read {
		return catNum
	}
	return 0
}
