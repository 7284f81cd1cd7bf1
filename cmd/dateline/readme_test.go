package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestREADME runs the commands in the README's console blocks, in order, in a
// folder where testdata stands, and compares what they print with what the
// README shows, and the picture they draw with docs/timeline.svg. -update writes both.
func TestREADME(t *testing.T) {
	if testing.Short() {
		t.Skip("long: the run without -short has it")
	}
	const page = "../../README.md"
	old, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	data, err := filepath.Abs(filepath.Join("..", "..", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	home, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Symlink(data, filepath.Join(dir, "testdata")); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	t.Chdir(dir)

	var fresh strings.Builder
	inside, commands := false, 0
	lines := strings.Split(string(old), "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		fresh.WriteString(line)
		if i < len(lines)-1 {
			fresh.WriteByte('\n')
		}
		switch {
		case line == "```console":
			inside = true
		case line == "```":
			inside = false
		}
		command, ok := strings.CutPrefix(line, "$ dateline ")
		if !inside || !ok {
			continue
		}
		commands++
		for i+1 < len(lines) && lines[i+1] != "```" && !strings.HasPrefix(lines[i+1], "$ ") {
			i++ // what it printed last time
		}
		var out, errs bytes.Buffer
		code := run(context.Background(), append([]string{"dateline"}, shellWords(command)...), strings.NewReader(""), &out, &errs)
		if code != exitDone {
			t.Fatalf("$ dateline %s\nexits with %d: %s", command, code, errs.String())
		}
		fresh.WriteString(strings.TrimLeft(out.String(), "\n"))
	}
	if commands == 0 {
		t.Fatal("the README shows no commands")
	}
	picture := filepath.Join(home, "..", "..", "docs", "timeline.svg")
	drawn, err := os.ReadFile("timeline.svg")
	if err != nil {
		t.Fatal("the README's commands draw no timeline.svg: ", err)
	}
	if *update {
		if err := os.WriteFile(picture, drawn, 0o644); err != nil {
			t.Fatal(err)
		}
	} else if shown, err := os.ReadFile(picture); err != nil || !bytes.Equal(shown, drawn) {
		t.Errorf("docs/timeline.svg is not what the README's command draws; accept with -update (%v)", err)
	}
	if fresh.String() == string(old) {
		return
	}
	if *update {
		if err := os.WriteFile(filepath.Join(home, page), []byte(fresh.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("the README shows other output than its commands print; look, then accept with go test ./cmd/dateline -run README -update\n%s", firstDifference(string(old), fresh.String()))
}

// shellWords splits a command at spaces outside double quotes.
func shellWords(s string) []string {
	var words []string
	var word strings.Builder
	quoted, any := false, false
	for _, r := range s {
		switch {
		case r == '"':
			quoted, any = !quoted, true
		case r == ' ' && !quoted:
			if any {
				words = append(words, word.String())
			}
			word.Reset()
			any = false
		default:
			word.WriteRune(r)
			any = true
		}
	}
	if any {
		words = append(words, word.String())
	}
	return words
}

func firstDifference(a, b string) string {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range as {
		if i >= len(bs) || as[i] != bs[i] {
			got := ""
			if i < len(bs) {
				got = bs[i]
			}
			return "README: " + as[i] + "\nprinted: " + got
		}
	}
	return ""
}
