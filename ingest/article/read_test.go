package article

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// sample is what each file of testdata/formats must give.
var samples = []struct {
	file, format    string
	n               int
	title, first    string // title and first words of the body of the first article
	publisher       string
	published, lang string
}{
	{"plain.txt", "text", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"page.html", "html", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"note.md", "markdown", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"one.json", "json", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"many.jsonl", "jsonl", 3, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"feed.xml", "feed", 2, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"atom.xml", "feed", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"rows.csv", "csv", 2, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"box.mbox", "mbox", 2, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"page.mhtml", "eml", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"crawl.warc", "warc", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"several.zip", "zip", 3, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"several.tar.gz", "tar", 2, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"office.docx", "docx", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "", "2017-08-14", "en"},
	{"letter.eml", "eml", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"printed.pdf", "pdf", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "", "2017-08-14", "en"},
	{"columns.pdf", "pdf", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "", "2017-08-14", "en"},
	{"story.nitf", "nitf", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"item.newsml.xml", "newsml", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"feed.json", "jsonfeed", 2, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"newsplease.json", "json", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "kvherald.example", "2017-08-14", "en"},
	{"newspaper.json", "json", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"trafilatura.json", "json", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"trafilatura.xml", "xml", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"wiki.xml", "xml", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"gdelt.json", "json", 2, "Reservoir falls to lowest level since 1976", "", "kvherald.example", "2017-08-14", "en"},
	{"wikinews.jsonl", "json", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "kvherald.example", "2017-08-14", "en"},
	{"events.jsonl", "jsonl", 2, "", "The main reservoir", "", "2017-08-14", "en"},
	{"crawl.warc.gz", "warc", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"page.html.bz2", "html", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"page.html.zst", "html", 1, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"rows.tsv", "csv", 2, "Reservoir falls to lowest level since 1976", "The main reservoir", "Karst Valley Herald", "2017-08-14", "en"},
	{"latin1.txt", "text", 1, "Le barrage est au plus bas depuis quarante ans", "Le niveau du réservoir", "", "", "fr"},
}

