package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"dateline/export/told"
	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
)

// eventBody is what the page of an event shows.
type eventBody struct {
	query.Reason
	Row      eventRow
	Date     string
	Class    string
	Roles    []role
	Values   []string
	Asserted []quote
	Denied   []quote
	Differ   []query.Discrepancy
	Joined   []string
}

// role is one who or what takes part.
type role struct {
	Name string
	Who  person
	Of   graph.EventID // a content: an event
	Line string
	Kind string // a kind of event
}

// people is the unit of those whom the kind of a number tells of already.
const people = "person"

func (x *Site) event(w http.ResponseWriter, r *http.Request) (*page, error) {
	id, ctx := r.PathValue("id"), r.Context()
	var b eventBody
	contents := map[graph.EventID]string{}
	err := x.keeper.read(ctx, func(s *store.Store, _ state) (err error) {
		if b.Reason, err = query.Why(ctx, s, id); err != nil {
			return err
		}
		for _, role := range b.Event.Roles {
			if role.Event == "" {
				continue
			}
			if n, err := query.Find(ctx, s, string(role.Event)); err == nil {
				contents[role.Event] = n.Name
			}
		}
		b.Differ, err = query.Differences(ctx, s, b.Event.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	if string(b.Event.ID) != id {
		http.Redirect(w, r, eventAddress(b.Event.ID)+query0(onlySaid(r)), http.StatusSeeOther)
		return nil, nil
	}
	l := listOf(&b.View)
	b.Row = l.Rows[0]
	e := l.told[b.Event.ID]
	b.Date, b.Class = e.DateText(), told.ClassOf(e.Class).Label
	for _, c := range b.Event.Claims {
		q := quoteOf(c, b.View.Articles[c.Article], l.story.Name)
		if q.Denied {
			b.Denied = append(b.Denied, q)
		} else {
			b.Asserted = append(b.Asserted, q)
		}
	}
	for _, ro := range b.Event.Roles {
		out := role{Name: strings.ReplaceAll(ro.Name, "_", " "), Of: ro.Event}
		switch {
		case ro.Entity != "":
			out.Who = person{ro.Entity, l.story.Name(ro.Entity)}
		case ro.Event != "":
			if out.Line = contents[ro.Event]; out.Line == "" {
				continue // rejected or gone
			}
		default:
			out.Kind = l.story.TypeLabel(ro.Topic)
		}
		b.Roles = append(b.Roles, out)
	}
	for _, v := range b.Event.Values {
		if v.What != "" && v.Unit == people {
			v.Unit = "" // "12 killed" says it
		}
		b.Values = append(b.Values, strings.Join(strings.Fields(v.Approx+" "+strconv.FormatFloat(v.Amount, 'f', -1, 64)+" "+v.Unit+" "+v.What), " "))
	}
	for _, m := range b.Merged {
		if !strings.HasSuffix(m, " is one entity:") {
			b.Joined = append(b.Joined, m)
		}
	}
	return &page{Title: b.Row.Line, Template: "event", Place: "timeline", Body: b, Take: url.Values{"event": {string(b.Event.ID)}}, Drawn: true}, nil
}
