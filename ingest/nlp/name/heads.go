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
	body := func(from int) bool {
		for i := from; i < n.Last; i++ {
			if l.class[strings.ToLower(d.Word(i))]&(isOrgWord|isFacilityWord) != 0 {
				return true
			}
		}
		return false
	}
	if k := product(d, n); k > 0 && !body(n.First+k) {
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
	case c.mount[first] && !body(n.First+1):
		return graph.Place
	case n.Last-n.First > 2 && lexicon.Words("honorifics").Has(first) && l.joins[d.Word(n.First+1)] && !body(n.First+1):
		return graph.Person
	}
	return n.Kind
}

// product is the number of words that the name of a known product takes at the start of n, after that of a
// firm if there is one: "Mac OS X Lion", "Apple Macintosh Classic"; 0 if there is none.
func product(d *nlp.Document, n Name) int {
	var buf []byte
	at := func(from int) (lexicon.Entity, int) {
		return lexicon.Longest(n.Last-from, func(i int) string { return d.Word(from + i) }, &buf)
	}
	e, k := at(n.First)
	firm := 0
	if k > 0 && e.Sector == "BUS" && n.First+k < n.Last {
		firm = k
		e, k = at(n.First + k)
	}
	if k == 0 || e.Kind != string(graph.Product) || k == 1 && !e.Single {
		return 0
	}
	return firm + k
}

// beginsOffice reports whether what the model takes for a body is the start of an office
// that is written with capitals: "Supreme" of "Supreme Leader".
func beginsOffice(d *nlp.Document, n Name) bool {
	return n.Kind == graph.Organisation && n.Last < len(d.Tokens) && startsUpper(d.Word(n.Last)) &&
		lexicon.Words("offices").Has(strings.ToLower(text(d, n)+" "+d.Word(n.Last)))
}

// thing is the kind of a name of one word that is taken for a person or a town and stands
// before what is made: "the Abdala vaccine".
func thing(d *nlp.Document, n Name) graph.Kind {
	if n.Kind != graph.Person && n.Kind != graph.GPE || n.Last-n.First != 1 || n.Last >= len(d.Tokens) || !cueLists().thing[d.Word(n.Last)] {
		return n.Kind
	}
	if _, known := lexicon.Lookup(text(d, n)); known || lists().class[strings.ToLower(d.Word(n.First))]&isFirstName != 0 {
		return n.Kind
	}
	return graph.Product
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
