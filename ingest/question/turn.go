package question

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dateline/ingest/nlp"
)

// word is a word of the question.
type word struct {
	text  string
	lemma string
	tag   nlp.Tag
	fine  nlp.Fine
	tight bool // no space before it
}

// mostWords bounds the length of a name.
const mostWords = 7

// split is the words of a question. Names that the graph knows but that do not look like names ("Ever
// Given") become one word that does; masks has what they were.
func split(text string, v *vocabulary, o Options) ([]word, map[string]string, error) {
	text = strings.TrimRight(text, "?!. ") + "?"
	words, err := tagged(text)
	if err != nil || o.Known == nil {
		return words, nil, err
	}
	masks := map[string]string{}
	var out []word
	for i := 0; i < len(words); {
		n := min(mostWords, len(words)-i)
		for ; n > 0; n-- {
			if name := join(words[i : i+n]); masked(words[i:i+n], v) && o.Known(name) {
				mask := maskOf(name)
				masks[mask] = name
				out = append(out, word{text: mask, lemma: mask, tag: nlp.PROPN, fine: nlp.NNP, tight: words[i].tight})
				break
			}
		}
		if n == 0 {
			out = append(out, words[i])
			n = 1
		}
		i += n
	}
	if len(masks) == 0 {
		return words, nil, nil
	}
	words, err = tagged(join(out))
	return words, masks, err
}

// masked reports whether the words, if they are a name, will not be read as one: proper
// nouns are.
func masked(ws []word, v *vocabulary) bool {
	content, proper, capitals := false, true, len(ws) > 1
	for _, w := range ws {
		if w.tag == nlp.PUNCT || v.is(w.text, "person") || v.is(w.text, "thing") || v.is(w.text, "time") || v.is(w.text, "place") {
			return false
		}
		content = content || !v.is(w.text, "empty")
		proper = proper && w.tag == nlp.PROPN
		first, _ := utf8.DecodeRuneInString(w.text)
		capitals = capitals && unicode.IsUpper(first)
	}
	if capitals && !proper { // "United States" with a participle
		return content
	}
	if len(ws) == 1 {
		first, _ := utf8.DecodeRuneInString(ws[0].text)
		return content && unicode.IsLower(first) && (ws[0].tag == nlp.NOUN || ws[0].tag == nlp.PROPN || ws[0].tag == nlp.X || ws[0].tag == nlp.ADJ)
	}
	return content && !proper && !slices.Contains([]nlp.Tag{nlp.VERB, nlp.AUX, nlp.ADP, nlp.DET, nlp.PRON, nlp.PART, nlp.CCONJ, nlp.SCONJ}, ws[0].tag)
}

