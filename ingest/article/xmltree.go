package article

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/transform"
)

// elem is an element of an XML document, without its prefix; an elem without a
// name is text.
type elem struct {
	name  string
	attrs map[string]string
	kids  []*elem
	text  string
}

// Bounds of an XML document: no format of news comes near them.
const (
	deepestXML = 256
	mostXML    = 2_000_000 // elements and pieces of text
)

// newXML is a decoder that takes what the world writes: HTML's entities and
// any charset. Entities that the document itself declares are not expanded.
func newXML(r io.Reader) *xml.Decoder {
	br := bufio.NewReader(r)
	head, _ := br.Peek(256)
	if r = br; !otherCharset(head) {
		r = transform.NewReader(br, &mended{})
	}
	dec := xml.NewDecoder(r)
	dec.Strict = false
	dec.Entity = xml.HTMLEntity
	dec.CharsetReader = xmlCharset
	return dec
}

// parseXML reads a whole document.
func parseXML(b []byte) (*elem, error) {
	dec := newXML(bytes.NewReader(b))
	root := &elem{}
	open := []*elem{root}
	for n := 0; ; n++ {
		if n > mostXML {
			return nil, fmt.Errorf("%w: more than %d elements", ErrTooLarge, mostXML)
		}
		tok, err := dec.Token()
		if err == io.EOF {
			return root, nil
		}
		if err != nil {
			return nil, err
		}
		top := open[len(open)-1]
		switch t := tok.(type) {
		case xml.StartElement:
			if len(open) > deepestXML {
				return nil, fmt.Errorf("%w: elements more than %d deep", ErrTooLarge, deepestXML)
			}
			e := &elem{name: t.Name.Local, attrs: map[string]string{}}
			for _, a := range t.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			top.kids = append(top.kids, e)
			open = append(open, e)
		case xml.EndElement:
			if len(open) > 1 {
				open = open[:len(open)-1]
			}
		case xml.CharData:
			top.kids = append(top.kids, &elem{text: string(t)})
		}
	}
}

// all calls each for every element of one of the names, the outermost only.
func (e *elem) all(each func(*elem), names ...string) {
	for _, k := range e.kids {
		if k.is(names...) {
			each(k)
		} else if k.name != "" {
			k.all(each, names...)
		}
	}
}

// find is the first element of one of the names, at any depth; an empty element if there is none.
func (e *elem) find(names ...string) *elem {
	found := &elem{}
	e.all(func(k *elem) {
		if found.name == "" {
			found = k
		}
	}, names...)
	return found
}

func (e *elem) is(names ...string) bool {
	for _, n := range names {
		if e.name == n {
			return true
		}
	}
	return false
}

// words is the text of e in one line.
func (e *elem) words() string {
	var b strings.Builder
	e.write(&b)
	return oneLine(clean(b.String()))
}

func (e *elem) write(b *strings.Builder) {
	b.WriteString(e.text)
	if e.is("br", "lb") {
		b.WriteByte(' ')
	}
	for _, k := range e.kids {
		k.write(b)
	}
}

// xmlBody adds the paragraphs of a story in the elements that NITF, XHTML and TEI
// share. Text with elements in it that are none of these is one paragraph.
func (d *draft) xmlBody(e *elem) {
	if !e.any((*elem).isBlock) {
		var b strings.Builder
		e.write(&b)
		d.plainParagraphs(b.String())
		return
	}
	var inline strings.Builder
	flush := func() {
		d.add(oneLine(clean(inline.String())), "\n\n", para{})
		inline.Reset()
	}
	for _, k := range e.kids {
		if k.name == "" || !k.isBlock() && !k.any((*elem).isBlock) {
			k.write(&inline)
			continue
		}
		flush()
		switch {
		case k.is("script", "style", "note", "media-reference", "media-metadata"):
		case k.is("head"):
			if !k.any(func(e *elem) bool { return e.name != "" }) { // TEI's; that of a page has elements
				d.add(k.words(), "\n\n", para{kind: Subtitle})
			}
		case k.is("p", "hl1"):
			d.add(k.words(), "\n\n", para{})
		case k.is("hl2", "h1", "h2", "h3", "h4", "h5", "h6"):
			d.add(k.words(), "\n\n", para{kind: Subtitle})
		case k.is("li", "dd", "dt", "item"):
			d.add(k.words(), "\n", para{kind: ListItem})
		case k.is("media-caption", "figcaption", "caption"):
			d.add(k.words(), "\n\n", para{kind: Caption, sure: true})
		case k.is("media-producer", "credit"):
			d.add(k.words(), "\n\n", para{kind: Credit, sure: true})
		case k.is("tr", "nitf-table-row", "row"):
			var cells []string
			for _, c := range k.kids {
				if c.name != "" {
					cells = append(cells, c.words())
				}
			}
			d.add(strings.Join(cells, "\t"), "\n", para{kind: Table, sure: true})
		default:
			d.xmlBody(k)
		}
	}
	flush()
}

// isBlock reports whether e stands apart from the text around it.
func (e *elem) isBlock() bool {
	return e.is("p", "hl1", "hl2", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dd", "dt", "item", "head", "script", "style", "note",
		"media", "media-reference", "media-metadata", "media-caption", "media-producer", "figcaption", "caption", "credit",
		"tr", "nitf-table-row", "row", "div", "section", "block", "ul", "ol", "list", "table", "blockquote", "bq", "figure", "br", "lb")
}

// any reports whether one of the elements inside e is as asked.
func (e *elem) any(is func(*elem) bool) bool {
	for _, k := range e.kids {
		if is(k) || k.any(is) {
			return true
		}
	}
	return false
}
