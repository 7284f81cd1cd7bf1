package train

import (
	"archive/tar"
	"io"
	"path"
	"strings"

	"dateline/ingest/article"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/token"
)

// Masc reads the texts of MASC (Ide et al. 2010) as an archive of files of words
// with tags ("talks_NNS"), and gives them with our own sentences and words; its tags
// are left out. An empty line ends a paragraph.
func Masc(r io.Reader) ([]*nlp.Document, error) {
	var out []*nlp.Document
	for in := tar.NewReader(r); ; {
		head, err := in.Next()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		if kind := path.Base(path.Dir(head.Name)); kind != "written" && kind != "spoken" {
			continue
		}
		raw, err := io.ReadAll(in)
		if err != nil {
			return nil, err
		}
		a := &article.Article{}
		for block := range strings.SplitSeq(string(raw), "\n\n") {
			if line := untagged(strings.Fields(block)); line != "" {
				start := len(a.Text)
				a.Text += line + "\n"
				a.Blocks = append(a.Blocks, article.Block{Start: start, End: len(a.Text) - 1})
			}
		}
		d := &nlp.Document{Article: a}
		if err := token.Stage.Run(d); err != nil {
			return nil, err
		}
		out = append(out, d)
	}
}

// untagged writes words with tags as people write them: marks stand at the words
// they belong to.
func untagged(words []string) string {
	var b strings.Builder
	open := true // no space before the next word
	for _, w := range words {
		if i := strings.LastIndexByte(w, '_'); i > 0 {
			w = w[:i]
		}
		closes := strings.Trim(w, ".,;:!?)]}%") == "" || strings.HasPrefix(w, "'") || w == "n't"
		if !open && !closes {
			b.WriteByte(' ')
		}
		b.WriteString(w)
		open = strings.Trim(w, "([{$#") == ""
	}
	return b.String()
}
