package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	pages "dateline/export/web"
	"dateline/export/web/webtest"
)

// ingested is a database of the articles at paths.
func ingested(t testing.TB, paths ...string) string {
	t.Helper()
	db := filepath.Join(t.TempDir(), "test.db")
	var out, errs bytes.Buffer
	args := append([]string{"dateline", "ingest", "--db", db, "--progress", "none"}, paths...)
	if code := run(t.Context(), args, strings.NewReader(""), &out, &errs); code != exitDone {
		t.Fatalf("ingest exits with %d: %s", code, errs.String())
	}
	return db
}

// explorer is the site that 'dateline serve' makes of a database.
func explorer(t testing.TB, db string) *pages.Site {
	t.Helper()
	site, err := pages.New(pages.Options{Path: db, By: "anna", Filter: filterOfAddress, Pictures: picturesOfAddress, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { site.Close() })
	return site
}

// serving runs the command with more arguments until stop is called, which gives the exit code. The address is the
// one that it prints.
func serving(t *testing.T, args ...string) (address string, errs *bytes.Buffer, stop func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	errs = &bytes.Buffer{}
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, append([]string{"dateline", "serve", "--listen", "127.0.0.1:0"}, args...), strings.NewReader(""), w, errs)
		w.Close()
	}()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("serve exits with %d: %s", <-code, errs)
	}
	go io.Copy(io.Discard, r)
	_, address, _ = strings.Cut(strings.TrimSpace(line), " is at ")
	return address, errs, func() int { cancel(); return <-code }
}

func TestServe(t *testing.T) {
	db := ingested(t, "../../testdata/stories/tarnow/04-call.txt")
	address, errs, stop := serving(t, "--db", db)
	r, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(r.Body)
	r.Body.Close()
	if r.StatusCode != 200 || !strings.Contains(string(body), "What is in the graph") {
		t.Errorf("%s: %s\n%s", address, r.Status, body)
	}
	http.DefaultClient.CloseIdleConnections()
	if code := stop(); code != exitDone {
		t.Errorf("an interrupt ends it with %d: %s", code, errs)
	}
	if !strings.Contains(errs.String(), `GET "/" 200`) {
		t.Errorf("the log: %s", errs)
	}
	if _, err := http.Get(address); err == nil {
		t.Error("it serves still")
	}
}

func TestServeAsksForTheToken(t *testing.T) {
	db := ingested(t, "../../testdata/stories/tarnow/04-call.txt")
	address, _, stop := serving(t, "--db", db, "--token", "sixteen-letters-or-more", "--quiet")
	defer stop()
	u, err := url.Parse(address)
	if err != nil || u.Query().Get("token") != "sixteen-letters-or-more" {
		t.Fatalf("it prints %s", address)
	}
	u.RawQuery = ""
	if r, err := http.Get(u.String()); err != nil || r.StatusCode != http.StatusUnauthorized {
		t.Errorf("without the token: %v %v", r, err)
	}
}

func TestServeRefuses(t *testing.T) {
	db := ingested(t, "../../testdata/stories/tarnow/04-call.txt")
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"more"}, exitUsage, "takes no argument"},
		{[]string{"--listen", "8080"}, exitUsage, "no address with a port"},
		{[]string{"--token", "short"}, exitUsage, "16 or more"},
		{[]string{"--listen", "127.0.0.1:99999"}, exitFailed, "--listen"},
		{[]string{"--db", "nowhere.db"}, exitFailed, "no such database"},
	} {
		var errs bytes.Buffer
		args := append([]string{"dateline", "serve", "--db", db}, c.args...)
		if code := run(t.Context(), args, strings.NewReader(""), io.Discard, &errs); code != c.code || !strings.Contains(errs.String(), c.want) {
			t.Errorf("%v: %d %s, want %d with %q", c.args, code, errs.String(), c.code, c.want)
		}
	}
}

func TestLoopback(t *testing.T) {
	for host, want := range map[string]bool{"127.0.0.1": true, "127.9.9.9": true, "::1": true, "localhost": true, "": false, "0.0.0.0": false, "::": false, "10.0.0.1": false, "example.org": false} {
		if got := loopback(host); got != want {
			t.Errorf("loopback(%q) = %v", host, got)
		}
	}
}

// The form of the pages has every filter of the command line, and no other.
func TestPagesHaveEveryFilter(t *testing.T) {
	want := []string{"sort"}
	for _, f := range filterFlags() {
		want = append(want, f.Names()[0])
	}
	got := pages.FilterNames()
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("the pages have %v\nthe command line has %v", got, want)
	}
}

// Every link of every page of the project's articles is answered, and every page is sound to eye and ear.
func TestEveryLink(t *testing.T) {
	paths, most := []string{"../../testdata/stories/tarnow"}, 60
	if long {
		paths, most = []string{"../../testdata/articles"}, 4000
	}
	found := webtest.Crawl(t, explorer(t, ingested(t, paths...)), most)
	for address, body := range found {
		for _, wrong := range webtest.Check(body) {
			t.Errorf("%s: %s", address, wrong)
		}
	}
	t.Logf("%d pages", len(found))
}
