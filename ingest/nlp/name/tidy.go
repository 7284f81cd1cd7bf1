package name

import (
	"slices"
	"strings"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// tidy mends names that the model leaves untidy, and makes the names of a
// document agree with each other.
func tidy(d *nlp.Document, names []Name, sentences [][2]int, caps []uint8) []Name {
	var out []Name
	for _, n := range held(d, split(d, names)) {
		for n.First < n.Last && !wordLike(d.Word(n.First)) {
			n.First++
		}
		for n.Last > n.First && !wordLike(d.Word(n.Last-1)) {
			n.Last--
		}
		// "pro-Russian"
		for n.First+2 < n.Last && !startsUpper(d.Word(n.First)) && d.Word(n.First+1) == "-" && !lists().joins[d.Word(n.First)] {
			n.First += 2
		}
		if n.Kind == graph.Person {
			n.First = afterTitles(d, n)
		}
		if n.Kind == graph.Person && onlyOffice(d, n) {
			continue // who holds it is a matter of resolve
		}
		if beginsOffice(d, n) {
			continue
		}
		n.Last = withMark(d, n)
		if n.Kind == graph.GPE {
			n.Kind = landform(d, n)
		}
		n.Kind = thing(d, n)
		n.Kind = byWords(d, n)
		if n.Last-n.First > 1 && cueLists().storm[d.Word(n.First)] {
			n.Kind = graph.Occasion
		}
		if n.Last-n.First == 1 && cueLists().letters[d.Word(n.First)] {
			continue
		}
		if n.First == n.Last || !hasCapital(text(d, n)) || n.Last-n.First == 1 && (lexicon.Words("months").Has(d.Word(n.First)) || lexicon.Words("weekdays").Has(d.Word(n.First))) {
			continue
		}
		if e, ok := lexicon.Lookup(text(d, n)); ok && (firm(e, n.Kind) || n.Kind == graph.Person && (e.Kind == string(graph.GPE) && afterPlaceWord(d, n.First) || e.Kind == string(graph.Product) && e.Single)) {
			n.Kind = graph.Kind(e.Kind)
		}
		out = append(out, n)
	}
	out = addCoined(d, addKnown(d, out, sentences, caps), sentences, caps)
	people(d, out)
	out = pieces(d, agree(d, out, sentences), sentences, caps)
	weigh(d, out)
	ofCoined(d, out, sentences, caps)
	addVersions(d, out)
	return out
}

// onlyOffice reports whether what the model took for a person is an office: "Home
// Secretary", "Shadow Home Secretary".
func onlyOffice(d *nlp.Document, n Name) bool {
	if n.Last-n.First < 2 {
		return false
	}
	offices := lexicon.Words("offices")
	return offices.Has(strings.ToLower(text(d, n))) ||
		offices.Has(strings.ToLower(d.Word(n.Last-1))) && lists().class[strings.ToLower(d.Word(n.First))]&isFirstName == 0
}

// addKnown adds names that the model missed and the lexicon is sure of:
// countries, news agencies, products, bodies by acronyms of three letters or more. Lines in
// capitals are left out, where an acronym may be any word.
func addKnown(d *nlp.Document, names []Name, sentences [][2]int, caps []uint8) []Name {
	var buf []byte
	k, given := 0, len(names)
	for s, b := range sentences {
		if caps[s] == allCaps {
			continue
		}
		for i := b[0]; i < b[1]; i++ {
			for k < given && names[k].Last <= i {
				k++
			}
			free := b[1]
			if k < given {
				if names[k].First <= i {
					i = names[k].Last - 1
					continue
				}
				free = min(free, names[k].First)
			}
			if !startsUpper(d.Word(i)) {
				continue
			}
			e, n := lexicon.Longest(free-i, func(j int) string { return d.Word(i + j) }, &buf)
			if n == 0 || !sure(e, n) {
				continue
			}
			names = append(names, Name{i, i + n, graph.Kind(e.Kind)})
			i += n - 1
		}
	}
	slices.SortFunc(names, func(a, b Name) int { return a.First - b.First })
	return names
}

// sure reports whether a phrase of n words that the lexicon knows is hardly ever
// anything else.
func sure(e lexicon.Entity, n int) bool {
	switch e.Sense {
	case lexicon.IsAdj, lexicon.IsPeople:
		return !e.Exact
	case lexicon.IsName:
		if _, country := lexicon.CountryByID(e.ID); country {
			return n > 1 || len(e.Name) > 4
		}
		if e.Sector == "BUS" && humped(e.Name) || e.Kind == string(graph.Product) && (n > 1 || e.Single) {
			return true
		}
		known := e.Sector == "IGO" || e.Sector == "JRN" || e.Country != "" && e.Kind == string(graph.Organisation)
		return known && (n > 1 || e.Exact && e.Long || e.Sector == "JRN" && e.Single)
	}
	return false
}

// afterTitles is the first token of a person's name without the titles that the
// model took for part of it: "Pope Francis".
func afterTitles(d *nlp.Document, n Name) int {
	for i := n.First; i+1 < n.Last; i++ {
		w := d.Word(i)
		if !lexicon.Words("honorifics").Has(w) && !lexicon.Words("ranks").Has(w) || lists().joins[d.Word(i+1)] {
			return i // "Earl of Clare" is all that he is called
		}
	}
	return n.Last - 1
}

func hasCapital(s string) bool { return strings.ToLower(s) != s }

// withMark is the end of the name with the possessive mark that belongs to it:
// "Moody's", which the lexicon knows.
func withMark(d *nlp.Document, n Name) int {
	if n.Last >= len(d.Tokens) || n.Last == 0 || d.Tokens[n.Last].Start != d.Tokens[n.Last-1].End {
		return n.Last
	}
	if w := d.Word(n.Last); w != "'s" && w != "’s" {
		return n.Last
	}
	var buf []byte
	e, k := lexicon.Longest(min(len(d.Tokens)-n.First, 6), func(i int) string { return d.Word(n.First + i) }, &buf)
	if k > n.Last-n.First && e.Kind != "" {
		return n.First + k
	}
	return n.Last
}

// landform is the kind of what the model takes for a town, where the word after
// or before it says otherwise: "the Orlo river", "the airport of Sheremetyevo".
func landform(d *nlp.Document, n Name) graph.Kind {
	c := cueLists()
	if n.Last < len(d.Tokens) && d.Tokens[n.Last].Start <= d.Tokens[n.Last-1].End+1 {
		switch w := d.Word(n.Last); {
		case c.place[w]:
			return graph.Place
		case c.facility[w]:
			return graph.Facility
		}
	}
	if n.First > 1 && d.Word(n.First-1) == "of" && c.facility[d.Word(n.First-2)] {
		if _, known := lexicon.Lookup(text(d, n)); !known {
			return graph.Facility
		}
	}
	return n.Kind
}

// firm reports whether the lexicon's kind goes before the model's. It does not
// for people and works, nor for towns that the model takes for bodies: teams are
// called by their town.
func firm(e lexicon.Entity, kind graph.Kind) bool {
	if e.Kind == "" || kind == graph.Person || kind == graph.Work {
		return false
	}
	if e.Kind == string(graph.GPE) || e.Kind == string(graph.Place) {
		_, country := lexicon.CountryByID(e.ID)
		return country || kind != graph.Organisation
	}
	return true
}

// split divides names at a slash between spaces or names: "Esta/Reuters".
func split(d *nlp.Document, names []Name) []Name {
	var out []Name
	for _, n := range names {
		from := n.First
		for i := n.First; i < n.Last; i++ {
			if d.Word(i) == "/" {
				if i > from {
					out = append(out, Name{from, i, n.Kind})
				}
				from = i + 1
			}
		}
		if from < n.Last {
			out = append(out, Name{from, n.Last, n.Kind})
		}
	}
	return out
}

// humped reports whether s has a small letter before a capital: LinkedIn.
func humped(s string) bool {
	for i := 1; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' && s[i-1] >= 'a' && s[i-1] <= 'z' {
			return true
		}
	}
	return false
}

