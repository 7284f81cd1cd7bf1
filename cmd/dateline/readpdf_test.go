package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"dateline/ingest/article"
)

// TestPDFApart: a file reads the same in a process of its own, from a disk and from memory.
func TestPDFApart(t *testing.T) {
	for _, name := range []string{"printed.pdf", "columns.pdf"} {
		path := filepath.Join("..", "..", "testdata", "formats", name)
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want, err := article.Read(strings.NewReader(string(b)), name, article.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := article.Read(strings.NewReader(string(b)), name, article.Options{Apart: true})
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: from memory: error %v, got %+v, want %+v", name, err, got, want)
		}
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		m := newMeter(os.Stderr, "none", 0)
		got, err = article.Read(counted{f, &m.done}, name, article.Options{Apart: true})
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: from the disk: error %v, got %+v, want %+v", name, err, got, want)
		}
		if m.done.Load() < int64(len(b)) {
			t.Errorf("%s: the meter counts %d of %d bytes", name, m.done.Load(), len(b))
		}
	}
}

// TestPDFBombs: a few bytes that claim gigabytes end the child, and not us.
func TestPDFBombs(t *testing.T) {
	table := func(claim string) string {
		head := "%PDF-1.5\n%" + strings.Repeat("-", 100) + "\n"
		return fmt.Sprintf("%s%s\nstartxref\n%d\n%%%%EOF\n", head, claim, len(head))
	}
	for what, in := range map[string]string{
		"a table of a billion objects":           table("xref\n4000000000 1\n0000000000 65535 f \ntrailer\n<</Size 3/Root 1 0 R>>"),
		"a stream that says it has a billion":    table("1 0 obj\n<</Type/XRef/Size 3000000000/W[1 1 1]/Root 1 0 R/Length 3>>stream\nabc\nendstream\nendobj"),
		"entries of a billion bytes in a stream": table("1 0 obj\n<</Type/XRef/Size 3/W[90000000000 1 1]/Root 1 0 R/Length 3>>stream\nabc\nendstream\nendobj"),
	} {
		_, err := article.Read(strings.NewReader(in), "x.pdf", article.Options{Apart: true})
		if !errors.Is(err, article.ErrTooLarge) {
			t.Errorf("%s: error %v", what, err)
		}
	}
	_, err := article.Read(strings.NewReader("%PDF-1.5\nno more"), "x.pdf", article.Options{Apart: true})
	if err == nil || errors.Is(err, article.ErrTooLarge) || !strings.Contains(err.Error(), "x.pdf: PDF: not a PDF file") {
		t.Errorf("a broken file: error %v", err)
	}
}
