package article

import (
	"bytes"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isHTML looks for an element that only pages have near the start.
func isHTML(head []byte, ending string) bool {
	low := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, bomUTF8), " \t\r\n"))
	if bytes.HasPrefix(low, []byte("<?xml")) {
		return bytes.Contains(low, []byte("<html")) && !bytes.Contains(low, []byte("<rss"))
	}
	for _, mark := range []string{"<!doctype html", "<html", "<head", "<body", "<article", "<meta", "<title", "<!--"} {
		if bytes.HasPrefix(low, []byte(mark)) {
			return true
		}
	}
	page := ending == ".html" || ending == ".htm" || ending == ".xhtml"
	return page && bytes.IndexByte(low, '<') >= 0 ||
		bytes.Contains(low, []byte("<html")) && bytes.Contains(low, []byte("<head"))
}

// readHTML reads one saved page.
func readHTML(in *input, yield func(*draft) error) error {
	b, err := in.all()
	if err != nil {
		return err
	}
	text, problem := decode(b, first(in.opts.Type, "text/html"))
	d := &draft{}
	d.problem(problem)
	if err := d.page(text, in.opts.URL); err != nil {
		return err
	}
	return d.yieldAll(yield)
}

// page fills d from the source of a page.
func (d *draft) page(source, from string) error {
	if err := pageShape(source); err != nil {
		return err
	}
	root, err := html.ParseWithOptions(strings.NewReader(source), html.ParseOptionEnableScripting(false))
	if err != nil {
		return err
	}
	m := readMeta(root)
	m.fill(d)
	d.url = first(canonical(d.url), canonical(from))
	// A date printed somewhere on the page is less sure than the URL's.
	if _, inURL := urlDate(d.url); len(d.dates) == 0 && !inURL {
		t, dayOnly, ok := ParseDate(m.page)
		if !ok {
			t, dayOnly, ok = placedDate(root)
		}
		if ok {
			d.dates = append(d.dates, dated{t, dayOnly, "metadata"})
		}
	}
	live := liveEntries(root, m)
	d.body(root, m)
	if d.live = d.entries(live); len(d.live) > 0 {
		d.without(d.live)
	}
	if len(d.paras) == 0 && d.title == "" {
		return ErrNoText
	}
	return nil
}

// body finds the story in the page and adds its paragraphs.
func (d *draft) body(root *html.Node, m *meta) {
	strip(root)
	base, _ := url.Parse(first(d.url, "http://localhost/"))
	parser := readability.NewParser()
	parser.KeepClasses = true
	content := root
	if art, err := parser.ParseDocument(root, base); err == nil && art.Node != nil {
		content = art.Node
		d.byline = first(d.byline, art.Byline())
	}
	d.tree(content)
}

// tree adds the paragraphs of a tree of elements.
func (d *draft) tree(root *html.Node) {
	w := &walker{}
	w.walk(root, Body)
	w.flush(Body)
	for _, l := range w.lines {
		sep := "\n\n"
		if l.kind == ListItem || l.kind == Table {
			sep = "\n"
		}
		d.add(l.text, sep, para{kind: l.kind, sure: l.sure, links: l.links})
	}
}

// strip removes what is never part of a story. An element whose name says that
// it is beside the story stays if it holds most of the page all the same.
func strip(root *html.Node) {
	var drop []*html.Node
	most := -1
	aside := func(n *html.Node) bool {
		if !asideName(n) {
			return false
		}
		if most < 0 {
			most = len(oneLine(textOf(root))) / 2
		}
		return len(oneLine(textOf(n))) <= most
	}
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.CommentNode || c.Type == html.ElementNode && (never[c.DataAtom] || hidden(c) || aside(c)) {
				drop = append(drop, c)
				continue
			}
			visit(c)
		}
	}
	visit(root)
	for _, n := range drop {
		n.Parent.RemoveChild(n)
	}
}

// asideName reports whether an element's class or id stands in asides.txt.
func asideName(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Main, atom.Article, atom.P, atom.Span:
		return false
	}
	for _, key := range [...]string{"id", "class"} {
		for _, name := range strings.Fields(strings.ToLower(attr(n, key))) {
			if asides().has(name) {
				return true
			}
			for i := range name {
				if i > 0 && asides().has(name[:i]+"*") {
					return true
				}
			}
		}
	}
	return false
}

var never = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Nav: true, atom.Button: true, atom.Select: true,
	atom.Iframe: true, atom.Svg: true, atom.Template: true, atom.Object: true, atom.Embed: true, atom.Audio: true,
	atom.Video: true, atom.Canvas: true, atom.Input: true, atom.Textarea: true, atom.Link: true, atom.Dialog: true,
}

func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			return a.Val == "true" && n.DataAtom != atom.Div && n.DataAtom != atom.Section
		case "style":
			v := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			if strings.Contains(v, "display:none") {
				return true
			}
		}
	}
	return false
}

// line is a paragraph as the walk finds it.
type line struct {
	text  string
	kind  BlockKind
	sure  bool
	links int
}

// walker turns the tree of the story into paragraphs.
type walker struct {
	lines []line
	buf   strings.Builder
	links int
	inA   int
}

