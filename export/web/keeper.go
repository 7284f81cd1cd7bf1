package web

import (
	"context"
	"os"
	"sync"
	"time"

	"dateline/graph/merge"
	"dateline/graph/store"
)

// idle is how long the database stays open after the last question. A database that is open
// keeps others from writing: 'dateline ingest' must be able to go on beside the pages.
const idle = time.Second

// state tells one content of the database file from another.
type state struct {
	changed time.Time
	bytes   int64
}

// keeper opens the database when somebody asks and lets it go when nobody does.
type keeper struct {
	path string

	mu    sync.RWMutex // held for reading while a question is asked
	s     *store.Store
	at    state // of the file when it was opened
	timer *time.Timer
}

// read runs do with the database open for questions, and the state it is in.
func (k *keeper) read(ctx context.Context, do func(s *store.Store, at state) error) error {
	for {
		k.mu.RLock()
		if k.s != nil {
			defer k.mu.RUnlock()
			k.timer.Reset(idle)
			if err := ctx.Err(); err != nil {
				return err
			}
			return do(k.s, k.at)
		}
		k.mu.RUnlock()
		if err := k.open(); err != nil {
			return err
		}
	}
}

func (k *keeper) open() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.s != nil {
		return nil
	}
	st, err := os.Stat(k.path)
	if err == nil {
		k.at = state{st.ModTime(), st.Size()}
	}
	s, err := store.Open(k.path, store.Options{ReadOnly: true, Create: store.MustExist})
	if err != nil {
		return err
	}
	k.s = s
	k.timer = time.AfterFunc(idle, func() { k.close() })
	return nil
}

// close lets go of the database.
func (k *keeper) close() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.s == nil {
		return nil
	}
	k.timer.Stop()
	err := k.s.Close()
	k.s = nil
	return err
}

// write runs do with the database open for changes. Nobody else has it meanwhile.
func (k *keeper) write(do func(s *store.Store) error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.s != nil {
		k.timer.Stop()
		if err := k.s.Close(); err != nil {
			return err
		}
		k.s = nil
	}
	s, err := store.Open(k.path, store.Options{Merger: merge.Merger{}, Create: store.MustExist})
	if err != nil {
		return err
	}
	err = do(s)
	if e := s.Close(); err == nil {
		err = e
	}
	return err
}
