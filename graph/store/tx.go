package store

import (
	"bytes"
	"iter"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/store/engine"
)

// Tx is a write transaction as a Merger sees it: the facts as they stand after
// the change, the clusters as they stood before it, and a place for the
// Merger's own notes.
type Tx struct {
	*Reader
	facts  map[graph.ArticleID]*graph.Facts // as this transaction leaves them, nil for those that go
	met    map[graph.ArticleID]*graph.Facts // some of the others, as they were read
	gone   map[graph.ArticleID]*graph.Facts // removed, as they were
	assign map[string]string
	copies map[graph.ArticleID]graph.ArticleID
	added  map[graph.ArticleID]bool
	events map[graph.EventID]graph.Event // read in this transaction
	tally  map[string]*tallied
}

// ArticleFacts is what an article says; nil if it is not (or no longer) there.
func (t *Tx) ArticleFacts(id graph.ArticleID) (*graph.Facts, error) {
	if f, ok := t.factsMet(id); ok {
		return f, nil
	}
	f, err := t.Reader.Facts(id)
	if err != nil {
		return nil, err
	}
	if len(t.met) >= mostMet {
		clear(t.met)
	}
	if f.Article.ID == "" {
		t.met[id] = nil
		return nil, nil
	}
	t.met[id] = &f
	return &f, nil
}

// What is remembered of other articles: one that brings a smaller id for somebody in the news every day has tens of thousands
// of events read again.
const (
	mostMet    = 256    // articles
	mostEvents = 20_000 // events
)

// factsMet are the facts of an article that are in memory.
func (t *Tx) factsMet(id graph.ArticleID) (f *graph.Facts, ok bool) {
	if f, ok = t.facts[id]; !ok {
		f, ok = t.met[id]
	}
	return f, ok
}

// Canon is the canonical id of a local one before this change, or what Assign
// made it.
func (t *Tx) Canon(id string) string {
	if c, ok := t.assign[id]; ok {
		return c
	}
	return t.Reader.Canon(id)
}

// Assign makes canon the canonical id of id.
func (t *Tx) Assign(id, canon string) {
	if t.Canon(id) != canon {
		t.assign[id] = canon
	}
}

// SetCopy says that an article is a copy of another, or, with "", of none.
func (t *Tx) SetCopy(id, of graph.ArticleID) { t.copies[id] = of }

// Notes is where the Merger keeps what it needs to work incrementally: keys and
// values of its own, under a name. They are part of the transaction.
type Notes struct{ b engine.Bucket }

// Notes opens, or makes, the notes of that name.
func (t *Tx) Notes(name string) (Notes, error) {
	b, err := t.bucket(bMerge).CreateBucketIfNotExists([]byte(name))
	return Notes{b}, err
}

// Notes are the Merger's notes of that name for reading; they may be empty.
func (r *Reader) Notes(name string) Notes {
	return Notes{r.bucket(bMerge).Bucket([]byte(name))}
}

// Get is the value of k, nil if there is none. It is good until the next Put.
func (n Notes) Get(k []byte) []byte {
	if n.b == nil {
		return nil
	}
	return n.b.Get(k)
}

// Ahead says that each of keys, or the first after it, will be looked for soon: see engine.Bucket.
func (n Notes) Ahead(keys ...[]byte) {
	if n.b != nil {
		n.b.Ahead(keys)
	}
}

// Put sets the value of k.
func (n Notes) Put(k, v []byte) error { return n.b.Put(k, v) }

// Delete takes k away, if it is there.
func (n Notes) Delete(k []byte) error { return n.b.Delete(k) }

// Under gives the keys that begin with prefix, in order, without it. Nothing may be
// written meanwhile.
func (n Notes) Under(prefix []byte) iter.Seq2[[]byte, []byte] {
	if n.b == nil {
		return func(func(k, v []byte) bool) {}
	}
	return engine.Under(n.b, prefix)
}

// Seek looks for keys that begin with prefix: what it gives is the first key at or after its argument, nil if
// none begins so.
func (n Notes) Seek(prefix []byte) func(k []byte) []byte {
	if n.b == nil {
		return func([]byte) []byte { return nil }
	}
	c := engine.CursorUnder(n.b, prefix)
	return func(k []byte) []byte {
		if k, _ = c.Seek(k); bytes.HasPrefix(k, prefix) {
			return k
		}
		return nil
	}
}