func TestFormats(t *testing.T) {
	dir := "../../testdata/formats"
	for _, s := range samples {
		t.Run(s.file, func(t *testing.T) {
			b, err := os.ReadFile(filepath.Join(dir, s.file))
			if err != nil {
				t.Fatal(err)
			}
			plain, _, err := unpack(bytes.NewReader(b), s.file)
			if err != nil {
				t.Fatal(err)
			}
			head := make([]byte, sniffLen)
			n, _ := io.ReadFull(plain, head)
			f, err := recognise("", head[:n], "")
			if err != nil || f.Name != s.format && s.format != "text" {
				t.Errorf("recognised as %q (%v), want %q", f.Name, err, s.format)
			}
			as, err := Read(bytes.NewReader(b), s.file, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if len(as) != s.n {
				t.Fatalf("%d articles, want %d", len(as), s.n)
			}
			a := as[0]
			published := ""
			if !a.Published.IsZero() {
				published = a.Published.Format("2006-01-02")
			}
			if a.Title != s.title || a.Publisher != s.publisher || published != s.published || a.Lang != s.lang {
				t.Errorf("title %q, publisher %q, published %s, lang %q", a.Title, a.Publisher, published, a.Lang)
			}
			for _, b := range a.Blocks {
				if b.Kind == Body {
					if got := a.Text[b.Start+b.Dateline : b.End]; !strings.HasPrefix(got, s.first) {
						t.Errorf("body starts %q, want %q", got[:min(40, len(got))], s.first)
					}
					break
				}
			}
		})
	}
	for _, f := range Formats() {
		found := false
		for _, s := range samples {
			found = found || s.format == f.Name
		}
		if !found {
			t.Errorf("format %q has no sample", f.Name)
		}
	}
}

func TestBadInput(t *testing.T) {
	var gz bytes.Buffer
	z := gzip.NewWriter(&gz)
	z.Write(bytes.Repeat([]byte("a word and another\n"), 1<<16))
	z.Close()
	for _, r := range []struct {
		name, in string
		opts     Options
		want     error
	}{
		{"empty", "", Options{}, ErrEmpty},
		{"blank", " \n\n \t", Options{}, ErrEmpty},
		{"only a byte order mark", "\xef\xbb\xbf", Options{}, ErrEmpty},
		{"zero bytes", "abc\x00def", Options{}, ErrBinary},
		{"picture", "\x89PNG....", Options{}, ErrBinary},
		{"archives in archives", nested(t, 5), Options{}, ErrTooLarge},
		{"an archive of pictures", archive(t, "a.png", "x"), Options{}, ErrNoText},
		{"a bomb", archive(t, "a.txt", strings.Repeat("all work and no play. ", 1<<17)), Options{Limits: Limits{Article: 1 << 20}}, ErrTooLarge},
		{"an empty file in an archive", archive(t, "a.txt", ""), Options{}, ErrEmpty},
		{"too large", strings.Repeat("word ", 400), Options{Limits: Limits{Article: 1000}}, ErrTooLarge},
		{"too large once unpacked", gz.String(), Options{Limits: Limits{Article: 1 << 20}}, ErrTooLarge},
		{"a line without end", strings.Repeat("x", MaxLine+10), Options{}, ErrTooLarge},
		{"a page without text", "<html><head></head><body><script>1</script></body></html>", Options{}, ErrNoText},
		{"no letters", strings.Repeat("[", 5000), Options{}, ErrNoText},
		{"json without text", `{"a": {"b": [1, 2]}}`, Options{}, ErrNoText},
	} {
		t.Run(r.name, func(t *testing.T) {
			_, err := Read(strings.NewReader(r.in), "dir/x", r.opts)
			if !errors.Is(err, r.want) || err == nil || !strings.Contains(err.Error(), "dir/x") {
				t.Errorf("error %v, want %v with the name", err, r.want)
			}
		})
	}
	if _, err := Read(strings.NewReader("a"), "x", Options{Format: "pdff"}); err == nil || !strings.Contains(err.Error(), "known: pdf, docx, zip, tar") {
		t.Errorf("unknown format: %v", err)
	}
}

// archive is a ZIP with one file.
func archive(t testing.TB, name, body string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, body)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// nested is an article inside n archives.
func nested(t *testing.T, n int) string {
	s := "A story.\n\nOnce there was a story of some length that stood inside of many archives.\n"
	for i := range n {
		name := "a.zip"
		if i == 0 {
			name = "a.txt"
		}
		s = archive(t, name, s)
	}
	return s
}

// TestArchiveGoesOn: a broken member is reported, the others are read.
func TestArchiveGoesOn(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range [][2]string{{"../../etc/x.txt", "One.\n\nA story with a path that climbs out of the archive, which does no harm here."}, {"b.txt", ""}, {"c.txt", "Three.\n\nAnother story that must be read although the one before is empty."}} {
		w, err := z.Create(f[0])
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, f[1])
	}
	z.Close()
	as, err := Read(&b, "x.zip", Options{})
	if len(as) != 2 || !errors.Is(err, ErrEmpty) || !strings.Contains(err.Error(), "1 parts") || !strings.Contains(err.Error(), "b.txt") {
		t.Errorf("%d articles, error %v", len(as), err)
	}
	if len(as) == 2 && as[1].Source != "x.zip/c.txt" {
		t.Errorf("source %q", as[1].Source)
	}
}

