package query

import (
	"context"
	"reflect"
	"testing"

	"dateline/graph"
	"dateline/graph/graphtest"
)

// Where both ends are too busy for all their neighbours, what joins them directly is found: the same
// chains, if only one event is missing between what was reached.
func TestAcross(t *testing.T) {
	s := graphtest.Open(t)
	b := graphtest.Article("https://example.org/chain", "The Sample", graphtest.Day(5, 2))
	var who []graph.EntityID
	for _, n := range []string{"Anna Adler", "Boris Bose", "Carla Cruz", "Dmitri Djuric", "Elif Erdem"} {
		who = append(who, b.Entity(graph.Person, n))
	}
	for i := range who[1:] {
		b.Event("attacked", "2021-05-01", who[i], who[i+1], b.Claim("One attacked the next of "+string(rune('1'+i))+".", "attacked"))
	}
	graphtest.Put(t, s, b.Done())
	for _, to := range []int{1, 2, 3, 4} {
		if err := ask(context.Background(), s, func(a *asker) error {
			o := PathOptions{MaxLength: 4, MaxPaths: 5}
			want, err := a.paths(who[0], who[to], o)
			if err != nil || len(want) != 1 || len(want[0]) != to {
				t.Fatalf("%d steps: %v (%v)", to, want, err)
			}
			x, y := newReach(who[0]), newReach(who[to])
			for x.depth+y.depth < to-1 {
				side := x
				if y.depth < x.depth {
					side = y
				}
				if err := a.expand(side, o.Filter); err != nil {
					return err
				}
			}
			got, err := a.across(x, y, o)
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%d steps: %v (%v), want %v", to, got, err, want)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
}
