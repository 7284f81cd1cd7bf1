package query

import (
	"cmp"
	"slices"

	"dateline/graph"
)

// holders are the rows of a relation that holds for a while (head_of, owns): who, of
// what, in the order of their names. Without a name it reads what every article says.
func (a *asker) holders(relations []string, name string) ([]WhoRow, error) {
	types, err := a.relations(relations)
	if err != nil {
		return nil, err
	}
	for t := range types {
		if ty, _, err := a.Type(t); err != nil || !ty.State {
			return nil, err
		}
	}
	states, err := a.statesNaming(name)
	if err != nil {
		return nil, err
	}
	at := map[pair]int{}
	roots := map[pair]map[graph.ArticleID]bool{}
	var rows []WhoRow
	for _, s := range states {
		if !types[s.Type] {
			continue
		}
		p := pair{actor: s.From, other: s.To, typ: s.Type}
		i, ok := at[p]
		if !ok {
			i = len(rows)
			at[p], roots[p] = i, map[graph.ArticleID]bool{}
			rows = append(rows, WhoRow{Actor: a.name(s.From), Other: a.name(s.To), ActorID: s.From, OtherID: s.To, Type: s.Type})
		}
		r := &rows[i]
		r.Content = cmp.Or(r.Content, s.Value)
		if r.Events = append(r.Events, s.ID); r.First == "" && !s.When.IsZero() {
			r.First, r.Last = s.When.String(), s.When.String()
		}
		for _, c := range s.Claims {
			roots[p][a.Root(c.Article)] = true
		}
		r.Sources = len(roots[p])
	}
	slices.SortFunc(rows, func(x, y WhoRow) int {
		return cmp.Or(cmp.Compare(x.Other, y.Other), cmp.Compare(x.Actor, y.Actor), cmp.Compare(x.OtherID, y.OtherID), cmp.Compare(x.ActorID, y.ActorID), cmp.Compare(x.Type, y.Type))
	})
	return rows, nil
}

// statesNaming are the states of the one called name on either side, or all, in canonical ids.
func (a *asker) statesNaming(name string) ([]graph.State, error) {
	if name != "" {
		id, err := a.resolve(name)
		if err != nil {
			return nil, err
		}
		var out []graph.State
		for _, from := range []bool{true, false} {
			for s, err := range a.StatesOf(id, from) {
				if err == nil {
					err = a.ctx.Err()
				}
				if err != nil {
					return nil, err
				}
				if a.budget.read(); !a.budget.look() {
					return out, nil
				}
				out = append(out, s)
			}
		}
		return out, nil
	}
	var out []graph.State
	for s, err := range a.AllStates() {
		if err == nil {
			err = a.ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		if a.budget.read(); !a.budget.look() {
			break
		}
		out = append(out, s)
	}
	return out, nil
}
