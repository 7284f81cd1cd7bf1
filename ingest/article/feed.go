package article

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func isFeed(head []byte, _ string) bool {
	h := bytes.ToLower(head)
	return bytes.Contains(h, []byte("<rss")) || bytes.Contains(h, []byte("<rdf:rdf")) ||
		bytes.Contains(h, []byte("<feed")) && bytes.Contains(h, []byte("atom"))
}

// item is an entry of RSS 0.9x, 1.0, 2.0 or Atom: their elements do not clash.
type item struct {
	Title     string    `xml:"title"`
	Links     []feedRef `xml:"link"`
	GUID      string    `xml:"guid"`
	PubDate   string    `xml:"pubDate"`
	Published string    `xml:"published"`
	Updated   string    `xml:"updated"`
	Date      string    `xml:"date"`
	Creator   string    `xml:"creator"`
	Authors   []struct {
		Name string `xml:"name"`
		Text string `xml:",chardata"`
	} `xml:"author"`
	Lang        string    `xml:"lang,attr"`
	Categories  []string  `xml:"category"`
	Description string    `xml:"description"`
	Summary     innerText `xml:"summary"`
	Content     innerText `xml:"content"`
	Encoded     string    `xml:"encoded"`
	Source      struct {
		Text string `xml:",chardata"`
	} `xml:"source"`
}

type feedRef struct {
	Href string `xml:"href,attr"`
	Rel  string `xml:"rel,attr"`
	Text string `xml:",chardata"`
}

type innerText struct {
	Type  string `xml:"type,attr"`
	Text  string `xml:",chardata"`
	Inner string `xml:",innerxml"`
}

// source is the content as HTML source.
func (t innerText) source() string {
	if t.Type == "xhtml" {
		return t.Inner
	}
	return t.Text
}

// readFeed reads RSS and Atom: one article an item. Entities that the document
// itself declares are not expanded.
func readFeed(in *input, yield func(*draft) error) error {
	b, err := in.all()
	if err != nil {
		return err
	}
	dec := newXML(bytes.NewReader(b))
	outlet, lang, depth, n := "", "", 0, 0
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("feed: after %d items: %w", n, err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch name := t.Name.Local; {
			case name == "item" || name == "entry":
				var it item
				if err := dec.DecodeElement(&it, &t); err != nil {
					return fmt.Errorf("feed: item %d: %w", n+1, err)
				}
				if it.Lang == "" {
					it.Lang = lang
				}
				n++
				if d := it.draft(outlet); d != nil {
					if err := yield(d); err != nil {
						return err
					}
				}
			case name == "language" && lang == "" && depth <= 2:
				if err := dec.DecodeElement(&lang, &t); err != nil {
					return fmt.Errorf("feed: %w", err)
				}
			case name == "title" && outlet == "" && depth <= 2:
				if err := dec.DecodeElement(&outlet, &t); err != nil {
					return fmt.Errorf("feed: %w", err)
				}
				outlet = oneLine(outlet)
			default:
				depth++
			}
		case xml.EndElement:
			depth--
		}
	}
}

func (it *item) draft(outlet string) *draft {
	d := &draft{title: clean(it.Title), publisher: clean(first(oneLine(it.Source.Text), outlet)), byline: clean(it.Creator), lang: oneLine(it.Lang)}
	if len(it.Categories) > 0 {
		d.section = oneLine(clean(it.Categories[0]))
	}
	d.changed(it.Updated)
	for _, a := range it.Authors {
		d.byline = first(d.byline, oneLine(a.Name), oneLine(a.Text))
	}
	for _, l := range it.Links {
		if l.Rel == "" || l.Rel == "alternate" {
			d.url = first(d.url, strings.TrimSpace(l.Text), l.Href)
		}
	}
	d.url = first(d.url, canonical(it.GUID))
	for _, v := range []string{it.PubDate, it.Published, it.Date, it.Updated} {
		if t, dayOnly, ok := ParseDate(oneLine(v)); ok {
			d.dates = append(d.dates, dated{t, dayOnly, "metadata"})
			break
		}
	}
	source := clean(first(strings.TrimSpace(it.Encoded), strings.TrimSpace(it.Content.source()), strings.TrimSpace(it.Description), strings.TrimSpace(it.Summary.source())))
	if source == "" {
		if d.title == "" {
			return nil
		}
		return d
	}
	d.fragment(source)
	return d
}

// FeedLinks are the addresses of the feeds that a page names, in their order.
// base is the address of the page.
func FeedLinks(page []byte, base string) (links []string) {
	at, err := url.Parse(base)
	if err != nil {
		return nil
	}
	text, _ := decode(page, "text/html")
	if pageShape(text) != nil {
		return nil
	}
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil
	}
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		if n.DataAtom == atom.Link && strings.EqualFold(attr(n, "rel"), "alternate") {
			switch strings.ToLower(attr(n, "type")) {
			case "application/rss+xml", "application/atom+xml", "application/feed+json":
				if u, err := at.Parse(strings.TrimSpace(attr(n, "href"))); err == nil && attr(n, "href") != "" {
					links = append(links, u.String())
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
	}
	visit(root)
	return links
}
