package timeml

import (
	"bufio"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"dateline/ingest/nlp"
	"dateline/ingest/timex/mark"
)

// Write writes the expressions of d, its events and their links (package mark) as
// TimeML, in the form that the scorers of TempEval-3 read. An event is the one word
// that names it.
func Write(out io.Writer, d *nlp.Document) error {
	w := &writer{Writer: bufio.NewWriter(out), d: d, events: mark.Events(d)}
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
	events []mark.Event
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
	for n := range w.events {
		span := d.Tokens[w.events[n].Token].Span
		es = append(es, element{span.Start, span.End, fmt.Sprintf(`<EVENT eid="e%d" class="%s">`, n+1, w.events[n].Class), "</EVENT>"})
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

func (w *writer) instances() {
	for n := range w.events {
		e := &w.events[n]
		polarity, modality := "POS", ""
		if e.Negated {
			polarity = "NEG"
		}
		if e.Modality != "" {
			modality = ` modality="` + escape(strings.ToUpper(e.Modality)) + `"`
		}
		w.line(fmt.Sprintf(`<MAKEINSTANCE eventID="e%d" eiid="ei%d" tense="%s" aspect="%s" polarity="%s" pos="%s"%s />`, n+1, n+1, e.Tense, e.Aspect, polarity, e.POS, modality))
	}
	w.line("")
}

func (w *writer) links() {
	for n, l := range mark.Links(w.d, w.events) {
		to := `relatedToTime="t0"`
		switch {
		case l.Event >= 0:
			to = fmt.Sprintf(`relatedToEventInstance="ei%d"`, l.Event+1)
		case l.Timex >= 0:
			to = fmt.Sprintf(`relatedToTime="t%d"`, l.Timex+1)
		}
		w.line(fmt.Sprintf(`<TLINK lid="l%d" relType="%s" eventInstanceID="ei%d" %s />`, n+1, l.Rel, l.From+1, to))
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
