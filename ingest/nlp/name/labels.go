package name

import (
	"slices"

	"dateline/graph"
)

// Kinds are the kinds of name that the model tells apart, in the order of their
// labels.
var Kinds = [...]graph.Kind{graph.Person, graph.Organisation, graph.GPE, graph.Place, graph.Facility,
	graph.Group, graph.Product, graph.Work, graph.Law, graph.Occasion}

// Label is what one token is in a name: outside, or the beginning, inside, last
// or only (unit) token of a name of one kind (BILOU; Ratinov and Roth 2009).
type Label uint8

// Outside is the label of a token that is in no name.
const Outside Label = 0

// Positions within a name.
const (
	begin = iota
	inside
	last
	unit
)

// NumLabels counts the labels.
const NumLabels = 1 + 4*len(Kinds)

func label(kind, position int) Label { return Label(1 + 4*kind + position) }

func (l Label) kind() int { return int(l-1) / 4 }

func (l Label) position() int { return int(l-1) % 4 }

// open reports whether the name goes on after l.
func (l Label) open() bool { return l != Outside && l.position() <= inside }

// starts reports whether l can follow the end of a name, or no name.
func (l Label) starts() bool {
	return l == Outside || l.position() == begin || l.position() == unit
}

// follows reports whether l may stand after p.
func (l Label) follows(p Label) bool {
	if p.open() {
		return l != Outside && l.kind() == p.kind() && (l.position() == inside || l.position() == last)
	}
	return l.starts()
}

// Name is a name in a sequence of tokens: [First, Last) of the sequence.
type Name struct {
	First, Last int
	Kind        graph.Kind
}

// Encode gives the labels of n tokens with the names in them. Names that
// overlap an earlier one or are of an unknown kind are left out.
func Encode(n int, names []Name) []Label {
	out := make([]Label, n)
	end := 0
	for _, m := range names {
		k := slices.Index(Kinds[:], m.Kind)
		if k < 0 || m.First < end || m.Last > n || m.First >= m.Last {
			continue
		}
		end = m.Last
		if m.Last-m.First == 1 {
			out[m.First] = label(k, unit)
			continue
		}
		for i := m.First; i < m.Last; i++ {
			out[i] = label(k, inside)
		}
		out[m.First], out[m.Last-1] = label(k, begin), label(k, last)
	}
	return out
}

// Decode gives the names that labels spell.
func Decode(labels []Label) []Name {
	var out []Name
	start := 0
	for i, l := range labels {
		if l == Outside {
			continue
		}
		if l.starts() {
			start = i
		}
		if !l.open() {
			out = append(out, Name{start, i + 1, Kinds[l.kind()]})
		}
	}
	return out
}
