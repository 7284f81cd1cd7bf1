package name

import "dateline/ingest/nlp/linear"

// Features appends the keys of the features of token i, which stands in the
// sentence of tokens [first, last) that is number s.
func (in *Input) Features(i, s int, keys []uint32) []uint32 {
	first, last := in.Sentences[s][0], in.Sentences[s][1]
	w := &in.words[i]
	p1, p2, n1, n2 := &edge, &edge, &edge, &edge
	if i > first {
		p1 = &in.words[i-1]
	}
	if i > first+1 {
		p2 = &in.words[i-2]
	}
	if i+1 < last {
		n1 = &in.words[i+1]
	}
	if i+2 < last {
		n2 = &in.words[i+2]
	}
	caps := uint32(in.caps[s])
	keys = append(keys,
		linear.Key1(1, caps),
		linear.Key1(2, w.form),
		linear.Key1(3, w.low),
		linear.Key2(4, w.shape, caps),
		linear.Key1(5, p1.low),
		linear.Key1(6, n1.low),
		linear.Key1(7, p2.low),
		linear.Key1(8, n2.low),
		linear.Key2(9, p1.low, w.low),
		linear.Key2(10, w.low, n1.low),
		linear.Key2(11, p1.low, n1.low),
		linear.Key3(12, p1.shape, w.shape, n1.shape),
		linear.Key2(18, w.gaz, caps),
		linear.Key2(19, p1.gaz, w.gaz),
		linear.Key2(20, w.gaz, n1.gaz),
		linear.Key2(22, w.class, w.shape),
		linear.Key3(23, p1.class, w.class, w.shape),
		linear.Key3(24, w.class, n1.class, w.shape),
		linear.Key2(26, p1.low, w.shape),
		linear.Key2(27, n1.low, w.shape),
		linear.Key3(28, p2.low, p1.low, w.shape),
		linear.Key3(29, n1.low, n2.low, w.shape),
	)
	if !w.capital {
		return keys
	}
	r := &in.runs[w.run]
	start := uint32(0)
	if i == first {
		start = 1
	}
	from, to := min(uint32(i)-uint32(r.first), 3), min(uint32(r.last)-uint32(i)-1, 3)
	at := from*4 + to
	return append(keys,
		linear.Key1(13, w.pre3),
		linear.Key1(14, w.suf3),
		linear.Key1(15, w.suf4),
		linear.Key1(16, w.pre2),
		linear.Key1(17, w.suf2),
		linear.Key3(21, w.gaz, w.class, start),
		linear.Key3(25, p1.class, w.class, n1.class),
		linear.Key3(30, w.doc&0xFF, start, caps),
		linear.Key3(31, w.doc&0xFF, w.class, w.gaz),
		linear.Key1(44, w.doc>>8),
		linear.Key2(45, w.doc>>8, w.gaz),
		linear.Key3(46, w.doc>>8, w.class, w.doc&0xFF),
		linear.Key3(32, start, caps, w.shape),
		linear.Key2(33, at, r.head),
		linear.Key2(34, at, r.lead),
		linear.Key2(35, r.before, at),
		linear.Key2(36, r.after, at),
		linear.Key3(37, r.before, r.after, at),
		linear.Key2(38, p1.low, w.class),
		linear.Key2(39, n1.low, w.class),
		linear.Key3(40, p1.shape, w.shape, at),
		linear.Key2(41, w.suf3, n1.suf3),
		linear.Key2(42, p1.suf3, w.suf3),
	)
}

// edge stands outside the sentence.
var edge = word{low: 1, shape: 1, class: 1 << 31, gaz: 1 << 31, suf3: 1}

// Active reports whether token i may be in a name: a capital is in it or near it.
func (in *Input) Active(i int) bool { return in.words[i].active }
