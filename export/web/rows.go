package web

import (
	"cmp"
	"html/template"
	"strings"
	"time"
	"unicode/utf8"

	"dateline/export/timeline"
	"dateline/export/told"
	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/when"
)

// eventRow is an event in a list.
type eventRow struct {
	ID       graph.EventID
	When     string // in short
	Whole    string // in words, with what it rests on
	Line     string
	Label    string // of the relation
	Type     graph.TypeID
	Group    string // of its class: what colour it has
	Kind     string // the class, in words
	Standing string // "" for what is simply reported
	Doubt    string
	Verdict  string
	Place    string
	PlaceID  graph.EntityID
	Sources  int
}

// list is the events of a view in its order.
type list struct {
	view  *graph.View
	story *told.Story
	told  map[graph.EventID]*told.Event
	Rows  []eventRow
}

func listOf(v *graph.View) list {
	l := list{view: v, story: told.Read(v), told: map[graph.EventID]*told.Event{}}
	for i := range l.story.Events {
		l.told[l.story.Events[i].ID] = &l.story.Events[i]
	}
	for _, r := range query.Rows(*v) {
		e := l.told[r.ID]
		class := told.ClassOf(e.Class)
		row := eventRow{
			ID: r.ID, When: shortDate(e.When), Whole: e.DateText(), Line: e.Line, Label: e.Type, Type: e.Event.Type, Group: class.Group.Key, Kind: class.Label,
			Doubt: e.Doubt(), Verdict: e.Verdict, Place: e.Place, PlaceID: e.Event.Place, Sources: r.Sources,
		}
		if e.Standing != told.Reported {
			row.Standing = e.Standing.String()
		}
		if e.Standing == told.Planned || e.Standing == told.Supposed {
			row.Doubt = "" // the badge says it
		}
		l.Rows = append(l.Rows, row)
	}
	return l
}

// shortDate is a date for a list.
func shortDate(p when.Period) string { return cmp.Or(told.ShortDate(p, true), "no date") }

// dateWords is shortDate of a date as EDTF; empty for none.
func dateWords(edtf string) string {
	p, err := when.Parse(edtf)
	if edtf == "" || err != nil {
		return edtf
	}
	return shortDate(p)
}

// called is what the ids of a view are called.
func called(v *graph.View) map[string]string {
	names := make(map[string]string, len(v.Entities))
	for _, e := range v.Entities {
		names[string(e.ID)] = e.Name
	}
	return names
}

// widths of the timelines of a page: for a desk and for a phone.
const wide, narrow = 1080, 350

// lines are the timelines of the events of v, for a desk and for a phone; their style stands in our sheet.
func lines(v *graph.View, o timeline.Options) (desk, phone template.HTML) {
	o.Theme, o.MaxListed, o.Unlisted = "auto", -1, true
	all := *v
	all.Omitted = 0 // pages lead to the rest
	draw := func(prefix string, width float64) template.HTML {
		o.Width = width
		return template.HTML(timeline.DrawIn(timeline.Layout(&all, o), timeline.Page{Prefix: prefix, Styled: true, Link: eventAddress}))
	}
	return draw("wide-", wide), draw("narrow-", narrow)
}

// credit is who published an article, and when.
func credit(publisher string, published time.Time) string {
	parts := []string{}
	if publisher != "" {
		parts = append(parts, publisher)
	}
	if !published.IsZero() {
		parts = append(parts, day(published))
	}
	return cmp.Or(strings.Join(parts, ", "), "source unknown")
}

func day(t time.Time) string { return t.Format("2 January 2006") }

// quote is a sentence with what stands round it.
type quote struct {
	Lead, Before, Trigger, After, Tail string // of its paragraph: before it, the sentence in three, after it
	Article                            graph.ArticleID
	Start                              int
	Credit                             string
	By                                 []person // who says so, outermost first; empty: the article itself
	Denied                             bool
	Sure                               string // probable, possible; "" for certain
	Mode                               string // planned, hypothetical; "" for what happened
	Voiced                             bool   // somebody says so, whom By does not name
	Cue                                string
	Rule                               string
	Confidence                         float64
}

// person is an entity with its address.
type person struct {
	ID   graph.EntityID
	Name string
}

// around is how many letters of a paragraph are shown before and after a sentence.
const around = 280

// quoteOf shows a claim in its article.
func quoteOf(c graph.Claim, src graph.Source, name func(graph.EntityID) string) quote {
	q := quote{Article: c.Article, Start: c.Start, Credit: credit(src.Publisher, src.Published), Denied: c.Polarity == graph.Denied,
		Cue: c.Cue, Rule: c.Rule, Confidence: c.Confidence}
	if c.Factuality != graph.Certain {
		q.Sure = c.Factuality.String()
	}
	if c.Mode != graph.Past && c.Mode != graph.Present {
		q.Mode = c.Mode.String()
	}
	for _, id := range c.Claimant {
		q.By = append(q.By, person{id, name(id)})
	}
	t := src.Text
	if c.Start < 0 || c.End > len(t) || c.Start >= c.End {
		return q
	}
	from, to := strings.LastIndexByte(t[:c.Start], '\n')+1, len(t)
	if i := strings.IndexByte(t[c.End:], '\n'); i >= 0 {
		to = c.End + i
	}
	q.Lead, q.Tail = lastOf(t[from:c.Start], around), firstOf(t[c.End:to], around)
	if c.Trigger[0] < c.Start || c.Trigger[1] > c.End || c.Trigger[0] >= c.Trigger[1] {
		q.Before = t[c.Start:c.End]
		return q
	}
	q.Before, q.Trigger, q.After = t[c.Start:c.Trigger[0]], t[c.Trigger[0]:c.Trigger[1]], t[c.Trigger[1]:c.End]
	return q
}

// lastOf is the end of s, from a word on.
func lastOf(s string, n int) string {
	if len(s) <= n {
		return s
	}
	s = s[len(s)-n:]
	for len(s) > 0 && !utf8.RuneStart(s[0]) {
		s = s[1:]
	}
	if _, after, ok := strings.Cut(s, " "); ok {
		s = after
	}
	return "… " + s
}

// firstOf is the beginning of s, up to a word.
func firstOf(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	s = s[:n]
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		s = s[:i]
	}
	return s + " …"
}
