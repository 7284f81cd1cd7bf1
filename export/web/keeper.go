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

// keeper opens the database when somebody asks and lets it go when nobody does. It counts who asks, so
// that letting go never makes a question wait for a longer one.
type keeper struct {
	path string
	life context.Context // ends when the server does
	end  context.CancelFunc

	mu      sync.Mutex
	changed sync.Cond // asking or writing became less
	s       *store.Store
	at      state // of the file when it was opened
	asking  int   // questions that are being answered
	writing int   // changes that wait or are made
	asked   time.Time
}

func newKeeper(path string) *keeper {
	k := &keeper{path: path}
	k.life, k.end = context.WithCancel(context.Background())
	k.changed.L = &k.mu
	return k
}

// read runs do with the database open for questions, and the state it is in. It must not be called in do:
// a change that waits would hold up the inner one for ever.
func (k *keeper) read(ctx context.Context, do func(s *store.Store, at state) error) error {
	s, at, err := k.take(ctx)
	if err != nil {
		return err
	}
	defer k.leave()
	return do(s, at)
}

func (k *keeper) take(ctx context.Context) (*store.Store, state, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for k.writing > 0 {
		k.changed.Wait()
	}
	if err := ctx.Err(); err != nil {
		return nil, state{}, err
	}
	if k.s == nil {
		var at state
		if st, err := os.Stat(k.path); err == nil {
			at = state{st.ModTime(), st.Size()}
		}
		s, err := store.Open(k.path, store.Options{ReadOnly: true, Create: store.MustExist})
		if err != nil {
			return nil, state{}, err
		}
		k.s, k.at = s, at
	}
	k.asking++
	return k.s, k.at, nil
}

func (k *keeper) leave() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.asking--
	k.asked = time.Now()
	k.changed.Broadcast()
	if k.asking == 0 {
		time.AfterFunc(idle, k.tire)
	}
}

// tire lets go of the database if nobody asked for a while.
func (k *keeper) tire() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.asking == 0 && time.Since(k.asked) >= idle {
		k.letGo()
	}
}

// letGo closes the database; mu is held and nobody asks.
func (k *keeper) letGo() error {
	if k.s == nil {
		return nil
	}
	err := k.s.Close()
	k.s = nil
	return err
}

// close lets go of the database; what is worked on behind the pages is given up.
func (k *keeper) close() error {
	k.end()
	k.mu.Lock()
	defer k.mu.Unlock()
	for k.asking > 0 {
		k.changed.Wait()
	}
	return k.letGo()
}

// write runs do with the database open for changes. Nobody else has it meanwhile.
func (k *keeper) write(do func(s *store.Store) error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.writing++
	defer func() {
		k.writing--
		k.changed.Broadcast()
	}()
	for k.asking > 0 {
		k.changed.Wait()
	}
	if err := k.letGo(); err != nil {
		return err
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
