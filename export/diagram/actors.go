package diagram

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/export/told"
	"dateline/graph"
)

// bundle is all events of one relation and standing between two entities.
type bundle struct {
	from, to  graph.EntityID
	label     string
	symmetric bool
	state     bool
	group     told.Group
	standing  told.Standing
	events    []*told.Event
	tips      []string
	url       string
	weight    float64
	parts     []*bundle // of a line that stands for several relations
}

// crowded is the number of lines from which there is one for each pair of actors.
const crowded = 36

// pairs joins the bundles from one entity to another.
func pairs(bundles []*bundle) []*bundle {
	found := map[[2]graph.EntityID]*bundle{}
	var out []*bundle
	for _, b := range bundles {
		k := [2]graph.EntityID{b.from, b.to}
		p := found[k]
		if p == nil {
			p = &bundle{from: b.from, to: b.to, symmetric: true}
			found[k] = p
			out = append(out, p)
		}
		p.parts = append(p.parts, b)
		p.events = append(p.events, b.events...)
		p.tips = append(p.tips, b.tips...)
		p.weight += b.weight
		p.symmetric = p.symmetric && b.symmetric
	}
	for _, p := range out {
		p.restyle()
	}
	slices.SortStableFunc(out, func(a, b *bundle) int { return cmp.Compare(b.weight, a.weight) })
	return out
}

// restyle gives a line that stands for several relations the look of deeds that are told as facts, before
// that of words, of what is claimed or planned, and of offices, and among these that of the weightiest
// group: nineteen reports of talks do not hide an invasion. The words begin with the same.
func (b *bundle) restyle() {
	type look struct {
		group    told.Group
		standing told.Standing
		state    bool
	}
	weight := map[look]float64{}
	of := func(p *bundle) look { return look{p.group, p.standing, p.state} }
	for _, p := range b.parts {
		weight[of(p)] += p.weight
	}
	slices.SortStableFunc(b.parts, func(x, y *bundle) int {
		rank := func(p *bundle) int {
			switch {
			case p.state:
				return 3
			case p.standing != told.Reported:
				return 2
			case strings.HasPrefix(p.group.Key, "m"): // a deed
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(weight[of(y)], weight[of(x)]), cmp.Compare(y.weight, x.weight))
	})
	first := b.parts[0]
	b.group, b.standing, b.state, b.label, b.url = first.group, first.standing, first.state, first.label, first.url
}

// partsLabel names the first relations of a pair with their counts.
func (b *bundle) partsLabel() []string {
	var lines []string
	count := map[string]int{}
	var order []string
	for _, p := range b.parts {
		if count[p.label] == 0 {
			order = append(order, p.label)
		}
		count[p.label] += max(len(p.events), 1)
	}
	for i, l := range order {
		if i == 2 && len(order) > 3 {
			lines = append(lines, fmt.Sprintf("and %d other relations", len(order)-i))
			break
		}
		if count[l] > 1 {
			l += "\u00a0×" + strconv.Itoa(count[l])
		}
		lines = append(lines, l)
	}
	return lines
}

// roleOf is the relation of roles that have none of their own: the role says more than its label.
const roleOf graph.TypeID = "role_of"

type bundleKey struct {
	from, to graph.EntityID
	label    string
	standing told.Standing
}

// bundles gathers what passed between entities: of an event its actors each to
// its recipients, or between the two actors where it has no recipient. What more
// than two did with each other becomes a hub: lines between all of them would be
// many and say no more.
func (d *drawing) bundles() []*bundle {
	found := map[bundleKey]*bundle{}
	var out []*bundle
	put := func(from, to graph.EntityID, label string, symmetric bool, st told.Standing) *bundle {
		from, to = d.canonical(from), d.canonical(to)
		if symmetric && to < from {
			from, to = to, from
		}
		k := bundleKey{from, to, label, st}
		if found[k] == nil {
			found[k] = &bundle{from: from, to: to, label: label, symmetric: symmetric, standing: st}
			out = append(out, found[k])
		}
		return found[k]
	}
	for i := range d.story.Events {
		e := &d.story.Events[i]
		var actors, recipients []graph.EntityID
		topic := ""
		for _, r := range e.Roles {
			switch {
			case r.Topic != "":
				topic = d.story.TypeLabel(r.Topic)
			case r.Entity == "":
			case r.Name == "actor" || r.Name == "participant":
				actors = append(actors, r.Entity)
			case r.Name == "recipient":
				recipients = append(recipients, r.Entity)
			}
		}
		label := e.Type
		if topic != "" && !strings.Contains(label, topic) {
			label += " " + topic
		}
		add := func(from, to graph.EntityID, symmetric bool) {
			if from == to {
				return
			}
			b := put(from, to, label, symmetric, e.Standing)
			b.group = told.ClassOf(e.Class).Group
			b.events = append(b.events, e)
			b.weight += e.Weight
			tip := e.DateText() + ": " + e.Line
			if doubt := e.Doubt(); doubt != "" {
				tip += " (" + doubt + ")"
			}
			b.tips = append(b.tips, tip)
			if b.url == "" {
				b.url = d.story.Evidence(e)
			}
		}
		for _, a := range actors {
			for _, r := range recipients {
				add(a, r, false)
			}
		}
		if len(recipients) == 0 && len(actors) > 2 {
			d.hubs = append(d.hubs, e)
			continue
		}
		if len(recipients) == 0 {
			for i, a := range actors {
				for _, r := range actors[i+1:] {
					add(a, r, true)
				}
			}
		}
	}
	if !d.o.NoStates {
		for _, st := range d.story.States {
			if st.To == "" || st.From == "" || st.To == st.From {
				continue
			}
			label := st.Type
			if st.State.Type == roleOf && st.Value != "" {
				label = st.Value
			}
			b := put(st.From, st.To, label, false, told.Reported)
			b.state = true
			b.weight += 0.5
			b.tips = append(b.tips, st.Line)
		}
	}
	slices.SortStableFunc(out, func(a, b *bundle) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.label, b.label))
	})
	return out
}

