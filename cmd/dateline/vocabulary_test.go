package main

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
)

// runExamples runs the queries of the page, each a block of its language followed by a block of the
// rows that it gives. -update writes the rows.
func runExamples(t *testing.T, db, page string) {
	b, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var fresh strings.Builder
	parts := strings.SplitAfter(string(b), "```\n")
	n := 0
	for i := 0; i < len(parts); i++ {
		fresh.WriteString(parts[i])
		head, code, ok := lastBlock(parts[i])
		if !ok {
			continue
		}
		language := map[string]string{"js": "--gizmo", "graphql": "--graphql"}[head]
		if language == "" || i+1 >= len(parts) {
			continue
		}
		n++
		var out, errs bytes.Buffer
		status := run(t.Context(), []string{"dateline", "query", "--db", db, language, "-"}, strings.NewReader(code), &out, &errs)
		if status != exitDone || out.Len() == 0 {
			t.Errorf("%s\nexits with %d and %d bytes of rows: %s", code, status, out.Len(), errs.String())
		}
		rows := strings.SplitAfter(out.String(), "\n")
		slices.Sort(rows) // in what order Cayley finds them is its own affair
		got := strings.Join(rows, "")
		i++
		_, shown, ok := lastBlock(parts[i])
		if !ok {
			t.Fatalf("no rows follow the example\n%s", code)
		}
		before := strings.TrimSuffix(parts[i], shown+"```\n")
		fresh.WriteString(before + got + "```\n")
		if shown != got && !*update {
			t.Errorf("%s\nshows\n%sand gives\n%s; look, then accept with -update", code, shown, got)
		}
	}
	if n < 10 {
		t.Errorf("%d worked examples in %s, want at least 10", n, page)
	}
	if *update {
		if err := os.WriteFile(page, []byte(fresh.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// lastBlock is the fenced block that ends s: its language and its lines.
func lastBlock(s string) (language, body string, ok bool) {
	s, ok = strings.CutSuffix(s, "```\n")
	if !ok {
		return "", "", false
	}
	at := strings.LastIndex(s, "```")
	if at < 0 {
		return "", "", false
	}
	language, body, ok = strings.Cut(s[at+3:], "\n")
	return language, body, ok
}
