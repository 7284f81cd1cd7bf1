package web

import (
	"context"
	"crypto/subtle"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"
)

const (
	// maxForm bounds the body of a request: forms are a few short fields.
	maxForm = 64 << 10
	// maxAddress bounds an address: filters are a few names.
	maxAddress = 8 << 10
	// pageTime is for how long a page may be worked on, takeTime a file or picture.
	pageTime = 20 * time.Second
	takeTime = 2 * time.Minute
)

// policy lets nothing in but our own style sheet, script and pictures, sends forms nowhere
// else, and keeps the pages out of frames.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// guarded is h behind all that decides who may ask what.
func (x *Site) guarded(h http.Handler) http.Handler {
	h = x.unforged(h)
	h = x.known(h)
	h = bounded(h)
	h = x.named(h)
	h = headers(h)
	return x.logged(h)
}

// headers are those of every answer, errors too.
func headers(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range map[string]string{
			"Content-Security-Policy":      policy,
			"X-Content-Type-Options":       "nosniff",
			"X-Frame-Options":              "DENY",
			"Referrer-Policy":              "no-referrer",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin",
			"Permissions-Policy":           "camera=(), geolocation=(), microphone=()",
			"Cache-Control":                "no-store",
		} {
			w.Header().Set(name, value)
		}
		h.ServeHTTP(w, r)
	})
}

// named refuses names that are not the server's. A page elsewhere whose name is made to lead here
// (DNS rebinding) would otherwise be of one origin with ours.
func (x *Site) named(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !x.called(r.Host) {
			x.refuse(w, http.StatusMisdirectedRequest, fmt.Sprintf("This server is not called %q. Use the address it printed when it started, or start it with --host NAME.", r.Host))
			return
		}
		h.ServeHTTP(w, r)
	})
}

func (x *Site) called(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
	return net.ParseIP(host) != nil || host == "localhost" || slices.ContainsFunc(x.o.Hosts, func(h string) bool { return strings.EqualFold(h, host) })
}

// bounded ends what is too long or takes too long, and lets through only the methods that
// pages use.
func bounded(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method != http.MethodGet && r.Method != http.MethodHead && r.Method != http.MethodPost:
			w.Header().Set("Allow", "GET, HEAD, POST")
			http.Error(w, "only GET, HEAD and POST are answered", http.StatusMethodNotAllowed)
			return
		case len(r.URL.RequestURI()) > maxAddress:
			http.Error(w, "the address is too long; use fewer filters", http.StatusRequestURITooLong)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		limit := pageTime
		if strings.HasPrefix(r.URL.Path, "/take/") || strings.HasPrefix(r.URL.Path, "/picture/") {
			limit = takeTime
		}
		ctx, stop := context.WithTimeout(r.Context(), limit)
		defer stop()
		h.ServeHTTP(w, r.WithContext(ctx))
	})
}

// unforged refuses changes that another site makes a browser ask for: by what the browser says of
// their origin, and by the word that only our own forms know.
func (x *Site) unforged(h http.Handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		x.refuse(w, http.StatusForbidden, "This change was asked for by another site. It was not made.")
	}))
	return origin.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			h.ServeHTTP(w, r)
			return
		}
		if err := r.ParseForm(); err != nil {
			x.refuse(w, http.StatusBadRequest, "The form could not be read, or is too long. Nothing was changed.")
			return
		}
		if !same(r.PostForm.Get("csrf"), x.csrf) {
			x.refuse(w, http.StatusForbidden, "This form is from before the server was started, or from elsewhere. Nothing was changed. Open the page again and send it from there.")
			return
		}
		h.ServeHTTP(w, r)
	}))
}

// same compares two words in a time that does not tell where they differ.
func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
