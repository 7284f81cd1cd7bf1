package merge

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"dateline/graph"
	"dateline/graph/store"
)

// probe runs do on the notes of an empty database, and nothing of it stays.
func probe(t testing.TB, do func(m *run) error) {
	t.Helper()
	var failed error
	s, err := store.Memory(store.Options{Merger: merging(func(m *run) error { failed = do(m); return errDone })})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var of graph.Facts
	of.Article = graph.Source{ID: "00000000000000aa", URL: "https://example.org/a", Text: "Nothing.", SHA256: "aa"}
	if _, err := s.Put(context.Background(), of); !errors.Is(err, errDone) {
		t.Fatal(err)
	}
	if failed != nil {
		t.Fatal(failed)
	}
}

var errDone = errors.New("done")

type merging func(m *run) error

func (do merging) Merge(ctx context.Context, tx *store.Tx, c store.Change) error {
	m := newRun(ctx, tx, c)
	if err := m.open(); err != nil {
		return err
	}
	return do(m)
}

// TestSolvedByStretches: what is worked out of the stretches of time that a change touches is what is worked out of
// all events, whatever came and went, with keys of more and fewer participants and what persons said.
func TestSolvedByStretches(t *testing.T) {
	joined := 0
	for seed := range uint64(12) {
		probe(t, func(m *run) error {
			r := rand.New(rand.NewPCG(seed, 3))
			now := map[string]keyed{}
			canon := map[string]string{}
			for step := range 60 {
				m.changed, m.judged, m.same, m.notSame = nil, map[string]bool{}, map[string][]string{}, map[[2]string]bool{}
				ids := sortedKeys(now)
				judge(m, r, ids, seed, step)
				for range 1 + r.IntN(6) {
					if len(ids) > 60 && r.IntN(3) > 0 {
						id := ids[r.IntN(len(ids))]
						if err := m.unkey(id); err != nil {
							return err
						}
						delete(now, id)
						delete(canon, id)
						continue
					}
					n := someEvent(r)
					if err := m.note(n); err != nil {
						return err
					}
					now[n.id] = n
				}
				windowed := m.happenings()
				windowed.load(m.changed)
				for id, c := range windowed.solve() {
					canon[id] = c
				}
				whole := m.happenings()
				for _, id := range sortedKeys(now) {
					whole.take(now[id])
				}
				want := whole.solve()
				for _, id := range sortedKeys(now) {
					if n, ok := m.noted(id); !ok || n != now[id] {
						return fmt.Errorf("seed %d, step %d: %s is noted as %v, want %v", seed, step, id, n, now[id])
					}
					if canon[id] != want[id] {
						return fmt.Errorf("seed %d, step %d: %v goes by %q, of all events it is %q", seed, step, now[id], canon[id], want[id])
					}
					if want[id] != id {
						joined++
					}
				}
			}
			return nil
		})
	}
	if joined < 300 {
		t.Fatalf("only %d were joined: the test tests nothing", joined)
	}
}

// judge makes up what persons said, other than before every tenth step, and has it looked at.
func judge(m *run, r *rand.Rand, ids []string, seed uint64, step int) {
	q := rand.New(rand.NewPCG(seed, uint64(step/10)))
	for range 4 {
		a, b := eventID(q.IntN(events)), eventID(q.IntN(events))
		if a == b {
			continue
		}
		m.judged[a], m.judged[b] = true, true
		if q.IntN(2) == 0 {
			m.same[a], m.same[b] = append(m.same[a], b), append(m.same[b], a)
		} else {
			m.notSame[[2]string{min(a, b), max(a, b)}] = true
		}
	}
	if step%10 > 0 {
		return
	}
	for _, id := range ids { // whoever was spoke of until now, or is now
		if n, ok := m.noted(id); ok {
			m.changed = append(m.changed, n)
		}
	}
}

const events = 200

func eventID(n int) string { return fmt.Sprintf("%016x/v%d-met", n%70, n/70) }

