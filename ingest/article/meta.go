package article

import (
	"encoding/json"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// meta is what a page says of itself outside its text.
type meta struct {
	named  map[string][]ranked // field of meta.txt -> values
	ld     map[string]string   // field -> value, from JSON-LD
	ldBody string              // articleBody
	h1     []string
	title  string
	lang   string
	link   string // rel=canonical
	times  []string
	live   []liveEntry // of a LiveBlogPosting
	page   string      // datePublished of a WebPage that says nothing of an article
}

type ranked struct {
	value string
	order int
}

// readMeta walks the page once.
func readMeta(root *html.Node) *meta {
	m := &meta{named: map[string][]ranked{}, ld: map[string]string{}}
	var visit func(n *html.Node, inArticle bool)
	visit = func(n *html.Node, inArticle bool) {
		if n.Type == html.ElementNode {
			m.element(n, inArticle)
			inArticle = inArticle || n.DataAtom == atom.Article || n.DataAtom == atom.Header || n.DataAtom == atom.Main
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c, inArticle)
		}
	}
	visit(root, false)
	return m
}

func (m *meta) element(n *html.Node, inArticle bool) {
	switch n.DataAtom {
	case atom.Html:
		m.lang = attr(n, "lang")
	case atom.Title:
		if m.title == "" && (n.Parent == nil || n.Parent.DataAtom == atom.Head) {
			m.title = oneLine(textOf(n))
		}
	case atom.H1:
		if t := oneLine(textOf(n)); t != "" {
			m.h1 = append(m.h1, t)
		}
	case atom.Link:
		if attr(n, "rel") == "canonical" {
			m.link = first(m.link, attr(n, "href"))
		}
	case atom.Meta:
		for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
			m.add(attr(n, key), attr(n, "content"))
		}
	case atom.Time:
		v := first(attr(n, "datetime"), attr(n, "content"))
		if p := attr(n, "itemprop"); p != "" {
			m.add(p, first(v, textOf(n)))
		} else if v == "" {
			v = oneLine(textOf(n))
		}
		if inArticle || hasAttr(n, "pubdate") || strings.Contains(strings.ToLower(attr(n, "class")), "publish") {
			m.times = append(m.times, v)
		}
	case atom.Script:
		if strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") && n.FirstChild != nil {
			m.jsonLD(n.FirstChild.Data)
		}
	default:
		if p := attr(n, "itemprop"); p == "datePublished" || p == "headline" {
			m.add(p, first(attr(n, "content"), attr(n, "datetime"), oneLine(textOf(n))))
		}
	}
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// mostNamed is how many values of a field a page may give; each is put in its place among them.
const mostNamed = 100

func (m *meta) add(name, value string) {
	value = oneLine(value)
	r, ok := metaNames()[strings.ToLower(strings.TrimSpace(name))]
	if !ok || value == "" {
		return
	}
	all := m.named[r.field]
	if len(all) == mostNamed {
		return
	}
	at := len(all)
	for at > 0 && all[at-1].order > r.order {
		at--
	}
	m.named[r.field] = append(all[:at], append([]ranked{{value, r.order}}, all[at:]...)...)
}

func (m *meta) get(field string) string {
	if v := m.named[field]; len(v) > 0 {
		return v[0].value
	}
	return ""
}

// jsonLD reads a schema.org description of the article; broken JSON is left.
func (m *meta) jsonLD(source string) {
	var v any
	source = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(source), "<!--"), "-->"))
	b := []byte(strings.Map(dropControl, source))
	if jsonShape(b) == nil && json.Unmarshal(b, &v) == nil {
		m.node(v, 0)
	}
}

// dropControl makes the raw line breaks that pages put into JSON strings harmless.
func dropControl(r rune) rune {
	if r < 0x20 {
		return ' '
	}
	return r
}

// deepest is how far into JSON from outside we go.
const deepest = 12

