package web

import (
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"dateline/export/timeline"
	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
)

// entityBody is what the page of an entity shows.
type entityBody struct {
	query.Profile
	Kinds       []string // what it is, in words
	Latest      list
	Desk, Phone template.HTML
	Talks       []query.Acquaintance // with whom it spoke
	Ring        template.HTML        // a picture of whom it has to do with
	Says        []quoted
}

// quoted is a sentence with the event that it speaks of.
type quoted struct {
	quote
	Event graph.EventID
	Line  string
	When  string
}

const (
	lineEvents = 40 // in the timeline of an entity
	neighbours = 14 // in its ring and tables
)

func (x *Site) entity(w http.ResponseWriter, r *http.Request) (*page, error) {
	id, ctx := r.PathValue("id"), r.Context()
	var b entityBody
	err := x.keeper.read(ctx, func(s *store.Store, _ state) (err error) {
		b.Profile, err = query.ProfileOf(ctx, s, id, query.ProfileOptions{Events: lineEvents})
		return err
	})
	if err != nil {
		return nil, err
	}
	if at := entityAddress(b.Entity.ID); string(b.Entity.ID) != id {
		http.Redirect(w, r, at+query0(onlySaid(r)), http.StatusSeeOther)
		return nil, nil
	}
	e := b.Entity
	for _, k := range []string{kindWords(e.Kind), e.Role, e.Country, e.Sector} {
		if k != "" {
			b.Kinds = append(b.Kinds, k)
		}
	}
	b.Latest = listOf(&b.Profile.Latest)
	b.Desk, b.Phone = lines(&b.Profile.Latest, timeline.Options{Title: "The latest events of " + e.Name, MaxRows: 8})
	for _, n := range b.With {
		if n.Talks > 0 {
			b.Talks = append(b.Talks, n)
		}
	}
	slices.SortStableFunc(b.Talks, func(a, c query.Acquaintance) int { return c.Talks - a.Talks })
	b.Talks = b.Talks[:min(len(b.Talks), neighbours)]
	b.Ring = ring(e, company(b.With))
	for _, c := range b.Profile.Says {
		b.Says = append(b.Says, quoted{sentenceOf(c), c.Event, c.Text, c.When})
	}
	return &page{Title: e.Name, Template: "entity", Place: "entity", Body: b, Take: url.Values{"actor": {string(e.ID)}}, Drawn: true}, nil
}

// company are those who stand round an entity in its ring: who is named comes before what is only described.
func company(with []query.Acquaintance) []query.Acquaintance {
	named := slices.DeleteFunc(slices.Clone(with), func(n query.Acquaintance) bool { return !n.Named || n.Kind == graph.Thing })
	if len(named) == 0 {
		named = with
	}
	return named[:min(len(named), neighbours)]
}

// onlySaid keeps of an address the number of what was just judged.
func onlySaid(r *http.Request) url.Values {
	v := url.Values{}
	if n := r.URL.Query().Get("said"); n != "" {
		v.Set("said", n)
	}
	return v
}

// sentenceOf is a sentence as the queries give it, without what stands round it.
func sentenceOf(c query.ClaimRow) quote {
	q := quote{Article: c.Article, Start: c.Start, Credit: credit(c.Publisher, c.Published), Denied: c.Polarity == graph.Denied, Voiced: len(c.Claimant) > 0, Before: c.Sentence}
	if c.Factuality != graph.Certain {
		q.Sure = c.Factuality.String()
	}
	if from, to := c.Trigger[0], c.Trigger[1]; from >= 0 && to <= len(c.Sentence) && from < to {
		q.Before, q.Trigger, q.After = c.Sentence[:from], c.Sentence[from:to], c.Sentence[to:]
	}
	return q
}

// identityBody says why an entity is one.
type identityBody struct {
	query.Identity
	Reasons []string
}

// identity is the page on which the members of an entity can be told apart.
func (x *Site) identity(w http.ResponseWriter, r *http.Request) (*page, error) {
	id, ctx := r.PathValue("id"), r.Context()
	var b identityBody
	err := x.keeper.read(ctx, func(s *store.Store, _ state) (err error) {
		b.Identity, err = query.WhyOne(ctx, s, id)
		return err
	})
	if err != nil {
		return nil, err
	}
	if string(b.Entity.ID) != id {
		http.Redirect(w, r, "/one/"+escaped(string(b.Entity.ID))+query0(onlySaid(r)), http.StatusSeeOther)
		return nil, nil
	}
	for _, reason := range b.Identity.Reasons {
		if !strings.HasSuffix(reason, " is one entity:") { // the heading says it
			b.Reasons = append(b.Reasons, reason)
		}
	}
	return &page{Title: "Why " + b.Entity.Name + " is one", Template: "identity", Place: "entity", Body: b}, nil
}
