package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"dateline/graph/store"
)

const callArticle = `---
title: Ministers hold phone call
publisher: Harbour Courier
published: 2021-03-31
---
French President Emmanuel Macron spoke with German Chancellor Angela Merkel by phone on Tuesday.

Ukraine accused Russia of massing troops near its border. Moscow denied it.
`

// smallGraph is a database of one article.
func smallGraph(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	db, text := filepath.Join(dir, "dateline.db"), filepath.Join(dir, "call.txt")
	if err := os.WriteFile(text, []byte(callArticle), 0o644); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"dateline", "ingest", "--db", db, text}, strings.NewReader(""), &out, &errs); code != exitDone {
		t.Fatalf("ingest exits with %d: %s", code, errs.String())
	}
	return db
}

// connected is a client of the SDK with our server at the other end.
func connected(t *testing.T, server mcp.Transport, run func(mcp.Transport)) *mcp.ClientSession {
	t.Helper()
	client := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil)
	transport := server
	if run != nil {
		ours, theirs := mcp.NewInMemoryTransports()
		go run(ours)
		transport = theirs
	}
	session, err := client.Connect(t.Context(), transport, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { session.Close() })
	return session
}

// toolSays is the text of what a tool answers.
func toolSays(t *testing.T, c *mcp.ClientSession, tool string, args map[string]any) (text string, failed bool) {
	t.Helper()
	r, err := c.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		return err.Error(), true
	}
	for _, x := range r.Content {
		if x, ok := x.(*mcp.TextContent); ok {
			text += x.Text
		}
	}
	if !r.IsError {
		structured, err := json.Marshal(r.StructuredContent)
		if err != nil || len(structured) < 3 {
			t.Errorf("%s: the structured answer is %s, %v", tool, structured, err)
		}
	}
	return text, r.IsError
}

