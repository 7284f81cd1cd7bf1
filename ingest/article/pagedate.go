package article

import (
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// placedDate looks for the date of publication where pages that name it
// nowhere else print it: in a short element whose class, id or item property
// says so (data/dateplaces.txt), the surest place first. Dates in running text
// are not looked at, since a date of the story is not the date of publication.
//
// A library knows more places (go-htmldate), but its date parser compiles its
// tables when the program starts, which made every command wait for 0.2 s.
func placedDate(root *html.Node) (t time.Time, dayOnly, ok bool) {
	const mostBytes = 120 // of the text of such an element
	best := -1
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		if n.Type == html.ElementNode {
			if n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Nav || n.DataAtom == atom.Footer {
				return
			}
			if rank := datePlace(n); rank >= 0 && (best < 0 || rank < best) {
				if text := oneLine(textOf(n)); len(text) <= mostBytes {
					if found, day, good := dateWithin(text); good {
						t, dayOnly, ok, best = found, day, true, rank
					}
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
	}
	visit(root)
	return t, dayOnly, ok
}

// datePlace is the rank of the surest word of dateplaces.txt that the element's
// names hold, -1 if there is none.
func datePlace(n *html.Node) int {
	best := -1
	for _, key := range [...]string{"itemprop", "property", "class", "id", "data-testid"} {
		value := strings.ToLower(attr(n, key))
		if value == "" {
			continue
		}
		for rank, word := range datePlaces() {
			if best >= 0 && rank >= best {
				break
			}
			if strings.Contains(value, word) {
				best = rank
			}
		}
	}
	return best
}

// dateWithin reads the text as a date, or the longest run of its words that is one.
func dateWithin(text string) (t time.Time, dayOnly, ok bool) {
	if t, dayOnly, ok = ParseDate(text); ok {
		return t, dayOnly, ok
	}
	words := strings.Fields(text)
	for n := min(len(words), 8); n > 0; n-- {
		for i := 0; i+n <= len(words); i++ {
			if t, dayOnly, ok = ParseDate(strings.Join(words[i:i+n], " ")); ok {
				return t, dayOnly, ok
			}
		}
	}
	return t, false, false
}
