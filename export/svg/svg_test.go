package svg

import (
	"encoding/xml"
	"io"
	"math"
	"strings"
	"testing"
)

func TestNum(t *testing.T) {
	for _, test := range []struct {
		in   float64
		want string
	}{
		{0, "0"}, {math.Copysign(0, -1), "0"}, {-0.001, "0"}, {1.005, "1"}, {2.345678, "2.35"},
		{-3.14159, "-3.14"}, {1e7, "10000000"}, {0.1 + 0.2, "0.3"}, {math.NaN(), "0"}, {math.Inf(1), "0"},
	} {
		if got := Num(test.in); got != test.want {
			t.Errorf("Num(%v) = %q, want %q", test.in, got, test.want)
		}
	}
}

// hostile are texts that have broken writers of XML before.
var hostile = []string{
	``, `plain`, `"]; evil`, `<script>alert(1)</script>`, `a & b &amp; c`, `back\slash`, "two\nlines\tand tab\r",
	"NUL \x00 and \x1b escape", "bad \xff\xfe bytes", "\uFFFE and \uFFFF", "عربي עברית", "日本語 😀", "]]>", `'`,
	strings.Repeat("long ", 2000), "\xed\xa0\x80 surrogate",
}

// clean is what XML can hold of s.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return 0xFFFD
		}
		return r
	}, strings.Map(func(r rune) rune { return r }, s))
}

func read(t testing.TB, b []byte) (attr, text string) {
	dec := xml.NewDecoder(strings.NewReader(string(b)))
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			return attr, text
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, b)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			for _, a := range tok.Attr {
				if a.Name.Local == "a" {
					attr = a.Value
				}
			}
			text = ""
		case xml.CharData:
			text += string(tok)
		case xml.EndElement:
			if tok.Name.Local == "text" {
				return attr, text
			}
		}
	}
}

func roundTrip(t testing.TB, s string) {
	var d Doc
	d.Open("svg").Open("text").Attr("a", s).Text(s).Close()
	attr, text := read(t, d.Bytes())
	if want := clean(s); attr != want || text != want {
		t.Errorf("%q comes back as attribute %q, text %q; want %q", s, attr, text, want)
	}
}

func TestHostileTextComesBack(t *testing.T) {
	for _, s := range hostile {
		roundTrip(t, s)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { roundTrip(t, s) })
}

func TestDoc(t *testing.T) {
	var d Doc
	d.Open("svg").Num("width", 10).Open("g").Attr("class", "lane")
	d.Open("path").Path("M", 1.0, 2.0, "L", 3.125, -4.0).Close()
	d.Element("text", "a < b")
	got := string(d.Bytes())
	want := `<svg width="10">
<g class="lane">
<path d="M1 2L3.13 -4"/>
<text>a &lt; b</text>
</g>
</svg>
`
	if got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}
