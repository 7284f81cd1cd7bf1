package merge

import (
	"strings"

	"dateline/graph"
)

// call notes by which names an article calls an entity of the lexicon, or, not any more. The
// lexicon's own names joined it within the article; others that it goes by there ("Apple
// Inc." beside "Apple") join what other articles call only so.
func (m *run) call(e graph.Entity, art graph.ArticleID, now bool, touched map[string]bool) error {
	sig := "l" + sep + string(e.ID)
	touched[sig] = true
	for _, n := range nameKeys(e) {
		k := key(kindGroup(e.Kind)+sep+n, sig)
		by := append(append(k, 0), art...)
		if now {
			if err := m.callers.Put(by, []byte(e.Country)); err != nil {
				return err
			}
			if err := m.named.Put(key(sig, kindGroup(e.Kind)+sep+n, string(art)), []byte(e.Country)); err != nil {
				return err
			}
			continue
		}
		for other := range m.blocks.Under(key(kindGroup(e.Kind)+sep+n, "")) {
			touched[string(other)] = true
		}
		if err := m.callers.Delete(by); err != nil {
			return err
		}
		if err := m.named.Delete(key(sig, kindGroup(e.Kind)+sep+n, string(art))); err != nil {
			return err
		}
	}
	return nil
}

// calledLexicon are the signatures of the lexicon's entities that articles call by the name of a block.
func (m *run) calledLexicon(block string) []string {
	var out []string
	at := key(block, "")
	next := m.callers.Seek(at)
	for k := next(at); k != nil; {
		sig, _, _ := strings.Cut(string(k[len(at):]), "\x00")
		out = append(out, sig)
		k = next(append(key(block, sig), 1))
	}
	return out
}

// lexiconNames are the blocks of the names by which articles call an entity of the lexicon.
func (m *run) lexiconNames(sig string) (blocks []string, country string) {
	at := key(sig, "")
	next := m.named.Seek(at)
	for k := next(at); k != nil; {
		b, _, _ := strings.Cut(string(k[len(at):]), "\x00")
		blocks = append(blocks, b)
		if c := m.named.Get(k); len(c) > 0 {
			country = string(c)
		}
		k = next(append(key(sig, b), 1))
	}
	return blocks, country
}
