package diagram

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/simple"

	"dateline/graph"
)

// communities divides the actors of bundles and hubs into those that have more to
// do with each other than with the rest (Blondel et al. 2008, "Fast unfolding of
// communities in large networks"). It gives each actor the number of its community,
// the largest first.
func communities(bundles []*bundle, hubs []hub) map[graph.EntityID]int {
	weight := map[[2]graph.EntityID]float64{}
	seen := map[graph.EntityID]bool{}
	tie := func(a, b graph.EntityID, w float64) {
		if a != b {
			weight[[2]graph.EntityID{min(a, b), max(a, b)}] += w
			seen[a], seen[b] = true, true
		}
	}
	for _, b := range bundles {
		tie(b.from, b.to, float64(max(len(b.events), 1)))
	}
	for _, h := range hubs {
		for i, a := range h.members {
			for _, b := range h.members[i+1:] {
				tie(a, b, 1/float64(len(h.members)-1))
			}
		}
	}
	ids := sortedIDs(seen)
	number := make(map[graph.EntityID]int64, len(ids))
	g := simple.NewWeightedUndirectedGraph(0, 0)
	for i, id := range ids {
		number[id] = int64(i)
		g.AddNode(simple.Node(i))
	}
	for k, w := range weight {
		g.SetWeightedEdge(simple.WeightedEdge{F: simple.Node(number[k[0]]), T: simple.Node(number[k[1]]), W: w})
	}
	var groups [][]int64
	if len(weight) > 0 {
		for _, c := range community.Modularize(g, 1, rand.NewPCG(1, 2)).Communities() {
			var members []int64
			for _, n := range c {
				members = append(members, n.ID())
			}
			slices.Sort(members)
			groups = append(groups, members)
		}
	}
	slices.SortFunc(groups, func(a, b []int64) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), slices.Compare(a, b))
	})
	out := map[graph.EntityID]int{}
	for i, members := range groups {
		for _, n := range members {
			out[ids[n]] = i
		}
	}
	return out
}

