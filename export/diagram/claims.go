package diagram

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"dateline/export/told"
	"dateline/graph"
)

// eventNode is the node of an event: a box in the colour of its class.
func (d *drawing) eventNode(e *told.Event) string {
	g := told.ClassOf(e.Class).Group
	d.groups[g.Key] = true
	style, legend := stroke(e.Standing)
	if legend != "" {
		d.lines[legend] = true
	}
	label := wrap(e.Line, 34, 5)
	if e.Dated() {
		label += "\n" + wrap(told.ShortDate(e.When, true), 34, 2)
	}
	if e.Standing != told.Reported {
		label += "\n(" + e.Standing.String() + ")"
	}
	tip := e.DateText() + ": " + e.Line
	return d.node("event "+string(e.ID), "label", label, "shape", "note", "style", "filled,"+style, "color", d.look.colour(g), "fontcolor", d.look.words(g),
		"fillcolor", d.look.ground, "penwidth", "1.6", "tooltip", tip, "URL", d.story.Evidence(e), "class", "event "+g.Key+eventClasses(e))
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
	return d.node("source "+strconv.Itoa(q.Source)+label, "label", wrap(label, 24, 3), "shape", "folder", "tooltip", label, "URL", url, "class", "source")
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
	d.rank = "LR"
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
	node := d.eventNode(e)
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
		label, c, head := "says", d.look.soft, "normal"
		if l.denied {
			label, c, head = "denies", d.look.groups["mx"], "tee"
		}
		if count[l] > 1 {
			label += " ×" + strconv.Itoa(count[l])
		}
		d.edge(l.voice, node, "label", label, "color", c, "fontcolor", c, "arrowhead", head, "tooltip", tips[l], "labeltooltip", tips[l], "URL", d.story.Evidence(e), "class", "claim"+eventClasses(e))
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
	node := d.eventNode(e)
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
			to = d.node("topic "+string(r.Topic), "label", wrap(d.story.TypeLabel(r.Topic), 24, 3), "shape", "plain", "style", "solid")
		}
		d.edge(node, to, "label", r.Name, "arrowhead", "none", "class", "role")
	}
	d.leftOut(min(shown, len(e.Roles)), len(e.Roles), "participants", "the first named")
	if e.Place != "" {
		d.edge(node, d.entity(e.Event.Place), "label", "place", "arrowhead", "none", "class", "role")
	}
	d.eventClaims(e)
	return nil
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
