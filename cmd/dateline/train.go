package main

import (
	"fmt"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"dateline/ingest/nlp/train"
	"dateline/ingest/nlp/train/nametrain"
	"dateline/ingest/resolve/learn"
)

func trainCommand() *cli.Command {
	return &cli.Command{
		Name:      "train",
		Usage:     "make the models of sentences, tags and dependencies again",
		ArgsUsage: " ",
		Description: `Learns the models that are built into the program from treebanks and plain
text, and writes them where the next build finds them. The folder of the data
holds ud-ewt, gum, current-events, wikinews and masc; docs/models.md says what they
are, and how a teacher annotates the texts first. The same data give the same models.

Examples:
   dateline train --data data/open --words words.conllu.gz
   dateline train --data data/open --silver silver.conllu.gz --out ingest/nlp
   dateline train --data data/open --names silver.jsonl.gz --out ingest/nlp
   dateline train --data data/open --coref ingest/resolve/coref.model`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "data", Required: true, Usage: "the folder with the treebanks and texts"},
			&cli.StringFlag{Name: "silver", Usage: "the plain texts as a teacher annotated them: its `FILE` (docs/models.md)"},
			&cli.StringFlag{Name: "words", Usage: "only write the words that a teacher is to annotate to `FILE`"},
			&cli.StringFlag{Name: "without", Usage: "leave out the documents of treebanks whose name holds `WORD`, to measure on them"},
			&cli.StringFlag{Name: "names", Usage: "learn the model of names instead, from GUM and news that a teacher labelled: its `FILE` (docs/names.md)"},
			&cli.StringFlag{Name: "coref", Usage: "learn the model of coreference instead, from GUM, into `FILE` (a minute; docs/names.md)"},
			&cli.StringFlag{Name: "out", Value: "ingest/nlp", Usage: "the folder of the stages"},
		},
		Action: func(c *cli.Context) error {
			log := func(format string, args ...any) { fmt.Fprintf(c.App.ErrWriter, format+"\n", args...) }
			if out := c.String("coref"); out != "" {
				return learn.Run(c.String("data"), out, log)
			}
			if silver := c.String("names"); silver != "" {
				return nametrain.Run(c.String("data"), silver, filepath.Join(c.String("out"), "name", "name.model"), c.App.ErrWriter)
			}
			r := train.Recipe{
				Data: c.String("data"), Out: c.String("out"), Silver: c.String("silver"), Without: c.String("without"),
				Log: log,
			}
			switch words := c.String("words"); {
			case words != "":
				return output(c, words, r.Words)
			case r.Silver == "":
				return badUsage(c, "train needs --silver FILE, the plain texts as a teacher annotated them (docs/models.md), or --words, --names or --coref")
			}
			return r.Run()
		},
	}
}
