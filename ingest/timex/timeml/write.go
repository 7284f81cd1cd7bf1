package timeml

import (
	"bufio"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// Write writes the expressions, happenings and their links of d as TimeML. The
// event is the one word that names it, as TimeML has it; an event inside an
// expression is left out, so that elements nest.
func Write(out io.Writer, d *nlp.Document) error {
	w := &writer{Writer: bufio.NewWriter(out), d: d}
	a := d.Article
	dct := "XXXX-XX-XX"
	if !a.Published.IsZero() {
		dct = a.Published.Format("2006-01-02T15:04")
		if a.DayOnly {
			dct = dct[:10]
		}
	}
	w.line(`<?xml version="1.0" ?>`)
	w.line(`<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd">`)
	w.line("")
	w.line("<DOCID>" + escape(cmp.Or(string(a.ID), a.Source)) + "</DOCID>")
	w.line("")
	w.line(`<DCT><TIMEX3 tid="t0" type="DATE" value="` + dct + `" temporalFunction="false" functionInDocument="CREATION_TIME">` + dct + "</TIMEX3></DCT>")
	w.line("")
	if a.Title != "" {
		w.line("<TITLE>" + escape(a.Title) + "</TITLE>")
		w.line("")
	}
	w.text()
	w.instances()
	w.links()
	w.line("</TimeML>")
	return w.Flush()
}

type writer struct {
	*bufio.Writer
	d      *nlp.Document
	events []int // happenings that are written, in the order of the text
	number map[int]int
	count  int
}

func (w *writer) line(s string) { w.WriteString(s + "\n") }

// element is one piece of mark-up inside the text.
type element struct {
	start, end int
	open, shut string
}

func (w *writer) text() {
	d := w.d
	var es []element
	for i := range d.Timexes {
		x := &d.Timexes[i]
		attrs := ""
		for _, a := range [...]struct{ name, val string }{{"mod", x.Mod}, {"quant", x.Quant}, {"freq", x.Freq}} {
			if a.val != "" {
				attrs += fmt.Sprintf(" %s=%q", a.name, a.val)
			}
		}
		switch {
		case x.Anchor >= 0:
			attrs += fmt.Sprintf(` temporalFunction="true" anchorTimeID="t%d"`, x.Anchor+1)
		case x.AnchorPub:
			attrs += ` temporalFunction="true" anchorTimeID="t0"`
		default:
			attrs += ` temporalFunction="false"`
		}
		es = append(es, element{x.Start, x.Span.End,
			fmt.Sprintf(`<TIMEX3 tid="t%d" type="%s" value="%s"%s functionInDocument="NONE">`, i+1, x.Type, x.Value, attrs), "</TIMEX3>"})
	}
	inside := func(s nlp.Span) bool {
		return slices.ContainsFunc(es, func(e element) bool { return e.start < s.End && s.Start < e.end })
	}
	w.number = map[int]int{}
	at := map[int]int{} // token -> number of its event
	for i := range d.Happenings {
		h := &d.Happenings[i]
		if n, ok := at[h.Trigger]; ok {
			w.number[i] = n // two happenings in one word are one event of TimeML
			continue
		}
		span := d.Tokens[h.Trigger].Span
		if inside(span) {
			continue
		}
		w.events = append(w.events, i)
		n := len(w.events)
		at[h.Trigger], w.number[i] = n, n
		es = append(es, element{span.Start, span.End, fmt.Sprintf(`<EVENT eid="e%d" class="%s">`, n, w.class(h)), "</EVENT>"})
	}
	slices.SortFunc(es, func(a, b element) int { return cmp.Compare(a.start, b.start) })
	w.WriteString("<TEXT>\n")
	pos := 0
	for _, e := range es {
		w.WriteString(escape(d.Article.Text[pos:e.start]) + e.open + escape(d.Article.Text[e.start:e.end]) + e.shut)
		pos = e.end
	}
	w.WriteString(escape(d.Article.Text[pos:]))
	w.WriteString("\n</TEXT>\n\n")
}

// class is TimeML's: reporting for verbs that attribute, states, occurrences.
func (w *writer) class(h *nlp.EventMention) string {
	for i := range w.d.Attributions {
		if w.d.Attributions[i].CueToken == h.Trigger {
			return "REPORTING"
		}
	}
	if w.d.Types[h.Type].State {
		return "STATE"
	}
	return "OCCURRENCE"
}

func (w *writer) instances() {
	d := w.d
	for n, i := range w.events {
		h := &d.Happenings[i]
		t := &d.Tokens[h.Trigger]
		pos, tense := "OTHER", "NONE"
		switch t.Tag {
		case nlp.VERB, nlp.AUX:
			pos = "VERB"
		case nlp.NOUN, nlp.PROPN:
			pos = "NOUN"
		case nlp.ADJ:
			pos = "ADJECTIVE"
		}
		switch {
		case pos != "VERB":
		case h.Mode == graph.Planned:
			tense = "FUTURE"
		case t.Fine == nlp.VBD:
			tense = "PAST"
		case t.Fine == nlp.VBZ || t.Fine == nlp.VBP:
			tense = "PRESENT"
		case t.Fine == nlp.VB:
			tense = "INFINITIVE"
		case t.Fine == nlp.VBG:
			tense = "PRESPART"
		case t.Fine == nlp.VBN:
			tense = "PASTPART"
		}
		polarity := "POS"
		if h.Polarity == graph.Denied {
			polarity = "NEG"
		}
		w.line(fmt.Sprintf(`<MAKEINSTANCE eventID="e%d" eiid="ei%d" tense="%s" aspect="NONE" polarity="%s" pos="%s" />`, n+1, n+1, tense, polarity, pos))
	}
	w.line("")
}

var relations = map[string]string{"before": "BEFORE", "after": "AFTER", "simultaneous": "SIMULTANEOUS", "includes": "INCLUDES"}

func (w *writer) links() {
	d := w.d
	link := func(rel string, from int, to string) {
		w.count++
		w.line(fmt.Sprintf(`<TLINK lid="l%d" relType="%s" eventInstanceID="ei%d" %s />`, w.count, rel, from, to))
	}
	for i := range d.Happenings {
		h := &d.Happenings[i]
		n, ok := w.number[i]
		if !ok {
			continue
		}
		if h.Timex >= 0 && !h.When.IsZero() {
			rel := "IS_INCLUDED"
			switch m := h.When.Start; {
			case h.When.Lasting && h.When.End.IsZero():
				rel = "BEGUN_BY"
			case h.When.Lasting && m.IsZero():
				rel = "ENDED_BY"
			case m.From.IsZero():
				rel = "BEFORE"
			case m.To.IsZero():
				rel = "AFTER"
			}
			link(rel, n, fmt.Sprintf(`relatedToTime="t%d"`, h.Timex+1))
		} else if !d.Article.Published.IsZero() {
			switch h.Mode {
			case graph.Past:
				link("BEFORE", n, `relatedToTime="t0"`)
			case graph.Present:
				link("INCLUDES", n, `relatedToTime="t0"`)
			case graph.Planned:
				link("AFTER", n, `relatedToTime="t0"`)
			}
		}
		for _, o := range h.Order {
			m, ok := w.number[o.Happening]
			if ok && m != n && (i < o.Happening || o.Rel == "includes") { // its inverse says the same
				link(relations[o.Rel], n, fmt.Sprintf(`relatedToEventInstance="ei%d"`, m))
			}
		}
	}
	w.line("")
}

func escape(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return ""
	}
	return strings.NewReplacer("&#xA;", "\n", "&#x9;", "\t", "&#39;", "'", "&#34;", `"`).Replace(b.String())
}
