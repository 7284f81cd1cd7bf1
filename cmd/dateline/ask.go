package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
	"dateline/ingest/article"
	"dateline/ingest/question"
)

func askCommand() *cli.Command {
	return &cli.Command{
		Name:      "ask",
		Usage:     "a question in English",
		ArgsUsage: "QUESTION",
		Description: `Answers who, whom, what, when, where, how many, how often, did ... ever ..., what did X
say about Y, what happened after Z, with dates, sentences and sources. The first line says
how the question was understood; what had to be taken for granted is said; where too little was
understood or is told there is no answer, and the program exits with 1.

Examples:
   dateline ask "Who spoke with Gerasimov in March 2021?"
   dateline ask "When did Robert Mugabe resign?"
   dateline ask "What did Rabie say about human errors?" --explain
   dateline ask "Who accuses Russia of what?" --format json`,
		Flags: flags(dbFlag(), []cli.Flag{
			&cli.BoolFlag{Name: "explain", Usage: "show how the question was read, word by word"},
			&cli.StringFlag{Name: "on", Usage: "what \"last week\" is relative to: a `DATE` (default: today)"},
			&cli.IntFlag{Name: "limit", Aliases: []string{"n"}, Value: 20, Usage: "show at most `N` sentences"},
			&cli.StringFlag{Name: "format", Aliases: []string{"f"}, Value: "table",
				Usage: "table (text), json, or the sentences with the answer that each gives as jsonl, csv, markdown"},
		}),
		Action: runAsk,
	}
}

func runAsk(c *cli.Context) error {
	text := strings.Join(c.Args().Slice(), " ")
	if strings.TrimSpace(text) == "" {
		return badUsage(c, "ask takes a question; put it in quotes")
	}
	format := c.String("format")
	if !slices.Contains(listingFormats, format) {
		return unknown("format", format, listingFormats)
	}
	now := time.Now()
	if on := c.String("on"); on != "" {
		t, _, ok := article.ParseDate(on)
		if !ok {
			return badUsage(c, "--on %q is no date: write 2021-03-31", on)
		}
		now = t
	}
	return asking(c, func(s *store.Store) error {
		q, ans, err := answer(c.Context, s, text, now)
		if format == "json" {
			if err := writeJSON(c.App.Writer, replyOf(text, q, ans, err)); err != nil {
				return err
			}
			return refusal(err)
		}
		w := c.App.Writer
		if format != "table" {
			w = c.App.ErrWriter // rows are for programs
		}
		if q != nil {
			fmt.Fprintf(w, "understood: %s\n", describe(q))
			for _, u := range ans.Understood {
				fmt.Fprintf(w, "            %s\n", oneLine(u))
			}
			if c.Bool("explain") {
				types, err := query.Relations(c.Context, s)
				if err != nil {
					return err
				}
				fmt.Fprint(w, explainQuestion(q, func(id string) bool {
					return slices.ContainsFunc(types, func(t graph.Type) bool { return string(t.ID) == id })
				}))
			}
		}
		if err != nil {
			if look := lookInstead(c.Context, s, q, err); look != "" {
				fmt.Fprintln(c.App.ErrWriter, "what comes near:", look)
			}
			return refusal(err)
		}
		if format != "table" {
			for _, a := range ans.Assumed {
				fmt.Fprintf(w, "assumed: %s\n", oneLine(a))
			}
			return answerListing(ans, c.Int("limit")).write(c)
		}
		writeAnswer(c.App.Writer, ans, c.Int("limit"))
		return nil
	})
}

// answer reads a question and answers it from s. q is what was understood, as far as anything was.
func answer(ctx context.Context, s *store.Store, text string, now time.Time) (q *question.Question, ans query.Answer, err error) {
	q, err = question.Read(text, question.Options{Now: now, Known: func(phrase string) bool {
		known, err := query.Named(ctx, s, phrase)
		return err == nil && known
	}})
	var wrong *question.Error
	if errors.As(err, &wrong) {
		return wrong.Read, ans, err
	}
	if err != nil {
		return nil, ans, err
	}
	ans, err = query.Ask(ctx, s, *patternOf(q))
	return q, ans, err
}

