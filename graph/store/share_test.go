package store_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/merge"
	"dateline/graph/store"
	"dateline/graph/store/postgres/postgrestest"
)

const sharedArticles = 60

func sharedArticle(n int) graph.Facts { return graphtest.Random(11, n, 6) }

// share puts most of the shared articles, in an order of its own, in groups of several sizes,
// and takes those of one number in six away again.
func share(path string) {
	seed, _ := strconv.Atoi(os.Getenv("DATELINE_TEST_FROM"))
	fail := func(err error) {
		if err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
	}
	s, err := store.Open(path, store.Options{Merger: merge.Merger{}})
	fail(err)
	r := rand.New(rand.NewPCG(uint64(seed), 9))
	for _, group := range groupsOf(r, r.Perm(sharedArticles)) {
		var facts []graph.Facts
		for _, n := range group {
			if n%4 != seed%4 || n%3 == 0 { // each is put by three processes or by four
				facts = append(facts, sharedArticle(n))
			}
		}
		results, err := s.Put(ctx, facts...)
		fail(err)
		for _, res := range results {
			fail(res.Err)
			fmt.Println(res.Outcome)
		}
	}
	for n := range sharedArticles {
		if n%6 == 5 {
			fail(s.Remove(ctx, sharedArticle(n).Article.ID))
		}
	}
	fail(s.PutBatch(ctx, store.Batch{ID: strconv.Itoa(seed)}))
	fail(s.Close())
}

func groupsOf(r *rand.Rand, numbers []int) (out [][]int) {
	for len(numbers) > 0 {
		n := min(len(numbers), 1+r.IntN(7))
		out, numbers = append(out, numbers[:n]), numbers[n:]
	}
	return out
}

// TestSeveralWriters has several processes write to one server at once, most of it the same
// articles: what is there in the end is what one process leaves alone, nothing twice, nothing lost.
func TestSeveralWriters(t *testing.T) {
	if backend != "postgres" {
		t.Skip("of servers")
	}
	path := place(t)
	cmds := make([]*exec.Cmd, 4)
	outs := make([]bytes.Buffer, len(cmds))
	for i := range cmds {
		cmds[i] = exec.Command(os.Args[0])
		cmds[i].Env = append(os.Environ(), "DATELINE_TEST_ROLE=share", "DATELINE_TEST_DB="+path, "DATELINE_TEST_FROM="+strconv.Itoa(i))
		cmds[i].Stdout = &outs[i]
		if err := cmds[i].Start(); err != nil {
			t.Fatal(err)
		}
	}
	outcomes := map[string]int{}
	for i, cmd := range cmds {
		if err := cmd.Wait(); err != nil {
			t.Fatalf("%v: %s", err, outs[i].String())
		}
		for line := range bytes.Lines(outs[i].Bytes()) {
			outcomes[string(bytes.TrimSpace(line))]++
		}
	}
	s, err := store.Open(path, store.Options{Merger: merge.Merger{}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	// What one took away another may have put once more.
	var gone []graph.ArticleID
	var facts []graph.Facts
	for n := range sharedArticles {
		if n%6 == 5 {
			gone = append(gone, sharedArticle(n).Article.ID)
		}
		facts = append(facts, sharedArticle(n))
	}
	if err := s.Remove(ctx, gone...); err != nil {
		t.Fatal(err)
	}
	clean(t, s)
	alone, err := store.Memory(store.Options{Merger: merge.Merger{}})
	if err != nil {
		t.Fatal(err)
	}
	defer alone.Close()
	put(t, alone, facts...)
	if err := alone.Remove(ctx, gone...); err != nil {
		t.Fatal(err)
	}
	graphtest.SameDump(t, "several writers", dump(t, s), dump(t, alone))
	got, err := s.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want, err := alone.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	got.Bytes, got.Path, want.Bytes, want.Path = 0, "", 0, ""
	want.Quads += int64(len(cmds)) // a batch each
	if got != want {
		t.Errorf("counts: %+v, alone %+v", got, want)
	}
	if n := outcomes["new"] + outcomes["copy"]; n < sharedArticles || n > sharedArticles+len(gone)*len(cmds) {
		t.Errorf("%d articles, %v", sharedArticles, outcomes)
	}
	if bs, err := s.Batches(ctx); err != nil || len(bs) != len(cmds) {
		t.Errorf("%d batches: %v", len(bs), err)
	}
}

// TestSameEverywhere: the same articles loaded into a file, memory and a server give the same
// bytes, and so do copies and backups from one to the other.
func TestSameEverywhere(t *testing.T) {
	if backend != "postgres" {
		t.Skip("of servers")
	}
	load := func(s *store.Store, err error) *store.Store {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		for n := range 25 {
			put(t, s, graphtest.Random(21, n, 8))
		}
		var group []graph.Facts
		for n := range 10 {
			group = append(group, graphtest.Large(3, n, 15))
		}
		put(t, s, group...)
		put(t, s, graphtest.Random(22, 4, 5), graphtest.Call("https://example.org/call", "The Sample")) // one of them changed
		f, err := s.Facts(ctx, group[3].Article.ID)
		if err != nil {
			t.Fatal(err)
		}
		j := store.Judgement{A: string(f.Entities[0].ID), B: string(f.Entities[1].ID), Verdict: store.NotSame, By: "ann", At: graphtest.Day(1, 2)}
		if err := s.Judge(ctx, j); err != nil {
			t.Fatal(err)
		}
		if err := s.Remove(ctx, group[7].Article.ID); err != nil {
			t.Fatal(err)
		}
		clean(t, s)
		return s
	}
	o := store.Options{Merger: merge.Merger{}}
	dir := t.TempDir()
	file, server := filepath.Join(dir, "file.db"), place(t)
	f := load(store.Open(file, o))
	want := dump(t, f)
	graphtest.SameDump(t, "memory", dump(t, load(store.Memory(o))), want)
	s := load(store.Open(server, o))
	graphtest.SameDump(t, "server", dump(t, s), want)

	var backup bytes.Buffer
	if err := s.Backup(ctx, &backup); err != nil {
		t.Fatal(err)
	}
	f.Close()
	same := func(what, path string) {
		t.Helper()
		c, err := store.Open(path, o)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		clean(t, c)
		graphtest.SameDump(t, what, dump(t, c), want)
		put(t, c, graphtest.Random(21, 90, 8)) // and it can be written
		clean(t, c)
		if err := c.Remove(ctx, graphtest.Random(21, 90, 8).Article.ID); err != nil {
			t.Fatal(err)
		}
		graphtest.SameDump(t, what+", written", dump(t, c), want)
	}
	moved, back := postgrestest.New(t), filepath.Join(dir, "back.db")
	for _, c := range [][2]string{{file, moved}, {moved, back}} {
		if err := store.CopyAll(ctx, c[0], c[1]); err != nil {
			t.Fatal(err)
		}
		if err := store.CopyAll(ctx, c[0], c[1]); err == nil {
			t.Errorf("over what is there: %s", c[1])
		}
		same("copy to "+c[1], c[1])
	}
	restored, again := filepath.Join(dir, "restored.db"), postgrestest.New(t)
	for _, p := range []string{restored, again} {
		if err := store.Restore(ctx, p, bytes.NewReader(slices.Clone(backup.Bytes()))); err != nil {
			t.Fatal(err)
		}
		same("backup of a server, restored to "+p, p)
	}
	if before, after, err := store.Compact(ctx, again, o); err != nil || after > before {
		t.Errorf("compacting a server: %d to %d bytes, %v", before, after, err)
	}
	same("compacted", again)
}
