package merge

import (
	"hash/fnv"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/store"
)

// sentenceAlike is the share of common words from which a sentence of a copy is taken for that of the
// first report.
const sentenceAlike = 0.6

// copiedKey is eventKey, but for an event of a copy whose sentence and relation the first report
// has too: that of the event there, so that an editor's other word ("vessel" for "ship") makes no other event.
func (m *run) copiedKey(e graph.Event) (string, error) {
	own, err := m.eventKey(e)
	art := store.ArticleOf(e.ID)
	root := m.rootOf(art)
	if err != nil || root == art {
		return own, err
	}
	f, err := m.tx.ArticleFacts(art)
	if err != nil || f == nil {
		return own, err
	}
	family, _, _, err := m.family(e.Type)
	if err != nil {
		return own, err
	}
	first, err := m.firstReport(root)
	if err != nil {
		return own, err
	}
	words, best, found := sentenceOf(e, f), sentenceAlike, own
	for _, x := range first {
		switch {
		case x.family != family:
			continue
		case x.key == own:
			return own, nil
		}
		if share := jaccard(words, x.words); share > best {
			best, found = share, x.key
		}
	}
	return found, nil
}

// firstEvent is an event of a first report, as its copies look at it.
type firstEvent struct {
	family graph.TypeID
	key    string
	words  []uint64
}

// firstReport are the events of an article that has copies, remembered.
func (m *run) firstReport(art graph.ArticleID) ([]firstEvent, error) {
	if out, ok := m.firsts[art]; ok {
		return out, nil
	}
	var out []firstEvent
	f, err := m.tx.ArticleFacts(art)
	if err != nil || f == nil {
		return nil, err
	}
	for _, e := range f.Events {
		family, _, _, err := m.family(e.Type)
		if err != nil {
			return nil, err
		}
		k, err := m.eventKey(e)
		if err != nil {
			return nil, err
		}
		out = append(out, firstEvent{family, k, sentenceOf(e, f)})
	}
	m.firsts[art] = out
	return out, nil
}

// sentenceOf is the set of words of the first sentence that tells of e.
func sentenceOf(e graph.Event, f *graph.Facts) []uint64 {
	if len(e.Claims) == 0 || e.Claims[0].End > len(f.Article.Text) {
		return nil
	}
	h := fnv.New64a()
	var out []uint64
	for w := range strings.FieldsSeq(store.Fold(f.Article.Text[e.Claims[0].Start:e.Claims[0].End])) {
		h.Reset()
		h.Write([]byte(w))
		out = append(out, h.Sum64())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// jaccard is the share that two sorted sets have in common.
func jaccard(a, b []uint64) float64 {
	common, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			common, i, j = common+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return float64(common) / float64(max(1, len(a)+len(b)-common))
}
