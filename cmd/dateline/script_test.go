package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"dateline/export/diagram"
	"dateline/graph/query/language"
	"dateline/graph/store/postgres/postgrestest"
	"dateline/ingest/article"
)

// The program runs itself in the scripts, and as the children that render, query and read PDF files.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && (os.Args[1] == article.PDFCommand || os.Args[1] == diagram.ChildCommand || os.Args[1] == language.ChildCommand || os.Args[1] == "mcp") {
		os.Exit(run(context.Background(), os.Args, os.Stdin, os.Stdout, os.Stderr))
	}
	testscript.Main(m, map[string]func(){
		"dateline": func() { os.Exit(program()) },
	})
}

// TestScripts runs the command scripts of testdata/script. They read like a
// terminal; -update rewrites the outputs they compare with.
func TestScripts(t *testing.T) {
	data, err := filepath.Abs(filepath.Join("..", "..", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	var servers [2]string // two empty graphs, if there is a server
	for i := range servers {
		if postgrestest.Have() {
			servers[i] = postgrestest.New(t)
		}
	}
	testscript.Run(t, testscript.Params{
		Condition: func(cond string) (bool, error) {
			if cond != "server" {
				return false, fmt.Errorf("unknown condition %q", cond)
			}
			return postgrestest.Have(), nil
		},
		Dir:           filepath.Join(data, "script"),
		UpdateScripts: *update,
		Setup: func(e *testscript.Env) error {
			e.Setenv("TESTDATA", data)
			e.Setenv("NO_COLOR", "1")
			e.Setenv("SERVER", servers[0])
			e.Setenv("SERVER2", servers[1])
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits": exits,
			"serve": serve,
		},
	})
}

// exits checks the exit code of a command: exits 2 dateline who.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND...")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := "0"
	if err != nil {
		code = exitCode(err)
	}
	if code != args[0] {
		ts.Fatalf("%v exited with %s, want %s", args[1:], code, args[0])
	}
}

// serve starts a web server on loopback that gives the files of a folder, and
// sets SITE to its address; SITE in a file stands for that too. A page named
// broken answers 500, one named slow answers never.
func serve(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: serve FOLDER")
	}
	dir := ts.MkAbs(args[0])
	var site string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/broken":
			w.WriteHeader(http.StatusInternalServerError)
			return
		case "/slow":
			<-r.Context().Done()
			return
		}
		b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path.Clean("/"+r.URL.Path))))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		b = bytes.ReplaceAll(b, []byte("SITE"), []byte(site))
		tag := fmt.Sprintf("\"%x\"", sha256.Sum256(b))
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(filepath.Ext(r.URL.Path)))
		w.Write(b)
	}))
	ts.Defer(func() {
		server.CloseClientConnections()
		server.Close()
	})
	site = server.URL
	ts.Setenv("SITE", site)
}
