package web

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"path"
	"strings"

	"dateline/export"
	"dateline/graph/query"
	"dateline/graph/store"
)

//go:embed templates/*.html
var templates embed.FS

//go:embed assets
var assets embed.FS

// page is what a template shows.
type page struct {
	Title    string
	Template string // its file, without ending
	Place    string // the entry of the menu that it belongs under
	Status   int    // 0: 200
	Bare     bool   // without menu and search
	Soon     bool   // what it is to show is being worked out: it asks again by itself
	Body     any
	Take     url.Values // what its data are chosen by; nil: it has none to take out
	Drawn    bool       // its diagram can be taken out too

	// Filled in by answer.
	Words    string // of the search box
	ReadOnly bool
	By       string
	CSRF     string
	Here     string // its own address
	Version  string // of the assets
	Notice   *notice
	Forms    []form
}

// form is a form in which data can be taken out.
type form struct{ Name, Ending, Help, Address string }

func parsePages() (map[string]*template.Template, error) {
	files, err := templates.ReadDir("templates")
	if err != nil {
		return nil, err
	}
	all := map[string]*template.Template{}
	for _, f := range files {
		name := strings.TrimSuffix(f.Name(), ".html")
		if name == "layout" || name == "parts" {
			continue
		}
		t, err := template.New("layout.html").Funcs(functions).ParseFS(templates, "templates/layout.html", "templates/parts.html", "templates/"+f.Name())
		if err != nil {
			return nil, err
		}
		all[name] = t
	}
	return all, nil
}

