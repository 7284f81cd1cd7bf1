package store

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"dateline/graph"
	"dateline/graph/store/engine"
)

// Batch is one run of ingest, kept outside what is compared byte for byte.
type Batch struct {
	ID       string
	Started  time.Time
	Finished time.Time
	Articles []graph.ArticleID `json:",omitempty"`
	Texts    []string          `json:",omitempty"` // the SHA-256 of the text that was read of each
	Note     string
	State    string         `json:",omitempty"` // "running", "done", "stopped", "failed"; a running one that nobody runs was killed
	Counts   map[string]int `json:",omitempty"` // state of an article -> how many
}

// BatchArticles are some of the articles of a batch. They are stored as they come, a list for each commit,
// so that nobody has to hold those of a batch of millions, and one that is killed has its articles.
type BatchArticles struct {
	ID       string `json:"-"` // of the batch
	Articles []graph.ArticleID
	Texts    []string // as in Batch
}

// PutBatch records a run of ingest, or replaces the record of that id. Articles, unless they are nil, come in
// place of those that it had.
func (s *Store) PutBatch(ctx context.Context, b Batch) error {
	switch {
	case b.ID == "":
		return fmt.Errorf("a batch needs an id")
	case strings.ContainsRune(b.ID, 0):
		return fmt.Errorf("the id of a batch holds a zero byte: %q", b.ID)
	}
	if err := s.lockWrite(); err != nil {
		return err
	}
	defer s.mu.Unlock()
	return s.commit(ctx, change{batch: &b})
}

// batch does what c says of a batch: the quads that go and come are added to del and add.
func (t *Tx) batch(c change, del, add *[]quad.Quad) error {
	if c.batch != nil {
		head := *c.batch
		head.Articles, head.Texts = nil, nil
		if err := t.putBatch([]byte(head.ID), batchLabel(head.ID), head, del, add); err != nil {
			return err
		}
		if c.batch.Articles != nil {
			if err := t.dropBatchArticles(head.ID, del); err != nil {
				return err
			}
			err := t.addToBatch(BatchArticles{ID: head.ID, Articles: c.batch.Articles, Texts: c.batch.Texts}, del, add)
			if err != nil {
				return err
			}
		}
	}
	return t.addToBatch(c.group.Batch, del, add)
}

func (t *Tx) putBatch(key []byte, label quad.IRI, what any, del, add *[]quad.Quad) error {
	old, err := t.label(label)
	if err != nil {
		return err
	}
	v := literal(tBatch, what)
	want := []quad.Quad{{Subject: label, Predicate: pBatch, Object: v, Label: label}}
	*del, *add = append(*del, old...), append(*add, want...)
	return t.bucket(bBatch).Put(key, []byte(v.(quad.TypedString).Value))
}

// addToBatch adds a list of articles to those of a batch.
func (t *Tx) addToBatch(some BatchArticles, del, add *[]quad.Quad) error {
	if len(some.Articles) == 0 {
		return nil
	}
	n := uint32(0)
	under := append([]byte(some.ID), 0)
	c := t.bucket(bBatch).Cursor()
	k, _ := c.Seek(append([]byte(some.ID), 1))
	if k == nil {
		k, _ = c.Last()
	} else {
		k, _ = c.Prev()
	}
	if bytes.HasPrefix(k, under) && len(k) == len(under)+4 {
		n = binary.BigEndian.Uint32(k[len(under):]) + 1
	}
	return t.putBatch(binary.BigEndian.AppendUint32(under, n), batchListLabel(some.ID, n), some, del, add)
}

// dropBatchArticles takes away the lists of a batch.
func (t *Tx) dropBatchArticles(id string, del *[]quad.Quad) error {
	under := append([]byte(id), 0)
	var keys [][]byte
	for k := range engine.Under(t.bucket(bBatch), under) {
		keys = append(keys, bytes.Clone(k))
	}
	for _, k := range keys {
		if err := t.bucket(bBatch).Delete(append(bytes.Clone(under), k...)); err != nil {
			return err
		}
		if len(k) != 4 {
			continue
		}
		old, err := t.label(batchListLabel(id, binary.BigEndian.Uint32(k)))
		if err != nil {
			return err
		}
		*del = append(*del, old...)
	}
	return nil
}

func batchLabel(id string) quad.IRI { return iri("batch:" + id) }

func batchListLabel(id string, n uint32) quad.IRI {
	return iri(fmt.Sprintf("batch-articles:%s#%d", id, n))
}

// Batches are the runs of ingest, by time and id.
func (s *Store) Batches(ctx context.Context) ([]Batch, error) {
	var out []Batch
	err := s.View(ctx, func(r *Reader) error {
		of := map[string]*Batch{}
		for k, v := range engine.Under(r.bucket(bBatch), nil) {
			id, _, list := bytes.Cut(k, []byte{0})
			b := of[string(id)]
			if b == nil {
				b = &Batch{ID: string(id)}
				of[b.ID] = b
			}
			if !list {
				if err := json.Unmarshal(v, b); err != nil {
					return err
				}
				continue
			}
			var some BatchArticles
			if err := json.Unmarshal(v, &some); err != nil {
				return err
			}
			b.Articles, b.Texts = append(b.Articles, some.Articles...), append(b.Texts, some.Texts...)
		}
		for _, b := range of {
			out = append(out, *b)
		}
		return nil
	})
	slices.SortFunc(out, func(a, b Batch) int { return cmp.Or(a.Started.Compare(b.Started), cmp.Compare(a.ID, b.ID)) })
	return out, err
}
