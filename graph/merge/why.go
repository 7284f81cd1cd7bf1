package merge

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
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
	said, err := words(r, e.Members)
	if err != nil {
		return nil, err
	}
	type way struct {
		first    graph.Entity
		articles int
	}
	by := map[string]*way{}
	for _, id := range e.Members[:min(len(e.Members), shown)] {
		l, ok, err := r.LocalEntity(id)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		if by[l.Name] == nil {
			by[l.Name] = &way{first: l}
		}
		by[l.Name].articles++
	}
	main := e.Name
	if by[main] == nil { // a person renamed it
		for _, n := range sortedKeys(by) {
			if by[main] == nil || by[n].articles > by[main].articles {
				main = n
			}
		}
	}
	out := []string{e.Name + " is one entity:"}
	for _, n := range sortedKeys(by) {
		x := by[n]
		plural := "s"
		if x.articles == 1 {
			plural = ""
		}
		line := strings.TrimSuffix(fmt.Sprintf("%q in %d article%s (%s %s", n, x.articles, plural, x.first.Kind, x.first.Country), " ") + ")"
		if n != main && by[main] != nil {
			line += ": " + reason(by[main].first, x.first)
		}
		out = append(out, line)
	}
	if more := len(e.Members) - shown; more > 0 {
		out = append(out, fmt.Sprintf("and %d more", more))
	}
	return append(out, said...), nil
}

// reason is why an entity of one name is taken for that of another.
func reason(main, other graph.Entity) string {
	if other.Unnamed {
		if main.Unnamed {
			return "the same description in copies of one report"
		}
		return "the office, which nobody else held then"
	}
	x := candidate{group: kindGroup(main.Kind), names: nameKeys(main)}
	y := candidate{group: kindGroup(other.Kind), names: nameKeys(other)}
	f := nameFeature(x, y)
	switch {
	case f.Weight == 0:
		return "by a name that a third has in common with both"
	case f.Words[:strings.Index(f.Words, ":")] == "the same":
		return "an alias that both have"
	case f.Weight < 0.5 && x.group == string(graph.Person):
		return f.Words[:strings.Index(f.Words, ":")] + ", which fits nobody else"
	}
	return f.Words[:strings.Index(f.Words, ":")]
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
	var dates, lines, told []string
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
		line := fmt.Sprintf("%s: %s, %s, %s participants", m.ID, m.Type, date, people(m))
		told = append(told, people(m))
		if src.CopyOf != "" {
			line += ", in a copy of " + string(src.CopyOf)
		}
		lines = append(lines, line)
	}
	said, err := words(r, e.Members)
	if err != nil {
		return nil, err
	}
	same := "the same relation and participants"
	if slices.Min(told) != slices.Max(told) {
		same = "one relation, and participants of which some tell fewer"
	}
	first := fmt.Sprintf("%d reports of %d independent sources are one event: %s, times that meet (%s)",
		len(members), len(roots), same, strings.Join(dates, ", "))
	return append(append([]string{first}, lines...), said...), nil
}

// people counts the entities that take part in an event.
func people(e graph.Event) string {
	n := 0
	for _, r := range e.Roles {
		if r.Entity != "" {
			n++
		}
	}
	return strconv.Itoa(n)
}

func ids[S ~string](in []S) map[string]bool {
	out := map[string]bool{}
	for _, id := range in {
		out[string(id)] = true
	}
	return out
}

// words are the judgements on a cluster.
func words[S ~string](r *store.Reader, in []S) ([]string, error) {
	all, err := r.Judgements()
	if err != nil || len(all) == 0 {
		return nil, err // as a rule: a busy entity has thousands of members
	}
	members := ids(in)
	var out []string
	for _, j := range all {
		if members[j.A] || members[j.B] {
			out = append(out, strings.TrimSpace(fmt.Sprintf("%s said on %s: %s %s %s", j.By, j.At.Format("2006-01-02"), j.A, j.Verdict, cmp.Or(j.B, j.Name))))
		}
	}
	return out, nil
}
