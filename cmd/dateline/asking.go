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
		text := err.Error()
		if way := wayOut[unknown.What]; way != "" && len(unknown.Near) == 0 {
			text += "; " + way
		}
		return &usageErr{text: text}
	}
	return err
}

// wayOut says where to look for what is known, by what is not.
var wayOut = map[string]string{
	"name":     "'dateline facets participant' lists who takes part, 'dateline search WORDS' finds names and sentences",
	"place":    "'dateline facets place' lists the places",
	"relation": "'dateline facets relation' lists those of this graph, 'dateline frames list' all",
	"class":    "'dateline facets class' lists those of this graph",
	"event":    "'dateline events' lists the events with their ids",
	"article":  "'dateline sources' lists the articles with their ids",
	"source":   "'dateline sources' lists the articles with their publishers and ids",
	"context":  "'dateline facets context' lists those of this graph",
}
