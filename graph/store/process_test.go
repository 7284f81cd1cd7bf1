package store_test

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"dateline/graph/graphtest"
	"dateline/graph/merge"
	"dateline/graph/store"
	"dateline/graph/store/postgres/postgrestest"
)

// TestMain lets the test binary play the other process.
func TestMain(m *testing.M) {
	if play := roles[os.Getenv("DATELINE_TEST_ROLE")]; play != nil {
		play(os.Getenv("DATELINE_TEST_DB"))
		return
	}
	flag.Parse()
	backends := []string{"memory", "file"}
	if flag.Lookup("test.bench").Value.String() != "" {
		backends = backends[1:] // so that the clock sees what stays
	}
	if postgrestest.Have() {
		backends = append(backends, "postgres")
	}
	if flag.Lookup("test.fuzz").Value.String() != "" {
		backends = backends[:1]
	}
	for _, backend = range backends {
		fmt.Println("against", backend)
		if code := m.Run(); code != 0 {
			os.Exit(code)
		}
	}
}

// roles are what the other process can be.
var roles = map[string]func(path string){"load": load, "hold": hold, "full": full, "share": share}

// load puts articles one after the other and says after each that it is stored.
func load(path string) {
	fmt.Println("begun")
	s, err := store.Open(path, store.Options{Merger: merge.Merger{}, Wait: 5 * time.Second})
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	fmt.Println("open")
	from, _ := strconv.Atoi(os.Getenv("DATELINE_TEST_FROM"))
	for n := from; ; n++ {
		if _, err := s.Put(ctx, graphtest.Random(3, n, 6)); err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		if n%4 == 3 { // take one away again
			if err := s.Remove(ctx, graphtest.Random(3, n-2, 6).Article.ID); err != nil {
				fmt.Println("error", err)
				os.Exit(1)
			}
		}
		fmt.Println("stored", n)
	}
}

func hold(path string) {
	s, err := store.Open(path, store.Options{})
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	defer s.Close()
	fmt.Println("held")
	time.Sleep(time.Minute)
}

