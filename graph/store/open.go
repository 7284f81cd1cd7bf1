package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	cgraph "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/cayley/writer"
	"github.com/cayleygraph/quad"
	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"dateline/graph/store/bolt"
)

// Version is the format of the databases that this program makes. A file of
// an older format is migrated when that is known how, of a newer one refused.
const Version = 3

// oldest is the oldest format that is migrated.
const oldest = 2

const defaultWait = 1500 * time.Millisecond

// options of Cayley's store. The bloom filter takes 600 MB and reads the whole
// file at opening.
var cayleyOptions = cgraph.Options{"no_bloom": true}

// indexes are those Cayley is made to keep. They are stored in the file.
// With {S,P} and {O,P} every hop is one exact scan; with {L} so is an article.
var (
	indexSP = kv.QuadIndex{Dirs: []quad.Direction{quad.Subject, quad.Predicate}}
	indexOP = kv.QuadIndex{Dirs: []quad.Direction{quad.Object, quad.Predicate}}
	indexL  = kv.QuadIndex{Dirs: []quad.Direction{quad.Label}}
)

// setIndexes tells Cayley, which keeps them in a variable of its own.
var setIndexes = sync.OnceFunc(func() { kv.DefaultQuadIndexes = []kv.QuadIndex{indexSP, indexOP, indexL} })

// Store is an open database.
type Store struct {
	mu     sync.RWMutex // readers share; a writer excludes them: Cayley's cache breaks otherwise
	db     *bolt.DB
	qs     *kv.QuadStore
	w      cgraph.QuadWriter
	path   string
	opt    Options
	temp   bool
	broken error // a write failed and the store could not be reopened
}

// Open opens the database at path. What went wrong is one of the errors of this
// package with the name of the file and the way out.
func Open(path string, o Options) (*Store, error) {
	if o.Wait == 0 {
		o.Wait = defaultWait
	}
	fresh, err := look(path, o)
	if err != nil {
		return nil, err
	}
	db, err := bolt.Open(path, bolt.Options{ReadOnly: o.ReadOnly, Wait: o.Wait, NoSync: o.NoSync})
	if err != nil {
		return nil, explain(path, err)
	}
	s := &Store{db: db, path: path, opt: o}
	if err := s.begin(fresh); err != nil {
		db.Close()
		return nil, err
	}
	return s, nil
}

// Memory opens an empty database that is gone after Close.
func Memory(o Options) (*Store, error) {
	dir, err := os.MkdirTemp("", "dateline-")
	if err != nil {
		return nil, err
	}
	o.NoSync, o.ReadOnly, o.Create = true, false, CreateMissing
	s, err := Open(filepath.Join(dir, "memory.db"), o)
	if err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	s.temp = true
	return s, nil
}

// look reports whether the file is to be made, before anything touches it.
func look(path string, o Options) (fresh bool, err error) {
	st, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if o.ReadOnly || o.Create == MustExist {
			return false, &openError{path: path, what: "there is no such database", kind: ErrNotFound,
				do: "make one with: dateline --db " + path + " ingest FILE..."}
		}
		if _, err := os.Stat(filepath.Dir(path)); err != nil {
			return false, &openError{path: path, what: "its folder does not exist", kind: ErrUnwritable, cause: err, do: "make the folder first"}
		}
		return true, nil
	case err != nil:
		return false, explain(path, err)
	case st.IsDir():
		return false, &openError{path: path, what: "is a folder", kind: ErrNotDatabase, do: "name a file with --db FILE"}
	}
	return st.Size() == 0 && !o.ReadOnly, nil
}

// explain turns an error of opening into one that says what to do.
func explain(path string, err error) error {
	e := &openError{path: path, cause: err}
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		e.kind, e.cause = ErrHeld, nil
		e.what = "another process holds the database"
		if h := holder(path); h != "" {
			e.what = "the database is held by " + h
		}
		e.do = "wait until it has ended, or work on a copy"
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch):
		e.kind, e.what, e.do = ErrNotDatabase, "is not a dateline database, or is damaged", "name another file with --db, or restore it from a backup"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		e.kind, e.what, e.do = ErrUnwritable, "cannot be opened for writing", "choose another place with --db, or ask for its rights to be changed"
	default:
		e.kind, e.what = ErrUnwritable, "cannot be opened"
	}
	return e
}

// begin makes the buckets of a new file, or checks those of an old one, and starts
// Cayley on it.
func (s *Store) begin(fresh bool) error {
	if fresh {
		if err := s.create(); err != nil {
			return explain(s.path, err)
		}
	} else if old, err := s.checkVersion(); err != nil {
		return err
	} else if old < Version {
		if err := s.migrate(); err != nil {
			return explain(s.path, err)
		}
	}
	return s.reopen()
}

func (s *Store) create() error {
	setIndexes()
	if err := kv.Init(s.db, cayleyOptions); err != nil {
		return err
	}
	return s.db.Bolt().Update(func(tx *bbolt.Tx) error {
		if err := makeBuckets(tx); err != nil {
			return err
		}
		return tx.Bucket(bDateline).Put(kVersion, binary.BigEndian.AppendUint32(nil, Version))
	})
}

func (s *Store) checkVersion() (int, error) {
	version := -1
	err := s.db.Bolt().View(func(tx *bbolt.Tx) error {
		if b := tx.Bucket(bDateline); b != nil {
			if v := b.Get(kVersion); len(v) == 4 {
				version = int(binary.BigEndian.Uint32(v))
			}
		}
		return nil
	})
	switch {
	case err != nil:
		return 0, explain(s.path, err)
	case version < 0:
		return 0, &openError{path: s.path, what: "is not a dateline database", kind: ErrNotDatabase, do: "name another file with --db"}
	case version > Version:
		return 0, &openError{path: s.path, kind: ErrVersion,
			what: fmt.Sprintf("was made by a newer dateline (format %d; this one knows up to %d)", version, Version),
			do:   "use that program, or build the database again from the articles with this one"}
	case version < oldest:
		return 0, &openError{path: s.path, kind: ErrVersion,
			what: fmt.Sprintf("is of the old format %d, which this program (format %d) cannot migrate", version, Version),
			do:   "build the database again from the articles"}
	}
	return version, nil
}

// reopen starts Cayley afresh on the open file. It must follow every failed
// write: Cayley keeps ids of what was rolled back in its cache.
func (s *Store) reopen() error {
	qs, err := kv.New(s.db, cayleyOptions)
	if err != nil {
		return &openError{path: s.path, what: "is not a dateline database, or is damaged", kind: ErrNotDatabase, cause: err, do: "restore it from a backup"}
	}
	s.qs = qs.(*kv.QuadStore)
	// Both ignored: a transaction that fails half-way corrupts the store.
	s.w, err = writer.NewSingle(s.qs, cgraph.IgnoreOpts{IgnoreDup: true, IgnoreMissing: true})
	return err
}

// Close closes the database. Nobody may use it any more.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.db.Close()
	if s.temp {
		os.RemoveAll(filepath.Dir(s.path))
	}
	return err
}

// Path is the file of the database.
func (s *Store) Path() string { return s.path }
