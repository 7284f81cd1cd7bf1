package store

import (
	"errors"
	"fmt"
)

// Errors that a caller decides by. Those returned wrap one of them and name the
// file and the way out.
var (
	ErrNotFound    = errors.New("no such database")
	ErrNotDatabase = errors.New("not a dateline database")
	ErrVersion     = errors.New("database of another version")
	ErrHeld        = errors.New("database is in use")
	ErrReadOnly    = errors.New("database is open for reading only")
	ErrUnwritable  = errors.New("database cannot be written")
	ErrNoClaims    = errors.New("a fact without a claim cannot be stored")
)

// openError is an error about a database file with what to do about it.
type openError struct {
	path, what, do string
	kind           error
	cause          error
}

func (e *openError) Error() string {
	s := fmt.Sprintf("%s: %s", e.path, e.what)
	if e.cause != nil {
		s += fmt.Sprintf(" (%v)", e.cause)
	}
	if e.do != "" {
		s += "; " + e.do
	}
	return s
}

func (e *openError) Unwrap() []error { return []error{e.kind, e.cause} }
