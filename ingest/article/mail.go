package article

import (
	"bytes"
	"fmt"
	"mime"
	"net/mail"
	"regexp"
	"strings"

	"golang.org/x/net/html/charset"
)

// isMail: header lines at the start, with a sender among them or with what makes
// them those of a page and its pictures (MHTML).
func isMail(head []byte, _ string) bool {
	top, _, _ := bytes.Cut(bytes.ReplaceAll(head, []byte("\r\n"), []byte("\n")), []byte("\n\n"))
	from, version, several, more := false, false, false, 0
	for i, l := range strings.Split(string(top), "\n") {
		key, value, ok := strings.Cut(l, ":")
		switch {
		case l != "" && (l[0] == ' ' || l[0] == '\t') && i > 0:
		case !ok || strings.ContainsAny(key, " \t"):
			return i > 3 && from && more >= 2
		default:
			switch strings.ToLower(key) {
			case "from":
				from = true
			case "mime-version":
				version = true
				more++
			case "content-type":
				several = strings.HasPrefix(strings.TrimSpace(strings.ToLower(value)), "multipart/")
				more++
			case "date", "subject", "message-id", "received", "to", "return-path":
				more++
			}
		}
	}
	return (from || version && several) && more >= 2
}

// leastMessage is how many bytes of text make a message worth reading that comes
// with others inside it.
const leastMessage = 200

// readMail reads one message, a newsletter or alert, and behind it what is
// attached: messages that it forwards, and documents of formats that we read.
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
	var parts mailParts
	parts.read(msg.Header, msg.Body, 0)
	if at := first(msg.Header.Get("Snapshot-Content-Location"), parts.location); at != "" && parts.page != "" {
		// A browser's archive of one page (MHTML): the page tells its own title.
		saved := &draft{}
		if err := saved.page(parts.page, at); err != nil {
			return err
		}
		saved.title = first(saved.title, header("Subject"))
		return saved.yieldAll(yield)
	}
	d := &draft{title: header("Subject"), url: first(canonical(header("Archived-At")), canonical(header("X-Canonical-Url")))}
	parser := mail.AddressParser{WordDecoder: words}
	if a, err := parser.Parse(msg.Header.Get("From")); err == nil {
		d.publisher = clean(a.Name)
	} else {
		d.publisher = strings.TrimSpace(strings.Split(header("From"), "<")[0])
	}
	if t, dayOnly, ok := ParseDate(header("Date")); ok {
		d.dates = append(d.dates, dated{t, dayOnly, "metadata"})
	} else if t, err := msg.Header.Date(); err == nil {
		d.dates = append(d.dates, dated{t, false, "metadata"})
	}
	plain := strings.TrimSpace(bracketed.ReplaceAllString(parts.plain, ""))
	switch {
	case len(plain) > leastMessage || parts.page == "" && plain != "":
		d.text.WriteString(plain)
		d.paras = paragraphs(plain)
	case parts.page != "":
		d.fragment(parts.page)
	}
	if len(d.paras) == 0 && len(parts.inside) == 0 {
		return ErrNoText
	}
	if len(d.paras) > 0 && (len(parts.inside) == 0 || d.text.Len() > leastMessage) {
		if err := yield(d); err != nil {
			return err
		}
	}
	for _, p := range parts.inside {
		if err := in.member(p.name, bytes.NewReader(p.body), func(a *draft) error {
			if a.publisher == "" && a.url == "" {
				a.publisher = d.publisher
			}
			if len(a.dates) == 0 && len(d.dates) > 0 { // no later than it was sent
				a.dates = append(a.dates, dated{d.dates[0].t, d.dates[0].dayOnly, "file"})
			}
			return yield(a)
		}); err != nil {
			return err
		}
	}
	return nil
}

// bracketed are the addresses that the plain text of a newsletter has behind the
// words that are links in its page.
var bracketed = regexp.MustCompile(`[ \t]*\n?(?:<https?://[^\s<>]+>|\( ?https?://[^\s()]+ ?\)|\[ ?https?://[^\s\[\]]+ ?\])`)
