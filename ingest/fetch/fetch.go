// Package fetch gets pages and feeds from the web, politely and safely: it asks
// robots.txt, waits between requests to one host, asks only for what has
// changed, bounds time and size, follows redirects inside http and https only,
// and connects to no private address unless it is told to. It reads nothing of
// what it gets.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Errors by which a caller tells why a page was not fetched.
var (
	ErrAddress  = errors.New("no address of a page")
	ErrRobots   = errors.New("the site's robots.txt forbids it")
	ErrPrivate  = errors.New("a private address")
	ErrTooLarge = errors.New("too large")
	ErrKind     = errors.New("no text")
	ErrRedirect = errors.New("redirected too often")
)

// StatusError is an answer that is neither the page nor "not modified".
type StatusError struct{ Code int }

func (e *StatusError) Error() string {
	return fmt.Sprintf("the server answered %d %s", e.Code, http.StatusText(e.Code))
}

// Options bound what a Client does. Zeros stand for the usual values.
type Options struct {
	Delay        time.Duration // between two requests to one host; 0: 1 s. robots.txt may ask for more
	Timeout      time.Duration // of one request with its answer; 0: 30 s
	MaxBytes     int64         // of one answer, unpacked; 0: 20 MB
	Redirects    int           // 0: 5
	Tries        int           // when a server is busy or a connection fails; 0: 3
	LongestWait  time.Duration // that a server may ask for; 0: 2 minutes
	AllowPrivate bool          // connect to loopback and private networks too
	// Clock and Sleep are the time, for tests.
	Clock func() time.Time
	Sleep func(context.Context, time.Duration) error
}

// Agent is how we name ourselves to servers; robots.txt may address "dateline".
const Agent = "dateline/1 (reads news articles for one person; honours robots.txt)"

// Known is what is known of an earlier answer; the zero value is nothing.
type Known struct{ ETag, LastModified string }

// Page is an answer.
type Page struct {
	URL         string // where it was found in the end
	Asked       string // what was asked for
	Status      int
	Header      http.Header
	Body        []byte // unpacked; nil if NotModified
	Fetched     time.Time
	NotModified bool // it is as Known says
}

// Known is what to ask with next time.
func (p *Page) Known() Known {
	return Known{p.Header.Get("ETag"), p.Header.Get("Last-Modified")}
}

// Client fetches. It may be used by several goroutines; requests to one host
// wait for each other.
type Client struct {
	opts  Options
	http  *http.Client
	hosts hosts
}

