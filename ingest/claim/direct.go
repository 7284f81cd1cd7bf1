package claim

import (
	"strings"

	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// Bounds of the search for the cue of a quote, in tokens.
const (
	nearCue    = 14 // from the quote to its cue
	nearLabel  = 5  // from the start of a sentence that is only "Trump said"
	nearSpeech = 4  // a quote of fewer words is a phrase of the writer's sentence
)

// direct gives each quote to whoever speaks it: the attribution whose content it
// lies in, else a verb of saying beside it, else one that a colon ends just
// before it, else the last speaker where a quote goes on.
func (r *reader) direct() {
	start := make([]int, len(r.d.Sentences)+1)
	for i := range start {
		start[i] = -1
	}
	for a := len(r.d.Attributions) - 1; a >= 0; a-- {
		start[r.d.Attributions[a].Sentence] = a
	}
	indirect := len(r.d.Attributions)
	last, lastQuote := -1, -1 // the last direct attribution and its quote
	for i := range r.quote.list {
		q := &r.quote.list[i]
		if q.first < 0 {
			continue
		}
		from, to := r.d.SentenceOf(q.first), r.d.SentenceOf(q.last-1)
		for s := from + 1; s <= to && s < len(r.d.Sentences); s++ {
			x := &r.d.Sentences[s]
			x.Quoted = x.First >= q.first && x.Last <= q.last
		}
		a, far := -1, 1<<30
		for s := max(from-1, 0); s <= to+1 && s < len(r.d.Sentences); s++ {
			if start[s] < 0 {
				continue
			}
			for k := start[s]; k < indirect && r.d.Attributions[k].Sentence == s; k++ {
				if x := &r.d.Attributions[k]; r.holds(x, i) && q.distance(x.CueToken) < far {
					a, far = k, q.distance(x.CueToken)
				}
			}
		}
		if r.speech(q) && far > 1 {
			// A verb of saying beside the quote goes before one that is further off:
			// "said she was afraid, adding, “...”".
			if b := r.beside(i, from, to, far); b >= 0 {
				a = b
			}
		}
		if a < 0 && r.speech(q) && last >= 0 && r.goesOn(&r.quote.list[lastQuote], q) {
			a = last
		}
		if a < 0 {
			continue
		}
		r.giveQuote(a, q)
		if r.speech(q) {
			last, lastQuote = a, i
		}
	}
}

// distance is how many tokens lie between the quote and token t.
func (q *quotation) distance(t int) int {
	if t < q.first {
		return q.first - t - 1
	}
	return t - q.last
}

// holds reports whether quote i starts or ends in the content of a, and its cue
// is the writer's, not the speaker's.
func (r *reader) holds(a *nlp.Attribution, i int) bool {
	q := &r.quote.list[i]
	if a.CueToken >= q.first && a.CueToken < q.last || !a.Voice && a.Token < 0 {
		return false
	}
	first, last := r.d.Tokens[q.first].Span, r.d.Tokens[q.last-1].Span
	for _, c := range a.Content {
		if c.Overlaps(first) || c.Overlaps(last) {
			return true
		}
		for _, s := range q.spans {
			if s.Contains(c) {
				return true
			}
		}
	}
	return false
}

// speech tells what somebody says from a phrase in quotation marks.
func (r *reader) speech(q *quotation) bool {
	if q.last-q.first >= nearSpeech {
		return true
	}
	end := strings.TrimRight(r.d.Text(q.spans[len(q.spans)-1]), " ")
	return strings.HasSuffix(end, ",") || strings.HasSuffix(end, "!") || strings.HasSuffix(end, "?") || strings.HasSuffix(end, ".")
}

// giveQuote adds the spans of q to the content of attribution a, in place of
// what of it was there before.
func (r *reader) giveQuote(a int, q *quotation) {
	x := &r.d.Attributions[a]
	kept := x.Content[:0:0]
	for _, c := range x.Content {
		inside := false
		for _, s := range q.spans {
			// What goes beyond the quote and takes in its source was read wrongly.
			inside = inside || s.Contains(c) || s.Overlaps(c) && (c.Overlaps(x.Source) || c.Overlaps(x.Cue))
		}
		if !inside {
			kept = append(kept, c)
		}
	}
	if len(kept) == 0 {
		x.Direct = true
	}
	for _, s := range q.spans {
		s.End = s.Start + len(strings.TrimRight(r.d.Text(s), ", "))
		covered := false
		for _, c := range kept {
			covered = covered || c.Overlaps(s)
		}
		if !covered && s.End > s.Start {
			kept = append(kept, s)
		}
	}
	x.Content = kept
}

// goesOn reports whether quote q is still the speaker's of quote before: in the
// same paragraph, or at the start of the next after one that ended in a quote.
func (r *reader) goesOn(before, q *quotation) bool {
	if q.block == before.ends {
		return true
	}
	if q.block != before.ends+1 {
		return false
	}
	block := r.d.Article.Blocks[q.block]
	lead := strings.TrimSpace(r.d.Article.Text[block.Start:q.spans[0].Start])
	tail := strings.TrimSpace(r.d.Article.Text[q.spans[len(q.spans)-1].End:r.d.Article.Blocks[q.ends].End])
	return len(lead) <= len("“") && len(tail) <= len("”.")
}

// beside makes an attribution of quote i from the nearest verb of saying outside
// it in the sentences where it starts and ends, or in the one before a colon.
func (r *reader) beside(i, from, to, far int) int {
	q := &r.quote.list[i]
	best := -1
	far = min(far, nearCue)
	held := far < nearCue
	var cueOf *cue
	try := func(t, distance int) {
		if distance >= far || r.quote.at[t] >= 0 {
			return
		}
		if tag := r.d.Tokens[t].Tag; tag != nlp.VERB {
			return
		}
		c := r.find(verb, t, func(c *cue) bool { return c.slots&slotQuote != 0 })
		if c != nil && c.class.stance != "" {
			best, far, cueOf = t, distance, c
		}
	}
	for t := q.last; t < r.d.Sentences[to].Last && t < q.last+nearCue; t++ {
		try(t, t-q.last)
	}
	// A closing mark may stand in a sentence of its own with its cue.
	if to+1 < len(r.d.Sentences) && r.d.Sentences[to+1].Block == r.d.Sentences[to].Block && q.last >= r.d.Sentences[to].Last-1 {
		next := r.d.Sentences[to+1]
		if first := next.First; first < len(r.d.Tokens) {
			reach := nearCue
			if strings.IndexFunc(r.d.Word(first), isLower) != 0 {
				reach = nearLabel // "... it,” Trump said." cut off as a sentence
			}
			for t := first; t < next.Last && t < first+reach; t++ {
				if reach == nearCue || r.tree.child(t, nlp.DepCcomp, nlp.DepObj) < 0 {
					try(t, t-first)
				}
			}
		}
	}
	for t := q.first - 1; t >= r.d.Sentences[from].First && t > q.first-nearCue; t-- {
		try(t, q.first-t-1)
	}
	if best < 0 && from > 0 {
		// "He said:" and the quote in the next paragraph.
		p := r.d.Sentences[from-1]
		if p.Last > p.First && r.d.Word(p.Last-1) == ":" && q.first-r.d.Sentences[from].First <= 1 {
			for t := p.Last - 1; t >= p.First; t-- {
				try(t, (p.Last-t)/2)
			}
		}
	}
	if best < 0 {
		if held {
			return -1
		}
		return r.colonBefore(q, from)
	}
	for a := len(r.d.Attributions) - 1; a >= 0; a-- {
		if r.d.Attributions[a].CueToken == best {
			return a
		}
	}
	source := r.source(best)
	if source < 0 || r.quote.at[source] >= 0 {
		source = r.nearestNoun(best)
	}
	s := r.d.SentenceOf(best)
	return r.record(s, best, cueOf, max(q.first, 0), source)
}

// colonBefore makes an attribution of a quote that a name and a colon introduce:
// "Philip Bump: “...”", "From the report: “...”".
func (r *reader) colonBefore(q *quotation, s int) int {
	colon := q.first - 1
	for colon > r.d.Sentences[s].First && r.d.Word(colon) != ":" && colon > q.first-3 {
		colon--
	}
	if colon <= r.d.Sentences[s].First || r.d.Word(colon) != ":" || !r.nominal(colon-1) {
		return -1
	}
	source := r.nounHead(colon - 1)
	x := nlp.Attribution{Sentence: s, Mention: -1, Token: -1, Cue: r.d.Tokens[colon].Span, CueToken: colon, Within: -1,
		Voice: true, Direct: true, Stance: labelStance, Rule: "label"}
	r.setSource(&x, source, colon)
	r.d.Attributions = append(r.d.Attributions, x)
	return len(r.d.Attributions) - 1
}

func isLower(c rune) bool { return c >= 'a' && c <= 'z' }

// nearestNoun is the head of the noun phrase beside the verb t, outside quotes:
// just before it, else just after ("said Kirby").
func (r *reader) nearestNoun(t int) int {
	s := r.d.Sentences[r.d.SentenceOf(t)]
	for k := t - 1; k >= s.First && k > t-4; k-- {
		if r.quote.at[k] >= 0 || r.d.Tokens[k].Tag == nlp.PUNCT || r.d.Tokens[k].Tag == nlp.VERB {
			break
		}
		if r.nominal(k) {
			return r.nounHead(k)
		}
	}
	for k := t + 1; k < s.Last && k < t+5; k++ {
		if r.quote.at[k] >= 0 || r.d.Tokens[k].Tag == nlp.PUNCT || r.d.Tokens[k].Tag == nlp.VERB || r.d.Tokens[k].Tag == nlp.ADP {
			break
		}
		if r.nominal(k) {
			return r.nounHead(k)
		}
	}
	return -1
}

func (r *reader) nominal(k int) bool {
	switch r.d.Tokens[k].Tag {
	case nlp.NOUN, nlp.PROPN, nlp.PRON:
		return true
	}
	return false
}

// nounHead climbs from a word of a noun phrase to its head.
func (r *reader) nounHead(k int) int {
	for n := 0; n < 8; n++ {
		switch r.d.Tokens[k].Dep.Base() {
		case nlp.DepCompound, nlp.DepFlat, nlp.DepAppos, nlp.DepNmod, nlp.DepAmod:
			if h := r.tree.head(k); h >= 0 && r.nominal(h) && r.quote.at[h] < 0 {
				k = h
				continue
			}
		}
		return k
	}
	return k
}

// labelled reads "Kremlin: talks have failed" and the lines of an interview,
// "TRUMP: Wrong.": a name and a colon at the start of a paragraph.
func (r *reader) labelled(s int) {
	x := &r.d.Sentences[s]
	if x.First > 0 && s > 0 && r.d.Sentences[s-1].Block == x.Block {
		return
	}
	for t := x.First; t < x.Last-1 && t < x.First+maxLabel; t++ {
		if r.d.Word(t) == ":" && t > x.First {
			break
		}
		if r.d.Tokens[t].Tag != nlp.PROPN && r.mention[t] < 0 && !(t > x.First && r.d.Word(t) == "'s") {
			return
		}
	}
	at := x.First
	for at < x.Last-1 && at < x.First+maxLabel && r.d.Word(at) != ":" {
		at++
	}
	if at >= x.Last-1 || r.d.Word(at) != ":" || at == x.First {
		return
	}
	for k := range r.d.Timexes {
		if r.d.Timexes[k].Sentence == s && r.d.Timexes[k].First < at {
			return // "Thursday: the minister visits ..."
		}
	}
	if at == x.First+1 && len(r.d.Word(x.First)) < 2 || r.finite(at+1, x.Last) < 0 && r.quote.at[at+1] < 0 && r.quote.at[min(at+2, x.Last-1)] < 0 {
		return // "Q: ...", "Clinton: 2,316", a list
	}
	source := r.nounHead(at - 1)
	if source < x.First || source > at {
		source = at - 1
	}
	end := x.End
	for n := s + 1; n < len(r.d.Sentences) && r.d.Sentences[n].Block == x.Block; n++ {
		end = r.d.Sentences[n].End
	}
	a := nlp.Attribution{Sentence: s, Mention: r.sourceMention(source, x.First, at), Token: source, CueToken: at, Within: -1,
		Cue: r.d.Tokens[at].Span, Source: nlp.Span{Start: r.d.Tokens[x.First].Start, End: r.d.Tokens[at-1].End}, Voice: true,
		Direct: !(x.Kind == article.TitleBlock || x.Kind == article.Subtitle), Stance: labelStance, Rule: "label",
		Content: []nlp.Span{{Start: r.d.Tokens[at+1].Start, End: end}}}
	r.d.Attributions = append(r.d.Attributions, a)
}

const (
	labelStance = "assert"
	maxLabel    = 7 // tokens of a name and its colon
)