func child(t *testing.T, role, path string, env ...string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(append(os.Environ(), "DATELINE_TEST_ROLE="+role, "DATELINE_TEST_DB="+path), env...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(out)
}

// TestKill kills a process that writes, at a random moment, again and again: what
// it had said was stored must be there, whole, and the file must be in order.
// DATELINE_ROUNDS=200 for the long run.
func TestKill(t *testing.T) {
	path := place(t)
	next := 0
	for round := range graphtest.Rounds(6) {
		cmd, out := child(t, "load", path, "DATELINE_TEST_FROM="+strconv.Itoa(next))
		wait := time.Duration(20+(round*137)%600) * time.Millisecond
		wait += time.Duration(round*7919%1000) * time.Microsecond
		last := next - 1
		for out.Scan() {
			switch what, n, _ := strings.Cut(out.Text(), " "); what {
			case "begun", "open": // most rounds let it open first
				if (what == "begun") != (round%5 == 4) {
					continue
				}
				defer time.AfterFunc(wait, func() { cmd.Process.Kill() }).Stop()
			case "error":
				t.Fatal(n)
			default:
				last, _ = strconv.Atoi(n)
			}
		}
		cmd.Wait()
		if _, err := os.Stat(path); os.IsNotExist(err) && !store.OnServer(path) {
			continue // killed before it began
		}
		s, err := store.Open(path, store.Options{Merger: merge.Merger{}})
		if errors.Is(err, store.ErrNotDatabase) && last < 0 {
			os.Remove(path) // killed while bbolt wrote its first pages
			continue
		}
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		for n := max(0, last-8); n <= last; n++ {
			want := graphtest.Random(3, n, 6)
			f, err := s.Facts(ctx, want.Article.ID)
			removed := n%4 == 1 && n+2 <= last
			either := n%4 == 1 && n+2 == last+1 // being removed when it was killed
			there := f.Article.ID != ""
			if err != nil || there == removed && !either || there && len(f.Events) != len(want.Events) {
				t.Fatalf("round %d: article %d of %d is %+v, %v", round, n, last, f.Article.ID, err)
			}
		}
		clean(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		next = last + 1
	}
	if next < 3 {
		t.Skip("the machine is too slow to have stored anything before the kill")
	}
}

func TestSecondProcess(t *testing.T) {
	onlyFile(t)
	path := filepath.Join(t.TempDir(), "held.db")
	cmd, out := child(t, "hold", path)
	defer func() { cmd.Process.Kill(); cmd.Wait() }()
	if !out.Scan() || out.Text() != "held" {
		t.Fatal(out.Text())
	}
	for _, o := range []store.Options{{Wait: 50 * time.Millisecond}, {Wait: 50 * time.Millisecond, ReadOnly: true}} {
		_, err := store.Open(path, o)
		if !errors.Is(err, store.ErrHeld) {
			t.Fatalf("%+v: %v", o, err)
		}
		if runtime.GOOS == "linux" && !strings.Contains(err.Error(), strconv.Itoa(cmd.Process.Pid)) {
			t.Errorf("the error does not name process %d: %v", cmd.Process.Pid, err)
		}
	}
}

func TestReadersShareAWriterWaits(t *testing.T) {
	onlyFile(t)
	path := filepath.Join(t.TempDir(), "shared.db")
	s, err := store.Open(path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, graphtest.Call("https://example.org/a", "Probe"))
	s.Close()
	a, err := store.Open(path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	b, err := store.Open(path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	clean(t, b)
	if _, err := b.Put(ctx, graphtest.Call("https://example.org/b", "Probe")); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("writing to what is open for reading: %v", err)
	}
	if _, err := store.Open(path, store.Options{Wait: 20 * time.Millisecond}); !errors.Is(err, store.ErrHeld) {
		t.Errorf("a writer beside readers: %v", err)
	}
}

func TestForeignFiles(t *testing.T) {
	onlyFile(t)
	dir := t.TempDir()
	write := func(name string, b []byte) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, b, 0o644); err != nil {
			t.Fatal(err)
		}
		return p
	}
	text := write("text.db", []byte(strings.Repeat("This is an article, not a database. ", 1000)))
	if _, err := store.Open(text, store.Options{}); !errors.Is(err, store.ErrNotDatabase) {
		t.Errorf("a text: %v", err)
	}
	other := filepath.Join(dir, "other.db")
	db, err := bbolt.Open(other, 0o644, nil)
	if err != nil {
		t.Fatal(err)
	}
	db.Update(func(tx *bbolt.Tx) error { _, err := tx.CreateBucket([]byte("mine")); return err })
	db.Close()
	if _, err := store.Open(other, store.Options{}); !errors.Is(err, store.ErrNotDatabase) {
		t.Errorf("the database of another program: %v", err)
	}
	newer := filepath.Join(dir, "newer.db")
	s, err := store.Open(newer, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	set := func(v byte) {
		db, _ := bbolt.Open(newer, 0o644, nil)
		db.Update(func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("dateline")).Put([]byte("version"), []byte{0, 0, 0, v})
		})
		db.Close()
	}
	for v, want := range map[byte]string{store.Version + 1: "newer", 0: "old format"} {
		set(v)
		if _, err := store.Open(newer, store.Options{}); !errors.Is(err, store.ErrVersion) || !strings.Contains(err.Error(), want) {
			t.Errorf("format %d: %v", v, err)
		}
	}
	for _, older := range []byte{4, 5} {
		set(older)
		for _, o := range []store.Options{{ReadOnly: true}, {}, {}} { // read, raised, as any other
			s, err := store.Open(newer, o)
			if err != nil {
				t.Fatalf("format %d, %+v: %v", older, o, err)
			}
			s.Close()
		}
		db, _ = bbolt.Open(newer, 0o644, nil)
		db.View(func(tx *bbolt.Tx) error {
			if v := tx.Bucket([]byte("dateline")).Get([]byte("version")); v[3] != store.Version {
				t.Errorf("the format is %d after it was opened for writing", v)
			}
			return nil
		})
		db.Close()
	}
}

