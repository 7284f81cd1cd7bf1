package web

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dateline/graph/graphtest"
)

func TestHeadersOfEveryAnswer(t *testing.T) {
	x := site(t, nil, calls()...)
	for _, address := range []string{"/", "/nowhere", "/timeline?since=x", "/assets/web.js", "/log"} {
		h := ask(x, "GET", address, nil, nil).Header
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'; script-src 'self'", "X-Content-Type-Options": "nosniff",
			"Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY",
		} {
			if !strings.Contains(h.Get(name), want) {
				t.Errorf("%s: %s is %q", address, name, h.Get(name))
			}
		}
		if p := h.Get("Content-Security-Policy"); strings.Contains(p, "unsafe") || !strings.Contains(p, "frame-ancestors 'none'") || !strings.Contains(p, "base-uri 'none'") {
			t.Errorf("%s: policy %q", address, p)
		}
	}
	r := ask(x, "GET", "/picture/network.svg", nil, nil)
	if p := r.Header.Get("Content-Security-Policy"); !strings.Contains(p, "default-src 'none'; style-src 'sha256-") || strings.Contains(p, "unsafe") {
		t.Errorf("a picture: policy %q", p)
	}
}

func TestOnlyOwnNames(t *testing.T) {
	x := site(t, func(o *Options) { o.Hosts = []string{"explorer.example"} }, calls()...)
	for host, ok := range map[string]bool{
		"127.0.0.1:8080": true, "localhost:9": true, "LOCALHOST": true, "[::1]:8080": true, "10.1.2.3": true, "explorer.example:80": true, "explorer.example.": true,
		"evil.example": false, "localhost.evil.example:8080": false, "127.0.0.1.evil.example": false, "": false, "explorer.example.evil": false,
	} {
		r := ask(x, "GET", "/", nil, func(r *http.Request) { r.Host = host })
		if (r.StatusCode == 200) != ok || !ok && r.StatusCode != http.StatusMisdirectedRequest {
			t.Errorf("host %q: %s, want it answered: %v", host, r.Status, ok)
		}
		if body := text(t, r); !ok && strings.Contains(body, "Milley") {
			t.Errorf("host %q is told of the graph", host)
		}
	}
}

func TestMethodsAndSizes(t *testing.T) {
	x := site(t, nil, calls()...)
	for _, c := range []struct {
		method, address string
		form            url.Values
		status          int
	}{
		{"PUT", "/judge", nil, 405}, {"DELETE", "/", nil, 405}, {"OPTIONS", "/", nil, 405}, {"TRACE", "/", nil, 405},
		{"GET", "/judge", nil, 404}, {"GET", "/undo", nil, 404}, {"POST", "/timeline", url.Values{"csrf": {x.csrf}}, 404},
		{"GET", "/timeline?actor=" + strings.Repeat("a", maxAddress), nil, 414},
		{"POST", "/judge", url.Values{"csrf": {x.csrf}, "a": {strings.Repeat("a", 2*maxForm)}}, 400},
		{"HEAD", "/", nil, 200},
	} {
		if r := ask(x, c.method, c.address, c.form, nil); r.StatusCode != c.status {
			t.Errorf("%s %.40s: %s, want %d", c.method, c.address, r.Status, c.status)
		}
	}
}

func TestChangesAreNotForged(t *testing.T) {
	x := site(t, nil, calls()...)
	form := url.Values{"a": {string(firstEvent(t, x, "spoke_with"))}, "verdict": {"rejected"}, "back": {"/log"}}
	with := func(csrf string) url.Values {
		f := url.Values{"csrf": {csrf}}
		for k, v := range form {
			f[k] = v
		}
		return f
	}
	for name, c := range map[string]struct {
		form url.Values
		do   func(*http.Request)
	}{
		"without the word":             {form, nil},
		"with a wrong word":            {with("0123456789abcdef"), nil},
		"from another site":            {with(x.csrf), func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }},
		"from a sister site":           {with(x.csrf), func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") }},
		"from another origin":          {with(x.csrf), func(r *http.Request) { r.Header.Set("Origin", "http://evil.example") }},
		"with the word in the address": {form, func(r *http.Request) { r.URL.RawQuery = "csrf=" + x.csrf }},
	} {
		if r := ask(x, "POST", "/judge", c.form, c.do); r.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %s", name, r.Status)
		}
	}
	if body := shown(t, x, "/log"); !strings.Contains(body, "Nothing was judged yet") {
		t.Error("a forged judgement was recorded")
	}
	if r := ask(x, "POST", "/judge", with(x.csrf), func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-origin") }); r.StatusCode != http.StatusSeeOther {
		t.Errorf("our own form: %s", r.Status)
	}
}

