package words

import (
	"cmp"
	"slices"
)

// Ready are the sentences of an article made ready for Apply: what needs no database, so that others can do it
// than who writes.
type Ready struct {
	article   string
	sentences []ready
}

type ready struct {
	packed []byte
	length byte     // in words, 255 at most; 0 of one without events
	words  []posted // by stem
}

// posted is a stem of a sentence, how often it has it, and at which words.
type posted struct {
	stem string
	n    int
	at   []byte
}

// Make makes the sentences of one article ready.
func Make(article string, sentences []Sentence) Ready {
	out := Ready{article: article, sentences: make([]ready, len(sentences))}
	type word struct {
		stem string
		at   int
	}
	var ws []word
	var at []int
	for i := range sentences {
		s := &sentences[i]
		r := &out.sentences[i]
		r.packed = s.pack()
		if len(s.Events) > 0 {
			r.length = byte(min(255, len(s.Stems)))
		}
		ws = ws[:0]
		for j, stem := range s.Stems {
			if stem != "" {
				ws = append(ws, word{Clip(stem), j})
			}
		}
		slices.SortFunc(ws, func(x, y word) int { return cmp.Or(cmp.Compare(x.stem, y.stem), cmp.Compare(x.at, y.at)) })
		for j := 0; j < len(ws); {
			stem := ws[j].stem
			for at = at[:0]; j < len(ws) && ws[j].stem == stem; j++ {
				at = append(at, ws[j].at)
			}
			r.words = append(r.words, posted{stem, len(at), places(at)})
		}
	}
	return out
}
