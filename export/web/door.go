package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// doorPath is where the token is given.
const doorPath = "/door"

// pass is the cookie of who knows the token. It holds not the token but what can be worked out from it only.
const pass = "dateline_pass"

// wrongDelay makes guessing slow.
const wrongDelay = 300 * time.Millisecond

// known lets through who knows the token: in the address, once, as the server prints it; in
// a form; as a bearer; or by the cookie that the first two give.
func (x *Site) known(h http.Handler) http.Handler {
	if x.o.Token == "" {
		return h
	}
	mac := hmac.New(sha256.New, []byte(x.o.Token))
	mac.Write([]byte(x.csrf)) // so that a pass ends with the server
	want := hex.EncodeToString(mac.Sum(nil))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c, err := r.Cookie(pass); err == nil && same(c.Value, want) {
			if r.URL.Path == doorPath {
				http.Redirect(w, r, "/", http.StatusSeeOther)
				return
			}
			h.ServeHTTP(w, r)
			return
		}
		if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok && same(bearer, x.o.Token) {
			h.ServeHTTP(w, r)
			return
		}
		if strings.HasPrefix(r.URL.Path, "/assets/") {
			h.ServeHTTP(w, r)
			return
		}
		given, back := r.URL.Query().Get("token"), withoutToken(r.URL)
		if r.Method == http.MethodPost {
			back = "/"
			if given = ""; r.URL.Path == doorPath {
				given = r.PostFormValue("token")
			}
		}
		if given != "" && same(given, x.o.Token) {
			http.SetCookie(w, &http.Cookie{Name: pass, Value: want, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: r.TLS != nil})
			http.Redirect(w, r, back, http.StatusSeeOther)
			return
		}
		p := &page{Title: "Who is there?", Template: "door", Bare: true, Status: http.StatusUnauthorized}
		if given != "" {
			time.Sleep(wrongDelay)
			p.Body = "That is not the token."
		}
		x.answer(w, r, p, nil)
	})
}

// withoutToken is an address of ours without the token in it.
func withoutToken(u *url.URL) string {
	v := u.Query()
	v.Del("token")
	return local((&url.URL{Path: u.Path, RawQuery: v.Encode()}).String())
}

// local is an address if it is one of our own pages, else that of the first.
func local(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") || strings.ContainsAny(address, "\\\r\n") {
		return "/"
	}
	return address
}
