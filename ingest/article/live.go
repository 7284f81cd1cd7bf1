package article

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A live blog is a page of many entries, each with its own time. Each becomes an
// article of its own, since "an hour ago" counts from the entry, and the page
// keeps what stands around them.

// liveEntry is an entry while the page is being read.
type liveEntry struct {
	id, title string
	at        dated
	text      string     // of an entry that only the page's data tell
	node      *html.Node // of one that stands in the page
}

// leastEntries make a live blog; fewer are boxes of a story.
const leastEntries = 3

// liveEntries finds the entries of a live blog: marked up in the page, where they
// are taken out of it, or else in its schema.org data.
func liveEntries(root *html.Node, m *meta) []liveEntry {
	var found []liveEntry
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		if n.Type == html.ElementNode && n.DataAtom != atom.Body && liveClass(n) {
			if t, dayOnly, ok := entryTime(n); ok {
				found = append(found, liveEntry{id: first(attr(n, "id"), attr(n, "data-id")), title: entryTitle(n), at: dated{t, dayOnly, "metadata"}, node: n})
				return
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
	}
	visit(root)
	if len(found) >= leastEntries {
		for _, e := range found {
			e.node.Parent.RemoveChild(e.node)
		}
		return found
	}
	if len(m.live) >= leastEntries {
		return m.live
	}
	return nil
}

// liveClass reports whether an element's names say that it is an entry (data/liveplaces.txt).
func liveClass(n *html.Node) bool {
	if attr(n, "itemprop") == "liveBlogUpdate" {
		return true
	}
	switch n.DataAtom {
	case atom.Article, atom.Div, atom.Section, atom.Li:
	default:
		return false
	}
	for _, name := range strings.Fields(strings.ToLower(attr(n, "class"))) {
		if livePlaces().has(name) {
			return true
		}
	}
	return false
}

// entryTime is the time that an entry bears. An element that holds the times of
// several entries is none itself.
func entryTime(n *html.Node) (t time.Time, dayOnly, ok bool) {
	several := false
	var visit func(n *html.Node, top bool)
	visit = func(n *html.Node, top bool) {
		if !top && n.Type == html.ElementNode && liveClass(n) {
			several = true
			return
		}
		if n.DataAtom == atom.Time || attr(n, "itemprop") == "datePublished" {
			if v, day, good := ParseDate(first(attr(n, "datetime"), attr(n, "content"), oneLine(textOf(n)))); good && !ok {
				t, dayOnly, ok = v, day, true
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c, false)
		}
	}
	visit(n, true)
	return t, dayOnly, ok && !several
}

func entryTitle(n *html.Node) string {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4:
		return oneLine(textOf(n))
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if t := entryTitle(c); t != "" {
			return t
		}
	}
	return ""
}

// liveUpdate takes an entry of schema.org's LiveBlogPosting.
func (m *meta) liveUpdate(v any) {
	list, _ := v.([]any)
	for _, e := range list {
		o, ok := e.(map[string]any)
		if !ok {
			continue
		}
		t, dayOnly, ok := ParseDate(nameOf(o["datePublished"], 0))
		text := nameOf(o["articleBody"], 0)
		if !ok || strings.TrimSpace(text) == "" {
			continue
		}
		_, anchor, _ := strings.Cut(first(nameOf(o["url"], 0), nameOf(o["@id"], 0)), "#")
		m.live = append(m.live, liveEntry{id: anchor, title: oneLine(html.UnescapeString(nameOf(o["headline"], 0))), at: dated{t, dayOnly, "metadata"}, text: html.UnescapeString(text)})
	}
}

// entries are the drafts of a live blog's entries, in the order of the page.
func (d *draft) entries(live []liveEntry) (drafts []*draft) {
	for i, l := range live {
		e := &draft{title: clean(l.title), publisher: d.publisher, agency: d.agency, byline: d.byline, url: d.url, lang: d.lang, section: d.section,
			dates: []dated{l.at}, part: first(l.id, fmt.Sprint(i+1))}
		if l.node != nil {
			strip(l.node)
			e.tree(l.node)
		} else {
			e.fragment(clean(l.text))
		}
		if len(e.paras) > 0 {
			drafts = append(drafts, e)
		}
	}
	return drafts
}

// without drops the paragraphs of d that stand in one of the entries: data and
// page tell them both.
func (d *draft) without(entries []*draft) {
	told := map[string]bool{}
	for _, e := range entries {
		for _, p := range e.paras {
			told[letters(e.text.String()[p.start:p.end])] = true
		}
	}
	old, text := d.paras, d.text.String()
	d.paras = nil
	d.text.Reset()
	for _, p := range old {
		s := text[p.start:p.end]
		if !told[letters(s)] {
			d.add(s, "\n\n", p)
		}
	}
}

// yieldAll yields a page and the entries of its live blog.
func (d *draft) yieldAll(yield func(*draft) error) error {
	if len(d.live) == 0 {
		return yield(d)
	}
	if len(d.paras) > 0 {
		if err := yield(d); err != nil {
			return err
		}
	}
	for _, e := range d.live {
		if err := yield(e); err != nil {
			return err
		}
	}
	return nil
}
