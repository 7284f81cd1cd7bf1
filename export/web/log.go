package web

import (
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"time"
)

// counted notes what was answered.
type counted struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (c *counted) WriteHeader(status int) {
	if c.status == 0 {
		c.status = status
	}
	c.ResponseWriter.WriteHeader(status)
}

func (c *counted) Write(b []byte) (int, error) {
	if c.status == 0 {
		c.status = http.StatusOK
	}
	n, err := c.ResponseWriter.Write(b)
	c.bytes += int64(n)
	return n, err
}

func (c *counted) Unwrap() http.ResponseWriter { return c.ResponseWriter }

// logged writes a line for each request, and answers for those that fail by a fault of ours.
func (x *Site) logged(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := &counted{ResponseWriter: w}
		began := x.o.Now()
		defer func() {
			fault := recover()
			if fault != nil && c.status == 0 {
				http.Error(c, "the page could not be made: this is a fault of the program; its log says more", http.StatusInternalServerError)
			}
			if x.o.Log == nil {
				return
			}
			now := x.o.Now()
			fmt.Fprintf(x.o.Log, "%s %s %s %d %dB %dms\n", now.UTC().Format(time.RFC3339), r.Method, addressWords(r.URL), c.status, c.bytes, now.Sub(began).Milliseconds())
			if fault != nil {
				fmt.Fprintf(x.o.Log, "fault: %v\n%s", fault, debug.Stack())
			}
		}()
		h.ServeHTTP(c, r)
	})
}

// addressWords is an address in one line of printable letters, without the token.
func addressWords(u *url.URL) string {
	v := u.Query()
	if v.Has("token") {
		v.Set("token", "-")
	}
	s := u.EscapedPath()
	if len(v) > 0 {
		s += "?" + v.Encode()
	}
	return fmt.Sprintf("%+q", s)
}
