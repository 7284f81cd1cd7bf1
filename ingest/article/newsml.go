package article

import (
	"bytes"
	"fmt"
	"strings"
)

// isNewsML: NewsML-G2 items and messages, and NewsML 1.
func isNewsML(head []byte, _ string) bool {
	if !isMarkup(head) {
		return false
	}
	for _, root := range []string{"<newsItem", "<newsMessage", "<packageItem", "<NewsML"} {
		if bytes.Contains(head, []byte(root)) {
			return true
		}
	}
	return false
}

// readNewsML reads the news items of a NewsML-G2 document (IPTC, 2.x) or a
// NewsML 1 document: one article each. Packages, pictures and withdrawn items
// hold no text of their own and are passed over.
func readNewsML(in *input, yield func(*draft) error) error {
	root, err := in.xml()
	if err != nil {
		return fmt.Errorf("NewsML: %w", err)
	}
	var stop error
	n := 0
	root.all(func(e *elem) {
		d := &draft{}
		if e.name == "NewsItem" {
			d.newsML1(e)
		} else {
			d.newsItem(e)
		}
		if d.title == "" && len(d.paras) == 0 || stop != nil {
			return
		}
		if n++; n > 1 && d.url == "" {
			d.part = fmt.Sprint(n)
		}
		stop = yield(d)
	}, "newsItem", "NewsItem")
	return stop
}

// newsItem takes an item of NewsML-G2.
func (d *draft) newsItem(e *elem) {
	item, content := e.find("itemMeta"), e.find("contentMeta")
	if strings.HasSuffix(item.find("pubStatus").attrs["qcode"], ":canceled") {
		return
	}
	// A picture has a headline and a caption, and is told of in the text beside it.
	if class := item.find("itemClass").attrs["qcode"]; class != "" && !strings.HasSuffix(class, ":text") {
		return
	}
	d.title = first(content.find("headline").words(), item.find("title").words())
	d.subtitle = content.find("description").words()
	d.byline = first(content.find("by").words(), content.find("creator").find("name").words())
	provider := item.find("provider")
	d.publisher = first(provider.find("name").words(), provider.attrs["literal"], afterColon(provider.attrs["qcode"]), e.find("copyrightHolder").find("name").words())
	d.agency = first(agencies().name(content.find("creditline").words()), agencies().name(d.publisher))
	d.lang = first(content.find("language").attrs["tag"], e.attrs["lang"])
	d.section = content.find("genre").find("name").words()
	content.all(func(s *elem) { // the broadest subject stands first
		d.section = first(d.section, s.find("name").words())
	}, "subject")
	d.url = first(canonical(e.attrs["guid"]), canonical(item.find("link").attrs["href"]))
	for _, v := range []*elem{content.find("contentCreated"), item.find("firstCreated"), item.find("embargoed"), item.find("versionCreated")} {
		d.date(v.words())
	}
	d.changed(content.find("contentModified").words(), item.find("versionCreated").words())
	d.newsContent(e.find("contentSet"), content.find("dateline").words())
}

// newsML1 takes an item of NewsML 1.
func (d *draft) newsML1(e *elem) {
	d.title = e.find("HeadLine").words()
	d.subtitle = e.find("SubHeadLine").words()
	d.byline = first(e.find("ByLine").words())
	d.publisher = first(e.find("Provider").find("Party").attrs["FormalName"], e.find("CopyrightHolder").words())
	d.agency = first(agencies().name(e.find("CreditLine").words()), agencies().name(d.publisher))
	d.lang = e.find("Language").attrs["FormalName"]
	for _, name := range []string{"FirstCreated", "ThisRevisionCreated", "DateId"} {
		d.date(e.find(name).words())
	}
	d.changed(e.find("ThisRevisionCreated").words())
	d.newsContent(e.find("ContentItem"), e.find("DateLine").words())
}

// newsContent takes the text of an item: NITF, XHTML or plain.
func (d *draft) newsContent(set *elem, dateline string) {
	if inner := set.find("nitf"); inner.name != "" {
		d.nitf(inner)
		return
	}
	d.lead = dateline
	if inner := set.find("html", "body"); inner.name != "" {
		d.xmlBody(inner)
		return
	}
	if data := set.find("inlineData"); data.name != "" {
		var b strings.Builder
		data.write(&b)
		d.plainParagraphs(b.String())
		return
	}
	d.xmlBody(set)
}

// plainParagraphs adds plain text behind what is there already.
func (d *draft) plainParagraphs(s string) {
	s = strings.Trim(clean(s), " \t\n")
	for _, p := range paragraphs(s) {
		at := p
		d.add(s[p.start:p.end], "\n\n", at)
	}
}

// afterColon is the name in a qcode such as "nprov:AFP".
func afterColon(qcode string) string {
	_, name, ok := strings.Cut(qcode, ":")
	if !ok {
		return qcode
	}
	return name
}
