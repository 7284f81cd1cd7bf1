package article

import (
	"cmp"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
)

// shared is the folder of development data outside the project, "" if absent.
func shared() string {
	if d := os.Getenv("DATELINE_SHARED"); d != "" {
		return d
	}
	for _, up := range []string{"../../../shared", "../../../../shared"} {
		if _, err := os.Stat(up); err == nil {
			return up
		}
	}
	return ""
}

// TestExtraction measures bodies against pages labelled by people: the F1 of
// their words, averaged over the pages.
func TestExtraction(t *testing.T) {
	dir := filepath.Join(shared(), "data/internal/article-extraction-dev")
	b, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err != nil {
		t.Skip("no labelled pages here: set DATELINE_SHARED")
	}
	var truth map[string]struct{ ArticleBody, URL string }
	if err := json.Unmarshal(b, &truth); err != nil {
		t.Fatal(err)
	}
	type page struct {
		id      string
		p, r, f float64
	}
	var pages []page
	var sum page
	days, dated, right := pageDates(t), 0, 0
	for id, want := range truth {
		f, err := os.Open(filepath.Join(dir, "html", id+".html.gz"))
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		src, err := io.ReadAll(z)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		as, err := Read(strings.NewReader(string(src)), id+".html", Options{URL: want.URL})
		got := ""
		if err == nil {
			for _, bl := range as[0].Blocks {
				if bl.Kind == Body || bl.Kind == ListItem || bl.Kind == Subtitle || bl.Kind == Table {
					got += as[0].Text[bl.Start:bl.End] + "\n"
				}
			}
			if want := days[id[:8]]; want != "-" {
				if dated++; sameDate(as[0], want) {
					right++
				} else {
					t.Logf("%.8s published %s by %q, want %s", id, as[0].Published, as[0].DateFrom, want)
				}
			} else if !as[0].Published.IsZero() {
				t.Errorf("%.8s: published %s, but the page names no date", id, as[0].Published)
			}
		}
		pg := page{id: id}
		pg.p, pg.r, pg.f = overlap(wordBag(got), wordBag(want.ArticleBody))
		pages = append(pages, pg)
		sum.p += pg.p
		sum.r += pg.r
		sum.f += pg.f
	}
	n := float64(len(pages))
	slices.SortFunc(pages, func(a, b page) int { return cmp.Or(cmp.Compare(a.f, b.f), cmp.Compare(a.id, b.id)) })
	for _, p := range pages[:15] {
		t.Logf("%.8s P %.3f R %.3f F %.3f %s", p.id, p.p, p.r, p.f, truth[p.id].URL)
	}
	t.Logf("%d pages: precision %.4f recall %.4f F1 %.4f; dates right on %d of %d pages that have one", len(pages), sum.p/n, sum.r/n, sum.f/n, right, dated)
	if right*100 < dated*leastDates {
		t.Errorf("dates right on %d of %d pages, less than %d%%", right, dated, leastDates)
	}
	if sum.f/n < leastExtraction {
		t.Errorf("F1 %.4f, was at least %.3f", sum.f/n, leastExtraction)
	}
}

// leastExtraction is what the F1 of TestExtraction has reached.
const leastExtraction = 0.97

// leastDates is the part of dates that must be right, of a hundred.
const leastDates = 95

// pageDates are the dates that a person read off the pages.
func pageDates(t *testing.T) map[string]string {
	b, err := os.ReadFile("testdata/pagedates.txt")
	if err != nil {
		t.Fatal(err)
	}
	days := map[string]string{}
	for line := range strings.Lines(string(b)) {
		if id, date, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && line[0] != '#' {
			days[id] = date
		}
	}
	return days
}

// sameDate: the same day where the page prints it or in UTC, or the same minute.
func sameDate(a *Article, want string) bool {
	if t, err := time.Parse(time.RFC3339, want); err == nil {
		return a.Published.Sub(t).Abs() < time.Minute
	}
	return a.Published.Format(time.DateOnly) == want || a.Published.UTC().Format(time.DateOnly) == want
}

func wordBag(s string) map[string]int {
	bag := map[string]int{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		bag[w]++
	}
	return bag
}

func overlap(got, want map[string]int) (p, r, f float64) {
	both, g, w := 0, 0, 0
	for k, n := range got {
		both += min(n, want[k])
		g += n
	}
	for _, n := range want {
		w += n
	}
	if both == 0 {
		return 0, 0, 0
	}
	p, r = float64(both)/float64(g), float64(both)/float64(w)
	return p, r, 2 * p * r / (p + r)
}
