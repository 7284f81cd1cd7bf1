package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/urfave/cli/v2"

	"dateline/graph/store"
	"dateline/ingest/article"
	"dateline/ingest/fetch"
)

func feedCommand() *cli.Command {
	return &cli.Command{
		Name:  "feed",
		Usage: "follow feeds: RSS, Atom, JSON Feed",
		Description: `Keeps a list of feeds beside the database (FILE.feeds.json) and reads what is
new in them: the page behind each entry, or the entry's own text where the page
cannot be had. Servers are asked politely: robots.txt, only for what has
changed, one request a second to one host.

Examples:
   dateline feed add https://news.example/feed.xml
   dateline feed poll
   dateline feed poll --every 15m --keep-raw raw
   dateline feed list`,
		Action: func(c *cli.Context) error {
			if name := c.Args().First(); name != "" {
				return unknown("feed command", name, commandNames(c.Command.Subcommands))
			}
			return cli.ShowSubcommandHelp(c)
		},
		Subcommands: []*cli.Command{
			{Name: "add", Usage: "follow the feeds at these addresses, or those that a page there names", ArgsUsage: "URL...", Action: runFeedAdd,
				Flags: flags(dbFlag(), webFlags(), &cli.BoolFlag{Name: "text-only", Usage: "read the entries' own text; fetch no pages"})},
			{Name: "list", Usage: "the feeds, and how the last poll of each went", Flags: flags(dbFlag(), formatFlag()), Action: runFeedList},
			{Name: "remove", Usage: "follow these feeds no longer", ArgsUsage: "URL...", Flags: flags(dbFlag()), Action: runFeedRemove},
			{Name: "poll", Usage: "read what is new in all feeds, or in those named", ArgsUsage: "[URL...]", Action: runFeedPoll,
				Flags: flags(dbFlag(), loadFlags(), batchFlags(), webFlags(), &cli.DurationFlag{Name: "every", Usage: "go on, and poll again every `TIME`, until stopped"})},
		},
	}
}

func runFeedAdd(c *cli.Context) (err error) {
	if c.NArg() == 0 {
		return badUsage(c, "feed add takes the address of a feed, or of a page that names one")
	}
	list, err := openFeeds(c.String(databaseFlag))
	if err != nil {
		return err
	}
	w, err := webOf(c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	for _, address := range c.Args().Slice() {
		found, err := w.findFeed(c.Context, address)
		if err != nil {
			return err
		}
		if list.find(found.URL) != nil {
			fmt.Fprintf(c.App.Writer, "%s is followed already\n", found.URL)
			continue
		}
		found.TextOnly = c.Bool("text-only")
		list.Feeds = append(list.Feeds, found)
		fmt.Fprintf(c.App.Writer, "%s: %s, %d entries\n", found.URL, found.Title, found.entries)
	}
	return list.save()
}

// findFeed looks at an address: a feed itself, or a page that names its feed.
func (w *web) findFeed(ctx context.Context, address string) (*feed, error) {
	for n := 0; ; n++ {
		p, err := w.get(ctx, address, fetch.Known{})
		if err != nil {
			return nil, err
		}
		if isFeedFormat(article.Recognise(p.Body, p.URL)) {
			f := &feed{URL: address}
			err := article.Each(bytes.NewReader(p.Body), address, article.Options{}, func(a *article.Article) error {
				f.entries++
				if f.Title == "" {
					f.Title = a.Publisher
				}
				return nil
			})
			if err != nil && !errors.Is(err, article.ErrNoText) {
				return nil, err
			}
			return f, nil
		}
		links := article.FeedLinks(p.Body, p.URL)
		if len(links) == 0 || n > 0 {
			return nil, fmt.Errorf("%s: no feed (RSS, Atom or JSON Feed), and no page that names one", address)
		}
		address = links[0]
	}
}

func isFeedFormat(name string) bool { return name == "feed" || name == "jsonfeed" }

func runFeedRemove(c *cli.Context) error {
	list, err := openFeeds(c.String(databaseFlag))
	if err != nil {
		return err
	}
	if c.NArg() == 0 {
		return badUsage(c, "feed remove takes the address of a feed; 'dateline feed list' shows them")
	}
	for _, address := range c.Args().Slice() {
		if list.find(address) == nil {
			return fmt.Errorf("%s is not followed; 'dateline feed list' shows what is", address)
		}
		list.Feeds = slices.DeleteFunc(list.Feeds, func(f *feed) bool { return f.URL == address })
	}
	return list.save()
}

func runFeedList(c *cli.Context) error {
	list, err := openFeeds(c.String(databaseFlag))
	if err != nil {
		return err
	}
	l := &listing{columns: []string{"feed", "title", "polled", "new", "trouble"}, nothing: "no feeds; add one with 'dateline feed add URL'"}
	for _, f := range list.Feeds {
		polled := ""
		if !f.Polled.IsZero() {
			polled = f.Polled.Format("2006-01-02 15:04")
		}
		l.rows = append(l.rows, []string{f.URL, f.Title, polled, fmt.Sprint(f.New), f.Trouble})
		l.items = append(l.items, f)
	}
	l.dropEmpty(4)
	return l.write(c)
}

func runFeedPoll(c *cli.Context) (err error) {
	o := loadOptions{paths: nil, workers: c.Int("workers"), now: time.Now, note: "feed poll"}
	if err := o.read(c); err != nil {
		return err
	}
	if err := o.batch(c); err != nil {
		return err
	}
	defer o.report.cleanup()
	w, err := webOf(c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	if c.Duration("every") < 0 {
		return badUsage(c, "--every %s: it must not be negative", c.Duration("every"))
	}
	for {
		sum, err := pollOnce(c, o, w)
		every := c.Duration("every")
		switch {
		case every > 0 && errors.Is(err, store.ErrHeld): // the next poll asks for all of it again
			fmt.Fprintf(c.App.ErrWriter, "not polled: %v\n", err)
		case every == 0 || err != nil:
			return finish(c, o, sum, err)
		default:
			sum.write(c.App.Writer, c.App.ErrWriter)
		}
		select {
		case <-time.After(every):
		case <-c.Context.Done():
			return o.report.close()
		}
	}
}

// pollOnce reads what is new in the feeds that the arguments name, or all.
func pollOnce(c *cli.Context, o loadOptions, w *web) (summary, error) {
	list, err := openFeeds(c.String(databaseFlag))
	if err != nil {
		return summary{}, err
	}
	feeds := list.Feeds
	if c.NArg() > 0 {
		feeds = nil
		for _, address := range c.Args().Slice() {
			f := list.find(address)
			if f == nil {
				return summary{}, fmt.Errorf("%s is not followed; add it with 'dateline feed add %s'", address, address)
			}
			feeds = append(feeds, f)
		}
	}
	if len(feeds) == 0 {
		return summary{}, fmt.Errorf("no feeds; add one with 'dateline feed add URL'")
	}
	p := &poller{web: w, options: o.article, now: o.now}
	sum, err := loadInto(c, o, p.pile(c.Context, feeds), newMeter(c.App.ErrWriter, c.String("progress"), 0))
	if err != nil {
		return sum, err // the next poll asks for all of it again
	}
	return sum, keepFeeds(c.String(databaseFlag), feeds)
}
