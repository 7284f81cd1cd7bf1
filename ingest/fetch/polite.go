package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
)

// hosts is what is known of the servers asked so far.
type hosts struct {
	mu   sync.Mutex
	each map[string]*host
}

// host is one server: scheme, name and port. Its lock is held while we wait for
// our turn, so that requests to it come one after the other.
type host struct {
	mu    sync.Mutex
	next  time.Time // no request before
	delay time.Duration

	rules  sync.Mutex
	robots *robotstxt.Group // of us
	until  time.Time        // robots is good so long
	failed error            // why robots.txt could not be had, until then
}

func (h *hosts) get(u *url.URL) *host {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.each == nil {
		h.each = map[string]*host{}
	}
	key := strings.ToLower(u.Scheme + "://" + u.Host)
	if h.each[key] == nil {
		h.each[key] = &host{}
	}
	return h.each[key]
}

// longestDelay is the most that a Crawl-delay may ask for.
const longestDelay = time.Minute

// wait waits for our turn at a host.
func (c *Client) wait(ctx context.Context, u *url.URL) error {
	h := c.hosts.get(u)
	h.mu.Lock()
	defer h.mu.Unlock()
	if d := h.next.Sub(c.opts.Clock()); d > 0 {
		if err := c.opts.Sleep(ctx, d); err != nil {
			return err
		}
	}
	h.next = c.opts.Clock().Add(max(c.opts.Delay, h.delay))
	return ctx.Err()
}

// How long robots.txt is kept, and the most that is read of it (RFC 9309).
const (
	robotsKept  = 24 * time.Hour
	robotsAgain = 5 * time.Minute // when it could not be had: a feed names a hundred pages of one dead host
	robotsBytes = 500 << 10
)

// permitted asks the host's robots.txt whether we may fetch u (RFC 9309): one
// that is not there permits all, one that cannot be had forbids all.
func (c *Client) permitted(ctx context.Context, u *url.URL) error {
	h := c.hosts.get(u)
	h.rules.Lock()
	defer h.rules.Unlock()
	now := c.opts.Clock()
	if h.failed != nil && now.Before(h.until) {
		return h.failed
	}
	if h.robots == nil || now.After(h.until) {
		group, err := c.robots(ctx, u)
		if err != nil {
			if ctx.Err() == nil {
				h.robots, h.failed, h.until = nil, err, c.opts.Clock().Add(robotsAgain)
			}
			return err
		}
		h.robots, h.failed, h.until = group, nil, c.opts.Clock().Add(robotsKept)
		h.mu.Lock()
		h.delay = min(group.CrawlDelay, longestDelay)
		h.mu.Unlock()
	}
	if !h.robots.Test(u.RequestURI()) {
		return ErrRobots
	}
	return nil
}

func (c *Client) robots(ctx context.Context, u *url.URL) (*robotstxt.Group, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	status, body := 0, []byte(nil)
	for n := 0; ; n++ {
		if err := c.wait(ctx, at); err != nil {
			return nil, err
		}
		code, text, next, err := c.robotsFile(ctx, at)
		if err != nil {
			if errors.Is(err, ErrPrivate) || ctx.Err() != nil {
				return nil, err
			}
			return nil, fmt.Errorf("robots.txt cannot be had: %w", err)
		}
		if next == nil || n >= c.opts.Redirects {
			status, body = code, text
			break
		}
		if at, err = address(next.String()); err != nil {
			return nil, fmt.Errorf("robots.txt cannot be had: %w", err)
		}
	}
	if status >= 500 {
		return nil, fmt.Errorf("robots.txt cannot be had: %w", &StatusError{status})
	}
	if status != http.StatusOK {
		body = nil
	}
	data, err := robotstxt.FromBytes(body)
	if err != nil {
		data, _ = robotstxt.FromBytes(nil) // nonsense forbids nothing
	}
	return data.FindGroup("dateline"), nil
}

func (c *Client) robotsFile(ctx context.Context, at *url.URL) (code int, body []byte, next *url.URL, err error) {
	ctx, stop := context.WithTimeoutCause(ctx, c.opts.Timeout, fmt.Errorf("no whole answer in %s", c.opts.Timeout))
	defer stop()
	res, err := c.send(ctx, at, Known{})
	if err != nil {
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		return 0, nil, nil, plain(err)
	}
	defer res.Body.Close()
	if res.StatusCode >= 300 && res.StatusCode < 400 && res.Header.Get("Location") != "" {
		next, err = at.Parse(res.Header.Get("Location"))
		return res.StatusCode, nil, next, err
	}
	body, err = io.ReadAll(io.LimitReader(res.Body, robotsBytes))
	if err != nil && len(body) == 0 {
		return 0, nil, nil, plain(err)
	}
	return res.StatusCode, body, nil, nil
}
