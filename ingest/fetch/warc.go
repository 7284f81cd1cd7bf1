package fetch

import (
	"bytes"
	"compress/gzip"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Archive keeps what was fetched as a web archive (WARC 1.1, ISO 28500), each
// record a gzip member of its own, so that what was read can be read again and
// shown as it came.
type Archive struct {
	mu sync.Mutex
	w  io.Writer
}

// cutter is a file that can be made shorter.
type cutter interface {
	io.Seeker
	Truncate(size int64) error
}

// NewArchive writes to w, which may be a file that is appended to.
func NewArchive(w io.Writer) *Archive { return &Archive{w: w} }

// Add writes an answer as a response record. The body stands as it was after the
// server's packing was undone, and the header says so.
func (a *Archive) Add(p *Page) error {
	var answer bytes.Buffer
	fmt.Fprintf(&answer, "HTTP/1.1 %d %s\r\n", p.Status, http.StatusText(p.Status))
	h := p.Header.Clone()
	for _, gone := range []string{"Content-Encoding", "Transfer-Encoding", "Content-Length", "Connection", "Set-Cookie"} {
		h.Del(gone)
	}
	h.Set("Content-Length", fmt.Sprint(len(p.Body)))
	if err := h.Write(&answer); err != nil {
		return err
	}
	answer.WriteString("\r\n")
	answer.Write(p.Body)

	digest := sha1.Sum(p.Body) // what the readers of archives look for; nothing rests on it
	var head strings.Builder
	head.WriteString("WARC/1.1\r\nWARC-Type: response\r\n")
	for _, f := range [][2]string{
		{"WARC-Record-ID", recordID(p)},
		{"WARC-Date", p.Fetched.UTC().Format(time.RFC3339)},
		{"WARC-Target-URI", p.URL},
		{"WARC-Payload-Digest", "sha1:" + base32.StdEncoding.EncodeToString(digest[:])},
		{"Content-Type", "application/http;msgtype=response"},
		{"Content-Length", fmt.Sprint(answer.Len())},
	} {
		fmt.Fprintf(&head, "%s: %s\r\n", f[0], f[1])
	}
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	io.WriteString(z, head.String()+"\r\n")
	z.Write(answer.Bytes())
	io.WriteString(z, "\r\n\r\n")
	if err := z.Close(); err != nil {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	n, err := a.w.Write(out.Bytes())
	if f, ok := a.w.(cutter); ok && err != nil && n > 0 {
		// Half a record would hide all that is written behind it.
		if end, e := f.Seek(0, io.SeekCurrent); e == nil {
			f.Truncate(end - int64(n))
		}
	}
	return err
}

// recordID is a UUID (version 8, RFC 9562) made of what the record holds.
func recordID(p *Page) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n", p.URL, p.Fetched.UTC().Format(time.RFC3339Nano))
	h.Write(p.Body)
	b := h.Sum(nil)
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", b[:4], b[4:6], b[6:8], b[8:10], b[10:16])
}
