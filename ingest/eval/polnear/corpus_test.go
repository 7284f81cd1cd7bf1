package polnear

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dateline/ingest/article"
	"dateline/ingest/claim"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/parse"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/nlp/token"
)

// corpus is the archive of the corpus, beside the repository or where
// DATELINE_SHARED says; empty where there is none.
func corpus() string {
	rest := filepath.Join("data", "internal", "polnear", "polnear-train-dev.tar.gz")
	var roots []string
	if s := os.Getenv("DATELINE_SHARED"); s != "" {
		roots = append(roots, s)
	}
	for up := ".."; len(up) < 30; up = filepath.Join(up, "..") {
		roots = append(roots, filepath.Join(up, "shared"))
	}
	for _, r := range roots {
		if _, err := os.Stat(filepath.Join(r, rest)); err == nil {
			return filepath.Join(r, rest)
		}
	}
	return ""
}

type pair struct {
	name, text string
	anns       []string
}

// load reads one part ("dev" or "train") of the corpus.
func load(t *testing.T, file, part string) []*pair {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]*pair{}
	get := func(name string) *pair {
		if byName[name] == nil {
			byName[name] = &pair{name: name}
		}
		return byName[name]
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains("/"+h.Name, "/"+part+"/") || h.Typeflag != tar.TypeReg {
			continue
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		base := path.Base(h.Name)
		if name, ok := strings.CutSuffix(base, ".txt"); ok {
			get(name).text = string(b)
		} else if name, ok := strings.CutSuffix(base, ".ann"); ok {
			// The annotator's mark follows the name: "..._4b22.ann".
			if i := strings.LastIndexByte(name, '_'); i > 0 {
				p := get(name[:i])
				p.anns = append(p.anns, string(b))
			}
		}
	}
	var out []*pair
	for _, p := range byName {
		if p.text != "" && len(p.anns) > 0 {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b *pair) int { return strings.Compare(a.name, b.name) })
	return out
}

// paragraphs are the blocks of a bare text: its lines.
func paragraphs(text string) (out []article.Block) {
	at := 0
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) != "" {
			out = append(out, article.Block{Start: at, End: at + len(line)})
		}
		at += len(line) + 1
	}
	return out
}

// TestCorpus measures attributions on the development part, or on the part that
// DATELINE_POLNEAR names; with DATELINE_POLNEAR_DUMP=FILE it writes what differs.
func TestCorpus(t *testing.T) {
	file := corpus()
	if file == "" {
		t.Skip("no PolNeAR corpus beside the repository")
	}
	part := "dev"
	if p := os.Getenv("DATELINE_POLNEAR"); p != "" {
		part = p
	}
	var dump io.Writer = io.Discard
	if p := os.Getenv("DATELINE_POLNEAR_DUMP"); p != "" {
		f, err := os.Create(p)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		dump = f
	}
	var sum Score
	n := 0
	for _, p := range load(t, file, part) {
		if n++; part == "train" && n%10 != 0 {
			continue // a tenth is enough to look at
		}
		gold, err := Read(p.text, p.anns[0])
		if err != nil {
			t.Errorf("%s: %v", p.name, err)
			continue
		}
		d := &nlp.Document{Article: &article.Article{ID: "test", Text: p.text, Blocks: paragraphs(p.text)}}
		for _, s := range []nlp.Stage{token.Stage, tag.Stage, parse.Stage, claim.Stage} {
			if err := s.Run(d); err != nil {
				t.Fatalf("%s: %s: %v", p.name, s.Name, err)
			}
		}
		sum = sum.Add(Compare(gold, d.Attributions))
		differ(dump, d, gold)
	}
	t.Logf("%s\n%s", part, sum)
	if sum.Source.F1() < 0.6 || sum.Cue.F1() < 0.6 {
		t.Errorf("source %.3f, cue %.3f: below 0.6", sum.Source.F1(), sum.Cue.F1())
	}
}

// differ writes the cues that only one side has, with their sentences.
func differ(w io.Writer, d *nlp.Document, gold []Gold) {
	sentence := func(at int) string {
		for _, s := range d.Sentences {
			if s.Start <= at && at < s.End {
				return d.Text(s.Span)
			}
		}
		return ""
	}
	for _, g := range gold {
		hit, source, ours := false, false, ""
		for _, a := range d.Attributions {
			if overlap(g.Cue, a.Cue) {
				hit = true
				source = source || overlap(g.Source, a.Source)
				ours += "[" + d.Text(a.Source) + "] "
			}
		}
		if len(g.Cue) == 0 {
			continue
		}
		text := func(spans []nlp.Span) (s string) {
			for _, x := range spans {
				s += d.Text(x) + " "
			}
			return s
		}
		switch {
		case !hit:
			fmt.Fprintf(w, "MISSED\t%s\t%s\t%s\n", text(g.Cue), text(g.Source), sentence(g.Cue[0].Start))
		case !source && len(g.Source) > 0:
			fmt.Fprintf(w, "SOURCE\t%s\t%s not %s\t%s\n", text(g.Cue), text(g.Source), ours, sentence(g.Cue[0].Start))
		}
	}
	for _, a := range d.Attributions {
		if a.Within >= 0 {
			continue
		}
		kind := "EXTRA"
		if slices.ContainsFunc(gold, func(g Gold) bool { return overlap(g.Cue, a.Cue) }) {
			kind = "RIGHT"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", kind, d.Text(a.Cue), a.Rule, d.Text(a.Source), sentence(a.Cue.Start))
	}
}