// answer writes a page, or, of an error, the page that says what is wrong and what to do.
func (x *Site) answer(w http.ResponseWriter, r *http.Request, p *page, err error) {
	if err != nil {
		p = wrongPage(err, r)
	}
	if p == nil {
		return // answered already
	}
	p.ReadOnly, p.By, p.CSRF, p.Version, p.Here = x.o.ReadOnly, x.o.By, x.csrf, assetVersion, r.URL.RequestURI()
	if p.Words == "" && r.URL.Path == "/search" {
		p.Words = r.URL.Query().Get("q")
	}
	if p.Take != nil {
		p.Forms = takeForms(p.Take, p.Drawn)
	}
	if p.Notice == nil && !p.Bare {
		p.Notice = x.said(r)
	}
	var b bytes.Buffer
	if err := x.pages[p.Template].Execute(&b, p); err != nil {
		panic(fmt.Errorf("page %s: %w", p.Template, err))
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if p.Soon {
		w.Header().Set("Retry-After", "2")
	}
	if p.Status != 0 {
		w.WriteHeader(p.Status)
	}
	w.Write(bytes.ToValidUTF8(b.Bytes(), []byte("\uFFFD"))) // articles may hold any bytes
}

// refuse is a short page without anything of the graph.
func (x *Site) refuse(w http.ResponseWriter, status int, text string) {
	r := &http.Request{URL: &url.URL{Path: "/"}}
	x.answer(w, r, &page{Title: http.StatusText(status), Template: "wrong", Bare: true, Status: status, Body: wrong{Text: text}}, nil)
}

// wrong is what the page of an error shows.
type wrong struct {
	Text string
	Near []meant // what may have been meant
}

// meant is what may have been meant, and where that leads.
type meant struct{ Name, What, Address string }

// instead is the address of r with a name in it replaced, so that who chose a wrong filter keeps the
// others; else that of usual.
func instead(r *http.Request, name, by, usual string) string {
	v := r.URL.Query()
	found := false
	for n, values := range v {
		for i, x := range values {
			if strings.TrimSpace(x) == name && n != "q" {
				v[n][i], found = by, true
			}
		}
	}
	if !found {
		return usual
	}
	return r.URL.EscapedPath() + query0(v)
}

// wrongPage says what is wrong, and the way out.
func wrongPage(err error, r *http.Request) *page {
	p := &page{Title: "Not found", Template: "wrong", Status: http.StatusNotFound}
	var unknown *query.UnknownError
	var ambiguous *query.AmbiguousError
	var judged *query.JudgeError
	var bad *badRequest
	var forbidden *forbidden
	var soon soonError
	switch {
	case errors.As(err, &forbidden):
		p.Title, p.Status, p.Body = "Reading only", http.StatusForbidden, wrong{Text: err.Error()}
	case errors.As(err, &unknown):
		b := wrong{Text: fmt.Sprintf("There is no %s “%s” in this graph.", unknown.What, unknown.Name)}
		for _, n := range unknown.Near {
			b.Near = append(b.Near, meant{Name: n, Address: instead(r, unknown.Name, n, "/search?q="+url.QueryEscape(n))})
		}
		p.Body = b
	case errors.As(err, &ambiguous):
		p.Title, p.Status = "Which one?", http.StatusMultipleChoices
		b := wrong{Text: fmt.Sprintf("“%s” may be any of %d.", ambiguous.Name, len(ambiguous.Candidates))}
		for _, c := range ambiguous.Candidates[:min(50, len(ambiguous.Candidates))] {
			what := cmp.Or(c.Role, kindWords(c.Kind)) + ", " + count(c.Events, "event")
			b.Near = append(b.Near, meant{c.Name, what, instead(r, ambiguous.Name, string(c.ID), entityAddress(c.ID))})
		}
		p.Body = b
	case errors.As(err, &judged):
		p.Title, p.Status, p.Body = "That cannot be said", http.StatusConflict, wrong{Text: err.Error()}
	case errors.As(err, &bad):
		p.Title, p.Status, p.Body = "That was not understood", http.StatusBadRequest, wrong{Text: bad.text}
	case errors.As(err, &soon):
		p.Title, p.Template, p.Status, p.Soon = "In a moment", "soon", http.StatusServiceUnavailable, true
	case errors.Is(err, store.ErrHeld):
		p.Title, p.Status, p.Body = "Busy", http.StatusServiceUnavailable, wrong{Text: "Another program is writing to the database, as reading articles in does. Try again in a moment."}
	case errors.Is(err, store.ErrNotFound):
		p.Title, p.Status, p.Body = "No database", http.StatusServiceUnavailable, wrong{Text: err.Error()}
	case errors.Is(err, context.DeadlineExceeded):
		p.Title, p.Status, p.Body = "That took too long", http.StatusServiceUnavailable, wrong{Text: "The question was given up. A shorter time or more filters make it smaller."}
	default:
		p.Title, p.Status, p.Body = "That went wrong", http.StatusInternalServerError, wrong{Text: err.Error()}
	}
	return p
}

// badRequest says what in an address or form makes no sense.
type badRequest struct{ text string }

func (e *badRequest) Error() string { return e.text }

func bad(format string, args ...any) error { return &badRequest{fmt.Sprintf(format, args...)} }

// nowhere is the page of what is not there.
func (x *Site) nowhere(http.ResponseWriter, *http.Request) (*page, error) {
	return &page{Title: "Not found", Template: "wrong", Status: http.StatusNotFound, Body: wrong{Text: "There is no such page. The search finds names and sentences."}}, nil
}

// assetVersion changes when an asset does, so that browsers may keep them.
var assetVersion = func() string {
	h := sha256.New()
	for _, f := range []string{"assets/web.css", "assets/web.js"} {
		b, _ := assets.ReadFile(f)
		h.Write(b)
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}()

// asset answers with a file of ours.
func asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	b, err := assets.ReadFile("assets/" + path.Base(name))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	switch path.Ext(name) {
	case ".css":
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		b = append(pictureStyle(), b...)
	case ".js":
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	case ".svg":
		w.Header().Set("Content-Type", "image/svg+xml")
	}
	w.Header().Set("Cache-Control", "max-age=86400")
	w.Write(b)
}

// takeForms are the forms in which what v chooses can be taken out.
func takeForms(v url.Values, drawn bool) []form {
	var out []form
	for _, f := range export.Formats {
		out = append(out, form{f.Name, f.Ending, f.Help, "/take/" + f.Name + query0(v)})
	}
	if drawn {
		for _, f := range drawings {
			out = append(out, form{f.name, "." + f.ending, f.help, "/take/" + f.name + query0(v)})
		}
	}
	return out
}
