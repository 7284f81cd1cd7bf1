package article

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"path"
	"strings"

	"golang.org/x/net/html/charset"
)

// mailParts is what a message holds: its text, plain and as a page, and whole
// documents inside it.
type mailParts struct {
	plain, page string
	location    string // the address of the page, if its part names one
	inside      []mailPart
}

type mailPart struct {
	name string
	body []byte
}

// mostParts is how many parts of a part are looked at.
const mostParts = 10_000

// headers are those of a message or of a part.
type headers interface{ Get(key string) string }

// read takes a part and the parts inside it.
func (m *mailParts) read(h headers, body io.Reader, depth int) {
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil && params == nil {
		kind = strings.ToLower(strings.TrimSpace(strings.Split(h.Get("Content-Type"), ";")[0]))
	}
	if strings.HasPrefix(kind, "multipart/") && depth < deepest {
		parts := multipart.NewReader(body, params["boundary"])
		for range mostParts {
			p, err := parts.NextRawPart()
			if err != nil {
				return
			}
			m.read(p.Header, p, depth+1)
		}
		return
	}
	switch strings.ToLower(strings.TrimSpace(h.Get("Content-Transfer-Encoding"))) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	b, _ := io.ReadAll(body) // what is broken off is read as far as it goes
	how, named, _ := mime.ParseMediaType(h.Get("Content-Disposition"))
	name := path.Base(strings.ReplaceAll(first(named["filename"], params["name"]), `\`, "/"))
	text := func() string {
		if r, err := charset.NewReaderLabel(params["charset"], bytes.NewReader(b)); err == nil && params["charset"] != "" {
			b, _ = io.ReadAll(r)
		}
		s, _ := decode(b, h.Get("Content-Type"))
		return s
	}
	switch {
	case kind == "message/rfc822":
		m.inside = append(m.inside, mailPart{fmt.Sprintf("message %d.eml", len(m.inside)+1), b})
	case depth > 0 && (how == "attachment" || kind != "" && !strings.HasPrefix(kind, "text/")):
		if name != "." && !strings.HasPrefix(kind, "image/") {
			m.inside = append(m.inside, mailPart{name, b})
		}
	case kind == "text/html":
		if m.page == "" {
			m.page, m.location = text(), h.Get("Content-Location")
		}
	case kind == "text/plain" || kind == "":
		m.plain = first(m.plain, text())
	}
}
