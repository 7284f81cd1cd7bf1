package article

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
)

func isWARC(head []byte, _ string) bool { return bytes.HasPrefix(head, []byte("WARC/")) }

// readWARC reads the pages of a web archive (ISO 28500): the HTML that servers
// answered (response) or that was stored without their answer (resource), and the
// text that Common Crawl took from pages (conversion, its WET files). Records of other
// kinds, pages that were redirected or refused, and pictures are passed over.
func readWARC(in *input, yield func(*draft) error) error {
	for n := 1; ; n++ {
		h, err := warcHeader(in.r)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("WARC: record %d: %w", n, err)
		}
		length, err := strconv.ParseInt(h.Get("Content-Length"), 10, 64)
		if err != nil || length < 0 {
			return fmt.Errorf("WARC: record %d has no length", n)
		}
		body := io.LimitReader(in.r, length)
		if err := in.warcRecord(h, body, yield); err != nil {
			return err
		}
		if _, err := io.Copy(io.Discard, body); err != nil {
			return fmt.Errorf("WARC: record %d: %w", n, err)
		}
		if left := body.(*io.LimitedReader).N; left > 0 {
			return fmt.Errorf("WARC: record %d is cut off: %d of its %d bytes are missing", n, left, length)
		}
	}
}

// warcRecord reads the page in a record, if it has one. An error is one of yield.
func (in *input) warcRecord(h textproto.MIMEHeader, body io.Reader, yield func(*draft) error) error {
	kind, read := h.Get("Content-Type"), readHTML
	switch h.Get("WARC-Type") {
	case "response":
		if !strings.HasPrefix(kind, "application/http") {
			return nil
		}
		page, err := readAnswer(body)
		if err != nil || page.status != http.StatusOK {
			return nil // no answer of a web server, or no page
		}
		body, kind = page.body, page.kind
	case "resource":
	case "conversion":
		if strings.HasPrefix(kind, "text/plain") {
			kind, read = "text/html", readText // it was a page
		}
	default:
		return nil
	}
	if !strings.Contains(strings.ToLower(kind), "html") {
		return nil
	}
	inner := *in
	inner.opts.URL = strings.Trim(h.Get("WARC-Target-URI"), "<>")
	inner.contentType = kind
	plain, _, err := unpack(body, "")
	if err == nil {
		inner.r = bufio.NewReader(in.budget.unpacking(plain))
		var stop error
		err = read(&inner, func(d *draft) error {
			d.member = inner.opts.URL
			d.url = first(d.url, inner.opts.URL)
			if d.bare && d.title == "" { // the title of the page comes first
				d.title, _, _ = strings.Cut(d.text.String(), "\n")
			}
			stop = yield(d)
			return stop
		})
		if stop != nil {
			return stop
		}
	}
	if err != nil {
		in.skip(in.source+"/"+inner.opts.URL, err)
	}
	return nil
}

// warcHeader reads "WARC/1.0" and the fields after it; io.EOF at the end.
func warcHeader(r *bufio.Reader) (textproto.MIMEHeader, error) {
	tp := textproto.NewReader(r)
	for {
		line, err := tp.ReadLine()
		if err != nil {
			return nil, err
		}
		if line == "" {
			continue // the two empty lines after a record
		}
		if !strings.HasPrefix(line, "WARC/") {
			return nil, fmt.Errorf("not a record: %q", line[:min(len(line), 40)])
		}
		return tp.ReadMIMEHeader()
	}
}
