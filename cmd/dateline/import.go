package main

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/urfave/cli/v2"

	"dateline/graph"
	"dateline/graph/rdf"
	"dateline/graph/store"
	"dateline/ingest/event"
)

func importCommand() *cli.Command {
	return &cli.Command{
		Name: "import", Usage: "take facts that others have written down into the graph", ArgsUsage: "FILE...",
		Description: `Reads N-Quads (.nq, .nt) and JSON-LD (.jsonld, .json), also packed (.gz), in the terms that
'dateline export' writes: SEM events, PROV-O sources, schema.org articles, EDTF dates
(docs/formats.md says which). Files that export wrote come back whole; facts of others become
those of a source of its own. A file is checked first, and stored wholly or not at all: what is
wrong is said with its line, or its place in the JSON. No context is fetched from anywhere.

Each import has a label: 'jobs' lists it, --batch import-LABEL asks only what it told, and
'retract --batch import-LABEL' takes it out again. Importing under the same label again
replaces. Articles that the graph has already stay as they are, unless --replace is given.

Examples:
   dateline import graph.nq
   dateline import events.jsonld --label ministry --publisher "Ministry of Information"
   dateline import facts.nq --check`,
		Flags: flags(dbFlag(), []cli.Flag{
			&cli.StringFlag{Name: "label", Usage: "the `NAME` of this import (default: that of the file)"},
			&cli.StringFlag{Name: "publisher", Usage: "the `NAME` of who vouches for facts that name no source"},
			&cli.StringFlag{Name: "format", Aliases: []string{"f"}, Usage: "nquads or jsonld, where the file's ending does not say"},
			&cli.BoolFlag{Name: "check", Usage: "only say what is wrong and what would be stored"},
			&cli.BoolFlag{Name: "replace", Usage: "articles that the graph has already get the facts of the file"},
		}),
		Action: runImport,
	}
}

// importing is one file on its way into the graph.
type importing struct {
	name, label, format string
	path                string // what is read: the file, or the copy of standard input
	file                *rdf.File
	articles            map[graph.ArticleID]bool // that it tells
	counts              map[string]int
	events, states      int
	claims              int
}

func runImport(c *cli.Context) error {
	if !c.Args().Present() {
		return badUsage(c, "import needs a file; - is standard input")
	}
	if c.NArg() > 1 && c.String("label") != "" {
		return badUsage(c, "--label names one import; give the files one by one")
	}
	var all []*importing
	for _, name := range c.Args().Slice() {
		x := &importing{name: name, path: name, articles: map[graph.ArticleID]bool{}, counts: map[string]int{}}
		var err error
		if x.format, err = importFormat(c.String("format"), name); err != nil {
			return err
		}
		if x.label = c.String("label"); x.label == "" {
			base, _, _ := strings.Cut(filepath.Base(name), ".")
			if x.label = slug(base); name == "-" {
				x.label = "stdin"
			}
		}
		if x.label == "" || x.label != slug(x.label) {
			return badUsage(c, "--label %q: letters, digits, - and _ make a label", x.label)
		}
		x.label = "import-" + x.label
		if slices.ContainsFunc(all, func(y *importing) bool { return y.label == x.label }) {
			return badUsage(c, "two files would have the label %s; import them one by one, with --label", x.label)
		}
		all = append(all, x)
	}
	for _, x := range all {
		if x.name == "-" {
			temp, err := spooled(c.App.Reader)
			if err != nil {
				return err
			}
			defer os.Remove(temp)
			x.path = temp
		}
		if err := x.check(c); err != nil {
			return fmt.Errorf("nothing was imported: %w", err)
		}
	}
	if c.Bool("check") {
		for _, x := range all {
			x.say(c)
		}
		return nil
	}
	s, err := openWriting(c.String(databaseFlag))
	if err != nil {
		return err
	}
	defer s.Close()
	for _, x := range all {
		if err := x.store(c, s); err != nil {
			return fmt.Errorf("%s: %w", x.name, err)
		}
		x.say(c)
	}
	return nil
}

// importFormat is the format of a file by --format, else by its ending.
func importFormat(format, name string) (string, error) {
	known := []string{"nquads", "jsonld"}
	ending := filepath.Ext(strings.TrimSuffix(strings.ToLower(name), ".gz"))
	switch {
	case slices.Contains(known, format):
		return format, nil
	case format != "":
		return "", unknown("format", format, known)
	case ending == ".nq" || ending == ".nt" || ending == ".nquads":
		return "nquads", nil
	case ending == ".jsonld" || ending == ".json":
		return "jsonld", nil
	}
	return "", &usageErr{text: fmt.Sprintf("%s: its ending names no format; give one with --format (known: %s)", name, strings.Join(known, ", "))}
}

// slug is s as a label.
func slug(s string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r > unicode.MaxASCII:
			return -1
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '_':
			return r
		}
		return '-'
	}, s), "-")
}

// spooled copies standard input to a file: it is read more than once.
func spooled(r io.Reader) (name string, err error) {
	f, err := os.CreateTemp("", "dateline-import-")
	if err != nil {
		return "", err
	}
	_, err = io.Copy(f, r)
	return f.Name(), errors.Join(err, f.Close())
}

// quads reads the file from its beginning.
func (x *importing) quads() iter.Seq2[rdf.Located, error] {
	return func(yield func(rdf.Located, error) bool) {
		f, err := os.Open(x.path)
		if err != nil {
			yield(rdf.Located{}, err)
			return
		}
		defer f.Close()
		var r io.Reader = f
		if strings.HasSuffix(strings.ToLower(x.name), ".gz") {
			z, err := gzip.NewReader(f)
			if err != nil {
				yield(rdf.Located{}, fmt.Errorf("%s: %w", x.name, err))
				return
			}
			defer z.Close()
			r = z
		}
		read := rdf.ReadNQuads
		if x.format == "jsonld" {
			read = rdf.ReadJSONLD
		}
		read(r)(yield)
	}
}

