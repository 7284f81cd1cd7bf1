package query

import (
	"context"
	"fmt"
	"strings"

	"dateline/graph"
	"dateline/graph/merge"
	"dateline/graph/store"
)

// Node is an entity or event in words, for those who judge it.
type Node struct {
	ID        string
	Event     bool
	Name      string // of an entity; the line of an event
	What      string // kind, office, country; relation and date
	Articles  int
	Sentences []ClaimRow // a few of those it rests on
}

// LogRow is one judgement; N counts them from 1 in order of time.
type LogRow struct {
	N int
	store.Judgement
	NameA, NameB string
}

// ReviewRow is a pair that waits for a person, with what both rest on.
type ReviewRow struct {
	merge.Pair
	Left, Right Node
}

// evidence bounds the sentences that a Node shows.
const evidence = 2

// Find is the entity or event that name means: a name, an id or the beginning of an id of an event. An
// id of one member of a cluster is kept as it is given: judgements are about members.
func Find(ctx context.Context, s *store.Store, name string) (n Node, err error) {
	err = ask(ctx, s, func(a *asker) error {
		if strings.Contains(name, "/") {
			member := name
			if _, ok, err := a.LocalEntity(graph.EntityID(name)); err != nil {
				return err
			} else if ok {
				n, err = a.node(a.Canon(name))
				n.ID = member
				return err
			}
			id, err := a.event(name)
			if err != nil {
				return err
			}
			n, err = a.node(string(id))
			if _, local, _ := a.LocalEvent(graph.EventID(name)); local {
				n.ID = member
			}
			return err
		}
		id, err := a.resolve(name)
		if err != nil {
			return err
		}
		n, err = a.node(string(id))
		return err
	})
	return n, err
}

// JudgeError says why what a person said cannot stand.
type JudgeError struct{ text string }

func (e *JudgeError) Error() string { return e.text }

// Judge records what a person says of what names means: j's verdict, on two names or on one, as
// Find reads them. It gives the judgement with the ids it is about. What cannot be
// said of them is a *JudgeError, and nothing is recorded.
func Judge(ctx context.Context, s *store.Store, j store.Judgement, names ...string) (LogRow, error) {
	wrong := func(format string, args ...any) (LogRow, error) {
		return LogRow{}, &JudgeError{fmt.Sprintf(format, args...)}
	}
	want := 1
	if j.Verdict.Pair() {
		want = 2
	}
	if len(names) != want {
		return wrong("%s is said of %d, not of %d", j.Verdict, want, len(names))
	}
	var nodes []Node
	for _, name := range names {
		n, err := Find(ctx, s, name)
		if err != nil {
			return LogRow{}, err
		}
		nodes = append(nodes, n)
	}
	j.A = nodes[0].ID
	row := LogRow{NameA: nodes[0].Name}
	switch {
	case want == 2 && nodes[0].Event != nodes[1].Event:
		event, other := names[0], names[1]
		if nodes[1].Event {
			event, other = other, event
		}
		return wrong("%s is an event and %s is not: only two of one sort can be judged together", event, other)
	case want == 2 && nodes[0].ID == nodes[1].ID:
		return wrong("%q and %q are one already: %s", names[0], names[1], nodes[0].ID)
	case want == 2:
		j.B, row.NameB = nodes[1].ID, nodes[1].Name
	case j.Verdict == store.Renamed && nodes[0].Event:
		return wrong("%s is an event: only entities can be renamed", names[0])
	case j.Verdict != store.Renamed && !nodes[0].Event:
		return wrong("%q is an entity: only events can be %s", names[0], j.Verdict)
	}
	row.Judgement = j
	return row, s.Judge(ctx, j)
}

// Undo takes back judgement n of Log, 0 for the last, and gives it. Where there is none
// such it is a *JudgeError.
func Undo(ctx context.Context, s *store.Store, n int) (LogRow, error) {
	rows, err := Log(ctx, s)
	if err != nil {
		return LogRow{}, err
	}
	if len(rows) == 0 {
		return LogRow{}, &JudgeError{"nothing was judged in " + s.Path() + ": there is nothing to undo"}
	}
	if n == 0 {
		n = len(rows)
	}
	if n < 1 || n > len(rows) {
		return LogRow{}, &JudgeError{fmt.Sprintf("\"%d\" is no number of a judgement (1 to %d); 'dateline log' lists them", n, len(rows))}
	}
	return rows[n-1], s.Unjudge(ctx, rows[n-1].Judgement)
}