func someEvent(r *rand.Rand) keyed {
	people := []string{"recipient=b", "with=c", "with=d"}
	var parts []string
	for _, p := range people {
		if r.IntN(2) == 0 {
			parts = append(parts, p)
		}
	}
	k := "met"
	switch {
	case len(parts) == 0:
		k += sep + "at=x" + sep + byDay
	case len(parts) == 1 && parts[0] == "recipient=b":
		k += sep + byDay + sep + parts[0]
	default:
		for _, p := range parts {
			k += sep + p
		}
	}
	s := span{id: eventID(r.IntN(events)), again: r.IntN(3) == 0, dated: []uint8{undated, published, dated, dated, dated}[r.IntN(5)], place: []string{"", "", "", "", "", "x", "y"}[r.IntN(7)]}
	s.from = int64(r.IntN(25)) * day
	s.to = s.from + []int64{day, day, day, 2 * day, 2 * day, 7 * day, 10 * day, 31 * day, 366 * day, 0}[r.IntN(10)]
	switch r.IntN(40) {
	case 0:
		s.from = math.MinInt64
	case 1:
		s.to = math.MaxInt64
	}
	return keyed{k, s}
}

// TestDuring: the list of a key gives what meets a stretch of time, also what databases of format 5 have there.
func TestDuring(t *testing.T) {
	probe(t, func(m *run) error {
		r := rand.New(rand.NewPCG(1, 1))
		var all []keyed
		for i := range 400 {
			n := someEvent(r)
			n.key, n.id = "met"+sep+"with=c"+sep+"with=d", fmt.Sprintf("%016x/v1-met", i)
			all = append(all, n)
			if i%5 == 0 {
				if err := m.keyOf.Put([]byte(n.id), []byte(n.key)); err != nil {
					return err
				}
				if err := m.byKey.Put(key(n.key, n.id), olderPacked(n.span)); err != nil {
					return err
				}
			} else if err := m.note(n); err != nil {
				return err
			}
			if got, ok := m.noted(n.id); !ok || got != n {
				return fmt.Errorf("noted %v, want %v", got, n)
			}
		}
		for range 300 {
			from := int64(r.IntN(450)-10) * day
			s := stretch{all[0].key, from, from + 1 + r.Int64N(20*day)}
			var got, want []string
			m.during(s, func(n keyed) { got = append(got, n.id) })
			for _, n := range all {
				if n.dated != undated && n.stretch().from < s.to && s.from < n.stretch().to {
					want = append(want, n.id)
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				return fmt.Errorf("from %d to %d: %d, want %d", s.from/day, s.to/day, len(got), len(want))
			}
		}
		for _, n := range all {
			if err := m.unkey(n.id); err != nil {
				return err
			}
		}
		if m.hasEvents(all[0].key) {
			return errors.New("something is left in the list")
		}
		return nil
	})
}

// olderPacked is a span as databases of format 5 have it.
func olderPacked(s span) []byte {
	b := binary.BigEndian.AppendUint64(nil, uint64(s.from))
	kind := s.dated
	if s.again {
		kind |= recurs
	}
	return append(append(binary.BigEndian.AppendUint64(b, uint64(s.to)), kind), s.place...)
}

// BenchmarkSolve has 100 events come to 1,000 to 100,000 of one key, one in ten of them without a day, and works out
// what they may have a say in, or all: -bench Solve -benchtime 3x.
func BenchmarkSolve(b *testing.B) {
	for _, n := range []int{1000, 10000, 100000} {
		for _, all := range []bool{false, true} {
			b.Run(fmt.Sprintf("%d/all=%v", n, all), func(b *testing.B) {
				probe(b, func(m *run) error {
					r := rand.New(rand.NewPCG(1, 1))
					event := func(i int) keyed {
						from := int64(r.IntN(n/4)) * day
						s := span{id: fmt.Sprintf("%016x/v1-met", r.Uint64()), from: from, to: from + day, dated: dated}
						if i%10 == 0 {
							s.to, s.dated = from+2*day, published
						}
						return keyed{"met" + sep + "with=c" + sep + "with=d", s}
					}
					for i := range n {
						if err := m.note(event(i)); err != nil {
							return err
						}
					}
					known := slices.Clone(m.changed)
					for b.Loop() {
						b.StopTimer()
						m.changed = nil
						for i := range 100 {
							if err := m.note(event(i)); err != nil {
								return err
							}
						}
						b.StartTimer()
						h := m.happenings()
						if all {
							h.load(known)
						}
						h.load(m.changed)
						h.solve()
					}
					return nil
				})
			})
		}
	}
}
