package ingest_test

import (
	"fmt"
	"log"
	"strings"

	"dateline/ingest"
	"dateline/ingest/article"
)

// An article in, what it tells out: events with the sentences they rest on.
func Example() {
	const text = "---\ntitle: Ministers hold phone call\npublisher: Harbour Courier\npublished: 2021-03-31\n---\n" +
		"French President Emmanuel Macron spoke with German Chancellor Angela Merkel by phone on Tuesday.\n"
	articles, err := article.Read(strings.NewReader(text), "call.txt", article.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, a := range articles {
		doc, err := ingest.Read(a)
		if err != nil {
			log.Fatal(err)
		}
		facts := ingest.Facts(doc)
		for _, e := range facts.Events {
			fmt.Printf("%s %s: %s\n", e.When, e.Type, e.Text)
			for _, c := range e.Claims {
				fmt.Printf("  %q\n", facts.Article.Text[c.Start:c.End])
			}
		}
	}
	// Output:
	// 2021-03-30 spoke_with: Emmanuel Macron spoke with Angela Merkel
	//   "Ministers hold phone call"
	//   "French President Emmanuel Macron spoke with German Chancellor Angela Merkel by phone on Tuesday."
}