func (m *meta) node(v any, depth int) {
	if depth > deepest {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			m.node(e, depth+1)
		}
	case map[string]any:
		if isArticleType(v["@type"]) {
			m.article(v)
		} else if date, ok := v["datePublished"].(string); ok {
			m.page = first(m.page, date)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "hasPart"} {
			if _, isText := v[key].(string); !isText {
				m.node(v[key], depth+1)
			}
		}
	}
}

func isArticleType(t any) bool {
	switch t := t.(type) {
	case string:
		return strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "Posting") || t == "Report"
	case []any:
		for _, e := range t {
			if isArticleType(e) {
				return true
			}
		}
	}
	return false
}

func (m *meta) article(v map[string]any) {
	set := func(field string, values ...any) {
		for _, x := range values {
			if s := nameOf(x, 0); s != "" && m.ld[field] == "" {
				m.ld[field] = oneLine(html.UnescapeString(s))
			}
		}
	}
	set("title", v["headline"], v["name"])
	set("published", v["datePublished"], v["dateCreated"])
	set("publisher", v["publisher"], v["sourceOrganization"])
	set("byline", v["author"], v["creator"])
	set("lang", v["inLanguage"])
	set("modified", v["dateModified"])
	set("section", v["articleSection"])
	m.liveUpdate(v["liveBlogUpdate"])
	set("agency", v["copyrightHolder"], v["provider"])
	for _, u := range []any{v["url"], v["mainEntityOfPage"], v["@id"]} {
		if s, ok := u.(string); ok {
			set("url", s)
		} else if o, ok := u.(map[string]any); ok {
			set("url", o["@id"], o["url"])
		}
	}
	if s, ok := v["articleBody"].(string); ok && len(s) > len(m.ldBody) {
		m.ldBody = s
	}
}

// fill writes what the page says of itself into the draft.
func (m *meta) fill(d *draft) {
	d.publisher = first(m.ld["publisher"], m.get("publisher"))
	d.title = m.bestTitle(d.publisher)
	d.byline = first(m.ld["byline"], m.get("byline"))
	if strings.HasPrefix(d.byline, "http") {
		d.byline = ""
	}
	d.url = first(m.link, m.get("url"), m.ld["url"])
	d.lang = first(m.lang, m.ld["lang"], m.get("lang"))
	d.section = first(m.get("section"), m.ld["section"])
	d.changed(m.ld["modified"], m.get("modified"))
	for _, a := range append([]string{m.ld["agency"], m.get("agency"), d.byline}, creditNames(d.byline)...) {
		if n := agencies().name(a); n != "" {
			d.agency = n
			break
		}
	}
	values := []string{m.ld["published"]}
	for _, r := range m.named["published"] {
		values = append(values, r.value)
	}
	values = append(values, m.times...)
	for _, v := range values {
		if t, dayOnly, ok := ParseDate(v); ok {
			d.dates = append(d.dates, dated{t, dayOnly, "metadata"})
			break
		}
	}
}

// bestTitle prefers the heading on the page, then what the page tells others,
// with the outlet's name taken off its end.
func (m *meta) bestTitle(publisher string) string {
	told := first(m.ld["title"], m.get("title"), m.title)
	for _, h := range m.h1 {
		if len(strings.Fields(h)) < 3 || sameLine(h, publisher) {
			continue
		}
		l := letters(h)
		for _, o := range []string{m.ld["title"], m.get("title"), m.title} {
			if o != "" && (strings.Contains(letters(o), l) || strings.Contains(l, letters(o)) && len(letters(o)) > 15) {
				return h
			}
		}
	}
	if told == "" && len(m.h1) > 0 {
		return m.h1[0]
	}
	for _, bar := range []string{" | ", " – ", " — ", " - ", " :: ", " » "} {
		if i := strings.LastIndex(told, bar); i > 0 {
			tail := told[i+len(bar):]
			if sameLine(tail, publisher) || bar == " | " && len(strings.Fields(tail)) <= 4 {
				told = strings.TrimSpace(told[:i])
			}
		}
	}
	return told
}