func TestEncodings(t *testing.T) {
	for _, r := range []struct{ name, in, want, problem string }{
		{"windows-1252", "The caf\xe9 closed \x96 at last.", "The café closed – at last.", "windows-1252"},
		{"broken utf-8", "Wałęsa met Jeleń and Święty in Łódź \xff today.", "Wałęsa met Jeleń and Święty in Łódź \ufffd today.", "not UTF-8"},
		{"utf-16", "\xff\xfeH\x00i\x00 \x00t\x00h\x00e\x00r\x00e\x00.\x00", "Hi there.", ""},
		{"line ends", "One\r\n\r\nTwo\rThree", "One\n\nTwo\nThree", ""},
		{"unseen marks", "so\u00adft hyp\u200bhen and no\u00a0break", "soft hyphen and no break", ""},
		{"accents apart", "Zu\u0308rich", "Zürich", ""},
	} {
		got, problem := decode([]byte(r.in), "text/plain")
		if got != r.want || (problem == "") != (r.problem == "") || !strings.Contains(problem, r.problem) {
			t.Errorf("%s: %q (%q), want %q (%q)", r.name, got, problem, r.want, r.problem)
		}
	}
}

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	for _, f := range []string{"b/two.txt", "a/one.html", ".hidden/x.txt", "a/.secret.txt", "c/picture.png", "c/doc.golden", "c/z.jsonl.gz"} {
		p := filepath.Join(dir, f)
		os.MkdirAll(filepath.Dir(p), 0o755)
		if err := os.WriteFile(p, []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	os.Mkdir(filepath.Join(dir, "empty"), 0o755)
	os.Symlink(dir, filepath.Join(dir, "a", "loop"))
	got, problems := Files([]string{dir, "-", filepath.Join(dir, "c/picture.png"), filepath.Join(dir, "b", "two.txt"), filepath.Join(dir, "nothing"), filepath.Join(dir, "empty")})
	for i := range got {
		got[i] = strings.TrimPrefix(filepath.ToSlash(got[i]), filepath.ToSlash(dir)+"/")
	}
	if g, w := strings.Join(got, " "), "a/one.html b/two.txt c/z.jsonl.gz - c/picture.png"; g != w {
		t.Errorf("got %s, want %s", g, w)
	}
	if len(problems) != 2 {
		t.Errorf("problems: %v, want the missing and the empty folder", problems)
	}
}

// TestLongInputs: time grows with the length of the input, not with its square.
func TestLongInputs(t *testing.T) {
	for _, r := range []struct{ name, unit string }{
		{"lines", "The council voted\n"},
		{"paragraphs", "The council voted.\n\n"},
		{"labels", "Trending\n\n"},
		{"credits", "(Reuters) "},
		{"blank lines", " \n"},
	} {
		start := time.Now()
		Read(strings.NewReader("A title\n\n"+strings.Repeat(r.unit, 30_000)), "x.txt", Options{})
		// It takes well under a second; squared, it would be minutes.
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("%s: %s", r.name, d)
		}
	}
}

// TestLists loads every list, so that a broken one cannot ship.
func TestLists(t *testing.T) {
	if len(tracking()) == 0 || len(notPlaces()) == 0 || len(english()) == 0 || len(joiners()) == 0 || len(metaNames()) == 0 ||
		len(fieldKeys()) == 0 || len(furniture().line) == 0 || len(agencies().names) == 0 || len(zones()) == 0 || len(dateWords()) == 0 {
		t.Error("an empty list")
	}
}

func check(t *testing.T, a *Article) {
	t.Helper()
	if !utf8.ValidString(a.Text) || strings.ContainsAny(a.Text, "\r\x00") {
		t.Errorf("text is not clean: %q", a.Text)
	}
	if len(a.ID) != 16 || len(a.SHA256) != 64 {
		t.Errorf("id %q, sha %q", a.ID, a.SHA256)
	}
	end := 0
	for _, b := range a.Blocks {
		if b.Start < end || b.End <= b.Start || b.End > len(a.Text) || b.Dateline < 0 || b.Dateline > b.End-b.Start {
			t.Fatalf("block %+v after %d in %q", b, end, a.Text)
		}
		if strings.TrimSpace(a.Text[end:b.Start]) != "" {
			t.Errorf("no block covers %q", a.Text[end:b.Start])
		}
		if s := a.Text[b.Start:b.End]; !utf8.ValidString(s) || strings.TrimSpace(s) != s {
			t.Errorf("block %q is cut badly", s)
		}
		end = b.End
	}
	if strings.TrimSpace(a.Text[end:]) != "" {
		t.Errorf("no block covers the end %q", a.Text[end:])
	}
}

func BenchmarkReadHTML(b *testing.B) { benchmark(b, "page.html") }
func BenchmarkReadText(b *testing.B) { benchmark(b, "plain.txt") }

func benchmark(b *testing.B, file string) {
	src, err := os.ReadFile(filepath.Join("../../testdata/formats", file))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(bytes.NewReader(src), file, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