func (d *drawing) canonical(id graph.EntityID) graph.EntityID {
	if e := d.story.Entity(id); e != nil {
		return e.ID
	}
	return id
}

func (d *drawing) actors() error {
	all := d.bundles()
	d.network(all, d.findHubs())
	return nil
}

func (d *drawing) around() error {
	id, err := d.findEntity(d.o.Focus)
	if err != nil {
		return err
	}
	all := d.bundles()
	all = slices.DeleteFunc(all, func(b *bundle) bool { return b.from != id && b.to != id })
	if d.o.Title == "" {
		d.title = "Around " + d.story.Name(id)
	}
	hubs := slices.DeleteFunc(d.findHubs(), func(h hub) bool { return !slices.Contains(h.members, id) })
	d.network(all, hubs)
	return nil
}

// hub is an event of three or more that did something with each other.
type hub struct {
	event   *told.Event
	members []graph.EntityID
}

// findHubs gives the hubs in order of weight, those of the same relation, time
// and members once.
func (d *drawing) findHubs() []hub {
	var out []hub
	slices.SortStableFunc(d.hubs, func(a, b *told.Event) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.ID, b.ID))
	})
	seen := map[string]bool{}
	for _, e := range d.hubs {
		h := hub{event: e}
		key := e.Type + e.When.String() + e.Standing.String()
		for _, r := range e.Roles {
			if r.Entity != "" && (r.Name == "actor" || r.Name == "participant") {
				h.members = append(h.members, d.canonical(r.Entity))
			}
		}
		slices.Sort(h.members)
		h.members = slices.Compact(h.members)
		for _, m := range h.members {
			key += " " + string(m)
		}
		if !seen[key] && len(h.members) > 1 {
			seen[key] = true
			out = append(out, h)
		}
	}
	return out
}

// network draws the weightiest bundles and hubs: first the actors that take part
// in most, then the lines between them.
func (d *drawing) network(all []*bundle, hubs []hub) {
	weight := weights(all, hubs)
	ids := make([]graph.EntityID, 0, len(weight))
	for id := range weight {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b graph.EntityID) int {
		return cmp.Or(cmp.Compare(weight[b], weight[a]), cmp.Compare(a, b))
	})
	keep := map[graph.EntityID]bool{}
	for _, id := range ids[:min(len(ids), d.o.MaxNodes)] {
		keep[id] = true
	}
	inside := slices.DeleteFunc(slices.Clone(all), func(b *bundle) bool { return !keep[b.from] || !keep[b.to] })
	if len(inside) > crowded {
		inside, all = pairs(inside), pairs(all)
		d.left = append(d.left, "one line for all that passed from one actor to another; its style is that of deeds told as facts, where there are any")
	}
	shown := inside[:min(len(inside), d.o.MaxEdges)]
	nodes := map[graph.EntityID]bool{}
	for _, b := range shown {
		nodes[b.from], nodes[b.to] = true, true
	}
	room := d.o.MaxEdges - 2*len(shown)/3
	var shownHubs []hub
	for _, h := range hubs {
		members := slices.DeleteFunc(slices.Clone(h.members), func(id graph.EntityID) bool { return !keep[id] })
		if len(members) < 2 || len(members) > room {
			continue
		}
		room -= len(members)
		shownHubs = append(shownHubs, hub{h.event, members})
		for _, m := range members {
			nodes[m] = true
		}
	}
	d.cluster = d.clusterNames(shown, shownHubs)
	const rule = "those with the most, and the most widely reported, events"
	d.leftOut(len(nodes), len(ids), "actors", rule)
	d.leftOut(len(shown)+len(shownHubs), len(all)+len(hubs), "relations", rule)
	for _, b := range shown {
		d.bundle(b)
	}
	for _, h := range shownHubs {
		d.hub(h)
	}
}

