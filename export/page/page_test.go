package page

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"dateline/export/told/toldtest"
	"dateline/graph"
)

func write(t testing.TB, v *graph.View) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, v, []byte(`<svg class="one"></svg>`), []byte(`<svg class="two"></svg>`)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPageShowsEverything(t *testing.T) {
	got := write(t, toldtest.Call())
	for _, want := range []string{
		"<title>Call between Milley and Gerasimov</title>", `<svg class="one">`, `<svg class="two">`,
		"<mark>call</mark>", "Mark Milley spoke with Valery Gerasimov by phone", "<code>2021-03-31</code>",
		"No date in the text", "Russia denies it", "Chairman of the Joint Chiefs of Staff",
		`<a href="https://news.example/call"`, "11 events in 14 sentences of 2 articles", `<span class="badge">disputed</span>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// A page asks nothing of the network and runs nothing, whatever the articles say.
func TestHostileTextStaysText(t *testing.T) {
	for _, v := range []*graph.View{toldtest.Call(), toldtest.Evil(), toldtest.Many(200), {}} {
		z := html.NewTokenizer(strings.NewReader(write(t, v)))
		ids := map[string]bool{}
		var targets []string
		for {
			kind := z.Next()
			if kind == html.ErrorToken {
				if z.Err() != io.EOF {
					t.Fatal(z.Err())
				}
				break
			}
			tok := z.Token()
			if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
				continue
			}
			switch tok.Data {
			case "script", "iframe", "object", "embed", "img", "link", "form", "base":
				t.Errorf("a <%s> in the page", tok.Data)
			}
			for _, a := range tok.Attr {
				switch {
				case strings.HasPrefix(a.Key, "on"), a.Key == "src":
					t.Errorf("attribute %s=%q", a.Key, a.Val)
				case a.Key == "id":
					if ids[a.Val] {
						t.Errorf("id %q twice", a.Val)
					}
					ids[a.Val] = true
				case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
					targets = append(targets, a.Val[1:])
				case a.Key == "href" && !strings.HasPrefix(a.Val, "http"):
					t.Errorf("a link to %q", a.Val)
				}
			}
		}
		for _, id := range targets {
			if !ids[id] && !strings.ContainsAny(id, "%\ufffd") {
				t.Errorf("a link to #%s, which is not there", id)
			}
		}
	}
}

func TestSameBytes(t *testing.T) {
	if write(t, toldtest.Many(300)) != write(t, toldtest.Many(300)) {
		t.Error("two runs differ")
	}
}

func BenchmarkPage(b *testing.B) {
	v := toldtest.Many(1000)
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, v, nil, nil); err != nil {
			b.Fatal(err)
		}
	}
}
