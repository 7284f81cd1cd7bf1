package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"

	"dateline/export"
	"dateline/export/sheet"
	"dateline/export/told/toldtest"
)

// fontWith is the Go font with the sign of "A" for each of the runes, and no others: a font
// for letters that no font of ours has, as small as a test needs.
func fontWith(runes ...rune) []byte {
	slices.Sort(runes)
	cmap := binary.BigEndian.AppendUint16(nil, 0) // version
	cmap = binary.BigEndian.AppendUint16(cmap, 1) // one table, for Windows and all of Unicode
	cmap = binary.BigEndian.AppendUint16(cmap, 3)
	cmap = binary.BigEndian.AppendUint16(cmap, 10)
	cmap = binary.BigEndian.AppendUint32(cmap, 12)
	cmap = binary.BigEndian.AppendUint16(cmap, 12) // format
	cmap = binary.BigEndian.AppendUint16(cmap, 0)
	cmap = binary.BigEndian.AppendUint32(cmap, uint32(16+12*len(runes)))
	cmap = binary.BigEndian.AppendUint32(cmap, 0)
	cmap = binary.BigEndian.AppendUint32(cmap, uint32(len(runes)))
	for _, r := range runes {
		for _, v := range []uint32{uint32(r), uint32(r), 36} { // from, to, glyph
			cmap = binary.BigEndian.AppendUint32(cmap, v)
		}
	}
	out := bytes.Clone(goregular.TTF)
	for i := range int(binary.BigEndian.Uint16(out[4:])) {
		entry := out[12+16*i:]
		if string(entry[:4]) == "cmap" {
			binary.BigEndian.PutUint32(entry[8:], uint32(len(out)))
			binary.BigEndian.PutUint32(entry[12:], uint32(len(cmap)))
		}
	}
	return append(out, cmap...)
}

// Of the fonts in a folder those are taken that have the letters, as few as do.
func TestFontsOfTheMachine(t *testing.T) {
	dir := t.TempDir()
	for name, b := range map[string][]byte{
		"some.ttf": fontWith('王', '小'), "all.ttf": fontWith('王', '小', '明'), "other.ttf": fontWith('न'), "latin.otf": fontWith('A'),
		"broken.ttf": []byte("not a font"), "readme.txt": fontWith('ব'),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		letters, lacking string
		fonts            int
	}{{"小明王", "", 1}, {"न王", "", 2}, {"ব王", "ব", 1}, {"ব", "ব", 0}, {"", "", 0}} {
		fonts := fontsIn([]string{dir, filepath.Join(dir, "none")}, test.letters)
		if got := lacking(test.letters, fonts); got != test.lacking || len(fonts) != test.fonts {
			t.Errorf("%q: %d fonts, and %q lacking; want %d and %q", test.letters, len(fonts), got, test.fonts, test.lacking)
		}
	}
}

// A picture whose letters the built-in fonts have is the same with a font of the machine,
// and one with letters that they lack is not: the font is asked for those and no others.
func TestMachineFontsAreForWhatIsMissing(t *testing.T) {
	b := toldtest.New("A meeting")
	a := b.Article("a1", "A meeting", "A paper", "", "2022-07-22", "")
	event := toldtest.E{Type: "met_with", Class: "CONSULT", Text: "Əli met ירושלים", Actor: "Əli", When: "2022-07-22", Claims: []toldtest.C{{Article: a, Sentence: "They [met]."}}}
	b.Add(event)
	asked := ""
	draw := func(ask bool) string {
		f, _ := export.Lookup("png")
		var out bytes.Buffer
		o := export.Options{Scale: 1}
		if ask {
			o.MoreFonts = func(letters string) []sheet.Font {
				asked += letters
				font, err := sheet.ReadFont(fontWith('王', 'A', 'e'))
				if err != nil {
					t.Fatal(err)
				}
				return []sheet.Font{font.Last()}
			}
		}
		if err := f.Write(&out, &b.View, o); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	if draw(true) != draw(false) || asked != "" {
		t.Errorf("a picture that needs no other font asked for %q", asked)
	}
	event.Text, event.When = "Əli met 王", "2022-07-23"
	b.Add(event)
	if draw(true) == draw(false) || asked != "王" {
		t.Errorf("asked for %q, want 王, and a picture with it", asked)
	}
}

// Who gets boxes is told which letters, in which file, and what to do.
func TestBoxesAreNamed(t *testing.T) {
	got := boxes("story.png", "王小明नक")
	for _, want := range []string{"story.png", "王 (U+738B)", "(Devanagari, Han)", "--font FILE", "SVG"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q does not say %q", got, want)
		}
	}
	if got := boxes("a.png", strings.Repeat("王", 40)); !strings.Contains(got, " and 28 more") {
		t.Errorf("%q does not count the rest", got)
	}
}

// The command says so too, on standard error, and the picture is made all the same.
func TestPictureWithBoxes(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	t.Setenv("HOME", dir)
	const letter = "\U00016f00" // Miao: of few readers, and of fewer fonts
	if left := machineFonts(letter); len(left) > 0 {
		t.Skip("a font of this machine has Miao")
	}
	if err := os.WriteFile("a.txt", []byte(letter+" visit\n\nHelena Dragan visited "+letter+"eter Varda in Paris on Monday.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	for _, args := range [][]string{{"ingest", "--published", "2021-03-31", "a.txt"}, {"timeline", "-o", "t.png", "--title", "The " + letter + " story"}} {
		errs.Reset()
		if code := run(context.Background(), append([]string{"dateline"}, args...), strings.NewReader(""), &out, &errs); code != exitDone {
			t.Fatalf("%v exits with %d: %s", args, code, errs.String())
		}
	}
	if got := errs.String(); !strings.Contains(got, "t.png: no font has "+letter+" (U+16F00)") {
		t.Errorf("standard error says %q", got)
	}
}
