package timeline

import (
	"cmp"
	"slices"

	"dateline/export/told"
)

// maxLanes is how many lanes are named; what belongs to none of them is in a
// last one.
const maxLanes = 8

// laneNames gives each event the names of its lanes, the first being where its
// label stands, and the names in the order they are drawn.
func laneNames(s *told.Story, events []*told.Event, kind string) (of [][]string, names []string) {
	of = make([][]string, len(events))
	count := map[string]int{}
	threads := map[*told.Event]string{}
	if kind == "story" {
		numbers, names := s.Threads()
		for i, n := range numbers {
			if n >= 0 {
				threads[&s.Events[i]] = names[n]
			}
		}
	}
	for i, e := range events {
		if of[i] = []string{threads[e]}; kind != "story" {
			of[i] = keys(s, e, kind)
		}
		for _, k := range of[i] {
			count[k]++
		}
	}
	for k := range count {
		if k != "" {
			names = append(names, k)
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	rest := ""
	// A lane for each single event would be a page of headings.
	several := slices.IndexFunc(names, func(n string) bool { return count[n] < 2 })
	if several >= 2 {
		names = names[:several:several]
	}
	if len(names) > maxLanes {
		names = names[:maxLanes:maxLanes]
	}
	named := map[string]bool{}
	for _, n := range names {
		named[n] = true
	}
	for i := range of {
		of[i] = slices.DeleteFunc(of[i], func(k string) bool { return !named[k] })
		if len(of[i]) == 0 {
			rest = restName(kind, names)
			of[i] = []string{rest}
		}
	}
	if rest != "" || len(names) == 0 {
		names = append(names, rest)
	}
	return of, names
}

func restName(kind string, names []string) string {
	switch {
	case kind == "none" || len(names) == 0:
		return ""
	case kind == "place":
		return "Elsewhere, or no place given"
	}
	return "Others"
}

func keys(s *told.Story, e *told.Event, kind string) []string {
	switch kind {
	case "actor":
		return slices.Clone(e.Actors)
	case "class":
		return []string{capital(told.ClassOf(e.Class).Label)}
	case "place":
		return []string{e.Place}
	case "source":
		if len(e.Sources) > 0 {
			src := s.Sources[e.Sources[0]-1]
			return []string{cmp.Or(src.Publisher, src.Agency, src.Heading())}
		}
	}
	return []string{""}
}
