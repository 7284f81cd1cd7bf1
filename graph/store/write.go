package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"dateline/graph"
	"dateline/graph/store/engine"
	"dateline/graph/store/layout"
	"dateline/graph/store/words"
)

// Bounds of one commit of Put. Hashes and words lie anywhere in the file, so that a commit of
// twice as many writes far less than twice as many pages.
const (
	groupQuads    = 50_000
	groupArticles = 1000
)

// Prepared is what one article said, ready to be stored.
type Prepared struct {
	facts  graph.Facts // normalised
	laid   layout.Laid // its quads
	words  words.Ready
	types  []quad.Quad
	digest string
	err    error // why it is refused
}

// Prepare does for f all that needs no database, so that it can be done elsewhere than where
// one article waits for the other.
func Prepare(f graph.Facts) Prepared {
	if err := validate(f); err != nil {
		return Prepared{facts: f, err: err}
	}
	f = normalise(f)
	p := Prepared{facts: f}
	quads, types := Quads(f)
	p.types = types
	if err := validQuads(quads, types); err != nil {
		p.err = fmt.Errorf("article %s: %w", f.Article.ID, err)
		return p
	}
	p.digest = digest(quads)
	p.laid, p.err = layout.Lay(quads)
	p.words = wordsOf(&f)
	return p
}

// Refused is why the article will not be stored, nil if nothing speaks against it.
func (p Prepared) Refused() error { return p.err }

// Facts are those of the article.
func (p Prepared) Facts() graph.Facts { return p.facts }

// addition is an article that is to be stored.
type addition struct {
	Prepared
	replaces graph.ArticleID // the article whose facts go, may be itself
	archive  bool            // the text changed: keep the earlier version
	alone    bool            // no other article is in its file
	res      Result
	seen     uint64 // the generation of the database that says so
}

// change is what one commit does.
type change struct {
	adds       []addition
	removes    []graph.ArticleID // without those that adds replace
	judgements []Judgement
	unjudge    []Judgement
	batch      *Batch
	group      Group
}

// Put stores what articles said: each article wholly or not at all, several in
// one commit. The results are in the order of facts. An article that cannot be
// stored is Refused and stops nothing; an error means that the database failed and
// that articles whose result is zero are not stored.
func (s *Store) Put(ctx context.Context, facts ...graph.Facts) ([]Result, error) {
	ps := make([]Prepared, len(facts))
	for i, f := range facts {
		ps[i] = Prepare(f)
	}
	return s.PutGroup(ctx, Group{}, ps...)
}

// Group is what PutGroup stores with articles.
type Group struct {
	Marks Marks // an article that is refused gets none
	Batch BatchArticles
}

func (g Group) empty() bool { return len(g.Marks)+len(g.Batch.Articles) == 0 }

// PutGroup is Put and, in the last of its commits, Mark, and what g says of a batch.
func (s *Store) PutGroup(ctx context.Context, g Group, articles ...Prepared) ([]Result, error) {
	results := make([]Result, len(articles))
	if err := s.lockWrite(); err != nil {
		return results, err
	}
	defer s.mu.Unlock()
	var c change
	var at []int // the results of c.adds
	pending := map[string]bool{}
	quads := 0
	perFile := map[string]int{}
	for _, p := range articles {
		perFile[p.facts.Article.Path]++
	}
	flush := func() error {
		if len(c.adds) == 0 && c.group.empty() {
			return nil
		}
		if err := s.commit(ctx, c); err != nil {
			return err
		}
		for k, i := range at {
			results[i] = c.adds[k].res
		}
		c, at, quads, pending = change{}, nil, 0, map[string]bool{}
		return nil
	}
	for i, p := range articles {
		if err := ctx.Err(); err != nil {
			return results, err
		}
		f := p.facts.Article
		if p.err != nil {
			results[i] = Result{Article: f.ID, Outcome: Refused, Err: p.err}
			continue
		}
		keys := []string{"id " + string(f.ID), "path " + f.Path, "text " + f.SHA256}
		if pending[keys[0]] || f.Path != "" && pending[keys[1]] || pending[keys[2]] {
			if err := flush(); err != nil { // it meets one that is not there yet
				return results, err
			}
		}
		a, err := s.plan(ctx, p, perFile[f.Path] == 1)
		if err != nil {
			return results, err
		}
		if a.res.Outcome == Same {
			results[i] = a.res
			continue
		}
		for _, k := range keys {
			pending[k] = true
		}
		c.adds, at = append(c.adds, a), append(at, i)
		if quads += a.laid.Len(); (quads >= groupQuads || len(c.adds) >= groupArticles) && i+1 < len(articles) {
			if err := flush(); err != nil {
				return results, err
			}
		}
	}
	c.group = g
	c.group.Marks = maps.Clone(g.Marks)
	for _, r := range results {
		if r.Outcome == Refused {
			delete(c.group.Marks, r.Article)
		}
	}
	return results, flush()
}

// plan finds out what storing p means. alone says that no other article is in its file.
func (s *Store) plan(ctx context.Context, p Prepared, alone bool) (addition, error) {
	a := addition{Prepared: p, alone: alone}
	err := s.db.View(ctx, func(tx engine.Tx) error { return newReader(ctx, tx).look(&a, tx.Generation()) })
	return a, err
}

