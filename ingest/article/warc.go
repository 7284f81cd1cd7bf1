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

// readWARC reads the pages of a web archive (ISO 28500): the bodies of its
// response records that are HTML. Records of other kinds, pages that were
// redirected or refused, and pictures are passed over.
func readWARC(in *input, yield func(*draft) error) error {
	var stop error
	for n := 1; ; n++ {
		h, err := warcHeader(in.r)
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("WARC: record %d: %w", n, err)
		}
		length, err := strconv.ParseInt(h.Get("Content-Length"), 10, 64)
		if err != nil || length < 0 {
			return fmt.Errorf("WARC: record %d has no length", n)
		}
		body := io.LimitReader(in.r, length)
		if h.Get("WARC-Type") == "response" && strings.HasPrefix(h.Get("Content-Type"), "application/http") {
			page, err := htmlResponse(body)
			if err == nil && page != nil {
				inner := *in
				inner.opts.URL = strings.Trim(h.Get("WARC-Target-URI"), "<>")
				inner.r = bufio.NewReader(page)
				err = readHTML(&inner, func(d *draft) error {
					d.member = inner.opts.URL
					stop = yield(d)
					return stop
				})
			}
			if stop != nil {
				return stop
			}
			if err != nil {
				in.skip(in.source+"/"+strings.Trim(h.Get("WARC-Target-URI"), "<>"), err)
			}
		}
		if _, err := io.Copy(io.Discard, body); err != nil {
			return fmt.Errorf("WARC: record %d: %w", n, err)
		}
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

// htmlResponse is the body of a stored answer of a server, nil if it is no page.
func htmlResponse(r io.Reader) (io.Reader, error) {
	res, err := http.ReadResponse(bufio.NewReader(r), nil)
	if err != nil {
		return nil, err
	}
	kind := res.Header.Get("Content-Type")
	if res.StatusCode != http.StatusOK || !strings.Contains(kind, "html") {
		return nil, nil
	}
	body, _, err := unpack(res.Body, "")
	return body, err
}
