package article

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// place is where a line stands: its page and height.
type place struct {
	page int
	y    float64
}

// What browsers print above a page and below it.
var (
	printedDay     = regexp.MustCompile(`^\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d\d`)
	printedAddress = regexp.MustCompile(`^(?:https?|file)://\S+`)
)

// dropPrinted takes out the lines that a browser adds to every page it prints, the day and
// the title above, the address and the number below, and gives the address, "" if
// it is cut short or of a file.
func (l *layout) dropPrinted() (address string) {
	top, bottom := map[int]float64{}, map[int]float64{}
	for _, t := range l.lines {
		if y, ok := top[t.page]; !ok || t.y > y {
			top[t.page] = t.y
		}
		if y, ok := bottom[t.page]; !ok || t.y < y {
			bottom[t.page] = t.y
		}
	}
	added := map[place]bool{}
	for _, t := range l.lines {
		at := printedAddress.FindString(t.text)
		if t.y == top[t.page] && printedDay.MatchString(t.text) || t.y == bottom[t.page] && at != "" {
			added[place{t.page, t.y}] = true
			if !strings.Contains(at, "…") && !strings.Contains(at, "...") {
				address = first(address, canonical(at))
			}
		}
	}
	l.lines = slices.DeleteFunc(l.lines, func(t textLine) bool { return added[place{t.page, t.y}] })
	return address
}

// runningHeads finds what stands above the text of a page, apart from it, while the page
// before ends in the middle of a sentence.
func (l *layout) runningHeads() map[place]bool {
	const apart, most = 1.5, 80 // times the size of its letters; bytes
	heads := map[place]bool{}
	var last textLine // the lowest long line of the page before, in its last column
	for from := 0; from < len(l.lines); {
		to := from + 1
		for to < len(l.lines) && l.lines[to].page == l.lines[from].page {
			to++
		}
		page := l.lines[from:to]
		top, next := math.Inf(-1), math.Inf(-1)
		for _, t := range page {
			if t.y > top {
				top, next = t.y, top
			} else if t.y < top && t.y > next {
				next = t.y
			}
		}
		inside := last.text != "" && !endsSentence(last.text)
		for _, t := range page {
			if inside && t.y == top && len(t.text) < most && !endsSentence(t.text) && top-next > apart*t.size {
				heads[place{t.page, t.y}] = true
			}
		}
		last = textLine{}
		for _, t := range page {
			if len(t.text) > 20 {
				last = t
			}
		}
		from = to
	}
	return heads
}

// endsSentence reports whether a line ends with the mark of the end of a sentence.
func endsSentence(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, `"”’')]`))
	return strings.ContainsRune(".!?:…", last)
}

// withoutMargins leaves out what is printed above a page in the middle of a
// sentence, what is printed on page after page at the same
// height (running heads), and numbers of pages.
func (l *layout) withoutMargins() []textLine {
	type printed struct {
		y    int
		text string
	}
	seen := map[printed][]int{}
	key := func(t textLine) printed {
		return printed{int(math.Round(t.y / 2)), strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return '0'
			}
			return r
		}, t.text)}
	}
	for _, t := range l.lines {
		k := key(t)
		if pages := seen[k]; len(pages) == 0 || pages[len(pages)-1] != t.page {
			seen[k] = append(pages, t.page)
		}
	}
	heads := l.runningHeads()
	return slices.DeleteFunc(slices.Clone(l.lines), func(t textLine) bool {
		number := strings.Trim(t.text, "0123456789/–- ") == "" && len(t.text) < 10
		return number || heads[place{t.page, t.y}] || l.pages > 1 && len(seen[key(t)]) > 1 && len(seen[key(t)])*2 > l.pages
	})
}
