package lead

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// cue is one line of cues.txt: how a phrase that answers a question begins.
type cue struct {
	question string
	clause   bool     // ties a clause, not a phrase
	classes  []string // of the events it holds for; none: all
	words    []string // in lower case, and the forms that begins knows
	weight   float64
}

// The questions of cues.txt.
const (
	why    = "why"
	how    = "how"
	places = "where"
	nobody = "none"
)

//go:embed cues.txt
var cuesText string

var cues, occasions = mustCues(cuesText)

func mustCues(text string) ([]cue, map[string]bool) {
	cs, events, err := parseCues(text)
	if err != nil {
		panic(err)
	}
	return cs, events
}

// parseCues reads lines "QUESTION clause|phrase WEIGHT WORDS", what follows " |" being an example, and
// lines "event NOUN...".
func parseCues(text string) ([]cue, map[string]bool, error) {
	var cs []cue
	events := map[string]bool{}
	for i, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, " |")
		f := strings.Fields(line)
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		if f[0] == "event" {
			for _, noun := range f[1:] {
				events[noun] = true
			}
			continue
		}
		if len(f) < 4 {
			return nil, nil, fmt.Errorf("cues.txt:%d: want QUESTION clause|phrase WEIGHT WORDS, have %q", i+1, line)
		}
		tie, classes, _ := strings.Cut(f[1], "@")
		if tie != "clause" && tie != "phrase" {
			return nil, nil, fmt.Errorf("cues.txt:%d: want QUESTION clause|phrase WEIGHT WORDS, have %q", i+1, line)
		}
		w, err := strconv.ParseFloat(f[2], 64)
		if err != nil {
			return nil, nil, fmt.Errorf("cues.txt:%d: the weight %q is no number", i+1, f[2])
		}
		c := cue{question: f[0], clause: tie == "clause", weight: w, words: f[3:]}
		if classes != "" {
			c.classes = strings.Split(classes, ",")
		}
		cs = append(cs, c)
	}
	return cs, events, nil
}

// reason is the adjunct of the clause that answers the question best: one that begins with a cue,
// hangs on the predicate rather than on what it governs, and stands where the event is told first.
func (r *reader) reason(c clause, question string) Answer {
	best, weight := Answer{}, 0.0
	consider := func(t int, factor float64) {
		r.adjuncts(t, c, question, factor, func(a Answer, w float64) {
			if w > weight {
				best, weight = a, w
			}
		})
	}
	consider(c.head, 1)
	// What governs the clause may have its reason: "agreed to resign because".
	for t, n := c.head, 0; n < deepest; n++ {
		switch r.d.Tokens[t].Dep {
		case nlp.DepXcomp, nlp.DepConj, nlp.DepCcomp:
			t = r.d.Tokens[t].Head
			consider(t, 0.6)
			continue
		}
		break
	}
	if c.happening >= 0 && r.d.Happenings[c.happening].Event >= 0 && r.isEvent(c.happening) {
		for i := range r.d.Happenings {
			o := &r.d.Happenings[i]
			if i != c.happening && o.Event == r.d.Happenings[c.happening].Event && r.isEvent(i) {
				consider(o.Trigger, 0.5)
			}
		}
	}
	return best
}

// adjuncts gives what hangs on predicate t, or on its objects and complements, and begins with a cue of the
// question, with its weight. What an object has after it may belong to the predicate: parsers cannot
// tell ("killed the general in an airstrike"), so phrases count there too, clauses do not.
func (r *reader) adjuncts(t int, c clause, question string, factor float64, give func(Answer, float64)) {
	var walk func(t, depth int, factor float64)
	walk = func(t, depth int, factor float64) {
		for k := r.child[t]; k >= 0 && depth < 4; k = r.sib[k] {
			switch r.d.Tokens[k].Dep {
			case nlp.DepAdvcl, nlp.DepObl, nlp.DepOblAgent, nlp.DepNmod, nlp.DepAdvmod:
				if w := r.match(k, c, question); w > 0 {
					first, last := r.extent(k, func(k int) bool { return r.d.Tokens[k].Dep == nlp.DepParataxis })
					if a := r.answer(first, last); !r.dates(a.Span) && (r.d.Tokens[k].Dep != nlp.DepAdvcl || !r.content(c, first, last)) {
						give(a, w*factor)
					}
				}
			case nlp.DepObj, nlp.DepXcomp, nlp.DepCcomp, nlp.DepAppos:
				walk(k, depth+1, factor*0.7)
			}
		}
	}
	walk(t, 0, factor)
}

// content reports whether the tokens from first to last hold what the happening says was agreed, ordered or
// told, which is no reason for it.
func (r *reader) content(c clause, first, last int) bool {
	if c.happening < 0 {
		return false
	}
	return slices.ContainsFunc(r.d.Happenings[c.happening].Args, func(a nlp.Arg) bool {
		return a.Role == "content" && a.Token >= first && a.Token <= last
	})
}

// shortest is the most bytes that what stands before a time expression has in a phrase that only dates.
const shortest = 16

// dates reports whether a phrase is not much more than a time expression.
func (r *reader) dates(s nlp.Span) bool {
	for i := range r.d.Timexes {
		if t := &r.d.Timexes[i]; s.Contains(t.Span) && t.End == s.End && t.Start-s.Start < shortest {
			return true
		}
	}
	return false
}

// match is the weight of the weightiest cue of the question that the phrase of t begins with, 0 if none.
func (r *reader) match(t int, c clause, question string) float64 {
	first, _ := r.extent(t, nil)
	tied := r.d.Tokens[t].Dep == nlp.DepAdvcl
	class := ""
	if c.happening >= 0 {
		class = string(r.d.Happenings[c.happening].Class)
	}
	weight := 0.0
	for _, q := range cues {
		if q.question == question && q.clause == tied && q.weight > weight &&
			(q.classes == nil || slices.Contains(q.classes, class)) && r.begins(first, t, q.words) {
			weight = q.weight
		}
	}
	return weight
}

// begins reports whether the tokens from first on are the words of a cue; head is the head of
// the phrase, which the forms VERB and VERBing stand for.
func (r *reader) begins(first, head int, words []string) bool {
	for i, w := range words {
		t := first + i
		if t >= len(r.d.Tokens) {
			return false
		}
		switch w {
		case "VERBing":
			return t <= head && r.d.Tokens[head].Fine == nlp.VBG
		case "VERB":
			return t <= head && r.d.Tokens[head].Fine == nlp.VB
		case "THING":
			m := r.mention[head]
			return t <= head && (m < 0 || !person(&r.d.Mentions[m]))
		case "EVENT":
			return t <= head && occasions[r.d.Tokens[head].Lemma]
		}
		if !strings.EqualFold(r.d.Word(t), w) {
			return false
		}
	}
	return true
}

// person reports whether a mention is of people or a body, who are no instrument and no reason.
func person(m *nlp.Mention) bool {
	switch m.Kind {
	case graph.Person, graph.Organisation, graph.Group, graph.GPE:
		return true
	}
	return false
}
