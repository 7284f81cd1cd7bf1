package mark

import (
	"strings"

	"dateline/graph/when"
	"dateline/ingest/nlp"
)

// Link is a TLINK: the event From stands in the relation Rel to another event, to
// an expression, or, if both are -1, to the date of the document.
type Link struct {
	From, Event, Timex int // indexes; Event and Timex are -1 where they do not apply
	Rel                string
}

// Links finds how events lie in time, as far as grammar tells: by the tense of a
// verb against the document, by the expression that depends on an event, and
// between two events where a clause or phrase has an ordering word, reports, or
// is wanted or planned. What the stages before found of happenings is taken over.
func Links(d *nlp.Document, events []Event) []Link {
	l := &linker{d: d, w: english(), events: events, at: map[int]int{}, in: map[int]when.Period{}, seen: map[[2]int]bool{}}
	for i := range events {
		l.at[events[i].Token] = i
	}
	l.times()
	l.order()
	for i := range events {
		l.clause(i)
	}
	if !d.Article.Published.IsZero() {
		for i := range events {
			if rel := l.document(i); rel != "" {
				l.out = append(l.out, Link{From: i, Event: -1, Timex: -1, Rel: rel})
			}
		}
	}
	return l.out
}

type linker struct {
	d      *nlp.Document
	w      words
	events []Event
	at     map[int]int         // token -> event
	in     map[int]when.Period // event -> the time it is said to be in
	seen   map[[2]int]bool
	out    []Link
}

// above is the event that token t depends on, perhaps through words that tell
// none, -1.
func (l *linker) above(t int) int {
	for steps := 0; steps < 4; steps++ {
		if t = l.d.Tokens[t].Head; t < 0 {
			return -1
		}
		if e, ok := l.at[t]; ok {
			return e
		}
		if tag := l.d.Tokens[t].Tag; tag == nlp.VERB {
			return -1
		}
	}
	return -1
}

// introduces is the first of the words that depend on t and stand before it as
// a preposition or conjunction, in lower case.
func (l *linker) introduces(t int) string {
	s := l.d.Sentences[l.d.SentenceOf(t)]
	for c := s.First; c < t; c++ {
		k := &l.d.Tokens[c]
		if k.Head == t && (k.Dep == nlp.DepMark || k.Dep == nlp.DepCase || k.Dep == nlp.DepAdvmod && k.Tag != nlp.ADV) {
			return strings.ToLower(l.d.Word(c))
		}
	}
	return ""
}

// times links each expression to the event it depends on.
func (l *linker) times() {
	for i := range l.d.Timexes {
		x := &l.d.Timexes[i]
		if x.Type == nlp.Set || x.First >= x.Last || x.Last > len(l.d.Tokens) {
			continue
		}
		head := x.First
		for t := x.First; t < x.Last; t++ {
			if h := l.d.Tokens[t].Head; h < x.First || h >= x.Last {
				head = t
				break
			}
		}
		e := l.above(head)
		if e < 0 {
			continue
		}
		rel := "IS_INCLUDED"
		word := l.introduces(head)
		switch {
		case l.w["BEGUN_BY"][word]:
			rel = "BEGUN_BY"
		case l.w["ENDED_BY"][word]:
			rel = "ENDED_BY"
		case l.w["AFTER"][word] && x.Type != nlp.Duration:
			rel = "AFTER"
		case l.w["BEFORE"][word] && x.Type != nlp.Duration:
			rel = "BEFORE"
		case x.Type == nlp.Duration && l.w["DURING"][word]: // "for two hours", not "in the past two hours"
			rel = "DURING"
		}
		if _, ok := l.in[e]; !ok && rel == "IS_INCLUDED" && !x.Period.IsZero() {
			l.in[e] = x.Period
		}
		l.out = append(l.out, Link{From: e, Event: -1, Timex: i, Rel: rel})
	}
}

func (l *linker) between(a int, rel string, b int) {
	if a == b || l.seen[[2]int{a, b}] || l.seen[[2]int{b, a}] {
		return
	}
	l.seen[[2]int{a, b}] = true
	l.out = append(l.out, Link{From: a, Event: b, Timex: -1, Rel: rel})
}

var relations = map[string]string{"before": "BEFORE", "after": "AFTER", "simultaneous": "SIMULTANEOUS", "includes": "INCLUDES"}

// order takes over the order of happenings.
func (l *linker) order() {
	for i := range l.d.Happenings {
		h := &l.d.Happenings[i]
		a, ok := l.at[h.Trigger]
		if !ok {
			continue
		}
		for _, o := range h.Order {
			if b, ok := l.at[l.d.Happenings[o.Happening].Trigger]; ok && relations[o.Rel] != "" {
				l.between(a, relations[o.Rel], b)
			}
		}
	}
}

// clause links event i to the one its clause or phrase depends on.
func (l *linker) clause(i int) {
	e := &l.events[i]
	k := &l.d.Tokens[e.Token]
	a := l.above(e.Token)
	if a < 0 {
		return
	}
	up := &l.events[a]
	word := l.introduces(e.Token)
	for _, rel := range [...]string{"AFTER", "BEFORE", "SIMULTANEOUS"} {
		if l.w[rel][word] {
			l.between(a, rel, i)
			return
		}
	}
	if l.d.Tokens[e.Token].Head != up.Token {
		return
	}
	switch k.Dep.Base() {
	case nlp.DepCcomp, nlp.DepParataxis:
		if up.Class != "REPORTING" {
			return
		}
		l.reported(i, a)
	case nlp.DepXcomp, nlp.DepAdvcl:
		if e.Tense == "INFINITIVE" && (up.Class == "I_STATE" || up.Class == "I_ACTION" || k.Dep.Base() == nlp.DepAdvcl) {
			l.between(a, "BEFORE", i) // what is wanted, and what it is done for, comes after
		}
	}
}

// reported links what is told to the telling.
func (l *linker) reported(told, telling int) {
	e := &l.events[told]
	switch {
	case e.Tense == "FUTURE" || e.Modality != "":
		l.between(told, "AFTER", telling)
	case e.Tense == "PAST" || e.Aspect == "PERFECTIVE":
		l.between(told, "BEFORE", telling)
	}
}

// document is the relation of event i to the date of the document: by the time it
// is said to be in, else by its tense.
func (l *linker) document(i int) string {
	e := &l.events[i]
	if p, ok := l.in[i]; ok {
		switch day := when.At(when.DayOf(l.d.Article.Published)); {
		case p.CertainlyBefore(day):
			return "BEFORE"
		case p.CertainlyAfter(day):
			return "AFTER"
		case p.CertainlyIn(day.Start.From, day.Start.To):
			return "IS_INCLUDED"
		}
	}
	switch {
	case e.Tense == "FUTURE" || e.Modality != "" && e.Aspect != "PERFECTIVE":
		return "AFTER"
	case e.Tense == "PAST" || e.Aspect == "PERFECTIVE" || e.Aspect == "PERFECTIVE_PROGRESSIVE":
		return "BEFORE"
	case e.Tense == "PRESENT" && e.Class == "REPORTING":
		return "IS_INCLUDED"
	case e.Tense == "PRESENT":
		return "INCLUDES"
	case e.Tense == "INFINITIVE":
		if a := l.above(e.Token); a >= 0 && l.events[a].Tense != "INFINITIVE" && (l.events[a].Class == "I_STATE" || l.events[a].Class == "I_ACTION") {
			return "AFTER"
		}
	}
	return ""
}
