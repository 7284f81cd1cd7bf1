package webtest

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// attr is an attribute of a node, and whether it has it.
func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func value(n *html.Node, name string) string { v, _ := attr(n, name); return v }

// words is the text of a node, with what stands for its pictures.
func words(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.Data == "img":
			b.WriteString(value(c, "alt"))
		}
	}
	return strings.TrimSpace(b.String())
}

// Links are the addresses that a page leads to, and those of its pictures and files.
func Links(page string) []string {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return nil
	}
	var out []string
	for n := range doc.Descendants() {
		for _, name := range []string{"href", "src"} {
			if v := value(n, name); v != "" && n.Type == html.ElementNode {
				out = append(out, v)
			}
		}
	}
	return out
}

// Check reads a page for what a reader by ear or keys would miss, and for markup that is not
// ours. It gives what it finds wrong.
func Check(page string) []string {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return []string{err.Error()}
	}
	c := &checker{ids: map[string]int{}, labelled: map[string]bool{}}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			c.gather(n)
		}
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			c.foreign(n)
			c.element(n)
		}
	}
	c.page()
	return c.wrong
}

type checker struct {
	wrong    []string
	ids      map[string]int
	labelled map[string]bool // ids that a label is for
	marks    map[string]int  // landmarks
	level    int             // of the last heading
	h1       int
	skip     bool
	lang     bool
	title    string
}

func (c *checker) say(format string, args ...any) {
	c.wrong = append(c.wrong, fmt.Sprintf(format, args...))
}

func (c *checker) gather(n *html.Node) {
	if id, ok := attr(n, "id"); ok {
		c.ids[id]++
	}
	if n.Data == "label" {
		c.labelled[value(n, "for")] = true
	}
}

// foreign finds what the pages never have: scripts and styles in the page, handlers, frames, addresses
// that run.
func (c *checker) foreign(n *html.Node) {
	switch n.Data {
	case "script":
		if src := value(n, "src"); !strings.HasPrefix(src, "/assets/web.js?") || n.FirstChild != nil {
			c.say("a script: %q", src)
		}
	case "style", "iframe", "object", "embed", "base", "math", "frame", "applet", "template":
		c.say("a <%s>", n.Data)
	case "img":
		if src := value(n, "src"); !strings.HasPrefix(src, "/picture/") {
			c.say("a picture from %q", src)
		}
	}
	for _, a := range n.Attr {
		v := strings.ToLower(strings.TrimSpace(a.Val))
		switch {
		case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc":
			c.say("attribute %s=%q of <%s>", a.Key, a.Val, n.Data)
		case a.Key == "href" || a.Key == "src" || a.Key == "action" || a.Key == "formaction":
			if !strings.HasPrefix(v, "/") && !strings.HasPrefix(v, "#") && !strings.HasPrefix(v, "https://") && !strings.HasPrefix(v, "http://") || strings.HasPrefix(v, "//") {
				c.say("<%s> leads to %q", n.Data, a.Val)
			}
		}
	}
}

func (c *checker) element(n *html.Node) {
	switch n.Data {
	case "html":
		c.lang = value(n, "lang") != ""
	case "title":
		if n.Namespace == "" {
			c.title = words(n)
		}
	case "main", "nav", "header", "footer":
		if c.marks == nil {
			c.marks = map[string]int{}
		}
		if n.Data == "nav" && value(n, "aria-label") == "" && value(n, "aria-labelledby") == "" {
			c.say("a <nav> without a name")
		}
		if p := n.Parent; n.Data == "main" || n.Data == "nav" || p != nil && p.Data == "body" {
			c.marks[n.Data]++
		}
	case "h1", "h2", "h3", "h4", "h5", "h6":
		level := int(n.Data[1] - '0')
		if level == 1 {
			c.h1++
		}
		if level > c.level+1 {
			c.say("<%s> %q after <h%d>", n.Data, words(n), c.level)
		}
		if words(n) == "" {
			c.say("an empty <%s>", n.Data)
		}
		c.level = level
	case "a":
		if words(n) == "" && value(n, "aria-label") == "" {
			c.say("a link without words to %q", value(n, "href"))
		}
		if value(n, "href") == "#main" {
			c.skip = true
		}
	case "button":
		if words(n) == "" && value(n, "aria-label") == "" {
			c.say("a button without words")
		}
	case "img":
		if _, ok := attr(n, "alt"); !ok {
			c.say("a picture without words: %q", value(n, "src"))
		}
	case "svg":
		if value(n, "role") == "" || value(n, "aria-labelledby") == "" && value(n, "aria-label") == "" {
			c.say("a drawing without role or name")
		}
	case "input", "select", "textarea":
		if value(n, "type") != "hidden" && value(n, "aria-label") == "" && !c.labelled[value(n, "id")] && !inside(n, "label") {
			c.say("a field without a label: %q", value(n, "name"))
		}
	case "th":
		if s := value(n, "scope"); s != "col" && s != "row" {
			c.say("a <th> without scope: %q", words(n))
		}
	}
	for _, name := range []string{"aria-labelledby", "aria-describedby"} {
		for _, id := range strings.Fields(value(n, name)) {
			if c.ids[id] == 0 {
				c.say("%s=%q, which is not there", name, id)
			}
		}
	}
	if t := value(n, "tabindex"); t != "" && t != "0" && t != "-1" {
		c.say("tabindex %s", t)
	}
}

func inside(n *html.Node, name string) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Data == name {
			return true
		}
	}
	return false
}

func (c *checker) page() {
	for id, n := range c.ids {
		if n > 1 {
			c.say("id %q stands %d times", id, n)
		}
	}
	if c.h1 != 1 {
		c.say("%d first headings", c.h1)
	}
	if !c.lang || c.title == "" {
		c.say("no language or title")
	}
	if c.marks["main"] != 1 || c.marks["header"] != 1 || c.marks["footer"] != 1 || c.marks["nav"] < 1 {
		c.say("landmarks: %v", c.marks)
	}
	if !c.skip {
		c.say("no link to skip to the content")
	}
	slices.Sort(c.wrong)
	c.wrong = slices.Compact(c.wrong)
}
