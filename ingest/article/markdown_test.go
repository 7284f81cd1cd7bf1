package article

import (
	"strings"
	"testing"
)

// notes are Markdown as site generators and notebooks write it, with what must come of it.
var notes = []struct{ name, in, want string }{
	{"Hugo: TOML", "+++\ntitle = \"Crane plan\"\ndate = 2019-05-06T14:20:00+02:00\nauthor = \"Ana Lind\"\ntags = [\"a\", \"b\"]\n[params]\ntitle = \"no\"\n+++\n\nThe [board](https://orlo.example) of **Orlo**[^1] approved it.{{< figure src=\"a.jpg\" >}}\n\n[^1]: As told.\n",
		"Crane plan||Ana Lind|2019-05-06|The board of Orlo approved it."},
	{"Jekyll: lists, long strings, a colon in the title", "---\ntitle: Vote: crane plan\ndate:   2019-05-06 14:20:00 +0200\nauthor:\n  - Ana Lind\n  - Joe Marsh\ndescription: >-\n  A long one\n  of two lines.\n---\n{% include ad.html %}\nThe board\nof Orlo [approved][1] it.\n\n[1]: https://x.example\n",
		"Vote: crane plan||Ana Lind, Joe Marsh|2019-05-06|The board of Orlo approved it."},
	{"an author with more about him", "---\ntitle: Crane plan\nauthor:\n  name: Ana Lind\n  twitter: \"@ana\"\n---\nThe board approved it.\n", "Crane plan||Ana Lind||The board approved it."},
	{"Obsidian", "---\ntitle: Crane plan\nsource: \"https://orlo.example/crane\"\nauthor:\n  - \"[[Ana Lind]]\"\npublished: 2019-05-06\n---\n> [!note] The board of [[Orlo|Orlo town]] ==approved== it.\n> It was new.\n\n![[crane.png]]\n",
		"Crane plan|orlo.example|Ana Lind|2019-05-06|The board of Orlo town approved it. It was new."},
	{"JSON", "{\n \"title\": \"Crane plan\",\n \"date\": \"2019-05-06\",\n \"authors\": [\"Ana Lind\"]\n}\n\nThe board approved it.\n", "Crane plan||Ana Lind|2019-05-06|The board approved it."},
	{"a heading under a line, a quote over two, code, a picture", "Crane plan\n==========\n\n![A crane](a.jpg)\n\n```\nx = 1\n```\n\n> The board\n> approved it. <b>So</b> it said.\n", "Crane plan||||The board approved it. So it said."},
}

func TestNotes(t *testing.T) {
	for _, r := range notes {
		t.Run(r.name, func(t *testing.T) { checkTold(t, told(strings.NewReader(r.in), "x.md"), r.want) })
	}
}
