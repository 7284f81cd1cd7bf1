package name

import (
	"slices"
	"strings"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// Products are called by coined words and by marks of version or model: "iPhone 4", "3GS",
// "Boeing 747". The mark belongs to the name, since what differs in it is another thing.

// coined reports whether no ordinary word, person or place is written so: small letters, a capital, small
// letters: "iPhone", "eBay".
func coined(w string) bool {
	k := 0
	for k < len(w) && w[k] >= 'a' && w[k] <= 'z' {
		k++
	}
	if k == 0 || k > 2 || len(w) < k+3 || w[k] < 'A' || w[k] > 'Z' {
		return false
	}
	return strings.IndexFunc(w[k+1:], func(c rune) bool { return c < 'a' || c > 'z' }) < 0
}

// ofCoined makes products of names of a coined word that are taken for something else, unless the lexicon has a firm of
// that name ("eBay"), and takes the capitalised words after it into the name: "iTunes Music Store".
func ofCoined(d *nlp.Document, names []Name, sentences [][2]int, caps []uint8) {
	s := 0
	for i := range names {
		n := &names[i]
		if n.Last-n.First > 1 || !coined(d.Word(n.First)) {
			continue
		}
		if n.Kind != graph.Product && n.Kind != graph.Work {
			n.Kind = kindOfCoined(d.Word(n.First))
		}
		for s < len(sentences) && sentences[s][1] <= n.First {
			s++
		}
		if s == len(sentences) || caps[s] != ordinary || n.Kind != graph.Product {
			continue
		}
		free := sentences[s][1]
		if i+1 < len(names) {
			free = min(free, names[i+1].First)
		}
		for n.Last < free && n.Last-n.First < 4 && startsUpper(d.Word(n.Last)) && wordLike(d.Word(n.Last)) {
			n.Last++
		}
	}
}

// addCoined adds coined words that the model did not take for names, and makes products of
// those that it took for something else.
func addCoined(d *nlp.Document, names []Name, sentences [][2]int, caps []uint8) []Name {
	given := len(names)
	ofCoined(d, names, sentences, caps)
	k := 0
	for _, s := range sentences {
		for i := s[0]; i < s[1]; i++ {
			for k < given && names[k].Last <= i {
				k++
			}
			if k < given && names[k].First <= i || !coined(d.Word(i)) {
				continue
			}
			names = append(names, Name{i, i + 1, kindOfCoined(d.Word(i))})
		}
	}
	slices.SortFunc(names, func(a, b Name) int { return a.First - b.First })
	return names
}

func kindOfCoined(w string) graph.Kind {
	if e, ok := lexicon.Lookup(w); ok && e.Kind != "" {
		return graph.Kind(e.Kind)
	}
	return graph.Product
}

// addVersions takes the mark of a version or model into the names that have one, which are those of products.
func addVersions(d *nlp.Document, names []Name) {
	for i := range names {
		n := &names[i]
		free := len(d.Tokens)
		if i+1 < len(names) {
			free = names[i+1].First
		}
		if n.Last >= free || d.Tokens[n.Last].Start != d.Tokens[n.Last-1].End+1 || !canBeProduct(d, *n) {
			continue
		}
		w := d.Word(n.Last)
		switch {
		case !joined(d, *n):
			continue
		case modelMark(w):
		case !versionNumber(w) || n.Last+1 < len(d.Tokens) && between(d.Word(n.Last+1)):
			continue
		case n.Kind != graph.Product && !coined(d.Word(n.Last-1)) && !determined(d, n.First):
			continue // "Bayern 3"
		}
		n.Last++
		n.Kind = graph.Product
	}
}

// canBeProduct reports whether a name may be that of a product but for the mark that follows.
func canBeProduct(d *nlp.Document, n Name) bool {
	return n.Kind == graph.Product || n.Kind == graph.Organisation || coined(d.Word(n.Last-1))
}

// modelMark reports whether w is digits with one to three capitals: "3GS", "4S", "500X".
func modelMark(w string) bool {
	k := strings.IndexFunc(w, func(c rune) bool { return c < '0' || c > '9' })
	if k < 1 || k > 4 || len(w)-k > 3 {
		return false
	}
	return strings.IndexFunc(w[k:], func(c rune) bool { return c < 'A' || c > 'Z' }) < 0
}

// versionNumber reports whether w is a number as versions and models have it: up to three digits, with
// more after a point.
func versionNumber(w string) bool {
	whole, rest, _ := strings.Cut(w, ".")
	digits := func(s string) bool {
		return strings.IndexFunc(s, func(c rune) bool { return c < '0' || c > '9' }) < 0
	}
	return whole != "" && len(whole) <= 3 && len(rest) <= 3 && digits(whole) && digits(rest)
}

// joined reports whether the parse has a name and the token after it as one.
func joined(d *nlp.Document, n Name) bool {
	if d.Has&nlp.Deps == 0 {
		return false
	}
	h := d.Tokens[n.Last].Head
	return h >= n.First && h < n.Last || d.Tokens[n.Last-1].Head == n.Last
}

// between reports whether w stands between two numbers, of which a name's mark is not the first: "98-95".
func between(w string) bool { return w == "-" || w == "–" || w == "to" || w == ":" || w == "/" }

// determined reports whether a determiner or a possessive stands before the name, with one word between at most.
func determined(d *nlp.Document, first int) bool {
	for i := first - 1; i >= 0 && i >= first-2; i-- {
		t := d.Tokens[i]
		if t.Tag == nlp.DET || t.Dep == nlp.DepNmodPoss {
			return true
		}
		if t.Tag != nlp.ADJ {
			return false
		}
	}
	return false
}
