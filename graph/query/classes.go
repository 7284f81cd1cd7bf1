package query

import (
	"slices"
	"strings"

	"dateline/graph"
)

// known are the classes that events may have: the root codes of PLOVER and, after
// them, those that timelines need besides.
var known = []string{
	"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT",
	"REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
	"STATE", "DENY", "OFFICE", "LAW", "ORG", "INCIDENT", "LIFE", "OTHER",
}

// Classes are all classes that events may have, in PLOVER's order.
func Classes() []string { return slices.Clone(known) }

// classesOf are the classes called so, in any case. One that neither PLOVER nor any
// relation of the graph knows is an error.
func (a *asker) classesOf(names []string) (map[graph.Class]bool, error) {
	if len(names) == 0 {
		return nil, nil
	}
	types, err := a.Types()
	if err != nil {
		return nil, err
	}
	all := Classes()
	for _, t := range types {
		if t.Class != "" && !slices.Contains(all, string(t.Class)) {
			all = append(all, string(t.Class))
		}
	}
	out := map[graph.Class]bool{}
	for _, n := range names {
		c := strings.ToUpper(n)
		if !slices.Contains(all, c) {
			return nil, &UnknownError{What: "class", Name: n, Near: nearest(c, all)}
		}
		out[graph.Class(c)] = true
	}
	return out, nil
}
