package store

import (
	"context"
	"slices"
	"sync"

	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"

	"dateline/graph"
	"dateline/graph/store/engine"
	"dateline/graph/store/words"
)

// Reader reads one state of the database. It is good inside the function that
// got it only, and for one goroutine.
type Reader struct {
	ctx context.Context
	tx  engine.Tx

	ours, theirs map[string]engine.Bucket

	preds  map[quad.Value]uint64 // ids of predicates met so far
	names  map[uint64]quad.Value // values met so far that stand often: predicates, kinds, types
	types  map[graph.TypeID]graph.Type
	text   map[graph.ArticleID]graph.Source
	papers map[graph.ArticleID]graph.Source // articles met so far, without text
	said   *opinions
	spoken *words.Index // opened when it is asked for
	kept   *kept        // nil while writing

	records map[graph.ArticleID]articleRecord // met so far
	canons  map[string]string                 // met so far; nil while writing
}

// View runs fn on the database as it stands. Of a file nothing is written meanwhile, of
// a server nothing that is written is seen.
func (s *Store) View(ctx context.Context, fn func(r *Reader) error) error {
	if !s.db.Shared() {
		s.mu.RLock()
		defer s.mu.RUnlock()
	}
	return s.db.View(ctx, func(tx engine.Tx) error {
		r := newReader(ctx, tx)
		r.kept, r.canons = &s.kept, map[string]string{}
		return fn(r)
	})
}

func newReader(ctx context.Context, tx engine.Tx) *Reader {
	return &Reader{
		ctx: ctx, tx: tx, ours: map[string]engine.Bucket{}, theirs: map[string]engine.Bucket{},
		preds: map[quad.Value]uint64{}, names: map[uint64]quad.Value{},
		types: map[graph.TypeID]graph.Type{}, text: map[graph.ArticleID]graph.Source{}, papers: map[graph.ArticleID]graph.Source{}, records: map[graph.ArticleID]articleRecord{},
	}
}

// bucket is one of our buckets, looked up once.
func (r *Reader) bucket(name []byte) engine.Bucket {
	b, ok := r.ours[string(name)]
	if !ok {
		b = bucket(r.tx, name)
		r.ours[string(name)] = b
	}
	return b
}

// cayleys is one of Cayley's buckets, looked up once; nil if it is not there yet.
func (r *Reader) cayleys(name []byte) engine.Bucket {
	b := r.theirs[string(name)]
	if b == nil {
		if b = r.tx.Bucket(name); b != nil {
			r.theirs[string(name)] = b
		}
	}
	return b
}

// pred is ref, remembered.
func (r *Reader) pred(p quad.IRI) uint64 {
	if id, ok := r.preds[p]; ok {
		return id
	}
	id := r.ref(p)
	r.preds[p] = id
	return id
}

// remember keeps the value of a node that stands often.
func (r *Reader) remember(id uint64, v quad.Value) {
	if len(r.names) < 10_000 {
		r.names[id] = v
	}
}

// facts are the quads of a subject without it, and without their labels.
func (r *Reader) facts(ps []proto.Primitive) ([]fact, error) {
	ids := make([]uint64, 0, 2*len(ps))
	for _, p := range ps {
		ids = append(ids, p.Predicate, p.Object)
	}
	vals, err := r.values(ids)
	if err != nil {
		return nil, err
	}
	out := make([]fact, len(ps))
	for i, p := range ps {
		out[i].p, _ = vals[2*i].(quad.IRI)
		out[i].o = vals[2*i+1]
		r.remember(p.Predicate, out[i].p)
		if o, ok := out[i].o.(quad.IRI); ok {
			r.remember(p.Object, o) // kinds, relations, who is named often
		}
	}
	return out, nil
}

// node is what the articles say of a node.
func (r *Reader) node(n quad.IRI) ([]fact, error) { return r.nodeOf(r.ref(n)) }

// nodeOf is node by its number.
func (r *Reader) nodeOf(n uint64) ([]fact, error) {
	ps, err := r.scan(indexSP, n)
	if err != nil || len(ps) == 0 {
		return nil, err
	}
	return r.facts(ps)
}

// subjects are the nodes that have o under p.
func (r *Reader) subjects(o quad.Value, p quad.IRI) ([]string, error) {
	ps, err := r.scan(indexOP, r.ref(o), r.pred(p))
	if err != nil {
		return nil, err
	}
	ids := make([]uint64, len(ps))
	for i, q := range ps {
		ids[i] = q.Subject
	}
	vals, err := r.values(ids)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(vals))
	for i, v := range vals {
		out[i] = nodeID(v)
	}
	return out, nil
}

// label is all quads of a label.
func (r *Reader) label(l quad.Value) ([]quad.Quad, error) {
	ps, err := r.scan(indexL, r.ref(l))
	if err != nil {
		return nil, err
	}
	return r.quads(ps)
}

func (r *Reader) quads(ps []proto.Primitive) ([]quad.Quad, error) {
	ids := make([]uint64, 0, 4*len(ps))
	for _, p := range ps {
		ids = append(ids, p.Subject, p.Predicate, p.Object, p.Label)
	}
	vals, err := r.values(ids)
	if err != nil {
		return nil, err
	}
	out := make([]quad.Quad, len(ps))
	for i := range out {
		v := vals[4*i:]
		out[i] = quad.Quad{Subject: v[0], Predicate: v[1], Object: v[2], Label: v[3]}
	}
	return out, nil
}