func TestMCP(t *testing.T) {
	db := smallGraph(t)
	tl := &tools{timeout: time.Minute, now: func() time.Time { return time.Date(2021, 4, 1, 0, 0, 0, 0, time.UTC) },
		open: func() (*store.Store, error) {
			return store.Open(db, store.Options{ReadOnly: true, Create: store.MustExist})
		}}
	c := connected(t, nil, func(tr mcp.Transport) { tl.server().Run(t.Context(), tr) })
	if got := c.InitializeResult().Instructions; !strings.Contains(got, "EDTF") {
		t.Errorf("the instructions are %q", got)
	}
	list, err := c.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, x := range list.Tools {
		names[x.Name] = true
		if x.Annotations == nil || !x.Annotations.ReadOnlyHint || len(x.Description) < 40 || x.OutputSchema == nil {
			t.Errorf("the tool %s is described by %+v", x.Name, x)
		}
		schema, _ := json.Marshal(x.InputSchema)
		var s struct {
			Properties map[string]struct{ Description string }
		}
		if err := json.Unmarshal(schema, &s); err != nil {
			t.Fatal(err)
		}
		for name, p := range s.Properties {
			if p.Description == "" {
				t.Errorf("%s: the input %s is not described", x.Name, name)
			}
		}
	}
	event, _ := toolSays(t, c, "events", map[string]any{"relation": []string{"spoke_with"}})
	var events eventsOut
	if err := json.Unmarshal([]byte(event), &events); err != nil || len(events.Events) != 1 {
		t.Fatalf("events answers %s, %v", event, err)
	}
	id := string(events.Events[0].ID)
	const said, source = "French President Emmanuel Macron spoke with German Chancellor Angela Merkel by phone on Tuesday.", `"publisher":"Harbour Courier"`
	for name, test := range map[string]struct {
		tool string
		args map[string]any
		want []string
	}{
		"search":           {"search", map[string]any{"words": "phone"}, []string{said, id}},
		"search for none":  {"search", map[string]any{"words": "zeppelin"}, []string{"has these words"}},
		"events":           {"events", map[string]any{"actor": []string{"Macron"}, "since": "2021-03", "until": "2021-03"}, []string{said, source, id, `"when":"2021-03-30"`}},
		"no events":        {"events", map[string]any{"since": "1990", "until": "1991"}, []string{"tell of no such event"}},
		"who":              {"who", map[string]any{"of": "spoke_with", "name": "Merkel"}, []string{"Emmanuel Macron", said, source}},
		"claims":           {"claims", map[string]any{"about": "Russia"}, []string{"massing troops", source}},
		"claims of event":  {"claims", map[string]any{"about": id}, []string{said}},
		"entity":           {"entity", map[string]any{"name": "Merkel"}, []string{"German Chancellor", said}},
		"path":             {"path", map[string]any{"from": "Macron", "to": "Merkel"}, []string{said, id}},
		"why":              {"why", map[string]any{"event": id}, []string{said, "Tuesday"}},
		"sources":          {"sources", nil, []string{"Harbour Courier", "2021-03-31"}},
		"relations":        {"relations", nil, []string{`"relation":"spoke_with"`}},
		"facets":           {"facets", map[string]any{"by": "actor"}, []string{"Emmanuel Macron"}},
		"ask":              {"ask", map[string]any{"question": "Who spoke with Merkel last week?", "on": "2021-04-06"}, []string{"Emmanuel Macron", said, `"understood":"who`}},
		"ask, not sure":    {"ask", map[string]any{"question": "Who poisoned the well?"}, []string{`"refused":"not answered`}},
		"ask, no question": {"ask", map[string]any{"question": "Hello there"}, []string{"does not look like a question"}},
	} {
		text, failed := toolSays(t, c, test.tool, test.args)
		for _, w := range test.want {
			if failed || !strings.Contains(text, w) {
				t.Errorf("%s: no %q in %s", name, w, text)
			}
		}
		delete(names, test.tool)
	}
	for n := range names {
		t.Errorf("the tool %s is not tried", n)
	}
	for name, test := range map[string]struct {
		tool string
		args map[string]any
		want string
	}{
		"unknown name":     {"entity", map[string]any{"name": "Merkle"}, "Angela Merkel"},
		"unknown relation": {"who", map[string]any{"of": "spoke_wth"}, "spoke_with"},
		"no date":          {"events", map[string]any{"since": "soon"}, "2021-03-31"},
		"no number":        {"events", map[string]any{"limit": -1}, "negative"},
		"wrong side":       {"events", map[string]any{"side": "left"}, "known: either, actor, other"},
		"wrong polarity":   {"events", map[string]any{"polarity": "maybe"}, "disputed"},
		"missing":          {"why", map[string]any{}, "event"},
		"not known":        {"why", map[string]any{"relation": "x", "event": "y"}, "relation"},
		"no event":         {"why", map[string]any{"event": "nothing/v1-x"}, "nothing/v1-x"},
		"no facet":         {"facets", map[string]any{"by": "colour"}, "colour"},
		"too long":         {"path", map[string]any{"from": "Macron", "to": "Merkel", "max_length": 99}, "between 1 and 6"},
	} {
		if text, failed := toolSays(t, c, test.tool, test.args); !failed || !strings.Contains(text, test.want) {
			t.Errorf("%s: %v %s\n  want %q", name, failed, text, test.want)
		}
	}
	tl.timeout = time.Nanosecond
	if text, failed := toolSays(t, c, "events", nil); !failed || !strings.Contains(text, "longer than") {
		t.Errorf("with no time: %v %s", failed, text)
	}
}

// The program itself, as an assistant's program starts it.
func TestMCPChild(t *testing.T) {
	db := smallGraph(t)
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, "mcp", "--db", db)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	c := connected(t, &mcp.CommandTransport{Command: cmd}, nil)
	if text, failed := toolSays(t, c, "ask", map[string]any{"question": "Who spoke with Merkel?"}); failed || !strings.Contains(text, "Emmanuel Macron") {
		t.Errorf("ask: %v %s", failed, text)
	}
	// Who writes the database meanwhile is not kept from it.
	var out bytes.Buffer
	more := filepath.Join(t.TempDir(), "more.txt")
	if err := os.WriteFile(more, []byte(strings.ReplaceAll(callArticle, "Merkel", "Muster")), 0o644); err != nil {
		t.Fatal(err)
	}
	if code := run(t.Context(), []string{"dateline", "ingest", "--db", db, more}, strings.NewReader(""), &out, &out); code != exitDone {
		t.Fatalf("ingest exits with %d: %s", code, out.String())
	}
	if text, failed := toolSays(t, c, "sources", nil); failed || strings.Count(text, `"id"`) != 2 {
		t.Errorf("sources: %v %s", failed, text)
	}
	if err := c.Close(); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("the child ends with %v", err)
	}
	if errs.Len() > 0 {
		t.Errorf("the child says %s", errs.String())
	}
}
