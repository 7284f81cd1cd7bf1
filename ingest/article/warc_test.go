package article

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

// record is a record of a web archive.
func record(kind, contentType, target, body string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, target, contentType, len(body), body)
}

func response(target, head, body string) string {
	return record("response", "application/http; msgtype=response", target, head+"\r\n\r\n"+body)
}

func packed(t testing.TB, s string, writer func(io.Writer) io.WriteCloser) string {
	t.Helper()
	var b bytes.Buffer
	w := writer(&b)
	io.WriteString(w, s)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// archived are the ways in which crawlers keep the page of TestArchived.
func archived(t testing.TB) []struct{ name, in string } {
	const page = "<html><head><title>Crane plan</title></head><body><p>" + crane + "</p></body></html>"
	chunks := func(s string) string {
		half := len(s) / 2
		return fmt.Sprintf("%x\r\n%s\r\n%X;x=y\r\n%s\r\n0\r\n\r\n", half, s[:half], len(s)-half, s[half:])
	}
	gz := packed(t, page, func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) })
	const at, ok = "https://orlo.example/2019/05/06/crane", "HTTP/1.1 200 OK\r\nContent-Type: text/html"
	return []struct{ name, in string }{
		{"as it is", response(at, ok, page)},
		{"gzip", response(at, ok+"\r\nContent-Encoding: gzip", gz)},
		{"Brotli", response(at, ok+"\r\nContent-Encoding: br", packed(t, page, func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }))},
		{"deflate", response(at, ok+"\r\nContent-Encoding: deflate", packed(t, page, func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }))},
		{"chunks", response(at, ok+"\r\nTransfer-Encoding: chunked", chunks(page))},
		{"chunks of gzip", response(at, ok+"\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked", chunks(gz))},
		{"undone, though the head says it is not", response(at, ok+"\r\nContent-Encoding: br\r\nTransfer-Encoding: chunked", page)},
		{"a head that breaks the rules", response(at, "HTTP/2 200\r\nno colon here\r\nBad Name: x\r\nContent-Type: text/html", page)},
		{"without an answer", record("resource", "text/html", at, page)},
		{"text taken from the page", record("conversion", "text/plain", at, "Crane plan\n"+crane+"\n")},
	}
}

func TestArchived(t *testing.T) {
	const more = "WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
	for _, r := range archived(t) {
		t.Run(r.name, func(t *testing.T) {
			checkTold(t, told(strings.NewReader(more+r.in+more), "x"), "Crane plan|orlo.example||2019-05-06|The board")
		})
	}
	t.Run("the charset of the answer", func(t *testing.T) {
		in := response("https://orlo.example/a", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1251", "<html><head><title>\xcf\xf0\xe8\xe2\xe5\xf2, \xce\xf0\xeb\xee</title></head><body><p>"+crane+"</p></body></html>")
		checkTold(t, told(strings.NewReader(in), "x"), "Привет, Орло|orlo.example")
	})
	t.Run("cut off", func(t *testing.T) {
		in := response("https://orlo.example/a", "HTTP/1.1 200 OK\r\nContent-Type: image/png", strings.Repeat("x", 1000))
		checkTold(t, told(strings.NewReader(in[:600]), "x"), "! x: record 1: unexpected EOF: the file ends inside it")
	})
}