// check reads the file and says what is wrong with it.
func (x *importing) check(c *cli.Context) error {
	known := event.Types()
	file, err := rdf.Scan(x.quads, rdf.Options{Label: x.label, File: x.name, Publisher: c.String("publisher"),
		Types: func(id graph.TypeID) (graph.Type, bool) { t, ok := known[id]; return t, ok }})
	if err != nil {
		return x.wrong(err)
	}
	x.file = file
	err = file.Facts(func(f graph.Facts) error {
		if x.articles[f.Article.ID] {
			return fmt.Errorf("the article %s is told twice", f.Article.ID)
		}
		x.articles[f.Article.ID] = true
		x.events, x.states = x.events+len(f.Events), x.states+len(f.States)
		for _, e := range f.Events {
			x.claims += len(e.Claims)
		}
		for _, s := range f.States {
			x.claims += len(s.Claims)
		}
		return errors.Join(store.Valid(f), c.Context.Err())
	})
	if err == nil && len(x.articles) == 0 {
		err = fmt.Errorf("%d statements, and none tells of an event or state: an event has the type sem:Event and a sem:eventType", file.Quads)
	}
	if err != nil {
		return x.wrong(err)
	}
	return nil
}

// wrong is an error of the file with its name before every line.
func (x *importing) wrong(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return err
	}
	return errors.New(x.name + ": " + strings.ReplaceAll(err.Error(), "\n", "\n"+x.name+": "))
}

// store writes the facts, and the record of the import.
func (x *importing) store(c *cli.Context, s *store.Store) error {
	ctx := c.Context
	before, err := s.Batches(ctx)
	if err != nil {
		return err
	}
	batch := store.Batch{ID: x.label, Started: time.Now(), Articles: []graph.ArticleID{}, Note: "import " + x.name, State: "running"}
	var old store.Batch
	if i := slices.IndexFunc(before, func(b store.Batch) bool { return b.ID == x.label }); i >= 0 {
		old = before[i]
	}
	had, paths, err := stored(c, s)
	if err != nil {
		return err
	}
	mine := func(id graph.ArticleID) bool { return slices.Contains(old.Articles, id) }
	var group []graph.Facts
	flush := func() error {
		results, err := s.Put(ctx, group...)
		if err != nil {
			return err
		}
		for i, r := range results {
			if r.Outcome == store.Refused {
				return r.Err
			}
			x.counts[stateOf(r.Outcome)]++
			batch.Articles = append(batch.Articles, r.Article)
			batch.Texts = append(batch.Texts, group[i].Article.SHA256)
		}
		group = group[:0]
		return ctx.Err()
	}
	err = x.file.Facts(func(f graph.Facts) error {
		id := f.Article.ID
		if other := paths[f.Article.Path]; other != "" && other != id {
			f.Article.Path = "" // the file of another article here: it would be taken for a new version of that
		}
		if had[id] && !mine(id) && !c.Bool("replace") {
			x.counts[stateKept]++
			return nil
		}
		if group = append(group, f); len(group) == groupArticles {
			return flush()
		}
		return nil
	})
	if err == nil {
		err = flush()
	}
	var gone []graph.ArticleID
	for _, id := range old.Articles { // what the label told before and does not any more
		if !x.articles[id] && had[id] {
			gone = append(gone, id)
		}
	}
	if err == nil && len(gone) > 0 {
		x.counts[stateGone] = len(gone)
		err = s.Remove(ctx, gone...)
	}
	batch.Finished, batch.Counts, batch.State = time.Now(), x.counts, "done"
	if err != nil {
		batch.State = "failed"
	}
	return errors.Join(err, s.PutBatch(ctx, batch))
}

// What becomes of an article that is imported, beside the states of ingest.
const (
	stateKept = "kept as the graph has it"
	stateGone = "no longer told"
)

// stored are the articles that the graph has, and the files they were read from.
func stored(c *cli.Context, s *store.Store) (map[graph.ArticleID]bool, map[string]graph.ArticleID, error) {
	all, err := s.Articles(c.Context)
	had, paths := map[graph.ArticleID]bool{}, map[string]graph.ArticleID{}
	for _, a := range all {
		had[a.ID] = true
		if a.Path != "" {
			paths[a.Path] = a.ID
		}
	}
	return had, paths, err
}

// say tells what was, or would be, imported.
func (x *importing) say(c *cli.Context) {
	w := c.App.Writer
	fmt.Fprintf(w, "%s: %s, %s: %s, %s, %s\n", oneLine(x.name), plural(x.file.Quads, "statement"), plural(len(x.articles), "source"),
		plural(x.events, "event"), plural(x.states, "state"), plural(x.claims, "claim"))
	if words := countWords(store.Batch{Counts: x.counts}); len(x.counts) > 0 {
		fmt.Fprintf(w, "stored as %s: %s\n", x.label, words)
	}
	names, times := x.file.Unknown()
	for i, p := range names[:min(len(names), 5)] {
		fmt.Fprintf(c.App.ErrWriter, "passed over: %s (%s)\n", oneLine(p), plural(times[i], "time"))
	}
	if len(names) > 5 {
		fmt.Fprintf(c.App.ErrWriter, "passed over: %d more predicates\n", len(names)-5)
	}
}
