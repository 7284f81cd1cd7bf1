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
	gold   meantime.CrossGold
	number int
	entity []graph.EntityID // of each gold mention
	event  []graph.EventID
	extra  []graph.Entity
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

// link takes the entity of the pipeline's mention with the same head for each gold mention.
func (d *doc) link() {
	byText := map[string]graph.EntityID{}
	for _, m := range d.gold.Entities {
		id := d.found(m.Span)
		if id == "" {
			key := strings.ToLower(strings.TrimPrefix(strings.ToLower(d.text(m.Span)), "the "))
			if byText[key] == "" {
				byText[key] = graph.EntityID(fmt.Sprintf("%s/e%d", d.Article.ID, 1_000_000+len(d.extra)))
				d.extra = append(d.extra, graph.Entity{ID: byText[key], Kind: graph.Thing, Name: d.text(m.Span), Unnamed: true})
			}
			id = byText[key]
		}
		d.entity = append(d.entity, id)
	}
}

// found is the entity of the mention that is most like the span, empty if none is.
func (d *doc) found(s nlp.Span) graph.EntityID {
	best, score := -1, 0
	for i, m := range d.Mentions {
		if m.Entity < 0 || !m.Span.Overlaps(s) {
			continue
		}
		n := 0
		switch head := d.Tokens[m.Head].Span; {
		case m.Span == s:
			n = 4
		case m.Name == s && s.End > s.Start:
			n = 3
		case head.Start >= s.Start && head.End <= s.End && d.headOf(s) == m.Head:
			n = 2
		}
		if n > score {
			best, score = i, n
		}
	}
	if best < 0 {
		return ""
	}
	return d.Entities[d.Mentions[best].Entity].ID
}

// headOf is the token of a span whose head lies outside it, -1 if none.
func (d *doc) headOf(s nlp.Span) int {
	for i, t := range d.Tokens {
		if t.Start < s.Start || t.End > s.End {
			continue
		}
		if h := t.Head; h < 0 || d.Tokens[h].Start < s.Start || d.Tokens[h].End > s.End {
			return i
		}
	}
	return -1
}

// happen finds the event of each gold mention.
func (d *doc) happen() {
	for _, m := range d.gold.Events {
		d.event = append(d.event, graph.EventID(fmt.Sprintf("%s/v%d-event", d.Article.ID, m.Start)))
	}
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
		typ := graph.TypeID(d.lemma(m.Span))
		if !types[typ] {
			types[typ] = true
			f.Types = append(f.Types, graph.Type{ID: typ, Label: string(typ), Class: "OTHER"})
		}
		e := graph.Event{ID: d.event[i], Type: typ, Class: "OTHER", Text: d.text(m.Span), Basis: when.BasisPublication,
			Claims: []graph.Claim{{Article: d.Article.ID, Start: m.Start, End: m.End, Trigger: [2]int{m.Start, m.End}, Confidence: 1, Rule: "gold"}}}
		have := map[graph.EntityID]bool{}
		for _, p := range m.Participants {
			if id := d.entity[p]; !have[id] {
				have[id] = true
				e.Roles = append(e.Roles, graph.Role{Name: "participant", Entity: id})
			}
		}
		f.Events = append(f.Events, e)
	}
	return f
}

// lemma is that of the head of a span.
func (d *doc) lemma(s nlp.Span) string {
	if t := d.headOf(s); t >= 0 {
		return strings.ToLower(d.Tokens[t].Lemma)
	}
	return strings.ToLower(d.text(s))
}
