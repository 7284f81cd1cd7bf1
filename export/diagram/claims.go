package diagram

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"dateline/export/told"
	"dateline/graph"
)

// eventNode is the node of an event, in the colour of its class.
func (d *drawing) eventNode(e *told.Event) string {
	g := told.ClassOf(e.Class).Group.Key
	w := words{main: []string{e.Line}, letters: 34}
	if e.Dated() {
		w.more = append(w.more, told.ShortDate(e.When, true))
	}
	if e.Standing != told.Reported {
		w.more = append(w.more, "("+e.Standing.String()+")")
	}
	return d.node("event "+string(e.ID), node{shape: note, words: w, kind: groupIcons[g], group: g, line: stroke(e.Standing),
		tip: e.DateText() + ": " + e.Line, url: d.story.Evidence(e), class: "event " + g + eventClasses(e)})
}

// voiceNode is who speaks in a claim: an entity, or the article's own voice.
func (d *drawing) voiceNode(q told.Quote) string {
	if q.By != "" {
		return d.entity(q.Claimant[len(q.Claimant)-1])
	}
	label, url := "report", ""
	if q.Source > 0 {
		a := d.story.Sources[q.Source-1]
		label, url = a.Publisher, a.Link()
		if label == "" {
			label = a.Heading()
		}
	}
	return d.node("source "+strconv.Itoa(q.Source)+label, node{shape: folder, words: words{main: []string{label}, letters: 24}, kind: iconSource, tip: label, url: url, class: "source"})
}

// claims draws claimants to the left and what they say to the right. What only
// an article's own voice says is left out: it has no claimant to show.
func (d *drawing) claims() error {
	var events []*told.Event
	for i := range d.story.Events {
		e := &d.story.Events[i]
		if slices.ContainsFunc(e.Quotes, func(q told.Quote) bool { return q.By != "" }) {
			events = append(events, e)
		}
	}
	all := len(events)
	slices.SortStableFunc(events, func(a, b *told.Event) int {
		return cmp.Or(cmp.Compare(contested(b), contested(a)), cmp.Compare(b.Weight, a.Weight))
	})
	events = events[:min(len(events), max(d.o.MaxNodes/2, 1))]
	d.leftOut(len(events), all, "events with a claimant", "the disputed ones first, then the most widely reported")
	for _, e := range events {
		d.eventClaims(e)
	}
	return nil
}

func contested(e *told.Event) int {
	if len(e.DeniedBy) > 0 {
		return 1
	}
	return 0
}

// eventClaims draws who says e and who denies it; what one claimant says in
// several sentences is one line.
func (d *drawing) eventClaims(e *told.Event) {
	event := d.eventNode(e)
	type line struct {
		voice  string
		denied bool
	}
	seen := map[line]bool{}
	count := map[line]int{}
	tips := map[line]string{}
	var order []line
	for _, q := range e.Quotes {
		l := line{d.voiceNode(q), q.Polarity == graph.Denied}
		if !seen[l] {
			seen[l] = true
			order = append(order, l)
		}
		count[l]++
		if tips[l] == "" {
			tips[l] = q.Sentence()
		}
	}
	for _, l := range order {
		line := edge{from: l.voice, to: event, words: words{main: []string{"says"}, letters: 24}, group: saysLine, line: solid, head: arrow, tip: tips[l], url: d.story.Evidence(e), class: "claim" + eventClasses(e)}
		if l.denied {
			line.words.main[0], line.group, line.head = "denies", deniesLine, bar
		}
		if count[l] > 1 {
			line.words.main[0] += "\u00a0×" + strconv.Itoa(count[l])
		}
		d.edge(line)
	}
}

// event draws one event: who took part, where, who says so.
func (d *drawing) event() error {
	e, err := d.findEvent(d.o.Focus)
	if err != nil {
		return err
	}
	if d.o.Title == "" {
		d.title = e.Line
	}
	event := d.eventNode(e)
	shown := 0
	for _, r := range e.Roles {
		if shown++; shown > d.o.MaxEdges {
			break
		}
		var to string
		switch {
		case r.Entity != "":
			to = d.entity(r.Entity)
		case r.Event != "":
			i := slices.IndexFunc(d.story.Events, func(o told.Event) bool { return o.ID == r.Event })
			if i < 0 {
				continue
			}
			to = d.eventNode(&d.story.Events[i])
		default:
			to = d.node("topic "+string(r.Topic), node{shape: bare, words: words{main: []string{d.story.TypeLabel(r.Topic)}, letters: 24}})
		}
		d.role(event, to, r.Name)
	}
	d.leftOut(min(shown, len(e.Roles)), len(e.Roles), "participants", "the first named")
	if e.Place != "" {
		d.role(event, d.entity(e.Event.Place), "place")
	}
	d.eventClaims(e)
	return nil
}

// role joins an event and who or what has a part in it.
func (d *drawing) role(event, part, name string) {
	d.edge(edge{from: event, to: part, words: words{main: []string{name}, letters: 24}, group: roleLine, line: solid, head: nothing, class: "role"})
}

// findEvent is the event with that id, or the weightiest if none is named.
func (d *drawing) findEvent(id string) (*told.Event, error) {
	var best *told.Event
	for i := range d.story.Events {
		e := &d.story.Events[i]
		if id != "" && (string(e.ID) == id || slices.Contains(e.Members, graph.EventID(id))) {
			return e, nil
		}
		if best == nil || e.Weight > best.Weight {
			best = e
		}
	}
	if id != "" {
		return nil, fmt.Errorf("no event %q in what is to be drawn", id)
	}
	if best == nil {
		return nil, fmt.Errorf("no events to draw")
	}
	return best, nil
}
