package rdf

import (
	"cmp"
	"math"
	"slices"
	"strconv"
)

// listed are the nodes under a predicate, by their position.
func (b *builder) listed(x *node, predicate string) []*node {
	type placed struct {
		n  *node
		at int
	}
	var out []placed
	for _, q := range x.all(predicate) {
		n := b.nodes.nodes[q.O]
		if n == nil {
			b.fail(q.Where, "%s is not described", q.O)
			continue
		}
		out = append(out, placed{n, b.number(n, Schema+"position", len(out))})
	}
	slices.SortStableFunc(out, func(x, y placed) int { return cmp.Compare(x.at, y.at) })
	var list []*node
	for _, p := range out {
		list = append(list, p.n)
	}
	return list
}

func (b *builder) amount(x *node) float64 {
	for _, q := range x.all(Schema + "value") {
		f, err := strconv.ParseFloat(q.O, 64)
		if err == nil && !math.IsNaN(f) && !math.IsInf(f, 0) {
			return f
		}
		b.fail(q.Where, "%q is no amount", q.O)
	}
	return 0
}

// text is the first value of the first predicate that has one.
func (b *builder) text(x *node, most int, predicates ...string) string {
	for _, p := range predicates {
		for _, q := range x.all(p) {
			if len(q.O) > most {
				b.fail(q.Where, "a text of %d bytes is too long here (at most %d)", len(q.O), most)
				return ""
			}
			return q.O
		}
	}
	return ""
}

func (b *builder) yes(x *node, predicate string) bool {
	for _, q := range x.all(predicate) {
		switch q.O {
		case "true", "1":
			return true
		case "false", "0":
			return false
		}
		b.fail(q.Where, "%q is neither true nor false", q.O)
	}
	return false
}

// number is a whole number that is not negative, without one def.
func (b *builder) number(x *node, predicate string, def int) int {
	for _, q := range x.all(predicate) {
		n, err := strconv.Atoi(q.O)
		if err == nil && n >= 0 && n <= math.MaxInt32 {
			return n
		}
		b.fail(q.Where, "%q is no number from 0 to %d", q.O, math.MaxInt32)
	}
	return def
}
