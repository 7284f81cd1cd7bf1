package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"time"

	"github.com/urfave/cli/v2"

	"dateline/export"
	pages "dateline/export/web"
	"dateline/graph/query"
	"dateline/graph/store"
)

func serveCommand() *cli.Command {
	return &cli.Command{
		Name: "serve", Usage: "explore the graph in a browser",
		Description: `Serves the graph as pages: search, entities, events with their sentences, articles with what
was read marked, timelines, networks, disagreements, the review queue, and every form
of export. What is judged there is recorded as the commands record it. The pages
work without script and ask nothing of the network.

Only this machine can reach them, unless --listen names another address. Then who
asks must know a token: that of --token, else one that is made and printed.
An interrupt ends the server once what is in hand is answered.

Examples:
   dateline serve
   dateline serve --listen 127.0.0.1:0 --read-only
   dateline serve --listen 0.0.0.0:8080 --host explorer.example.org`,
		Flags: flags(dbFlag(), []cli.Flag{
			&cli.StringFlag{Name: "listen", Value: "127.0.0.1:8080", Usage: "the `ADDRESS` and port; port 0 takes a free one"},
			&cli.StringFlag{Name: "token", EnvVars: []string{"DATELINE_TOKEN"}, Usage: "what who asks must know, a `WORD` of 16 letters or more"},
			&cli.StringSliceFlag{Name: "host", Usage: "a `NAME` by which the server is called, beside its addresses and localhost (may be repeated)"},
			&cli.BoolFlag{Name: "read-only", Usage: "nothing can be judged"},
			&cli.StringFlag{Name: "by", EnvVars: []string{"DATELINE_BY"}, Usage: "the `NAME` of who judges (default: the user's)"},
			&cli.BoolFlag{Name: "quiet", Usage: "no line for each request"},
		}),
		Action: runServe,
	}
}

// shortestToken is the length of a token that cannot be guessed.
const shortestToken = 16

// How long the server waits: for what is asked, between two requests, for answers when it ends.
const (
	readingTime = 15 * time.Second
	writingTime = 3 * time.Minute
	betweenTime = 2 * time.Minute
	endingTime  = 10 * time.Second
)

func runServe(c *cli.Context) error {
	if c.Args().Present() {
		return badUsage(c, "serve takes no argument %q; --db names the database", c.Args().First())
	}
	path := c.String(databaseFlag)
	if _, err := os.Stat(path); os.IsNotExist(err) {
		return noDatabase(path)
	}
	o := pages.Options{Path: path, ReadOnly: c.Bool("read-only"), Hosts: c.StringSlice("host"), Token: c.String("token"),
		Filter: filterOfAddress, Pictures: picturesOfAddress, Now: time.Now}
	if !o.ReadOnly {
		j, err := judgeOf(c)
		if err != nil {
			return err
		}
		o.By = j.By
	}
	if !c.Bool("quiet") {
		o.Log = c.App.ErrWriter
	}
	host, _, err := net.SplitHostPort(c.String("listen"))
	if err != nil {
		return badUsage(c, "--listen %q is no address with a port: write 127.0.0.1:8080", c.String("listen"))
	}
	switch {
	case o.Token != "" && len(o.Token) < shortestToken:
		return badUsage(c, "--token has %d letters: give %d or more, or none, and one is made", len(o.Token), shortestToken)
	case o.Token == "" && !loopback(host):
		o.Token = newToken()
	}
	if name := net.ParseIP(host); name == nil && host != "" {
		o.Hosts = append(o.Hosts, host)
	}
	site, err := pages.New(o)
	if err != nil {
		return err
	}
	defer site.Close()
	listener, err := net.Listen("tcp", c.String("listen"))
	if err != nil {
		return fmt.Errorf("%w; name another address with --listen", err)
	}
	address := url.URL{Scheme: "http", Host: listener.Addr().String(), Path: "/"}
	if o.Token != "" {
		address.RawQuery = url.Values{"token": {o.Token}}.Encode()
	}
	fmt.Fprintf(c.App.Writer, "%s is at %s\n", path, &address)
	if !loopback(host) {
		fmt.Fprintln(c.App.ErrWriter, "dateline: others can reach this address, and what they ask goes unencrypted: put it behind a proxy with TLS where the network is not yours")
	}
	return serveUntil(c.Context, listener, site, c.App.ErrWriter)
}

// serveUntil serves until ctx ends, then answers what is in hand.
func serveUntil(ctx context.Context, l net.Listener, site *pages.Site, errs io.Writer) error {
	server := &http.Server{
		Handler: site, ReadHeaderTimeout: readingTime, ReadTimeout: readingTime, WriteTimeout: writingTime, IdleTimeout: betweenTime,
		MaxHeaderBytes: 64 << 10, ErrorLog: log.New(errs, "", 0),
	}
	go site.Warm(ctx)
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, stop := context.WithTimeout(context.WithoutCancel(ctx), endingTime)
	defer stop()
	err := server.Shutdown(last)
	if errors.Is(err, context.DeadlineExceeded) {
		err = server.Close()
	}
	if e := <-ended; err == nil && !errors.Is(e, http.ErrServerClosed) {
		err = e
	}
	return err
}

// loopback reports whether only this machine reaches host.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func newToken() string {
	var b [18]byte
	rand.Read(b[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// contextOf is what the flags would be read from if the command line had the values of an address.
// What is none of the flags is passed over: pages have values of their own.
func contextOf(list []cli.Flag, v url.Values) (*cli.Context, error) {
	set := flag.NewFlagSet("serve", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	for _, f := range list {
		if err := f.Apply(set); err != nil {
			return nil, err
		}
	}
	for name, values := range v {
		if set.Lookup(name) == nil {
			continue
		}
		for _, value := range values {
			if err := set.Set(name, value); err != nil {
				return nil, fmt.Errorf("%s %q: %w", name, value, err)
			}
		}
	}
	return cli.NewContext(cli.NewApp(), set, nil), nil
}

// filterOfAddress reads the filters of an address as those of a command line.
func filterOfAddress(ctx context.Context, s *store.Store, v url.Values) (f query.Filter, err error) {
	c, err := contextOf(flags(filterFlags(), pageFlags()), v)
	if err != nil {
		return f, err
	}
	if f, err = filterOf(c); err != nil {
		return f, err
	}
	return f, withBatch(ctx, c, s, &f)
}

// picturesOfAddress reads the options of pictures of an address as those of a command line. Files that
// the machine has are not an address's to name, sizes bounded.
func picturesOfAddress(v url.Values) (export.Options, error) {
	list := slices.DeleteFunc(flags(timelineFlags(), diagramFlags()), func(f cli.Flag) bool { return slices.Contains(f.Names(), "font") })
	seen := map[string]bool{}
	list = slices.DeleteFunc(list, func(f cli.Flag) bool {
		again := seen[f.Names()[0]]
		seen[f.Names()[0]] = true
		return again
	})
	c, err := contextOf(list, v)
	if err != nil {
		return export.Options{}, err
	}
	o, err := exportOptions(c)
	o.Timeline.Width = min(o.Timeline.Width, 4000)
	o.Scale = min(cmp.Or(o.Scale, 2), 3)
	o.Diagram.MaxNodes, o.Diagram.MaxEdges = min(o.Diagram.MaxNodes, 300), min(o.Diagram.MaxEdges, 300)
	return o, err
}
