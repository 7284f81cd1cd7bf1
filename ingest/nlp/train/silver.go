package train

import (
	"slices"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/parse"
	"dateline/ingest/nlp/tag"
)

// Pick chooses the sentences of plain text that are worth annotating: every
// n-th, of 5 to 60 words.
func Pick(docs []*nlp.Document, n int) []Sentence {
	var out []Sentence
	seen := 0
	for _, d := range docs {
		for _, s := range d.Sentences {
			if words := s.Last - s.First; words < 5 || words > 60 {
				continue
			}
			if seen++; seen%n == 0 {
				out = append(out, Sentence{d.Article.Text, slices.Clone(d.Tokens[s.First:s.Last])})
			}
		}
	}
	return out
}

// teach runs a stage over sentences that stand in many texts and gives what it
// finds; the sentences stay as they are.
func teach(sentences []Sentence, run func(*nlp.Document)) [][]nlp.Token {
	out := make([][]nlp.Token, len(sentences))
	for i := range sentences {
		out[i] = slices.Clone(sentences[i].tokens)
	}
	for i := 0; i < len(sentences); {
		// Sentences of one text are neighbours.
		j := i
		for j < len(sentences) && sentences[j].text == sentences[i].text {
			j++
		}
		d := documentOf(sentences[i].text, out[i:j])
		run(d)
		at := 0
		for k := i; k < j; k++ {
			n := len(out[k])
			copy(out[k], d.Tokens[at:at+n])
			for w := range out[k] {
				if out[k][w].Head >= 0 {
					out[k][w].Head -= at
				}
			}
			at += n
		}
		i = j
	}
	return out
}

// SilverTags gives sentences the tags that all teachers agree on; other words
// get none.
func SilverTags(sentences []Sentence, teachers ...*tag.Model) []Sentence {
	var votes [][][]nlp.Token
	for _, m := range teachers {
		votes = append(votes, teach(sentences, tag.NewTagger(m).Tag))
	}
	out := make([]Sentence, len(sentences))
	for i, s := range sentences {
		out[i] = Sentence{s.text, votes[0][i]}
		for j := range out[i].tokens {
			w := &out[i].tokens[j]
			for _, v := range votes[1:] {
				if v[i][j].Tag != w.Tag || v[i][j].Fine != w.Fine {
					w.Tag, w.Fine = nlp.NoTag, nlp.NoFine
					break
				}
			}
		}
	}
	return out
}

// SilverDeps gives sentences tags as tagger finds them, and the heads and
// relations that most of the teachers find; words they differ on get no relation,
// and no head (-2) if they differ on that.
func SilverDeps(sentences []Sentence, tagger *tag.Model, teachers ...*parse.Model) []Sentence {
	tagged := teach(sentences, tag.NewTagger(tagger).Tag)
	out := make([]Sentence, len(sentences))
	for i, s := range sentences {
		out[i] = Sentence{s.text, tagged[i]}
	}
	var votes [][][]nlp.Token
	for _, m := range teachers {
		votes = append(votes, teach(out, parse.NewParser(m).Parse))
	}
	most := len(teachers)/2 + 1
	for i := range out {
		for j := range out[i].tokens {
			w := &out[i].tokens[j]
			w.Head, w.Dep = -2, nlp.NoDep
			for _, v := range votes {
				h, both := 0, 0
				for _, o := range votes {
					if o[i][j].Head == v[i][j].Head {
						h++
						if o[i][j].Dep == v[i][j].Dep {
							both++
						}
					}
				}
				if h >= most {
					w.Head = v[i][j].Head
				}
				if both >= most {
					w.Dep = v[i][j].Dep
					break
				}
			}
		}
	}
	return out
}
