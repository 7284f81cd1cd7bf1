package store

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"

	"dateline/graph"
	"dateline/graph/store/engine"
	"dateline/graph/store/layout"
)

// Check reads everything and reports what is wrong, sorted: quads that
// Cayley's own indexes or reference counts disagree about, events and states
// without claims, claims and roles that name what is not there, and an index that
// differs from what the quads say. Nothing is repaired.
func (s *Store) Check(ctx context.Context) ([]Problem, error) {
	c := &checker{}
	err := s.View(ctx, func(r *Reader) error {
		c.r = r
		if err := c.cayley(); err != nil {
			return err
		}
		return c.facts()
	})
	slices.SortFunc(c.problems, func(a, b Problem) int { return cmp.Or(cmp.Compare(a.Where, b.Where), cmp.Compare(a.What, b.What)) })
	return c.problems, err
}

type checker struct {
	r        *Reader
	problems []Problem
}

func (c *checker) say(where, format string, args ...any) {
	if len(c.problems) < 1000 {
		c.problems = append(c.problems, Problem{where, fmt.Sprintf(format, args...)})
	}
}

// cayley checks Cayley's log against its own indexes and counts of references.
func (c *checker) cayley() error {
	tx := c.r.tx
	links := map[uint64]*proto.Primitive{}
	refs := map[uint64]uint64{}
	nodes := map[uint64]quad.Value{}
	found := tx.Bucket(layout.Node)
	for k, v := range engine.Under(tx.Bucket(layout.Log), nil) {
		p := new(proto.Primitive)
		if err := p.Unmarshal(v); err != nil {
			c.say("log", "entry %x cannot be read: %v", k, err)
			continue
		}
		switch {
		case p.IsNode():
			val, err := pquads.UnmarshalValue(p.Value)
			if err != nil {
				c.say("log", "node %d cannot be read: %v", p.ID, err)
				continue
			}
			nodes[p.ID] = val
		default:
			links[p.ID] = p
			for _, d := range quad.Directions {
				id := p.GetDirection(d)
				if id == 0 {
					c.say("log", "quad %d has no %v", p.ID, d)
				}
				refs[id]++
			}
		}
		if err := c.r.ctx.Err(); err != nil {
			return err
		}
	}
	for id := range refs {
		if id != 0 && nodes[id] == nil {
			c.say("log", "node %d is referred to and not there", id)
		}
	}
	own := 0
	for id, v := range nodes {
		at, n := layout.Ref(found, v)
		if at == 0 && layout.Own(v) {
			if own++; refs[id] != 1 {
				c.say("log", "node %d is the object of one quad and has %d references", id, refs[id])
			}
			continue
		}
		if n != refs[id] || n == 0 {
			c.say("log", "node %d has %d references and is counted %d times", id, refs[id], n)
		}
		if at != id {
			c.say("log", "node %d is found under its value as %d", id, at)
		}
	}
	values := 0
	for range engine.Under(found, nil) {
		values++
	}
	if values != len(nodes)-own {
		c.say("log", "%d nodes are to be found by their values, and %d are", len(nodes)-own, values)
	}
	for _, index := range []kv.QuadIndex{indexSP, indexOP, indexL} {
		c.cayleyIndex(index, links)
	}
	if n := c.r.size(); n != int64(len(links)) {
		c.say("log", "%d quads are there and %d are counted", len(links), n)
	}
	return nil
}

func (c *checker) cayleyIndex(index kv.QuadIndex, links map[uint64]*proto.Primitive) {
	name := layout.Name(index)
	found := 0
	for k, ids := range layout.Lists(c.r.tx.Bucket(name), len(index.Dirs)) {
		if ids == nil {
			c.say("index "+string(name), "the list of %x is damaged", k)
		}
		for _, id := range ids {
			p := links[id]
			if p == nil {
				c.say("index "+string(name), "quad %d is listed and not there", id)
				continue
			}
			found++
			var of []uint64
			for _, d := range index.Dirs {
				of = append(of, p.GetDirection(d))
			}
			if !slices.Equal(of, k) {
				c.say("index "+string(name), "quad %d stands under %v", id, k)
			}
		}
	}
	if found != len(links) {
		c.say("index "+string(name), "%d of %d quads are listed", found, len(links))
	}
}

// facts checks what articles say, and our index against it.
func (c *checker) facts() error {
	r := c.r
	want := newShadow()
	labels := map[quad.Value][]quad.Quad{}
	err := r.each(func(q quad.Quad) error {
		labels[q.Label] = append(labels[q.Label], q)
		return nil
	})
	if err != nil {
		return err
	}
	same := map[string]string{}
	copies := map[graph.ArticleID]graph.ArticleID{}
	facts := map[graph.ArticleID]*graph.Facts{}
	for l, qs := range labels {
		name := text(l.(quad.IRI))
		switch {
		case strings.HasPrefix(name, artPrefix) && !strings.Contains(name, "@"):
			id := graph.ArticleID(strings.TrimPrefix(name, artPrefix))
			f, err := decodeFacts(id, qs)
			if err != nil {
				c.say(name, "%v", err)
				continue
			}
			if f.Article.ID == "" {
				c.say(name, "facts without their article")
				continue
			}
			if err := validate(f); err != nil {
				c.say(name, "%v", err)
			}
			if rec, ok, _ := r.record(id); !ok || rec.Digest != digest(qs) {
				c.say(name, "the index knows another version of the article, or none")
			}
			facts[id] = &f
		case strings.HasPrefix(name, "merge:"):
			for _, q := range qs {
				switch q.Predicate {
				case pSame:
					same[nodeID(q.Subject)] = nodeID(q.Object)
				case pCopyOf:
					copies[graph.ArticleID(nodeID(q.Subject))] = graph.ArticleID(nodeID(q.Object))
				}
			}
		}
	}
	for id, to := range same {
		if _, ok := same[to]; ok {
			c.say(id, "is the same as %s, which is not canonical", to)
		}
		if a := ArticleOf(id); a != "" && facts[a] == nil {
			c.say(id, "is the same as %s, and its article is not there", to)
		}
	}
	want.fill(r, facts, same, copies)
	if !r.thin() {
		delete(want, string(bThin))
	}
	want.compare(c)
	return c.words(facts)
}

