package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/user"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"dateline/graph/merge"
	"dateline/graph/query"
	"dateline/graph/store"
)

// judgeFlags are the flags of the commands by which a person judges.
func judgeFlags() []cli.Flag {
	return flags(dbFlag(), []cli.Flag{
		&cli.StringFlag{Name: "by", EnvVars: []string{"DATELINE_BY"}, Usage: "the `NAME` of who judges (default: the user's)"},
		&cli.StringFlag{Name: "at", Usage: "when it was judged, a `TIME` like 2021-04-02T10:00:00Z (default: now)"},
	})
}

// judgeOf is a judgement with who and when filled in from the flags.
func judgeOf(c *cli.Context) (store.Judgement, error) {
	j := store.Judgement{By: c.String("by"), At: time.Now().UTC()}
	if j.By == "" {
		j.By = os.Getenv("USER")
		if u, err := user.Current(); err == nil {
			j.By = cmp.Or(u.Username, j.By)
		}
	}
	if j.By == "" {
		return j, badUsage(c, "who judges? give a name with --by")
	}
	if at := c.String("at"); at != "" {
		t, err := time.Parse(time.RFC3339, at)
		if err != nil {
			if t, err = time.Parse("2006-01-02", at); err != nil {
				return j, badUsage(c, "--at %q is no time: write 2021-04-02 or 2021-04-02T10:00:00Z", at)
			}
		}
		j.At = t.UTC()
	}
	return j, nil
}

// openJudging opens the database of c, which must be there, for writing.
func openJudging(c *cli.Context) (*store.Store, error) {
	path := c.String(databaseFlag)
	if noFile(path) {
		return nil, noDatabase(path)
	}
	return store.Open(path, store.Options{Merger: merge.Merger{}, Create: store.MustExist})
}

// judge records a verdict on what args name and says what came of it.
func judge(c *cli.Context, verdict store.Verdict, args []string, change func(*store.Judgement)) error {
	j, err := judgeOf(c)
	if err != nil {
		return err
	}
	j.Verdict = verdict
	if change != nil {
		change(&j)
	}
	s, err := openJudging(c)
	if err != nil {
		return err
	}
	defer s.Close()
	row, err := query.Judge(c.Context, s, j, args...)
	var wrong *query.JudgeError
	if errors.As(err, &wrong) {
		return badUsage(c, "%v", err)
	}
	if err != nil {
		return askError(err)
	}
	fmt.Fprintln(c.App.Writer, judgementWords(row.Judgement, row.NameA, cmp.Or(row.NameB, row.NameA)))
	return nil
}

// judgementWords is a judgement as one line.
func judgementWords(j store.Judgement, a, b string) string {
	a, b = cmp.Or(a, "(gone)"), cmp.Or(b, "(gone)")
	switch j.Verdict {
	case store.SameAs:
		return oneLine(fmt.Sprintf("%s [%s] is the same as %s [%s]", a, j.A, b, j.B))
	case store.NotSame:
		return oneLine(fmt.Sprintf("%s [%s] is not the same as %s [%s]", a, j.A, b, j.B))
	case store.Unsure:
		return oneLine(fmt.Sprintf("%s [%s] may be the same as %s [%s]", a, j.A, b, j.B))
	case store.Renamed:
		return oneLine(fmt.Sprintf("%s [%s] is called %s", a, j.A, j.Name))
	}
	return oneLine(fmt.Sprintf("%s [%s] is %s", a, j.A, j.Verdict))
}

// pairCommand is a command that judges two.
func pairCommand(name, usage, about string, verdict store.Verdict) *cli.Command {
	return &cli.Command{
		Name: name, Usage: usage, ArgsUsage: "A B", Description: about, Flags: judgeFlags(),
		Action: func(c *cli.Context) error {
			if c.NArg() != 2 {
				return badUsage(c, "%s takes two names or ids, got %d arguments", name, c.NArg())
			}
			return judge(c, verdict, c.Args().Slice(), nil)
		},
	}
}

// oneCommand is a command that judges one event.
func oneCommand(name, usage, about string, verdict store.Verdict) *cli.Command {
	return &cli.Command{
		Name: name, Usage: usage, ArgsUsage: "EVENT", Description: about, Flags: judgeFlags(),
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return badUsage(c, "%s takes one event id, got %d arguments; 'dateline events' lists them", name, c.NArg())
			}
			return judge(c, verdict, c.Args().Slice(), nil)
		},
	}
}

// judgementJSON is a judgement as other tools read and write it.
type judgementJSON struct {
	N       int           `json:"n,omitempty"`
	Verdict store.Verdict `json:"verdict"`
	A       string        `json:"a"`
	B       string        `json:"b,omitempty"`
	Name    string        `json:"name,omitempty"`
	By      string        `json:"by"`
	At      time.Time     `json:"at"`
	NameA   string        `json:"name_a,omitempty"`
	NameB   string        `json:"name_b,omitempty"`
}

func logJSON(r query.LogRow) judgementJSON {
	return judgementJSON{r.N, r.Verdict, r.A, r.B, r.Name, r.By, r.At, r.NameA, r.NameB}
}

func logListing(rows []query.LogRow) *listing {
	l := &listing{columns: []string{"n", "at", "by", "judgement"}}
	for _, r := range rows {
		at := strings.TrimSuffix(r.At.UTC().Format("2006-01-02T15:04:05Z"), "T00:00:00Z")
		l.rows = append(l.rows, []string{fmt.Sprint(r.N), at, r.By, judgementWords(r.Judgement, r.NameA, r.NameB)})
		l.items = append(l.items, logJSON(r))
	}
	return l
}
