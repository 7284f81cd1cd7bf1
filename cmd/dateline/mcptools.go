package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
)

// tools answer the calls of an assistant.
type tools struct {
	open    func() (*store.Store, error)
	timeout time.Duration
	now     func() time.Time
}

// Bounds of one answer: rows, sentences of one event, bytes of one sentence.
const (
	usualRows     = 20
	mostRows      = 100
	mostSentences = 4
	longSentence  = 1500
)

// server is the tools as a server of the protocol.
func (t *tools) server() *mcp.Server {
	s := mcp.NewServer(&mcp.Implementation{Name: "dateline", Title: "Dateline", Version: version()},
		&mcp.ServerOptions{Instructions: instructions, Capabilities: &mcp.ServerCapabilities{}})
	tool(s, t, "search", "Find sentences and names by their words, in any form of the words. The place to begin when it is not clear how something is called.", t.search)
	tool(s, t, "events", "List dated events in order of time, each with its sentences and sources. All filters are optional and hold together.", t.events)
	tool(s, t, "who", "Who did something with whom: all pairs that a relation joins, for example spoke_with, met_with, accused_of, attacked, with the sentences.", t.who)
	tool(s, t, "claims", "Who asserts and who denies what: single sentences with their claimant, polarity and certainty. About a name or an event id, or all that fit the filters.", t.claims)
	tool(s, t, "entity", "All that is known of one person, organisation or place: names, offices with dates, with whom it has events, and its latest events with sentences.", t.entity)
	tool(s, t, "path", "How two people, organisations or places are connected: the shortest chains of events from one to the other.", t.path)
	tool(s, t, "why", "Why an event is believed: every sentence that tells of it, how its date was worked out, why articles' events were taken for one.", t.why)
	tool(s, t, "sources", "The articles in the graph: publisher, title, date, what they are copies of.", t.sources)
	tool(s, t, "relations", "The relations that events can have in this graph, with their meaning, class and how many events there are.", t.relations)
	tool(s, t, "facets", "Count events by actor, relation, class, place, month, year, source or claimant: an overview before asking in detail.", t.facets)
	tool(s, t, "ask", "Answer a plain English question (who, whom, what, when, where, how many, how often, did … ever, what did X say about Y, what happened after Z). Says how the question was understood and what was assumed; refuses where it is not sure.", t.ask)
	return s
}

// tool adds one tool: it only reads, ends at the deadline, and has the database open while it works.
func tool[In, Out any](s *mcp.Server, t *tools, name, what string, do func(ctx context.Context, s *store.Store, in In) (Out, error)) {
	closed := false
	mcp.AddTool(s, &mcp.Tool{Name: name, Description: what, Annotations: &mcp.ToolAnnotations{ReadOnlyHint: true, IdempotentHint: true, OpenWorldHint: &closed}},
		func(ctx context.Context, _ *mcp.CallToolRequest, in In) (*mcp.CallToolResult, Out, error) {
			var none Out
			ctx, cancel := context.WithTimeout(ctx, t.timeout)
			defer cancel()
			type result struct {
				out Out
				err error
			}
			done := make(chan result, 1)
			go func() { // the deadline holds also where the work does not look at it
				var r result
				defer func() { done <- r }()
				db, err := t.open()
				if r.err = err; err != nil {
					return
				}
				defer db.Close()
				if r.err = ctx.Err(); r.err == nil {
					r.out, r.err = do(ctx, db, in)
				}
			}()
			var r result
			select {
			case r = <-done:
			case <-ctx.Done():
				r.err = ctx.Err()
			}
			switch {
			case errors.Is(r.err, context.DeadlineExceeded):
				return nil, none, fmt.Errorf("the answer takes longer than %v: ask for less, by a name, a relation, or since and until", t.timeout)
			case r.err != nil:
				return nil, none, errors.New(strings.TrimSpace(askError(r.err).Error()))
			}
			return nil, r.out, nil
		})
}

