package article

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode"
)

const news = "The harbour board of Orlo approved a new crane on Monday after a long debate about its price."

// hostile are inputs made to do harm, each with what must come of it: an error
// of that kind, or that many articles.
func hostile(t testing.TB) []hostileInput {
	return append(bombs(t), traps(t)...)
}

// bombs unpack to much more than they weigh. Packing them takes seconds.
func bombs(t testing.TB) []hostileInput {
	mb := strings.Repeat("0", 1<<20)
	return []hostileInput{
		{"a gzip bomb", "x.jsonl.gz", gz(200, mb), Limits{}, ErrTooLarge, 0},
		{"a gzip bomb of one text", "x.txt.gz", gz(100, mb), Limits{}, ErrTooLarge, 0},
		{"a ZIP bomb", "x.zip", archive2(t, "a.txt", 100, mb), Limits{}, ErrTooLarge, 0},
		{"many files that are a bomb together", "x.zip", manyFiles(t, 120, mb), Limits{}, ErrTooLarge, 0},
		{"a CSV file of one endless cell", "x.csv", "title,text\n\"" + strings.Repeat(mb, 4), Limits{Article: 1 << 20}, ErrTooLarge, 0},
	}
}

// gz is n times unit, packed.
func gz(n int, unit string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	for range n {
		io.WriteString(z, unit)
	}
	z.Close()
	return b.String()
}

// traps are small and go for the reader's weak places.
func traps(t testing.TB) []hostileInput {
	entities := `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">`
	for i := range 9 {
		entities += fmt.Sprintf(`<!ENTITY %c "%s">`, 'b'+i, strings.Repeat(fmt.Sprintf("&%c;", 'a'+i), 10))
	}
	entities += `]>`
	deep := func(open string, n int, inside, shut string) string {
		return strings.Repeat(open, n) + inside + strings.Repeat(shut, n)
	}
	whole := sample(t, "printed.pdf")
	office := sample(t, "office.docx")
	return []hostileInput{
		{"too many files", "x.zip", manyFiles(t, 50, news), Limits{Members: 20}, ErrTooLarge, 20},
		{"a bomb of entities in a feed", "x.xml", entities + `<rss><channel><item><title>` + news + ` &i;</title><description>` + news + `</description></item></channel></rss>`, Limits{}, nil, 1},
		{"a bomb of entities in NITF", "x.nitf", entities + `<nitf><body><body.head><hedline><hl1>A headline here</hl1></hedline></body.head><body.content><p>` + news + ` &i;</p></body.content></body></nitf>`, Limits{}, nil, 1},
		{"a file outside named by an entity", "x.xml", `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>` + news + `</title><description>&x;</description></item></channel></rss>`, Limits{}, nil, 1},
		{"a deep page", "x.html", "<html><head></head><body>" + deep("<div>", 20_000, "<p>"+news+"</p>", "</div>"), Limits{}, nil, -1},
		{"deep NITF", "x.nitf", "<nitf>" + deep("<block>", 20_000, "<p>"+news+"</p>", "</block>") + "</nitf>", Limits{}, ErrTooLarge, 0},
		{"a deep feed", "x.xml", "<rss><channel><item>" + deep("<a>", 100_000, news, "</a>") + "</item></channel></rss>", Limits{}, nil, -1},
		{"Markdown of quotes in quotes", "x.md", strings.Repeat("> ", 50_000) + news, Limits{}, nil, 1},
		{"Markdown of lists in lists", "x.md", strings.Repeat("- ", 50_000) + news, Limits{}, nil, 1},
		{"deep XML", "x.xml", "<?xml version='1.0'?>" + deep("<a>", 20_000, news, "</a>"), Limits{}, ErrTooLarge, 0},
		{"a dump of open brackets", "x.xml", "<mediawiki><page><title>a</title><revision><text>" + strings.Repeat("[[a {{b ", 20_000) + "</text></revision></page></mediawiki>", Limits{}, nil, -1},
		{"deep JSON", "x.json", `{"text":` + deep("[", 100_000, `"x"`, "]") + "}", Limits{}, nil, -1},
		{"deep mail", "x.eml", "From: a@b.example\nSubject: x\nDate: Mon, 14 Aug 2017 17:20:00 +0200\n" + strings.Repeat("Content-Type: multipart/mixed; boundary=b\n\n--b\n", 500) + "\n" + news, Limits{}, nil, -1},
		{"a truncated gzip file", "x.txt.gz", cut(gz(1, news+"\n\n"+strings.Repeat(news, 20)), 0.6), Limits{}, io.ErrUnexpectedEOF, 0},
		{"a truncated ZIP archive", "x.zip", cut(archive(t, "a.txt", news), 0.7), Limits{}, zip.ErrFormat, 0},
		{"a truncated PDF file", "x.pdf", cut(whole, 0.5), Limits{}, nil, -1},
		{"a PDF file with holes", "x.pdf", strings.ReplaceAll(whole, "obj", "\x00bj"), Limits{}, nil, -1},
		{"a truncated Word document", "x.docx", cut(office, 0.8), Limits{}, nil, -1},
		{"an archive with paths that climb out", "x.zip", archive(t, "../../../etc/cron.d/x.txt", news), Limits{}, nil, 1},
		{"links in a tar archive", "x.tar", links(t), Limits{}, nil, 1},
		{"control characters in a name", "x.zip", archive(t, "a\x1b[31m\nb.txt", news), Limits{}, nil, 1},
		{"a script in a title", "x.xml", `<rss><channel><item><title>&lt;script&gt;alert(1)&lt;/script&gt; Crane approved` + "\x1b[2J" + `</title><description>` + news + `</description></item></channel></rss>`, Limits{}, nil, -1},
		{"a WARC record that is longer than the file", "x.warc", "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 9999999999\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>" + news, Limits{}, nil, -1},
		{"a WARC record of negative length", "x.warc", "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\n", Limits{}, nil, -1},
		{"the wrong charset", "x.html", `<html><head><meta charset="utf-16"></head><body><p>` + news + ` Caf` + "\xe9" + ` owners objected.</p></body></html>`, Limits{}, nil, 1},
		{"a charset that nobody knows", "x.xml", `<?xml version="1.0" encoding="x-nothing"?><rss><channel><item><title>a</title></item></channel></rss>`, Limits{}, nil, -1},
	}
}