func TestUnwritable(t *testing.T) {
	onlyFile(t)
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere")
	}
	dir := t.TempDir()
	os.Chmod(dir, 0o500)
	if _, err := store.Open(filepath.Join(dir, "x.db"), store.Options{}); !errors.Is(err, store.ErrUnwritable) {
		t.Errorf("%v", err)
	}
}

func TestBackupRestoreCompact(t *testing.T) {
	onlyFile(t)
	dir := t.TempDir()
	path := filepath.Join(dir, "a.db")
	opt := store.Options{Merger: merge.Merger{}}
	s, err := store.Open(path, opt)
	if err != nil {
		t.Fatal(err)
	}
	for n := range 30 {
		put(t, s, graphtest.Random(4, n, 8))
	}
	for n := range 20 {
		put(t, s, graphtest.Random(5, n, 3)) // other versions of the same
	}
	for n := 10; n < 18; n++ {
		if err := s.Remove(ctx, graphtest.Random(4, n, 8).Article.ID); err != nil {
			t.Fatal(err)
		}
	}
	f, err := s.Facts(ctx, graphtest.Random(4, 25, 8).Article.ID)
	if err != nil {
		t.Fatal(err)
	}
	j := store.Judgement{A: string(f.Entities[0].ID), B: string(f.Entities[1].ID), Verdict: store.NotSame, By: "ann", At: graphtest.Day(1, 2)}
	if err := s.Judge(ctx, j); err != nil {
		t.Fatal(err)
	}
	if err := s.PutBatch(ctx, store.Batch{ID: "one", Started: graphtest.Day(1, 1)}); err != nil {
		t.Fatal(err)
	}
	want := dump(t, s)
	back := filepath.Join(dir, "backup")
	w, err := os.Create(back)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(ctx, w); err != nil {
		t.Fatal(err)
	}
	w.Close()
	s.Close()

	in, _ := os.Open(back)
	defer in.Close()
	restored := filepath.Join(dir, "restored.db")
	if err := store.Restore(ctx, restored, in); err != nil {
		t.Fatal(err)
	}
	if err := store.Restore(ctx, restored, in); !errors.Is(err, store.ErrUnwritable) {
		t.Errorf("over an existing file: %v", err)
	}
	junk := filepath.Join(dir, "junk.db")
	if err := store.Restore(ctx, junk, strings.NewReader("no backup")); !errors.Is(err, store.ErrNotDatabase) {
		t.Errorf("from what is no backup: %v", err)
	}
	if _, err := os.Stat(junk); err == nil {
		t.Error("a failed restore leaves a file")
	}
	before, after, err := store.Compact(ctx, restored, opt)
	if err != nil || after >= before {
		t.Fatalf("%d to %d bytes: %v", before, after, err)
	}
	c, err := store.Open(restored, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	clean(t, c)
	graphtest.SameDump(t, "compacted", dump(t, c), want)
	bs, err := c.Batches(ctx)
	if err != nil || len(bs) != 1 || bs[0].ID != "one" {
		t.Errorf("batches: %v %v", bs, err)
	}
	if vs, err := c.Versions(ctx, graphtest.Random(4, 25, 8).Article.ID); err != nil || len(vs) != 0 {
		t.Errorf("versions: %d %v", len(vs), err)
	}
	if vs, err := c.Versions(ctx, graphtest.Random(4, 3, 8).Article.ID); err != nil || len(vs) != 1 {
		t.Errorf("versions of a changed article: %d %v", len(vs), err)
	}
}
