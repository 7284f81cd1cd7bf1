// Package page writes one page with everything that was found: the timeline, the
// diagram, the events with their sentences, who claims and who denies what, who
// is who, and the sources.
//
// It takes a View and the two pictures as SVG, and gives a single HTML file that
// needs no network, no script and no other file. It is read on a phone, on a
// desk, on paper, on light and dark ground, and aloud. All text of the View is
// escaped by html/template; only the pictures, which are ours, are put in as they
// are.
package page

import (
	_ "embed"
	"html/template"
	"io"
	"slices"
	"strconv"
	"strings"

	"dateline/export/told"
	"dateline/graph"
)

//go:embed page.html
var text string

//go:embed page.css
var css string

// maxRows is how many events the table holds: browsers grow slow beyond it.
const maxRows = 3000

// content is what the template shows.
type content struct {
	Title    string
	CSS      template.CSS
	Summary  string
	Timeline template.HTML
	Diagram  template.HTML
	Wide     template.CSS // of the diagram: it is not drawn larger than it is
	Dated    []row
	Undated  []row
	Claims   []row // events that somebody claims or denies
	States   []state
	Sources  []source
	LeftOut  int
}

type row struct {
	ID       string
	Date     string
	EDTF     string
	Dating   string
	Line     string
	Type     string
	Group    string
	Keys     string // of who took part, parted by blanks
	Actors   string
	Place    string
	Standing string // "" for what is simply reported
	Doubt    string
	SaidBy   string
	DeniedBy string
	Quotes   []quote
	More     []quote
}

type quote struct {
	By, Verb               string
	Before, Trigger, After string
	Source                 int
	Credit                 string
}

type state struct {
	Line   string
	Former bool
	Refs   []int
}

type source struct {
	Number                int
	Heading, Credit, Link string
	Copy                  bool
}

// Write writes the page. Either picture may be nil.
func Write(w io.Writer, v *graph.View, timelineSVG, diagramSVG []byte) error {
	t, err := template.New("page").Parse(text)
	if err != nil {
		return err
	}
	s := told.Read(v)
	c := content{
		Title: s.Title, CSS: template.CSS(css),
		Timeline: template.HTML(timelineSVG), Diagram: template.HTML(diagramSVG),
	}
	c.Wide = "--w:" + template.CSS(widthOf(string(diagramSVG)))
	if c.Title == "" {
		c.Title = "Timeline"
	}
	keep := choose(s)
	for i := range s.Events {
		e := &s.Events[i]
		if !keep[e] {
			c.LeftOut++
			continue
		}
		r := newRow(s, e)
		if e.Dated() {
			c.Dated = append(c.Dated, r)
		} else {
			c.Undated = append(c.Undated, r)
		}
		if len(e.SaidBy)+len(e.DeniedBy) > 0 {
			c.Claims = append(c.Claims, r)
		}
	}
	for _, st := range s.States {
		c.States = append(c.States, state{st.Line, st.Former, st.Sources})
	}
	for _, a := range s.Sources {
		c.Sources = append(c.Sources, source{a.Number, a.Heading(), a.Credit(), a.Link(), a.CopyOf != ""})
	}
	c.Summary = summary(s)
	return t.Execute(w, c)
}

// widthOf is the width that a picture gives itself, 45rem if it gives none.
func widthOf(picture string) string {
	_, after, _ := strings.Cut(picture, ` width="`)
	n := 0
	for n < len(after) && after[n] >= '0' && after[n] <= '9' {
		n++
	}
	if n == 0 || n > 5 {
		return "45rem"
	}
	return after[:n] + "px"
}

// choose keeps the weightiest events when there are too many.
func choose(s *told.Story) map[*told.Event]bool {
	order := make([]*told.Event, len(s.Events))
	for i := range s.Events {
		order[i] = &s.Events[i]
	}
	if len(order) > maxRows {
		slices.SortStableFunc(order, func(a, b *told.Event) int {
			switch {
			case a.Weight > b.Weight:
				return -1
			case a.Weight < b.Weight:
				return 1
			}
			return 0
		})
		order = order[:maxRows]
	}
	keep := make(map[*told.Event]bool, len(order))
	for _, e := range order {
		keep[e] = true
	}
	return keep
}

func newRow(s *told.Story, e *told.Event) row {
	r := row{
		ID: string(e.ID), Date: e.DateText(), EDTF: e.When.String(), Dating: e.Dating, Line: e.Line, Type: e.Type,
		Group: told.ClassOf(e.Class).Group.Key, Actors: told.Few(everybody(e), 6), Place: e.Place,
		Doubt: e.Doubt(), SaidBy: told.Few(e.SaidBy, 6), DeniedBy: told.Few(e.DeniedBy, 6),
	}
	for _, role := range e.Roles {
		if role.Entity != "" {
			r.Keys += s.Key(role.Entity) + " "
		}
	}
	if e.Standing != told.Reported {
		r.Standing = e.Standing.String()
	}
	if e.Standing == told.Planned || e.Standing == told.Supposed {
		r.Doubt = "" // the badge says it
	}
	for _, q := range e.Quotes {
		k := quote{By: q.By, Verb: "says so", Before: q.Before, Trigger: q.Trigger, After: q.After, Source: q.Source}
		if q.Polarity == graph.Denied {
			k.Verb = "denies it"
		}
		if q.Source > 0 {
			a := s.Sources[q.Source-1]
			k.Credit = a.Credit()
			if k.Credit == "" {
				k.Credit = a.Heading()
			}
		}
		if len(r.Quotes) < 3 {
			r.Quotes = append(r.Quotes, k)
		} else {
			r.More = append(r.More, k)
		}
	}
	return r
}

// everybody is who took part, each once.
func everybody(e *told.Event) []string {
	list := slices.Clone(e.Actors)
	for _, r := range e.Recipients {
		if !slices.Contains(list, r) {
			list = append(list, r)
		}
	}
	return list
}

// summary counts what was found.
func summary(s *told.Story) string {
	claims, denied, undated := 0, 0, 0
	for i := range s.Events {
		e := &s.Events[i]
		claims += len(e.Quotes)
		if len(e.DeniedBy) > 0 {
			denied++
		}
		if !e.Dated() {
			undated++
		}
	}
	parts := []string{count(len(s.Events), "event") + " in " + count(claims, "sentence") + " of " + count(len(s.Sources), "article")}
	if denied > 0 {
		parts = append(parts, strconv.Itoa(denied)+" denied by somebody")
	}
	if undated > 0 {
		parts = append(parts, strconv.Itoa(undated)+" without a date in the text")
	}
	return strings.Join(parts, " · ")
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}
