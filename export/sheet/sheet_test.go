package sheet

import (
	"bytes"
	"fmt"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"rsc.io/pdf"
)

var ink = color.NRGBA{0, 0, 0, 255}

func example() *Sheet {
	red := color.NRGBA{200, 0, 0, 255}
	return &Sheet{W: 200, H: 100, Title: "A title", Lang: "en", Ground: color.NRGBA{255, 255, 255, 255}, Items: []Item{
		{Path: Rect(10, 10, 50, 20, 4), Fill: red},
		{Path: Rect(70, 10, 100, 20, 0), Fill: red, Fade: []float64{0, 1}},
		{Path: Ellipse(30, 60, 10, 10), Stroke: ink, Width: 2, Dash: []float64{3, 2}},
		{Fill: ink, Text: &Text{X: 60, Y: 60, Size: 14, S: "Hello Kyiv", Href: "https://news.example/"}},
		{Fill: ink, Text: &Text{X: 190, Y: 90, Size: 14, S: "bold end", Bold: true, Anchor: Right}},
	}}
}

func TestPNG(t *testing.T) {
	var b, again bytes.Buffer
	for _, w := range []*bytes.Buffer{&b, &again} {
		if err := example().PNG(w, 2); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("two runs differ")
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	if s := img.Bounds().Size(); s.X != 400 || s.Y != 200 {
		t.Fatalf("size %v, want 400x200", s)
	}
	for _, c := range []struct {
		what string
		x, y int
		want color.NRGBA
	}{
		{"the ground", 2, 2, color.NRGBA{255, 255, 255, 255}},
		{"the rectangle", 60, 40, color.NRGBA{200, 0, 0, 255}},
		{"the round corner", 20, 20, color.NRGBA{255, 255, 255, 255}},
		{"the full end of the fade", 338, 40, color.NRGBA{200, 0, 0, 255}},
		{"the faint end of the fade", 141, 40, color.NRGBA{255, 255, 255, 255}},
		{"the inside of the ring", 60, 120, color.NRGBA{255, 255, 255, 255}},
	} {
		r, g, bl, _ := img.At(c.x, c.y).RGBA()
		near := func(a uint32, b uint8) bool { d := int(a>>8) - int(b); return d > -9 && d < 9 }
		if !near(r, c.want.R) || !near(g, c.want.G) || !near(bl, c.want.B) {
			t.Errorf("%s at %d,%d is %d %d %d, want %v", c.what, c.x, c.y, r>>8, g>>8, bl>>8, c.want)
		}
	}
	if err := (&Sheet{W: 1e5, H: 1e5}).PNG(&b, 2); err == nil || !strings.Contains(err.Error(), "too large") {
		t.Errorf("a huge PNG: %v", err)
	}
}

// A reader that is not ours finds the page and its words.
func TestPDF(t *testing.T) {
	var b, again bytes.Buffer
	for _, w := range []*bytes.Buffer{&b, &again} {
		if err := example().PDF(w); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("two runs differ")
	}
	r, err := pdf.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if n := r.NumPage(); n != 1 {
		t.Fatalf("%d pages", n)
	}
	box := r.Page(1).V.Key("MediaBox")
	if box.IsNull() { // it may be the parent's
		box = r.Page(1).V.Key("Parent").Key("MediaBox")
	}
	if box.Index(2).Float64() != 150 || box.Index(3).Float64() != 75 {
		t.Errorf("MediaBox %v, want 150 by 75 points", box)
	}
	var words strings.Builder
	for _, w := range r.Page(1).Content().Text {
		words.WriteString(strings.ReplaceAll(w.S, "\x00", "")) // the reader gives UTF-16
	}
	for _, want := range []string{"HelloKyiv", "boldend"} { // and drops blanks
		if !strings.Contains(words.String(), want) {
			t.Errorf("the words of the page are %q, want %q in them", words.String(), want)
		}
	}
	if n := r.Page(1).V.Key("Annots").Len(); n != 1 {
		t.Errorf("%d links, want 1", n)
	}
}

// Scripts that need shaping, letters without a glyph, and what is no text at all.
func TestWordsOfEveryKind(t *testing.T) {
	for _, s := range []string{"", " ", "abc", "عربي abc", "ראש הממשלה", "習近平", "emoji 😀👩‍👩‍👧", "bad \xff\xfe", "NUL \x00 tab \t line \n", "\u202eover", strings.Repeat("x", 3000)} {
		sheet := &Sheet{W: 100, H: 50, Title: s, Items: []Item{{Fill: ink, Stroke: ink, Width: 1, Text: &Text{X: 5, Y: 20, Size: 12, S: s, Fit: 90, Halo: true}}}}
		if err := sheet.PNG(&bytes.Buffer{}, 1); err != nil {
			t.Errorf("%q: PNG: %v", s, err)
		}
		if err := sheet.PDF(&bytes.Buffer{}); err != nil {
			t.Errorf("%q: PDF: %v", s, err)
		}
	}
	var set setter
	if _, wide := set.set("Hello Kyiv", false, 100); wide < 400 || wide > 700 {
		t.Errorf("10 letters at 100 px are %.0f px wide", wide)
	}
}

func TestBadFont(t *testing.T) {
	if _, err := ReadFont([]byte("no font")); err == nil || !strings.Contains(err.Error(), "font") {
		t.Errorf("not a font: %v", err)
	}
}

// A long picture is cut between its rows, each page has the strip, and no word is
// lost or there twice.
func TestPrint(t *testing.T) {
	s := &Sheet{W: 700, H: 2600, Title: "Rows", Ground: color.NRGBA{255, 255, 255, 255}, Rows: true, Head: &Strip{Top: 40, Bottom: 70, From: 70, To: 2500}}
	put := func(y float64, words string) {
		s.Items = append(s.Items, Item{Fill: ink, Text: &Text{X: 20, Y: y, Size: 12, S: words}})
	}
	s.Items = append(s.Items, Item{Path: Rect(300, 70, 1, 2500, 0), Fill: ink}) // a line of the axis may be cut
	put(60, "axis")
	s.Items = append(s.Items, Item{Fill: ink, Keep: true, Text: &Text{X: 20, Y: 90 - 15, Size: 12, S: "head"}})
	for row := range 60 {
		y := 90 + float64(row)*41
		s.Items = append(s.Items, Item{Path: Ellipse(10, y-4, 5, 5), Fill: ink})
		put(y, fmt.Sprintf("<row%d", row))
		put(y+15, fmt.Sprintf("more%d>", row))
	}
	for _, paper := range Papers() {
		var b, again bytes.Buffer
		for _, w := range []*bytes.Buffer{&b, &again} {
			if err := s.Print(w, paper); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Errorf("%s: two runs differ", paper.Name)
		}
		r, err := pdf.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		n := r.NumPage()
		if least := int(2600 * 0.75 / paper.H); n < max(least, 2) || n > 2*least+2 {
			t.Errorf("%s: %d pages", paper.Name, n)
		}
		var all strings.Builder
		for i := range n {
			var page strings.Builder
			for _, w := range r.Page(i + 1).Content().Text {
				if w.Y < 0 || w.Y > paper.H || w.X < 0 || w.X > paper.W {
					t.Errorf("%s: %q at %.0f,%.0f is not on page %d", paper.Name, w.S, w.X, w.Y, i+1)
				}
				page.WriteString(strings.ReplaceAll(w.S, "\x00", ""))
			}
			if p := page.String(); strings.Count(p, "axis") != 1 || strings.Count(p, "<") != strings.Count(p, ">") || !strings.Contains(p, fmt.Sprintf("%d/%d", i+1, n)) {
				t.Errorf("%s: page %d has %q", paper.Name, i+1, p)
			}
			all.WriteString(page.String())
		}
		for row := range 60 {
			if c := strings.Count(all.String(), fmt.Sprintf("<row%dmore%d>", row, row)); c != 1 {
				t.Errorf("%s: row %d is there %d times", paper.Name, row, c)
			}
		}
	}
	// What may not be cut is made smaller.
	var b bytes.Buffer
	if err := (&Sheet{W: 3000, H: 3000, Items: s.Items}).Print(&b, Papers()[0]); err != nil {
		t.Fatal(err)
	}
	if r, err := pdf.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len())); err != nil || r.NumPage() != 1 {
		t.Errorf("a whole picture: %v", err)
	}
}

