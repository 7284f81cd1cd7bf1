// Package conllu reads, writes and scores treebanks in the CoNLL-U format of
// Universal Dependencies. It turns a treebank into an nlp.Document with the raw
// text its words stood in, and a Document back into sentences that the scorer
// of the CoNLL 2018 shared task can compare. It knows no grammar.
package conllu

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Word is one syntactic word: a numbered line of a sentence.
type Word struct {
	Form, Lemma, UPOS, XPOS, Feats string
	Head                           int // 1-based within the sentence, 0 for the root, -1 if not given
	Rel                            string
	Misc                           string
}

// Token is what stands between spaces or punctuation in the text. It covers the
// words [First, Last); more than one for a contraction.
type Token struct {
	First, Last int
	Form        string
	Glued       bool // no space follows
}

// Sentence is one sentence of a treebank.
type Sentence struct {
	Doc      string   // set at the first sentence of a document
	Par      bool     // a paragraph starts here
	Heading  bool     // the paragraph is a heading
	Comments []string // lines with "#", as they stand
	Words    []Word
	Tokens   []Token
}

// Read takes a file in CoNLL-U. Empty nodes and enhanced dependencies are left
// out. An error names the line.
func Read(r io.Reader) ([]Sentence, error) {
	var all []Sentence
	var s Sentence
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<24)
	covered := 0 // words below this index belong to an earlier token
	for line := 1; in.Scan(); line++ {
		text := in.Text()
		switch {
		case strings.TrimSpace(text) == "":
			if len(s.Words) > 0 {
				all = append(all, s)
				s = Sentence{}
			}
			covered = 0
		case text[0] == '#':
			s.comment(text)
		default:
			if err := s.line(text, &covered); err != nil {
				return nil, fmt.Errorf("line %d: %w", line, err)
			}
		}
	}
	if len(s.Words) > 0 {
		all = append(all, s)
	}
	return all, in.Err()
}

func (s *Sentence) comment(text string) {
	s.Comments = append(s.Comments, text)
	body := strings.TrimSpace(text[1:])
	switch {
	case strings.HasPrefix(body, "newdoc"):
		s.Par = true
		_, id, _ := strings.Cut(body, "=")
		s.Doc = strings.TrimSpace(id)
		if s.Doc == "" {
			s.Doc = "document"
		}
	case strings.HasPrefix(body, "newpar_block"):
		s.Heading = strings.Contains(body, " head")
	case strings.HasPrefix(body, "newpar"):
		s.Par = true
	}
}

func (s *Sentence) line(text string, covered *int) error {
	f := strings.Split(text, "\t")
	if len(f) != 10 {
		return fmt.Errorf("%d columns, want 10", len(f))
	}
	if strings.Contains(f[0], ".") {
		return nil
	}
	glued := hasFeature(f[9], "SpaceAfter=No")
	if from, to, ok := strings.Cut(f[0], "-"); ok {
		a, err1 := strconv.Atoi(from)
		b, err2 := strconv.Atoi(to)
		if err1 != nil || err2 != nil || a != len(s.Words)+1 || b < a {
			return fmt.Errorf("bad range %q", f[0])
		}
		s.Tokens = append(s.Tokens, Token{First: a - 1, Last: b, Form: f[1], Glued: glued})
		*covered = b
		return nil
	}
	if n, err := strconv.Atoi(f[0]); err != nil || n != len(s.Words)+1 {
		return fmt.Errorf("word number %q, want %d", f[0], len(s.Words)+1)
	}
	head := -1
	if f[6] != "_" {
		h, err := strconv.Atoi(f[6])
		if err != nil {
			return fmt.Errorf("bad head %q", f[6])
		}
		head = h
	}
	s.Words = append(s.Words, Word{
		Form: f[1], Lemma: f[2], UPOS: f[3], XPOS: f[4], Feats: f[5],
		Head: head, Rel: f[7], Misc: f[9],
	})
	if n := len(s.Words); n > *covered {
		s.Tokens = append(s.Tokens, Token{First: n - 1, Last: n, Form: f[1], Glued: glued})
	}
	return nil
}

func hasFeature(list, feature string) bool {
	for f := range strings.SplitSeq(list, "|") {
		if f == feature {
			return true
		}
	}
	return false
}

// Write gives sentences as CoNLL-U. Comments are written as they stand; where
// there are none, the marks of document and paragraph are.
func Write(w io.Writer, sentences []Sentence) error {
	out := bufio.NewWriter(w)
	for _, s := range sentences {
		for _, c := range s.Comments {
			fmt.Fprintln(out, c)
		}
		if len(s.Comments) == 0 {
			if s.Doc != "" {
				fmt.Fprintf(out, "# newdoc id = %s\n", s.Doc)
			}
			if s.Par {
				fmt.Fprintln(out, "# newpar")
			}
		}
		for _, t := range s.Tokens {
			if t.Last-t.First > 1 {
				fmt.Fprintf(out, "%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", t.First+1, t.Last, t.Form, spacing(t.Glued))
			}
			for i := t.First; i < t.Last; i++ {
				word := s.Words[i]
				misc := word.Misc
				if misc == "" {
					misc = spacing(t.Glued && t.Last-t.First == 1)
				}
				fmt.Fprintf(out, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t_\t%s\n", i+1, word.Form, or(word.Lemma),
					or(word.UPOS), or(word.XPOS), or(word.Feats), headColumn(word.Head), or(word.Rel), misc)
			}
		}
		fmt.Fprintln(out)
	}
	return out.Flush()
}

func spacing(glued bool) string {
	if glued {
		return "SpaceAfter=No"
	}
	return "_"
}

func headColumn(head int) string {
	if head < 0 {
		return "_"
	}
	return strconv.Itoa(head)
}

func or(s string) string {
	if s == "" {
		return "_"
	}
	return s
}
