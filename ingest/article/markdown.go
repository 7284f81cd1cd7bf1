package article

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isMarkdown is decided by the ending, or by front matter in TOML, headings and
// links at the start.
func isMarkdown(head []byte, ending string) bool {
	if ending == ".md" || ending == ".markdown" {
		return true
	}
	return bytes.HasPrefix(head, []byte("+++\n")) || ending == "" && (bytes.HasPrefix(head, []byte("# ")) || bytes.Contains(head, []byte("\n## ")))
}

// What the Markdown of site generators and notebooks has beyond CommonMark: tags
// of templates, embedded notes, links between notes, marked text, kinds of
// boxes, boxes to tick, footnotes.
var markdownMore = []struct {
	marks *regexp.Regexp
	as    string
}{
	{regexp.MustCompile(`(?s)\{%.*?%\}|\{\{[<%].*?[>%]\}\}|\{\{.*?\}\}`), ""},
	{regexp.MustCompile(`!\[\[[^\[\]\n]*\]\]`), ""},
	{regexp.MustCompile(`\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]*)\]\]`), "$1"},
	{regexp.MustCompile(`==([^=\n]+)==`), "$1"},
	{regexp.MustCompile(`(?m)^(\s*>\s*)\[![\w-]+\][+-]?`), "$1"},
	{regexp.MustCompile(`(?m)^(\s*[-*+] )\[[ xX]\] `), "$1"},
	{regexp.MustCompile(`(?m)^[ \t>*+\-0-9.)]{100,}`), ""}, // quotes and lists deeper than any, on which parsing would take forever
	{regexp.MustCompile(`(?m)^\[\^[^\]\n]+\]:.*$`), ""},
	{regexp.MustCompile(`\[\^[^\]\n]+\]`), ""},
}

// readMarkdown reads Markdown (CommonMark with tables) as the page it stands
// for: front matter, headings, lists, captions of pictures. Code is left out.
func readMarkdown(in *input, yield func(*draft) error) error {
	b, err := in.all()
	if err != nil {
		return err
	}
	text, problem := decode(b, "text/plain")
	d := &draft{}
	d.problem(problem)
	text = frontMatter(text, d)
	if err := markdownShape(text); err != nil {
		return fmt.Errorf("markdown: %w", err)
	}
	for _, m := range markdownMore {
		text = m.marks.ReplaceAllString(text, m.as)
	}
	var page bytes.Buffer
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough), goldmark.WithRendererOptions(html.WithUnsafe()))
	if err := md.Convert([]byte(text), &page); err != nil {
		return fmt.Errorf("markdown: %w", err)
	}
	root, err := xhtml.Parse(&page)
	if err != nil {
		return fmt.Errorf("markdown: %w", err)
	}
	d.markdown(root)
	strip(root)
	d.tree(root)
	if len(d.paras) == 0 && d.title == "" {
		return ErrNoText
	}
	d.bare = d.title == ""
	return yield(d)
}

// markdown takes the first heading as the title if there is none yet, makes
// captions of pictures that stand alone, and drops code.
func (d *draft) markdown(root *xhtml.Node) {
	var drop []*xhtml.Node
	for n := range root.Descendants() {
		switch n.DataAtom {
		case atom.H1:
			d.title = first(d.title, oneLine(textOf(n)))
		case atom.Pre:
			drop = append(drop, n)
		case atom.Img:
			if n.Parent.DataAtom == atom.P && strings.TrimSpace(textOf(n.Parent)) == "" {
				n.Type, n.Data, n.DataAtom = xhtml.ElementNode, "figcaption", atom.Figcaption
				n.AppendChild(&xhtml.Node{Type: xhtml.TextNode, Data: attr(n, "alt")})
			}
		}
	}
	for _, n := range drop {
		n.Parent.RemoveChild(n)
	}
}
