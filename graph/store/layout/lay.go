package layout

import (
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"
)

// Laid are quads made ready for Apply: what needs no database, so that others can do it than who writes.
type Laid struct {
	values []value
	quads  [][4]uint32 // the values of each quad, in the order of quad.Directions
}

// value is a value of some quads; one of its own (see Own) is of one quad, and has no key.
type value struct {
	key    Hash
	packed []byte // as the log has it
	own    bool
}

// Lay makes quads ready. Of those that are the same it keeps the first.
func Lay(quads []quad.Quad) (l Laid, err error) {
	seen := make(map[[4]uint32]struct{}, len(quads))
	known := make(map[quad.Value]uint32, len(quads))
	owned := map[quad.Value]uint32{} // the first of those of their own that are the same
	taken := map[uint32]bool{}       // by a quad
	l.quads = make([][4]uint32, 0, len(quads))
	var of, last [4]uint32
	for n, q := range quads {
		for i, d := range quad.Directions {
			v := q.Get(d)
			if n > 0 && d != quad.Object && v == quads[n-1].Get(d) { // neighbours have subject and label in common
				of[i] = last[i]
				continue
			}
			in, own := known, d == quad.Object && Own(v)
			if own {
				in = owned
			}
			at, ok := in[v]
			if !ok {
				if at, err = l.add(v, own); err != nil {
					return l, err
				}
				in[v] = at
			}
			of[i] = at
		}
		last = of
		if _, again := seen[of]; again {
			continue
		}
		seen[of] = struct{}{}
		if o := of[2]; l.values[o].own {
			if taken[o] {
				of[2] = uint32(len(l.values))
				l.values = append(l.values, l.values[o])
			}
			taken[o] = true
		}
		l.quads = append(l.quads, of)
	}
	return l, nil
}

func (l *Laid) add(v quad.Value, own bool) (uint32, error) {
	x := value{own: own}
	if !own {
		x.key = Key(v)
	}
	var err error
	x.packed, err = pquads.MarshalValue(v)
	l.values = append(l.values, x)
	return uint32(len(l.values) - 1), err
}

// Len is how many quads there are.
func (l Laid) Len() int { return len(l.quads) }
