package merge

import (
	"bytes"
	"iter"
	"strings"

	"dateline/graph"
)

// called is the first article, by its id, that calls an entity of the lexicon by a name, and the
// country it gives.
type called struct{ article, country string }

// call notes by which names an article calls an entity of the lexicon. The
// lexicon's own names joined it within the article; others that it goes by there ("Apple
// Inc." beside "Apple") join what other articles call only so.
func (m *run) call(e graph.Entity, art graph.ArticleID) error {
	sig := lexicon(string(e.ID))
	for _, n := range nameKeys(e) {
		block := kindGroup(e.Kind) + sep + n
		at := string(key(sig, block))
		first := m.firstCall(at)
		if first.article == "" || string(art) < first.article {
			if first.article == "" || first.country != e.Country {
				m.touched[m.signed(sig)] = true
			}
			m.calls[at] = called{string(art), e.Country}
		}
		if err := m.callers.Put(key(block, sig, string(art)), []byte(e.Country)); err != nil {
			return err
		}
		if err := m.named.Put(key(at, string(art)), []byte(e.Country)); err != nil {
			return err
		}
	}
	return nil
}

// firstCall is who is the first by whose name a signature is called, remembered.
func (m *run) firstCall(at string) called {
	c, ok := m.calls[at]
	if !ok {
		for art, country := range m.named.Under(key(at, "")) {
			c = called{string(art), string(country)}
			break
		}
		m.calls[at] = c
	}
	return c
}

// uncall takes that back.
func (m *run) uncall(e graph.Entity, art graph.ArticleID) error {
	sig := lexicon(string(e.ID))
	m.touched[m.signed(sig)] = true
	for _, n := range nameKeys(e) {
		block := kindGroup(e.Kind) + sep + n
		for other := range m.blocks.Under(key(block, "")) {
			m.touched[string(other)] = true
		}
		delete(m.calls, string(key(sig, block)))
		if err := m.callers.Delete(key(block, sig, string(art))); err != nil {
			return err
		}
		if err := m.named.Delete(key(sig, block, string(art))); err != nil {
			return err
		}
	}
	return nil
}

// lexicon is the signature of an entity of the lexicon by whose name articles call it.
func lexicon(id string) string { return "l" + sep + id }

// signed is the signature under which an entity of the lexicon is compared: another one if a person judged it.
func (m *run) signed(sig string) string {
	if j := m.sigOf.Get([]byte(strings.TrimPrefix(sig, lexicon("")))); j != nil {
		return string(j)
	}
	return sig
}

// calledLexicon are the signatures of the lexicon's entities that articles call by the name of a block.
func (m *run) calledLexicon(block string) (out []string) {
	for sig := range firsts(m.callers, key(block, "")) {
		out = append(out, m.signed(sig))
	}
	return out
}

// lexiconNames are the blocks of the names by which articles call an entity of the lexicon.
func (m *run) lexiconNames(sig string) (blocks []string, country string) {
	for b, k := range firsts(m.named, key(sig, "")) {
		blocks = append(blocks, b)
		if c := m.named.Get(k); len(c) > 0 {
			country = string(c)
		}
	}
	return blocks, country
}

// firsts are the different words that stand after prefix and before a zero byte, each with the first key that has it.
func firsts(n notes, prefix []byte) iter.Seq2[string, []byte] {
	return func(yield func(word string, k []byte) bool) {
		next := n.Seek(prefix)
		for k := next(prefix); k != nil; {
			w, _, _ := bytes.Cut(k[len(prefix):], []byte{0})
			word := string(w)
			if !yield(word, k) {
				return
			}
			k = next(append(append(bytes.Clone(prefix), word...), 1))
		}
	}
}
