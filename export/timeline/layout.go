package timeline

import (
	"cmp"
	"slices"
	"strings"

	"dateline/export/metric"
	"dateline/export/told"
	"dateline/graph"
)

// Layout gives every mark and word of v its place.
func Layout(v *graph.View, o Options) Chart {
	l := &layout{fonts: metric.New(), o: o.withDefaults(), story: told.Read(v)}
	l.story.RankBy(o.Rank)
	l.c.Title = strings.Join(strings.Fields(cmp.Or(o.Title, l.story.Title, "Timeline")), " ")
	l.c.Width, l.c.Theme = l.o.Width, l.o.Theme
	l.pick()
	l.header()
	if len(l.dated) > 0 {
		l.plot()
		l.legend()
	}
	l.lists()
	l.c.Height = l.y + edge/2
	l.c.Desc = l.describe()
	return l.c
}

func (o Options) withDefaults() Options {
	o.Width = max(cmp.Or(o.Width, 1200), 320)
	o.Theme = cmp.Or(o.Theme, "auto")
	o.Lanes = cmp.Or(o.Lanes, "none")
	if o.MaxRows == 0 {
		o.MaxRows = 14
		if o.Lanes != "none" {
			o.MaxRows = 6
		}
	}
	if o.MaxListed == 0 {
		o.MaxListed = 200
	}
	return o
}

type layout struct {
	o      Options
	fonts  *metric.Fonts
	story  *told.Story
	c      Chart
	y      float64 // everything so far is above
	dated  []*told.Event
	apart  []*told.Event // no date in the text
	listed []listing     // gathered events, numbered
	more   int           // gathered and not listed
	scale  scale
	year   bool // labels need the year
	// No event has a time of day: days are the least units of the axis.
	wholeDays bool
}

// listing is a gathered event with its number.
type listing struct {
	n int
	e *told.Event
}

// pick chooses the events that are drawn.
func (l *layout) pick() {
	events := make([]*told.Event, len(l.story.Events))
	for i := range l.story.Events {
		events[i] = &l.story.Events[i]
	}
	l.c.Omitted = l.story.Omitted
	if n := l.o.MaxEvents; n > 0 && len(events) > n {
		byWeight := slices.Clone(events)
		slices.SortStableFunc(byWeight, func(a, b *told.Event) int { return cmp.Compare(b.Weight, a.Weight) })
		keep := map[*told.Event]bool{}
		for _, e := range byWeight[:n] {
			keep[e] = true
		}
		l.c.Omitted += len(events) - n
		events = slices.DeleteFunc(events, func(e *told.Event) bool { return !keep[e] })
	}
	for _, e := range events {
		if e.Dated() {
			l.dated = append(l.dated, e)
		} else {
			l.apart = append(l.apart, e)
		}
	}
	l.c.Shown, l.c.Undated = len(l.dated), len(l.apart)
}