// Facts is all that an article said, as Put got it (roles, claims and lists in
// the store's own order).
func (r *Reader) Facts(id graph.ArticleID) (graph.Facts, error) {
	quads, err := r.label(articleIRI(id))
	if err != nil || len(quads) == 0 {
		return graph.Facts{}, err
	}
	f, err := decodeFacts(id, quads)
	if err != nil {
		return f, err
	}
	f.Types, err = r.typesOf(f)
	return f, err
}

// typesOf are the types that f uses, with their parents.
func (r *Reader) typesOf(f graph.Facts) ([]graph.Type, error) {
	used := map[graph.TypeID]graph.Type{}
	var add func(graph.TypeID) error
	add = func(id graph.TypeID) error {
		if _, ok := used[id]; ok || id == "" {
			return nil
		}
		t, ok, err := r.Type(id)
		if err != nil || !ok {
			return err
		}
		used[id] = t
		return add(t.Parent)
	}
	for _, e := range f.Events {
		if err := add(e.Type); err != nil {
			return nil, err
		}
		for _, role := range e.Roles {
			if err := add(role.Topic); err != nil {
				return nil, err
			}
		}
	}
	for _, s := range f.States {
		if err := add(s.Type); err != nil {
			return nil, err
		}
	}
	var out []graph.Type
	for _, t := range used {
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b graph.Type) int { return compare(a.ID, b.ID) })
	return out, nil
}

// Type is what the graph knows of a relation.
func (r *Reader) Type(id graph.TypeID) (graph.Type, bool, error) {
	if t, ok := r.types[id]; ok {
		return t, true, nil
	}
	fs, err := r.node(typeIRI(id))
	if err != nil || len(fs) == 0 {
		return graph.Type{}, false, err
	}
	t, err := decodeType(id, fs)
	if err == nil {
		r.types[id] = t
	}
	return t, err == nil, err
}

// Types are all relations of the graph, by id.
func (r *Reader) Types() ([]graph.Type, error) {
	all, err := Kept(r, "types", r.readTypes)
	return slices.Clone(all), err
}

// kept is what was worked out of a state of the database as a whole.
type kept struct {
	mu  sync.Mutex
	at  uint64 // the revision
	all map[string]any
}

// Kept is what make gives, made once for each state of the database, so that a program that answers many questions works
// it out once. The value is shared and must not be changed; make must not ask for another.
func Kept[T any](r *Reader, what string, make func() (T, error)) (T, error) {
	if r.kept == nil {
		return make()
	}
	r.kept.mu.Lock()
	defer r.kept.mu.Unlock()
	if at := r.tx.Revision(); r.kept.all == nil || r.kept.at != at {
		r.kept.all, r.kept.at = map[string]any{}, at
	}
	if v, ok := r.kept.all[what].(T); ok {
		return v, nil
	}
	v, err := make()
	if err == nil {
		r.kept.all[what] = v
	}
	return v, err
}

func (r *Reader) readTypes() ([]graph.Type, error) {
	quads, err := r.label(labelTypes)
	if err != nil {
		return nil, err
	}
	nodes := map[string][]fact{}
	for _, q := range quads {
		n := cutPrefix(q.Subject, relPrefix)
		p, _ := q.Predicate.(quad.IRI)
		nodes[n] = append(nodes[n], fact{p: p, o: q.Object})
	}
	var out []graph.Type
	for n, fs := range nodes {
		t, err := decodeType(graph.TypeID(n), fs)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b graph.Type) int { return compare(a.ID, b.ID) })
	return out, nil
}

// LocalEntity is an entity as one article tells it.
func (r *Reader) LocalEntity(id graph.EntityID) (graph.Entity, bool, error) {
	fs, err := r.node(nodeIRI(id))
	if err != nil || len(fs) == 0 {
		return graph.Entity{}, false, err
	}
	e, err := decodeEntity(id, fs)
	return e, err == nil && e.Kind != "", err
}

// localEvent is an event as one article tells it, with its claims.
func (r *Reader) localEvent(id graph.EventID) (graph.Event, bool, error) {
	n := r.ref(nodeIRI(id))
	fs, err := r.nodeOf(n)
	if err != nil || len(fs) == 0 {
		return graph.Event{}, false, err
	}
	e, err := decodeEvent(id, fs)
	if err != nil {
		return e, false, err
	}
	e.Claims, err = r.claims(n, ArticleOf(id))
	return e, err == nil && e.Type != "", err
}

func (r *Reader) localState(id graph.EventID) (graph.State, bool, error) {
	n := r.ref(nodeIRI(id))
	fs, err := r.nodeOf(n)
	if err != nil || len(fs) == 0 {
		return graph.State{}, false, err
	}
	s, err := decodeState(id, fs)
	if err != nil {
		return s, false, err
	}
	s.Claims, err = r.claims(n, ArticleOf(id))
	return s, err == nil && s.Type != "", err
}

// claims are those of an event or state of an article, by its number.
func (r *Reader) claims(of uint64, art graph.ArticleID) ([]graph.Claim, error) {
	nodes, err := r.scan(indexOP, of, r.pred(pOf))
	if err != nil {
		return nil, err
	}
	out := make([]graph.Claim, 0, len(nodes))
	for _, n := range nodes {
		ps, err := r.scan(indexSP, n.Subject, r.pred(pSaid))
		if err != nil {
			return nil, err
		}
		fs, err := r.facts(ps)
		if err != nil {
			return nil, err
		}
		c, _, err := decodeClaim(string(art), fs)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return sortClaims(out, art), nil
}
