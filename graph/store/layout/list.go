package layout

import (
	"bytes"
	"encoding/binary"
	"iter"
	"slices"

	"dateline/graph/store/engine"
)

// A list holds the quads of a combination of nodes, upwards, in pieces: the first quad, and
// how much greater each following one is than the one before it, so that most take one
// or two bytes. The last piece stands under the combination itself, those that are full
// under the combination and their last quad. So a new quad rewrites one short piece
// however long the list is, and every look goes forward: backwards bbolt stops at a page
// that the transaction has emptied.

// pieceQuads is how many quads a full piece has.
const pieceQuads = 128

// List gives the quads under a combination of nodes, or under how one begins.
func List(b engine.Bucket, ids ...uint64) ([]uint64, error) {
	var buf [2 * idBytes]byte
	prefix := buf[:0]
	for _, id := range ids {
		if id == 0 || id >= mostIDs {
			return nil, nil
		}
		prefix = appendID(prefix, id)
	}
	var out []uint64
	n := 0
	for _, v := range engine.Under(b, prefix) {
		var err error
		if out, err = readPiece(out, v); err != nil {
			return nil, err
		}
		n++
	}
	if n > 1 {
		slices.Sort(out)
	}
	return out, nil
}

// Lists gives every piece of the lists of an index over n nodes: the combination, and
// its quads, nil where they cannot be read.
func Lists(b engine.Bucket, n int) iter.Seq2[[]uint64, []uint64] {
	return func(yield func(of, ids []uint64) bool) {
		c := b.Cursor()
		for k, v := c.Seek(nil); k != nil; k, v = c.Next() {
			var of []uint64
			for i := 0; i < n*idBytes && i+idBytes <= len(k); i += idBytes {
				of = append(of, readID(k[i:]))
			}
			ids, err := readPiece(nil, v)
			if err != nil || len(k) != n*idBytes && (len(k) != (n+1)*idBytes || readID(k[n*idBytes:]) < ids[len(ids)-1]) {
				ids = nil
			}
			if !yield(of, ids) {
				return
			}
		}
	}
}

// readPiece appends the quads of a piece.
func readPiece(out []uint64, v []byte) ([]uint64, error) {
	if len(v) == 0 {
		return nil, errDamaged("an index list")
	}
	for id := uint64(0); len(v) > 0; {
		d, n := binary.Uvarint(v)
		if n <= 0 || d == 0 || d >= mostIDs {
			return nil, errDamaged("an index list")
		}
		v = v[n:]
		id += d
		out = append(out, id)
	}
	return out, nil
}

func packPiece(ids []uint64) []byte {
	v := make([]byte, 0, 2*len(ids)+4)
	last := uint64(0)
	for _, id := range ids {
		v = binary.AppendUvarint(v, id-last)
		last = id
	}
	return v
}

// appendList adds quads, upwards and greater than all that are there. last is the last
// piece, if there is one.
func appendList(b engine.Bucket, prefix, last []byte, ids []uint64) error {
	if last != nil {
		piece, err := readPiece(nil, last)
		if err != nil {
			return err
		}
		ids = append(piece, ids...)
	}
	for len(ids) > pieceQuads {
		full := ids[:pieceQuads]
		if err := b.Put(pieceKey(prefix, full[pieceQuads-1]), packPiece(full)); err != nil {
			return err
		}
		ids = ids[pieceQuads:]
	}
	return b.Put(prefix, packPiece(ids))
}

func pieceKey(prefix []byte, last uint64) []byte {
	return appendID(append(make([]byte, 0, len(prefix)+idBytes), prefix...), last)
}

// removeFrom takes a quad out of the list of prefix.
func removeFrom(b engine.Bucket, prefix []byte, id uint64) error {
	k, v := b.Cursor().Seek(pieceKey(prefix, id))
	if len(k) != len(prefix)+idBytes || !bytes.HasPrefix(k, prefix) {
		k, v = prefix, b.Get(prefix)
	}
	piece, err := readPiece(nil, v)
	if err != nil {
		return err
	}
	i, ok := slices.BinarySearch(piece, id)
	if !ok {
		return errDamaged("an index list")
	}
	k = slices.Clone(k)
	if piece = slices.Delete(piece, i, i+1); len(piece) == 0 {
		return b.Delete(k)
	}
	return b.Put(k, packPiece(piece))
}