// New makes a client.
func New(o Options) *Client {
	def := func(d *time.Duration, usual time.Duration) {
		if *d <= 0 {
			*d = usual
		}
	}
	def(&o.Delay, time.Second)
	def(&o.Timeout, 30*time.Second)
	def(&o.LongestWait, 2*time.Minute)
	if o.MaxBytes <= 0 {
		o.MaxBytes = 20 << 20
	}
	if o.Redirects <= 0 {
		o.Redirects = 5
	}
	if o.Tries <= 0 {
		o.Tries = 3
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	return &Client{opts: o, http: &http.Client{
		Transport:     transport(o),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// IsURL reports whether s is an address that Get takes.
func IsURL(s string) bool {
	_, err := address(s)
	return err == nil
}

func address(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil, fmt.Errorf("%w: %q; it must start with http:// or https://", ErrAddress, s)
	}
	u.Fragment, u.User = "", nil
	return u, nil
}

// Get fetches one page. An error names the address.
func (c *Client) Get(ctx context.Context, from string, known Known) (*Page, error) {
	p, err := c.get(ctx, from, known)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", from, err)
	}
	return p, nil
}

func (c *Client) get(ctx context.Context, from string, known Known) (*Page, error) {
	u, err := address(from)
	if err != nil {
		return nil, err
	}
	for n := 0; ; n++ {
		if n > c.opts.Redirects {
			return nil, fmt.Errorf("%w (%d times, last to %s)", ErrRedirect, n-1, u)
		}
		if err := c.permitted(ctx, u); err != nil {
			return nil, err
		}
		p, next, err := c.try(ctx, u, known)
		if err != nil {
			return nil, err
		}
		if p != nil {
			p.Asked = from
			return p, nil
		}
		if u, err = address(next.String()); err != nil {
			return nil, fmt.Errorf("redirected: %w", err)
		}
	}
}

// try asks once, and again when the server is busy or the connection broke.
// It gives a page or where to go instead.
func (c *Client) try(ctx context.Context, u *url.URL, known Known) (*Page, *url.URL, error) {
	for n := 1; ; n++ {
		if err := c.wait(ctx, u); err != nil {
			return nil, nil, err
		}
		p, next, again, err := c.ask(ctx, u, known)
		if err == nil || again < 0 || n >= c.opts.Tries || ctx.Err() != nil {
			return p, next, err
		}
		if again > c.opts.LongestWait {
			return nil, nil, fmt.Errorf("%w, and asks us to come again in %s", err, again)
		}
		if err := c.opts.Sleep(ctx, max(again, time.Duration(n)*c.opts.Delay)); err != nil {
			return nil, nil, err
		}
	}
}

// ask sends one request. again is how long to wait before another try may
// help, -1 if none will.
func (c *Client) ask(ctx context.Context, u *url.URL, known Known) (p *Page, next *url.URL, again time.Duration, err error) {
	ctx, stop := context.WithTimeoutCause(ctx, c.opts.Timeout, fmt.Errorf("no whole answer in %s", c.opts.Timeout))
	defer stop()
	res, err := c.send(ctx, u, known)
	if err != nil {
		if cause := context.Cause(ctx); cause != nil {
			return nil, nil, -1, cause // what takes too long once takes too long again
		}
		if errors.Is(err, ErrPrivate) {
			return nil, nil, -1, plain(err)
		}
		return nil, nil, 0, plain(err)
	}
	defer res.Body.Close()
	switch code := res.StatusCode; {
	case code == http.StatusNotModified && known != Known{}:
		return &Page{URL: u.String(), Status: code, Header: res.Header, Fetched: c.opts.Clock(), NotModified: true}, nil, -1, nil
	case code >= 300 && code < 400 && res.Header.Get("Location") != "":
		next, err := u.Parse(res.Header.Get("Location"))
		if err != nil {
			return nil, nil, -1, fmt.Errorf("%w: redirected to %q", ErrAddress, res.Header.Get("Location"))
		}
		return nil, next, -1, nil
	case code == http.StatusTooManyRequests || code == http.StatusServiceUnavailable:
		return nil, nil, c.retryAfter(res.Header), &StatusError{code}
	case code >= 500:
		return nil, nil, 0, &StatusError{code}
	case code != http.StatusOK:
		return nil, nil, -1, &StatusError{code}
	}
	if kind := res.Header.Get("Content-Type"); !readable(kind) {
		return nil, nil, -1, fmt.Errorf("%w: it is %q", ErrKind, kind)
	}
	// We asked for gzip at most, which net/http has undone by now.
	if packed := res.Header.Get("Content-Encoding"); packed != "" && !strings.EqualFold(packed, "identity") {
		return nil, nil, -1, fmt.Errorf("%w: it is packed as %q, which we did not ask for", ErrKind, packed)
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, c.opts.MaxBytes+1))
	if err != nil {
		if cause := context.Cause(ctx); cause != nil {
			return nil, nil, -1, cause
		}
		return nil, nil, 0, fmt.Errorf("the answer broke off: %w", plain(err))
	}
	if int64(len(body)) > c.opts.MaxBytes {
		return nil, nil, -1, fmt.Errorf("%w: more than %d MB; --max-fetch permits more", ErrTooLarge, c.opts.MaxBytes>>20)
	}
	return &Page{URL: u.String(), Status: res.StatusCode, Header: res.Header, Body: body, Fetched: c.opts.Clock()}, nil, -1, nil
}

func (c *Client) send(ctx context.Context, u *url.URL, known Known) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", Agent)
	req.Header.Set("Accept", "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, application/json;q=0.9, text/plain;q=0.8, application/pdf;q=0.7")
	req.Header.Set("Accept-Language", "en, *;q=0.3")
	if known.ETag != "" {
		req.Header.Set("If-None-Match", known.ETag)
	}
	if known.LastModified != "" {
		req.Header.Set("If-Modified-Since", known.LastModified)
	}
	return c.http.Do(req)
}

// retryAfter is what a busy server asks us to wait: seconds or a date.
func (c *Client) retryAfter(h http.Header) time.Duration {
	v := h.Get("Retry-After")
	if n, err := strconv.ParseUint(v, 10, 64); err == nil || errors.Is(err, strconv.ErrRange) {
		return time.Duration(min(n, 1<<30)) * time.Second
	}
	if t, err := http.ParseTime(v); err == nil {
		return max(0, t.Sub(c.opts.Clock()))
	}
	return 0
}

// readable reports whether a kind of content may hold text.
func readable(contentType string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return true // the content tells
	}
	for _, no := range []string{"image/", "video/", "audio/", "font/", "model/"} {
		if strings.HasPrefix(kind, no) {
			return false
		}
	}
	return true
}

// plain takes the verb and address off an error of net/http: the caller names it.
func plain(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
