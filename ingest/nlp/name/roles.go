package name

import (
	"strings"
	"sync"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// role is what stands around a person's name.
type role struct {
	start   int // first token of title and role words before the name
	text    nlp.Span
	rank    nlp.Span
	of      int // mention the role is held at, -1
	former  bool
	gender  nlp.Gender
	country string
	sector  string
}

type roleWords struct {
	former, mod, link map[string]bool
}

var roleLists = sync.OnceValue(func() roleWords {
	l := roleWords{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for _, e := range lexicon.Words("rolewords").Entries {
		switch e.Field(0) {
		case "former":
			l.former[e.Key] = true
		case "mod":
			l.mod[e.Key] = true
		case "link":
			l.link[e.Key] = true
		}
	}
	return l
})

// roler finds roles in a document whose names are known.
type roler struct {
	d     *nlp.Document
	at    []int // token -> mention that covers it, -1
	ends  []int // token -> mention that ends before it, -1
	words roleWords
	buf   []byte
}

// before reads the title and role words before the name of mention m, within
// its sentence.
func (r *roler) before(m *nlp.Mention, first int) role {
	out := role{start: m.First, of: -1}
	i := m.First
	// "Gen.", "President", "Mr": what is capitalised directly before the name
	for i > first {
		n, rank, gender := r.title(first, i)
		if n == 0 {
			break
		}
		if gender != nlp.NoGender {
			out.gender = gender
		}
		if rank {
			if out.rank.End == 0 {
				out.rank.End = r.d.Tokens[i-1].End
			}
			out.rank.Start = r.d.Tokens[i-n].Start
		}
		i -= n
		out.start = i
		if !rank && gender == nlp.NoGender {
			break
		}
	}
	j := i
	if j > first+1 && r.d.Word(j-1) == "," && r.endsApposition(m.Last) {
		// "the Pentagon spokesman, John Kirby, said"
		if n := r.office(first, j-1); n > 0 && r.endsPhrase(j-1, j) {
			out.text = nlp.Span{End: r.d.Tokens[j-2].End}
			k := r.modifiers(first, j-1-n, &out)
			if k > first && r.d.Tokens[k-1].Tag == nlp.DET {
				out.text.Start = r.d.Tokens[k].Start
			} else {
				out.text, out.of, out.former = nlp.Span{}, -1, false
			}
		}
		return out
	}
	n := r.office(first, j)
	if n > 0 {
		k := j - n
		out.text = nlp.Span{Start: r.d.Tokens[k].Start, End: r.d.Tokens[j-1].End}
		k = r.modifiers(first, k, &out)
		out.text.Start = r.d.Tokens[k].Start
		out.start = k
		return out
	}
	// "chairman of the Joint Chiefs of Staff (General) Mark Milley"
	if k, ok := r.bodyBefore(first, j); ok {
		n := r.office(first, k)
		if n > 0 {
			out.text = nlp.Span{Start: r.d.Tokens[k-n].Start, End: r.d.Tokens[j-1].End}
			for t := k; t < j; t++ {
				if r.at[t] >= 0 && out.of < 0 {
					out.of = r.at[t]
				}
			}
			of := out.of
			k = r.modifiers(first, k-n, &out)
			if of >= 0 {
				out.of = of
			}
			out.text.Start = r.d.Tokens[k].Start
			out.start = k
		}
	}
	return out
}

// title measures the rank or form of address that ends before token end.
func (r *roler) title(first, end int) (n int, rank bool, gender nlp.Gender) {
	for n = min(4, end-first); n > 0; n-- {
		text := r.d.Text(nlp.Span{Start: r.d.Tokens[end-n].Start, End: r.d.Tokens[end-1].End})
		if strings.ContainsAny(text, "\n,;") {
			continue
		}
		if lexicon.Words("ranks").Has(text) {
			return n, true, nlp.NoGender
		}
		if e, ok := lexicon.Words("honorifics").Get(text); ok {
			if lexicon.Words("offices").Has(strings.ToLower(text)) {
				return 0, false, nlp.NoGender // read as an office
			}
			switch e.Field(0) {
			case "m":
				return n, true, nlp.Male
			case "f":
				return n, true, nlp.Female
			}
			return n, true, nlp.NoGender
		}
	}
	return 0, false, nlp.NoGender
}

// office measures the longest office that ends before token end: "foreign
// minister", "President", "spokesman".
func (r *roler) office(first, end int) int {
	offices := lexicon.Words("offices")
	for n := min(5, end-first); n > 0; n-- {
		b := r.buf[:0]
		for k := end - n; k < end; k++ {
			if k > end-n {
				// "commander-in-chief" is several words here
				if r.d.Tokens[k].Start > r.d.Tokens[k-1].End {
					b = append(b, ' ')
				}
			}
			b = append(b, strings.ToLower(r.d.Word(k))...)
		}
		r.buf = b
		if _, ok := offices.Get(string(b)); ok {
			return n
		}
	}
	return 0
}

// modifiers extends the role that starts at token k to the left: names of
// bodies and countries, adjectives, "former".
func (r *roler) modifiers(first, k int, out *role) int {
	for k > first {
		p := k - 1
		w := r.d.Word(p)
		t := r.d.Tokens[p]
		switch {
		case r.at[p] >= 0:
			m := &r.d.Mentions[r.at[p]]
			if m.Kind == graph.Person {
				return k
			}
			if out.of < 0 {
				out.of = r.at[p]
			}
			k = m.First
		case possessive(w) && p > first && r.at[p-1] >= 0:
			if m := r.at[p-1]; r.d.Mentions[m].Kind == graph.Person {
				if out.of < 0 {
					out.of = m // "Boris Johnson's chief adviser"
				}
				return k
			}
			k = p
		case r.words.former[w]:
			out.former = true
			return p
		case w == "-" && p > first && p+1 == k:
			if r.words.former[r.d.Word(p-1)] {
				out.former = true
				return p - 1
			}
			if t.Start != r.d.Tokens[p-1].End {
				return k
			}
			k = p - 1
		case r.words.mod[w]:
			k = p
		case t.Tag == nlp.NOUN || t.Tag == nlp.ADJ || t.Tag == nlp.PROPN:
			if t.End+1 < r.d.Tokens[k].Start {
				return k
			}
			k = p
		default:
			return k
		}
	}
	return k
}

// bodyBefore looks for "of (the) BODY" that ends before token end and gives the
// token of the linking word.
func (r *roler) bodyBefore(first, end int) (int, bool) {
	for k := end - 1; k > first && k > end-12; k-- {
		w := r.d.Word(k)
		t := r.d.Tokens[k]
		switch {
		case r.words.link[w]:
			if r.at[k] >= 0 { // "Chiefs of Staff"
				continue
			}
			if k == end-1 {
				return 0, false
			}
			if r.office(first, k) > 0 {
				return k, true
			}
		case r.at[k] >= 0:
			if r.d.Mentions[r.at[k]].Kind == graph.Person {
				return 0, false
			}
		case t.Tag == nlp.NOUN, t.Tag == nlp.ADJ, t.Tag == nlp.PROPN, t.Tag == nlp.DET, w == "and", w == "'s", w == "’s":
		default:
			return 0, false
		}
	}
	return 0, false
}

// after reads an apposition after the name: ", the head of Russia's general
// staff,". It gives the words of the role without the article.
func (r *roler) after(m *nlp.Mention, last int) role {
	out := role{start: m.First, of: -1}
	i := m.Last
	if i+1 >= last || r.d.Word(i) != "," {
		return out
	}
	from := i + 1
	end := from
	head := -1
	for end < last && end < from+24 {
		w := r.d.Word(end)
		t := r.d.Tokens[end]
		if w == "," || w == ";" || w == "." || w == ")" || w == "—" || w == "–" || t.Tag == nlp.AUX || t.Tag == nlp.VERB && t.Fine != nlp.VBN && t.Fine != nlp.VBG || t.Tag == nlp.SCONJ || (t.Fine == nlp.WP || t.Fine == nlp.WDT || t.Fine == nlp.WRB) {
			break
		}
		if head < 0 {
			if n := r.office(from, end+1); n > 0 && r.endsPhrase(end+1, last) {
				head = end
			} else if t.Tag == nlp.ADP && r.at[end] < 0 {
				return out // "Smith, of the party," is not a role of an office
			} else if r.at[end] >= 0 && r.d.Mentions[r.at[end]].Kind == graph.Person {
				return out
			}
		}
		end++
	}
	if head < 0 || end >= last && r.d.Word(last-1) != "." {
		return out
	}
	if end < last {
		if w := r.d.Word(end); w != "," && w != "." && w != ")" && w != ";" && w != "—" && w != "–" {
			// the phrase runs into a verb: cut at the head
			end = head + 1
			if end >= last || r.d.Word(end) != "," {
				return out
			}
		}
	}
	for from < head && (r.d.Tokens[from].Tag == nlp.DET || r.d.Tokens[from].Fine == nlp.PRPS) {
		from++
	}
	for k := from; k < end; k++ {
		if r.words.former[r.d.Word(k)] && k <= head {
			out.former = true
		}
	}
	// the body nearest to the office: after "of", else directly before it
	for k := head + 1; k < end && out.of < 0; k++ {
		if r.at[k] >= 0 {
			out.of = r.at[k]
		}
	}
	for k := head; k >= from && out.of < 0; k-- {
		if r.at[k] >= 0 {
			out.of = r.at[k]
		}
	}
	out.text = nlp.Span{Start: r.d.Tokens[from].Start, End: r.d.Tokens[end-1].End}
	return out
}

// endsApposition reports whether a comma or the end of the sentence stands at
// token i.
func (r *roler) endsApposition(i int) bool {
	return i >= len(r.d.Tokens) || r.d.Word(i) == "," || r.d.Word(i) == "."
}

func possessive(w string) bool { return w == "'s" || w == "’s" || w == "'" || w == "’" }

// endsPhrase reports whether the noun before token i is the head of its phrase:
// no noun follows.
func (r *roler) endsPhrase(i, last int) bool {
	if i >= last {
		return true
	}
	t := r.d.Tokens[i]
	w := r.d.Word(i)
	return t.Tag != nlp.NOUN && t.Tag != nlp.PROPN && t.Tag != nlp.ADJ && w != "'s" && w != "’s" && w != "-"
}
