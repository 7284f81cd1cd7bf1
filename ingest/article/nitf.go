package article

import (
	"bytes"
	"fmt"
	"strings"
)

func isNITF(head []byte, _ string) bool {
	return isMarkup(head) && (bytes.Contains(head, []byte("<nitf")) || bytes.Contains(head, []byte("<!DOCTYPE nitf")))
}

// isMarkup: XML of any kind, by its first byte.
func isMarkup(head []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, bomUTF8), " \t\r\n"), []byte("<"))
}

// readNITF reads a story in the News Industry Text Format (IPTC, 3.x).
func readNITF(in *input, yield func(*draft) error) error {
	root, err := in.xml()
	if err != nil {
		return fmt.Errorf("NITF: %w", err)
	}
	d := &draft{}
	d.nitf(root)
	if len(d.paras) == 0 && d.title == "" {
		return ErrNoText
	}
	return yield(d)
}

// xml is the whole of the input as XML.
func (in *input) xml() (*elem, error) {
	b, err := in.all()
	if err != nil {
		return nil, err
	}
	return parseXML(b)
}

// nitf takes the story of a NITF document.
func (d *draft) nitf(root *elem) {
	body := root.find("body.head")
	d.title = first(d.title, body.find("hl1").words(), body.find("headline", "hedline").words(), root.find("title").words())
	d.byline = first(d.byline, body.find("person").words(), body.find("byline").words())
	d.agency = first(d.agency, agencies().name(body.find("distributor").words()))
	pub := root.find("pubdata")
	d.publisher = first(d.publisher, pub.attrs["name"], root.find("doc.copyright").attrs["holder"], body.find("distributor").words())
	d.section = first(d.section, pub.attrs["position.section"])
	d.url = first(d.url, canonical(pub.attrs["ex-ref"]), canonical(root.find("doc-id").attrs["id-string"]))
	for _, v := range []string{root.find("date.issue").attrs["norm"], root.find("date.release").attrs["norm"],
		body.find("story.date").attrs["norm"], pub.attrs["date.publication"]} {
		d.date(v)
	}
	d.lead = body.find("dateline").words()
	if sub := body.find("hl2").words(); sub != "" {
		d.add(sub, "\n\n", para{kind: Subtitle, sure: true})
	}
	d.xmlBody(root.find("body.content"))
	for _, name := range []string{"tagline", "bibliography"} {
		d.add(root.find("body.end").find(name).words(), "\n\n", para{kind: Credit, sure: true})
	}
}

// date notes a date of publication unless there is one.
func (d *draft) date(v string) {
	if len(d.dates) > 0 {
		return
	}
	if t, dayOnly, ok := ParseDate(strings.TrimSpace(v)); ok {
		d.dates = append(d.dates, dated{t, dayOnly, "metadata"})
	}
}
