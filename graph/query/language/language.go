// Package language runs queries in the languages that Cayley knows: Gizmo
// (JavaScript) and GraphQL. It takes a database file and the text of a query and gives rows
// as JSON, one a line. docs/vocabulary.md says what nodes and predicates there are.
//
// Cayley's scans do not stop when asked to and Gizmo's memory is not bounded, so a query
// runs in a child process that is ended when its time is up, and that ends itself
// when it needs too much memory. The child opens the file for reading only.
package language

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	cgraph "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/query"
	_ "github.com/cayleygraph/cayley/query/gizmo"   // registers itself with Cayley
	_ "github.com/cayleygraph/cayley/query/graphql" // the same

	"dateline/graph/store"
)

// ChildCommand is the hidden command under which a program that calls Run must call
// Child with the arguments that follow it.
const ChildCommand = "query-graph"

// childMark is set in the environment of the child: a program that does not know
// ChildCommand must not start itself again and again.
const childMark = "DATELINE_QUERYING"

// childPath is the variable that tells the child which database it reads.
const childPath = "DATELINE_QUERYING_IN"

// Names are the languages.
func Names() []string { return []string{"gizmo", "graphql"} }

// Options bound a query.
type Options struct {
	Language string
	Limit    int           // rows
	Deadline time.Duration // of the whole query
	Memory   int64         // bytes of heap; 0: DefaultMemory
}

// DefaultMemory is what a query may need where Options do not say.
const DefaultMemory = 1 << 30

// ErrDeadline says that a query took longer than it may.
var ErrDeadline = errors.New("the query took too long")

// Run runs the query in a child process on the database at path and writes a JSON
// value for each row to w, as they come. truncated says that there were more rows than
// the limit. What the query did wrong is in the error.
func Run(ctx context.Context, path, text string, o Options, w io.Writer) (truncated bool, err error) {
	if os.Getenv(childMark) != "" {
		return false, fmt.Errorf("query: this program does not know its own command %s", ChildCommand)
	}
	program, err := os.Executable()
	if err != nil {
		return false, err
	}
	if o.Memory == 0 {
		o.Memory = DefaultMemory
	}
	ctx, stop := context.WithTimeout(ctx, o.Deadline)
	defer stop()
	child := exec.CommandContext(ctx, program, ChildCommand, o.Language, store.Name(path), fmt.Sprint(o.Limit), fmt.Sprint(o.Memory))
	child.Env = append(os.Environ(), childMark+"=1", childPath+"="+path) // the address may hold a password, which arguments would show to all
	child.Stdin = strings.NewReader(text)
	var errs bytes.Buffer
	child.Stderr = &errs
	out, err := child.StdoutPipe()
	if err != nil {
		return false, err
	}
	if err := child.Start(); err != nil {
		return false, fmt.Errorf("query: %w", err)
	}
	rows := bufio.NewReader(out)
	n := 0
	var failed error
	for {
		line, err := rows.ReadBytes('\n')
		if err != nil {
			break // the end; a line cut short is no row
		}
		if n++; n > o.Limit {
			truncated = true
			stop()
			break
		}
		if _, failed = w.Write(line); failed != nil {
			stop()
			break
		}
	}
	late := errors.Is(ctx.Err(), context.DeadlineExceeded)
	err = child.Wait()
	switch {
	case failed != nil:
		return false, failed
	case truncated:
		return true, nil
	case late || errors.Is(ctx.Err(), context.DeadlineExceeded):
		return false, fmt.Errorf("%w: stopped after %v", ErrDeadline, o.Deadline)
	case err != nil:
		if text := strings.TrimSpace(errs.String()); text != "" {
			return false, errors.New(text)
		}
		return false, fmt.Errorf("query: %w", err)
	}
	return false, nil
}

// Child is what the child process does: it reads the query from in and writes a row a line to
// out, one more than the limit if there are so many. args are language, path, limit and bytes of memory.
func Child(ctx context.Context, args []string, in io.Reader, out io.Writer) error {
	var limit int
	var memory int64
	if len(args) != 4 {
		return fmt.Errorf("%s takes a language, a file, a limit and a size", ChildCommand)
	}
	if _, err := fmt.Sscan(args[2]+" "+args[3], &limit, &memory); err != nil {
		return err
	}
	text, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	s, err := store.Open(cmp.Or(os.Getenv(childPath), args[1]), store.Options{ReadOnly: true, Create: store.MustExist})
	if err != nil {
		return err
	}
	defer s.Close()
	go watch(memory)
	return s.Quads(ctx, func(ctx context.Context, qs cgraph.QuadStore) error {
		return rows(ctx, qs, args[0], string(text), limit, out)
	})
}

// watch ends the process when its heap outgrows most.
func watch(most int64) {
	var m runtime.MemStats
	for {
		time.Sleep(20 * time.Millisecond)
		if runtime.ReadMemStats(&m); m.HeapAlloc > uint64(most) {
			fmt.Fprintf(os.Stderr, "the query needs more than %d MB of memory; ask for less at a time\n", most>>20)
			os.Exit(1)
		}
	}
}

func rows(ctx context.Context, qs cgraph.QuadStore, name, text string, limit int, out io.Writer) (err error) {
	session := query.NewSession(qs, name)
	if session == nil {
		return fmt.Errorf("unknown query language %q (known: %s)", name, strings.Join(Names(), ", "))
	}
	defer func() {
		if r := recover(); r != nil { // Cayley's parsers panic on some wrong queries
			err = fmt.Errorf("%s: the query cannot be run: %v", name, r)
		}
	}()
	it, err := session.Execute(ctx, text, query.Options{Limit: limit + 1, Collation: query.JSON})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer it.Close()
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for it.Next(ctx) {
		if err := each(it.Result(), enc.Encode); err != nil {
			return err
		}
	}
	if err := it.Err(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// each gives the rows of a result: GraphQL gives all in one, lists by the name of the query.
func each(result any, do func(any) error) error {
	m, ok := result.(map[string]any)
	if !ok || len(m) != 1 {
		return do(result)
	}
	for _, v := range m {
		list, ok := v.([]any)
		if !ok {
			maps, isMaps := v.([]map[string]any)
			if !isMaps {
				return do(result)
			}
			for _, x := range maps {
				list = append(list, x)
			}
		}
		for _, x := range list {
			if err := do(x); err != nil {
				return err
			}
		}
	}
	return nil
}
