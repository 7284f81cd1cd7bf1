package web

import (
	"cmp"
	"html/template"
	"strconv"
	"strings"

	"dateline/export/svg"
	"dateline/export/told"
	"dateline/graph"
	"dateline/graph/query"
)

// functions are what templates can call beside Go's own.
var functions = template.FuncMap{
	"event":      eventAddress,
	"entity":     entityAddress,
	"article":    articleAddress,
	"one":        func(id graph.EntityID) string { return "/one/" + escaped(string(id)) },
	"count":      count,
	"commas":     commas,
	"words":      func(id graph.TypeID) string { return spaced(string(id)) },
	"words2":     spaced,
	"relation":   relationWords,
	"classwords": func(c string) string { return told.ClassOf(graph.Class(c)).Label },
	"sentence":   sentenceOf,
	"add":        func(a, b int) int { return a + b },
	"places":     func() []place { return places },
	"bars":       bars,
	"other":      other,
	"kind":       kindWords,
	"date":       dateWords,
}

// kinds are the kinds of entity that do not tell by their names what they are.
var kinds = map[graph.Kind]string{graph.GPE: "country, region or town", graph.Occasion: "named event"}

func kindWords(k graph.Kind) string { return cmp.Or(kinds[k], string(k)) }

func spaced(s string) string { return strings.ReplaceAll(s, "_", " ") }

// relationWords is the relation that the id of an event ends in, in words.
func relationWords(id graph.EventID) string {
	_, relation, _ := strings.Cut(string(id), "-")
	return cmp.Or(spaced(relation), "an event")
}

// place is an entry of the menu.
type place struct{ Key, Address, Label string }

var places = []place{
	{"timeline", "/timeline", "Timeline"},
	{"network", "/network", "Network"},
	{"differ", "/discrepancies", "Disagreements"},
	{"review", "/review", "Review"},
	{"sources", "/sources", "Sources"},
}

// other is the id of the first member that is not number i: who stays when that one leaves.
func other(all []query.Member, i int) graph.EntityID {
	for j, m := range all {
		if j != i {
			return m.ID
		}
	}
	return ""
}

// bars draws how many events each year has; a bar leads to them.
func bars(years []query.Facet, most int) template.HTML {
	const w, h, base = 16.0, 90.0, 110.0
	var d svg.Doc
	width := w * float64(len(years))
	d.Open("svg").Attr("class", "bars").Attr("viewBox", "0 0 "+svg.Num(max(width, 10*w))+" 128").Attr("role", "group").Attr("aria-labelledby", "bars-title")
	d.Open("title").Attr("id", "bars-title").Text("Events by year").Close()
	for i, y := range years {
		high := max(2, h*float64(y.N)/float64(max(most, 1)))
		x := w * float64(i)
		d.Open("a").Attr("href", "/timeline?since="+y.Value+"&until="+y.Value+"&certainly=true")
		d.Open("title").Text(y.Value + ": " + count(y.N, "event")).Close()
		d.Open("rect").Num("x", x+2).Num("y", base-high).Num("width", w-4).Num("height", high).Close()
		d.Close()
		if i == 0 || i == len(years)-1 && i > 2 {
			anchor := "start"
			at := x
			if i > 0 {
				anchor, at = "end", x+w
			}
			d.Open("text").Num("x", at).Num("y", base+15).Attr("text-anchor", anchor).Text(y.Value).Close()
		}
	}
	return template.HTML(d.Bytes())
}

// count is a number with its noun: "1 event", "1,204 events".
func count(n int, what string) string {
	switch one, y := strings.CutSuffix(what, "y"); {
	case n == 1:
		return "1 " + what
	case y:
		return commas(n) + " " + one + "ies"
	case strings.HasSuffix(what, "ch"):
		return commas(n) + " " + what + "es"
	}
	return commas(n) + " " + what + "s"
}

// commas is a number with its thousands parted.
func commas(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
