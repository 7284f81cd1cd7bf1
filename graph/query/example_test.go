package query_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"dateline/graph"
	"dateline/graph/merge"
	"dateline/graph/query"
	"dateline/graph/store"
	"dateline/graph/when"
)

// graphOfOneCall is a graph in memory with what one article tells. Package ingest makes such facts
// of articles; a program with facts of its own fills them in itself.
func graphOfOneCall(ctx context.Context) *store.Store {
	s, err := store.Memory(store.Options{Merger: merge.Merger{}})
	if err != nil {
		log.Fatal(err)
	}
	const text = "Mark Milley spoke with Valery Gerasimov by phone on Wednesday."
	facts := graph.Facts{
		Article: graph.Source{ID: "a1", Title: "A call", Publisher: "Harbour Courier", Published: time.Date(2021, 4, 1, 0, 0, 0, 0, time.UTC), DayOnly: true, Text: text},
		Entities: []graph.Entity{
			{ID: "a1/e0", Kind: graph.Person, Name: "Mark Milley", Role: "Chairman of the Joint Chiefs of Staff"},
			{ID: "a1/e23", Kind: graph.Person, Name: "Valery Gerasimov"},
		},
		Events: []graph.Event{{
			ID: "a1/v12-spoke_with", Type: "spoke_with", Class: "CONSULT", Text: "Mark Milley spoke with Valery Gerasimov",
			Roles:  []graph.Role{{Name: "participant", Entity: "a1/e0"}, {Name: "participant", Entity: "a1/e23"}},
			When:   when.At(when.DayOf(time.Date(2021, 3, 31, 0, 0, 0, 0, time.UTC))),
			Basis:  when.BasisRelative,
			Claims: []graph.Claim{{Start: 0, End: len(text), Trigger: [2]int{12, 17}, Confidence: 0.9}},
		}},
		Types: []graph.Type{{ID: "spoke_with", Label: "spoke with", Class: "CONSULT", Symmetric: true}},
	}
	results, err := s.Put(ctx, facts)
	if err != nil || results[0].Err != nil {
		log.Fatal(err, results[0].Err)
	}
	return s
}

// The events that a filter selects, in order of time. Names may be parts of names.
func ExampleEvents() {
	ctx := context.Background()
	s := graphOfOneCall(ctx)
	defer s.Close()
	v, err := query.Events(ctx, s, query.Filter{
		Actor: []string{"Gerasimov"},
		Since: time.Date(2021, 3, 1, 0, 0, 0, 0, time.UTC), Until: time.Date(2021, 4, 1, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range query.Rows(v) {
		fmt.Println(r.When, r.Text, r.ID)
	}
	// Output:
	// 2021-03-31 Mark Milley spoke with Valery Gerasimov a1/v12-spoke_with
}

// Who did something with whom.
func ExampleWho() {
	ctx := context.Background()
	s := graphOfOneCall(ctx)
	defer s.Close()
	rows, err := query.Who(ctx, s, "spoke_with", "Milley", query.Filter{})
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range rows {
		fmt.Println(r.First, r.Actor, "-", r.Other)
	}
	// A name that nobody has is an *UnknownError, one that fits several an *AmbiguousError.
	_, err = query.Who(ctx, s, "spoke_with", "Gerasimow", query.Filter{})
	var unknown *query.UnknownError
	fmt.Println(errors.As(err, &unknown), unknown.Near)
	// Output:
	// 2021-03-31 Valery Gerasimov - Mark Milley
	// true [Valery Gerasimov]
}

// The sentences behind an event.
func ExampleWhy() {
	ctx := context.Background()
	s := graphOfOneCall(ctx)
	defer s.Close()
	r, err := query.Why(ctx, s, "a1/v12-spoke_with")
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range r.Claims {
		fmt.Printf("%s, %s: %s\n", c.Publisher, c.Published.Format(time.DateOnly), c.Sentence)
	}
	// Output:
	// Harbour Courier, 2021-04-01: Mark Milley spoke with Valery Gerasimov by phone on Wednesday.
}

// What is asked for in a question: who, of the events that a pattern describes.
func ExampleAsk() {
	ctx := context.Background()
	s := graphOfOneCall(ctx)
	defer s.Close()
	ans, err := query.Ask(ctx, s, query.Pattern{Asks: query.AskWhen, Relations: []string{"spoke_with"}, Parts: []query.PatternPart{{Name: "Milley"}, {Name: "Gerasimov"}}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(ans.Values[0].Text, ans.Understood, ans.Assumed)
	// Output:
	// 2021-03-31 [Milley is Mark Milley Gerasimov is Valery Gerasimov] []
}
