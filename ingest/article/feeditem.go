package article

import (
	"encoding/xml"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// item is an entry of RSS 0.9x, 1.0, 2.0 or Atom, or the feed around them.
type item struct {
	title, guid, pubDate, published, updated, date string
	creator, subject, lang, description, encoded   string
	publisher, base                                string
	links                                          []feedRef
	authors                                        []feedAuthor
	categories                                     []feedCategory
	summary, content                               innerText
	source                                         feedSource
}

type feedRef struct {
	Href string `xml:"href,attr"`
	Rel  string `xml:"rel,attr"`
	Text string `xml:",chardata"`
}

type feedAuthor struct {
	Name string `xml:"name"`
	Text string `xml:",chardata"`
}

type feedCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
	Text  string `xml:",chardata"`
}

// feedSource is the outlet that an entry comes from: text in RSS, a title in Atom.
type feedSource struct {
	Title string `xml:"title"`
	Text  string `xml:",chardata"`
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

// UnmarshalXML takes the elements of an entry by their namespaces: those of
// pictures and broadcasts have titles, authors and texts too.
func (it *item) UnmarshalXML(dec *xml.Decoder, start xml.StartElement) error {
	it.attributes(start)
	for {
		tok, err := dec.Token()
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if field := it.field(t.Name); field == nil {
				err = dec.Skip()
			} else {
				err = dec.DecodeElement(field, &t)
			}
			if err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

func (it *item) attributes(e xml.StartElement) {
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "lang":
			it.lang = a.Value
		case "base":
			it.base = a.Value
		}
	}
}

// field is where the content of an element goes, nil if nowhere.
func (it *item) field(name xml.Name) any {
	space := strings.ToLower(name.Space)
	switch { // a prefix that is not declared stands for itself
	case strings.Contains(space, "/dc/") || space == "dc":
		switch name.Local {
		case "creator":
			return &it.creator
		case "date":
			return &it.date
		case "subject":
			return &it.subject
		case "publisher":
			return &it.publisher
		case "language":
			return &it.lang
		}
	case strings.HasSuffix(space, "/modules/content/") || space == "content":
		if name.Local == "encoded" {
			return &it.encoded
		}
	case space == "" || strings.Contains(space, "atom") || isRSS(space):
		switch name.Local {
		case "title":
			return &it.title
		case "link":
			it.links = append(it.links, feedRef{})
			return &it.links[len(it.links)-1]
		case "guid", "id":
			return &it.guid
		case "pubDate":
			return &it.pubDate
		case "published", "issued":
			return &it.published
		case "updated", "modified":
			return &it.updated
		case "author":
			it.authors = append(it.authors, feedAuthor{})
			return &it.authors[len(it.authors)-1]
		case "category":
			it.categories = append(it.categories, feedCategory{})
			return &it.categories[len(it.categories)-1]
		case "description":
			return &it.description
		case "summary":
			return &it.summary
		case "content":
			return &it.content
		case "source":
			return &it.source
		case "language":
			return &it.lang
		}
	}
	return nil
}

// isRSS reports whether a namespace is one of the versions of RSS, and not that of
// one of its modules.
func isRSS(space string) bool {
	return strings.Contains(space, "purl.org/rss/") && !strings.Contains(space, "/modules/") ||
		strings.Contains(space, "userland.com/rss") || strings.Contains(space, "netscape.com/rdf")
}

// address is the page of an entry or feed.
func (it *item) address() (at string) {
	for _, l := range it.links {
		if l.Rel == "" || l.Rel == "alternate" {
			at = first(at, strings.TrimSpace(l.Text), strings.TrimSpace(l.Href))
		}
	}
	return at
}

// byline is the author; RSS wants an address with the name in brackets.
func (it *item) byline() (name string) {
	name = oneLine(clean(it.creator))
	for _, a := range it.authors {
		text := oneLine(a.Text)
		if _, inside, ok := strings.Cut(text, "("); ok && strings.Contains(text, "@") {
			text = strings.TrimSuffix(inside, ")")
		}
		name = first(name, oneLine(clean(a.Name)), clean(text))
	}
	return html.UnescapeString(name)
}

// draft is the article of an entry of a feed; nil if it has neither title nor text.
func (it *item) draft(channel *item) *draft {
	d := &draft{
		title: lineOf(it.title), publisher: lineOf(first(oneLine(it.source.Title), oneLine(it.source.Text), oneLine(it.publisher), channel.title)),
		byline: first(it.byline(), channel.byline()), lang: oneLine(first(it.lang, channel.lang)), section: oneLine(clean(it.subject)),
	}
	for _, c := range it.categories {
		d.section = first(d.section, oneLine(clean(first(c.Text, c.Label, c.Term))))
	}
	// Aggregators put the outlet behind the title.
	if source := oneLine(it.source.Text); source != "" {
		d.title = first(strings.TrimSuffix(d.title, " - "+source), d.title)
	}
	d.changed(oneLine(it.updated))
	d.url = it.address()
	if u, err := url.Parse(d.url); err == nil && d.url != "" && !u.IsAbs() {
		if base, err := url.Parse(first(it.base, channel.base, channel.address())); err == nil {
			d.url = base.ResolveReference(u).String()
		}
	}
	d.url = first(canonical(d.url), canonical(it.guid))
	for _, v := range []string{it.pubDate, it.published, it.date, it.updated} {
		if t, dayOnly, ok := ParseDate(oneLine(v)); ok {
			d.dates = append(d.dates, dated{t, dayOnly, "metadata"})
			break
		}
	}
	d.fragment(clean(first(strings.TrimSpace(it.encoded), strings.TrimSpace(it.content.source()), strings.TrimSpace(it.description), strings.TrimSpace(it.summary.source()))))
	if said := letters(d.text.String()); said == letters(d.title) || said == letters(d.title+d.publisher) {
		d.text.Reset() // an aggregator repeats the title
		d.paras = nil
	}
	if d.title == "" && len(d.paras) == 0 {
		return nil
	}
	return d
}

// lineOf is a title as people see it: feeds put marks and entities of HTML into it.
func lineOf(s string) string {
	s = clean(s)
	if strings.Contains(s, "<") {
		if root, err := html.Parse(strings.NewReader(s)); err == nil {
			s = textOf(root)
		}
	}
	return oneLine(html.UnescapeString(s))
}
