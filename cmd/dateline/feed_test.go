package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
)

// TestFeedLimit: what --limit leaves of a feed is for the next poll, and a feed that is
// added while another is polled stays in the list.
func TestFeedLimit(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	var add func()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed", "/other":
			w.Header().Set("ETag", `"same"`)
			if r.Header.Get("If-None-Match") != "" {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			fmt.Fprint(w, "<rss><channel><title>Orlo Post</title>")
			for i := range 5 {
				fmt.Fprintf(w, "<item><title>Board met on day %d</title><link>http://%s/%d</link></item>", i, r.Host, i)
			}
			fmt.Fprint(w, "</channel></rss>")
		case "/robots.txt":
			http.NotFound(w, r)
		default:
			if add != nil {
				add()
				add = nil
			}
			fmt.Fprintf(w, "<html><head><title>Board met on day %s</title></head><body><p>The board of the harbour of Orlo met on Monday and talked about crane number %[1]s for a long time.</p></body></html>", r.URL.Path[1:])
		}
	}))
	defer server.Close()
	dateline := func(args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := run(t.Context(), append([]string{"dateline"}, args...), strings.NewReader(""), &out, &errs); code != 0 {
			t.Fatalf("%v: exit %d: %s", args, code, errs.String())
		}
		return out.String()
	}
	web := []string{"--db", db, "--allow-private", "--delay", "1ms"}
	dateline(append([]string{"feed", "add", server.URL + "/feed"}, web...)...)
	add = func() { dateline(append([]string{"feed", "add", server.URL + "/other"}, web...)...) }
	for i, want := range []string{"2 articles read: 2 new", "2 articles read: 2 new", "1 article read: 1 new"} {
		if got := dateline(append([]string{"feed", "poll", server.URL + "/feed", "--limit", "2"}, web...)...); !strings.HasPrefix(got, want) {
			t.Errorf("poll %d: %s, want %s", i+1, got, want)
		}
	}
	if list := dateline("feed", "list", "--db", db); !strings.Contains(list, "/other") {
		t.Errorf("the feed that was added while another was polled is gone:\n%s", list)
	}
}