type hostileInput struct {
	what, name, in string
	limits         Limits
	want           error // nil: none, or one of any kind if articles is -1
	articles       int   // -1: any number
}

// TestHostile: every one ends soon with a clear reason or its articles, with
// little memory, and with nothing in titles and names that a terminal would obey.
func TestHostile(t *testing.T) { testHostile(t, hostile(t)) }

func testHostile(t *testing.T, inputs []hostileInput) {
	for _, h := range inputs {
		t.Run(h.what, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			as, err := Read(strings.NewReader(h.in), h.name, Options{Limits: h.limits})
			runtime.ReadMemStats(&after)
			// It takes a second at most; a machine that is busy may need long.
			if d := time.Since(start); d > 3*time.Minute {
				t.Errorf("it took %s", d)
			}
			if got := (after.TotalAlloc - before.TotalAlloc) >> 20; got > 1500 {
				t.Errorf("%d MB were asked for", got)
			}
			if h.articles >= 0 {
				if !errors.Is(err, h.want) || h.want == nil && err != nil {
					t.Errorf("error %v, want %v", err, h.want)
				}
				if len(as) != h.articles {
					t.Errorf("%d articles, want %d (error %v)", len(as), h.articles, err)
				}
			}
			if err != nil && strings.ContainsFunc(err.Error(), unicode.IsControl) {
				t.Errorf("error with control characters: %q", err)
			}
			for _, a := range as {
				check(t, a)
				if s := a.Title + a.Source + a.Publisher; strings.ContainsFunc(s, unicode.IsControl) {
					t.Errorf("control characters in %q", s)
				}
				if strings.Contains(a.Text, "root:") {
					t.Errorf("a file of the machine was read: %q", a.Text)
				}
			}
		})
	}
}

// TestEndlessLine: a line of a gigabyte is passed over without being held.
func TestEndlessLine(t *testing.T) {
	endless := io.MultiReader(strings.NewReader(`{"text": "`), io.LimitReader(zeros{}, 1<<30), strings.NewReader("\n"+`{"title": "One", "text": "`+news+`"}`+"\n"))
	var lost []string
	n := 0
	err := Each(endless, "x.jsonl", Options{Format: "jsonl", Unread: func(source string, err error) { lost = append(lost, source+": "+err.Error()) }},
		func(*Article) error { n++; return nil })
	if err != nil || n != 1 || len(lost) != 1 || !strings.Contains(lost[0], "x.jsonl: line 1: too large: a line of more than 50 MB") {
		t.Errorf("%d articles, error %v, lost %q", n, err, lost)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '0'
	}
	return len(p), nil
}

func sample(t testing.TB, file string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("../../testdata/formats", file))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func cut(s string, part float64) string { return s[:int(float64(len(s))*part)] }

// archive2 is a ZIP archive with one file of n times unit.
func archive2(t testing.TB, name string, n int, unit string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	for range n {
		io.WriteString(w, unit)
	}
	z.Close()
	return b.String()
}

// manyFiles is a ZIP archive of n files with the same text.
func manyFiles(t testing.TB, n int, text string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range n {
		w, err := z.Create(fmt.Sprintf("%d.txt", i))
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, text)
	}
	z.Close()
	return b.String()
}

// links is a tar archive of links and devices with one file among them.
func links(t testing.TB) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range []tar.Header{
		{Name: "a.txt", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"},
		{Name: "b.txt", Typeflag: tar.TypeLink, Linkname: "/etc/passwd"},
		{Name: "c.txt", Typeflag: tar.TypeChar},
		{Name: "d.txt", Typeflag: tar.TypeReg, Size: int64(len(news))},
	} {
		h.Mode = 0o644
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			io.WriteString(w, news)
		}
	}
	w.Close()
	return b.String()
}
