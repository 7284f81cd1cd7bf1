package main

import (
	"errors"
	"fmt"
	"strings"

	"dateline/graph/query"
)

// askError turns what a query says of a name into words for the command line.
func askError(err error) error {
	var ambiguous *query.AmbiguousError
	if errors.As(err, &ambiguous) {
		var b strings.Builder
		fmt.Fprintf(&b, "%v; give the id of the one you mean:", err)
		for i, c := range ambiguous.Candidates {
			if i == 12 {
				fmt.Fprintf(&b, "\n  and %d more", len(ambiguous.Candidates)-i)
				break
			}
			what := string(c.Kind)
			if c.Role != "" {
				what = c.Role
			}
			fmt.Fprintf(&b, "\n  %s  %s (%s, %s)", c.ID, oneLine(c.Name), oneLine(what), plural(c.Events, "event"))
		}
		return &usageErr{text: b.String()}
	}
	var unknown *query.UnknownError
	if errors.As(err, &unknown) {
		return &usageErr{text: err.Error()}
	}
	return err
}
