package told

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"dateline/graph"
)

// near is how alike two articles are (the cosine of what they name) from which
// they tell of one story.
const near = 0.4

// Threads divides the sources into stories: articles that tell of the same events,
// or name much the same people, bodies and places, those that few articles name
// counting most. It gives for each event the number of its story in names, the
// largest story first; a story is called after what is named most in it.
func (s *Story) Threads() (of []int, names []string) {
	named := s.namedIn()
	parent := make([]int, len(s.Sources)+1)
	for i := range parent {
		parent[i] = i
	}
	var find func(i int) int
	find = func(i int) int {
		if parent[i] != i {
			parent[i] = find(parent[i])
		}
		return parent[i]
	}
	join := func(a, b int) {
		if a, b = find(a), find(b); a != b {
			parent[max(a, b)] = min(a, b)
		}
	}
	for i := range s.Events {
		for _, n := range s.Events[i].Sources {
			join(s.Events[i].Sources[0], n)
		}
	}
	// Articles are compared only where they name the same rare thing.
	holders := map[graph.EntityID][]int{}
	for n := range named {
		for id := range named[n] {
			holders[id] = append(holders[id], n)
		}
	}
	for _, list := range holders {
		if len(list) > 50 {
			continue
		}
		for i, a := range list {
			for _, b := range list[i+1:] {
				if find(a) != find(b) && cosine(named[a], named[b]) >= near {
					join(a, b)
				}
			}
		}
	}
	weight := map[int]map[string]float64{}
	count := map[int]int{}
	for i := range s.Events {
		e := &s.Events[i]
		if len(e.Sources) == 0 {
			continue
		}
		root := find(e.Sources[0])
		count[root]++
		if weight[root] == nil {
			weight[root] = map[string]float64{}
		}
		for _, r := range e.Roles {
			if x := s.entities[r.Entity]; x != nil && !x.Unnamed {
				weight[root][s.Name(r.Entity)] += named[e.Sources[0]][r.Entity]
			}
		}
	}
	var roots []int
	for r := range count {
		roots = append(roots, r)
	}
	slices.SortFunc(roots, func(a, b int) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	number := map[int]int{}
	for i, r := range roots {
		number[r] = i
		names = append(names, s.threadName(weight[r], s.Sources[max(r-1, 0)]))
	}
	of = make([]int, len(s.Events))
	for i := range s.Events {
		of[i] = -1
		if n := s.Events[i].Sources; len(n) > 0 {
			of[i] = number[find(n[0])]
		}
	}
	return of, names
}

// namedIn is what each source names, by its number, and how telling that is: what
// every article names tells nothing.
func (s *Story) namedIn() []map[graph.EntityID]float64 {
	count := make([]map[graph.EntityID]float64, len(s.Sources)+1)
	in := map[graph.EntityID]int{}
	for i := range s.Events {
		e := &s.Events[i]
		for _, r := range e.Roles {
			x := s.entities[r.Entity]
			if x == nil || x.Unnamed {
				continue
			}
			for _, n := range e.Sources {
				if count[n] == nil {
					count[n] = map[graph.EntityID]float64{}
				}
				if count[n][r.Entity] == 0 {
					in[r.Entity]++
				}
				count[n][r.Entity]++
			}
		}
	}
	all := float64(len(s.Sources))
	for _, m := range count {
		for id, n := range m {
			m[id] = (1 + math.Log(n)) * math.Log(1+all/float64(in[id]))
		}
	}
	return count
}

func cosine(a, b map[graph.EntityID]float64) float64 {
	dot := func(a, b map[graph.EntityID]float64) float64 {
		ids := make([]graph.EntityID, 0, len(a))
		for id := range a {
			ids = append(ids, id)
		}
		slices.Sort(ids) // sums of floats depend on their order
		sum := 0.0
		for _, id := range ids {
			sum += a[id] * b[id]
		}
		return sum
	}
	both := dot(a, a) * dot(b, b)
	if both == 0 {
		return 0
	}
	return dot(a, b) / math.Sqrt(both)
}

// threadName is the two things most told of, else the title of the first source.
func (s *Story) threadName(weight map[string]float64, first Source) string {
	var names []string
	for n := range weight {
		names = append(names, n)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(math.Round(weight[b]*1e6), math.Round(weight[a]*1e6)), cmp.Compare(a, b))
	})
	if len(names) == 0 {
		return first.Heading()
	}
	return strings.Join(names[:min(2, len(names))], ", ")
}
