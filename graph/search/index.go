package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	bmapping "github.com/blevesearch/bleve/v2/mapping"
	bsearch "github.com/blevesearch/bleve/v2/search"

	"dateline/graph"
	"dateline/graph/store"
)

// The fields of a document of the index: a sentence has text and events, an entity
// names. Ids are "s/ARTICLE/START/END" and "n/ID".
const (
	fieldText   = "text"
	fieldName   = "name"
	fieldEvents = "events"
)

// layout is raised when the fields or their analysis change: what was made with
// another is made again.
const layout = "1"

func mapping() *bmapping.IndexMappingImpl {
	m := bleve.NewIndexMapping()
	must(m.AddCustomAnalyzer("words", map[string]any{"type": custom.Name, "tokenizer": unicode.Name,
		"char_filters":  []string{asciifolding.Name},
		"token_filters": []string{en.PossessiveName, lowercase.Name, en.SnowballStemmerName}}))
	must(m.AddCustomAnalyzer("names", map[string]any{"type": custom.Name, "tokenizer": unicode.Name,
		"char_filters":  []string{asciifolding.Name},
		"token_filters": []string{en.PossessiveName, lowercase.Name}}))
	text, name, events := bleve.NewTextFieldMapping(), bleve.NewTextFieldMapping(), bleve.NewTextFieldMapping()
	text.Analyzer, name.Analyzer = "words", "names"
	text.Store, name.Store = false, false
	events.Index, events.IncludeTermVectors, events.IncludeInAll = false, false, false
	d := bleve.NewDocumentStaticMapping()
	d.AddFieldMappingsAt(fieldText, text)
	d.AddFieldMappingsAt(fieldName, name)
	d.AddFieldMappingsAt(fieldEvents, events)
	m.DefaultMapping = d
	m.DefaultAnalyzer = "words"
	return m
}

// must is for the analyzers above, which are right or no test passes.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// fingerprints say of each article what the index of it depends on.
func fingerprints(ctx context.Context, s *store.Store) (map[graph.ArticleID]string, error) {
	out := map[graph.ArticleID]string{}
	err := s.View(ctx, func(r *store.Reader) error {
		as, err := r.Articles()
		if err != nil {
			return err
		}
		for _, a := range as {
			events, claims, err := r.Counts(a.ID)
			if err != nil {
				return err
			}
			out[a.ID] = fmt.Sprintf("%s %s %d %d", layout, a.SHA256, events, claims)
		}
		return nil
	})
	return out, err
}

// revision says how the database stands: with the same one the index need not be compared.
func revision(ctx context.Context, s *store.Store) (string, error) {
	r, err := s.Revision(ctx)
	return layout + " " + r, err
}

var (
	asOf     = []byte("as of") // the revision that the index was last compared with
	keyOf    = func(id graph.ArticleID) []byte { return []byte("article/" + string(id)) }
	articles = []byte("articles") // all ids in the index
)

// stale are the articles of which the index has not what it should: new, changed, gone.
func (x *Index) stale(want map[graph.ArticleID]string) ([]graph.ArticleID, error) {
	have, err := x.have()
	if err != nil {
		return nil, err
	}
	var out []graph.ArticleID
	for id, print := range want {
		if have[id] != print {
			out = append(out, id)
		}
	}
	for id := range have {
		if _, ok := want[id]; !ok {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out, nil
}

// have are the articles in the index with their fingerprints.
func (x *Index) have() (map[graph.ArticleID]string, error) {
	list, err := x.b.GetInternal(articles)
	if err != nil {
		return nil, err
	}
	out := map[graph.ArticleID]string{}
	for line := range strings.Lines(string(list)) {
		id, print, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		out[graph.ArticleID(id)] = print
	}
	return out, nil
}

// listEvery is after how many batches the list of articles is written.
const listEvery = 20

// size is how many documents are written at a time.
const size = 2000

// update makes the index what it should be of the articles of ids.
func (x *Index) update(ctx context.Context, s *store.Store, ids []graph.ArticleID, want map[graph.ArticleID]string) error {
	if len(ids) == 0 {
		return nil
	}
	have, err := x.have()
	if err != nil {
		return err
	}
	b := x.b.NewBatch()
	n := 0
	flush := func(last bool) error {
		// The list is long: an article that a killed run did not get into it is read again.
		if n++; last || n%listEvery == 0 {
			var list strings.Builder
			for _, id := range slices.Sorted(keys(have)) {
				fmt.Fprintf(&list, "%s\t%s\n", id, have[id])
			}
			b.SetInternal(articles, []byte(list.String()))
		}
		err := x.b.Batch(b)
		b.Reset()
		return err
	}
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		old, err := x.b.GetInternal(keyOf(id))
		if err != nil {
			return err
		}
		for _, doc := range strings.Fields(string(old)) {
			b.Delete(doc)
		}
		delete(have, id)
		if _, ok := want[id]; !ok {
			b.DeleteInternal(keyOf(id))
			continue
		}
		f, err := s.Facts(ctx, id)
		if err != nil {
			return err
		}
		docs := documents(f)
		var names []string
		for _, name := range slices.Sorted(keys(docs)) {
			if err := b.Index(name, docs[name]); err != nil {
				return err
			}
			names = append(names, name)
		}
		b.SetInternal(keyOf(id), []byte(strings.Join(names, "\n")))
		have[id] = want[id]
		if b.Size() >= size {
			if err := flush(false); err != nil {
				return err
			}
		}
	}
	return flush(true)
}

func keys[K cmp.Ordered, V any](m map[K]V) func(func(K) bool) {
	return func(yield func(K) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// documents are what the index holds of one article: its sentences that tell of
// something, and the names in it.
func documents(f graph.Facts) map[string]map[string]any {
	out := map[string]map[string]any{}
	add := func(id graph.EventID, claims []graph.Claim) {
		for _, c := range claims {
			if c.Start < 0 || c.End > len(f.Article.Text) || c.Start >= c.End {
				continue
			}
			key := fmt.Sprintf("s/%s/%d/%d", f.Article.ID, c.Start, c.End)
			d := out[key]
			if d == nil {
				d = map[string]any{fieldText: f.Article.Text[c.Start:c.End], fieldEvents: ""}
				out[key] = d
			}
			if events := d[fieldEvents].(string); !slices.Contains(strings.Fields(events), string(id)) {
				d[fieldEvents] = strings.TrimSpace(events + " " + string(id))
			}
		}
	}
	for _, e := range f.Events {
		add(e.ID, e.Claims)
	}
	for _, e := range f.Entities {
		out["n/"+string(e.ID)] = map[string]any{fieldName: append([]string{e.Name}, e.Aliases...)}
	}
	return out
}

// hit reads a match of the index.
func hit(m *bsearch.DocumentMatch) (Hit, bool) {
	h := Hit{Score: m.Score}
	kind, rest, _ := strings.Cut(m.ID, "/")
	if kind == "n" {
		h.Entity = graph.EntityID(rest)
		return h, true
	}
	parts := strings.Split(rest, "/")
	if kind != "s" || len(parts) != 3 {
		return h, false
	}
	h.Article = graph.ArticleID(parts[0])
	var errs [2]error
	h.Start, errs[0] = strconv.Atoi(parts[1])
	h.End, errs[1] = strconv.Atoi(parts[2])
	if errs[0] != nil || errs[1] != nil {
		return h, false
	}
	if events, ok := m.Fields[fieldEvents].(string); ok {
		for _, id := range strings.Fields(events) {
			h.Events = append(h.Events, graph.EventID(id))
		}
	}
	return h, true
}
