package name

import (
	"strings"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// byWords is the kind that the words of a name of two words or more tell, whatever
// the model takes it for: "Pittock Mansion", "Mount Hood", "King of Athens",
// "MacBook Air Mini". What the lexicon has is left alone, people with a known first name are too.
func byWords(d *nlp.Document, n Name) graph.Kind {
	if n.Last-n.First < 2 {
		return n.Kind
	}
	if coined(d.Word(n.First)) && kindOfCoined(d.Word(n.First)) == graph.Product && n.Kind != graph.Work {
		return graph.Product
	}
	if n.Kind != graph.Organisation && n.Kind != graph.Person && n.Kind != graph.GPE {
		return n.Kind
	}
	if _, known := lexicon.Lookup(text(d, n)); known {
		return n.Kind
	}
	first, end := d.Word(n.First), d.Word(n.Last-1)
	l, c := lists(), cueLists()
	body := false
	for i := n.First + 1; i < n.Last; i++ {
		body = body || l.class[strings.ToLower(d.Word(i))]&(isOrgWord|isFacilityWord) != 0
	}
	if madeBy(d, n) && !body {
		return graph.Product
	}
	if n.Kind == graph.GPE || n.Kind == graph.Person && l.class[strings.ToLower(first)]&isFirstName != 0 {
		return n.Kind
	}
	switch {
	case c.built[end]:
		return graph.Facility
	case c.land[end]:
		return graph.Place
	case c.mount[first] && !body:
		return graph.Place
	case n.Last-n.First > 2 && lexicon.Words("honorifics").Has(first) && l.linking[d.Word(n.First+1)] && !body:
		return graph.Person
	}
	return n.Kind
}

// madeBy reports whether the words of a name begin with a known product, or with a
// firm and then one: "Mac OS X Lion", "Apple Macintosh Classic".
func madeBy(d *nlp.Document, n Name) bool {
	var buf []byte
	at := func(from int) (lexicon.Entity, int) {
		return lexicon.Longest(n.Last-from, func(i int) string { return d.Word(from + i) }, &buf)
	}
	e, k := at(n.First)
	if k > 0 && e.Sector == "BUS" && n.First+k < n.Last {
		e, k = at(n.First + k)
	}
	return k > 0 && e.Kind == string(graph.Product) && (k > 1 || e.Single)
}

// storms are the names, in capitals, of the storms that names of two words are: "Typhoon Orla".
func storms(d *nlp.Document, names []Name) map[string]bool {
	var out map[string]bool
	for _, n := range names {
		if n.Last-n.First == 2 && cueLists().storm[d.Word(n.First)] {
			if out == nil {
				out = map[string]bool{}
			}
			out[strings.ToUpper(d.Word(n.Last-1))] = true
		}
	}
	return out
}
