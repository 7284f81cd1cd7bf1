package article

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// One target for each reader, with the samples of its format and the files made
// to do harm as a start. TestFuzzTargets sees that none is missing.

func FuzzPDF(f *testing.F)      { fuzz(f, "pdf") }
func FuzzDocx(f *testing.F)     { fuzz(f, "docx") }
func FuzzZip(f *testing.F)      { fuzz(f, "zip") }
func FuzzTar(f *testing.F)      { fuzz(f, "tar") }
func FuzzWarc(f *testing.F)     { fuzz(f, "warc") }
func FuzzMbox(f *testing.F)     { fuzz(f, "mbox") }
func FuzzEml(f *testing.F)      { fuzz(f, "eml") }
func FuzzNewsml(f *testing.F)   { fuzz(f, "newsml") }
func FuzzNitf(f *testing.F)     { fuzz(f, "nitf") }
func FuzzFeed(f *testing.F)     { fuzz(f, "feed") }
func FuzzHtml(f *testing.F)     { fuzz(f, "html") }
func FuzzXml(f *testing.F)      { fuzz(f, "xml") }
func FuzzJsonl(f *testing.F)    { fuzz(f, "jsonl") }
func FuzzJsonfeed(f *testing.F) { fuzz(f, "jsonfeed") }
func FuzzJson(f *testing.F)     { fuzz(f, "json") }
func FuzzCsv(f *testing.F)      { fuzz(f, "csv") }
func FuzzMarkdown(f *testing.F) { fuzz(f, "markdown") }
func FuzzText(f *testing.F)     { fuzz(f, "text") }

// fuzz checks on any bytes that the reader of a format does not panic and that
// what it gives keeps the promises of Article.
func fuzz(f *testing.F, format string) {
	for _, s := range samples {
		if s.format != format {
			continue
		}
		b, err := os.ReadFile(filepath.Join("../../testdata/formats", s.file))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	const most = 64 << 10 // large seeds make the engine slow
	for _, h := range traps(f) {
		if head := []byte(h.in[:min(len(h.in), sniffLen)]); len(h.in) < most {
			if r, err := recognise("", head, ""); err == nil && r.Name == format {
				f.Add([]byte(h.in))
			}
		}
	}
	var seeds []string
	for _, r := range scraped {
		seeds = append(seeds, r.in)
	}
	for _, r := range slices.Concat(mails, documents, notes, feeds) {
		seeds = append(seeds, r.in)
	}
	for _, r := range archived(f) {
		seeds = append(seeds, r.in)
	}
	for _, s := range seeds {
		if Recognise([]byte(s), "") == format || format == "markdown" {
			f.Add([]byte(s))
		}
	}
	if format == "text" {
		for _, p := range pages {
			f.Add([]byte(p.want))
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		as, err := Read(bytes.NewReader(b), "x", Options{Format: format, Limits: Limits{Article: 1 << 20, Archive: 4 << 20}})
		if err != nil && err.Error() == "" {
			t.Error("an error without words")
		}
		for _, a := range as {
			check(t, a)
		}
	})
}

// TestFuzzTargets: a format without a target would not be fuzzed.
func TestFuzzTargets(t *testing.T) {
	src, err := os.ReadFile("fuzz_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range Formats() {
		if !strings.Contains(string(src), `fuzz(f, "`+f.Name+`")`) {
			t.Errorf("format %q has no fuzz target", f.Name)
		}
	}
}
