package article

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"

	"golang.org/x/net/html/charset"
)

// isMail: header lines at the start, with a sender among them.
func isMail(head []byte, _ string) bool {
	top, _, _ := bytes.Cut(bytes.ReplaceAll(head, []byte("\r\n"), []byte("\n")), []byte("\n\n"))
	from, more := false, 0
	for i, l := range strings.Split(string(top), "\n") {
		key, _, ok := strings.Cut(l, ":")
		switch {
		case l != "" && (l[0] == ' ' || l[0] == '\t') && i > 0:
		case !ok || strings.ContainsAny(key, " \t"):
			return i > 3 && from && more >= 2
		default:
			switch strings.ToLower(key) {
			case "from":
				from = true
			case "date", "subject", "message-id", "received", "to", "mime-version", "content-type", "return-path":
				more++
			}
		}
	}
	return from && more >= 2
}

// readMail reads one message: a newsletter or alert.
func readMail(in *input, yield func(*draft) error) error {
	b, err := in.all()
	if err != nil {
		return err
	}
	if head := bytes.Index(bytes.ReplaceAll(b[:min(len(b), longestHead+4)], []byte("\r"), nil), []byte("\n\n")); head < 0 && len(b) > longestHead {
		return fmt.Errorf("mail: %w: fields of more than %s", ErrTooLarge, size(longestHead))
	}
	msg, err := mail.ReadMessage(bytes.NewReader(b))
	if err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	words := &mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
	header := func(key string) string {
		v := msg.Header.Get(key)
		if s, err := words.DecodeHeader(v); err == nil {
			v = s
		}
		return clean(oneLine(v))
	}
	d := &draft{title: header("Subject"), url: first(canonical(header("Archived-At")), canonical(header("X-Canonical-Url")))}
	if a, err := mail.ParseAddress(msg.Header.Get("From")); err == nil {
		d.publisher = clean(a.Name)
	}
	if t, dayOnly, ok := ParseDate(header("Date")); ok {
		d.dates = append(d.dates, dated{t, dayOnly, "metadata"})
	} else if t, err := msg.Header.Date(); err == nil {
		d.dates = append(d.dates, dated{t, false, "metadata"})
	}
	plain, page := mailText(msg.Header.Get("Content-Type"), msg.Header.Get("Content-Transfer-Encoding"), msg.Body, 0)
	switch {
	case len(strings.TrimSpace(plain)) > 200 || page == "" && strings.TrimSpace(plain) != "":
		plain = strings.TrimSpace(plain)
		d.text.WriteString(plain)
		d.paras = paragraphs(plain)
	case page != "" && msg.Header.Get("Snapshot-Content-Location") != "":
		// A browser's archive of one page (MHTML): the page tells its own title.
		saved := &draft{}
		if err := saved.page(page, msg.Header.Get("Snapshot-Content-Location")); err != nil {
			return err
		}
		saved.title = first(saved.title, d.title)
		return saved.yieldAll(yield)
	case page != "":
		d.fragment(page)
	}
	if len(d.paras) == 0 {
		return ErrNoText
	}
	return yield(d)
}

// mostParts is how many parts of a part are looked at.
const mostParts = 10_000

// mailText finds the plain and the HTML text in a part and the parts inside it.
func mailText(contentType, encoding string, body io.Reader, depth int) (plain, page string) {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		kind, params = "text/plain", nil
	}
	if strings.HasPrefix(kind, "multipart/") && depth < deepest {
		parts := multipart.NewReader(body, params["boundary"])
		for range mostParts {
			p, err := parts.NextRawPart()
			if err != nil {
				return plain, page
			}
			pl, pg := mailText(p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p, depth+1)
			plain, page = first(plain, pl), first(page, pg)
		}
		return plain, page
	}
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	b, _ := io.ReadAll(body)
	if label := params["charset"]; label != "" {
		if r, err := charset.NewReaderLabel(label, bytes.NewReader(b)); err == nil {
			b, _ = io.ReadAll(r)
		}
	}
	text, _ := decode(b, contentType)
	switch kind {
	case "text/plain":
		return text, ""
	case "text/html":
		return "", text
	}
	return "", ""
}
