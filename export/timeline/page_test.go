package timeline

import (
	"strings"
	"testing"

	"dateline/export/told/toldtest"
	"dateline/graph"
)

// Two pictures of one page share no id, have no style sheet, and their marks lead to the events.
func TestPicturesForAPage(t *testing.T) {
	link := func(id graph.EventID) string { return "/event/" + string(id) }
	draw := func(prefix string) string {
		return string(DrawIn(Layout(toldtest.Call(), Options{Unlisted: true}), Page{Prefix: prefix, Styled: true, Link: link}))
	}
	a, b := draw("a-"), draw("b-")
	if strings.Contains(a, "<style") || strings.Contains(a, "Sources") || strings.Contains(a, " [1") {
		t.Error("a picture for a page has what the page has")
	}
	if n := strings.Count(a, `<a href="/event/`); n < 5 {
		t.Errorf("%d marks lead to events", n)
	}
	for part := range strings.SplitSeq(a, ` id="`) {
		if id, _, _ := strings.Cut(part, `"`); strings.HasPrefix(id, "a-") && strings.Contains(b, `"`+id+`"`) {
			t.Errorf("id %q stands in both", id)
		}
	}
	if strings.Contains(a, "url(#dl-") || !strings.Contains(string(Draw(Layout(toldtest.Call(), Options{}))), "<style") {
		t.Error("prefix or style sheet are wrong")
	}
}
