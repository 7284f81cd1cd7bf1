package eval

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"dateline/ingest/article"
	"dateline/ingest/eval/plover"
	"dateline/ingest/eval/polnear"
	"dateline/ingest/event"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/conllu"
)

// reader turns an article into a document.
type reader = func(*article.Article) (*nlp.Document, error)

// forms are the published forms of gold that can be scored, with the endings
// of their files. Each function scores one file.
var forms = []struct {
	name    string
	endings []string
	score   func(b []byte, read reader, c counts) error
	many    bool // a file per article, not per set
}{
	{"syntax", []string{".conllu"}, scoreTreebank, false},
	{"names", []string{".conll", ".bio", ".iob", ".conllu"}, scoreNames, false},
	{"times", []string{".tml"}, scoreTimeML, true},
	{"events", []string{".tsv"}, scorePLOVER, false},
	{"triples", []string{".tsv"}, scoreTriples, false},
	{"participants", []string{".xml"}, scoreCAT, true},
	{"attributions", []string{".tar"}, scoreBrat, false},
}

// Corpora scores the pipeline on published corpora: every file of data whose
// form is known, added up per folder. A file in another form is left out.
func Corpora(ctx context.Context, data fs.FS, read reader) (*Report, error) {
	type at struct{ dir, form string }
	all := map[at]counts{}
	files := map[at]int{}
	err := fs.WalkDir(data, ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		ending := path.Ext(strings.TrimSuffix(p, ".gz"))
		for _, f := range forms {
			if !slices.Contains(f.endings, ending) {
				continue
			}
			b, err := content(data, p)
			if err != nil {
				return fmt.Errorf("%s: %w", p, err)
			}
			c := counts{}
			if err := f.score(b, read, c); errors.Is(err, errOtherForm) {
				continue
			} else if err != nil {
				return fmt.Errorf("%s: %w", p, err)
			}
			k := at{path.Dir(p), f.name}
			if !f.many {
				k.dir = p
			}
			if all[k] == nil {
				all[k] = counts{}
			}
			for layer, t := range c {
				sum := all[k].row(layer)
				sum.add(t.Right, t.Found, t.Gold)
				sum.Covered += t.Covered
			}
			files[k]++
			break
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	r := &Report{}
	for k, c := range all {
		s := SetScore{Name: k.dir, Articles: files[k]}
		for layer, t := range c {
			s.Rows = append(s.Rows, Row{layer, *t})
		}
		slices.SortFunc(s.Rows, func(a, b Row) int { return strings.Compare(a.Layer, b.Layer) })
		r.Sets = append(r.Sets, s)
	}
	slices.SortFunc(r.Sets, func(a, b SetScore) int { return strings.Compare(a.Name, b.Name) })
	if len(r.Sets) == 0 {
		return nil, errors.New("no file there of a form that can be scored (" + endings() + ")")
	}
	return r, nil
}

// endings are the endings of files that can be scored.
func endings() string {
	var out []string
	for _, f := range forms {
		for _, e := range f.endings {
			if !slices.Contains(out, e) {
				out = append(out, e)
			}
		}
	}
	return strings.Join(out, ", ")
}

var errOtherForm = errors.New("another form")

func (c counts) row(layer string) *Tally {
	if c[layer] == nil {
		c[layer] = &Tally{}
	}
	return c[layer]
}

func content(data fs.FS, p string) ([]byte, error) {
	b, err := fs.ReadFile(data, p)
	if err != nil || !strings.HasSuffix(p, ".gz") {
		return b, err
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// batch is how many sentences make one document where the columns mark none.
const batch = 40

// columns is the number of columns of the first token line.
func columns(b []byte) int {
	for line := range strings.SplitSeq(string(b[:min(len(b), 1<<16)]), "\n") {
		if line != "" && line[0] != '#' {
			return max(strings.Count(line, "\t")+1, len(strings.Fields(line)))
		}
	}
	return 0
}

// scoreTreebank compares sentences, words, tags and dependencies with a treebank
// of Universal Dependencies, from its raw text.
func scoreTreebank(b []byte, read reader, c counts) error {
	if columns(b) != 10 {
		return errOtherForm
	}
	gold, err := conllu.Read(bytes.NewReader(b))
	if err != nil {
		return err
	}
	found, err := Analyse(gold, read)
	if err != nil {
		return err
	}
	s, err := Syntax("", gold, found)
	if err != nil {
		return err
	}
	for _, r := range s.Rows {
		c.row(r.Layer).add(r.Right, r.Found, r.Gold)
	}
	return nil
}

// classes are those of CoNLL-2003.
var classes = []string{"PER", "ORG", "LOC", "MISC"}

func class(m nlp.Mention) string {
	switch m.Kind {
	case "person":
		return "PER"
	case "organisation":
		return "ORG"
	case "gpe", "place", "facility":
		return "LOC"
	}
	return "MISC"
}

// scoreNames compares names with columns of words and IOB labels (CoNLL-2003).
// The words are joined with spaces, and what we find is laid on them.
func scoreNames(b []byte, read reader, c counts) error {
	if n := columns(b); n < 2 || n > 4 {
		return errOtherForm
	}
	type entity struct {
		nlp.Span
		class string
	}
	var text strings.Builder
	var gold []entity
	a := &article.Article{ID: "corpus", Lang: "en"}
	flush := func() error {
		a.Text = text.String()
		d, err := read(a)
		if err != nil {
			return err
		}
		found := map[entity]bool{}
		for _, m := range d.Mentions {
			if m.Form == nlp.Named {
				found[entity{nameSpan(m), class(m)}] = true
			}
		}
		t, kinds := c.row("names"), c
		for _, g := range gold {
			ok := 0
			if found[g] {
				ok = 1
			}
			t.add(ok, 0, 1)
			kinds.row("names: "+g.class).add(ok, 0, 1)
		}
		for f := range found {
			t.add(0, 1, 0)
			kinds.row("names: "+f.class).add(0, 1, 0)
		}
		text.Reset()
		gold = nil
		a = &article.Article{ID: "corpus", Lang: "en"}
		return nil
	}
	start := 0
	for line := range strings.SplitSeq(string(b), "\n") {
		f := strings.Fields(line)
		if len(f) == 0 {
			if text.Len() > start {
				a.Blocks = append(a.Blocks, article.Block{Start: start, End: text.Len()})
				text.WriteString("\n\n")
			}
			start = text.Len()
			if len(a.Blocks) >= batch {
				if err := flush(); err != nil {
					return err
				}
				start = 0
			}
			continue
		}
		word, label := f[0], f[len(f)-1]
		if len(f) > 2 && strings.Trim(f[0], "0123456789") == "" {
			word = f[1] // the first column numbers the words
		}
		if word == "-DOCSTART-" {
			continue
		}
		if text.Len() > start {
			text.WriteByte(' ')
		}
		at := nlp.Span{Start: text.Len(), End: text.Len() + len(word)}
		text.WriteString(word)
		prefix, kind, ok := strings.Cut(label, "-")
		if ok && !slices.Contains(classes, kind) {
			return errOtherForm
		}
		switch n := len(gold); {
		case prefix == "I" && n > 0 && gold[n-1].class == kind && gold[n-1].End == at.Start-1 && at.Start > start:
			gold[n-1].End = at.End
		case prefix == "B" || prefix == "I":
			gold = append(gold, entity{at, kind})
		}
	}
	if len(a.Blocks) == 0 {
		return nil
	}
	return flush()
}

// scorePLOVER compares events with sentences that name source, target and class.
// Gold has one event a row, so that only recall means something.
func scorePLOVER(b []byte, read reader, c counts) error {
	rows, err := plover.Read(string(b))
	if err != nil || len(rows) == 0 {
		return errOtherForm
	}
	frames, err := event.Default()
	if err != nil {
		return err
	}
	res, err := plover.Score(frames, rows, func(plover.Row) bool { return true }, func(sentence string) (*nlp.Document, error) {
		return read(&article.Article{ID: "corpus", Lang: "en", Text: sentence, Blocks: []article.Block{{End: len(sentence)}}})
	})
	if err != nil {
		return err
	}
	c.row("events: root and pair").add(res.Root, res.Rows, res.Rows)
	c.row("events: quad and pair").add(res.Quad, res.Rows, res.Rows)
	c.row("events: pair").add(res.Pair, res.Rows, res.Rows)
	c.row("events: root").add(res.Class, res.Rows, res.Rows)
	return nil
}

// scoreBrat compares attributions with an archive of texts and brat files
// (PolNeAR): the articles of its part for development.
func scoreBrat(b []byte, read reader, c counts) error {
	texts, anns := map[string]string{}, map[string]string{}
	for r := tar.NewReader(bytes.NewReader(b)); ; {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return errOtherForm
		}
		if h.Typeflag != tar.TypeReg || !strings.Contains("/"+h.Name, "/dev/") {
			continue
		}
		body, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		base := path.Base(h.Name)
		if name, ok := strings.CutSuffix(base, ".txt"); ok {
			texts[name] = string(body)
		} else if name, ok := strings.CutSuffix(base, ".ann"); ok {
			if i := strings.LastIndexByte(name, '_'); i > 0 { // the annotator's mark
				name = name[:i]
			}
			if anns[name] == "" {
				anns[name] = string(body)
			}
		}
	}
	if len(anns) == 0 {
		return errOtherForm
	}
	var sum polnear.Score
	for name, text := range texts {
		if anns[name] == "" {
			continue
		}
		gold, err := polnear.Read(text, anns[name])
		if err != nil {
			return err
		}
		d, err := read(&article.Article{ID: "corpus", Lang: "en", Text: text, Blocks: textLines(text)})
		if err != nil {
			return err
		}
		sum = sum.Add(polnear.Compare(gold, d.Attributions))
	}
	for _, r := range []struct {
		layer string
		polnear.Count
	}{{"source", sum.Source}, {"cue", sum.Cue}, {"content", sum.Content}} {
		c.row("attributions: "+r.layer).add(r.Right, r.Found, r.Gold)
	}
	return nil
}

// textLines are the blocks of a text without marks: its lines.
func textLines(text string) (out []article.Block) {
	at := 0
	for l := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(l) != "" {
			out = append(out, article.Block{Start: at, End: at + len(l)})
		}
		at += len(l) + 1
	}
	return out
}
