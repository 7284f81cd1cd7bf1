package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
	"dateline/graph/when"
)

// selection are the conditions that most tools take.
type selection struct {
	Actor      []string `json:"actor,omitempty" jsonschema:"names or ids; one of them takes part in the event"`
	With       []string `json:"with,omitempty" jsonschema:"names or ids; one of these takes part as well"`
	Side       string   `json:"side,omitempty" jsonschema:"on which side actor is: actor (does it), other (it is done to), either (default)"`
	Relation   []string `json:"relation,omitempty" jsonschema:"relations like spoke_with, met_with, accused_of, attacked; the relations tool lists them"`
	Class      []string `json:"class,omitempty" jsonschema:"PLOVER classes: AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT STATE DENY OFFICE LAW ORG INCIDENT LIFE"`
	Place      []string `json:"place,omitempty" jsonschema:"names of places; a country includes the places in it"`
	Since      string   `json:"since,omitempty" jsonschema:"only events that may lie at or after this date: 2021, 2021-03 or 2021-03-31"`
	Until      string   `json:"until,omitempty" jsonschema:"only events that may lie at or before this date"`
	Source     []string `json:"source,omitempty" jsonschema:"publishers, agencies or article ids"`
	Claimant   []string `json:"claimant,omitempty" jsonschema:"names or ids of who asserts or denies it"`
	Polarity   string   `json:"polarity,omitempty" jsonschema:"asserted (nobody denies it), denied, or disputed"`
	MinSources int      `json:"min_sources,omitempty" jsonschema:"at least so many independent sources; copies of one agency report count once"`
	Open       bool     `json:"open,omitempty" jsonschema:"also events of verbs that no relation is defined for"`
	Newest     bool     `json:"newest,omitempty" jsonschema:"latest first"`
	paging
}

type paging struct {
	Limit  int `json:"limit,omitempty" jsonschema:"at most so many rows (default 20, at most 100)"`
	Offset int `json:"offset,omitempty" jsonschema:"leave out so many rows at the beginning"`
}

func (p paging) rows() (int, error) {
	switch {
	case p.Limit < 0 || p.Offset < 0:
		return 0, errors.New("limit and offset must not be negative")
	case p.Limit == 0:
		return usualRows, nil
	}
	return min(p.Limit, mostRows), nil
}

func (x selection) filter() (f query.Filter, err error) {
	f = query.Filter{Actor: x.Actor, With: x.With, Relation: x.Relation, Class: x.Class, Place: x.Place, Source: x.Source, Claimant: x.Claimant,
		MinSources: x.MinSources, Open: x.Open, Offset: x.Offset}
	if f.Limit, err = x.rows(); err != nil {
		return f, err
	}
	if x.Newest {
		f.Sort = query.Newest
	}
	if err := setPolarity(x.Polarity, &f); err != nil {
		return f, err
	}
	side := max(0, slices.Index(sides, x.Side))
	if f.Side = query.Side(side); x.Side != "" && sides[side] != x.Side {
		return f, unknown("side", x.Side, sides)
	}
	for _, d := range []struct {
		name, text string
		to         *time.Time
		end        bool
	}{{"since", x.Since, &f.Since, false}, {"until", x.Until, &f.Until, true}} {
		p, err := when.Parse(d.text)
		if err != nil {
			return f, fmt.Errorf("%s: %q is no date: write 2021, 2021-03 or 2021-03-31", d.name, d.text)
		}
		if *d.to = p.Start.From; d.end {
			*d.to = p.End.To
		}
	}
	return f, nil
}

// An event with the sentences that it rests on.
type toldEvent struct {
	eventJSON
	Sentences []sentenceJSON `json:"sentences" jsonschema:"the sentences that tell of it, at most four"`
}

type sentenceJSON struct {
	Sentence  string          `json:"sentence"`
	Claimant  []string        `json:"claimant,omitempty" jsonschema:"who says so, outermost first; none: the article itself"`
	Polarity  string          `json:"polarity"`
	Certainty string          `json:"certainty"`
	Mode      string          `json:"mode" jsonschema:"past, present, planned, hypothetical, ordered or habitual"`
	Publisher string          `json:"publisher,omitempty"`
	Published string          `json:"published,omitempty"`
	Article   graph.ArticleID `json:"article"`
	Event     graph.EventID   `json:"event,omitempty"`
	About     string          `json:"about,omitempty" jsonschema:"the event that the sentence speaks of, in one line"`
	When      string          `json:"when,omitempty"`
}

func sentenceOf(c query.ClaimRow) sentenceJSON {
	s := sentenceJSON{Sentence: shortened(c.Sentence), Claimant: c.Claimant, Polarity: c.Polarity.String(), Certainty: c.Factuality.String(), Mode: c.Mode.String(),
		Publisher: c.Publisher, Article: c.Article}
	if !c.Published.IsZero() {
		s.Published = c.Published.Format(time.DateOnly)
	}
	return s
}

func shortened(s string) string {
	if s = oneLine(s); len(s) > longSentence {
		s = strings.ToValidUTF8(s[:longSentence], "") + "…"
	}
	return s
}

// tell gives events their sentences.
func tell(ctx context.Context, s *store.Store, rows []query.EventRow) ([]toldEvent, error) {
	out := []toldEvent{}
	for i, item := range eventListing(rows).items {
		e := toldEvent{eventJSON: item.(eventJSON), Sentences: []sentenceJSON{}}
		sentences, err := sentencesOf(ctx, s, rows[i].ID)
		if err != nil {
			return nil, err
		}
		e.Sentences = append(e.Sentences, sentences...)
		out = append(out, e)
	}
	return out, nil
}

// sentencesOf are the first sentences of an event.
func sentencesOf(ctx context.Context, s *store.Store, id graph.EventID) (out []sentenceJSON, err error) {
	rows, err := query.Claims(ctx, s, string(id), query.Filter{Open: true})
	for _, c := range rows[:min(len(rows), mostSentences)] {
		out = append(out, sentenceOf(c))
	}
	return out, err
}
