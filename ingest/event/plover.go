package event

import (
	"slices"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// Record is a happening as political scientists code it: who did what to whom,
// by PLOVER's root codes.
type Record struct {
	Happening int
	Class     graph.Class
	Source    nlp.Span // of the first who acts; empty if nobody is named
	Target    nlp.Span // of who it is done to
	Actor     int      // mention of the source, -1
	Recipient int      // mention of the target, -1
}

// Records gives the happenings of PLOVER's classes as source-target pairs, one
// for each pair of arguments. Where nobody is acted on, the target is who the
// content is done to, "Germany promised to help Greece" is Germany to Greece,
// else where it happened. A participant of a symmetric relation is source once
// and target once.
//
// As the manual (on AGREE and REJECT) and the table from CAMEO (03x, 13x) want it,
// cooperation and concessions that are to come are an agreement, hostile deeds to
// come a threat, and what somebody will not give is a rejection. Pronouns give way to
// what they stand for.
func (f *Frames) Records(d *nlp.Document) []Record {
	var out []Record
	for i := range d.Happenings {
		h := &d.Happenings[i]
		class := f.coded(d, h)
		if _, ok := quads[class]; !ok {
			continue
		}
		sources, targets := sides(d, i)
		sources, targets = spelledOut(d, h.Sentence, sources), spelledOut(d, h.Sentence, targets)
		if len(targets) == 0 && h.Place >= 0 {
			m := &d.Mentions[h.Place]
			targets = append(targets, nlp.Arg{Span: m.Span, Token: m.Head, Mention: h.Place})
		}
		if len(targets) == 0 && len(sources) > 0 {
			targets = below(d, h.Trigger, sources)
		}
		if len(sources) == 0 && len(targets) > 0 && h.Place >= 0 && d.Mentions[h.Place].Kind == graph.GPE {
			// Who is arrested in Niger is arrested by Niger, unless somebody is named.
			m := &d.Mentions[h.Place]
			sources = append(sources, nlp.Arg{Span: m.Span, Token: m.Head, Mention: h.Place})
		}
		for a, s := range sources {
			for b, t := range targets {
				if s.Token == t.Token && s.Mention == t.Mention || (symmetric(h) || len(sources) > 1 && sources[0].Token == targets[0].Token) && a > b {
					continue
				}
				out = append(out, Record{i, class, s.Span, t.Span, s.Mention, t.Mention})
			}
		}
		switch {
		case len(sources) == 0:
			for _, t := range targets {
				out = append(out, Record{Happening: i, Class: class, Target: t.Span, Actor: -1, Recipient: t.Mention})
			}
		case len(targets) == 0:
			for _, s := range sources {
				out = append(out, Record{Happening: i, Class: class, Source: s.Span, Actor: s.Mention, Recipient: -1})
			}
		}
	}
	return out
}

// coded is the class of h when what is to come and what is refused are told
// apart from deeds.
func (f *Frames) coded(d *nlp.Document, h *nlp.EventMention) graph.Class {
	if r := f.byID[h.Type]; r != nil && r.Plover != "" {
		return r.Plover
	}
	if quads[h.Class] == 3 || quads[h.Class] == 0 || h.Nominal {
		return h.Class
	}
	future, not := false, false
	s := &d.Sentences[h.Sentence]
	for t := s.First; t < s.Last; t++ {
		if d.Tokens[t].Head != h.Trigger {
			continue
		}
		w := lower(d.Tokens[t].Lemma)
		future = future || f.words.future[w]
		not = not || f.words.negators[w]
	}
	conflict := quads[h.Class] > 2
	switch {
	case not && !conflict:
		return "REJECT"
	case future && conflict:
		return "THREATEN"
	case future:
		return "AGREE"
	}
	return h.Class
}

func symmetric(h *nlp.EventMention) bool {
	for _, a := range h.Args {
		if a.Role == "actor" {
			return false
		}
	}
	return true
}

// sides is who acts and who is acted on.
func sides(d *nlp.Document, i int) (sources, targets []nlp.Arg) {
	h := &d.Happenings[i]
	for _, a := range h.Args {
		switch a.Role {
		case "actor":
			sources = append(sources, a)
		case "participant":
			sources = append(sources, a)
			targets = append(targets, a)
		case "recipient":
			targets = append(targets, a)
		}
	}
	if symmetric(h) && len(sources) == 1 {
		targets = nil
	}
	if h.Class == "AGREE" && len(sources) > 1 && len(targets) == 0 {
		return sources, sources // "Trump and Putin agreed to talk"
	}
	if quads[h.Class] == 3 && len(targets) == 0 {
		// "demanded that the minister resign": who is to act is who is asked.
		for _, a := range h.Args {
			if a.Role != "content" || a.Happening < 0 {
				continue
			}
			for _, b := range d.Happenings[a.Happening].Args {
				if b.Role == "actor" && !taken(sources, b) {
					targets = append(targets, b)
				}
			}
		}
	}
	for n, at := 0, i; len(targets) == 0 && n < 3; n++ {
		next := -1
		for _, a := range d.Happenings[at].Args {
			if a.Role == "actor" || a.Role == "value" {
				continue
			}
			if a.Happening >= 0 && a.Happening != at && n < 3 {
				targets = append(targets, victims(d, a.Happening, sources)...)
				next = a.Happening
			} else if a.Mention >= 0 && a.Happening < 0 {
				targets = append(targets, a)
			}
		}
		if next < 0 {
			break
		}
		at = next
	}
	for _, a := range h.Args {
		if len(targets) > 0 {
			break
		}
		switch {
		case a.Role == "actor" || a.Role == "participant" || a.Role == "value":
		case d.Tokens[a.Token].Tag != nlp.VERB:
			targets = append(targets, a)
		default:
			targets = within(d, a.Span, sources)
		}
	}
	return sources, targets
}

// spelledOut puts, for pronouns, the words that they stand for: those of the same
// sentence, else the latest before.
func spelledOut(d *nlp.Document, sentence int, args []nlp.Arg) []nlp.Arg {
	out := slices.Clone(args)
	for i := range out {
		m := out[i].Mention
		if m < 0 || d.Mentions[m].Form != nlp.Pronominal || d.Mentions[m].Entity < 0 {
			continue
		}
		for k := range d.Mentions {
			o := &d.Mentions[k]
			if o.Entity != d.Mentions[m].Entity || o.Form == nlp.Pronominal || o.Start > d.Mentions[m].Start {
				continue
			}
			out[i].Span, out[i].Token, out[i].Mention = o.Span, o.Head, k
			if d.SentenceOf(o.Head) == sentence {
				break
			}
		}
	}
	return out
}

// victims is who the happening k is done to, else where it happens, else what is
// done it to.
func victims(d *nlp.Document, k int, sources []nlp.Arg) []nlp.Arg {
	var who, what []nlp.Arg
	known := false // "allow aid into the region": the region, not the aid
	for _, b := range d.Happenings[k].Args {
		known = known || b.Mention >= 0 && !taken(sources, b) && b.Role != "actor" && b.Role != "content"
	}
	for _, b := range d.Happenings[k].Args {
		switch {
		case taken(sources, b) || b.Role == "actor" || b.Role == "content" || known && b.Mention < 0:
		case b.Role == "recipient" || b.Role == "participant":
			who = append(who, b)
		default:
			what = append(what, b)
		}
	}
	if p := d.Happenings[k].Place; len(who) == 0 && p >= 0 {
		m := &d.Mentions[p]
		who = append(who, nlp.Arg{Span: m.Span, Token: m.Head, Mention: p})
	}
	if len(who) == 0 {
		return what
	}
	return who
}

// below is the first actor after the trigger that hangs on it anyhow, where nothing
// nearer is acted on: "launched a mediation effort to reconcile Qatar and its
// neighbours".
func below(d *nlp.Document, trigger int, sources []nlp.Arg) []nlp.Arg {
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Head <= trigger || m.Form == nlp.Pronominal {
			continue
		}
		switch m.Kind {
		case graph.Person, graph.Organisation, graph.GPE, graph.Group:
		default:
			continue
		}
		a := nlp.Arg{Span: m.Span, Token: m.Head, Mention: i}
		for t, n := m.Head, 0; t >= 0 && n < depth; t, n = d.Tokens[t].Head, n+1 {
			if t == trigger && !taken(sources, a) {
				return []nlp.Arg{a}
			}
		}
	}
	return nil
}

// depth is how far down the tree a target is looked for.
const depth = 8

// within is the names in s that are not among the sources.
func within(d *nlp.Document, s nlp.Span, sources []nlp.Arg) []nlp.Arg {
	var out []nlp.Arg
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Form != nlp.Named || !s.Contains(m.Span) {
			continue
		}
		a := nlp.Arg{Span: m.Span, Token: m.Head, Mention: i}
		if !taken(sources, a) {
			out = append(out, a)
		}
	}
	return out
}

func taken(args []nlp.Arg, b nlp.Arg) bool {
	for _, a := range args {
		if a.Token == b.Token {
			return true
		}
	}
	return false
}

// Quad is the quad class of a root: 1 verbal cooperation, 2 material
// cooperation, 3 verbal conflict, 4 material conflict, 0 none of PLOVER's.
func Quad(c graph.Class) int { return quads[c] }

// quads is PLOVER's table (openeventdata/PLOVER, CC BY-SA 4.0).
var quads = map[graph.Class]int{
	"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1,
	"COOPERATE": 2, "AID": 2, "RETREAT": 2,
	"REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
	"PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}
