package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"dateline/graph/query"
	"dateline/graph/store"
)

func reviewCommand() *cli.Command {
	return &cli.Command{
		Name: "review", Usage: "go through the pairs that may be one and wait for a person",
		Description: `Shows the pairs of entities and events that the rules neither join nor hold for
different, the likeliest first, one at a time with what speaks for and against it and the sentences
of both. A key answers: y they are one, n they are not, u it cannot be told, s skip,
q stop. Without a terminal, lines of these letters are read from standard input; with
--format the pairs are listed and nothing is asked.

Examples:
   dateline review
   dateline review --format jsonl > pairs.jsonl`,
		Flags: flags(judgeFlags(), []cli.Flag{
			&cli.StringFlag{Name: "format", Aliases: []string{"f"}, Usage: "list the pairs: " + strings.Join(listingFormats, ", ")},
			&cli.IntFlag{Name: "limit", Aliases: []string{"n"}, Value: 100, Usage: "at most `N` pairs; 0: all"},
		}),
		Action: runReview,
	}
}

type pairJSON struct {
	A        sideJSON      `json:"a"`
	B        sideJSON      `json:"b"`
	Event    bool          `json:"event"`
	Score    float64       `json:"score"`
	Features []featureJSON `json:"features"`
}

type sideJSON struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	What      string   `json:"what"`
	Articles  int      `json:"articles"`
	Sentences []string `json:"sentences,omitempty"`
}

type featureJSON struct {
	Name   string  `json:"name"`
	Words  string  `json:"words"`
	Weight float64 `json:"weight"`
}

func runReview(c *cli.Context) error {
	if c.Args().Present() {
		return badUsage(c, "review takes no argument %q", c.Args().First())
	}
	if c.Int("limit") < 0 {
		return badUsage(c, "--limit %d: it must not be negative", c.Int("limit"))
	}
	if c.String("format") != "" {
		return asking(c, func(s *store.Store) error {
			rows, omitted, err := query.Review(c.Context, s, c.Int("limit"))
			if err != nil {
				return askError(err)
			}
			return reviewListing(c, rows, omitted).write(c)
		})
	}
	j, err := judgeOf(c)
	if err != nil {
		return err
	}
	s, err := openJudging(c)
	if err != nil {
		return err
	}
	defer s.Close()
	rows, _, err := query.Review(c.Context, s, c.Int("limit"))
	if err != nil {
		return askError(err)
	}
	if len(rows) == 0 {
		fmt.Fprintln(c.App.ErrWriter, "nothing waits for a person in", databaseName(c))
		return nil
	}
	keys := keyboard(c.App.Reader)
	n := 0
	for i, r := range rows {
		writePair(c.App.Writer, r, i+1, len(rows))
		fmt.Fprint(c.App.Writer, "\none? [y]es [n]o [u]nsure [s]kip [q]uit ")
		verdict, stop := verdictOf(keys, c.App.Writer)
		if stop {
			break
		}
		if verdict == "" {
			continue
		}
		j.A, j.B, j.Verdict = r.A, r.B, verdict
		if err := s.Judge(c.Context, j); err != nil {
			return err
		}
		j.At = j.At.Add(time.Nanosecond)
		n++
	}
	fmt.Fprintf(c.App.Writer, "%s; 'dateline log' lists them, 'dateline undo' takes one back\n", plural(n, "judgement"))
	return nil
}

// verdictOf reads keys until one is an answer; stop at q or the end of the input.
func verdictOf(k *keys, w io.Writer) (v store.Verdict, stop bool) {
	for {
		r, err := k.next()
		if err != nil {
			fmt.Fprintln(w)
			return "", true
		}
		word := map[rune]string{'y': "one", 'n': "two", 'u': "unsure", 's': "skipped", 'q': "stopped"}[r]
		if word == "" {
			continue
		}
		fmt.Fprintln(w, word)
		return map[rune]store.Verdict{'y': store.SameAs, 'n': store.NotSame, 'u': store.Unsure}[r], r == 'q'
	}
}

func writePair(w io.Writer, r query.ReviewRow, i, n int) {
	fmt.Fprintf(w, "\n%d of %d, score %.2f\n", i, n, r.Score)
	for _, x := range []query.Node{r.Left, r.Right} {
		fmt.Fprintf(w, "  %s  (%s; %s)  %s\n", oneLine(x.Name), oneLine(x.What), plural(x.Articles, "article"), x.ID)
		for _, s := range x.Sentences {
			fmt.Fprintf(w, "      %s\n", markTrigger(s, [2]string{"«", "»"}))
			fmt.Fprintf(w, "      %s\n", sourceWords(s))
		}
	}
	for _, f := range r.Features {
		fmt.Fprintf(w, "  %+.2f %s: %s\n", f.Weight, f.Name, oneLine(f.Words))
	}
}

func reviewListing(c *cli.Context, rows []query.ReviewRow, omitted int) *listing {
	l := &listing{columns: []string{"score", "a", "b", "why", "id of a", "id of b"}, nothing: "nothing waits for a person in " + databaseName(c)}
	if omitted > 0 {
		l.note = fmt.Sprintf("%d more pairs; --limit shows them", omitted)
	}
	side := func(n query.Node) sideJSON {
		out := sideJSON{ID: n.ID, Name: n.Name, What: n.What, Articles: n.Articles}
		for _, s := range n.Sentences {
			out.Sentences = append(out.Sentences, s.Sentence)
		}
		return out
	}
	for _, r := range rows {
		var why []string
		p := pairJSON{A: side(r.Left), B: side(r.Right), Event: r.Event, Score: round2(r.Score), Features: []featureJSON{}}
		for _, f := range r.Features {
			why = append(why, fmt.Sprintf("%s %+.2f", f.Name, f.Weight))
			p.Features = append(p.Features, featureJSON{f.Name, f.Words, round2(f.Weight)})
		}
		l.rows = append(l.rows, []string{fmt.Sprintf("%.2f", r.Score), r.Left.Name, r.Right.Name, strings.Join(why, ", "), r.A, r.B})
		l.items = append(l.items, p)
	}
	return l
}

// keys are single keys of a terminal, or letters of another input.
type keys struct {
	in       *bufio.Reader
	terminal int // its descriptor, -1
}

func keyboard(in io.Reader) *keys {
	k := &keys{in: bufio.NewReader(in), terminal: -1}
	if f, ok := in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		k.terminal = int(f.Fd())
	}
	return k
}

// next is the next key. A terminal gives it without a return, and is as it was afterwards; the
// keys that end a program end the input.
func (k *keys) next() (rune, error) {
	if k.terminal >= 0 {
		old, err := term.MakeRaw(k.terminal)
		if err != nil {
			return 0, err
		}
		defer term.Restore(k.terminal, old)
	}
	r, _, err := k.in.ReadRune()
	if err == nil && (r == 3 || r == 4) {
		err = io.EOF
	}
	return r, err
}
