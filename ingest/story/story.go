// Package story turns the happenings of an article into what the graph keeps:
// events and states, each told once, with every claim that the article makes
// about it.
//
// It takes a Document with happenings, their attributions and dates, and gives
// Document.Events and Document.States. Which happenings are the same event is
// already said (EventMention.Same); here their participants, dates, places and
// numbers are joined and their sentences become claims. It finds nothing new in
// the text.
package story

import (
	"cmp"
	"slices"
	"sort"
	"strconv"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// Stage is the row of the pipeline.
var Stage = nlp.Stage{
	Name:  "story",
	Needs: nlp.Sentences | nlp.Tokens | nlp.Resolved | nlp.Happenings | nlp.Claims | nlp.Dates,
	Adds:  nlp.Told,
	Run:   run,
}

func run(d *nlp.Document) error {
	t := teller{d: d, made: map[graph.EntityID]int{}}
	for m := range d.Mentions {
		if d.Mentions[m].Form == nlp.Named {
			t.names = append(t.names, m)
		}
	}
	slices.SortStableFunc(t.names, func(a, b int) int { return cmp.Compare(d.Mentions[a].First, d.Mentions[b].First) })
	t.group()
	t.number()
	for _, g := range t.groups {
		if t.state(g) {
			d.States = append(d.States, t.tellState(g))
		} else {
			d.Events = append(d.Events, t.tellEvent(g))
		}
	}
	t.quote()
	t.dropEmpty()
	d.Has |= nlp.Told
	return nil
}

type teller struct {
	d      *nlp.Document
	groups [][]int         // happenings of one event, in the order of the text
	of     []int           // per happening: its group, -1
	ids    []graph.EventID // per group
	places []int           // per group: index into Events or States
	names  []int           // mentions that are names, in the order of the text
	made   map[graph.EntityID]int
}

// group gathers the happenings that tell of one event, leaving out those of
// captions, credits and navigation.
func (t *teller) group() {
	d := t.d
	d.Events, d.States = nil, nil
	t.of = make([]int, len(d.Happenings))
	at := map[int]int{}
	for i := range d.Happenings {
		d.Happenings[i].Event = -1
		t.of[i] = -1
		if !t.tells(i) {
			continue
		}
		root := t.root(i)
		g, ok := at[root]
		if !ok {
			g = len(t.groups)
			at[root] = g
			t.groups = append(t.groups, nil)
		}
		t.groups[g] = append(t.groups[g], i)
	}
	for _, g := range t.groups {
		slices.SortStableFunc(g, func(a, b int) int { return cmp.Compare(t.start(a), t.start(b)) })
	}
	slices.SortStableFunc(t.groups, func(a, b []int) int { return cmp.Compare(t.start(a[0]), t.start(b[0])) })
	for g, members := range t.groups {
		for _, i := range members {
			t.of[i] = g
		}
	}
}

// tells reports whether happening i stands in a sentence from which events are read.
func (t *teller) tells(i int) bool {
	h := &t.d.Happenings[i]
	if h.Trigger < 0 || h.Trigger >= len(t.d.Tokens) || h.Type == "" {
		return false
	}
	s := t.d.SentenceOf(h.Trigger)
	return s < len(t.d.Sentences) && t.d.Sentences[s].Kind.Tells()
}

func (t *teller) start(i int) int { return t.d.Tokens[t.d.Happenings[i].Trigger].Start }

// tokenAt is the first token that ends after byte at.
func (t *teller) tokenAt(at int) int {
	return sort.Search(len(t.d.Tokens), func(i int) bool { return t.d.Tokens[i].End > at })
}

// root follows Same to the first telling; a ring or a telling that does not count
// ends the walk.
func (t *teller) root(i int) int {
	for range len(t.d.Happenings) {
		s := t.d.Happenings[i].Same
		if s < 0 || s >= len(t.d.Happenings) || s == i || !t.tells(s) {
			break
		}
		i = s
	}
	return i
}

// state reports whether group g tells of a state, not of an event.
func (t *teller) state(g []int) bool {
	return t.d.Types[t.d.Happenings[g[0]].Type].State
}

// number gives every group its id, by the place of its first telling, so that
// events can name each other.
func (t *teller) number() {
	t.ids = make([]graph.EventID, len(t.groups))
	t.places = make([]int, len(t.groups))
	used := map[graph.EventID]int{}
	events, states := 0, 0
	for g, members := range t.groups {
		letter := "/v"
		if t.state(members) {
			letter = "/s"
			t.places[g] = states
			states++
		} else {
			t.places[g] = events
			events++
		}
		h := &t.d.Happenings[members[0]]
		id := graph.EventID(string(t.d.Article.ID) + letter + strconv.Itoa(t.start(members[0])) + "-" + string(h.Type))
		used[id]++
		if n := used[id]; n > 1 {
			id += graph.EventID("." + strconv.Itoa(n))
		}
		t.ids[g] = id
		for _, i := range members {
			t.d.Happenings[i].Event = t.places[g]
		}
	}
}

// dropEmpty takes out states that say nothing of anybody. Events keep their
// places, since others name them.
func (t *teller) dropEmpty() {
	kept := t.d.States[:0]
	at := make([]int, len(t.d.States))
	for i, s := range t.d.States {
		at[i] = -1
		if s.From != "" && (s.To != "" || s.Value != "") {
			at[i] = len(kept)
			kept = append(kept, s)
		}
	}
	t.d.States = kept
	for g, members := range t.groups {
		if !t.state(members) {
			continue
		}
		for _, i := range members {
			t.d.Happenings[i].Event = at[t.places[g]]
		}
	}
}
