package article

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	le "encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"testing"
)

// crowds are inputs of a great many small things; in memory each is much larger than in the file.
func crowds(t testing.TB) []hostileInput {
	page := func(body string) string {
		return "<html><head></head><body>" + body + "<p>" + news + "</p></body></html>"
	}
	attrs := strings.Builder{}
	for i := range mostTags + 1 {
		fmt.Fprintf(&attrs, " a%d", i)
	}
	return []hostileInput{
		{"a page of endless tags", "x.html", page(strings.Repeat("<p>", mostTags)), Limits{}, ErrTooLarge, 0},
		{"a tag of endless attributes", "x.html", page("<p" + attrs.String() + ">"), Limits{}, ErrTooLarge, 0},
		{"a page that tells its title endlessly", "x.html", page(strings.Repeat(`<meta property="og:title" content="Crane approved">`+`<meta name="title" content="Crane">`, 35_000)), Limits{}, nil, 1},
		{"a page with a description of endless values", "x.html", page(`<script type="application/ld+json">[` + strings.Repeat("[],", mostValues) + `[]]</script>`), Limits{}, nil, 1},
		{"JSON of endless values", "x.json", `{"text":"` + news + `","x":[` + strings.Repeat("{},", mostValues) + "{}]}", Limits{}, ErrTooLarge, 0},
		{"a list of endless values", "x.json", `[{"title":"One","text":"` + news + `"},` + strings.Repeat("[],", mostBare) + `[]]`, Limits{}, ErrNoText, 1},
		{"a line of JSON of endless values", "x.jsonl", `{"text":"` + news + `","x":[` + strings.Repeat("[],", mostValues) + "[]]}\n" + `{"title":"One","text":"` + news + `"}` + "\n", Limits{}, ErrTooLarge, 1},
		{"a feed of endless entries that are none", "x.json", `{"version":"https://jsonfeed.org/version/1","items":[` + strings.Repeat("{},", mostValues) + "{}]}", Limits{}, ErrTooLarge, 0},
		{"a row of endless cells", "x.csv", "title,text\nA title," + news + strings.Repeat(",", mostValues+8192), Limits{}, ErrTooLarge, 0},
		{"a text of endless lines", "x.txt", strings.Repeat("a\n", 2*mostParas), Limits{}, ErrTooLarge, 0},
		{"a text of endless paragraphs", "x.txt", strings.Repeat("a\n\n", 2*mostParas), Limits{}, ErrTooLarge, 0},
		{"a Word document of endless paragraphs", "x.docx", archive(t, wordText, `<w:document xmlns:w="w"><w:body>`+strings.Repeat("<w:p><w:r><w:t>a</w:t></w:r></w:p>", 2*mostParas)+"</w:body></w:document>"), Limits{}, ErrTooLarge, 0},
		{"a web archive whose record has endless fields", "x.warc", "WARC/1.0\r\n" + strings.Repeat("X: y\r\n", 10_000_000), Limits{}, ErrTooLarge, 0},
		{"a web archive whose record has an endless field", "x.warc", "WARC/1.0\r\nX: " + strings.Repeat("y", 100<<20), Limits{}, ErrTooLarge, 0},
		{"a web archive of answers that are bombs", "x.warc", strings.Repeat(warcRecord("Content-Encoding: gzip\r\n", gz(20, strings.Repeat(" ", 1<<20))), 5), Limits{}, ErrTooLarge, 0},
		{"Markdown of nothing but brackets", "x.md", "# Crane approved\n\n" + news + "\n\n" + strings.Repeat("[", 1<<20) + "\n\n" + strings.Repeat("[a](", 1<<18), Limits{}, ErrTooLarge, 0},
		{"Markdown of as many brackets as it may have", "x.md", "# Crane approved\n\n" + news + "\n\n" + strings.Repeat(strings.Repeat("[", 9_000)+strings.Repeat("*a ", 5_000)+strings.Repeat("_b", 5_000)+"\n\n", 25), Limits{}, nil, 1},
		{"mail of endless fields", "x.eml", "From: a@b.example\nSubject: x\nDate: Mon, 14 Aug 2017 17:20:00 +0200\n" + strings.Repeat("X: y\n", 1_000_000) + "\n" + news, Limits{}, ErrTooLarge, 0},
		{"a tar archive of endless folders", "x.tar", folders(t, 2000), Limits{Members: 1000}, ErrTooLarge, 0},
		{"a ZIP archive of endless entries", "x.zip", sharing(mostEntries+1000, "text of one file"), Limits{}, ErrTooLarge, 0},
	}
}

func TestCrowds(t *testing.T) { testHostile(t, crowds(t)) }

func warcRecord(head, body string) string {
	answer := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-2\r\n" + head + "\r\n" + body
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x.example/a\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", len(answer), answer)
}

