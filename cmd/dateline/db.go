package main

import (
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v2"

	"dateline/graph/merge"
	"dateline/graph/store"
)

func dbCommand() *cli.Command {
	return &cli.Command{
		Name:  "db",
		Usage: "check, back up, restore or compact the database",
		Description: `Looks after the database file.

Examples:
   dateline db check
   dateline db backup -o dateline.backup
   dateline db restore dateline.backup --db restored.db
   dateline db copy dateline.db postgres://ann@db.example.org/news`,
		Action: func(c *cli.Context) error {
			if name := c.Args().First(); name != "" {
				return unknown("db command", name, commandNames(c.Command.Subcommands))
			}
			return cli.ShowSubcommandHelp(c)
		},
		Subcommands: []*cli.Command{
			{Name: "stats", Usage: "size, version and counts", Flags: flags(dbFlag()), Action: runDBStats},
			{Name: "check", Usage: "is everything there that must be?", Flags: flags(dbFlag()), Action: runDBCheck},
			{Name: "backup", Usage: "write a copy that can be restored anywhere", Flags: flags(dbFlag(), outFlag()), Action: runDBBackup},
			{Name: "dump", Usage: "write all quads as N-Quads, sorted", Flags: flags(dbFlag(), outFlag()), Action: runDBDump},
			{Name: "restore", Usage: "make a database from a backup", ArgsUsage: "BACKUP", Flags: flags(dbFlag()), Action: runDBRestore},
			{Name: "copy", Usage: "copy a database to a new place", ArgsUsage: "FROM TO", Description: "FROM and TO are files, or postgres:// addresses. TO must be new: no file, or a\nPostgreSQL database without a graph in it. The copy holds the same, byte for byte.", Action: runDBCopy},
			{Name: "compact", Usage: "give back the space of what was removed", Flags: flags(dbFlag()), Action: runDBCompact},
		},
	}
}

// outFlag names the file that a command writes.
func outFlag() cli.Flag {
	return &cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE` (- for standard output)"}
}

func runDBStats(c *cli.Context) error {
	return asking(c, func(s *store.Store) error {
		i, err := s.Info(c.Context)
		if err != nil {
			return err
		}
		for _, r := range []struct {
			name string
			n    any
		}{{"file", i.Path}, {"version", i.Version}, {"bytes", i.Bytes}, {"quads", i.Quads}, {"articles", i.Articles},
			{"entities", i.Entities}, {"events", i.Events}, {"states", i.States}, {"claims", i.Claims}, {"types", i.Types}} {
			fmt.Fprintf(c.App.Writer, "%-9s %v\n", r.name, r.n)
		}
		return nil
	})
}

func runDBCheck(c *cli.Context) error {
	return asking(c, func(s *store.Store) error {
		problems, err := s.Check(c.Context)
		if err != nil {
			return err
		}
		for _, p := range problems {
			fmt.Fprintf(c.App.Writer, "%s: %s\n", p.Where, p.What)
		}
		if len(problems) > 0 {
			return fmt.Errorf("%s: %s; restore a backup, or ingest the articles into a new database", databaseName(c), plural(len(problems), "problem"))
		}
		fmt.Fprintln(c.App.Writer, "ok")
		return nil
	})
}

func runDBBackup(c *cli.Context) error {
	return asking(c, func(s *store.Store) error {
		return output(c, c.String("output"), func(w io.Writer) error { return s.Backup(c.Context, w) })
	})
}

func runDBDump(c *cli.Context) error {
	return asking(c, func(s *store.Store) error {
		return output(c, c.String("output"), func(w io.Writer) error { return s.Dump(c.Context, w) })
	})
}

func runDBRestore(c *cli.Context) error {
	if c.NArg() != 1 {
		return badUsage(c, "db restore takes one backup file, got %d arguments", c.NArg())
	}
	path := c.String(databaseFlag)
	f, err := os.Open(c.Args().First())
	if err != nil {
		return err
	}
	defer f.Close()
	return store.Restore(c.Context, path, f)
}

func runDBCopy(c *cli.Context) error {
	if c.NArg() != 2 {
		return badUsage(c, "db copy takes what to copy and where to, got %s", plural(c.NArg(), "argument"))
	}
	return store.CopyAll(c.Context, c.Args().Get(0), c.Args().Get(1))
}

func runDBCompact(c *cli.Context) error {
	path := c.String(databaseFlag)
	before, after, err := store.Compact(c.Context, path, store.Options{Merger: merge.Merger{}})
	if err != nil {
		return err
	}
	fmt.Fprintf(c.App.Writer, "%s: %d bytes before, %d after\n", store.Name(path), before, after)
	return nil
}