// hub draws an event of several as a node of its own, joined to each of them.
func (d *drawing) hub(h hub) {
	e := h.event
	g := told.ClassOf(e.Class).Group.Key
	tip := e.DateText() + ": " + e.Line
	w := words{main: []string{e.Type}, more: []string{"", e.Doubt()}, letters: 24}
	if e.Dated() {
		w.more[0] = told.ShortDate(e.When, true)
	}
	n := d.node("hub "+string(e.ID), node{shape: pill, words: w, kind: groupIcons[g], group: g, line: stroke(e.Standing), tip: tip, url: d.story.Evidence(e), class: "hub " + g + eventClasses(e)})
	for _, m := range h.members {
		d.edge(edge{from: d.entity(m), to: n, group: g, line: stroke(e.Standing), head: nothing, tip: tip, url: d.story.Evidence(e), class: g + eventClasses(e)})
	}
}

func (d *drawing) bundle(b *bundle) {
	e := edge{from: d.entity(b.from), to: d.entity(b.to), line: stroke(b.standing), head: arrow, both: b.symmetric, url: b.url}
	e.words = words{main: []string{b.label}, letters: 24}
	if b.parts != nil {
		e.words.main = b.partsLabel()
	}
	if b.state {
		e.group, e.head, e.class = stateLine, open, "state"
	} else {
		e.group, e.class = b.group.Key, b.group.Key+eventClasses(b.events...)
		e.width = min(1+0.4*float64(len(b.events)), 4)
		if n := len(b.events); n > 1 && b.parts == nil {
			e.words.main[0] += "\u00a0×" + strconv.Itoa(n)
		}
		e.words.more = append(e.words.more, dateRange(b.events))
		if b.parts == nil {
			e.words.more = append(e.words.more, b.doubt())
		}
	}
	tips := b.tips
	if len(tips) > 12 {
		tips = append(slices.Clone(tips[:12]), fmt.Sprintf("and %d more", len(tips)-12))
	}
	e.tip = strings.Join(tips, "\n")
	d.edge(e)
}

// doubt says why a bundle is not drawn solid.
func (b *bundle) doubt() string {
	if b.standing == told.Reported {
		return ""
	}
	if len(b.events) == 1 {
		return b.events[0].Doubt()
	}
	return b.standing.String()
}

// dateRange is the time that events cover: "31 Mar 2021", "Mar 2020 – May 2021".
func dateRange(events []*told.Event) string {
	var first, last time.Time
	var single *told.Event
	for _, e := range events {
		if !e.Dated() {
			continue
		}
		single = e
		from, to := e.When.Bounds()
		if from.IsZero() {
			from = to
		}
		if to.IsZero() {
			to = from
		}
		if first.IsZero() || from.Before(first) {
			first = from
		}
		if last.IsZero() || to.After(last) {
			last = to
		}
	}
	if single == nil {
		return ""
	}
	if len(events) == 1 {
		return told.ShortDate(single.When, true)
	}
	if last.After(first) {
		last = last.Add(-time.Nanosecond)
	}
	// Blanks that no line is broken at: within a date.
	form, start := "2\u00a0Jan\u00a02006", "2\u00a0Jan"
	if last.Sub(first) > 400*24*time.Hour {
		form, start = "Jan\u00a02006", "Jan"
	}
	a, b := first.Format(form), last.Format(form)
	if a == b {
		return a
	}
	if first.Year() == last.Year() {
		a = first.Format(start)
	}
	return a + " – " + b
}

// findEntity is the entity that name means: an id, a name or an alias.
func (d *drawing) findEntity(name string) (graph.EntityID, error) {
	if name == "" {
		return "", fmt.Errorf("no actor is named: say which with --focus, and --to for the other end of a chain")
	}
	if e := d.story.Entity(graph.EntityID(name)); e != nil {
		return e.ID, nil
	}
	if id, ok := d.story.Find(name); ok {
		return id, nil
	}
	return "", fmt.Errorf("no actor %q in what is to be drawn", name)
}
