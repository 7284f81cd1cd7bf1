package crossdoc

import (
	"fmt"
	"strings"
	"time"

	"dateline/ingest/eval/meantime"
	"dateline/ingest/nlp"
)

// ReadStory reads a story with its answers: articles that begin with "=== DAY", in which
// [words|id] is a mention of an entity and {words|id participant...} one of an event, the ids
// being the story's. Lines that begin with "#" are comments.
func ReadStory(name, text string) ([]meantime.CrossGold, error) {
	var out []meantime.CrossGold
	var b strings.Builder
	var g *meantime.CrossGold
	wants := [][]string{} // participants of each event, by id
	finish := func() error {
		if g == nil {
			return nil
		}
		g.Text = b.String()
		for i := range g.Events {
			for _, id := range wants[i] {
				at := -1
				for j, m := range g.Entities {
					if m.Instance == name+" "+id {
						at = j
						break
					}
				}
				if at >= 0 {
					g.Events[i].Participants = append(g.Events[i].Participants, at)
				}
			}
		}
		return nil
	}
	for n, line := range strings.Split(text, "\n") {
		switch {
		case line == "" || line[0] == '#':
			continue
		case strings.HasPrefix(line, "=== "):
			if err := finish(); err != nil {
				return nil, err
			}
			day, err := time.Parse("2006-01-02", line[4:])
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %q is no day", name, n+1, line[4:])
			}
			out = append(out, meantime.CrossGold{ID: fmt.Sprintf("%s%d", name, len(out)+1), Published: day})
			g = &out[len(out)-1]
			b.Reset()
			wants = nil
			continue
		case g == nil:
			return nil, fmt.Errorf("%s:%d: a sentence before the first article", name, n+1)
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		from := b.Len()
		for rest := line; rest != ""; {
			i := strings.IndexAny(rest, "[{")
			if i < 0 {
				b.WriteString(rest)
				break
			}
			b.WriteString(rest[:i])
			end := strings.IndexByte(rest[i:], map[byte]byte{'[': ']', '{': '}'}[rest[i]])
			words, ids, ok := "", "", false
			if end > 0 {
				words, ids, ok = strings.Cut(rest[i+1:i+end], "|")
			}
			if !ok || len(strings.Fields(ids)) == 0 {
				return nil, fmt.Errorf("%s:%d: %q is no mention", name, n+1, rest[i:])
			}
			m := meantime.CrossMention{Span: nlp.Span{Start: b.Len(), End: b.Len() + len(words)}, Instance: name + " " + strings.Fields(ids)[0]}
			b.WriteString(words)
			if rest[i] == '[' {
				g.Entities = append(g.Entities, m)
			} else {
				g.Events = append(g.Events, m)
				wants = append(wants, strings.Fields(ids)[1:])
			}
			rest = rest[i+end+1:]
		}
		g.Sentences = append(g.Sentences, nlp.Span{Start: from, End: b.Len()})
	}
	return out, finish()
}
