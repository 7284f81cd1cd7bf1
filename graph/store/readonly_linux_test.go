package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"dateline/graph/graphtest"
	"dateline/graph/store"
)

// TestReadOnlyPlace: what may not be written is not opened for writing, with an error that says
// so and what to do, and is read all the same.
func TestReadOnlyPlace(t *testing.T) {
	onlyFile(t)
	dir, err := os.MkdirTemp("", "dateline-read-only-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "a.db")
	s, err := store.Open(path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, graphtest.Call("https://example.org/a", "Probe"))
	s.Close()
	for name, mode := range map[string]os.FileMode{path: 0o444, dir: 0o555} {
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	if os.Getuid() == 0 { // whose rights have no bounds: be nobody, as far as files go
		runtime.LockOSThread() // and never unlock: the thread ends with the test
		if err := syscall.Setfsuid(65534); err != nil {
			t.Skip(err)
		}
		defer syscall.Setfsuid(0)
	}
	for _, p := range []string{path, filepath.Join(dir, "new.db")} {
		_, err := store.Open(p, store.Options{})
		if !errors.Is(err, store.ErrUnwritable) || !strings.Contains(err.Error(), p) || !strings.Contains(err.Error(), "choose another place") {
			t.Errorf("%s: %v", p, err)
		}
	}
	r, err := store.Open(path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	clean(t, r)
}
