package resolve_test

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"

	"dateline/graph"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/conllu"
	"dateline/ingest/nlp/gum"
	"dateline/ingest/nlp/name"
	"dateline/ingest/nlp/parse"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/resolve"
	"dateline/ingest/resolve/corefscore"
)

// TestGUM measures coreference on GUM dev with our own tags, dependencies and
// names, on the treebank's words. It needs the data: the folder that holds
// data/open, by DATELINE_SHARED or beside the repository. docs/names.md has the
// figures.
func TestGUM(t *testing.T) {
	f, err := os.Open(filepath.Join(sharedFolder(), "data/open/gum/gum-dev.conllu.gz"))
	if err != nil {
		t.Skip("no GUM here: ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	sentences, err := conllu.Read(z)
	if err != nil {
		t.Fatal(err)
	}
	docs, err := gum.Read(sentences)
	if err != nil {
		t.Fatal(err)
	}
	var all, names, news corefscore.Scores
	for _, g := range docs {
		d := g.Document
		gold, goldNames := map[string][]corefscore.Span{}, map[string][]corefscore.Span{}
		for _, m := range g.Mentions {
			s := corefscore.Span{Start: m.First, End: m.Last}
			gold[m.Group] = append(gold[m.Group], s)
			if d.Tokens[m.Head].Tag == nlp.PROPN && (m.Type == "person" || m.Type == "organization" || m.Type == "place") {
				goldNames[m.Group] = append(goldNames[m.Group], s)
			}
		}
		d.Article.ID = graph.ArticleID("gum")
		for _, s := range []nlp.Stage{tag.Stage, parse.Stage, name.Stage, resolve.All} {
			if err := s.Run(d); err != nil {
				t.Fatal(err)
			}
		}
		found, foundNames := phrases(d)
		s := corefscore.Score(lists(gold), lists(found))
		all = all.Add(s)
		if g.Genre == "news" {
			news = news.Add(s)
		}
		names = names.Add(corefscore.Score(lists(goldNames), lists(foundNames)))
	}
	for _, row := range []struct {
		what string
		s    corefscore.Scores
		less float64
	}{{"all", all, 0.45}, {"news", news, 0.40}, {"names", names, 0.55}} {
		t.Logf("%-6s CoNLL %.3f  MUC %.3f  B3 %.3f  CEAFe %.3f  mentions P %.3f R %.3f", row.what, row.s.CoNLL(),
			row.s.MUC.F1(), row.s.B3.F1(), row.s.CEAFe.F1(), row.s.Mentions.Precision(), row.s.Mentions.Recall())
		if row.s.CoNLL() < row.less {
			t.Errorf("%s: the CoNLL average fell below %.2f", row.what, row.less)
		}
	}
}

// phrases are the spans of the mentions as GUM marks them: the whole phrase that
// the head governs, possessive marks with it, appositions without.
func phrases(d *nlp.Document) (all, names map[int][]corefscore.Span) {
	all, names = map[int][]corefscore.Span{}, map[int][]corefscore.Span{}
	kids := make([][]int, len(d.Tokens))
	for i, t := range d.Tokens {
		if t.Head >= 0 {
			kids[t.Head] = append(kids[t.Head], i)
		}
	}
	for _, m := range d.Mentions {
		if m.Entity < 0 || m.Form == nlp.Named && m.Kind == graph.Group && d.Tokens[m.Head].Dep.Base() == nlp.DepAmod {
			continue // GUM does not mark adjectives
		}
		s := corefscore.Span{Start: m.First, End: m.Last}
		if m.Form != nlp.Pronominal {
			s = phrase(d, kids, m.Head)
		}
		all[m.Entity] = append(all[m.Entity], s)
		switch m.Kind {
		case graph.Person, graph.Organisation, graph.GPE, graph.Place, graph.Facility, graph.Group:
			if d.Tokens[m.Head].Tag == nlp.PROPN && m.Form != nlp.Pronominal {
				names[m.Entity] = append(names[m.Entity], s)
			}
		}
	}
	return all, names
}

func phrase(d *nlp.Document, kids [][]int, head int) corefscore.Span {
	first, last := head, head
	var walk func(int)
	walk = func(t int) {
		first, last = min(first, t), max(last, t)
		for _, c := range kids[t] {
			walk(c)
		}
	}
	for _, c := range kids[head] {
		switch d.Tokens[c].Dep.Base() {
		case nlp.DepCase:
			if c > head {
				last = max(last, c)
			}
		case nlp.DepAppos, nlp.DepCc, nlp.DepPunct, nlp.DepConj, nlp.DepMark, nlp.DepCop, nlp.DepNsubj, nlp.DepAux,
			nlp.DepParataxis, nlp.DepAdvcl, nlp.DepDiscourse, nlp.DepExpl, nlp.DepObl, nlp.DepAdvmod:
		default:
			walk(c)
		}
	}
	for last > head && d.Tokens[last].Tag == nlp.PUNCT && d.Word(last) != "'" && d.Word(last) != "’" {
		last--
	}
	for first < head && d.Tokens[first].Tag == nlp.PUNCT {
		first++
	}
	return corefscore.Span{Start: first, End: last + 1}
}

func lists[K comparable](m map[K][]corefscore.Span) [][]corefscore.Span {
	var out [][]corefscore.Span
	for _, v := range m {
		out = append(out, v)
	}
	return out
}

func sharedFolder() string {
	if s := os.Getenv("DATELINE_SHARED"); s != "" {
		return s
	}
	for dir := ".."; len(dir) < 24; dir += "/.." {
		if _, err := os.Stat(filepath.Join(dir, "shared/data")); err == nil {
			return filepath.Join(dir, "shared")
		}
	}
	return "shared"
}
