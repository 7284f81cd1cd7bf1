package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestGallery runs the commands of docs/gallery.md and compares what they draw with
// the pictures that stand there. -update writes the pictures.
func TestGallery(t *testing.T) {
	if testing.Short() {
		t.Skip("long: the run without -short has it")
	}
	docs, err := filepath.Abs(filepath.Join("..", "..", "docs"))
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(docs, "gallery.md"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Symlink(filepath.Join(docs, "..", "testdata"), filepath.Join(dir, "testdata")); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	t.Chdir(dir)
	for line := range strings.Lines(string(page)) {
		if name, value, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "export "), "="); ok && strings.HasPrefix(line, "export ") {
			t.Setenv(name, value)
		}
		command, ok := strings.CutPrefix(strings.TrimSpace(line), "dateline ")
		if !ok {
			continue
		}
		var out, errs bytes.Buffer
		if code := run(context.Background(), append([]string{"dateline"}, shellWords(command)...), strings.NewReader(""), &out, &errs); code != exitDone {
			t.Fatalf("dateline %s\nexits with %d: %s", command, code, errs.String())
		}
	}
	pictures, err := filepath.Glob("*.svg")
	if err != nil || len(pictures) < 10 {
		t.Fatalf("the gallery's commands draw %d pictures, want ten (%v)", len(pictures), err)
	}
	for _, name := range pictures {
		drawn, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(page), "](gallery/"+name+")") {
			t.Errorf("the gallery does not show %s", name)
		}
		file := filepath.Join(docs, "gallery", name)
		if *update {
			if err := os.WriteFile(file, drawn, 0o644); err != nil {
				t.Fatal(err)
			}
		} else if shown, err := os.ReadFile(file); err != nil || !bytes.Equal(shown, drawn) {
			t.Errorf("docs/gallery/%s is not what its command draws; look at it, then accept with go test ./cmd/dateline -run Gallery -update (%v)", name, err)
		}
	}
}
