package rdf_test

import (
	"fmt"
	"iter"
	"log"
	"strings"

	"dateline/graph"
	"dateline/graph/rdf"
)

// Facts of another program, in JSON-LD, as the facts of a source that can be stored.
func ExampleScan() {
	const doc = `{"@context": ["https://schema.org", {"sem": "http://semanticweb.cs.vu.nl/2009/11/sem/", "role": "urn:dateline:role:"}],
		"@graph": [{"@id": "http://example.org/call", "@type": "sem:Event", "sem:eventType": "spoke with", "name": "They spoke by phone",
			"startDate": "2021-03-31", "role:participant": [{"@type": "Person", "name": "Mark Milley"}, {"@type": "Person", "name": "Valery Gerasimov"}]}]}`
	read := func() iter.Seq2[rdf.Located, error] { return rdf.ReadJSONLD(strings.NewReader(doc)) }
	file, err := rdf.Scan(read, rdf.Options{Label: "import-calls", Publisher: "Protocol office"})
	if err != nil {
		log.Fatal(err)
	}
	err = file.Facts(func(f graph.Facts) error {
		for _, e := range f.Events {
			fmt.Println(f.Article.Publisher, e.When, e.Type, e.Text, len(e.Roles))
		}
		return nil
	})
	if err != nil {
		log.Fatal(err)
	}
	// Output:
	// Protocol office 2021-03-31 spoke_with They spoke by phone 2
}
