package train

import (
	"bufio"
	"encoding/json"
	"io"
	"strings"

	"dateline/ingest/article"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/token"
)

// Plain reads articles or news items as JSON, one a line, and gives them with
// their sentences and words. The text is in the field "text", paragraphs divided
// by line breaks.
func Plain(r io.Reader) ([]*nlp.Document, error) {
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<26)
	var out []*nlp.Document
	for in.Scan() {
		var item struct{ Title, Text string }
		if err := json.Unmarshal(in.Bytes(), &item); err != nil {
			return nil, err
		}
		a := &article.Article{}
		for line := range strings.SplitSeq(item.Title+"\n"+item.Text, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				start := len(a.Text)
				a.Text += line + "\n"
				a.Blocks = append(a.Blocks, article.Block{Start: start, End: len(a.Text) - 1})
			}
		}
		d := &nlp.Document{Article: a}
		if err := token.Stage.Run(d); err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, in.Err()
}
