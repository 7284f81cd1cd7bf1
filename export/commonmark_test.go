package export

import (
	"bytes"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"

	"dateline/export/told"
	"dateline/export/told/toldtest"
	"dateline/graph"
)

// beginnings has events without a date whose words begin as lists and headings do.
func beginnings() *graph.View {
	b := toldtest.New("1. FC")
	a := b.Article("a1", "- dash", "+ A paper", "", "2022-07-22", "")
	for _, s := range []string{"1. FC Köln won", "2) second", "- dash came", "+ plus came", "= equals came", "# hash came", "> quote came", "1986. A year"} {
		b.Add(toldtest.E{Type: "won", Class: "OTHER", Text: s, Actor: s, Claims: []toldtest.C{{Article: a, Sentence: "They [won]."}}})
	}
	return &b.View
}

// A reader of CommonMark finds an item for each event, in its words, and nothing that
// the words were not meant to be.
func TestCommonMarkReads(t *testing.T) {
	all := views()
	all["beginnings"] = beginnings()
	for name, v := range all {
		source := write(t, "markdown", v)
		reader := goldmark.New(goldmark.WithExtensions(extension.GFM))
		root := reader.Parser().Parse(text.NewReader(source))
		var items []string
		err := ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			switch n := n.(type) {
			case *ast.RawHTML, *ast.HTMLBlock, *ast.Image, *ast.CodeBlock, *ast.FencedCodeBlock, *ast.CodeSpan, *ast.ThematicBreak:
				if entering {
					t.Errorf("%s: a %s in the list", name, n.Kind())
				}
			case *ast.ListItem:
				if entering && !n.Parent().(*ast.List).IsOrdered() {
					items = append(items, wordsOf(t, reader.Renderer(), n, source))
				}
			case *ast.List:
				if entering && n.Parent() != root {
					t.Errorf("%s: a list in a list", name)
				}
			}
			return ast.WalkContinue, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		story := told.Read(v)
		if len(items) != len(story.Events) {
			t.Errorf("%s: %d items for %d events", name, len(items), len(story.Events))
		}
		for i := range story.Events {
			line := strings.Join(strings.Fields(xmlText(strings.ToValidUTF8(story.Events[i].Line, "\uFFFD"))), " ")
			if !slices.ContainsFunc(items, func(s string) bool { return strings.Contains(xmlText(s), line) }) {
				t.Errorf("%s: no item says %q", name, line)
			}
		}
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// wordsOf is a node as a reader sees it.
func wordsOf(t *testing.T, r renderer.Renderer, n ast.Node, source []byte) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Render(&b, source, n); err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(b.String(), ""))), " ")
}
