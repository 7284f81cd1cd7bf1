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

// isFeed: RSS and Atom by their roots, whatever the prefix.
func isFeed(head []byte, _ string) bool {
	h := bytes.ToLower(head)
	if !isMarkup(h) {
		return false
	}
	for _, root := range []string{"rss", "rdf:rdf"} {
		if bytes.Contains(h, []byte("<"+root)) {
			return true
		}
	}
	root := rootName.FindSubmatch(h)
	return root != nil && bytes.HasSuffix(root[1], []byte("feed")) && bytes.Contains(h, []byte("atom"))
}

// readFeed reads RSS and Atom: one article an item. Entities that the document
// itself declares are not expanded.
func readFeed(in *input, yield func(*draft) error) error {
	b, err := in.all()
	if err != nil {
		return err
	}
	dec := newXML(bytes.NewReader(b))
	var channel item // what the feed says of all its entries
	depth, n := 0, 0
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
			field := channel.field(t.Name)
			switch {
			case t.Name.Local == "item" || t.Name.Local == "entry":
				var it item
				if err := dec.DecodeElement(&it, &t); err != nil {
					return fmt.Errorf("feed: item %d: %w", n+1, err)
				}
				n++
				if d := it.draft(&channel); d != nil {
					if err := yield(d); err != nil {
						return err
					}
				}
			case strings.EqualFold(t.Name.Local, "textinput") || t.Name.Local == "image": // with titles of their own
				if err := dec.Skip(); err != nil {
					return fmt.Errorf("feed: %w", err)
				}
			case depth > 0 && depth <= 2 && t.Name.Local != "channel" && field != nil:
				if err := dec.DecodeElement(field, &t); err != nil {
					return fmt.Errorf("feed: %w", err)
				}
			case depth == 0:
				channel.attributes(t)
				fallthrough
			default:
				depth++
			}
		case xml.EndElement:
			depth--
		}
	}
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
