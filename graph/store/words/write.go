package words

import (
	"encoding/binary"
	"maps"
	"slices"

	"dateline/graph/store/engine"
)

// together is how many parts of one level become one.
const together = 8

// mostSentences is how many sentences and texts a part has at most, some six million words: what becomes one is in
// memory until it is committed.
var mostSentences = 1 << 18

// Apply takes away the sentences of the articles gone and adds those of come. in holds the buckets. An article
// that comes must not be there, unless it also goes.
func Apply(in engine.Bucket, gone []string, come []Ready) error {
	b := open(in)
	for _, article := range gone {
		if err := b.remove(article); err != nil {
			return err
		}
	}
	if len(come) == 0 {
		return nil
	}
	if err := b.add(come); err != nil {
		return err
	}
	for {
		more, err := b.merge()
		if err != nil || !more {
			return err
		}
	}
}

// remove takes away the sentences of an article. Lists keep their numbers until parts are merged.
func (b buckets) remove(article string) error {
	first, n, ok := saidOf(b.said.Get([]byte(article)))
	if !ok {
		return nil
	}
	for i := range n {
		if err := b.sentence.Delete(numberKey(first + i)); err != nil {
			return err
		}
		if err := b.gone.Put(numberKey(first+i), nil); err != nil {
			return err
		}
	}
	return b.said.Delete([]byte(article))
}

func saidOf(v []byte) (first, n uint64, ok bool) {
	first, k := binary.Uvarint(v)
	if k <= 0 {
		return 0, 0, false
	}
	n, m := binary.Uvarint(v[k:])
	return first, n, m > 0
}

// add writes a part of new sentences.
func (b buckets) add(come []Ready) error {
	var p part
	if k, v := b.part.Cursor().Last(); k != nil {
		last, err := unpackPart(k, v)
		if err != nil {
			return err
		}
		p.id, p.first = last.id+1, last.end()
	}
	lists := map[string]*list{}
	for _, r := range come {
		if len(r.sentences) == 0 {
			continue
		}
		v := binary.AppendUvarint(nil, p.end())
		if err := b.said.Put([]byte(r.article), binary.AppendUvarint(v, uint64(len(r.sentences)))); err != nil {
			return err
		}
		for i := range r.sentences {
			s := &r.sentences[i]
			if err := b.sentence.Put(numberKey(p.end()), s.packed); err != nil {
				return err
			}
			for _, w := range s.words {
				l := lists[w.stem]
				if l == nil {
					l = &list{}
					lists[w.stem] = l
				}
				l.take(len(p.lengths), w.n, w.at)
			}
			p.lengths = append(p.lengths, s.length)
			p.words += uint64(s.length)
		}
	}
	if len(p.lengths) == 0 {
		return nil
	}
	return b.write(p, lists)
}

func (b buckets) write(p part, lists map[string]*list) error {
	for _, stem := range slices.Sorted(maps.Keys(lists)) {
		if err := b.stem.Put(stemKey(p.id, stem), lists[stem].b); err != nil {
			return err
		}
	}
	return b.part.Put(binary.BigEndian.AppendUint32(nil, p.id), p.pack())
}

// merge makes one of the last parts where there are enough of one level.
func (b buckets) merge() (bool, error) {
	parts, err := b.parts()
	if err != nil || len(parts) < together {
		return false, err
	}
	tail := parts[len(parts)-together:]
	if slices.ContainsFunc(tail, func(p part) bool { return p.level != tail[0].level }) {
		return false, nil
	}
	last := tail[together-1]
	if last.end()-tail[0].first > uint64(mostSentences) {
		return false, nil
	}
	whole := part{id: last.id + 1, level: last.level + 1, first: tail[0].first}
	for _, p := range tail {
		whole.lengths = append(whole.lengths, p.lengths...)
		whole.words += p.words
	}
	gone, err := b.dead(whole.first, last.end())
	if err != nil {
		return false, err
	}
	for _, n := range gone {
		whole.words -= uint64(whole.lengths[n-whole.first])
		whole.lengths[n-whole.first] = 0
	}
	lists := map[string]*list{}
	var keys [][]byte
	for _, p := range tail {
		base := int(p.first - whole.first)
		for k, v := range engine.Under(b.stem, stemKey(p.id, "")) {
			keys = append(keys, stemKey(p.id, string(k)))
			l := lists[string(k)]
			if l == nil {
				l = &list{}
				lists[string(k)] = l
			}
			for w := newWalk(v); w.Next(); {
				if at := base + w.at; at < len(whole.lengths) && !dead(gone, whole.first+uint64(at)) {
					l.take(at, w.n, w.in)
				}
			}
		}
	}
	maps.DeleteFunc(lists, func(_ string, l *list) bool { return len(l.b) == 0 })
	for _, k := range keys {
		if err := b.stem.Delete(k); err != nil {
			return false, err
		}
	}
	for _, p := range tail {
		if err := b.part.Delete(binary.BigEndian.AppendUint32(nil, p.id)); err != nil {
			return false, err
		}
	}
	for _, n := range gone {
		if err := b.gone.Delete(numberKey(n)); err != nil {
			return false, err
		}
	}
	return true, b.write(whole, lists)
}

// dead are the numbers from first to before end that were taken away, in order.
func (b buckets) dead(first, end uint64) (out []uint64, err error) {
	c := b.gone.Cursor()
	for k, _ := c.Seek(numberKey(first)); k != nil; k, _ = c.Next() {
		if len(k) != 8 {
			return nil, ErrDamaged
		}
		n := binary.BigEndian.Uint64(k)
		if n >= end {
			break
		}
		out = append(out, n)
	}
	return out, nil
}

func dead(gone []uint64, n uint64) bool {
	_, found := slices.BinarySearch(gone, n)
	return found
}
