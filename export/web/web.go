// Package web is the explorer: the graph as pages of a browser, to read, follow, judge
// and take out.
//
// It takes the path of a database and gives an http.Handler. Pages are made on the server
// and work without script; the one script only adds keys and saves clicks. Questions
// are those of graph/query, pictures and files those of export, and what a person says is
// recorded by the function that the commands use. How filters stand in an address is
// given to it (Options.Filter), so that a page and a command understand the same.
//
// What articles say is foreign: it enters pages through html/template only, and the
// policy of every answer lets no script but our own file run. Who may ask is decided in
// guard.go, before any page.
package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"html/template"
	"io"
	"net/http"
	"net/url"
	"time"

	"dateline/export"
	"dateline/graph/query"
	"dateline/graph/store"
)

// Options say what is shown, and to whom.
type Options struct {
	Path     string   // of the database; it is opened when somebody asks, and let go when nobody does
	ReadOnly bool     // nothing can be judged
	By       string   // the name under which judgements are recorded
	Token    string   // what who asks must know; "": nothing
	Hosts    []string // the names, beside addresses, that the server may be called by; the port counts not

	// Filter reads the filters of the command line from the values of an address.
	Filter func(ctx context.Context, s *store.Store, v url.Values) (query.Filter, error)
	// Pictures reads what the command line says of pictures from them.
	Pictures func(v url.Values) (export.Options, error)

	Now func() time.Time // the time of day, for judgements and the log
	Log io.Writer        // gets a line for each request; nil: none
}

// Site is the explorer of one database.
type Site struct {
	o       Options
	keeper  *keeper
	pages   map[string]*template.Template
	csrf    string // what every form of ours carries
	handler http.Handler

	sources  memo[sourceList]
	overview memo[overview]
	queue    memo[queue]
	types    memo[vocabulary]
	differ   memo[[]query.Discrepancy]
	pictures drawn
}

// New makes the explorer. The database need not be there yet.
func New(o Options) (*Site, error) {
	pages, err := parsePages()
	if err != nil {
		return nil, err
	}
	var secret [16]byte
	rand.Read(secret[:]) // never fails
	x := &Site{o: o, pages: pages, csrf: hex.EncodeToString(secret[:]), keeper: newKeeper(o.Path)}
	x.handler = x.guarded(x.routes())
	return x, nil
}

// Close lets go of the database. Requests must have ended.
func (x *Site) Close() error {
	return x.keeper.close()
}

// ServeHTTP answers one request.
func (x *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) { x.handler.ServeHTTP(w, r) }

// show is a page: what it shows, or why it cannot.
type show func(w http.ResponseWriter, r *http.Request) (*page, error)

func (x *Site) routes() http.Handler {
	mux := http.NewServeMux()
	for path, do := range map[string]show{
		"GET /{$}":             x.start,
		"GET /search":          x.search,
		"GET /entity/{id...}":  x.entity,
		"GET /one/{id...}":     x.identity,
		"GET /event/{id...}":   x.event,
		"GET /article/{id...}": x.article,
		"GET /timeline":        x.timeline,
		"GET /network":         x.network,
		"GET /sources":         x.sourcesPage,
		"GET /discrepancies":   x.discrepancies,
		"GET /review":          x.review,
		"GET /log":             x.log,
		"POST /judge":          x.judge,
		"POST /undo":           x.undo,
		"/":                    x.nowhere,
	} {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			p, err := do(w, r)
			x.answer(w, r, p, err)
		})
	}
	mux.HandleFunc("GET /take/{form}", x.take)
	mux.HandleFunc("GET /picture/network.svg", x.networkPicture)
	mux.HandleFunc("GET /assets/{file}", asset)
	return mux
}