// sharing is a ZIP archive of n files that share their bytes.
func sharing(n int, text string) string {
	packed := bytes.Buffer{}
	z := zip.NewWriter(&packed)
	w, _ := z.Create("a.jsonl")
	io.WriteString(w, text)
	z.Close()
	one, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	if err != nil {
		panic(err)
	}
	f := one.File[0]
	at, _ := f.DataOffset()
	le := le.LittleEndian
	head := append(le.AppendUint32(nil, 0x04034b50), make([]byte, 26)...)
	le.PutUint16(head[8:], zip.Deflate)
	le.PutUint16(head[26:], 7)
	out := append(append(head, "a.jsonl"...), packed.Bytes()[at:at+int64(f.CompressedSize64)]...)
	start := len(out)
	for range n {
		e := append(le.AppendUint32(nil, 0x02014b50), make([]byte, 42)...)
		le.PutUint16(e[10:], zip.Deflate)
		le.PutUint32(e[16:], crc32.ChecksumIEEE([]byte(text)))
		le.PutUint32(e[20:], uint32(f.CompressedSize64))
		le.PutUint32(e[24:], uint32(len(text)))
		le.PutUint16(e[28:], 7)
		out = append(append(out, e...), "a.jsonl"...)
	}
	end := append(le.AppendUint32(nil, 0x06054b50), make([]byte, 18)...)
	le.PutUint16(end[8:], uint16(n))
	le.PutUint16(end[10:], uint16(n))
	le.PutUint32(end[12:], uint32(len(out)-start))
	le.PutUint32(end[16:], uint32(start))
	return string(append(out, end...))
}

// TestSharedBytes: an archive whose files share their bytes has no more than its own, and
// is a bomb although each file is packed no better than prose may be.
func TestSharedBytes(t *testing.T) {
	var text strings.Builder
	for i := range 40_000 {
		fmt.Fprintf(&text, "{\"n\":\"%d %s\"}\n", i, strings.Repeat("x", 90))
	}
	_, err := Read(strings.NewReader(sharing(1000, text.String())), "x.zip", Options{})
	if !errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), "x.zip: a.jsonl: too large") || !strings.Contains(err.Error(), "--max-ratio") {
		t.Errorf("files that share their bytes are unpacked without end: %v", err)
	}
}

// TestSparse: the holes of a sparse file of a tar archive are not read.
func TestSparse(t *testing.T) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	body := fmt.Sprintf("1\n0\n%d\n", len(news))
	body += strings.Repeat("\x00", 512-len(body)) + news
	// The writer refuses the names of sparse files, so one of the same length stands in.
	h := tar.Header{Name: "a.jsonl", Mode: 0o644, Size: int64(len(body)), Typeflag: tar.TypeReg, PAXRecords: map[string]string{
		"TST.sparse.major": "1", "TST.sparse.minor": "0", "TST.sparse.name": "a.jsonl", "TST.sparse.realsize": "1125899906842624"}}
	if err := w.WriteHeader(&h); err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, body)
	w.WriteHeader(&tar.Header{Name: "b.txt", Mode: 0o644, Size: int64(len(news)), Typeflag: tar.TypeReg})
	io.WriteString(w, news)
	w.Close()
	in := strings.ReplaceAll(b.String(), "TST.sparse", "GNU.sparse")
	as, err := Read(strings.NewReader(in), "x.tar", Options{})
	if len(as) != 1 || !errors.Is(err, ErrBinary) || !strings.Contains(err.Error(), "a sparse file; unpack it first") {
		t.Errorf("%d articles, error %v", len(as), err)
	}
}

// TestPassword: a file that is packed with a password is named so.
func TestPassword(t *testing.T) {
	b := []byte(archive(t, "a.txt", news))
	b[6] |= 1
	b[bytes.Index(b, zipEntry)+8] |= 1
	_, err := Read(bytes.NewReader(b), "x.zip", Options{})
	if !errors.Is(err, ErrBinary) || !strings.Contains(err.Error(), "x.zip/a.txt: not text: it asks for a password") {
		t.Errorf("error %v", err)
	}
}

// TestBrokenWARC: what is no record is passed over, and the rest is read.
func TestBrokenWARC(t *testing.T) {
	good := warcRecord("", "<html><body><p>"+news+" Na n\xe1b\xf8e\xbe\xed it rained.</p></body></html>")
	none := strings.Replace(good, "Content-Length", "Content-Width", 1)
	short := strings.Replace(good, "Content-Length: ", "Content-Length: 1", 1)
	var lost []string
	n := 0
	err := Each(strings.NewReader(good+"junk\r\n"+good+none+good+short), "x.warc", Options{Unread: func(source string, err error) {
		lost = append(lost, source+": "+err.Error())
	}}, func(a *Article) error {
		n++
		if !strings.Contains(a.Text, "nábřeží") { // the charset is in the answer's head only
			t.Errorf("the text is %q", a.Text)
		}
		return nil
	})
	all := strings.Join(lost, "\n")
	if err != nil || n != 4 || !strings.Contains(all, "record 2: 6 bytes before it are no record") ||
		!strings.Contains(all, "record 3: it has no length") || !strings.Contains(all, "the file ends inside it") {
		t.Errorf("%d articles, error %v, lost:\n%s", n, err, all)
	}
}

func folders(t testing.TB, n int) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for range n {
		if err := w.WriteHeader(&tar.Header{Name: "a/", Typeflag: tar.TypeDir, Mode: 0o755}); err != nil {
			t.Fatal(err)
		}
	}
	w.Close()
	return b.String()
}
