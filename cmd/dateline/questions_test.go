package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/graph/query"
	"dateline/graph/store"
)

// TestOverArticles asks the graph of the project's own articles: the gold of
// questions, and the examples of docs/vocabulary.md.
func TestOverArticles(t *testing.T) {
	if testing.Short() {
		t.Skip("long: the run without -short has it")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	db := os.Getenv("DATELINE_TEST_DB") // a graph of these articles made before: for working on questions
	if db == "" {
		db = filepath.Join(t.TempDir(), "dateline.db")
		var out, errs bytes.Buffer
		if code := run(t.Context(), []string{"dateline", "ingest", "--db", db, filepath.Join(root, "testdata", "articles")}, strings.NewReader(""), &out, &errs); code != exitDone {
			t.Fatalf("ingest exits with %d: %s", code, errs.String())
		}
	}
	t.Run("questions", func(t *testing.T) { askGold(t, db, filepath.Join(root, "testdata", "gold", "questions")) })
	t.Run("round trip", func(t *testing.T) { roundTrip(t, db) })
	t.Run("vocabulary", func(t *testing.T) { runExamples(t, db, filepath.Join(root, "docs", "vocabulary.md")) })
}

// goldQuestion is a question with the answer that a person finds.
type goldQuestion struct {
	text  string
	line  int
	want  []string // names, dates, a number, yes, no, nothing
	words string   // or words that a sentence shown must have
}

func readQuestions(t *testing.T, name string) []goldQuestion {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out []goldQuestion
	for i, line := range strings.Split(string(b), "\n") {
		mark, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case mark == "" || mark == "#":
		case mark == "?":
			out = append(out, goldQuestion{text: rest, line: i + 1})
		case len(out) == 0:
			t.Fatalf("%s:%d: an answer without a question", name, i+1)
		case mark == "=":
			for w := range strings.SplitSeq(rest, ";") {
				out[len(out)-1].want = append(out[len(out)-1].want, strings.TrimSpace(w))
			}
		case mark == "~":
			out[len(out)-1].words = rest
		default:
			t.Fatalf("%s:%d: %q is neither a question nor an answer", name, i+1, line)
		}
	}
	for _, q := range out {
		if len(q.want) == 0 && q.words == "" {
			t.Fatalf("%s:%d: no answer", name, q.line)
		}
	}
	return out
}

// verdicts in the order of the score table.
var verdicts = []string{"exact", "incomplete", "refused", "wrong, with what was assumed", "wrong"}

// judge compares an answer with gold.
func mark(g goldQuestion, ans query.Answer, err error) string {
	wrong := "wrong"
	if len(ans.Assumed) > 0 {
		wrong = verdicts[3]
	}
	nothing := slices.Equal(g.want, []string{"nothing"})
	switch {
	case err != nil && nothing:
		return "exact"
	case err != nil:
		return "refused"
	case nothing:
		return wrong
	case g.words != "":
		for _, c := range ans.Claims {
			if strings.Contains(store.Fold(c.Sentence), store.Fold(g.words)) {
				return "exact"
			}
		}
		return wrong
	}
	left := slices.Clone(g.want)
	for _, v := range ans.Values {
		i := slices.IndexFunc(left, func(w string) bool { return called(v, w) })
		if i < 0 {
			return wrong
		}
		left = slices.Delete(left, i, i+1)
	}
	switch len(left) {
	case 0:
		return "exact"
	case len(g.want):
		return wrong
	}
	return "incomplete"
}

// called reports whether a value is the one that gold names: by a name, or by the whole words of it.
func called(v query.AnswerValue, want string) bool {
	if one, rest, ok := strings.Cut(want, "|"); ok { // two ways to name the same
		return called(v, one) || called(v, rest)
	}
	folded := store.Fold(want)
	if v.ID == "" {
		return v.Text == want
	}
	for _, n := range append([]string{v.Text}, v.Aliases...) {
		if n := store.Fold(n); n == folded || strings.Contains(" "+n+" ", " "+folded+" ") || len(n) > 3 && strings.Contains(" "+folded+" ", " "+n+" ") {
			return true
		}
	}
	return false
}

func askGold(t *testing.T, db, dir string) {
	s, err := store.Open(db, store.Options{ReadOnly: true, Create: store.MustExist})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	now := time.Date(2022, 12, 31, 0, 0, 0, 0, time.UTC)
	var table strings.Builder
	fmt.Fprintf(&table, "%-5s %9s", "", "questions")
	for _, v := range verdicts {
		fmt.Fprintf(&table, "  %s", v)
	}
	fmt.Fprintln(&table)
	asked := 0
	halves := []string{"dev", "dev2", "held"}
	for _, half := range halves {
		t.Run(half, func(t *testing.T) {
			asked++
			n := map[string]int{}
			all := readQuestions(t, filepath.Join(dir, half+".txt"))
			for _, g := range all {
				q, ans, err := answer(context.Background(), s, g.text, now)
				v := mark(g, ans, err)
				n[v]++
				if half != "held" && v != "exact" {
					read := ""
					if q != nil {
						read = describe(q) + " <" + q.Statement + ">"
					}
					var got []string
					for _, x := range ans.Values {
						got = append(got, x.Text)
					}
					t.Logf("%s: %s\n  want %v %s\n  read %s\n  got  %v %v %v", v, g.text, g.want, g.words, read, got, ans.Assumed, err)
				}
			}
			fmt.Fprintf(&table, "%-5s %9d", half, len(all))
			for _, v := range verdicts {
				fmt.Fprintf(&table, "  %*d", len(v), n[v])
			}
			fmt.Fprintln(&table)
		})
	}
	if asked < len(halves) {
		return // some only, while working
	}
	golden := filepath.Join(dir, "scores.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(table.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want, _ := os.ReadFile(golden); string(want) != table.String() {
		t.Errorf("the questions score\n%s%s has\n%s; look, then accept with -update", table.String(), golden, want)
	}
}
