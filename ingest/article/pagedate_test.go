package article

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

func TestPlacedDate(t *testing.T) {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		name, page string
		want       time.Time
	}{
		{"class", `<p class="entry-date">7 May 2019</p>`, day(2019, 5, 7)},
		{"label before it", `<div class="post-meta">Posted on March 31, 2021 by Ana</div>`, day(2021, 3, 31)},
		{"the surer place wins", `<span class="meta">1 May 2020</span><span class="publish-date">2 May 2020</span>`, day(2020, 5, 2)},
		{"running text is not looked at", `<p>It happened on 7 May 2019.</p>`, time.Time{}},
		{"long elements are not looked at", `<div class="meta">` + strings.Repeat("word ", 40) + `7 May 2019</div>`, time.Time{}},
		{"footers are not looked at", `<footer><p class="date">7 May 2019</p></footer>`, time.Time{}},
	} {
		root, err := html.Parse(strings.NewReader(c.page))
		if err != nil {
			t.Fatal(err)
		}
		got, _, ok := placedDate(root)
		if ok != !c.want.IsZero() || !got.Equal(c.want) {
			t.Errorf("%s: got %v %v, want %v", c.name, got, ok, c.want)
		}
	}
}

// A page that calls itself only a WebPage still says when it was published.
func TestDateOfWebPage(t *testing.T) {
	page := `<html><head><title>A lamp</title><script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2018-04-18T14:39:09+02:00"}]}</script></head>
<body><article><h1>A lamp</h1><p>` + strings.Repeat("The lamp was shown to the public in the old hall. ", 8) + `</p></article></body></html>`
	list, err := Read(strings.NewReader(page), "lamp.html", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := list[0].Published.Format(time.RFC3339); got != "2018-04-18T14:39:09+02:00" {
		t.Errorf("published %s", got)
	}
}
