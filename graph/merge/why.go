package merge

import (
	"fmt"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/store"
)

// shown bounds how many members of a cluster are looked at to explain it.
const shown = 60

// WhyEntity says why the members of a canonical entity are one, a reason a line;
// nothing for one that is alone.
func WhyEntity(r *store.Reader, e graph.Entity) ([]string, error) {
	if len(e.Members) < 2 {
		return nil, nil
	}
	said, err := words(r, ids(e.Members))
	if err != nil {
		return nil, err
	}
	type set struct {
		articles int
		country  string
		kind     graph.Kind
	}
	by := map[string]*set{}
	for _, id := range e.Members[:min(len(e.Members), shown)] {
		l, ok, err := r.LocalEntity(id)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		k := l.Name
		if by[k] == nil {
			by[k] = &set{kind: l.Kind, country: l.Country}
		}
		by[k].articles++
	}
	var out []string
	for _, n := range sortedKeys(by) {
		x := by[n]
		out = append(out, strings.TrimSuffix(fmt.Sprintf("%q in %d articles (%s %s", n, x.articles, x.kind, x.country), " ")+")")
	}
	if more := len(e.Members) - shown; more > 0 {
		out = append(out, fmt.Sprintf("and %d more", more))
	}
	rule := "one entity: the same name or alias, kinds and countries that agree"
	if e.Unnamed {
		rule = "one entity: the same description in copies of one report"
	}
	return append(append([]string{e.Name + " is " + rule}, out...), said...), nil
}

// WhyEvent says why the members of a canonical event are one, a reason a line;
// nothing for one that is alone.
func WhyEvent(r *store.Reader, e graph.Event) ([]string, error) {
	if len(e.Members) < 2 {
		return nil, nil
	}
	members, err := r.LocalEvents(e.ID)
	if err != nil {
		return nil, err
	}
	roots := map[graph.ArticleID]bool{}
	var dates, lines []string
	for _, m := range members {
		art := store.ArticleOf(m.ID)
		roots[r.Root(art)] = true
		date := "no date"
		if !m.When.IsZero() {
			date = m.When.String()
		}
		if !slices.Contains(dates, date) {
			dates = append(dates, date)
		}
		src, _, err := r.Source(art)
		if err != nil {
			return nil, err
		}
		line := fmt.Sprintf("%s: %s, %s", m.ID, m.Type, date)
		if src.CopyOf != "" {
			line += ", in a copy of " + string(src.CopyOf)
		}
		lines = append(lines, line)
	}
	said, err := words(r, ids(e.Members))
	if err != nil {
		return nil, err
	}
	first := fmt.Sprintf("%d reports of %d independent sources are one event: the same relation and participants, times that meet (%s)",
		len(members), len(roots), strings.Join(dates, ", "))
	return append(append([]string{first}, lines...), said...), nil
}

func ids[S ~string](in []S) map[string]bool {
	out := map[string]bool{}
	for _, id := range in {
		out[string(id)] = true
	}
	return out
}

// words are the judgements on a cluster.
func words(r *store.Reader, members map[string]bool) ([]string, error) {
	all, err := r.Judgements()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, j := range all {
		if members[j.A] || members[j.B] {
			out = append(out, fmt.Sprintf("%s said on %s: %s %s %s", j.By, j.At.Format("2006-01-02"), j.A, j.Verdict, j.B))
		}
	}
	return out, nil
}
