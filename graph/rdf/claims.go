package rdf

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"dateline/graph"
)

// claimsOf are the claims of the nodes in hand, by what they speak of.
func (b *builder) claimsOf() map[string][]*node {
	out := map[string][]*node{}
	for _, s := range b.nodes.order {
		n := b.nodes.nodes[s]
		if !n.is(Vocab + "Claim") {
			continue
		}
		of := n.all(Vocab + "of")
		if len(of) == 0 {
			b.fail(n.where, "the claim %s does not say what it speaks of: it needs %sof", s, Vocab)
		}
		for _, q := range of {
			out[q.O] = append(out[q.O], n)
		}
	}
	return out
}

// claims are the claims of an event or state; without any, one that has its words.
func (b *builder) claims(x *node, of []*node, words string) []graph.Claim {
	var out []graph.Claim
	for _, n := range of {
		out = append(out, b.claim(n, words))
	}
	if len(out) == 0 {
		out = append(out, b.claim(&node{id: x.id, where: x.where, props: claiming(x)}, words))
	}
	return out
}

// claiming are the statements about an event that are about what is claimed of it.
func claiming(x *node) []Located {
	return slices.DeleteFunc(slices.Clone(x.props), func(q Located) bool {
		return !slices.Contains([]string{PROV + "value", PROV + "wasAttributedTo", Vocab + "confidence", Vocab + "polarity", Vocab + "factuality", Vocab + "mode", Schema + "description", DCTerms + "description"}, q.P)
	})
}

func (b *builder) claim(x *node, words string) graph.Claim {
	c := graph.Claim{Cue: b.text(x, longestName, Vocab+"cue"), Direct: b.yes(x, Vocab+"direct"), Rule: b.text(x, longestID, Vocab+"rule"), Confidence: 1}
	for _, q := range x.all(Vocab + "confidence") {
		f, err := strconv.ParseFloat(q.O, 64)
		if c.Confidence = f; err != nil || !(f >= 0 && f <= 1) {
			b.fail(q.Where, "%q is no confidence: a number from 0 to 1", q.O)
		}
	}
	var ok bool
	for _, q := range x.all(Vocab + "polarity") {
		if c.Polarity, ok = graph.PolarityOf(q.O); !ok {
			b.fail(q.Where, "unknown polarity %q (known: asserted, denied)", q.O)
		}
	}
	for _, q := range x.all(Vocab + "factuality") {
		if c.Factuality, ok = graph.FactualityOf(q.O); !ok {
			b.fail(q.Where, "unknown factuality %q (known: certain, probable, possible, unknown)", q.O)
		}
	}
	for _, q := range x.all(Vocab + "mode") {
		if c.Mode, ok = graph.ModeOf(q.O); !ok {
			b.fail(q.Where, "unknown mode %q (known: past, present, planned, hypothetical, ordered, habitual)", q.O)
		}
	}
	by := x.all(PROV + "wasAttributedTo")
	if len(by) > mostChain {
		b.fail(x.where, "the claim %s is attributed to %d; at most %d are read", x.id, len(by), mostChain)
		by = nil
	}
	for _, q := range x.all(Vocab + "chain") { // outermost first
		var chain []Located
		for iri := range strings.FieldsSeq(q.O) {
			if len(chain) == mostChain {
				b.fail(q.Where, "the chain of claimants has more than %d", mostChain)
				break
			}
			i := slices.IndexFunc(by, func(a Located) bool { return a.O == iri })
			if i < 0 {
				b.fail(q.Where, "%s is in the chain of claimants, and the claim is not attributed to it", iri)
				continue
			}
			chain = append(chain, by[i])
		}
		by = chain
	}
	for _, q := range by {
		if id := b.taker(q); id != "" {
			c.Claimant = append(c.Claimant, id)
		}
	}
	b.place(x, &c, words)
	return c
}

// place finds the claim's sentence in the text, or puts it there.
func (b *builder) place(x *node, c *graph.Claim, words string) {
	sentence := b.text(x, longestText, PROV+"value", Schema+"description", DCTerms+"description")
	c.Start, c.End = b.number(x, NIF+"beginIndex", -1), b.number(x, NIF+"endIndex", -1)
	switch {
	case c.Start >= 0 && c.End >= c.Start:
	case b.texts.whole:
		b.fail(x.where, "the claim %s needs %sbeginIndex and endIndex, bytes of the article's text", x.id, NIF)
		return
	default:
		if sentence == "" {
			sentence = words
		}
		if sentence == "" {
			b.fail(x.where, "%s has no words: give it an rdfs:label, or its sentence as prov:value", x.id)
			return
		}
		c.Start, c.End = b.texts.append(sentence)
		c.Trigger = [2]int{c.Start, c.End}
		return
	}
	c.Trigger = [2]int{b.number(x, Vocab+"triggerBegin", c.Start), b.number(x, Vocab+"triggerEnd", c.End)}
	if c.Trigger[0] < c.Start || c.Trigger[1] > c.End || c.Trigger[1] < c.Trigger[0] {
		b.fail(x.where, "the trigger [%d,%d) of %s does not lie in its sentence [%d,%d)", c.Trigger[0], c.Trigger[1], x.id, c.Start, c.End)
		return
	}
	if b.texts.whole {
		switch text := b.facts.Article.Text; {
		case c.End > len(text):
			b.fail(x.where, "the sentence [%d,%d) of %s ends after the text of %d bytes", c.Start, c.End, x.id, len(text))
		case sentence != "" && sentence != text[c.Start:c.End]:
			b.fail(x.where, "the text of the article has at [%d,%d) not what the claim %s quotes: %s", c.Start, c.End, x.id, shown(sentence))
		}
		return
	}
	if len(sentence) != c.End-c.Start {
		b.fail(x.where, "the sentence of %s has %d bytes, and its place [%d,%d) another number", x.id, len(sentence), c.Start, c.End)
		return
	}
	b.texts.put(c.Start, sentence)
}

// texts is the text of an article that is not in the file whole: the sentences of claims,
// each at its place.
type texts struct {
	whole bool // nothing is to be made
	at    map[int]string
	end   int
}

func (t *texts) put(at int, sentence string) {
	if t.at == nil {
		t.at = map[int]string{}
	}
	if len(sentence) >= len(t.at[at]) {
		t.at[at] = sentence
	}
	t.end = max(t.end, at+len(sentence))
}

// append puts a sentence on a line of its own at the end.
func (t *texts) append(sentence string) (start, end int) {
	start = t.end
	if start > 0 {
		start++
	}
	t.put(start, sentence)
	return start, t.end
}

// fill makes the text. What stands between the sentences is not known; there are as many line ends.
func (t *texts) fill(b *builder) {
	if t.whole || t.end == 0 {
		return
	}
	if b.blank += t.end; t.end > longestText || b.blank > mostBlank {
		b.fail(b.nodes.nodes[b.nodes.order[0]].where, "too much of the text of articles is missing, from a sentence at byte %d on; export with the text", t.end)
		return
	}
	text := bytes.Repeat([]byte{'\n'}, t.end)
	for at, s := range t.at {
		for i := range len(s) {
			if old := text[at+i]; old != '\n' && old != s[i] {
				b.fail(b.nodes.nodes[b.nodes.order[0]].where, "two sentences of one article have different words at byte %d", at+i)
				return
			}
			text[at+i] = s[i]
		}
	}
	b.facts.Article.Text = string(text)
}
