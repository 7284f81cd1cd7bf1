package timex

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const docsStart, docsEnd = "<!-- expressions: written by go test ./ingest/timex -update -->\n", "<!-- end of expressions -->\n"

// TestDocs keeps the table of docs/time.md what the rules' examples say.
func TestDocs(t *testing.T) {
	g, err := english()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("| expression | in | written on | TIMEX3 | EDTF |\n|---|---|---|---|---|\n")
	rows := 0
	for i := range g.rules {
		for _, e := range g.rules[i].examples {
			body, rest, ok := strings.Cut(e.text, " @ ")
			anchor, want, ok2 := strings.Cut(rest, " : ")
			open, end := strings.IndexByte(body, '['), strings.IndexByte(body, ']')
			if e.counter || !ok || !ok2 || open < 0 {
				continue
			}
			value, edtf, _ := strings.Cut(want, " | ")
			if edtf != "" {
				edtf = "`" + edtf + "`"
			}
			b.WriteString("| " + body[open+1:end] + " | " + body[:open] + "**" + body[open+1:end] + "**" + body[end+1:] + " | " + anchor + " | `" + value + "` | " + edtf + " |\n")
			rows++
		}
	}
	if rows < 120 {
		t.Errorf("the table has %d expressions, want 120", rows)
	}
	path := filepath.Join("..", "..", "docs", "time.md")
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(old), docsStart)
	_, tail, ok2 := strings.Cut(rest, docsEnd)
	if !ok || !ok2 {
		t.Fatalf("%s has no place for the table", path)
	}
	text := head + docsStart + b.String() + docsEnd + tail
	switch {
	case *update:
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	case text != string(old):
		t.Errorf("%s is not what the examples say; look at the change and run go test ./ingest/timex -update", path)
	}
}
