package name

import (
	"slices"
	"strings"
	"sync"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// cues are the words around names that tell bodies from people.
type cues struct {
	of, what, have, kin, does, noun, by, place, facility, letters, storm, built, land, mount, thing map[string]bool
}

var cueLists = sync.OnceValue(func() *cues {
	c := &cues{}
	for class, set := range map[string]*map[string]bool{"of": &c.of, "what": &c.what, "have": &c.have, "kin": &c.kin,
		"does": &c.does, "noun": &c.noun, "by": &c.by, "place": &c.place, "facility": &c.facility, "letters": &c.letters, "storm": &c.storm,
		"built": &c.built, "land": &c.land, "mount": &c.mount, "thing": &c.thing} {
		*set = map[string]bool{}
		for _, e := range lexicon.Words("evidence").Entries {
			if e.Field(0) == class {
				(*set)[e.Key] = true
			}
		}
	}
	return c
})

// weigh settles whether names nobody knows are people or bodies by what stands
// around them anywhere in the article: "Boskalis", after "the chief executive of
// Boskalis", is a body wherever it stands. Names with a known first name are left
// to the model.
func weigh(d *nlp.Document, names []Name) {
	type vote struct{ body, person int }
	votes := map[string]vote{}
	family := map[string]bool{} // last words of people named in full
	l := lists()
	for _, n := range names {
		if n.Kind != graph.Person && n.Kind != graph.Organisation {
			continue
		}
		if n.Kind == graph.Person && n.Last-n.First > 1 {
			family[d.Word(n.Last-1)] = true
		}
		w := text(d, n)
		v := votes[w]
		b, p := around(d, n)
		votes[w] = vote{v.body + b, v.person + p}
	}
	// what stands beside a body is one: "the merger of Granit Nord and Basaltwerke Huber"
	for i := 0; i+1 < len(names); i++ {
		a, b := names[i], names[i+1]
		if b.First != a.Last+1 || a.Last >= len(d.Tokens) || d.Word(a.Last) != "and" {
			continue
		}
		x, y := votes[text(d, a)], votes[text(d, b)]
		if x.body > 0 && x.person == 0 || a.Kind == graph.Organisation && x.person == 0 && y.person == 0 && y.body > 0 {
			y.body++
			votes[text(d, b)] = y
		} else if y.body > 0 && y.person == 0 {
			x.body++
			votes[text(d, a)] = x
		}
	}
	for i := range names {
		n := &names[i]
		first := l.class[strings.ToLower(d.Word(n.First))]&isFirstName != 0
		switch {
		case n.Kind == graph.Person:
			least := 1
			if first {
				least = 2 // a known first name wants a surer sign
			}
			if v := votes[text(d, *n)]; v.body >= least && v.person == 0 && !(n.Last-n.First == 1 && family[d.Word(n.First)]) {
				n.Kind = graph.Organisation
			}
		case n.Kind == graph.Organisation && first && n.Last-n.First == 2:
			// "Nicola Sturgeon"
			if _, known := lexicon.Lookup(text(d, *n)); known {
				continue
			}
			second := l.class[strings.ToLower(d.Word(n.Last-1))]
			if v := votes[text(d, *n)]; v.body == 0 && second&(isOrgWord|isFacilityWord|isPlaceWord|isGPEWord|isOffice) == 0 && startsUpper(d.Word(n.Last-1)) {
				n.Kind = graph.Person
			}
		}
	}
}

// people mends what the model takes for a body of two words that nobody knows,
// where its last word alone is spoken of as a person elsewhere in the article:
// "MaliVai Washington lost. Washington said he was tired."
func people(d *nlp.Document, names []Name) {
	spoken := map[string]int{}
	for _, n := range names {
		if n.Last-n.First == 1 {
			body, person := around(d, n)
			spoken[d.Word(n.First)] += person - body
		}
	}
	for i := range names {
		n := &names[i]
		if n.Kind != graph.Organisation || n.Last-n.First != 2 || spoken[d.Word(n.Last-1)] <= 0 {
			continue
		}
		if _, known := lexicon.Lookup(text(d, *n)); !known && lists().class[strings.ToLower(d.Word(n.Last-1))]&(isOrgWord|isFacilityWord|isPlaceWord|isOffice) == 0 {
			n.Kind = graph.Person
		}
	}
}

// around counts what stands around the name for a body and for a person.
func around(d *nlp.Document, n Name) (body, person int) {
	c, l := cueLists(), lists()
	s := d.Sentences[d.SentenceOf(n.First)]
	at := func(i int) string {
		if i < s.First || i >= s.Last {
			return ""
		}
		return d.Word(i)
	}
	before := at(n.First - 1)
	switch {
	case l.bodyNouns[before], c.noun[before]:
		body += 2
	case before == "by" && c.by[at(n.First-2)]:
		body++
	case before == ",":
		if c.what[at(n.First-2)] {
			body++ // "the owner, Trident Bulk, apologised"
		}
	case c.what[before]:
	case before != "" && (l.class[strings.ToLower(before)]&(isHonorific|isRank|isOffice) != 0):
		person++
	case (before == "of" || before == "for" || before == "at") && c.of[at(n.First-2)]:
		body++
	}
	next, then := at(n.Last), at(n.Last+1)
	switch next {
	case ",":
		word := then
		if slices.Contains(articles, word) {
			word = at(n.Last + 2)
			if !c.what[word] && l.class[word]&isOffice == 0 {
				word = at(n.Last + 3) // "the Japanese owner"
			}
		}
		switch {
		case then == "which":
			body += 2
		case c.what[word]:
			body++
			if word != "owner" && word != "publisher" {
				body++
			}
		case then == "who", then == "whose", len(then) == 2 && then[0] >= '1' && then[0] <= '9':
			person++
		case l.class[word]&isOffice != 0:
			person++
		}
	case "'s", "’s":
		if c.have[then] {
			body += 2
		} else if c.kin[then] {
			person++
		}
	default:
		if c.have[next] || c.does[next] || c.does[then] && next == "will" {
			body++
		}
	}
	// "X said it would"
	if then == "it" || then == "its" || then == "their" {
		body++
	} else if then == "he" || then == "she" || then == "his" || then == "her" {
		person++
	}
	return body, person
}

var articles = []string{"the", "a", "an"}
