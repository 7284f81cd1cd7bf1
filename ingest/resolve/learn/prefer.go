package learn

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// least is how often a word must govern nouns of known sorts to get a line.
const least = 12

// Preferences counts in the plain news of the open data which sorts of nouns each
// verb has as subject and object, and which own each noun: people, bodies and
// countries, or things. It writes the list that lexicon/en/preferences.txt is:
// relation and lemma, then how many of a hundred are people, and how many bodies.
func Preferences(data, out string, log func(string, ...any)) error {
	counts := map[string]*[3]int{}
	n := 0
	for _, path := range []string{"wikinews/wikinews.jsonl.gz", "current-events/current-events.jsonl.gz"} {
		if err := each(filepath.Join(data, path), func(text string) error {
			if n++; n%10000 == 0 {
				log("%d texts", n)
			}
			return count(text, counts)
		}); err != nil {
			return err
		}
	}
	var b strings.Builder
	b.WriteString("# What sorts of nouns words govern: relation (subj, obj, poss) and lemma, people and bodies of a hundred. Counted by\n" +
		"# \"dateline train --preferences\" from Wikipedia's current events and Wikinews (CC BY-SA 4.0, CC BY 2.5; docs/data.md).\n")
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		c := counts[k]
		if sum := c[0] + c[1] + c[2]; sum >= least {
			fmt.Fprintf(&b, "%s\t%d\t%d\n", k, 100*c[0]/sum, 100*c[1]/sum)
		}
	}
	return os.WriteFile(out, []byte(b.String()), 0o644)
}

func each(path string, yield func(string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	lines := bufio.NewReader(z)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var row struct{ Text string }
			if err := json.Unmarshal(line, &row); err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
			if err := yield(row.Text); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func count(text string, counts map[string]*[3]int) error {
	d, err := parsed(text)
	if err != nil {
		return err
	}
	kinds := map[int]graph.Kind{}
	for _, m := range d.Mentions {
		kinds[m.Head] = m.Kind
	}
	for t := range d.Tokens {
		tok := &d.Tokens[t]
		if tok.Head < 0 {
			continue
		}
		rel := ""
		switch {
		case tok.Dep == nlp.DepNsubj && d.Tokens[tok.Head].Tag == nlp.VERB, tok.Dep == nlp.DepOblAgent:
			rel = "subj"
		case (tok.Dep == nlp.DepObj || tok.Dep == nlp.DepNsubjPass) && d.Tokens[tok.Head].Tag == nlp.VERB:
			rel = "obj"
		case tok.Dep == nlp.DepNmodPoss:
			rel = "poss"
		default:
			continue
		}
		sort := sortOf(d, t, kinds)
		if sort < 0 {
			continue
		}
		key := rel + " " + strings.ToLower(d.Tokens[tok.Head].Lemma)
		if counts[key] == nil {
			counts[key] = new([3]int)
		}
		counts[key][sort]++
	}
	return nil
}

// sortOf is 0 for people, 1 for bodies and countries, 2 for things, -1 for what
// does not tell.
func sortOf(d *nlp.Document, t int, kinds map[int]graph.Kind) int {
	switch kinds[t] {
	case graph.Person, graph.Group:
		return 0
	case graph.Organisation, graph.GPE:
		return 1
	case "":
	default:
		return 2
	}
	tok := &d.Tokens[t]
	if tok.Tag == nlp.PRON {
		switch tok.Fine {
		case nlp.PRP, nlp.PRPS:
			switch strings.ToLower(d.Word(t)) {
			case "he", "she", "him", "her", "his":
				return 0
			}
		}
		return -1
	}
	if tok.Tag != nlp.NOUN {
		return -1
	}
	if e, ok := lexicon.Words("actors").Get(strings.ToLower(d.Word(t))); ok {
		switch graph.Kind(e.Field(1)) {
		case graph.Person, graph.Group:
			return 0
		case graph.Organisation, graph.GPE:
			return 1
		}
	}
	e, ok := lexicon.Words("senses").Get(strings.ToLower(tok.Lemma))
	if !ok {
		return -1
	}
	switch e.Field(0) {
	case "person":
		return 0
	case "group":
		return 1
	}
	return 2
}
