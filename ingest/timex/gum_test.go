package timex_test

import (
	"bufio"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"dateline/ingest/article"
	"dateline/ingest/nlp"
	"dateline/ingest/timex"
)

var attribute = regexp.MustCompile(`(\w+)="([^"]*)"`)

// dated is a span that GUM gives a date to, "" where it gives a range.
type dated struct {
	start, end int
	when       string
}

func readGUM(t *testing.T, path string) (*nlp.Document, []dated) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var text strings.Builder
	var dates []dated
	var open []dated
	a := &article.Article{DayOnly: true}
	block := 0
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		line := sc.Text()
		attrs := map[string]string{}
		for _, m := range attribute.FindAllStringSubmatch(line, -1) {
			attrs[m[1]] = m[2]
		}
		switch {
		case strings.HasPrefix(line, "<text "):
			a.Published, _ = time.Parse(time.DateOnly, attrs["dateCreated"])
		case strings.HasPrefix(line, "<date"):
			open = append(open, dated{start: text.Len(), when: attrs["when"]})
		case line == "</date>":
			d := open[len(open)-1]
			open = open[:len(open)-1]
			d.end = len(strings.TrimRight(text.String(), " "))
			dates = append(dates, d)
		case line == "</p>" || line == "</head>" || line == "</item>":
			if end := len(strings.TrimRight(text.String(), " ")); end > block {
				a.Blocks = append(a.Blocks, article.Block{Start: block, End: end})
			}
			text.WriteString("\n\n")
			block = text.Len()
		case !strings.HasPrefix(line, "<"):
			w, _, _ := strings.Cut(line, "\t")
			text.WriteString(strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&apos;", "'", "&quot;", `"`).Replace(w) + " ")
		}
	}
	a.Text = text.String()
	if end := len(strings.TrimRight(a.Text, " \n")); end > block {
		a.Blocks = append(a.Blocks, article.Block{Start: block, End: end})
	}
	d := &nlp.Document{Article: a}
	for _, s := range append(before, timex.Stage) {
		if err := s.Run(d); err != nil {
			t.Fatal(err)
		}
		d.Has |= s.Adds
	}
	return d, dates
}

// TestGUM scores the dates found against those of GUM's development documents.
// GUM writes the year 2986 BC as -2985, like EDTF.
func TestGUM(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(shared(t, "data/open/gum/xml-dev"), "*.xml"))
	gold, found, right := 0, 0, 0
	for _, path := range files {
		d, dates := readGUM(t, path)
		used := map[int]bool{}
		for _, g := range dates {
			value := ""
			for i := range d.Timexes {
				x := &d.Timexes[i]
				if x.Start < g.end && g.start < x.Span.End {
					used[i] = true
					if value == "" && (x.Type == nlp.Date || x.Type == nlp.Time) {
						value = x.Value
					}
				}
			}
			if g.when == "" {
				continue
			}
			gold++
			if value != "" {
				found++
			}
			if value == g.when || strings.HasPrefix(g.when, "-") && strings.HasPrefix(value, "BC") {
				right++
			} else {
				t.Logf("%s: “%s” is %s, found %q", filepath.Base(path), d.Article.Text[g.start:g.end], g.when, value)
			}
		}
		for i := range d.Timexes {
			x := &d.Timexes[i]
			if !used[i] && x.Type == nlp.Date && x.Basis == 1 && len(x.Value) >= 4 && x.Mod == "" {
				found++ // an explicit date that GUM does not have
				t.Logf("%s: “%s” is no date in GUM, found %s", filepath.Base(path), d.Text(x.Span), x.Value)
			}
		}
	}
	t.Logf("value F1 %.3f: %d right of %d in GUM and %d explicit ones found", 2*float64(right)/float64(gold+found), right, gold, found)
}
