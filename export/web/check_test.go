package web

import (
	"testing"

	"dateline/export/web/webtest"
)

// crawl follows every link from the first page on, and gives the pages.
func crawl(t testing.TB, x *Site, most int) map[string]string {
	t.Helper()
	if testing.Short() {
		most /= 5
	}
	return webtest.Crawl(t, x, most)
}

func checkMarkup(t testing.TB, address, body string) {
	t.Helper()
	for _, p := range webtest.Check(body) {
		t.Errorf("%s: %s", address, p)
	}
}

func TestPagesAreAccessible(t *testing.T) {
	x := site(t, nil, calls()...)
	for address, body := range crawl(t, x, 300) {
		checkMarkup(t, address, body)
	}
}
