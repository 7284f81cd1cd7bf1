package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
	"github.com/go-text/typesetting/fontscan"
	"github.com/urfave/cli/v2"

	"dateline/export/sheet"
)

// readFonts reads the files of --font.
func readFonts(c *cli.Context) ([]sheet.Font, error) {
	var out []sheet.Font
	for _, name := range c.StringSlice("font") {
		f, err := readFont(name)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

func readFont(name string) (sheet.Font, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return sheet.Font{}, err
	}
	f, err := sheet.ReadFont(b)
	if err != nil {
		return f, fmt.Errorf("%s: %w", name, err)
	}
	return f, nil
}

// machineFonts are fonts of this machine that have the letters, or as many of them as
// there are: where fontconfig, macOS and Windows keep them. They come after the built-in
// fonts, so that a picture which those suffice for is the same on every machine.
func machineFonts(letters string) []sheet.Font {
	dirs, err := fontscan.DefaultFontDirectories(log.New(io.Discard, "", 0))
	if err != nil {
		return nil // this system keeps no fonts where we could look
	}
	return fontsIn(dirs, letters)
}

// fontsIn are the fonts in folders that have the letters: each time the one with most of
// those that are left, plain before bold, then by name.
func fontsIn(dirs []string, letters string) []sheet.Font {
	const most = 6
	type candidate struct {
		path  string
		plain bool
		has   []rune
	}
	var all []candidate
	for _, dir := range dirs {
		filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !slices.Contains([]string{".ttf", ".otf", ".ttc", ".otc"}, strings.ToLower(filepath.Ext(path))) {
				return nil // what cannot be read has no letters for us
			}
			if has, plain := lettersIn(path, letters); len(has) > 0 {
				all = append(all, candidate{path, plain, has})
			}
			return nil
		})
	}
	var out []sheet.Font
	left := []rune(letters)
	for len(left) > 0 && len(all) > 0 && len(out) < most {
		count := func(c candidate) (n int) {
			for _, r := range c.has {
				if slices.Contains(left, r) {
					n++
				}
			}
			return n
		}
		slices.SortFunc(all, func(a, b candidate) int {
			return cmp.Or(cmp.Compare(count(b), count(a)), boolCompare(b.plain, a.plain), strings.Compare(a.path, b.path))
		})
		best := all[0]
		all = all[1:]
		if count(best) == 0 {
			break
		}
		if f, err := readFont(best.path); err == nil {
			out = append(out, f.Last())
			left = slices.DeleteFunc(left, f.Has)
		}
	}
	return out
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// lettersIn are those of the letters that the font in a file has, of which only the table
// of letters is read, and whether it is neither bold nor italic.
func lettersIn(path, letters string) (has []rune, plain bool) {
	f, err := os.Open(path)
	if err != nil {
		return nil, false
	}
	defer f.Close()
	loaders, err := opentype.NewLoaders(f)
	if err != nil || len(loaders) == 0 {
		return nil, false
	}
	raw, err := loaders[0].RawTable(opentype.MustNewTag("cmap"))
	if err != nil {
		return nil, false
	}
	table, _, err := tables.ParseCmap(raw)
	if err != nil {
		return nil, false
	}
	known, _, err := font.ProcessCmap(table, tables.FPNone)
	if err != nil {
		return nil, false
	}
	for _, r := range letters {
		if g, ok := known.Lookup(r); ok && g != 0 {
			has = append(has, r)
		}
	}
	if len(has) > 0 {
		about, _ := font.Describe(loaders[0], nil)
		plain = about.Aspect.Weight == font.WeightNormal && about.Aspect.Style == font.StyleNormal
	}
	return has, plain
}

// lacking are the letters that none of the fonts has.
func lacking(letters string, fonts []sheet.Font) string {
	return strings.Map(func(r rune) rune {
		if slices.ContainsFunc(fonts, func(f sheet.Font) bool { return f.Has(r) }) {
			return -1
		}
		return r
	}, letters)
}

// boxes says which letters of a picture are drawn as boxes, and the way out.
func boxes(picture, letters string) string {
	const named = 12
	var scripts []string
	for name, table := range unicode.Scripts {
		if name != "Common" && name != "Inherited" && strings.ContainsFunc(letters, func(r rune) bool { return unicode.Is(table, r) }) {
			scripts = append(scripts, name)
		}
	}
	slices.Sort(scripts)
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s: no font has ", picture)
	list := []rune(letters)
	for i, r := range list[:min(len(list), named)] {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%c (U+%04X)", r, r)
	}
	if more := len(list) - named; more > 0 {
		fmt.Fprintf(&b, " and %d more", more)
	}
	if len(scripts) > 0 {
		fmt.Fprintf(&b, " (%s)", strings.Join(scripts, ", "))
	}
	b.WriteString(": drawn as boxes; name a font that has them with --font FILE, or make an SVG or an HTML page, which use the fonts of the reader's screen")
	return b.String()
}
