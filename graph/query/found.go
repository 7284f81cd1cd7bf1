package query

import (
	"cmp"
	"context"
	"slices"

	"dateline/graph"
	"dateline/graph/store"
)

// Spot is a place that a search by words found: a sentence of an article with the
// events it tells of, or an entity; ids as the article has them.
type Spot struct {
	Article    graph.ArticleID
	Start, End int // bytes of the article's text
	Events     []graph.EventID
	Entity     graph.EntityID
}

// Sentence is a Spot in the graph: canonical ids, words, dates.
type Sentence struct {
	Spot
	Text      string // the sentence
	When      string // EDTF of the first of its events that has a date
	Publisher string
	Name      string // of an entity
	Kind      graph.Kind
	N         int // events of the entity
}

// Found are the spots as the graph has them, in their order: names first, each entity
// once, then the sentences of events that f selects. Names are left out where f
// selects anything at all. f.Limit and f.Offset count rows; its order is not used.
func Found(ctx context.Context, s *store.Store, spots []Spot, f Filter) (out []Sentence, err error) {
	limit, offset := f.Limit, f.Offset
	f.Limit, f.Offset, f.Sort, f.Open = 0, 0, ByTime, true
	err = ask(ctx, s, func(a *asker) error {
		sel, err := a.compile(f)
		if err != nil {
			return err
		}
		seen := map[graph.EntityID]bool{}
		var names []Sentence
		for _, spot := range spots {
			if spot.Entity == "" {
				row, ok, err := sel.sentence(spot)
				if err != nil {
					return err
				}
				if ok {
					out = append(out, row)
				}
				continue
			}
			id := graph.EntityID(a.Canon(string(spot.Entity)))
			if seen[id] || !sel.all() {
				continue
			}
			seen[id] = true
			e, err := a.entity(id)
			if err != nil {
				return err
			}
			spot.Entity = id
			names = append(names, Sentence{Spot: spot, Name: e.Name, Kind: e.Kind, N: a.CountEvents(id, 10000)})
		}
		out = append(names, out...)
		return nil
	})
	out = out[min(offset, len(out)):]
	if limit > 0 {
		out = out[:min(limit, len(out))]
	}
	return out, err
}

// all reports whether s selects every event.
func (s *selection) all() bool {
	return s.actors == nil && s.with == nil && s.places == nil && s.claimants == nil && s.types == nil && s.classes == nil &&
		s.origin == nil && s.batch == nil && s.modes == 0 && s.Denied == nil && s.Factuality == nil && s.Confidence == 0 &&
		s.MinSources == 0 && len(s.Basis) == 0 && len(s.Tag) == 0 && s.Since.IsZero() && s.Until.IsZero()
}

// sentence keeps of a spot the events that s selects.
func (s *selection) sentence(spot Spot) (Sentence, bool, error) {
	row := Sentence{Spot: spot}
	row.Events = nil
	for _, local := range spot.Events {
		sum, ok, err := s.a.Summary(graph.EventID(s.a.Canon(string(local))))
		if err != nil {
			return row, false, err
		}
		if ok && s.wants(&sum) && !slices.Contains(row.Events, sum.ID) {
			row.Events = append(row.Events, sum.ID)
			row.When = cmp.Or(row.When, sum.When)
		}
	}
	if len(row.Events) == 0 {
		return row, false, nil
	}
	src, err := s.a.Article(spot.Article)
	if err != nil || spot.End > len(src.Text) {
		return row, false, err
	}
	row.Text, row.Publisher = src.Text[spot.Start:spot.End], src.Publisher
	return row, true, nil
}
