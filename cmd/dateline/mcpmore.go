package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
	"dateline/ingest/article"
)

type sourcesOut struct {
	Sources []sourceJSON `json:"sources"`
	Note    string       `json:"note,omitempty"`
}

func (t *tools) sources(ctx context.Context, s *store.Store, in paging) (out sourcesOut, err error) {
	limit, err := in.rows()
	if err != nil {
		return out, err
	}
	rows, err := query.Sources(ctx, s)
	out.Sources = []sourceJSON{}
	for _, r := range rows[min(in.Offset, len(rows)):min(in.Offset+limit, len(rows))] {
		out.Sources = append(out.Sources, sourceOf(r))
	}
	out.Note = paged(len(rows), in.Offset, len(out.Sources))
	return out, err
}

type nothing struct{}

type relationsOut struct {
	Relations []relationRow `json:"relations"`
}

type relationRow struct {
	Relation graph.TypeID `json:"relation"`
	Label    string       `json:"label"`
	Class    graph.Class  `json:"class,omitempty"`
	Events   int          `json:"events"`
}

func (t *tools) relations(ctx context.Context, s *store.Store, _ nothing) (out relationsOut, err error) {
	types, err := query.Relations(ctx, s)
	if err != nil {
		return out, err
	}
	counts, err := query.Facets(ctx, s, "relation", query.Filter{})
	out.Relations = []relationRow{}
	for _, n := range counts {
		if i := slices.IndexFunc(types, func(t graph.Type) bool { return string(t.ID) == n.Value }); i >= 0 {
			out.Relations = append(out.Relations, relationRow{types[i].ID, types[i].Label, types[i].Class, n.N})
		}
	}
	return out, err
}

type facetsIn struct {
	By string `json:"by" jsonschema:"what to count by: actor, relation, class, place, month, year, source, claimant ..."`
	selection
}

type facetsOut struct {
	Counts []facetRow `json:"counts"`
	Note   string     `json:"note,omitempty"`
}

type facetRow struct {
	Value  string `json:"value"`
	ID     string `json:"id,omitempty"`
	Events int    `json:"events"`
}

func (t *tools) facets(ctx context.Context, s *store.Store, in facetsIn) (out facetsOut, err error) {
	f, err := in.filter()
	if err != nil {
		return out, err
	}
	limit, offset := f.Limit, f.Offset
	f.Limit, f.Offset = 0, 0
	rows, err := query.Facets(ctx, s, in.By, f)
	out.Counts = []facetRow{}
	for _, r := range rows[min(offset, len(rows)):min(offset+limit, len(rows))] {
		out.Counts = append(out.Counts, facetRow{r.Value, string(r.ID), r.N})
	}
	out.Note = paged(len(rows), offset, len(out.Counts))
	return out, err
}

type searchIn struct {
	Words string `json:"words" jsonschema:"words that the sentence or name has; more words find less"`
	selection
}

type searchOut struct {
	Hits []hitJSON `json:"hits" jsonschema:"sentences with the events that they tell of, and names"`
	Note string    `json:"note,omitempty"`
}

func (t *tools) search(ctx context.Context, s *store.Store, in searchIn) (out searchOut, err error) {
	f, err := in.filter()
	if err != nil {
		return out, err
	}
	if strings.TrimSpace(in.Words) == "" {
		return out, errors.New("words: what to search for is missing")
	}
	found, note, err := searched(ctx, s, in.Words, f)
	out.Hits, out.Note = []hitJSON{}, note
	for _, h := range hitListing(found).items {
		hit := h.(hitJSON)
		hit.Sentence = shortened(hit.Sentence)
		out.Hits = append(out.Hits, hit)
	}
	if len(found) == 0 && note == "" {
		out.Note = "no sentence and no name has these words"
	}
	return out, err
}

type askIn struct {
	Question string `json:"question" jsonschema:"one plain question in English, with the names written out"`
	On       string `json:"on,omitempty" jsonschema:"the day that words like last week are relative to (default today): 2021-03-31"`
}

type askOut struct {
	Understood string         `json:"understood" jsonschema:"the query that the question was read as; check that it is what was meant"`
	Names      []string       `json:"names,omitempty" jsonschema:"whom the names were taken for"`
	Refused    string         `json:"refused,omitempty" jsonschema:"why there is no answer"`
	Assumed    []string       `json:"assumed,omitempty" jsonschema:"what was taken for granted: say so when you answer"`
	Answers    []answerJSON   `json:"answers,omitempty"`
	Events     []eventJSON    `json:"events,omitempty"`
	More       int            `json:"more_events,omitempty" jsonschema:"how many further events there are, not listed"`
	Sentences  []sentenceJSON `json:"sentences,omitempty"`
}

func (t *tools) ask(ctx context.Context, s *store.Store, in askIn) (out askOut, err error) {
	now := t.now()
	if in.On != "" {
		day, _, ok := article.ParseDate(in.On)
		if now = day; !ok {
			return out, fmt.Errorf("on: %q is no date: write 2021-03-31", in.On)
		}
	}
	q, ans, err := answer(ctx, s, in.Question, now)
	if q != nil {
		out.Understood = describe(q)
	}
	out.Names, out.Assumed = ans.Understood, ans.Assumed
	if err != nil {
		if ctx.Err() != nil {
			return out, err
		}
		out.Refused = refusal(err).Error()
		return out, nil
	}
	for _, v := range ans.Values[:min(len(ans.Values), mostRows)] {
		out.Answers = append(out.Answers, answerJSON{v.Text, v.ID, v.Events})
	}
	for _, e := range eventListing(ans.Events[:min(len(ans.Events), usualRows)]).items {
		out.Events = append(out.Events, e.(eventJSON))
	}
	out.More = ans.More + len(ans.Events) - len(out.Events)
	for _, c := range ans.Claims[:min(len(ans.Claims), usualRows)] {
		x := sentenceOf(c)
		x.Event, x.About, x.When = c.Event, oneLine(c.Text), c.When
		out.Sentences = append(out.Sentences, x)
	}
	return out, nil
}