// Whatever stands on a sheet, cutting it comes to an end.
func TestPartsEnd(t *testing.T) {
	for _, h := range []float64{5, 50, 100, 700} {
		s := &Sheet{W: 10, H: 3000, Rows: true, Head: &Strip{0, 40, 40, 3000}}
		for y := 0.0; y < 3000; y += 5 {
			s.Items = append(s.Items, Item{Text: &Text{Y: y, Size: 30}})
		}
		at := 0.0
		for _, p := range s.parts(h) {
			if p.y0 != at || p.y1 <= p.y0 {
				t.Fatalf("room %v: part %+v after %v", h, p, at)
			}
			at = p.y1
		}
		if at != s.H {
			t.Errorf("room %v: ends at %v", h, at)
		}
	}
}

// The built-in fonts have every letter of these, in both weights; of Chinese they
// have none, and a font that is added comes before the second of them.
func TestLettersOfManyPlaces(t *testing.T) {
	has := func(fs faces, r rune) bool {
		_, ok := fs.ResolveFace(r).NominalGlyph(r)
		return ok
	}
	for _, s := range []string{"Leyla Rəhimova", "Nguyễn Văn Hùng", "Erdoğan Łukasz Þór", "Зеленський Лукашэнка", "Μητσοτάκης", "محمد بن سلمان", "بنیامین", "נתניהו", "Փաշինյան", "ზურაბიშვილი"} {
		for _, bold := range []bool{false, true} {
			for _, r := range s {
				if !has(facesFor(bold, nil), r) {
					t.Errorf("%q has no %q (bold %v)", s, r, bold)
				}
			}
		}
	}
	if has(facesFor(false, nil), '習') {
		t.Error("a Chinese letter is there: say so in the help of --font")
	}
	own := Font{face: builtIn()[3]}
	if got := facesFor(false, []Font{own}).ResolveFace('ə'); got != own.face {
		t.Error("the added font does not come first")
	}
}

// Letters that are boxes are named, each once; what is not to be seen is none.
func TestMissing(t *testing.T) {
	s := &Sheet{Items: []Item{{Text: &Text{S: "Əli, Ирина, ירושלים, القاهرة, Երևան, თბილისი\u200d\ufe0f\n"}}, {Text: &Text{S: "王 and 王明 \ufffd"}}}}
	if got := s.Missing(); got != "明王" {
		t.Errorf("missing %q, want 明王", got)
	}
}
