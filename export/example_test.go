package export_test

import (
	"log"
	"os"
	"time"

	"dateline/export"
	"dateline/graph"
	"dateline/graph/when"
)

// A view in one of the formats. Package query gives views of a database; any other will do.
func ExampleLookup() {
	const text = "Mark Milley spoke with Valery Gerasimov on Wednesday."
	v := &graph.View{
		Entities: []graph.Entity{{ID: "a1/e0", Kind: graph.Person, Name: "Mark Milley"}, {ID: "a1/e23", Kind: graph.Person, Name: "Valery Gerasimov"}},
		Events: []graph.Event{{
			ID: "a1/v12-spoke_with", Type: "spoke_with", Class: "CONSULT", Text: "Mark Milley spoke with Valery Gerasimov",
			Roles:  []graph.Role{{Name: "participant", Entity: "a1/e0"}, {Name: "participant", Entity: "a1/e23"}},
			When:   when.At(when.DayOf(time.Date(2021, 3, 31, 0, 0, 0, 0, time.UTC))),
			Basis:  when.BasisRelative,
			Claims: []graph.Claim{{Article: "a1", End: len(text), Trigger: [2]int{12, 17}, Confidence: 0.9}},
		}},
		Articles: map[graph.ArticleID]graph.Source{"a1": {ID: "a1", Title: "A call", Publisher: "Harbour Courier", Text: text}},
		Types:    map[graph.TypeID]graph.Type{"spoke_with": {ID: "spoke_with", Label: "spoke with", Class: "CONSULT", Symmetric: true}},
	}
	f, ok := export.Lookup("markdown")
	if !ok {
		log.Fatal(export.Names())
	}
	if err := f.Write(os.Stdout, v, export.Options{}); err != nil {
		log.Fatal(err)
	}
	// Output:
	// # A call
	//
	// - **31 March 2021**: Mark Milley spoke with Valery Gerasimov [1]
	//
	// ## Sources
	//
	// 1. A call. Harbour Courier
}
