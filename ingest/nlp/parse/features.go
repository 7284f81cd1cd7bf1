package parse

import (
	"strings"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/linear"
)

// word is what the features say about a word.
type word struct{ form, tag, fine uint32 }

func describe(text string, tokens []nlp.Token, dst []word) []word {
	dst = dst[:0]
	for _, t := range tokens {
		dst = append(dst, word{
			form: linear.Text(strings.ToLower(text[t.Start:t.End])),
			tag:  uint32(t.Tag), fine: uint32(t.Fine),
		})
	}
	return append(dst, word{form: 1, tag: 31, fine: 63}) // the root
}

var nowhere = word{form: 2, tag: 30, fine: 62}

func at(words []word, i int) *word {
	if i < 0 {
		return &nowhere
	}
	return &words[i]
}

func (s *State) label(i int) uint32 {
	if i < 0 {
		return 255
	}
	return uint32(s.dep[i])
}

// features appends the keys of the features of the state (after Zhang and Nivre
// 2011).
func (s *State) features(words []word, keys []uint32) []uint32 {
	s0, s1, s2 := s.stacked(0), s.stacked(1), s.stacked(2)
	n0, n1, n2 := s.queued(0), s.queued(1), s.queued(2)
	ws0, ws1, ws2 := at(words, s0), at(words, s1), at(words, s2)
	wn0, wn1, wn2 := at(words, n0), at(words, n1), at(words, n2)
	none := family{-1, -1, 0}
	l0, r0, l1, r1, ln := none, none, none, none, none
	if s0 >= 0 {
		l0, r0 = s.left[s0], s.right[s0]
	}
	if s1 >= 0 {
		l1, r1 = s.left[s1], s.right[s1]
	}
	if n0 >= 0 {
		ln = s.left[n0]
	}
	distance := uint32(0)
	if n0 >= 0 && s0 >= 0 && s0 < s.n {
		distance = uint32(min(n0-s0, 6))
	}
	gap := uint32(0)
	if s1 >= 0 && s0 >= 0 && s1 < s.n {
		gap = uint32(min(s0-s1, 6))
	}
	v0 := uint32(min(l0.count, 3))<<2 | uint32(min(r0.count, 3))
	v1 := uint32(min(l1.count, 3))<<2 | uint32(min(r1.count, 3))
	vn := uint32(min(ln.count, 3))
	tl0, tr0 := at(words, int(l0.outer)).fine, at(words, int(r0.outer)).fine
	tl1, tr1 := at(words, int(l1.outer)).fine, at(words, int(r1.outer)).fine
	tln := at(words, int(ln.outer)).fine
	dl0, dr0 := s.label(int(l0.outer)), s.label(int(r0.outer))
	dl1, dr1 := s.label(int(l1.outer)), s.label(int(r1.outer))
	dln := s.label(int(ln.outer))
	return append(keys,
		linear.Key1(0, 0),
		linear.Key2(1, ws0.form, ws0.fine),
		linear.Key1(2, ws0.form),
		linear.Key1(3, ws0.fine),
		linear.Key2(4, wn0.form, wn0.fine),
		linear.Key1(5, wn0.form),
		linear.Key1(6, wn0.fine),
		linear.Key2(7, ws1.form, ws1.fine),
		linear.Key1(8, ws1.form),
		linear.Key1(9, ws1.fine),
		linear.Key2(10, wn1.form, wn1.fine),
		linear.Key1(11, wn1.fine),
		linear.Key2(12, wn2.form, wn2.fine),
		linear.Key1(13, wn2.fine),
		linear.Key3(14, ws0.form, ws0.fine, wn0.fine),
		linear.Key3(15, ws0.fine, wn0.form, wn0.fine),
		linear.Key3(16, ws0.form, wn0.form, wn0.fine),
		linear.Key2(17, ws0.form, wn0.form),
		linear.Key2(18, ws0.fine, wn0.fine),
		linear.Key3(19, ws1.form, ws1.fine, ws0.fine),
		linear.Key3(20, ws1.fine, ws0.form, ws0.fine),
		linear.Key2(21, ws1.form, ws0.form),
		linear.Key2(22, ws1.fine, ws0.fine),
		linear.Key3(23, ws1.fine, ws0.fine, wn0.fine),
		linear.Key3(24, ws0.fine, wn0.fine, wn1.fine),
		linear.Key3(25, ws2.fine, ws1.fine, ws0.fine),
		linear.Key3(26, wn0.fine, wn1.fine, wn2.fine),
		linear.Key3(27, ws0.fine, tl0, wn0.fine),
		linear.Key3(28, ws0.fine, tr0, wn0.fine),
		linear.Key3(29, ws0.fine, wn0.fine, tln),
		linear.Key3(30, ws1.fine, tr1, ws0.fine),
		linear.Key3(31, ws1.fine, ws0.fine, tl0),
		linear.Key3(32, ws1.fine, ws0.fine, tr0),
		linear.Key3(33, ws1.fine, tl1, ws0.fine),
		linear.Key3(34, ws0.form, dl0, dr0),
		linear.Key3(35, ws0.fine, dl0, dr0),
		linear.Key3(36, ws1.form, dl1, dr1),
		linear.Key3(37, ws1.fine, dl1, dr1),
		linear.Key2(38, wn0.form, dln),
		linear.Key2(39, wn0.fine, dln),
		linear.Key3(40, ws0.fine, v0, wn0.fine),
		linear.Key3(41, ws1.fine, v1, ws0.fine),
		linear.Key3(42, wn0.fine, vn, ws0.fine),
		linear.Key3(43, ws0.form, distance, wn0.fine),
		linear.Key3(44, ws0.fine, distance, wn0.fine),
		linear.Key3(45, ws1.fine, gap, ws0.fine),
		linear.Key2(46, ws0.form, v0),
		linear.Key2(47, ws1.form, v1),
		linear.Key3(48, ws1.form, ws0.fine, wn0.fine),
		linear.Key3(49, ws1.fine, ws0.form, wn0.fine),
		linear.Key3(50, ws1.fine, ws0.fine, wn0.form),
		linear.Key3(51, ws0.tag, dl0<<8|dr0, wn0.tag<<8|dln),
		linear.Key3(52, ws1.tag, dl1<<8|dr1, ws0.tag<<16|dl0<<8|dr0),
		linear.Key3(53, at(words, int(l0.inner)).fine, tl0, ws0.fine),
		linear.Key3(54, at(words, int(r0.inner)).fine, tr0, ws0.fine),
		linear.Key3(55, at(words, int(r1.inner)).fine, tr1, ws1.fine),
		linear.Key3(56, at(words, int(r1.outer)).form, ws1.form, ws0.form),
		linear.Key3(57, at(words, int(l0.outer)).form, ws0.form, ws1.fine),
		linear.Key3(58, at(words, int(r0.outer)).form, ws0.fine, ws1.fine),
	)
}