// node is a canonical entity or event in words.
func (a *asker) node(id string) (Node, error) {
	sum, ok, err := a.Summary(graph.EventID(id))
	if err != nil {
		return Node{}, err
	}
	if ok {
		e, _, err := a.Event(sum.ID)
		if err != nil {
			return Node{}, err
		}
		n := Node{ID: id, Event: true, Name: e.Text, What: strings.TrimSpace(string(e.Type) + " " + sum.When), Articles: len(sum.Articles)}
		rows, err := a.claimRows(e, nil)
		n.Sentences = rows[:min(evidence, len(rows))]
		return n, err
	}
	e, err := a.entity(graph.EntityID(id))
	if err != nil {
		return Node{}, err
	}
	var what []string
	for _, w := range []string{string(e.Kind), e.Role, e.Country} {
		if w != "" {
			what = append(what, w)
		}
	}
	n := Node{ID: id, Name: e.Name, What: strings.Join(what, ", ")}
	articles := map[graph.ArticleID]bool{}
	for _, m := range a.Members(id) {
		if art := store.ArticleOf(m); art != "" {
			articles[art] = true
		}
	}
	n.Articles = len(articles)
	for ev := range a.Events(store.List{Entity: e.ID}, store.Range{}) {
		x, ok, err := a.Event(ev)
		if err != nil {
			return n, err
		}
		if !ok {
			continue
		}
		rows, err := a.claimRows(x, nil)
		if err != nil {
			return n, err
		}
		if n.Sentences = append(n.Sentences, rows[:min(1, len(rows))]...); len(n.Sentences) == evidence {
			break
		}
	}
	return n, nil
}

// Log are all judgements in order of time.
func Log(ctx context.Context, s *store.Store) (out []LogRow, err error) {
	err = ask(ctx, s, func(a *asker) error {
		js, err := a.Judgements()
		if err != nil {
			return err
		}
		for i, j := range js {
			row := LogRow{N: i + 1, Judgement: j}
			if row.NameA, err = a.called(j.A); err != nil {
				return err
			}
			if row.NameB, err = a.called(j.B); err != nil {
				return err
			}
			out = append(out, row)
		}
		return nil
	})
	return out, err
}

// called is what an id is called now, as its own article has it where it is one of a cluster.
func (a *asker) called(id string) (string, error) {
	if id == "" {
		return "", nil
	}
	if e, ok, err := a.LocalEntity(graph.EntityID(id)); ok || err != nil {
		return e.Name, err
	}
	if e, ok, err := a.LocalEvent(graph.EventID(id)); ok || err != nil {
		return e.Text, err
	}
	e, ok, err := a.Entity(graph.EntityID(id))
	if err != nil || !ok {
		return "", err // its article is gone
	}
	return e.Name, nil
}

// Review are the pairs that wait for a person, the likeliest first; limit 0: all.
func Review(ctx context.Context, s *store.Store, limit int) (out []ReviewRow, omitted int, err error) {
	pairs, err := Waiting(ctx, s)
	if err != nil {
		return nil, 0, err
	}
	if limit > 0 && len(pairs) > limit {
		omitted = len(pairs) - limit
		pairs = pairs[:limit]
	}
	out, err = ReviewRows(ctx, s, pairs)
	return out, omitted, err
}

// Waiting are the pairs that wait for a person, the likeliest first. It compares all of the graph.
func Waiting(ctx context.Context, s *store.Store) (pairs []merge.Pair, err error) {
	err = ask(ctx, s, func(a *asker) error {
		pairs, err = merge.Unsure(a.Reader)
		return err
	})
	return pairs, err
}

// StillWaiting are those of pairs that wait still, after what was judged since Waiting gave them: a person spoke
// of neither them nor what made them one.
func StillWaiting(ctx context.Context, s *store.Store, pairs []merge.Pair) (out []merge.Pair, err error) {
	err = ask(ctx, s, func(a *asker) error {
		js, err := a.Judgements()
		if err != nil {
			return err
		}
		spoken := map[[2]string]bool{}
		for _, j := range js {
			x, y := a.Canon(j.A), a.Canon(j.B)
			spoken[[2]string{min(x, y), max(x, y)}] = j.Verdict.Pair()
		}
		for _, p := range pairs {
			x, y := a.Canon(p.A), a.Canon(p.B)
			if p.A, p.B = min(x, y), max(x, y); p.A != p.B && !spoken[[2]string{p.A, p.B}] {
				out = append(out, p)
			}
		}
		return nil
	})
	return out, err
}

// ReviewRows are pairs with what both rest on.
func ReviewRows(ctx context.Context, s *store.Store, pairs []merge.Pair) (out []ReviewRow, err error) {
	err = ask(ctx, s, func(a *asker) error {
		for _, p := range pairs {
			row := ReviewRow{Pair: p}
			if row.Left, err = a.node(p.A); err != nil {
				return err
			}
			if row.Right, err = a.node(p.B); err != nil {
				return err
			}
			out = append(out, row)
		}
		return nil
	})
	return out, err
}
