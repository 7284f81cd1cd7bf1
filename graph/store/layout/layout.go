// Package layout says how quads lie in buckets of ordered keys, writes them there, and
// shows them to Cayley as its key-value store would have laid them.
//
// Cayley's own layout has a bucket for each two bytes of a value's hash, twice, which is
// 131,072 of them: at 20,000 articles each takes a page of the file, and every commit
// touches thousands. It keeps the quads of a node and a predicate in one list, which for a
// hub (a kind, a country) is written anew by each commit. And what its writer does with a
// transaction that both adds and deletes, or fails half-way, corrupts a store. Here
//
//	node  key of a value -> its number, how many quads refer to it
//	log   number -> the node's value, or the four numbers of a quad (as Cayley has it)
//	sp    subject, predicate -> the quads of both, in pieces
//	op    object, predicate -> the same
//	c     label -> the same
//	meta  version, indexes, size, horizon (as Cayley has it)
//
// Nodes and quads are numbered together, upwards. What is deleted is gone. Long literals are in the log alone, once for
// each quad (see Own).
package layout

import (
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/quad"

	"dateline/graph/store/engine"
)

// The indexes that Cayley is made to keep. With {S,P} and {O,P} every hop is one exact
// scan; with {L} so is an article.
var (
	SP = kv.QuadIndex{Dirs: []quad.Direction{quad.Subject, quad.Predicate}}
	OP = kv.QuadIndex{Dirs: []quad.Direction{quad.Object, quad.Predicate}}
	L  = kv.QuadIndex{Dirs: []quad.Direction{quad.Label}}
)

// Names of the buckets.
var (
	Log  = []byte("log")
	Node = []byte("node")
	meta = []byte("meta")

	spName, opName, lName = Name(SP), Name(OP), Name(L)

	kSize, kHorizon = []byte("size"), []byte("horizon")
)

// Buckets are the names of all buckets; of Upwards, most keys are greater than all before.
func Buckets() [][]byte { return append(Upwards[:len(Upwards):len(Upwards)], meta, Node) }

// Upwards are the buckets most of whose keys are greater than all before them.
var Upwards = [][]byte{Log, spName, opName, lName}

// Size is how many quads there are.
func Size(tx engine.Tx) int64 {
	n, _ := number(tx.Bucket(meta), kSize)
	return int64(n)
}

func number(meta engine.Bucket, k []byte) (uint64, error) {
	switch b := meta.Get(k); len(b) {
	case 0:
		return 0, nil
	case 8:
		return binary.LittleEndian.Uint64(b), nil
	}
	return 0, errDamaged("the count of quads")
}

// Name is the bucket of an index.
func Name(index kv.QuadIndex) []byte {
	name := make([]byte, len(index.Dirs))
	for i, d := range index.Dirs {
		name[i] = d.Prefix()
	}
	return name
}

// Hash is what a value is found by.
type Hash [quad.HashSize]byte

// HashOf is the hash of v.
func HashOf(v quad.Value) (h Hash) {
	quad.HashTo(v, h[:])
	return h
}

// Key is what a value is found by: its hash, but that what is named "OWNER/..." lies beside its owner, so
// that a commit writes one page for all that is named after an article, not one for each.
func Key(v quad.Value) Hash {
	h := HashOf(v)
	if iri, ok := v.(quad.IRI); ok {
		if owner, _, ok := strings.Cut(string(iri), "/"); ok {
			o := HashOf(quad.IRI(owner))
			copy(h[:ownerBytes], o[:])
		}
	}
	return h
}

const ownerBytes = 6

// Own reports whether a value, as an object, is a node of its own in each quad, which is not found by the
// value: long literals, of which hardly two are alike and which nobody asks for word by word. Of twenty
// values of a short article they are seven.
func Own(v quad.Value) bool {
	switch v := v.(type) {
	case quad.TypedString:
		return len(v.Value) > ownTyped
	case quad.String:
		return len(v) > ownString
	}
	return false
}

// Lengths in bytes of the longest literals that are found by their value.
const (
	ownTyped  = 32
	ownString = 128
)

// Ref is the number of a value, 0 if the graph does not have it or does not find it by
// its value, and how many quads refer to it.
func Ref(node engine.Bucket, v quad.Value) (id, refs uint64) {
	h := Key(v)
	return unpackNode(node.Get(h[:]))
}

func packNode(id, refs uint64) []byte {
	return binary.AppendUvarint(binary.AppendUvarint(make([]byte, 0, 10), id), refs)
}

func unpackNode(b []byte) (id, refs uint64) {
	id, n := binary.Uvarint(b)
	if n <= 0 {
		return 0, 0
	}
	refs, _ = binary.Uvarint(b[n:])
	return id, refs
}

// LogKey is the key of a number in the log.
func LogKey(b []byte, id uint64) []byte { return binary.BigEndian.AppendUint64(b, id) }

// idBytes is the length of a number in the keys of lists: enough for 10^12 nodes and quads.
const (
	idBytes = 5
	mostIDs = 1 << (8 * idBytes)
)

func appendID(b []byte, id uint64) []byte {
	return append(b, byte(id>>32), byte(id>>24), byte(id>>16), byte(id>>8), byte(id))
}

func readID(b []byte) uint64 {
	return uint64(b[0])<<32 | uint64(b[1])<<24 | uint64(b[2])<<16 | uint64(b[3])<<8 | uint64(b[4])
}

func errDamaged(what string) error {
	return fmt.Errorf("%s is damaged; run: dateline db check", what)
}
