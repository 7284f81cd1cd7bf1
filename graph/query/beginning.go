package query

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/store"
)

// Relations are the relations that the graph has, by id.
func Relations(ctx context.Context, s *store.Store) (types []graph.Type, err error) {
	err = ask(ctx, s, func(a *asker) error {
		types, err = a.Types()
		return err
	})
	return types, err
}

// Beginning are the named entities with a name, or a word of one, that begins with
// text, those with most events first, at most limit.
func Beginning(ctx context.Context, s *store.Store, text string, limit int) (out []Candidate, err error) {
	text = store.Fold(text)
	err = ask(ctx, s, func(a *asker) error {
		found, err := a.beginning(text, 40*limit, 100*limit)
		if err != nil {
			return err
		}
		// Only those that may be shown are read: as many as are asked for, and whoever has as many events as the last.
		for i, c := range found {
			if len(out) >= limit && c.Events < found[i-1].Events {
				break
			}
			if i&63 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			e, err := a.entity(c.ID)
			if err != nil {
				return err
			}
			if !e.Unnamed {
				out = append(out, Candidate{ID: c.ID, Name: e.Name, Kind: e.Kind, Role: e.Role, Country: e.Country, Events: c.Events})
			}
		}
		return nil
	})
	slices.SortFunc(out, func(x, y Candidate) int {
		return cmp.Or(cmp.Compare(y.Events, x.Events), cmp.Compare(x.Name, y.Name), cmp.Compare(x.ID, y.ID))
	})
	return out[:min(limit, len(out))], err
}

// beginning are the entities with events whose names, or words of them, begin with folded text, by id and number of
// events, most first: most of them, of mostSeen that are looked at, as a letter alone fits half of all names.
func (a *asker) beginning(text string, most, mostSeen int) (out []Candidate, err error) {
	// Names that begin so, then names with another word that does: the word is all of text, or
	// the first of its words.
	word, _, several := strings.Cut(text, " ")
	seen := map[graph.EntityID]bool{}
	for _, list := range []iter.Seq2[string, graph.EntityID]{a.NamesFrom(text), a.WordsFrom(word)} {
		for n, id := range list {
			if seen[id] || several && !strings.HasPrefix(n, text) && n != word {
				continue
			}
			if several && !strings.HasPrefix(n, text) {
				e, err := a.entity(id)
				if err != nil {
					return nil, err
				}
				if !a.hasInside(e, " "+text) {
					continue
				}
			}
			seen[id] = true
			if n := a.CountEvents(id, 10000); n > 0 {
				out = append(out, Candidate{ID: id, Events: n})
			}
			if a.ctx.Err() != nil {
				return nil, a.ctx.Err()
			}
			if len(out) >= most || len(seen) >= mostSeen {
				break
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Candidate) int { return cmp.Compare(y.Events, x.Events) })
	return out, nil
}

// hasInside reports whether a name of e has such a piece, folded.
func (a *asker) hasInside(e graph.Entity, piece string) bool {
	return slices.ContainsFunc(append([]string{e.Name}, e.Aliases...), func(n string) bool { return strings.Contains(store.Fold(n), piece) })
}

// EventsBeginning are the events whose id begins with prefix, at most limit.
func EventsBeginning(ctx context.Context, s *store.Store, prefix string, limit int) (out []EventRow, err error) {
	err = ask(ctx, s, func(a *asker) error {
		for id := range a.EventIDs(prefix) {
			if len(out) == limit {
				break
			}
			sum, ok, err := a.Summary(id)
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			r, err := a.rowOf(&sum)
			if err != nil {
				return err
			}
			out = append(out, r)
		}
		return nil
	})
	return out, err
}

// Named reports whether somebody or something with a proper name is called so, by a name, an
// alias, or, of a person, the family name.
func Named(ctx context.Context, s *store.Store, phrase string) (yes bool, err error) {
	err = ask(ctx, s, func(a *asker) error {
		folded := store.Fold(phrase)
		ids := a.Called(phrase)
		if len(ids) == 0 && folded != "" && !strings.Contains(folded, " ") {
			ids = a.WithWord(folded)
		}
		for _, id := range ids {
			e, err := a.entity(id)
			if err != nil {
				return err
			}
			whole := func(n string) bool { return store.Fold(n) == folded }
			if e.Unnamed || e.Kind == graph.Thing {
				continue
			}
			if whole(e.Name) || slices.ContainsFunc(e.Aliases, whole) || e.Kind == graph.Person && strings.HasSuffix(store.Fold(e.Name), " "+folded) {
				yes = true
				return nil
			}
		}
		return nil
	})
	return yes, err
}
