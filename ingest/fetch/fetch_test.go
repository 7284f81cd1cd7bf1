package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

const page = "<html><body><p>The board of Orlo met on Monday.</p></body></html>"

// site is a server on loopback that misbehaves on demand; each path is one way.
type site struct {
	*httptest.Server
	mu     sync.Mutex
	asked  []string // paths, in order
	tries  map[string]int
	robots http.HandlerFunc
}

func newSite(t *testing.T) *site {
	s := &site{tries: map[string]int{}}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	return s
}

func (s *site) serve(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked = append(s.asked, r.URL.Path)
	s.tries[r.URL.Path]++
	try := s.tries[r.URL.Path]
	s.mu.Unlock()
	html := func() { w.Header().Set("Content-Type", "text/html; charset=utf-8"); io.WriteString(w, page) }
	switch path := r.URL.Path; {
	case path == "/robots.txt":
		if s.robots != nil {
			s.robots(w, r)
			return
		}
		http.NotFound(w, r)
	case path == "/page":
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Mon, 14 Aug 2017 15:20:00 GMT")
		if r.Header.Get("If-None-Match") == `"v1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		html()
	case path == "/gzip":
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		io.WriteString(z, page)
		z.Close()
	case path == "/bomb":
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		for range 64 {
			z.Write(make([]byte, 1<<20))
		}
		z.Close()
	case path == "/endless":
		for i := 0; i < 1<<14; i++ {
			if _, err := w.Write(make([]byte, 4096)); err != nil {
				return
			}
		}
	case path == "/drip": // a byte now and then, for ever
		for r.Context().Err() == nil {
			io.WriteString(w, "x")
			w.(http.Flusher).Flush()
			time.Sleep(20 * time.Millisecond)
		}
	case path == "/silent":
		<-r.Context().Done()
	case path == "/brokenoff":
		w.Header().Set("Content-Length", "100000")
		io.WriteString(w, page)
	case path == "/hangup":
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			conn.Close()
		}
	case path == "/garbage":
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			io.WriteString(conn, "\x00\x01\x02 this is no HTTP\r\n\r\n")
			conn.Close()
		}
	case path == "/headers":
		w.Header().Set("X-Long", strings.Repeat("x", 1<<20))
		html()
	case path == "/loop":
		http.Redirect(w, r, "/loop", http.StatusFound)
	case path == "/away":
		http.Redirect(w, r, "/page", http.StatusMovedPermanently)
	case path == "/tofile":
		w.Header().Set("Location", "file:///etc/passwd")
		w.WriteHeader(http.StatusFound)
	case path == "/toforbidden":
		http.Redirect(w, r, "/private/x", http.StatusFound)
	case path == "/tonowhere":
		w.Header().Set("Location", "http://%zz/")
		w.WriteHeader(http.StatusFound)
	case path == "/busy":
		if try < 3 {
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		html()
	case path == "/busyforlong":
		w.Header().Set("Retry-After", "86400")
		w.WriteHeader(http.StatusServiceUnavailable)
	case path == "/busyforages": // more seconds than a number holds
		w.Header().Set("Retry-After", "99999999999999999999")
		w.WriteHeader(http.StatusTooManyRequests)
	case path == "/brotli":
		w.Header().Set("Content-Encoding", "br")
		io.WriteString(w, "\x0b\x02\x80no page\x03")
	case path == "/broken":
		w.WriteHeader(http.StatusInternalServerError)
	case path == "/gone":
		w.WriteHeader(http.StatusGone)
	case path == "/picture":
		w.Header().Set("Content-Type", "image/png")
		io.WriteString(w, "\x89PNG")
	case path == "/liar": // 304 without having been asked
		w.WriteHeader(http.StatusNotModified)
	default:
		html()
	}
}

// clock is a time that passes only by sleeping.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func (c *clock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now }

func (c *clock) Sleep(_ context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.slept = append(c.slept, d)
	return nil
}

func client(o Options) (*Client, *clock) {
	k := &clock{now: time.Date(2017, 8, 14, 12, 0, 0, 0, time.UTC)}
	o.Clock, o.Sleep, o.AllowPrivate = k.Now, k.Sleep, true
	return New(o), k
}

func TestMisbehaviour(t *testing.T) {
	s := newSite(t)
	s.robots = func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, "User-agent: *\nDisallow: /\n\nUser-agent: dateline\nDisallow: /private/\n")
	}
	status := func(code int) func(error) bool {
		return func(err error) bool {
			var e *StatusError
			return errors.As(err, &e) && e.Code == code
		}
	}
	is := func(want error) func(error) bool { return func(err error) bool { return errors.Is(err, want) } }
	says := func(text string) func(error) bool {
		return func(err error) bool { return strings.Contains(err.Error(), text) }
	}
	for _, r := range []struct {
		path string
		want func(error) bool // nil: the page comes
	}{
		{"/page", nil}, {"/gzip", nil}, {"/away", nil}, {"/busy", nil},
		{"/bomb", is(ErrTooLarge)}, {"/endless", is(ErrTooLarge)},
		{"/drip", says("no whole answer in")}, {"/silent", says("no whole answer in")},
		{"/brokenoff", says("broke off")}, {"/hangup", says("EOF")}, {"/garbage", says("malformed HTTP")},
		{"/headers", says("exceeded")},
		{"/loop", is(ErrRedirect)}, {"/tofile", is(ErrAddress)}, {"/tonowhere", says("Location")},
		{"/toforbidden", is(ErrRobots)}, {"/private/y", is(ErrRobots)},
		{"/busyforlong", says("asks us to come again in 24h")}, {"/busyforages", says("asks us to come again in 298261h")},
		{"/brotli", says(`packed as "br"`)}, {"/broken", status(500)}, {"/gone", status(410)},
		{"/picture", is(ErrKind)}, {"/liar", status(304)},
	} {
		t.Run(r.path, func(t *testing.T) {
			o := Options{MaxBytes: 1 << 20}
			if r.path == "/drip" || r.path == "/silent" { // the others have all the time they need
				o.Timeout = 2 * time.Second
			}
			c, _ := client(o)
			p, err := c.Get(t.Context(), s.URL+r.path, Known{})
			switch {
			case r.want == nil && (err != nil || string(p.Body) != page):
				t.Errorf("page %v, error %v", p, err)
			case r.want != nil && (err == nil || !r.want(err)):
				t.Errorf("page %v, error %v", p, err)
			case err != nil && !strings.HasPrefix(err.Error(), s.URL+r.path+": "):
				t.Errorf("the error does not name the address: %v", err)
			}
		})
	}
}

// TestPolite: robots.txt once, the delay between requests, what Crawl-delay and
// Retry-After ask for, and conditional requests.
func TestPolite(t *testing.T) {
	s := newSite(t)
	s.robots = func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, "User-agent: *\nCrawl-delay: 5\n")
	}
	c, k := client(Options{Delay: 2 * time.Second})
	first, err := c.Get(t.Context(), s.URL+"/page", Known{})
	if err != nil {
		t.Fatal(err)
	}
	again, err := c.Get(t.Context(), s.URL+"/page", first.Known())
	if err != nil || !again.NotModified || again.Body != nil {
		t.Errorf("asked again: %+v, %v", again, err)
	}
	if _, err := c.Get(t.Context(), s.URL+"/busy", Known{}); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(s.asked, " "); got != "/robots.txt /page /page /busy /busy /busy" {
		t.Errorf("asked %s", got)
	}
	// 2 s after robots.txt, which asks for 5 s from then on; Retry-After: 7 holds them too.
	if got := fmt.Sprint(k.slept); got != "[2s 5s 5s 7s 7s]" {
		t.Errorf("slept %s", got)
	}
}

// TestRobots: one that is not there permits, one that cannot be had forbids.
func TestRobots(t *testing.T) {
	for _, r := range []struct {
		name   string
		answer http.HandlerFunc
		want   string // "" or a part of the error
	}{
		{"missing", http.NotFound, ""},
		{"forbidden itself", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }, ""},
		{"broken server", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, "robots.txt cannot be had"},
		{"a page instead", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, page) }, ""},
		{"endless", func(w http.ResponseWriter, _ *http.Request) {
			for range 4096 {
				if _, err := w.Write(bytes.Repeat([]byte("Disallow: /x\n"), 100)); err != nil {
					return
				}
			}
		}, ""},
		{"silent", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "robots.txt cannot be had: no whole answer"},
		{"redirected", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/r2", http.StatusFound) }, ""},
		{"redirected for ever", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/robots.txt", http.StatusFound)
		}, ""},
		{"all forbidden behind a mark of its order of bytes", func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, "\ufeffUser-agent: *\r\nDisallow: /\r\n")
		}, "forbids"},
		{"an endless delay", func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, "User-agent: *\nCrawl-delay: 1e300\nCrawl-delay: NaN\n")
		}, ""},
		{"all forbidden", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "User-agent: *\nDisallow: /\n") }, "forbids"},
	} {
		t.Run(r.name, func(t *testing.T) {
			s := newSite(t)
			s.robots = r.answer
			o := Options{}
			if r.name == "silent" {
				o.Timeout = 2 * time.Second
			}
			c, _ := client(o)
			_, err := c.Get(t.Context(), s.URL+"/page", Known{})
			if r.want == "" && err != nil || r.want != "" && (err == nil || !strings.Contains(err.Error(), r.want)) {
				t.Errorf("error %v, want %q", err, r.want)
			}
		})
	}
}

// TestDeadHost: a robots.txt that cannot be had is not asked for again with every page.
func TestDeadHost(t *testing.T) {
	s := newSite(t)
	broken := true
	s.robots = func(w http.ResponseWriter, r *http.Request) {
		if broken {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		http.NotFound(w, r)
	}
	c, k := client(Options{})
	for range 3 {
		if _, err := c.Get(t.Context(), s.URL+"/page", Known{}); err == nil || !strings.Contains(err.Error(), "robots.txt cannot be had") {
			t.Errorf("error %v", err)
		}
	}
	if got := strings.Join(s.asked, " "); got != "/robots.txt" {
		t.Errorf("asked %s", got)
	}
	broken = false
	k.Sleep(t.Context(), robotsAgain+time.Second)
	if _, err := c.Get(t.Context(), strings.Replace(s.URL, "http", "HTTP", 1)+"/page", Known{}); err != nil {
		t.Errorf("later: %v", err)
	}
}

// TestCutArchive: what a full disk leaves of a record is taken back.
func TestCutArchive(t *testing.T) {
	name := filepath.Join(t.TempDir(), "x.warc.gz")
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	full := &fullFile{File: f, room: 1 << 20}
	a := NewArchive(full)
	p := &Page{URL: "http://x.example/", Status: 200, Header: http.Header{}, Body: []byte(page)}
	if err := a.Add(p); err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadFile(name)
	full.room = 50
	if err := a.Add(p); !errors.Is(err, errFull) {
		t.Errorf("error %v", err)
	}
	if after, _ := os.ReadFile(name); !bytes.Equal(before, after) {
		t.Errorf("%d bytes, of which %d are whole", len(after), len(before))
	}
}

var errFull = errors.New("no space left")

// fullFile writes as much as there is room for.
type fullFile struct {
	*os.File
	room int
}

func (f *fullFile) Write(p []byte) (int, error) {
	if len(p) <= f.room {
		return f.File.Write(p)
	}
	n, _ := f.File.Write(p[:f.room])
	return n, errFull
}

// TestPrivate: without leave no connection is made to this machine or network,
// whatever name leads there, and no redirect leads there either.
func TestPrivate(t *testing.T) {
	s := newSite(t)
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(s.URL, "http://"))
	c := New(Options{Tries: 1, Sleep: (&clock{}).Sleep})
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "0.0.0.0", "127.1.2.3"} {
		if _, err := c.Get(t.Context(), "http://"+host+":"+port+"/page", Known{}); !errors.Is(err, ErrPrivate) && !strings.Contains(fmt.Sprint(err), "no such host") {
			t.Errorf("%s: %v", host, err)
		}
	}
	if len(s.asked) != 0 {
		t.Errorf("the server was asked: %v", s.asked)
	}
	for _, a := range []string{"10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.1.2.3", "224.0.0.1", "255.255.255.255",
		"fe80::1", "fd00::1", "ff02::1", "::", "64:ff9b::a00:1", "2002:7f00:1::", "::ffff:10.0.0.1", "198.18.0.1"} {
		if public(netip.MustParseAddr(a)) {
			t.Errorf("%s passes as public", a)
		}
	}
	for _, a := range []string{"93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"} {
		if !public(netip.MustParseAddr(a)) {
			t.Errorf("%s does not pass as public", a)
		}
	}
}

func TestAddresses(t *testing.T) {
	for in, want := range map[string]bool{"https://a.example/x": true, "http://a.example": true, "ftp://a.example/": false, "file:///etc/passwd": false,
		"javascript:alert(1)": false, "https:///x": false, "articles/x.html": false, "-": false} {
		if IsURL(in) != want {
			t.Errorf("%s: %v", in, !want)
		}
	}
}

// TestStopped: a fetch ends when its context does.
func TestStopped(t *testing.T) {
	s := newSite(t)
	c, _ := client(Options{})
	ctx, stop := context.WithCancel(t.Context())
	time.AfterFunc(100*time.Millisecond, stop)
	if _, err := c.Get(ctx, s.URL+"/silent", Known{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