// look finds out what an addition meets in this generation of the database.
func (r *Reader) look(a *addition, generation uint64) error {
	f := a.facts
	a.res, a.replaces, a.archive, a.seen = Result{Article: f.Article.ID, Outcome: New}, "", false, generation
	old, ok, err := r.record(f.Article.ID)
	if err != nil {
		return err
	}
	if !ok && a.alone && readFromFile(f.Article) {
		// The file was read before with another text, and so got another id.
		if id := r.bucket(bPath).Get(pathKey(f.Article.Path)); id != nil {
			old, ok, err = r.record(graph.ArticleID(id))
			ok = ok && old.Source.URL == "" && f.Article.URL == ""
		}
	}
	switch {
	case err != nil:
		return err
	case ok && old.Digest == a.digest && old.Source.ID == f.Article.ID:
		a.res.Outcome = Same
		same, err := r.haveTypes(a.types)
		if err == nil && !same {
			a.res.Outcome = Changed // other rules: only the relations are described anew
			a.res.Replaced, a.replaces = f.Article.ID, f.Article.ID
		}
		return err
	case ok:
		a.res.Outcome, a.res.Replaced = Changed, old.Source.ID
		a.replaces, a.archive = old.Source.ID, old.Source.SHA256 != f.Article.SHA256
		return nil
	}
	for id := range engine.Under(r.bucket(bHash), append([]byte(f.Article.SHA256), 0)) {
		a.res.Outcome, a.res.CopyOf = Copy, graph.ArticleID(id)
		break
	}
	return nil
}

// readFromFile reports whether the path names a file of this article alone.
func readFromFile(a graph.Source) bool {
	return a.Path != "" && a.Path != "-" && a.Path != a.URL && !strings.Contains(a.Path, "#")
}

func (r *Reader) haveTypes(want []quad.Quad) (bool, error) {
	old, err := r.typeQuads(want)
	if err != nil {
		return false, err
	}
	for _, q := range want {
		if _, ok := old[q]; !ok {
			return false, nil
		}
	}
	return true, nil
}

// typeQuads are the stored quads of the types that want describes.
func (r *Reader) typeQuads(want []quad.Quad) (map[quad.Quad]struct{}, error) {
	out := map[quad.Quad]struct{}{}
	seen := map[quad.Value]bool{}
	for _, q := range want {
		if seen[q.Subject] {
			continue
		}
		seen[q.Subject] = true
		n, _ := q.Subject.(quad.IRI)
		ps, err := r.scan(indexSP, r.ref(n))
		if err != nil {
			return nil, err
		}
		qs, err := r.quads(ps)
		if err != nil {
			return nil, err
		}
		for _, q := range qs {
			if q.Label == labelTypes {
				out[q] = struct{}{}
			}
		}
	}
	return out, nil
}

// validQuads holds what Cayley would take and never give back.
func validQuads(lists ...[]quad.Quad) error {
	for _, qs := range lists {
		for _, q := range qs {
			if q.Subject == nil || q.Predicate == nil || q.Object == nil || q.Label == nil || !q.IsValid() {
				return fmt.Errorf("quad %v is not whole", q)
			}
		}
	}
	return nil
}

// digest is one number for a set of quads.
func digest(quads []quad.Quad) string {
	lines := make([]string, len(quads))
	for i, q := range quads {
		lines[i] = q.NQuad()
	}
	slices.Sort(lines)
	h := sha256.New()
	for _, l := range slices.Compact(lines) {
		h.Write([]byte(l))
		h.Write([]byte{'\n'})
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Remove takes away all that articles said. Ids that are not there are left out.
func (s *Store) Remove(ctx context.Context, ids ...graph.ArticleID) error {
	if err := s.lockWrite(); err != nil {
		return err
	}
	defer s.mu.Unlock()
	ids = slices.Clone(ids)
	slices.Sort(ids)
	for part := range slices.Chunk(slices.Compact(ids), groupArticles) {
		if err := s.commit(ctx, change{removes: part}); err != nil {
			return err
		}
	}
	return nil
}

// Judge records what persons said. Of several words on one pair the last holds.
func (s *Store) Judge(ctx context.Context, js ...Judgement) error {
	return s.judge(ctx, change{judgements: js})
}

// Unjudge takes back what was said, as Judgements gives it.
func (s *Store) Unjudge(ctx context.Context, js ...Judgement) error {
	return s.judge(ctx, change{unjudge: js})
}

// Valid says what is wrong with a judgement.
func (j Judgement) Valid() error {
	switch known := []Verdict{SameAs, NotSame, Unsure, Renamed, Rejected, Confirmed}; {
	case !slices.Contains(known, j.Verdict):
		return fmt.Errorf("unknown judgement %q (known: %s)", j.Verdict, known)
	case j.A == "" || j.By == "":
		return fmt.Errorf("a judgement needs the id of what it is about, and the name of who judges: %+v", j)
	case j.Verdict.Pair() && (j.B == "" || j.A == j.B):
		return fmt.Errorf("the judgement %q needs two different ids: %+v", j.Verdict, j)
	case !j.Verdict.Pair() && j.B != "":
		return fmt.Errorf("the judgement %q is about one, not two: %+v", j.Verdict, j)
	case (j.Verdict == Renamed) != (Fold(j.Name) != ""):
		return fmt.Errorf("a name goes with the judgement %q, and only with that: %+v", Renamed, j)
	}
	return nil
}

func (s *Store) judge(ctx context.Context, c change) error {
	for _, j := range slices.Concat(c.judgements, c.unjudge) {
		if err := j.Valid(); err != nil {
			return err
		}
	}
	if err := s.lockWrite(); err != nil {
		return err
	}
	defer s.mu.Unlock()
	return s.commit(ctx, c)
}

// lockWrite takes the lock if the store can be written at all.
func (s *Store) lockWrite() error {
	s.mu.Lock()
	if s.opt.ReadOnly {
		s.mu.Unlock()
		return fmt.Errorf("%s: %w", s.path, ErrReadOnly)
	}
	return nil
}
