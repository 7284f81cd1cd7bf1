package diagram

import (
	"fmt"
	"strings"
	"testing"

	"dateline/export/told"
)

// Of several layouts of one piece that with the fewest crossings is taken; lines that meet at a node do not cross
// there.
func TestFewestCrossings(t *testing.T) {
	laid := func(ends ...string) []byte { // a line a word: from x,y to x,y
		var edges []string
		for i, e := range ends {
			a, b, _ := strings.Cut(e, ">")
			edges = append(edges, fmt.Sprintf(`{"id":"e%d","pos":"%s %s %s %s"}`, i, a, a, b, b))
		}
		return []byte(`{"bb":"0,0,400,400","objects":[{"name":"n1","pos":"0,0"},{"name":"n2","pos":"400,0"},{"name":"n3","pos":"0,400"},{"name":"n4","pos":"400,400"}],"edges":[` + strings.Join(edges, ",") + `]}`)
	}
	m := &maker{drawing: &drawing{edges: []edge{{from: "n1", to: "n4"}, {from: "n3", to: "n2"}, {from: "n1", to: "n2"}}}}
	p := piece{edges: []int{0, 1, 2}}
	crossed, apart := laid("0,0>400,400", "0,400>400,0", "0,0>400,0"), laid("0,0>400,100", "0,400>400,300", "0,0>400,0")
	for _, c := range []struct {
		laid []byte
		want int
	}{{crossed, 1}, {apart, 0}} {
		at, err := readPlaces(c.laid)
		if err != nil {
			t.Fatal(err)
		}
		if n := m.crossings(p, &at); n != c.want {
			t.Errorf("%d crossings, want %d, in %s", n, c.want, c.laid)
		}
	}
	for _, order := range [][][]byte{{crossed, apart}, {apart, crossed}} {
		best, err := m.fewestCrossings(p, order)
		if err != nil {
			t.Fatal(err)
		}
		if n := m.crossings(p, &best); n != 0 {
			t.Errorf("the layout with %d crossings was taken, where one has none", n)
		}
	}
}

// The order that is tried changes no piece, and all of it stays in.
func TestOrders(t *testing.T) {
	p := piece{nodes: []int{1, 2, 3, 4, 5}, edges: []int{7, 8, 9}}
	for i, try := range orders() {
		q := try(p)
		sum := 0
		for _, x := range append(q.nodes, q.edges...) {
			sum += x
		}
		if sum != 39 || p.nodes[0] != 1 || p.edges[0] != 7 {
			t.Errorf("order %d makes %v of %v", i, q, p)
		}
		if again := orders()[i](p); fmt.Sprint(again) != fmt.Sprint(q) {
			t.Errorf("order %d is another each time", i)
		}
	}
}

// A deed that is told as a fact gives a line its look, before more that is talk or only planned.
func TestLookOfPairs(t *testing.T) {
	words := &bundle{from: "a", to: "b", label: "spoke with", weight: 50, group: told.Group{Key: "vc"}}
	planned := &bundle{from: "a", to: "b", label: "negotiated with", weight: 30, standing: 4}
	fact := &bundle{from: "a", to: "b", label: "invaded", weight: 10, group: told.Group{Key: "mx"}}
	office := &bundle{from: "a", to: "b", label: "is head of", weight: 0.5, state: true}
	got := pairs([]*bundle{words, planned, fact, office})
	if len(got) != 1 || got[0].label != "invaded" || got[0].standing != 0 || got[0].partsLabel()[0] != "invaded" || got[0].weight != 90.5 {
		t.Errorf("the pair is %+v", got[0])
	}
}