func wordLike(w string) bool {
	return strings.IndexFunc(w, func(r rune) bool {
		return r != '.' && r != '-' && r != ',' && r != '"' && r != '“' && r != '”' && r != ':' && r != '\'' && r != '’' && r != '(' && r != ')' && r != '—' && r != '–'
	}) >= 0
}

func text(d *nlp.Document, n Name) string {
	return d.Text(nlp.Span{Start: d.Tokens[n.First].Start, End: d.Tokens[n.Last-1].End})
}

// agree takes what the document tells elsewhere: the family name of a person
// named in full is a person ("Washington" after "MaliVai Washington"), in
// capitals too; what is often one kind and once another is the former.
func agree(d *nlp.Document, names []Name, sentences [][2]int) []Name {
	full := map[string]int{}   // family names of people named in full -> count
	whole := map[string]Name{} // longer names by their words in capitals
	votes := map[string]map[graph.Kind]int{}
	titled := map[string]bool{} // after a title somewhere
	for _, n := range names {
		w := strings.ToUpper(text(d, n))
		if n.First > 0 && lists().class[strings.ToLower(d.Word(n.First-1))]&(isHonorific|isRank|isOffice) != 0 {
			titled[w] = true
		}
		if n.Kind == graph.Person && n.Last-n.First > 1 && !lexicon.Words("honorifics").Has(d.Word(n.First)) { // "King of Athens"
			full[strings.ToUpper(d.Word(n.Last-1))]++
		}
		if _, ok := whole[w]; !ok {
			whole[w] = n
		}
		if votes[w] == nil {
			votes[w] = map[graph.Kind]int{}
		}
		votes[w][n.Kind]++
	}
	taken := make([]bool, len(d.Tokens))
	storm := storms(d, names)
	for i := range names {
		n := &names[i]
		for k := n.First; k < n.Last; k++ {
			taken[k] = true
		}
		w := strings.ToUpper(text(d, *n))
		if storm[w] && full[w] == 0 && !titled[w] {
			n.Kind = graph.Occasion
			continue
		}
		if n.Last-n.First == 1 && n.Kind != graph.Person && full[w] > 0 && !afterPlaceWord(d, n.First) {
			if e, ok := lexicon.Lookup(text(d, *n)); !ok || e.Sense != lexicon.IsName || e.Kind == "place" || full[w]*2 > votes[w][n.Kind] {
				n.Kind = graph.Person
				continue
			}
		}
		if v := votes[w]; n.Kind == graph.Person && v[graph.GPE] > 0 && full[w] == 0 && n.Last-n.First == 1 && !titled[w] {
			n.Kind = graph.GPE // a country or town elsewhere, and nothing says that it is a person
			continue
		}
		if v := votes[w]; len(v) > 1 {
			best, count, total := n.Kind, v[n.Kind], 0
			for _, k := range Kinds {
				total += v[k]
				if v[k] > count {
					best, count = k, v[k]
				}
			}
			if count*3 >= total*2 && count > 1 {
				n.Kind = best
			}
		}
	}
	// names missed where the same word is a name elsewhere
	l := lists()
	for _, s := range sentences {
		for i := s[0]; i < s[1]; i++ {
			if taken[i] || !startsUpper(d.Word(i)) {
				continue
			}
			w := d.Word(i)
			u := strings.ToUpper(w)
			clear := !taken[max(i-1, s[0])] && (i+1 >= s[1] || !taken[i+1]) || w != u
			switch {
			case full[u] > 0 && clear && len(w) > 2 && l.class[strings.ToLower(w)]&(isMonth|isOrgWord|isOffice) == 0:
				first := i
				// "RANDALL CUNNINGHAM" in a headline
				if i > s[0] && !taken[i-1] && startsUpper(d.Word(i-1)) && l.class[strings.ToLower(d.Word(i-1))]&isFirstName != 0 {
					first--
				}
				names = append(names, Name{first, i + 1, graph.Person})
				taken[i] = true
			default:
				for j := min(i+4, s[1]); j > i; j-- {
					n := Name{First: i, Last: j}
					k, ok := whole[strings.ToUpper(text(d, n))]
					if !ok || slices.Contains(taken[i:j], true) || j == i+1 && len(w) < 4 || k.Last-k.First == 1 && votes[strings.ToUpper(text(d, n))][k.Kind] < 2 {
						continue
					}
					n.Kind = k.Kind
					names = append(names, n)
					for k := i; k < j; k++ {
						taken[k] = true
					}
					break
				}
			}
		}
	}
	slices.SortFunc(names, func(a, b Name) int { return a.First - b.First })
	return names
}

func afterPlaceWord(d *nlp.Document, i int) bool {
	return i > 0 && lists().locatives[d.Word(i-1)]
}

func startsUpper(s string) bool { return s != "" && s[0] >= 'A' && s[0] <= 'Z' }
