package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"dateline/export"
	"dateline/graph/query"
	"dateline/graph/store"
)

const completeName = "__complete"

// mostNames bounds how many names are offered.
const mostNames = 60

// complete writes what may stand for the last of words, one candidate a line, with a tab before
// what it is. It never fails: a shell has no place for a message.
func complete(ctx context.Context, app *cli.App, words []string, out io.Writer) int {
	if len(words) == 0 {
		words = []string{""}
	}
	typed := words[len(words)-1]
	words = words[:len(words)-1]
	for _, c := range candidates(ctx, app, words, typed) {
		value, _, _ := strings.Cut(c, "\t")
		if len(value) >= len(typed) && strings.EqualFold(value[:len(typed)], typed) || len(typed) > 2 && typed[0] != '-' && strings.Contains(store.Fold(value), store.Fold(typed)) {
			fmt.Fprintln(out, c)
		}
	}
	return exitDone
}

func candidates(ctx context.Context, app *cli.App, words []string, typed string) []string {
	list, cmd := app.Commands, (*cli.Command)(nil)
	for len(words) > 0 {
		i := slices.IndexFunc(list, func(c *cli.Command) bool { return c.HasName(words[0]) })
		if i < 0 {
			break
		}
		cmd, list, words = list[i], list[i].Subcommands, words[1:]
	}
	if cmd == nil || len(list) > 0 {
		var out []string
		for _, c := range list {
			if !c.Hidden {
				out = append(out, c.Name+"\t"+c.Usage)
			}
		}
		return out
	}
	db := database(words)
	if n := len(words); n > 0 {
		if f := flagOf(cmd, words[n-1]); f != nil {
			if _, isBool := f.(*cli.BoolFlag); !isBool {
				return values(ctx, cmd, f.Names()[0], db, typed)
			}
		}
	}
	if strings.HasPrefix(typed, "-") {
		var out []string
		for _, f := range cmd.Flags {
			usage := ""
			if d, ok := f.(cli.DocGenerationFlag); ok {
				usage = strings.ReplaceAll(d.GetUsage(), "`", "")
			}
			out = append(out, "--"+f.Names()[0]+"\t"+usage)
		}
		return out
	}
	return arguments(ctx, cmd, positional(cmd, words), db, typed)
}

// positional counts the arguments among words that are neither flags nor their values.
func positional(cmd *cli.Command, words []string) int {
	n := 0
	for i := 0; i < len(words); i++ {
		if !strings.HasPrefix(words[i], "-") {
			n++
			continue
		}
		if f := flagOf(cmd, words[i]); f != nil && !strings.Contains(words[i], "=") {
			if _, isBool := f.(*cli.BoolFlag); !isBool {
				i++
			}
		}
	}
	return n
}

func flagOf(cmd *cli.Command, word string) cli.Flag {
	if !strings.HasPrefix(word, "-") {
		return nil
	}
	name, _, _ := strings.Cut(strings.TrimLeft(word, "-"), "=")
	for _, f := range cmd.Flags {
		if slices.Contains(f.Names(), name) {
			return f
		}
	}
	return nil
}

// database is the file that the words name.
func database(words []string) string {
	for i, w := range words {
		if name, ok := strings.CutPrefix(w, "--"+databaseFlag+"="); ok {
			return name
		}
		if w == "--"+databaseFlag && i+1 < len(words) {
			return words[i+1]
		}
	}
	if name := os.Getenv("DATELINE_DB"); name != "" {
		return name
	}
	return "dateline.db"
}

// arguments are what may be the n-th argument of cmd, from 0.
func arguments(ctx context.Context, cmd *cli.Command, n int, db, typed string) []string {
	switch {
	case cmd.Name == "who" && n == 0:
		return relationsIn(ctx, db)
	case cmd.Name == "who" && n == 1, cmd.Name == "entity" && n == 0, cmd.Name == "claims" && n == 0, cmd.Name == "path" && n < 2:
		return namesIn(ctx, db, typed)
	case cmd.Name == "why" && n == 0:
		return eventsIn(ctx, db, typed)
	case cmd.Name == "facets" && n == 0:
		return query.FacetNames()
	case cmd.Name == "completion" && n == 0:
		return []string{"bash", "zsh", "fish"}
	}
	return nil
}

// values are what a flag may be.
func values(ctx context.Context, cmd *cli.Command, flag, db, typed string) []string {
	switch flag {
	case "actor", "with", "place", "claimant":
		return namesIn(ctx, db, typed)
	case "relation":
		return relationsIn(ctx, db)
	case "class":
		return query.Classes()
	case "source":
		return sourcesIn(ctx, db)
	case "sort":
		return []string{"time", "newest", "sources", "confidence"}
	case "side":
		return sides
	case "polarity":
		return polarities
	case "factuality":
		return factualities
	case "mode":
		return modes
	case "basis":
		return bases
	case "format":
		if slices.Contains([]string{"timeline", "diagram", "export"}, cmd.Name) {
			return export.Names()
		}
		return listingFormats
	}
	return nil
}

// inside runs do with the database at path, if there is one.
func inside(path string, do func(*store.Store)) {
	s, err := store.Open(path, store.Options{ReadOnly: true, Create: store.MustExist})
	if err != nil {
		return
	}
	defer s.Close()
	do(s)
}

func relationsIn(ctx context.Context, db string) (out []string) {
	inside(db, func(s *store.Store) {
		types, _ := query.Relations(ctx, s)
		for _, t := range types {
			if !t.Open {
				out = append(out, string(t.ID)+"\t"+string(t.Class))
			}
		}
	})
	return out
}

func namesIn(ctx context.Context, db, typed string) (out []string) {
	inside(db, func(s *store.Store) {
		found, _ := query.Beginning(ctx, s, typed, mostNames)
		for _, c := range found {
			out = append(out, fmt.Sprintf("%s\t%s, %s", oneLine(c.Name), c.Kind, plural(c.Events, "event")))
		}
	})
	return out
}

func eventsIn(ctx context.Context, db, typed string) (out []string) {
	inside(db, func(s *store.Store) {
		rows, _ := query.EventsBeginning(ctx, s, typed, mostNames)
		for _, r := range rows {
			out = append(out, string(r.ID)+"\t"+oneLine(r.Text))
		}
	})
	return out
}

func sourcesIn(ctx context.Context, db string) (out []string) {
	inside(db, func(s *store.Store) {
		rows, _ := query.Sources(ctx, s)
		for _, r := range rows {
			for _, n := range []string{r.Publisher, r.Agency} {
				if n != "" && !slices.Contains(out, n) {
					out = append(out, n)
				}
			}
		}
	})
	return out
}
