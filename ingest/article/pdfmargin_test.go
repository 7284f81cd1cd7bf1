package article

import (
	"fmt"
	"testing"
)

// pageOf adds to l a page of lines 14 points apart between one above and one below.
func pageOf(l *layout, head string, lines []string, foot string) {
	put := func(y float64, s string) []span {
		if s == "" {
			return nil
		}
		return []span{{x: 50, end: 50 + 5*float64(len(s)), y: y, size: 10, text: s}}
	}
	spans := put(800, head)
	for i, s := range lines {
		spans = append(spans, put(760-14*float64(i), s)...)
	}
	l.page(append(spans, put(20, foot)...))
}

// TestPDFMargins: what browsers print round a page goes and tells its address; a line
// above a page that would part a sentence goes too, and no heading does.
func TestPDFMargins(t *testing.T) {
	text := []string{"The board of Orlo approved a crane on Monday after a long debate", "about its price, and the mayor said that the work would begin"}
	end := []string{"in spring.", "Kestria has offered to pay one half of the price of the crane."}
	for _, r := range []struct {
		name, head, foot, head2 string
		first                   []string
		printed                 bool
		paras                   int
		url                     string
	}{
		{"a browser's", "5/6/19, 11:27 PM Crane plan | Orlo Gazette", "https://orlo.example/crane 1/2", "", text, true, 2, "https://orlo.example/crane"},
		{"a browser's, cut short", "5/6/19, 11:27 PM Crane plan | Orlo Gazette", "https://orlo.example/crane-and-more… 1/2", "", text, true, 2, ""},
		{"a running head of one page", "", "", "The Orlo Gazette", text, false, 2, ""},
		{"a heading above a page", "", "", "What comes next", []string{text[0] + ".", "It will cost twelve million euros, the board said in a statement."}, false, 3, ""},
	} {
		t.Run(r.name, func(t *testing.T) {
			var l layout
			pageOf(&l, r.head, r.first, r.foot)
			head, foot := r.head2, ""
			if r.printed {
				head, foot = "5/6/19, 11:27 PM Crane plan", r.foot
			}
			pageOf(&l, head, end, foot)
			d := &draft{}
			l.write(d, "", r.printed)
			got := ""
			for _, p := range d.paras {
				got += fmt.Sprintf("%q\n", d.text.String()[p.start:p.end])
			}
			if len(d.paras) != r.paras || d.url != r.url {
				t.Errorf("%d paragraphs, want %d, address %q:\n%s", len(d.paras), r.paras, d.url, got)
			}
		})
	}
}