// shadow is the index as the quads have it.
type shadow map[string]map[string]string

func newShadow() shadow {
	s := shadow{}
	for _, b := range [][]byte{bArticle, bHash, bCanon, bMembers, bEvent, bTime, bTaker, bType, bWide, bWell, bThin, bPaper, bTally, bRank, bDate, bState, bRecord, bName, bWord, bCount} {
		s[string(b)] = map[string]string{}
	}
	return s
}

func (s shadow) put(b, k, v []byte) { s[string(b)][string(k)] = string(v) }

func (s shadow) fill(r *Reader, facts map[graph.ArticleID]*graph.Facts, same map[string]string, copies map[graph.ArticleID]graph.ArticleID) {
	canon := func(id string) string { return cmp.Or(same[id], id) }
	root := func(a graph.ArticleID) graph.ArticleID { return cmp.Or(copies[a], a) }
	records := map[string]*record{}
	recordOf := func(id string) *record {
		if records[id] == nil {
			records[id] = &record{}
		}
		return records[id]
	}
	events := map[string][]graph.Event{}
	counts := map[string]int{}
	for _, id := range slices.Sorted(maps.Keys(facts)) {
		f := facts[id]
		counts["articles"]++
		counts["states"] += len(f.States)
		s.put(bArticle, []byte(id), nil)
		s.put(bDate, dateKey(f.Article), nil)
		src := f.Article
		src.CopyOf = copies[id]
		for name, n := range articleCounts(src, 1) {
			counts[name] += n
		}
		s.put(bHash, join(f.Article.SHA256, string(id)), nil)
		for _, e := range f.Entities {
			if ArticleOf(e.ID) == "" {
				recordOf(ownRecord(string(e.ID))).put(e, 1)
			}
			recordOf(canon(string(e.ID))).put(e, 1)
		}
		for _, e := range f.Events {
			events[canon(string(e.ID))] = append(events[canon(string(e.ID))], e)
			counts["claims"] += len(e.Claims)
		}
		for _, st := range f.States {
			counts["claims"] += len(st.Claims)
			for _, k := range stateKeys(st, canon) {
				s.put(bState, k, packState(st))
			}
		}
	}
	for id, to := range same {
		s.put(bCanon, []byte(id), []byte(to))
		s.put(bMembers, join(to, id), nil)
	}
	for id, rec := range records {
		if rec.N > 1 || ArticleOf(id) == "" {
			s.put(bRecord, []byte(id), rec.pack())
		}
		if id[0] == '\x01' {
			continue
		}
		counts["entities"]++
		for n := range rec.folded() {
			s.put(bName, join(n, id), nil)
		}
		for w := range rec.words() {
			s.put(bWord, join(w, id), nil)
		}
	}
	tally := map[string]*tallied{}
	source := func(id graph.ArticleID) graph.Source {
		if f := facts[id]; f != nil {
			return f.Article
		}
		return graph.Source{}
	}
	for id, members := range events {
		counts["events"]++
		slices.SortFunc(members, func(a, b graph.Event) int { return compare(a.ID, b.ID) })
		e := Join(members, canon)
		ty, _, _ := r.Type(e.Type)
		sum := summarise(e, isOpen(ty, e), root)
		s.put(bEvent, []byte(id), sum.pack())
		for b, k := range keysOf(sum) {
			s.put(b, k, nil)
		}
		for k := range thinKeys(&sum) {
			s.put(bThin, k, sum.pack())
		}
		for _, e := range paperKeys(&sum, source) {
			s.put(e.bucket, e.key, nil)
		}
		countInto(tally, &sum, source)
	}
	for k, t := range tally {
		c := count{}.with(*t)
		s.put(bTally, []byte(k), c.pack())
		if at := rankKey(k, c.n); at != nil {
			s.put(bRank, at, nil)
		}
	}
	for name, n := range counts {
		if n != 0 {
			s.put(bCount, []byte(name), binary.AppendVarint(nil, int64(n)))
		}
	}
}

// compare reports where the stored index differs. Of articles only their presence is
// compared: the digest has been.
func (s shadow) compare(c *checker) {
	for _, name := range slices.Sorted(maps.Keys(s)) {
		want := s[name]
		found := 0
		for k, v := range engine.Under(c.r.bucket([]byte(name)), nil) {
			w, ok := want[string(k)]
			switch {
			case name == string(bCount) && isZero(v):
				continue
			case !ok:
				c.say("index of "+name, "%q has no ground in the quads", k)
				continue
			case name == string(bTally) && unpackTally(v).agrees(unpackTally([]byte(w))):
			case name == string(bState) && len(v) == 0: // of a database that was made when they were not kept
			case name != string(bArticle) && w != string(v):
				c.say("index of "+name, "%q differs from what the quads say", k)
			}
			found++
		}
		if found != len(want) {
			c.say("index of "+name, "%d of %d entries are there", found, len(want))
		}
	}
}

func isZero(v []byte) bool {
	n, k := binary.Varint(v)
	return k > 0 && n == 0
}