type eventsOut struct {
	Events []toldEvent `json:"events"`
	More   int         `json:"more,omitempty" jsonschema:"how many others fit; where that was counted, up to 200: ask on with offset"`
	Note   string      `json:"note,omitempty"`
}

func (t *tools) events(ctx context.Context, s *store.Store, in selection) (out eventsOut, err error) {
	f, err := in.filter()
	if err != nil {
		return out, err
	}
	p, err := query.EventsPage(ctx, s, f)
	if err != nil {
		return out, err
	}
	out.More = max(0, p.Total-f.Offset-len(p.Rows))
	if len(p.Rows) == 0 {
		out.Note = "the articles tell of no such event"
	}
	out.Events, err = tell(ctx, s, p.Rows)
	return out, err
}

type whoIn struct {
	Relation string `json:"of" jsonschema:"the relation, for example spoke_with; the relations tool lists them"`
	Name     string `json:"name,omitempty" jsonschema:"only pairs with this name or id"`
	selection
}

type whoOut struct {
	Pairs []whoRow `json:"pairs"`
	Note  string   `json:"note,omitempty"`
}

type whoRow struct {
	whoJSON
	Sentences []sentenceJSON `json:"sentences"`
}

func (t *tools) who(ctx context.Context, s *store.Store, in whoIn) (out whoOut, err error) {
	f, err := in.filter()
	if err != nil {
		return out, err
	}
	limit, offset := f.Limit, f.Offset
	f.Limit, f.Offset = 0, 0
	rows, err := query.Who(ctx, s, in.Relation, in.Name, f)
	if err != nil {
		return out, err
	}
	out.Pairs = []whoRow{}
	for i, r := range rows {
		if i < offset || len(out.Pairs) == limit {
			continue
		}
		row := whoRow{whoJSON: whoOf(r), Sentences: []sentenceJSON{}}
		for _, id := range r.Events[:min(len(r.Events), mostSentences)] {
			said, err := sentencesOf(ctx, s, id)
			if err != nil {
				return out, err
			}
			for _, x := range said[:min(len(said), max(1, mostSentences-len(row.Sentences)))] {
				x.Event = id
				row.Sentences = append(row.Sentences, x)
			}
		}
		out.Pairs = append(out.Pairs, row)
	}
	out.Note = paged(len(rows), offset, len(out.Pairs))
	return out, nil
}

// paged says how many rows there are where not all are shown.
func paged(all, offset, shown int) string {
	switch {
	case all == 0:
		return "the articles tell of none"
	case shown < all:
		return fmt.Sprintf("rows %d to %d of %d; offset asks on", offset+1, offset+shown, all)
	}
	return ""
}

type claimsIn struct {
	About string `json:"about,omitempty" jsonschema:"a name, or the id of an event"`
	selection
}

type claimsOut struct {
	Claims []sentenceJSON `json:"claims"`
	Note   string         `json:"note,omitempty"`
}

func (t *tools) claims(ctx context.Context, s *store.Store, in claimsIn) (out claimsOut, err error) {
	f, err := in.filter()
	if err != nil {
		return out, err
	}
	rows, err := query.Claims(ctx, s, in.About, f)
	out.Claims = []sentenceJSON{}
	for _, c := range rows[:min(len(rows), mostRows)] {
		x := sentenceOf(c)
		x.Event, x.About, x.When = c.Event, oneLine(c.Text), c.When
		out.Claims = append(out.Claims, x)
	}
	if len(rows) == 0 {
		out.Note = "the articles have no such claim"
	}
	return out, err
}

type nameIn struct {
	Name string `json:"name" jsonschema:"a name, an alias, part of a name, or an id"`
	paging
}

type entityOut struct {
	ID       graph.EntityID `json:"id"`
	Name     string         `json:"name"`
	Kind     graph.Kind     `json:"kind"`
	Aliases  []string       `json:"aliases,omitempty"`
	Country  string         `json:"country,omitempty"`
	Offices  []roleJSON     `json:"offices,omitempty" jsonschema:"offices, memberships and the like"`
	With     []withJSON     `json:"with,omitempty" jsonschema:"with whom it has events"`
	Articles int            `json:"articles"`
	Count    int            `json:"event_count"`
	Events   []toldEvent    `json:"events" jsonschema:"its events, latest first"`
}

