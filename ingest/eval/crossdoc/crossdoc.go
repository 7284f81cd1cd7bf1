// Package crossdoc scores what is the same across articles: it reads articles with gold mentions,
// resolves each article with the pipeline, puts what they say into a graph in memory, and
// compares the merged entities and events with gold by MUC, B³ and CEAF. Beside them stand
// what nothing joined and equal strings joined would score.
package crossdoc

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/merge"
	"dateline/graph/store"
	"dateline/graph/when"
	"dateline/ingest"
	"dateline/ingest/article"
	"dateline/ingest/eval/meantime"
	"dateline/ingest/nlp"
	"dateline/ingest/resolve"
	"dateline/ingest/resolve/corefscore"
)

// Row is one way of joining and its scores.
type Row struct {
	Name             string
	Entities, Events corefscore.Scores
}

// Run scores the articles. Mentions are given, with who takes part in each event; what
// refers to what is found.
func Run(ctx context.Context, gold []meantime.CrossGold) ([]Row, error) {
	s, err := store.Memory(store.Options{Merger: merge.Merger{}})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	var docs []*doc
	var facts []graph.Facts
	for i, g := range gold {
		d, err := read(g)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", g.ID, err)
		}
		d.number = i
		docs = append(docs, d)
		facts = append(facts, d.facts())
	}
	rs, err := s.Put(ctx, facts...)
	if err != nil {
		return nil, err
	}
	for _, r := range rs {
		if r.Err != nil {
			return nil, r.Err
		}
	}
	var ours Row
	err = s.View(ctx, func(r *store.Reader) error {
		ours = scoreBy("merged by the rules", docs, func(d *doc, i int) string {
			return r.Canon(string(d.entity[i]))
		}, func(d *doc, i int) string { return r.Canon(string(d.event[i])) })
		return nil
	})
	alone := func(d *doc, i int) string { return fmt.Sprint(d.number, " ", i) }
	return []Row{
		ours,
		scoreBy("every mention for itself", docs, alone, alone),
		scoreBy("equal strings are one",
			docs, func(d *doc, i int) string { return strings.ToLower(d.text(d.gold.Entities[i].Span)) },
			func(d *doc, i int) string { return strings.ToLower(d.text(d.gold.Events[i].Span)) }),
	}, err
}

// scoreBy compares the partition that the two functions name with gold.
func scoreBy(name string, docs []*doc, entity, event func(d *doc, i int) string) Row {
	part := func(mentions func(*doc) []meantime.CrossMention, of func(*doc, int) string) corefscore.Scores {
		g, s := map[string][]corefscore.Span{}, map[string][]corefscore.Span{}
		for _, d := range docs {
			for i, m := range mentions(d) {
				span := corefscore.Span{Start: d.number, End: i}
				g[m.Instance] = append(g[m.Instance], span)
				s[of(d, i)] = append(s[of(d, i)], span)
			}
		}
		return corefscore.ScoreAll(lists(g), lists(s))
	}
	return Row{
		Name:     name,
		Entities: part(func(d *doc) []meantime.CrossMention { return d.gold.Entities }, entity),
		Events:   part(func(d *doc) []meantime.CrossMention { return d.gold.Events }, event),
	}
}

func lists(m map[string][]corefscore.Span) [][]corefscore.Span {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	var out [][]corefscore.Span
	for _, k := range keys {
		out = append(out, m[k])
	}
	return out
}

// doc is one article at work.
type doc struct {
	*nlp.Document
	gold      meantime.CrossGold
	number    int
	entity    []graph.EntityID // of each gold mention
	event     []graph.EventID
	happening []int // of each gold event, -1
	extra     []graph.Entity
}

func (d *doc) text(s nlp.Span) string { return d.gold.Text[s.Start:s.End] }

// read runs the pipeline over the text and finds for each gold mention what the pipeline takes it for.
func read(g meantime.CrossGold) (*doc, error) {
	a := &article.Article{ID: graph.ArticleID("m" + g.ID), Lang: "en", Text: g.Text, Published: g.Published, DayOnly: true}
	for _, s := range g.Sentences {
		a.Blocks = append(a.Blocks, article.Block{Start: s.Start, End: s.End})
	}
	stages := slices.Clone(ingest.Stages)
	for i := range stages {
		if stages[i].Name == resolve.Stage.Name {
			stages[i] = resolve.All
		}
	}
	nd := &nlp.Document{Article: a}
	for _, s := range stages {
		if err := s.Run(nd); err != nil {
			return nil, err
		}
		nd.Has |= s.Adds
	}
	d := &doc{Document: nd, gold: g}
	d.link()
	d.happen()
	return d, nil
}

var relative = map[string]bool{"which": true, "that": true, "who": true, "whom": true, "whose": true}

