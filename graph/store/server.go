package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"
	"os"
	"path/filepath"

	"dateline/graph/store/postgres"
)

// openServer opens a graph on PostgreSQL. Options.Wait and NoSync are of files: a writer
// waits for its turn.
func openServer(address string, o Options) (*Store, error) {
	name := Name(address)
	db, err := postgres.Open(context.Background(), address, !o.ReadOnly && o.Create == CreateMissing)
	switch {
	case errors.Is(err, postgres.ErrMissing):
		return nil, &openError{path: name, what: "there is no graph in this database", kind: ErrNotFound,
			do: "make one with: dateline --db " + name + " ingest FILE..."}
	case err != nil:
		return nil, &openError{path: name, what: "PostgreSQL does not open it", kind: ErrUnwritable, cause: err,
			do: "see whether the server runs and the address is right: postgres://USER@HOST:PORT/DATABASE"}
	}
	return &Store{db: db, path: name, opt: o}, nil
}

// OnServer reports whether a name is an address of PostgreSQL and not a file.
func OnServer(path string) bool { return postgres.Is(path) }

// Beside is where files that go with a database lie, without their endings: next to its file,
// or for one on a server in this user's folder, which base gives.
func Beside(path string, base func() (string, error)) string {
	if !postgres.Is(path) {
		return path
	}
	dir, err := base()
	if err != nil {
		dir = os.TempDir()
	}
	dir = filepath.Join(dir, "dateline")
	os.MkdirAll(dir, 0o700) // whoever writes there meets the error
	sum := sha256.Sum256([]byte(Name(path)))
	return filepath.Join(dir, hex.EncodeToString(sum[:8]))
}

// Name is a path as it may be shown: an address without its password.
func Name(path string) string {
	if !postgres.Is(path) {
		return path
	}
	u, err := url.Parse(path)
	if err != nil {
		return "postgres://"
	}
	if u.User != nil {
		u.User = url.User(u.User.Username())
	}
	q := u.Query()
	if q.Has("password") {
		q.Del("password")
		u.RawQuery = q.Encode()
	}
	return u.String()
}
