package article

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
)

func isWARC(head []byte, _ string) bool { return bytes.HasPrefix(head, []byte("WARC/")) }

// longestHead is how many bytes the fields before a record or answer may have.
const longestHead = 256 << 10

var errHead = errors.New("fields")

// readWARC reads the pages of a web archive (ISO 28500): the HTML that servers
// answered (response) or that was stored without their answer (resource), and the
// text that Common Crawl took from pages (conversion, its WET files). Records of other
// kinds, pages that were redirected or refused, and pictures are passed over. What is no record, or
// lies about its length, is reported, and the next record is looked for.
func readWARC(in *input, yield func(*draft) error) error {
	for n := 1; ; n++ {
		record := fmt.Sprintf("%s: record %d", in.source, n)
		h, junk, err := warcHeader(in.r)
		if junk > 0 {
			in.skip(record, fmt.Errorf("%d bytes before it are no record", junk))
		}
		if err == io.EOF {
			return nil
		}
		if errors.Is(err, errHead) || errors.Is(err, errLine) {
			in.skip(record, err)
			continue
		}
		if err != nil {
			return fmt.Errorf("WARC: record %d: %w", n, err)
		}
		length, err := strconv.ParseInt(h.Get("Content-Length"), 10, 64)
		if err != nil || length < 0 {
			in.skip(record, errors.New("it has no length"))
			continue
		}
		body := &io.LimitedReader{R: in.r, N: length}
		if err := in.warcRecord(h, body, yield); err != nil {
			return err
		}
		if _, err := io.Copy(io.Discard, body); err != nil {
			return fmt.Errorf("WARC: record %d: %w", n, err)
		}
		if body.N > 0 {
			in.skip(record, fmt.Errorf("%w: the file ends inside it", io.ErrUnexpectedEOF))
		}
	}
}

// warcRecord reads the page in a record, if it has one. An error is one of yield, or a
// limit of the whole input.
func (in *input) warcRecord(h textproto.MIMEHeader, body io.Reader, yield func(*draft) error) error {
	kind, read := h.Get("Content-Type"), readHTML
	switch h.Get("WARC-Type") {
	case "response":
		if !strings.HasPrefix(kind, "application/http") {
			return nil
		}
		page, err := readAnswer(body)
		if errors.Is(err, ErrTooLarge) {
			in.skip(in.source+"/"+strings.Trim(h.Get("WARC-Target-URI"), "<>"), err)
			return nil
		}
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
	inner.opts.Type = kind
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
	if err != nil && in.budget.over != nil {
		return fmt.Errorf("%s: %w", oneLine(clean(inner.opts.URL)), err)
	}
	if err != nil {
		in.skip(in.source+"/"+inner.opts.URL, err)
	}
	return nil
}

// warcHeader reads "WARC/1.0" and the fields after it; io.EOF at the end. junk
// is how many bytes before it were none.
func warcHeader(r *bufio.Reader) (h textproto.MIMEHeader, junk int, err error) {
	for {
		line, err := readLine(r, longestHead)
		switch {
		case bytes.HasPrefix(line, []byte("WARC/")):
			head, err := fields(r)
			if err != nil {
				return nil, junk, err
			}
			h, err := textproto.NewReader(bufio.NewReader(bytes.NewReader(head))).ReadMIMEHeader()
			return h, junk, err
		case errors.Is(err, errLine):
			junk += longestHead // or more
		case len(bytes.TrimSpace(line)) > 0: // two lines after a record are empty
			junk += len(line)
		}
		if err != nil && !errors.Is(err, errLine) {
			return nil, junk, err
		}
	}
}

// fields reads lines up to an empty one, with that.
func fields(r *bufio.Reader) (head []byte, err error) {
	for {
		line, err := readLine(r, longestHead)
		if err != nil && err != io.EOF {
			return nil, err
		}
		if head = append(head, line...); len(head) > longestHead {
			return nil, fmt.Errorf("%w: %w of more than %s", ErrTooLarge, errHead, size(longestHead))
		}
		if err == io.EOF {
			return append(head, "\r\n\r\n"...), nil
		}
		if len(bytes.TrimSpace(line)) == 0 {
			return head, nil
		}
	}
}
