package store_test

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"dateline/graph/graphtest"
	"dateline/graph/merge"
	"dateline/graph/store"
)

// full writes under a limit of the file's size until it is reached, and then once more.
func full(path string) {
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: 9 << 20, Max: 9 << 20}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		fmt.Println("skip", err)
		return
	}
	s, err := store.Open(path, store.Options{Merger: merge.Merger{}})
	if err != nil {
		fmt.Println("error", err)
		return
	}
	failed := 0
	for n := 0; failed < 2 && n < 5000; n++ {
		if _, err := s.Put(ctx, graphtest.Random(3, n, 12)); err != nil {
			fmt.Println("full", err)
			failed++
			continue
		}
		fmt.Println("stored", n)
	}
	problems, err := s.Check(ctx)
	fmt.Println("check", len(problems), err)
}

// TestDiskFull: when there is no room the write fails with the name of the file,
// what was stored stays, and the store goes on working.
func TestDiskFull(t *testing.T) {
	onlyFile(t)
	path := filepath.Join(t.TempDir(), "full.db")
	cmd, out := child(t, "full", path)
	stored, failed, checked := 0, "", ""
	for out.Scan() {
		what, rest, _ := strings.Cut(out.Text(), " ")
		switch what {
		case "skip":
			t.Skip(rest)
		case "stored":
			stored++
		case "full":
			failed = rest
		case "check":
			checked = rest
		default:
			t.Fatal(out.Text())
		}
	}
	cmd.Wait()
	if stored == 0 || !strings.Contains(failed, path) || checked != "0 <nil>" {
		t.Fatalf("%d articles stored, then %q; check: %q", stored, failed, checked)
	}
	s, err := store.Open(path, store.Options{Merger: merge.Merger{}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	clean(t, s)
	if info, err := s.Info(ctx); err != nil || info.Articles != stored {
		t.Fatalf("%d of %d articles: %v", info.Articles, stored, err)
	}
	put(t, s, graphtest.Call("https://example.org/after", "Probe"))
	clean(t, s)
	if _, err := os.Stat(path + ".lock"); !errors.Is(err, os.ErrNotExist) {
		t.Error("something was left beside the file")
	}
}
