package annotate

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"dateline/ingest/nlp"
)

// IOB writes the named mentions of d in columns that tabs separate: word, tag,
// and a label in the IOB2 scheme (Ramshaw and Marcus 1995, as CoNLL-2003 uses it:
// B-person, I-person, O). Sentences are divided by empty lines. Only the proper
// name of a mention is labelled, not its title; of nested names, the outer one.
func IOB(w io.Writer, d *nlp.Document) error {
	labels := make([]string, len(d.Tokens))
	for _, m := range d.Mentions {
		if m.Form != nlp.Named {
			continue
		}
		name := m.Name
		if name.Start == name.End {
			name = m.Span
		}
		first := true
		for i := m.First; i < m.Last; i++ {
			if !name.Contains(d.Tokens[i].Span) {
				continue
			}
			if labels[i] != "" && strings.HasPrefix(labels[i], "I-") {
				break // inside an outer name
			}
			if first {
				labels[i] = "B-" + string(m.Kind)
			} else {
				labels[i] = "I-" + string(m.Kind)
			}
			first = false
		}
	}
	b := bufio.NewWriter(w)
	for _, s := range d.Sentences {
		for i := s.First; i < s.Last; i++ {
			label := labels[i]
			if label == "" {
				label = "O"
			}
			fmt.Fprintf(b, "%s\t%s\t%s\n", d.Word(i), d.Tokens[i].Tag, label)
		}
		fmt.Fprintln(b)
	}
	return b.Flush()
}