// Cursor stands among the keys that begin with prefix, and may pass over others.
func (n Notes) Cursor(prefix []byte) engine.Cursor { return engine.CursorUnder(n.b, prefix) }

// Next is the first key at or after k, nil if there is none.
func (n Notes) Next(k []byte) []byte {
	if n.b == nil {
		return nil
	}
	k, _ = n.b.Cursor().Seek(k)
	return k
}

// Canon is the canonical id of a local one.
func (r *Reader) Canon(id string) string {
	if c, ok := r.canons[id]; ok {
		return c
	}
	canon := id
	if c := r.bucket(bCanon).Get([]byte(id)); c != nil {
		canon = string(c)
	}
	if r.canons != nil && len(r.canons) < mostRecords {
		r.canons[id] = canon
	}
	return canon
}

// Members are the local ids that a canonical one joins, itself among them.
func (r *Reader) Members(canon string) []string {
	out := []string{canon}
	for k := range engine.Under(r.bucket(bMembers), append([]byte(canon), 0)) {
		out = append(out, string(k))
	}
	slices.Sort(out)
	return out
}

// LocalEvent is an event as its article tells it; ok is false if it does not.
func (r *Reader) LocalEvent(id graph.EventID) (graph.Event, bool, error) { return r.localEvent(id) }

// LocalEvent is an event as its article tells it after the change; ok is false if it
// does not.
func (t *Tx) LocalEvent(id graph.EventID) (graph.Event, bool, error) {
	if f, ok := t.factsMet(ArticleOf(id)); ok {
		if f == nil {
			return graph.Event{}, false, nil
		}
		i, ok := slices.BinarySearchFunc(f.Events, id, func(e graph.Event, id graph.EventID) int { return compare(e.ID, id) })
		if !ok {
			return graph.Event{}, false, nil
		}
		return f.Events[i], true, nil
	}
	if e, ok := t.events[id]; ok {
		return e, e.ID != "", nil
	}
	e, ok, err := t.Reader.localEvent(id)
	if err != nil {
		return e, false, err
	}
	if !ok {
		e = graph.Event{}
	}
	if len(t.events) >= mostEvents {
		clear(t.events)
	}
	t.events[id] = e
	return e, ok, nil
}

// users are the events and states, as articles tell them, that name an entity or event:
// in a role, as their place, as who says so.
func (t *Tx) users(id string) (events, states []string, err error) {
	ps, err := t.scan(indexOP, t.ref(nodeIRI(id)))
	if err != nil {
		return nil, nil, err
	}
	same, of := t.pred(pSame), t.pred(pOf)
	seen := map[string]bool{}
	take := func(n string) {
		switch {
		case seen[n]:
		case isEvent(n):
			events = append(events, n)
		case isState(n):
			states = append(states, n)
		}
		seen[n] = true
	}
	for _, p := range ps {
		if p.Predicate == same || p.Predicate == of {
			continue
		}
		v, err := t.values([]uint64{p.Subject})
		if err != nil {
			return nil, nil, err
		}
		n := nodeID(v[0])
		if _, local, _ := strings.Cut(n, "/"); !strings.HasPrefix(local, "c") {
			take(n)
			continue
		}
		about, err := t.scan(indexSP, p.Subject, of)
		if err != nil {
			return nil, nil, err
		}
		for _, a := range about {
			if v, err = t.values([]uint64{a.Object}); err != nil {
				return nil, nil, err
			}
			take(nodeID(v[0]))
		}
	}
	slices.Sort(events)
	slices.Sort(states)
	return events, states, nil
}

// EventsUsing are the events that name an entity or event, and those that have one of these
// as a content.
func (t *Tx) EventsUsing(id string) ([]graph.EventID, error) {
	events, _, err := t.users(id)
	if err != nil {
		return nil, err
	}
	var out []graph.EventID
	for _, e := range events {
		out = append(out, graph.EventID(e))
		over, _, err := t.users(e)
		if err != nil {
			return nil, err
		}
		for _, o := range over {
			out = append(out, graph.EventID(o))
		}
	}
	return out, nil
}

// RootNow is Root with what SetCopy said in this transaction.
func (t *Tx) RootNow(id graph.ArticleID) graph.ArticleID {
	if of, ok := t.copies[id]; ok {
		if of == "" {
			return id
		}
		return of
	}
	return t.Root(id)
}