// patternOf says what was understood in the terms of the graph.
func patternOf(q *question.Question) *query.Pattern {
	if q == nil {
		return nil
	}
	p := &query.Pattern{Asks: query.Asks(q.Asks), Want: q.Want, Noun: q.Noun, Kinds: q.Kinds, Place: q.Place, Since: q.When.Start.From, Until: q.When.End.To,
		Denied: q.Denied, Office: q.Office, Of: q.Of, After: patternOf(q.After), Before: patternOf(q.Before)}
	for _, w := range q.Words {
		p.Words = append(p.Words, []string{w.Text, w.Lemma})
	}
	if q.Verb != "" && q.Asks != question.Events {
		p.Verb = []string{q.Verb, q.Lemma}
	}
	for _, r := range q.Relations {
		p.Relations = append(p.Relations, string(r))
	}
	for _, x := range q.Parts {
		p.Parts = append(p.Parts, query.PatternPart{Role: x.Role, Name: x.Text})
	}
	return p
}

// refusal turns what a question or a query says of itself into words for the command line.
func refusal(err error) error {
	var wrong *question.Error
	var unsure *query.UnsureError
	var nobody *query.UnknownError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &wrong):
		return fmt.Errorf("not answered: %s", wrong.What)
	case errors.As(err, &unsure):
		return fmt.Errorf("not answered: %s", unsure.Why)
	case errors.As(err, &nobody):
		return fmt.Errorf("not answered: %w", err)
	}
	return askError(err)
}

// lookInstead is a command that shows what a question that was not answered comes near to: the
// sentences with the names and words of it that the graph has. It is "" where there are none.
func lookInstead(ctx context.Context, s *store.Store, q *question.Question, err error) string {
	var unsure *query.UnsureError
	if q == nil || !errors.As(err, &unsure) {
		return ""
	}
	var names []string
	for _, p := range q.Parts {
		names = append(names, p.Text)
	}
	for _, name := range append(names, q.Place) {
		if name == "" {
			continue
		}
		if known, err := query.Named(ctx, s, name); err == nil && known {
			return fmt.Sprintf("dateline search %q", name)
		}
	}
	return ""
}

// describe is a question in one line, in the terms of the graph.
func describe(q *question.Question) string {
	words := []string{string(q.Asks)}
	if q.Office != "" {
		return strings.TrimSuffix(fmt.Sprintf("%s: %s of %s", q.Asks, q.Office, q.Of), " of ")
	}
	if q.Want != "" {
		words = append(words, "("+q.Want+")")
	}
	if q.Denied {
		words = append(words, "denied")
	}
	if len(q.Relations) > 0 && q.Asks != question.Said && q.Want != "claimant" && !q.Denied {
		var names []string
		for _, r := range q.Relations {
			names = append(names, string(r))
		}
		words = append(words, strings.Join(names, "|"))
	}
	for _, p := range q.Parts {
		role := p.Role
		if role == "" {
			role = "with"
		}
		words = append(words, fmt.Sprintf("%s=%s", role, p.Text))
	}
	if q.Place != "" {
		words = append(words, "place="+q.Place)
	}
	if !q.When.IsZero() {
		words = append(words, "when="+q.When.String())
	}
	if len(q.Words) > 0 {
		var list []string
		for _, w := range q.Words {
			list = append(list, w.Text)
		}
		words = append(words, "words="+strings.Join(list, ","))
	}
	if q.After != nil {
		words = append(words, "after ["+describe(q.After)+"]")
	}
	if q.Before != nil {
		words = append(words, "before ["+describe(q.Before)+"]")
	}
	return oneLine(strings.Join(words, " "))
}

// answerListing is the sentences that an answer rests on, each with what it answers.
func answerListing(ans query.Answer, limit int) *listing {
	claims := ans.Claims
	if limit > 0 {
		claims = claims[:min(limit, len(claims))]
	}
	l := claimListing(claims)
	l.columns = append([]string{"answer"}, l.columns...)
	l.sheet[0] = append([]string{"answer"}, l.sheet[0]...)
	for i, c := range claims {
		var here []string
		for _, v := range ans.Values {
			if slices.Contains(v.Events, c.Event) {
				here = append(here, v.Text)
			}
		}
		if ans.Values != nil && here == nil && len(ans.Values) == 1 && len(ans.Values[0].Events) == 0 {
			here = []string{ans.Values[0].Text} // a count, yes or no rests on all of them
		}
		l.rows[i] = append([]string{strings.Join(here, "; ")}, l.rows[i]...)
		l.sheet[i+1] = append([]string{strings.Join(here, "; ")}, l.sheet[i+1]...)
		l.items[i] = answeredJSON{here, l.items[i]}
	}
	l.dropEmpty(0)
	return l
}

