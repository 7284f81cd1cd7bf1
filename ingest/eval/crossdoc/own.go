package crossdoc

import (
	"context"

	"dateline/graph"
	"dateline/graph/merge"
	"dateline/graph/store"
	"dateline/ingest"
	"dateline/ingest/article"
	"dateline/ingest/eval/meantime"
	"dateline/ingest/nlp"
	"dateline/ingest/resolve/corefscore"
)

// RunOwn scores the articles as the program reads them, with its own mentions: one that has the extent or the head of a
// mention of gold stands for that, any other is wrong, and what it has no mention for is missed. Only
// sentences in which gold has mentions count.
func RunOwn(ctx context.Context, gold []meantime.CrossGold) (Row, error) {
	s, err := store.Memory(store.Options{Merger: merge.Merger{}})
	if err != nil {
		return Row{}, err
	}
	defer s.Close()
	var docs []*doc
	var facts []graph.Facts
	for i, g := range gold {
		a := &article.Article{ID: graph.ArticleID("m" + g.ID), Lang: "en", Text: g.Text, Published: g.Published, DayOnly: true}
		for _, x := range g.Sentences {
			a.Blocks = append(a.Blocks, article.Block{Start: x.Start, End: x.End})
		}
		nd, err := ingest.Read(a)
		if err != nil {
			return Row{}, err
		}
		f := ingest.Facts(nd)
		if f.Article.SHA256 == "" {
			f.Article.SHA256 = g.ID
		}
		docs, facts = append(docs, &doc{Document: nd, gold: g, number: i}), append(facts, f)
	}
	rs, err := s.Put(ctx, facts...)
	if err != nil {
		return Row{}, err
	}
	for _, r := range rs {
		if r.Err != nil {
			return Row{}, r.Err
		}
	}
	row := Row{Name: "own mentions, merged"}
	err = s.View(ctx, func(r *store.Reader) error {
		row.Entities = own(docs, func(d *doc) []meantime.CrossMention { return d.gold.Entities }, func(d *doc, do func(nlp.Span, int, string)) {
			for _, m := range d.Mentions {
				if m.Entity >= 0 {
					do(m.Span, m.Head, r.Canon(string(d.Entities[m.Entity].ID)))
				}
			}
		})
		row.Events = own(docs, func(d *doc) []meantime.CrossMention { return d.gold.Events }, func(d *doc, do func(nlp.Span, int, string)) {
			for _, h := range d.Happenings {
				if t := d.Types[h.Type]; !t.State && !t.Topic && h.Event >= 0 && h.Event < len(d.Events) {
					do(h.Words, h.Trigger, r.Canon(string(d.Events[h.Event].ID)))
				}
			}
		})
		return nil
	})
	return row, err
}

func own(docs []*doc, gold func(*doc) []meantime.CrossMention, each func(*doc, func(nlp.Span, int, string))) corefscore.Scores {
	g, s := map[string][]corefscore.Span{}, map[string][]corefscore.Span{}
	for _, d := range docs {
		marked := map[int]bool{}
		heads := map[int]int{}
		spans := map[nlp.Span]int{}
		for i, m := range gold(d) {
			g[m.Instance] = append(g[m.Instance], corefscore.Span{Start: d.number, End: i})
			marked[d.sentenceAt(m.Start)] = true
			spans[m.Span] = i
			if h := d.headOf(m.Span); h >= 0 {
				if _, ok := heads[h]; !ok {
					heads[h] = i
				}
			}
		}
		used := map[int]bool{}
		n := 1_000_000
		each(d, func(span nlp.Span, head int, id string) {
			if !marked[d.sentenceAt(span.Start)] {
				return
			}
			i, ok := spans[span]
			if !ok || used[i] {
				i, ok = heads[head]
			}
			if !ok || used[i] {
				n++
				i = n
			}
			used[i] = true
			s[id] = append(s[id], corefscore.Span{Start: d.number, End: i})
		})
	}
	return corefscore.ScoreAll(lists(g), lists(s))
}

func (d *doc) sentenceAt(at int) int {
	for i, s := range d.gold.Sentences {
		if at >= s.Start && at < s.End {
			return i
		}
	}
	return -1
}
