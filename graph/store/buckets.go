package store

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"

	"dateline/graph/store/engine"
	"dateline/graph/store/layout"
	"dateline/graph/store/words"
	"dateline/graph/when"
)

// The index beside the quads: one bucket of the file with a bucket for each of
// these. Keys join their parts with a zero byte, which no id holds. All of it but
// bMerge's cache can be worked out from the quads again.
var (
	bDateline = []byte("dateline")
	kVersion  = []byte("version")

	bArticle = []byte("article") // id -> JSON of articleRecord
	bPath    = []byte("path")    // path -> id
	bHash    = []byte("hash")    // sha256 of the text, id
	bCanon   = []byte("canon")   // local id -> canonical id, where they differ
	bMembers = []byte("members") // canonical id, local id: of clusters over one
	bEvent   = []byte("event")   // canonical id -> Summary
	bTime    = []byte("time")    // time key, canonical id
	bTaker   = []byte("taker")   // canonical entity, time key, canonical event
	bType    = []byte("type")    // type, time key, canonical event
	bWide    = []byte("wide")    // the same three again, after t, e or r and a digit: of events that cover more than reaches
	bWell    = []byte("well")    // t, r and type or e and entity, inverted number of sources, time key, event: of those with several
	bThin    = []byte("thin")    // t, r and type or e and entity (long events: T, R, E and a digit), time key, canonical event -> Summary: of some
	bPaper   = []byte("paper")   // folded publisher or agency, time key, canonical event
	bTally   = []byte("tally")   // facet, n or o(pen), value -> count
	bRank    = []byte("rank")    // facet, n or o, inverted length of the count in bits, value: of large counts
	bDate    = []byte("date")    // time key of its publication, article
	bState   = []byte("state")   // canonical entity, f(rom) or t(o), local state -> the state as its article tells it
	bRecord  = []byte("record")  // entity -> JSON of record
	bName    = []byte("name")    // folded name, canonical entity
	bWord    = []byte("word")    // folded word of a name, canonical entity
	bMerge   = []byte("merge")   // of the Merger
	bJudge   = []byte("judge")   // node of a judgement -> JSON of Judgement
	bBatch   = []byte("batch")   // id -> JSON of Batch; id, number -> JSON of BatchArticles
	bCount   = []byte("count")   // name -> varint

	allBuckets = [][]byte{bArticle, bPath, bHash, bCanon, bMembers, bEvent, bTime, bTaker, bType, bWide, bWell, bThin, bPaper, bTally, bRank, bDate, bState, bRecord, bName, bWord, bMerge, bJudge, bBatch, bCount}
)

// makeBuckets makes those that are not there yet.
func makeBuckets(tx engine.Tx) error {
	for _, name := range layout.Buckets() {
		if _, err := tx.CreateBucketIfNotExists(name); err != nil {
			return err
		}
	}
	d, err := tx.CreateBucketIfNotExists(bDateline)
	if err != nil {
		return err
	}
	for _, b := range append(words.Buckets(), allBuckets...) {
		if _, err := d.CreateBucketIfNotExists(b); err != nil {
			return err
		}
	}
	return nil
}

func bucket(tx engine.Tx, name []byte) engine.Bucket { return tx.Bucket(bDateline).Bucket(name) }

// join makes a key of parts.
func join[S ~string](parts ...S) []byte {
	n := len(parts)
	for _, p := range parts {
		n += len(p)
	}
	k := make([]byte, 0, n)
	for i, p := range parts {
		if i > 0 {
			k = append(k, 0)
		}
		k = append(k, p...)
	}
	return k
}

// mostKey is the longest path in a key. PostgreSQL's index takes 2,600 bytes in all.
const mostKey = 1000

// pathKey is the key of a path: a long one by its hash.
func pathKey(path string) []byte {
	if len(path) <= mostKey {
		return []byte(path)
	}
	return fmt.Appendf(nil, "%x", sha256.Sum256([]byte(path)))
}

// timeKey is a time as eight bytes that sort as it does; what has no time is last.
type timeKey int64

const noTime = timeKey(1<<63 - 1)

func keyOf(t time.Time) timeKey { return timeKey(t.Unix()) }

// sortKey is where p stands on a timeline: its earliest instant, else its latest.
func sortKey(p when.Period) timeKey {
	switch {
	case !p.Start.From.IsZero():
		return keyOf(p.Start.From)
	case !p.End.To.IsZero():
		return keyOf(p.End.To)
	}
	return noTime
}

func (k timeKey) append(b []byte) []byte {
	return binary.BigEndian.AppendUint64(b, uint64(k)^1<<63)
}

// reaches are what a look at a stretch of time must reach back for events that begin
// before it, in seconds. Events that cover no more than the first are found where
// they begin; those that cover more have lists of their own, one for each reach and
// one for all that is longer or open.
var reaches = [...]int64{8 * 24 * 3600, 40 * 24 * 3600, 370 * 24 * 3600}