func TestToken(t *testing.T) {
	const token = "a-token-of-some-length"
	x := site(t, func(o *Options) { o.Token = token }, calls()...)
	for _, address := range []string{"/", "/timeline", "/take/csv", "/picture/network.svg", "/?token=wrong", "/log"} {
		r := ask(x, "GET", address, nil, nil)
		if body := text(t, r); r.StatusCode != http.StatusUnauthorized || strings.Contains(body, "Milley") {
			t.Errorf("%s without the token: %s", address, r.Status)
		}
	}
	if r := ask(x, "POST", "/judge", url.Values{"csrf": {x.csrf}, "a": {"x"}, "verdict": {"rejected"}}, nil); r.StatusCode != http.StatusUnauthorized {
		t.Errorf("a change without the token: %s", r.Status)
	}
	if r := ask(x, "POST", "/door", url.Values{"token": {"wrong"}}, nil); r.StatusCode != http.StatusUnauthorized || !strings.Contains(text(t, r), "not the token") {
		t.Errorf("a wrong token: %s", r.Status)
	}
	for name, r := range map[string]*http.Response{
		"in the address": ask(x, "GET", "/timeline?actor=Russia&token="+token, nil, nil),
		"in the form":    ask(x, "POST", "/door", url.Values{"token": {token}}, nil),
	} {
		c := r.Cookies()
		if r.StatusCode != http.StatusSeeOther || len(c) != 1 || !c[0].HttpOnly || c[0].SameSite != http.SameSiteStrictMode || strings.Contains(c[0].Value, token) {
			t.Fatalf("%s: %s, cookies %v", name, r.Status, c)
		}
		if strings.Contains(r.Header.Get("Location"), token) {
			t.Errorf("%s: the token stays in the address: %s", name, r.Header.Get("Location"))
		}
		if r := ask(x, "GET", "/", nil, func(r *http.Request) { r.AddCookie(c[0]) }); r.StatusCode != 200 {
			t.Errorf("%s: with its cookie: %s", name, r.Status)
		}
	}
	if r := ask(x, "GET", "/log", nil, func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token) }); r.StatusCode != 200 {
		t.Errorf("as a bearer: %s", r.Status)
	}
	if r := ask(x, "GET", "//evil.example/?token="+token, nil, nil); strings.HasPrefix(r.Header.Get("Location"), "//") {
		t.Errorf("leads elsewhere: %q", r.Header.Get("Location"))
	}
}

func TestLocal(t *testing.T) {
	for in, want := range map[string]string{
		"/review?offset=10": "/review?offset=10", "/event/a%2Fb": "/event/a%2Fb", "": "/", "https://evil.example": "/", "//evil.example": "/",
		"/\\evil.example": "/", "javascript:alert(1)": "/", "/x\r\nSet-Cookie: a": "/", "event": "/",
	} {
		if got := local(in); got != want {
			t.Errorf("local(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestReadOnly(t *testing.T) {
	x := site(t, func(o *Options) { o.ReadOnly = true }, calls()...)
	id := firstEvent(t, x, "spoke_with")
	for _, address := range []string{eventAddress(id), "/entity/ent:russia", "/one/ent:russia", "/review", "/log"} {
		if body := shown(t, x, address); strings.Contains(body, `method="post"`) {
			t.Errorf("%s has a form of change", address)
		}
	}
	for _, address := range []string{"/judge", "/undo"} {
		r := ask(x, "POST", address, url.Values{"csrf": {x.csrf}, "a": {string(id)}, "verdict": {"rejected"}, "n": {"1"}}, nil)
		if r.StatusCode != http.StatusForbidden || !strings.Contains(text(t, r), "read-only") {
			t.Errorf("%s: %s", address, r.Status)
		}
	}
}

func TestLogIsOneLineAndKeepsTheToken(t *testing.T) {
	var b bytes.Buffer
	x := site(t, func(o *Options) { o.Log, o.Token = &b, "a-token-of-some-length" }, calls()...)
	ask(x, "GET", "/timeline?actor=%0AGET+/faked&token=a-token-of-some-length", nil, nil)
	ask(x, "GET", "/entity/%1b%5b2J%0a", nil, nil)
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if len(lines) != 2 || strings.Contains(b.String(), "a-token") || strings.ContainsAny(b.String(), "\x1b") {
		t.Errorf("the log:\n%q", b.String())
	}
	if !strings.Contains(lines[0], "GET") || !strings.Contains(lines[0], " 303 ") {
		t.Errorf("the line: %q", lines[0])
	}
}

// Nothing of an article becomes markup, whatever page it is on.
func TestHostileTextStaysText(t *testing.T) {
	x := site(t, nil, graphtest.Hostile(), calls()[0])
	pages := crawl(t, x, 400)
	if len(pages) < 15 {
		t.Fatalf("only %d pages", len(pages))
	}
	for address, body := range pages {
		checkMarkup(t, address, body)
	}
}