func sortedIDs[V any](m map[graph.EntityID]V) []graph.EntityID {
	ids := make([]graph.EntityID, 0, len(m))
	for id := range m {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// communityView draws each community as one node, and between two of them one
// line for all that passed: a large graph as a whole.
func (d *drawing) communityView() error {
	all := d.bundles()
	hubs := d.findHubs()
	of := communities(all, hubs)
	weight := weights(all, hubs)
	members := map[int][]graph.EntityID{}
	total := map[int]float64{}
	for _, id := range sortedIDs(of) {
		members[of[id]] = append(members[of[id]], id)
		total[of[id]] += weight[id]
	}
	var order []int
	for c := range members {
		order = append(order, c)
		slices.SortStableFunc(members[c], func(a, b graph.EntityID) int { // those with a name say more
			return cmp.Or(cmp.Compare(d.unnamed(a), d.unnamed(b)), cmp.Compare(weight[b], weight[a]))
		})
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(total[b], total[a]), cmp.Compare(a, b)) })
	tied := map[int]bool{}
	for _, b := range all {
		if of[b.from] != of[b.to] {
			tied[of[b.from]], tied[of[b.to]] = true, true
		}
	}
	// Groups apart from all others would fill the picture and say little.
	shown := slices.DeleteFunc(slices.Clone(order), func(c int) bool { return len(tied) > 0 && !tied[c] })
	shown = shown[:min(len(shown), d.o.MaxNodes)]
	type key struct{ a, b int }
	between := map[key]*bundle{}
	var lines []key
	for _, b := range all {
		k := key{min(of[b.from], of[b.to]), max(of[b.from], of[b.to])}
		if k.a == k.b || !slices.Contains(shown, k.a) || !slices.Contains(shown, k.b) {
			continue
		}
		if between[k] == nil {
			between[k] = &bundle{}
			lines = append(lines, k)
		}
		t := between[k]
		t.parts = append(t.parts, b)
		t.events = append(t.events, b.events...)
		t.tips = append(t.tips, b.tips...)
		t.weight += b.weight
	}
	slices.SortFunc(lines, func(x, y key) int {
		return cmp.Or(cmp.Compare(between[y].weight, between[x].weight), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	found := len(lines)
	lines = lines[:min(len(lines), d.o.MaxEdges)]
	joined := map[int]bool{}
	for _, k := range lines {
		joined[k.a], joined[k.b] = true, true
	}
	shown = slices.DeleteFunc(shown, func(c int) bool { return len(lines) > 0 && !joined[c] })
	d.leftOut(len(shown), len(order), "groups of actors", "those tied to others, those with the most, and the most widely reported, events first")
	d.leftOut(len(lines), found, "lines", "those with the most, and the most widely reported, events")
	for _, c := range shown {
		d.communityNode(c, members[c])
	}
	for _, k := range lines {
		b := between[k]
		best := b.parts[0] // the weightiest: bundles come in that order
		line := edge{from: d.ids["community "+strconv.Itoa(k.a)], to: d.ids["community "+strconv.Itoa(k.b)], words: words{main: b.partsLabel(), more: []string{dateRange(b.events)}, letters: 24},
			group: best.group.Key, line: solid, head: nothing, width: min(1+0.3*float64(len(b.events)), 5),
			tip: strings.Join(b.tips[:min(len(b.tips), 12)], "\n"), class: best.group.Key + eventClasses(b.events...)}
		if best.state {
			line.group = stateLine
		}
		d.edge(line)
	}
	return nil
}

// unnamed is 1 for an entity known by description only, else 0.
func (d *drawing) unnamed(id graph.EntityID) int {
	if e := d.story.Entity(id); e == nil || e.Unnamed {
		return 1
	}
	return 0
}

// communityNode is a community: its weightiest members by name, the rest counted.
func (d *drawing) communityNode(c int, members []graph.EntityID) {
	const named = 5
	var tip []string
	w := words{letters: 26}
	class := "community"
	for i, id := range members {
		if i < named {
			if i == 0 {
				w.main = []string{d.story.Name(id)}
			} else {
				w.more = append(w.more, d.story.Name(id))
			}
			class += " " + d.story.Key(id)
		}
		if i < 40 {
			tip = append(tip, d.story.Name(id))
		}
	}
	if n := len(members) - named; n > 0 {
		w.more = append(w.more, fmt.Sprintf("and %d more", n))
	}
	d.node("community "+strconv.Itoa(c), node{shape: rounded, words: w, tip: strings.Join(tip, "\n"), class: class})
}

// weights is how much each actor matters: the sum of what it takes part in.
func weights(all []*bundle, hubs []hub) map[graph.EntityID]float64 {
	weight := map[graph.EntityID]float64{}
	for _, b := range all {
		weight[b.from] += b.weight
		weight[b.to] += b.weight
	}
	for _, h := range hubs {
		for _, m := range h.members {
			weight[m] += h.event.Weight
		}
	}
	return weight
}

// Clusters is the table of ways to draw actors that belong together in one frame.
func Clusters() []string { return []string{"country", "organisation", "community"} }

// clusterNames is the frame of each entity of what is drawn, "" for none: its country, the body it
// belongs to by a state, or its community, called after its weightiest actor.
func (d *drawing) clusterNames(all []*bundle, hubs []hub) map[graph.EntityID]string {
	out := map[graph.EntityID]string{}
	switch d.o.Cluster {
	case "country":
		weight := weights(all, hubs)
		best := map[string]graph.EntityID{} // the country's own name, as far as it is drawn
		for _, id := range sortedIDs(weight) {
			e := d.story.Entity(id)
			if e == nil || e.Country == "" {
				continue
			}
			out[id] = e.Country
			if b, ok := best[e.Country]; e.Kind == graph.GPE && !e.Unnamed && (!ok || weight[id] > weight[b]) {
				best[e.Country], d.frames[e.Country] = id, e.Name
			}
		}
	case "organisation":
		for _, st := range d.story.States {
			to := d.story.Entity(st.To)
			if st.Former || to == nil || to.Kind != graph.Organisation {
				continue
			}
			from := d.canonical(st.From)
			if out[from] == "" {
				out[from], out[to.ID] = d.story.Name(to.ID), d.story.Name(to.ID)
			}
		}
	case "community":
		of, weight := communities(all, hubs), weights(all, hubs)
		best := map[int]graph.EntityID{}
		for _, id := range sortedIDs(of) {
			if b, ok := best[of[id]]; !ok || weight[id] > weight[b] {
				best[of[id]] = id
			}
		}
		size := map[int]int{}
		for _, c := range of {
			size[c]++
		}
		for id, c := range of {
			if size[c] > 2 { // a frame round a single line says nothing
				out[id] = "Around " + d.story.Name(best[c])
			}
		}
	}
	return out
}

// chain draws how two actors are connected: all shortest ways from Focus to To.
func (d *drawing) chain() error {
	from, err := d.findEntity(d.o.Focus)
	if err != nil {
		return err
	}
	to, err := d.findEntity(d.o.To)
	if err != nil {
		return err
	}
	if from == to {
		return fmt.Errorf("%q and %q are the same actor", d.o.Focus, d.o.To)
	}
	if d.o.Title == "" {
		d.title = "From " + d.story.Name(from) + " to " + d.story.Name(to)
	}
	all, hubs := d.bundles(), d.findHubs()
	near := map[graph.EntityID]map[graph.EntityID]bool{}
	tie := func(a, b graph.EntityID) {
		for _, p := range [][2]graph.EntityID{{a, b}, {b, a}} {
			if near[p[0]] == nil {
				near[p[0]] = map[graph.EntityID]bool{}
			}
			near[p[0]][p[1]] = true
		}
	}
	for _, b := range all {
		tie(b.from, b.to)
	}
	for _, h := range hubs {
		for i, a := range h.members {
			for _, b := range h.members[i+1:] {
				tie(a, b)
			}
		}
	}
	a, b := distances(near, from), distances(near, to)
	length, ok := a[to]
	if !ok {
		return fmt.Errorf("nothing in what is to be drawn connects %s and %s", d.story.Name(from), d.story.Name(to))
	}
	on := func(id graph.EntityID) bool {
		x, okA := a[id]
		y, okB := b[id]
		return okA && okB && x+y == length
	}
	step := func(x, y graph.EntityID) bool { return on(x) && on(y) && (a[x]-a[y] == 1 || a[y]-a[x] == 1) }
	all = slices.DeleteFunc(all, func(b *bundle) bool { return !step(b.from, b.to) })
	var short []hub
	for _, h := range hubs {
		members := slices.DeleteFunc(slices.Clone(h.members), func(id graph.EntityID) bool { return !on(id) })
		if slices.ContainsFunc(members, func(x graph.EntityID) bool {
			return slices.ContainsFunc(members, func(y graph.EntityID) bool { return step(x, y) })
		}) {
			short = append(short, hub{h.event, members})
		}
	}
	d.network(all, short)
	return nil
}

// distances is the number of steps from one actor to each that can be reached.
func distances(near map[graph.EntityID]map[graph.EntityID]bool, from graph.EntityID) map[graph.EntityID]int {
	out := map[graph.EntityID]int{from: 0}
	for next := []graph.EntityID{from}; len(next) > 0; {
		id := next[0]
		next = next[1:]
		for _, n := range sortedIDs(near[id]) {
			if _, ok := out[n]; !ok {
				out[n] = out[id] + 1
				next = append(next, n)
			}
		}
	}
	return out
}
