package article

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strings"

	"golang.org/x/net/html/atom"
)

// rootName is the first element of a document behind its prologue.
var rootName = regexp.MustCompile(`(?s)^\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<![^>\[]*(?:\[.*?\]\s*)?>\s*)*<([A-Za-z_][\w.:-]*)[\s/>]`)

// isXML: a document that calls itself XML, or elements that no page has.
func isXML(head []byte, _ string) bool {
	if !isMarkup(head) {
		return false
	}
	root := rootName.FindSubmatch(head)
	if root == nil {
		return false
	}
	return bytes.HasPrefix(bytes.TrimSpace(head), []byte("<?xml")) ||
		atom.Lookup(bytes.ToLower(root[1])) == 0 && bytes.Contains(head, []byte("</"))
}

// readXML reads articles in XML of no format of news: elements that hold a text
// beside fields with the names that JSON has too (trafilatura's documents, TEI,
// TimeML, collections of texts), and the pages of MediaWiki dumps. Elements are
// forgotten once they are read, so that the file may be of any length.
func readXML(in *input, yield func(*draft) error) error {
	var from, read int64 // where the article at hand begins, how far the file is read
	dec := newXML(readerFunc(func(p []byte) (int, error) {
		n, err := in.r.Read(p)
		if read += int64(n); read-from > in.limits.Article {
			return n, fmt.Errorf("%w: more than %s without an article", ErrTooLarge, size(in.limits.Article))
		}
		return n, err
	}))
	root := &elem{}
	open := []*elem{root}
	var wiki *wikiSite
	first, articles := "", 0
	for n := 0; ; {
		tok, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("XML: after %d articles: %w", articles, err)
		}
		top := open[len(open)-1]
		switch t := tok.(type) {
		case xml.StartElement:
			if n++; n > mostXML || len(open) > deepestXML {
				return fmt.Errorf("%w: more than %d elements, or %d deep, without an article", ErrTooLarge, mostXML, deepestXML)
			}
			e := &elem{name: strings.ToLower(t.Name.Local), attrs: map[string]string{}}
			for _, a := range t.Attr {
				e.attrs[strings.ToLower(a.Name.Local)] = a.Value
			}
			if len(open) == 1 && first == "" {
				first = t.Name.Local
				if e.name == "mediawiki" {
					wiki = &wikiSite{lang: e.attrs["lang"]}
				}
			}
			top.kids = append(top.kids, e)
			open = append(open, e)
		case xml.CharData:
			top.kids = append(top.kids, &elem{text: string(t)})
		case xml.EndElement:
			if len(open) == 1 {
				continue
			}
			open = open[:len(open)-1]
			var d *draft
			switch {
			case wiki == nil:
				d = top.record()
			case top.name == "siteinfo":
				wiki.read(top)
			case top.name == "page":
				d = wiki.page(top)
				articles++
			}
			if d == nil && (wiki == nil || top.name != "page") {
				continue
			}
			above := open[len(open)-1]
			above.kids = above.kids[:len(above.kids)-1]
			n, from = 0, dec.InputOffset()
			if d == nil {
				continue
			}
			articles++
			d.several = len(open) > 1
			if err := yield(d); err != nil {
				return err
			}
		}
	}
	if articles == 0 {
		return fmt.Errorf("%w in XML with the root <%s>, which is no format of news that is known; convert it to JSON or text", ErrNoText, shorten(clean(first), 40))
	}
	return nil
}

// bodyOf is the element inside e that holds its text: an article's own, and not
// the text of a part of it.
func (e *elem) bodyOf() *elem {
	for _, k := range e.kids {
		if k.name != "" && fieldKeys()[fieldKey(k.name)].field == "text" {
			if inner := k.bodyOf(); inner != nil {
				return inner
			}
			return k
		}
	}
	return nil
}

// record is the article that e holds, nil if it holds none. The text of a text is
// no article, nor is a short text an article without a title.
func (e *elem) record() *draft {
	if fieldKeys()[fieldKey(e.name)].field == "text" {
		return nil
	}
	body := e.bodyOf()
	if body == nil {
		return nil
	}
	values := map[string]string{}
	e.fields(values, body)
	d := &draft{}
	d.take(func(field string) []string { return pick(values, field) })
	d.xmlBody(body)
	if len(d.paras) == 0 || d.title == "" && d.text.Len() < leastRecord {
		return nil
	}
	return d
}

// leastRecord is how many bytes make an article without a title.
const leastRecord = 200

// fields notes what the elements and attributes inside e say, save those in body.
// What is longer than a title is a container.
func (e *elem) fields(values map[string]string, body *elem) {
	const longest = 300
	note := func(key, value string) {
		value = oneLine(clean(value))
		if fieldKeys()[fieldKey(key)].field != "" && values[key] == "" && value != "" && len(value) <= longest {
			values[key] = value
		}
	}
	for k, v := range e.attrs {
		note(k, v)
	}
	for _, k := range e.kids {
		if k == body || k.name == "" {
			continue
		}
		if k.bodyOf() == nil {
			note(k.name, k.words())
			for _, a := range [...]string{"when", "norm", "content"} {
				note(k.name, k.attrs[a])
			}
		}
		k.fields(values, body)
	}
}
