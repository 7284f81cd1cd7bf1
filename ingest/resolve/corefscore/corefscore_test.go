package corefscore

import (
	"math"
	"testing"
)

func chain(at ...int) []Span {
	var out []Span
	for _, a := range at {
		out = append(out, Span{a, a + 1})
	}
	return out
}

// The examples are worked out by hand after the papers that define the measures.
func TestScore(t *testing.T) {
	for _, c := range []struct {
		name           string
		gold, system   [][]Span
		muc, b3, ceafe float64
	}{
		{"same", [][]Span{chain(1, 2, 3), chain(4, 5)}, [][]Span{chain(1, 2, 3), chain(4, 5)}, 1, 1, 1},
		{"nothing", [][]Span{chain(1, 2)}, nil, 0, 0, 0},
		{"singletons do not count", [][]Span{chain(1, 2), chain(7)}, [][]Span{chain(1, 2), chain(8), chain(9)}, 1, 1, 1},
		// gold {1,2,3}; system {1,2} and 3 alone: MUC R 1/2, P 1; B3 R 4/9, P 1; CEAFe 4/5 of one entity each
		{"one left out", [][]Span{chain(1, 2, 3)}, [][]Span{chain(1, 2)}, 2.0 / 3, 2 * (4.0 / 9) / (13.0 / 9), 0.8},
		// gold {1,2},{3,4}; system {1,2,3,4}: MUC R 1, P 2/3; B3 R 1, P 1/2; CEAFe 4/6: R 1/3, P 2/3
		{"two made one", [][]Span{chain(1, 2), chain(3, 4)}, [][]Span{chain(1, 2, 3, 4)}, 0.8, 2.0 / 3, 4.0 / 9},
	} {
		s := Score(c.gold, c.system)
		for _, v := range []struct {
			name      string
			got, want float64
		}{{"MUC", s.MUC.F1(), c.muc}, {"B3", s.B3.F1(), c.b3}, {"CEAFe", s.CEAFe.F1(), c.ceafe}} {
			if math.Abs(v.got-v.want) > 1e-9 {
				t.Errorf("%s: %s = %.4f, want %.4f", c.name, v.name, v.got, v.want)
			}
		}
	}
}