func (w *walker) walk(n *html.Node, kind BlockKind) {
	switch n.Type {
	case html.TextNode:
		w.text(n.Data)
		return
	case html.ElementNode:
	default:
		w.children(n, kind)
		return
	}
	if never[n.DataAtom] {
		return
	}
	switch n.DataAtom {
	case atom.Br:
		w.buf.WriteByte('\n')
		return
	case atom.A:
		w.inA++
		w.children(n, kind)
		w.inA--
		return
	case atom.Table:
		if w.table(n) {
			return
		}
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		kind = Subtitle
	case atom.Li, atom.Dd, atom.Dt:
		kind = ListItem
	case atom.Figcaption, atom.Caption:
		kind = Caption
	case atom.Div, atom.Span, atom.P, atom.Small, atom.Em:
		if captionClass(n) {
			kind = Caption
		}
	}
	if !blocks[n.DataAtom] {
		w.children(n, kind)
		return
	}
	w.flush(kindAbove(n, kind))
	w.children(n, kind)
	w.flush(kind)
}

// kindAbove is the kind of the text that stood in front of a block.
func kindAbove(n *html.Node, inside BlockKind) BlockKind {
	if n.Parent != nil && (n.Parent.DataAtom == atom.Li || n.Parent.DataAtom == atom.Dd) {
		return ListItem
	}
	if inside == Caption && n.DataAtom != atom.Figcaption && n.DataAtom != atom.Caption && !captionClass(n) {
		return Caption
	}
	return Body
}

func (w *walker) children(n *html.Node, kind BlockKind) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, kind)
	}
}

// text adds s with its white space collapsed.
func (w *walker) text(s string) {
	if s == "" {
		return
	}
	if r, _ := utf8.DecodeRuneInString(s); unicode.IsSpace(r) {
		w.space()
	}
	for i, f := range strings.Fields(s) {
		if i > 0 {
			w.buf.WriteByte(' ')
		}
		w.buf.WriteString(f)
		if w.inA > 0 {
			w.links += len(f) + 1
		}
	}
	if r, _ := utf8.DecodeLastRuneInString(s); unicode.IsSpace(r) {
		w.space()
	}
}

func (w *walker) space() {
	if n := w.buf.Len(); n > 0 {
		if last := w.buf.String()[n-1]; last != ' ' && last != '\n' {
			w.buf.WriteByte(' ')
		}
	}
}

// flush ends a paragraph. A single line break inside one ends it too when a
// sentence ends there.
func (w *walker) flush(kind BlockKind) {
	s := w.buf.String()
	links := w.links
	w.buf.Reset()
	w.links = 0
	var cur string
	put := func() {
		if cur = strings.TrimSpace(cur); cur != "" {
			w.lines = append(w.lines, line{cur, kind, kind == Caption, min(links, len(cur))})
		}
		cur = ""
	}
	for _, piece := range strings.Split(s, "\n") {
		piece = strings.TrimSpace(piece)
		if piece == "" || isSentence(cur) {
			put()
		}
		if cur != "" && piece != "" {
			cur += " "
		}
		cur += piece
	}
	put()
}

// table adds the rows of a table of data; a table used for layout is walked
// like any other block.
func (w *walker) table(n *html.Node) bool {
	var rows []string
	ok := true
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.DataAtom == atom.Table, c.DataAtom == atom.P && len(textOf(c)) > 160:
				ok = false
			case c.DataAtom == atom.Tr:
				var cells []string
				for td := c.FirstChild; td != nil; td = td.NextSibling {
					if td.DataAtom == atom.Td || td.DataAtom == atom.Th {
						t := oneLine(textOf(td))
						if len(t) > 400 {
							ok = false
						}
						cells = append(cells, t)
					}
				}
				if len(cells) < 2 && len(rows) == 0 && len(strings.Join(cells, "")) > 120 {
					ok = false
				}
				if row := strings.TrimSpace(strings.Join(cells, "\t")); row != "" {
					rows = append(rows, row)
				}
			default:
				visit(c)
			}
		}
	}
	visit(n)
	if !ok || len(rows) == 0 {
		return false
	}
	w.flush(Body)
	for _, r := range rows {
		w.lines = append(w.lines, line{r, Table, true, 0})
	}
	return true
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	if never[n.DataAtom] {
		return ""
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(textOf(c))
		if blocks[c.DataAtom] {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func captionClass(n *html.Node) bool {
	c := strings.ToLower(attr(n, "class"))
	return strings.Contains(c, "caption") && !strings.Contains(c, "no-caption")
}

var blocks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Section: true, atom.Article: true, atom.Header: true, atom.Footer: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Ul: true, atom.Ol: true,
	atom.Li: true, atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Blockquote: true, atom.Figure: true,
	atom.Figcaption: true, atom.Table: true, atom.Tr: true, atom.Td: true, atom.Th: true, atom.Pre: true, atom.Hr: true,
	atom.Aside: true, atom.Main: true, atom.Address: true, atom.Form: true, atom.Fieldset: true, atom.Body: true,
	atom.Caption: true, atom.Center: true, atom.Details: true, atom.Summary: true,
}

// fragment adds the paragraphs of a piece of HTML that is all story, as feeds
// and newsletters carry it. Text without elements is taken as plain text.
func (d *draft) fragment(source string) {
	if !strings.Contains(source, "<") {
		source = strings.TrimSpace(html.UnescapeString(source))
		d.text.WriteString(source)
		d.paras = paragraphs(source)
		return
	}
	if err := pageShape(source); err != nil {
		d.problem(err.Error())
		return
	}
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return
	}
	for n := range root.Descendants() {
		if n.DataAtom == atom.Head {
			n.Parent.RemoveChild(n)
			break
		}
	}
	strip(root)
	d.tree(root)
}
