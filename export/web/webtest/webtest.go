// Package webtest checks the pages of the explorer: it follows their links, and reads their
// markup for what keeps people out or lets foreign text in. It is used by tests only.
package webtest

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// sampled are the paths whose links are without end, as filters can be put together: so many of each are
// followed.
var sampled = map[string]int{"/timeline": 40, "/network": 12, "/search": 10, "/picture/network.svg": 3}

// Crawl follows the links of the pages of h from the first one on, at most most of them, and gives
// the pages by their addresses. Every link must be answered with 200; what leads to an id may be led on once.
func Crawl(t testing.TB, h http.Handler, most int) map[string]string {
	t.Helper()
	pages := map[string]string{}
	seen := map[string]bool{"/": true}
	from := map[string]string{}
	taken := map[string]int{}
	queue := []string{"/"}
	for n := 0; len(queue) > 0 && n < most; n++ {
		address := queue[0]
		queue = queue[1:]
		r := get(h, address)
		if to := r.Header().Get("Location"); r.Code == http.StatusSeeOther && to != "" {
			r = get(h, to)
		}
		if r.Code != http.StatusOK {
			t.Errorf("%s, to which %s leads: %d", address, from[address], r.Code)
			continue
		}
		if !strings.HasPrefix(r.Header().Get("Content-Type"), "text/html") || r.Header().Get("Content-Disposition") != "" {
			continue
		}
		pages[address] = r.Body.String()
		for _, link := range Links(r.Body.String()) {
			u, err := url.Parse(link)
			if err != nil || u.Host != "" || u.Scheme != "" || u.Path == "" {
				continue
			}
			u.Fragment = ""
			to := u.String()
			if seen[to] {
				continue
			}
			seen[to] = true
			key, limit := u.Path, sampled[u.Path]
			if strings.HasPrefix(u.Path, "/take/") {
				limit = 2
			}
			if limit > 0 {
				if taken[key]++; taken[key] > limit {
					continue
				}
			}
			from[to] = address
			queue = append(queue, to)
		}
	}
	return pages
}

func get(h http.Handler, address string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", address, nil)
	r.Host = "127.0.0.1"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}