type answeredJSON struct {
	Answers []string `json:"answers,omitempty"`
	Claim   any      `json:"claim"`
}

type replyJSON struct {
	Question   string       `json:"question"`
	Statement  string       `json:"read_as,omitempty"`
	Query      string       `json:"query,omitempty"`
	Understood []string     `json:"understood,omitempty"`
	Refused    string       `json:"refused,omitempty"`
	Assumed    []string     `json:"assumed,omitempty"`
	Answers    []answerJSON `json:"answers,omitempty"`
	Events     []any        `json:"events,omitempty"`
	More       int          `json:"more_events,omitempty"`
	Claims     []any        `json:"claims,omitempty"`
}

type answerJSON struct {
	Text   string          `json:"text"`
	ID     graph.EntityID  `json:"id,omitempty"`
	Events []graph.EventID `json:"events,omitempty"`
}

func replyOf(text string, q *question.Question, ans query.Answer, err error) replyJSON {
	r := replyJSON{Question: text, Understood: ans.Understood, Assumed: ans.Assumed}
	if q != nil {
		r.Statement, r.Query = q.Statement, describe(q)
	}
	if err != nil {
		r.Refused = refusal(err).Error()
		return r
	}
	for _, v := range ans.Values {
		r.Answers = append(r.Answers, answerJSON{v.Text, v.ID, v.Events})
	}
	r.Events, r.Claims, r.More = eventListing(ans.Events).items, claimListing(ans.Claims).items, ans.More
	return r
}

// explainQuestion shows how a question was read; known says which relations the graph has.
func explainQuestion(q *question.Question, known func(relation string) bool) string {
	var b strings.Builder
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %-10s %s\n", name, oneLine(value))
		}
	}
	line("read as", q.Statement)
	line("asks", string(q.Asks))
	line("of", q.Noun)
	line("role", q.Want)
	line("verb", q.Verb)
	var relations []string
	for _, r := range q.Relations {
		relations = append(relations, string(r))
	}
	line("relations", strings.Join(relations, ", "))
	for _, p := range q.Parts {
		line("part", strings.TrimSpace(p.Role+" "+p.Text))
	}
	line("place", q.Place)
	if !q.When.IsZero() {
		line("when", q.When.String())
	}
	var besides []string
	for _, w := range q.Words {
		besides = append(besides, w.Text)
	}
	line("words", strings.Join(besides, ", "))
	p := patternOf(q)
	if command := commandOf(p, known); command != "" {
		line("as query", command)
	}
	return b.String()
}

// commandOf is a listing command that shows the events or sentences a pattern is looked for in.
func commandOf(p *query.Pattern, known func(relation string) bool) string {
	if p.Asks == query.AskHolder || p.Asks == query.AskCard || p.After != nil || p.Before != nil {
		return ""
	}
	words, name := []string{"dateline events --open"}, "--actor"
	if p.Asks == query.AskSaid {
		words, name = []string{"dateline claims --open"}, "--claimant"
	} else {
		for _, r := range p.Relations {
			if known(r) {
				words = append(words, "--relation "+r)
			}
		}
	}
	i := slices.IndexFunc(p.Parts, func(x query.PatternPart) bool { return x.Name != "" })
	if i >= 0 {
		words = append(words, fmt.Sprintf("%s %q", name, p.Parts[i].Name))
	}
	if !p.Since.IsZero() {
		words = append(words, "--since "+p.Since.Format("2006-01-02"))
	}
	if !p.Until.IsZero() {
		words = append(words, "--until "+p.Until.AddDate(0, 0, -1).Format("2006-01-02"))
	}
	return strings.Join(words, " ")
}
