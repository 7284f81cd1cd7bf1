// Package gum reads the entity and coreference annotation of the GUM corpus
// (Zeldes 2017) from the MISC column of its CoNLL-U files. It takes the
// sentences of one file and gives its documents, each with a gold nlp.Document
// and its mentions by token. It is used to train and to measure; the program
// does not need it to read articles.
package gum

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/conllu"
)

// Mention is one annotated phrase.
type Mention struct {
	First, Last int    // tokens [First, Last) of the document
	Head        int    // the token whose head lies outside the phrase
	Group       string // mentions with the same group are the same entity
	Type        string // person, place, organization, object, event, time, abstract ...
	Status      string // information status: new, giv:act, acc:inf ...
	Link        string // coref, ana, cata, appos, pred, disc, sgl
	Wiki        string // Wikipedia title, where linked
}

// Doc is one document of the corpus.
type Doc struct {
	Name     string // GUM_news_afghan
	Genre    string // news
	Document *nlp.Document
	Mentions []Mention // by First, the longer ones first
}

// Read takes the sentences of a file and gives its documents.
func Read(sentences []conllu.Sentence) ([]Doc, error) {
	var docs []Doc
	for from := 0; from < len(sentences); {
		to := from + 1
		for to < len(sentences) && sentences[to].Doc == "" {
			to++
		}
		d, err := read(sentences[from:to])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", sentences[from].Doc, err)
		}
		docs = append(docs, d)
		from = to
	}
	return docs, nil
}

func read(sentences []conllu.Sentence) (Doc, error) {
	d := Doc{Name: sentences[0].Doc, Document: conllu.Document(sentences)}
	if parts := strings.Split(d.Name, "_"); len(parts) > 2 {
		d.Genre = parts[1]
	}
	open := map[string][]int{} // group -> mentions that have not ended
	token := 0
	for _, s := range sentences {
		for _, w := range s.Words {
			if err := d.annotation(entityOf(w.Misc), token, open); err != nil {
				return d, err
			}
			token++
		}
	}
	d.Mentions = slices.DeleteFunc(d.Mentions, func(m Mention) bool { return m.Last == 0 })
	for i := range d.Mentions {
		d.Mentions[i].Head = headOf(d.Document, d.Mentions[i].First, d.Mentions[i].Last)
	}
	slices.SortStableFunc(d.Mentions, func(a, b Mention) int {
		if a.First != b.First {
			return a.First - b.First
		}
		return b.Last - a.Last
	})
	return d, nil
}

func entityOf(misc string) string {
	for f := range strings.SplitSeq(misc, "|") {
		if v, ok := strings.CutPrefix(f, "Entity="); ok {
			return v
		}
	}
	return ""
}

// annotation reads the brackets at one token: "(1-person-new-...", "1)",
// "(2-place-...)", several of them in a row.
func (d *Doc) annotation(s string, token int, open map[string][]int) error {
	for s != "" {
		if s[0] == '(' {
			end := strings.IndexAny(s[1:], "()")
			body := s[1:]
			if end >= 0 {
				body = s[1 : end+1]
			}
			// A bracket that belongs to a Wikipedia title does not end it.
			f := strings.SplitN(body, "-", 8)
			if len(f) < 2 {
				return fmt.Errorf("token %d: bad mention %q", token, s)
			}
			m := Mention{First: token, Group: f[0], Type: f[1]}
			if len(f) > 6 {
				m.Status, m.Link = f[2], f[6]
			}
			if len(f) > 7 {
				m.Wiki = f[7]
			}
			at := len(d.Mentions)
			s = s[1+len(body):]
			// "(" inside a title: skip to its own closing bracket.
			if m.Wiki != "" && strings.HasPrefix(s, "(") && !startsMention(s) {
				i := strings.IndexByte(s, ')')
				if i < 0 {
					return fmt.Errorf("token %d: open bracket in a title %q", token, s)
				}
				s = s[i+1:]
			}
			if strings.HasPrefix(s, ")") {
				s = s[1:]
				m.Last = token + 1
			} else {
				open[m.Group] = append(open[m.Group], at)
			}
			d.Mentions = append(d.Mentions, m)
			continue
		}
		end := strings.IndexByte(s, ')')
		if end < 0 {
			return fmt.Errorf("token %d: no end in %q", token, s)
		}
		group := s[:end]
		s = s[end+1:]
		stack := open[group]
		if len(stack) == 0 {
			return fmt.Errorf("token %d: %q ends but did not start", token, group)
		}
		d.Mentions[stack[len(stack)-1]].Last = token + 1
		open[group] = stack[:len(stack)-1]
	}
	return nil
}

// startsMention tells "(12-person-..." from a bracket in a title.
func startsMention(s string) bool {
	number, _, ok := strings.Cut(s[1:], "-")
	if !ok {
		return false
	}
	_, err := strconv.Atoi(number)
	return err == nil
}

func headOf(d *nlp.Document, first, last int) int {
	for i := first; i < last; i++ {
		if h := d.Tokens[i].Head; h < first || h >= last {
			return i
		}
	}
	return last - 1
}
