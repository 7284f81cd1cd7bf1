package store

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"time"

	cgraph "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/kv"
	berrors "go.etcd.io/bbolt/errors"

	"dateline/graph/store/bolt"
	"dateline/graph/store/engine"
	"dateline/graph/store/layout"
	"dateline/graph/store/postgres"
	"dateline/graph/store/words"
)

// Version is the format of the databases that this program makes. Those of the formats from readable on are read, and raised
// when they are opened for writing; one of another format is refused.
const Version = 6

// readable is the format without parts: all that it has lies where the parts of a bucket are looked for last. In format 5
// the Merger's lists of events are not in the order of time; it reads them.
const readable = 4

const defaultWait = 1500 * time.Millisecond

// options of Cayley's store. The bloom filter takes 600 MB and reads the whole
// file at opening.
var cayleyOptions = cgraph.Options{"no_bloom": true}

// indexes are those Cayley is made to keep. They are stored in the file.
// With {S,P} and {O,P} every hop is one exact scan; with {L} so is an article.
var (
	indexSP, indexOP, indexL = layout.SP, layout.OP, layout.L
)

// upwards are the buckets whose keys come more or less in order, where articles do.
var upwards = slices.Concat(layout.Upwards, words.Upwards, [][]byte{bTime, []byte("band")})

// scattered are those whose keys come in any order, and whether they are looked through by what stands before
// a zero byte.
var scattered = map[string]bool{
	string(layout.Node): false,
	string(bTally):      false, string(bCanon): false, string(bMembers): true,
	string(bRecord): false, string(bHash): true, string(bPath): false, string(bMark): true, string(bState): true, string(bArticle): false, "said": false,
	"sigof": false, "sig": true, "sigcanon": false, "block": true, "officeof": false, "holders": true, "held": true,
	"callers": true, "named": true, "keyof": false, "bykey": true, "bypair": true, "sketch": false, "groupof": false, "group": true,
}

// sorted are those that a commit writes in order, in whatever order they come.
var sorted = [][]byte{layout.Name(indexSP), layout.Name(indexOP), bTime, bTaker, bType, bWide, bWell, bThin, bPaper, bEvent, bRank, bDate, bName, bWord}

// setIndexes tells Cayley, which keeps them in a variable of its own.
var setIndexes = sync.OnceFunc(func() { kv.DefaultQuadIndexes = []kv.QuadIndex{indexSP, indexOP, indexL} })

// Store is an open database.
type Store struct {
	mu   sync.RWMutex // readers share; a writer excludes them
	db   engine.DB
	file *bolt.DB // db, where it is a file
	path string
	opt  Options
	temp bool

	kept  kept
	spent spent
}

// Open opens the database at path: a file, or an address postgres://... What went wrong
// is one of the errors of this package with the name of the database and the way out.
func Open(path string, o Options) (*Store, error) {
	s, err := open(path, o)
	if err != nil {
		return nil, err
	}
	if err := s.start(context.Background()); err != nil {
		s.db.Close()
		return nil, err
	}
	return s, nil
}

// open opens the database without looking into it.
func open(path string, o Options) (*Store, error) {
	if postgres.Is(path) {
		return openServer(path, o)
	}
	if o.Wait == 0 {
		o.Wait = defaultWait
	}
	if err := look(path, o); err != nil {
		return nil, err
	}
	db, err := bolt.Open(path, bolt.Options{ReadOnly: o.ReadOnly, Wait: o.Wait, NoSync: o.NoSync, Upwards: upwards, Scattered: scattered, Sorted: sorted})
	if err != nil {
		return nil, explain(path, err)
	}
	return &Store{db: db, file: db, path: path, opt: o}, nil
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

// look reports what is wrong with the place of a file, before anything touches it.
func look(path string, o Options) error {
	st, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if o.ReadOnly || o.Create == MustExist {
			return &openError{path: path, what: "there is no such database", kind: ErrNotFound,
				do: "make one with: dateline --db " + path + " ingest FILE..."}
		}
		if _, err := os.Stat(filepath.Dir(path)); err != nil {
			return &openError{path: path, what: "its folder does not exist", kind: ErrUnwritable, cause: err, do: "make the folder first"}
		}
	case err != nil:
		return explain(path, err)
	case st.IsDir():
		return &openError{path: path, what: "is a folder", kind: ErrNotDatabase, do: "name a file with --db FILE"}
	}
	return nil
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

// start makes the buckets of a new database, or checks those of an old one.
func (s *Store) start(ctx context.Context) error {
	version, empty, err := s.version(ctx)
	if err == nil && empty && !s.opt.ReadOnly {
		version, err = Version, s.create(ctx)
	}
	if err == nil && version >= readable && version < Version {
		version = Version
		if !s.opt.ReadOnly {
			err = s.db.Group(ctx, putVersion)
		}
	}
	switch {
	case err != nil:
		return explain(s.path, err)
	case version < 0:
		return &openError{path: s.path, what: "is not a dateline database", kind: ErrNotDatabase, do: "name another one with --db"}
	case version > Version:
		return &openError{path: s.path, kind: ErrVersion,
			what: fmt.Sprintf("was made by a newer dateline (format %d; this one knows up to %d)", version, Version),
			do:   "use that program, or build the database again from the articles with this one"}
	case version < Version:
		return &openError{path: s.path, kind: ErrVersion,
			what: fmt.Sprintf("is of the old format %d, which this program (format %d) cannot migrate", version, Version),
			do:   "build the database again from the articles"}
	}
	return nil
}

// version is the format of the database, -1 if it is none; empty says that nothing is in it.
func (s *Store) version(ctx context.Context) (v int, empty bool, err error) {
	err = s.db.View(ctx, func(tx engine.Tx) error {
		v, empty = versionOf(tx)
		return nil
	})
	return v, empty, err
}

func versionOf(tx engine.Tx) (v int, empty bool) {
	if b := tx.Bucket(bDateline); b != nil {
		if v := b.Get(kVersion); len(v) == 4 {
			return int(binary.BigEndian.Uint32(v)), false
		}
	}
	return -1, tx.Empty()
}

// create makes an empty database, unless another process was first.
func (s *Store) create(ctx context.Context) error {
	setIndexes()
	return s.db.Group(ctx, func(tx engine.Tx) error {
		if _, empty := versionOf(tx); !empty {
			return nil
		}
		if err := kv.Init(layout.KV(tx.KV()), cayleyOptions); err != nil {
			return err
		}
		if err := makeBuckets(tx); err != nil {
			return err
		}
		if err := tx.Bucket(bDateline).Put(kThin, []byte{thinOf}); err != nil {
			return err
		}
		return putVersion(tx)
	})
}

func putVersion(tx engine.Tx) error {
	return tx.Bucket(bDateline).Put(kVersion, binary.BigEndian.AppendUint32(nil, Version))
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

// Path is the file of the database, or its address without the password.
func (s *Store) Path() string { return s.path }

// Shared reports whether other processes may write to the database meanwhile.
func (s *Store) Shared() bool { return s.db.Shared() }
