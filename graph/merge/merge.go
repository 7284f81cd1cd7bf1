// Package merge finds what is the same across articles: copies of one report by their
// words, entities by their names, events by type, participants and time. It is
// given to store.Open as its Merger and runs inside the transaction that adds or
// removes articles. What it decides is written under labels merge:ARTICLE and can
// be thrown away and worked out again; what a person judged always wins.
//
// Every decision is a function of the set of stored facts and judgements alone,
// never of the order they came in. To work incrementally it keeps notes: which
// entities share a signature, which signatures share a name, which events share
// relation and participants. Only the groups that a change touches are worked out
// again, each as a whole.
package merge

import (
	"context"
	"maps"
	"slices"
	"time"

	"dateline/graph"
	"dateline/graph/store"
)

// Merger joins by the rules of this package: store.Open(path, store.Options{Merger: merge.Merger{}}).
type Merger struct{}

var _ store.Merger = Merger{}

// Merge works out what the change makes the same, and what it no longer does.
func (Merger) Merge(ctx context.Context, tx *store.Tx, c store.Change) error {
	m := newRun(ctx, tx, c)
	for _, step := range []func() error{m.open, m.ahead, m.judgements, m.copies, m.entities, m.events} {
		if err := step(); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// run is one call of Merge.
type run struct {
	ctx    context.Context
	tx     *store.Tx
	change store.Change

	sigOf, sigs, sigCanon, blocks notes // entities
	officeOf, holders, held       notes
	callers, named                notes // of the lexicon's entities
	keyOf, byKey, byPair          notes // events
	sketches                      notes // articles
	bands                         bands
	groupOf, groups               notes
	judgedNotes                   notes

	touched map[string]bool     // signatures whose group must be worked out
	came    map[string][]string // by signature, the ids that it was given to
	offices map[string][]int64  // of an office, the stretches in which somebody is known by it alone
	calls   map[string]called   // by signature and name

	judged    map[string]bool // ids that some judgement names
	same      map[string][]string
	notSame   map[[2]string]bool
	leaves    map[string]bool         // those named first in a not_same
	rejudge   []string                // ids whose judgements changed
	changed   []keyed                 // events as they were and as they are
	vague     map[graph.EntityID]bool // described, remembered
	paired    map[string]bool         // keys that are found by those with fewer participants
	moved     map[string]bool         // entities with another canonical id than before
	published map[graph.ArticleID]time.Time
	rerooted  map[graph.ArticleID]bool // articles that became copies of another one than before
	firsts    map[graph.ArticleID][]firstEvent
}

func newRun(ctx context.Context, tx *store.Tx, c store.Change) *run {
	return &run{
		ctx: ctx, tx: tx, change: c,
		touched: map[string]bool{}, came: map[string][]string{}, offices: map[string][]int64{}, calls: map[string]called{},
		vague: map[graph.EntityID]bool{}, paired: map[string]bool{}, moved: map[string]bool{}, published: map[graph.ArticleID]time.Time{},
		firsts: map[graph.ArticleID][]firstEvent{},
	}
}

type notes = store.Notes

// notes are all notes with their names in the file.
func (m *run) notes() []struct {
	to   *notes
	name string
} {
	return []struct {
		to   *notes
		name string
	}{
		{&m.sigOf, "sigof"}, {&m.sigs, "sig"}, {&m.sigCanon, "sigcanon"}, {&m.blocks, "block"},
		{&m.officeOf, "officeof"}, {&m.holders, "holders"}, {&m.held, "held"}, {&m.callers, "callers"}, {&m.named, "named"},
		{&m.keyOf, "keyof"}, {&m.byKey, "bykey"}, {&m.byPair, "bypair"},
		{&m.sketches, "sketch"}, {&m.bands.notes, "band"}, {&m.groupOf, "groupof"}, {&m.groups, "group"}, {&m.judgedNotes, "judged"},
	}
}

func (m *run) open() error {
	for _, n := range m.notes() {
		var err error
		if *n.to, err = m.tx.Notes(n.name); err != nil {
			return err
		}
	}
	return nil
}

// judgements reads what persons said. Where several spoke of one pair, the last
// word holds, and of words at one time that of the last name.
func (m *run) judgements() error {
	all, err := m.tx.Judgements()
	if err != nil {
		return err
	}
	last := map[[2]string]store.Judgement{}
	for _, j := range all { // in order of time and name
		last[[2]string{min(j.A, j.B), max(j.A, j.B)}] = j
	}
	m.leaves = map[string]bool{}
	m.judged, m.same, m.notSame = map[string]bool{}, map[string][]string{}, map[[2]string]bool{}
	for p, j := range last {
		switch j.Verdict {
		case store.SameAs:
			m.same[p[0]] = append(m.same[p[0]], p[1])
			m.same[p[1]] = append(m.same[p[1]], p[0])
		case store.NotSame:
			m.notSame[p], m.leaves[j.A] = true, true
		default:
			continue
		}
		m.judged[p[0]], m.judged[p[1]] = true, true
	}
	for _, l := range m.same {
		slices.Sort(l)
	}
	m.rejudge = slices.Clone(m.change.Judged)
	for _, id := range m.change.Judged {
		if m.judged[id] {
			err = m.judgedNotes.Put([]byte(id), nil)
		} else {
			err = m.judgedNotes.Delete([]byte(id))
		}
		if err != nil {
			return err
		}
	}
	slices.Sort(m.rejudge)
	m.rejudge = slices.Compact(m.rejudge)
	return nil
}

func (m *run) forbidden(a, b string) bool { return m.notSame[[2]string{min(a, b), max(a, b)}] }

// set is a union-find over small integers.
type set []int

func newSet(n int) set {
	s := make(set, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func (s set) find(i int) int {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

// key joins the parts of a key with a byte that no id or name holds.
func key[S ~string](parts ...S) []byte {
	var k []byte
	for i, p := range parts {
		if i > 0 {
			k = append(k, 0)
		}
		k = append(k, p...)
	}
	return k
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