// happen finds which gold mentions of events are one within the article: those that the pipeline's
// own events say are one, and those of one stem with a participant in common or none named.
func (d *doc) happen() {
	ms := d.gold.Events
	d.happening = make([]int, len(ms))
	for i, m := range ms {
		d.happening[i] = -1
		head := d.headOf(m.Span)
		for j, h := range d.Happenings {
			if h.Trigger == head || h.Words == m.Span {
				d.happening[i] = j
				break
			}
		}
	}
	first := map[string][]int{} // stem -> mentions that begin an event
	for i, m := range ms {
		id := graph.EventID(fmt.Sprintf("%s/v%d-event", d.Article.ID, m.Start))
		if h := d.happening[i]; h >= 0 && d.Happenings[h].Event >= 0 {
			for j := range i {
				if o := d.happening[j]; o >= 0 && d.Happenings[o].Event == d.Happenings[h].Event && d.Happenings[o].Type == d.Happenings[h].Type {
					id = d.event[j]
				}
			}
		}
		stem := d.stem(m.Span)
		if h := d.happening[i]; h < 0 || d.Happenings[h].Class != "STATE" {
			for _, j := range first[stem] {
				if d.agree(ms[i], ms[j]) {
					id = d.event[j]
					break
				}
			}
			first[stem] = append(first[stem], i)
		}
		d.event = append(d.event, id)
	}
}

// agree reports whether two mentions of a stem can be one event as far as who takes part goes: one names no
// other than the other does.
func (d *doc) agree(a, b meantime.CrossMention) bool {
	if len(a.Participants) == 0 || len(b.Participants) == 0 {
		return true
	}
	if len(a.Participants) > len(b.Participants) {
		a, b = b, a
	}
	for _, x := range a.Participants {
		if !slices.ContainsFunc(b.Participants, func(y int) bool { return d.entity[x] == d.entity[y] }) {
			return false
		}
	}
	return true
}

// stem is what the verb and the noun of one happening have in common.
func (d *doc) stem(s nlp.Span) string {
	w := d.lemma(s)
	for _, end := range []string{"ment", "ation", "ition", "tion", "ing", "er", "e"} {
		if x, ok := strings.CutSuffix(w, end); ok && len(x) > 3 {
			return x
		}
	}
	return w
}

// facts are what the article says with the mentions of gold.
func (d *doc) facts() graph.Facts {
	f := graph.Facts{Article: graph.Source{ID: d.Article.ID, Title: d.gold.ID, Text: d.gold.Text, SHA256: d.gold.ID, Published: d.gold.Published, DayOnly: true, Lang: "en"}}
	f.Entities = append(slices.Clone(d.Entities), d.extra...)
	seen := map[graph.EventID]bool{}
	types := map[graph.TypeID]bool{}
	for i, m := range d.gold.Events {
		if seen[d.event[i]] {
			continue
		}
		seen[d.event[i]] = true
		typ := d.relation(i)
		for t := typ; t.ID != "" && !types[t.ID]; t = d.Types[t.Parent] {
			types[t.ID] = true
			f.Types = append(f.Types, t)
		}
		e := graph.Event{ID: d.event[i], Type: typ.ID, Class: typ.Class, Text: d.text(m.Span), Basis: when.BasisPublication,
			Claims: []graph.Claim{{Article: d.Article.ID, Start: m.Start, End: m.End, Trigger: [2]int{m.Start, m.End}, Confidence: 1, Rule: "gold"}}}
		if h := d.happening[i]; h >= 0 {
			e.When, e.Basis, e.Values = d.Happenings[h].When, d.Happenings[h].Basis, d.Happenings[h].Values
			if at := d.Happenings[h].Event; at >= 0 && at < len(d.Events) {
				e.Place = d.Events[at].Place
			}
		}
		have := map[graph.EntityID]bool{}
		for _, p := range m.Participants {
			// Who takes part is given; that one of them is where it happened is found.
			if id := d.entity[p]; !have[id] && id != e.Place {
				have[id] = true
				e.Roles = append(e.Roles, graph.Role{Name: d.role(d.happening[i], d.gold.Entities[p].Span), Entity: id})
			}
		}
		f.Events = append(f.Events, e)
	}
	return f
}

// role is that in which the pipeline has a participant, "participant" if it has it not.
func (d *doc) role(h int, s nlp.Span) string {
	if h >= 0 {
		for _, a := range d.Happenings[h].Args {
			if a.Happening < 0 && a.Span.Overlaps(s) && (a.Role == "actor" || a.Role == "recipient") {
				return a.Role
			}
		}
	}
	return "participant"
}

// relation is what the pipeline takes an event for, or else an open one of its stem.
func (d *doc) relation(i int) graph.Type {
	if h := d.happening[i]; h >= 0 && d.Happenings[h].Class != "OTHER" {
		if t, ok := d.Types[d.Happenings[h].Type]; ok && !t.State && !t.Topic {
			return t
		}
	}
	stem := graph.TypeID("x_" + d.stem(d.gold.Events[i].Span))
	return graph.Type{ID: stem, Label: string(stem), Class: "OTHER", Open: true}
}

// lemma is that of the head of a span.
func (d *doc) lemma(s nlp.Span) string {
	if t := d.headOf(s); t >= 0 {
		return strings.ToLower(d.Tokens[t].Lemma)
	}
	return strings.ToLower(d.text(s))
}

// isName reports whether gold says that a mention is a name, alone or before a noun.
func isName(m meantime.CrossMention) bool { return m.Kind == "NAM" || m.Kind == "PRE.NAM" }
