package store

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"go.etcd.io/bbolt"

	"dateline/graph"
)

// Tx is a write transaction as a Merger sees it: the facts as they stand after
// the change, the clusters as they stood before it, and a place for the
// Merger's own notes.
type Tx struct {
	*Reader
	facts  map[graph.ArticleID]*graph.Facts // read or added in this transaction
	gone   map[graph.ArticleID]*graph.Facts // removed, as they were
	assign map[string]string
	copies map[graph.ArticleID]graph.ArticleID
	added  map[graph.ArticleID]bool
}

// ArticleFacts is what an article says; nil if it is not (or no longer) there.
func (t *Tx) ArticleFacts(id graph.ArticleID) (*graph.Facts, error) {
	if f, ok := t.facts[id]; ok {
		return f, nil
	}
	f, err := t.Reader.Facts(id)
	if err != nil {
		return nil, err
	}
	if f.Article.ID == "" {
		t.facts[id] = nil
		return nil, nil
	}
	t.facts[id] = &f
	return &f, nil
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
type Notes struct{ b *bbolt.Bucket }

// Notes opens, or makes, the notes of that name.
func (t *Tx) Notes(name string) (Notes, error) {
	b, err := t.bucket(bMerge).CreateBucketIfNotExists([]byte(name))
	return Notes{b}, err
}

// Get is the value of k, nil if there is none. It is good until the next Put.
func (n Notes) Get(k []byte) []byte { return n.b.Get(k) }

// Put sets the value of k.
func (n Notes) Put(k, v []byte) error { return n.b.Put(k, v) }

// Delete takes k away, if it is there.
func (n Notes) Delete(k []byte) error { return n.b.Delete(k) }

// Under gives the keys that begin with prefix, in order, without it. Nothing may be
// written meanwhile.
func (n Notes) Under(prefix []byte) iter.Seq2[[]byte, []byte] { return under(n.b, prefix) }

// Canon is the canonical id of a local one.
func (r *Reader) Canon(id string) string {
	if c := r.bucket(bCanon).Get([]byte(id)); c != nil {
		return string(c)
	}
	return id
}

// Members are the local ids that a canonical one joins, itself among them.
func (r *Reader) Members(canon string) []string {
	out := []string{canon}
	for k := range under(r.bucket(bMembers), append([]byte(canon), 0)) {
		out = append(out, string(k))
	}
	slices.Sort(out)
	return out
}

// UsersOf are the articles that tell of an entity or event.
func (t *Tx) UsersOf(id string) ([]graph.ArticleID, error) {
	if a := ArticleOf(id); a != "" {
		return []graph.ArticleID{a}, nil
	}
	ps, err := t.scan(indexSP, t.ref(nodeIRI(id)), t.pred(pKind))
	if err != nil {
		return nil, err
	}
	ids := make([]uint64, len(ps))
	for i, p := range ps {
		ids[i] = p.Label
	}
	vals, err := t.values(ids)
	if err != nil {
		return nil, err
	}
	out := map[graph.ArticleID]bool{}
	for _, v := range vals {
		out[graph.ArticleID(strings.TrimPrefix(nodeID(v), artPrefix))] = true
	}
	return slices.Sorted(maps.Keys(out)), nil
}

// uses reports whether an event names an entity or event anywhere.
func uses(e graph.Event, id string) bool {
	for _, r := range e.Roles {
		if string(r.Entity) == id || string(r.Event) == id {
			return true
		}
	}
	for _, l := range e.Order {
		if string(l.Event) == id {
			return true
		}
	}
	return string(e.Place) == id || claimsUse(e.Claims, id)
}

func claimsUse(cs []graph.Claim, id string) bool {
	for _, c := range cs {
		if slices.Contains(c.Claimant, graph.EntityID(id)) {
			return true
		}
	}
	return false
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
