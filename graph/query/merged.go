package query

import (
	"context"
	"slices"

	"dateline/graph"
	"dateline/graph/merge"
	"dateline/graph/store"
)

// merged says why the members of an event are one, and why those who take part in
// it are.
func (a *asker) merged(e graph.Event) ([]string, error) {
	out, err := merge.WhyEvent(a.Reader, e)
	if err != nil {
		return nil, err
	}
	var seen []graph.EntityID
	for _, r := range e.Roles {
		if r.Entity == "" || slices.Contains(seen, r.Entity) {
			continue
		}
		seen = append(seen, r.Entity)
		x, _, err := a.Whole(r.Entity)
		if err != nil {
			return nil, err
		}
		why, err := merge.WhyEntity(a.Reader, x)
		if err != nil {
			return nil, err
		}
		out = append(out, why...)
	}
	return out, nil
}

// Identity is why an entity is one, with its members and the articles they are of.
type Identity struct {
	Entity  graph.Entity
	Reasons []string
	Members []Member
}

// Member is an entity as one article tells of it.
type Member struct {
	graph.Entity
	Article SourceRow
}

// membersShown bounds the members that Identity lists.
const membersShown = 100

// WhyOne explains the entity called name.
func WhyOne(ctx context.Context, s *store.Store, name string) (out Identity, err error) {
	err = ask(ctx, s, func(a *asker) error {
		id, err := a.resolve(name)
		if err != nil {
			return err
		}
		if out.Entity, _, err = a.Whole(id); err != nil {
			return err
		}
		if out.Reasons, err = merge.WhyEntity(a.Reader, out.Entity); err != nil {
			return err
		}
		members := out.Entity.Members
		if len(members) == 0 {
			members = []graph.EntityID{id}
		}
		for _, m := range members[:min(len(members), membersShown)] {
			e, ok, err := a.LocalEntity(m)
			if err != nil {
				return err
			}
			if !ok || store.ArticleOf(m) == "" {
				continue
			}
			src, _, err := a.Source(store.ArticleOf(m))
			if err != nil {
				return err
			}
			row, err := a.source(src)
			if err != nil {
				return err
			}
			out.Members = append(out.Members, Member{e, row})
		}
		return nil
	})
	return out, err
}