// maskOf is one capitalised word of letters.
func maskOf(name string) string {
	var b strings.Builder
	for _, r := range name {
		switch {
		case !unicode.IsLetter(r):
		case b.Len() == 0:
			b.WriteRune(unicode.ToUpper(r))
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

func tagged(text string) ([]word, error) {
	d, err := run(text, time.Time{}, "token", "tag")
	if err != nil {
		return nil, err
	}
	var out []word
	end := 0
	for _, t := range d.Tokens {
		out = append(out, word{text: d.Text(t.Span), lemma: t.Lemma, tag: t.Tag, fine: t.Fine, tight: t.Start == end})
		end = t.End
	}
	return out, nil
}

func join(ws []word) string {
	var b strings.Builder
	for i, w := range ws {
		if i > 0 && !w.tight {
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	return b.String()
}

// form is a question turned into a statement.
type form struct {
	asks      Asks
	noun      string
	statement string
	hole      int // byte of the statement where the one asked for stands, -1
}

// turn makes a statement of a question; ok is false if it is none.
func turn(ws []word, v *vocabulary) (f form, ok bool) {
	if n := len(ws); n > 0 && ws[n-1].tag == nlp.PUNCT {
		ws = ws[:n-1]
	}
	if len(ws) < 2 {
		return f, false
	}
	var before []word // "with" of "with whom"
	if !verbal(ws[0]) && (ws[0].tag == nlp.ADP || ws[0].fine == nlp.IN) && (v.is(ws[1].text, "person") || v.is(ws[1].text, "thing")) {
		before, ws = ws[:1], ws[1:]
	}
	stand := word{}
	at := 1
	switch w := ws[0].text; {
	case v.is(w, "person"):
		f.asks, stand = Who, word{text: v.first["somebody"]}
	case v.is(w, "thing"):
		f.asks, stand = What, word{text: v.first["something"]}
		if at = nounEnd(ws, 1); at > 1 {
			f.asks, f.noun = Who, ws[at-1].lemma
			stand.text = v.first["some"] + " " + join(ws[1:at])
			switch { // "on what day", "in which city"
			case v.is(f.noun, "when-noun") && (len(before) > 0 || v.is(w, "thing") && helper(ws[min(at, len(ws)-1)], v)):
				f.asks, f.noun, before, stand.text = When, "", nil, ""
			case v.is(f.noun, "where-noun") && len(before) > 0 && v.is(before[0].text, "inside"):
				f.asks, f.noun, before, stand.text = Where, "", nil, ""
			}
		}
	case v.is(w, "time"):
		f.asks = When
	case v.is(w, "place"):
		f.asks = Where
	case v.is(w, "how") && (v.is(ws[1].text, "often") || v.is(ws[1].text, "many") && len(ws) > 2 && v.is(ws[2].lemma, "times")):
		f.asks, at = Often, 2
		if v.is(ws[1].text, "many") {
			at = 3
		}
	case v.is(w, "how") && v.is(ws[1].text, "many"):
		f.asks = Count
		at = nounEnd(ws, 2)
		f.noun = ws[at-1].lemma
		stand.text = v.first["some"] + " " + join(ws[2:at])
	case verbal(ws[0]):
		f.asks, at = Whether, 0
	default:
		return f, false
	}
	if at >= len(ws) {
		return f, false
	}
	f.statement, f.hole = arrange(before, stand, ws[at:], v)
	return f, f.statement != ""
}

// nounEnd is where the noun phrase that begins at from ends: at the first verb.
func nounEnd(ws []word, from int) int {
	i := from
	for i < len(ws) && !verbal(ws[i]) {
		i++
	}
	if i == len(ws) {
		return from
	}
	return i
}

func verbal(w word) bool { return w.tag == nlp.AUX || w.tag == nlp.VERB }

// arrange puts the words of a question in the order of a statement, with stand where what is
// asked for would stand; stand is empty where that is a date, a place or a yes.
func arrange(before []word, stand word, ws []word, v *vocabulary) (string, int) {
	hole := -1
	aux := helper(ws[0], v)
	verb := 1
	for verb < len(ws) && (ws[verb].tag == nlp.ADV || ws[verb].tag == nlp.PART) {
		verb++
	}
	subject := stand.text != "" && len(before) == 0
	if aux && verb < len(ws) && !verbal(ws[verb]) {
		// The subject follows the auxiliary, unless there is no other verb: "who is the head of NATO".
		if main := mainVerb(ws, verb, v); main > 0 {
			return inverted(before, stand, ws, verb, main)
		}
		if stand.text == "" {
			return capital(join(ws[1:])) + " " + strings.ToLower(ws[0].text) + ".", hole
		}
	}
	if !subject {
		if stand.text == "" {
			return join(ws) + ".", hole
		}
		return "", hole
	}
	return stand.text + " " + join(ws) + ".", len(stand.text)
}

// helper reports whether a word is an auxiliary; a tagger that sees "did" as a verb at the
// beginning is not believed.
func helper(w word, v *vocabulary) bool {
	return w.tag == nlp.AUX || w.fine == nlp.MD || v.is(w.lemma, "helper")
}

// mainVerb is the verb that belongs to the auxiliary before the word at from: the first that
// is no finite form of a clause of its own.
func mainVerb(ws []word, from int, v *vocabulary) int {
	for i := from; i < len(ws); i++ {
		if ws[i].tag == nlp.VERB && (i == from || ws[i-1].fine != nlp.TO) && ws[i].fine != nlp.VBZ {
			return i
		}
	}
	// A tagger that has just read a subject may take the verb for one more noun: "did Reinholt veto the bill".
	for i := from + 1; i < len(ws); i++ {
		nominal := ws[i-1].tag == nlp.PROPN || ws[i-1].tag == nlp.NOUN || ws[i-1].tag == nlp.PRON
		open := i+1 == len(ws) || slices.Contains([]nlp.Tag{nlp.DET, nlp.ADP, nlp.PROPN, nlp.PRON, nlp.NUM, nlp.PART, nlp.SCONJ}, ws[i+1].tag)
		if nominal && open && ws[i].fine == nlp.NN && v.is(ws[0].lemma, "support") {
			return i
		}
	}
	return 0
}

// inverted is "aux subject verb rest" as "subject aux verb stand rest".
func inverted(before []word, stand word, ws []word, from, main int) (string, int) {
	subject, verb, rest := ws[1:main], ws[main], ws[main+1:]
	for len(subject) > 0 && subject[len(subject)-1].tag == nlp.ADV && len(subject) > 1 {
		subject = subject[:len(subject)-1] // "ever"
	}
	s := capital(join(subject)) + " " + strings.ToLower(ws[0].text) + " " + verb.text
	if stand.text == "" {
		if len(rest) > 0 {
			s += " " + join(rest)
		}
		return s + ".", -1
	}
	k := 0 // the words of rest that come first
	if len(before) == 0 {
		k = stranded(rest)
	}
	for _, w := range rest[:k] {
		s += " " + w.text
	}
	for _, w := range before {
		s += " " + strings.ToLower(w.text)
	}
	s += " " + stand.text
	hole := len(s)
	if k < len(rest) {
		s += " " + join(rest[k:])
	}
	return s + ".", hole
}

// stranded is how many words stand before the place from which the one asked for was moved: up to a
// preposition with nothing after it to govern.
func stranded(rest []word) int {
	for i, w := range rest {
		if (w.tag == nlp.ADP || w.fine == nlp.RP || w.fine == nlp.IN) && (i+1 == len(rest) || rest[i+1].tag == nlp.ADP && i == 0 || rest[i+1].tag == nlp.PUNCT) {
			return i + 1
		}
		if i == 0 && w.fine == nlp.RP {
			continue
		}
	}
	return 0
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