func (t *tools) entity(ctx context.Context, s *store.Store, in nameIn) (out entityOut, err error) {
	limit, err := in.rows()
	if err != nil {
		return out, err
	}
	card, err := query.Entity(ctx, s, in.Name, query.Filter{Limit: limit, Offset: in.Offset, Sort: query.Newest})
	if err != nil {
		return out, err
	}
	e := card.Entity
	out = entityOut{ID: e.ID, Name: e.Name, Kind: e.Kind, Aliases: e.Aliases, Country: e.Country, Articles: card.Articles, Count: card.Events}
	for _, r := range card.Roles[:min(len(card.Roles), mostRows)] {
		out.Offices = append(out.Offices, roleJSON{r.Type, r.Value, r.Of, r.When, r.Former})
	}
	for _, w := range card.With[:min(len(card.With), usualRows)] {
		out.With = append(out.With, withJSON{w.ID, w.Name, w.Events, w.Types})
	}
	out.Events, err = tell(ctx, s, card.Rows[:min(len(card.Rows), limit)])
	return out, err
}

type pathIn struct {
	From      string `json:"from" jsonschema:"a name or id"`
	To        string `json:"to" jsonschema:"a name or id"`
	MaxLength int    `json:"max_length,omitempty" jsonschema:"at most so many events in a chain (default 4, at most 6)"`
}

type pathOut struct {
	Paths [][]pathStep `json:"paths"`
	Note  string       `json:"note,omitempty"`
}

type pathStep struct {
	stepJSON
	Sentences []sentenceJSON `json:"sentences"`
}

func (t *tools) path(ctx context.Context, s *store.Store, in pathIn) (out pathOut, err error) {
	if in.MaxLength < 0 || in.MaxLength > 6 {
		return out, errors.New("max_length must lie between 1 and 6")
	}
	paths, err := query.Paths(ctx, s, in.From, in.To, query.PathOptions{MaxLength: in.MaxLength})
	if err != nil {
		return out, err
	}
	out.Paths = [][]pathStep{}
	for _, p := range paths {
		steps := []pathStep{}
		for _, st := range p {
			said, err := sentencesOf(ctx, s, st.Event)
			if err != nil {
				return out, err
			}
			steps = append(steps, pathStep{stepJSON{st.FromName, st.ToName, st.Type, st.When, st.Text, st.Event}, append([]sentenceJSON{}, said...)})
		}
		out.Paths = append(out.Paths, steps)
	}
	if len(paths) == 0 {
		out.Note = "no chain of events joins them"
	}
	return out, nil
}

type whyIn struct {
	Event string `json:"event" jsonschema:"the id of an event, as the other tools give it"`
}

type whyOut struct {
	Event   eventJSON       `json:"event"`
	Dating  string          `json:"dating,omitempty" jsonschema:"how the date was worked out"`
	Joined  []string        `json:"joined,omitempty" jsonschema:"why what articles tell was taken for one"`
	Members []graph.EventID `json:"members,omitempty"`
	Claims  []sentenceJSON  `json:"claims"`
}

func (t *tools) why(ctx context.Context, s *store.Store, in whyIn) (out whyOut, err error) {
	r, err := query.Why(ctx, s, in.Event)
	if err != nil {
		return out, err
	}
	out = whyOut{Event: eventListing([]query.EventRow{r.Row}).items[0].(eventJSON), Dating: r.Dating, Joined: r.Merged, Members: r.Members, Claims: []sentenceJSON{}}
	for _, c := range r.Claims[:min(len(r.Claims), mostRows)] {
		out.Claims = append(out.Claims, sentenceOf(c))
	}
	return out, nil
}
