package bolt

import (
	"bytes"
	"context"

	"github.com/hidal-go/hidalgo/kv"
	"go.etcd.io/bbolt"
)

// level is one bucket on the way down to where a scan stands.
type level struct {
	bucket  *bbolt.Bucket
	cursor  *bbolt.Cursor
	begun   bool
	pathLen int // parts of the path that lead to this bucket
}

// scan walks all keys under a prefix, depth first, in order.
type scan struct {
	levels []level
	path   kv.Key // names of the buckets down to the current one
	prefix []byte // of the keys of the first level
	k, v   []byte
}

// Scan gives the keys whose last given part is a prefix of theirs. Buckets are
// walked into.
func (t *tx) Scan(pref kv.Key) kv.Iterator {
	s := &scan{}
	b := t.root()
	if len(pref) > 0 {
		s.prefix = pref[len(pref)-1]
		s.path = pref[:len(pref)-1].Clone()
		b = t.bucket(pref)
	}
	if b != nil {
		s.down(b)
	}
	return s
}

func (s *scan) down(b *bbolt.Bucket) {
	s.levels = append(s.levels, level{bucket: b, cursor: b.Cursor(), pathLen: len(s.path)})
}

// step moves the deepest cursor on by one.
func (s *scan) step() bool {
	l := &s.levels[len(s.levels)-1]
	first := len(s.levels) == 1
	switch {
	case l.begun:
		s.k, s.v = l.cursor.Next()
	case first && len(s.prefix) > 0:
		s.k, s.v = l.cursor.Seek(s.prefix)
	default:
		s.k, s.v = l.cursor.First()
	}
	l.begun = true
	return s.k != nil && (!first || bytes.HasPrefix(s.k, s.prefix))
}

func (s *scan) Next(ctx context.Context) bool {
	for len(s.levels) > 0 {
		if !s.step() {
			s.levels = s.levels[:len(s.levels)-1]
			if n := len(s.levels); n > 0 {
				s.path = s.path[:s.levels[n-1].pathLen]
			}
			continue
		}
		if s.v == nil {
			if b := s.levels[len(s.levels)-1].bucket.Bucket(s.k); b != nil {
				s.path = append(s.path, bytes.Clone(s.k))
				s.down(b)
				continue
			}
		}
		return true
	}
	return false
}

func (s *scan) Key() kv.Key {
	if len(s.levels) == 0 {
		return nil
	}
	k := make(kv.Key, 0, len(s.path)+1)
	return append(append(k, s.path...), bytes.Clone(s.k))
}

func (s *scan) Val() kv.Value { return s.v }

func (s *scan) Err() error { return nil }

func (s *scan) Close() error {
	s.levels = nil
	return nil
}
