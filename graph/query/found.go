package query

import (
	"cmp"
	"context"
	"slices"

	"dateline/graph"
	"dateline/graph/store"
)

// Sentence is what a search by words found, as the graph has it: a sentence of an article with the
// events it tells of, or an entity; ids are canonical.
type Sentence struct {
	store.Sentence
	Text      string // the sentence
	When      string // EDTF of the first of its events that has a date
	Publisher string
	Entity    graph.EntityID
	Name      string // of an entity
	Kind      graph.Kind
	N         int // events of the entity
}

// mostNames is how many names are shown before the sentences.
const mostNames = 20

// Found are names and sentences as the graph has them, in their order: names first, then the sentences
// of events that f selects. Names are left out where f selects anything at all. f.Limit and f.Offset count
// rows; its order is not used.
func Found(ctx context.Context, s *store.Store, names []graph.EntityID, sentences []store.Sentence, f Filter) (out []Sentence, err error) {
	limit, offset := f.Limit, f.Offset
	f.Limit, f.Offset, f.Sort, f.Open = 0, 0, ByTime, true
	err = ask(ctx, s, func(a *asker) error {
		sel, err := a.compile(f)
		if err != nil {
			return err
		}
		for _, id := range names {
			if !sel.all() {
				break
			}
			e, err := a.entity(id)
			if err != nil {
				return err
			}
			if e.Unnamed { // a description: its sentence is found
				continue
			}
			if len(out) == mostNames {
				break
			}
			out = append(out, Sentence{Entity: id, Name: e.Name, Kind: e.Kind, N: a.CountEvents(id, 10000)})
		}
		for _, x := range sentences {
			if limit > 0 && len(out) >= offset+limit {
				break
			}
			row, ok, err := sel.sentence(x)
			if err != nil {
				return err
			}
			if ok {
				out = append(out, row)
			}
		}
		return nil
	})
	return page(out, offset, limit), err
}

// all reports whether s selects every event.
func (s *selection) all() bool {
	return s.actors == nil && s.with == nil && s.places == nil && s.claimants == nil && s.types == nil && s.classes == nil &&
		s.origin == nil && s.batch == nil && s.modes == 0 && s.Denied == nil && s.Factuality == nil && s.Confidence == 0 &&
		s.MinSources == 0 && len(s.Basis) == 0 && len(s.Tag) == 0 && s.Since.IsZero() && s.Until.IsZero()
}

// sentence keeps of a sentence the events that s selects.
func (s *selection) sentence(x store.Sentence) (Sentence, bool, error) {
	row := Sentence{Sentence: x}
	row.Events = nil
	for _, local := range x.Events {
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
	src, err := s.a.Article(x.Article)
	if err != nil || x.End > len(src.Text) {
		return row, false, err
	}
	row.Text, row.Publisher = src.Text[x.Start:x.End], src.Publisher
	return row, true, nil
}
