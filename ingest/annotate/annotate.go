// Package annotate writes the layers of one article in the formats of the field,
// so that anybody can look at them or score them with their own tools. It takes a
// Document that the pipeline has read, and adds nothing to it.
package annotate

import (
	"encoding/json"
	"io"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/conllu"
	"dateline/ingest/timex/timeml"
)

// Format is one way to write a document.
type Format struct {
	Name  string
	Help  string
	Write func(io.Writer, *nlp.Document) error
}

// Formats is the list of them; the command's help and errors read it.
var Formats = []Format{
	{"explain", "every layer as text for a person", Explain},
	{"facts", "events and claims, one a line", Facts},
	{"conllu", "tokens, tags and dependencies: CoNLL-U", writeCoNLLU},
	{"iob", "names: token, tag and IOB2 label in columns", IOB},
	{"timeml", "time expressions, events and their links: TimeML 1.2.1", timeml.Write},
	{"triples", "open relations: subject, predicate, arguments, divided by tabs", Triples},
	{"plover", "events as PLOVER records with actor and sector codes, divided by tabs", PLOVER},
	{"5w1h", "who, what, when, where, why, how of the main event, divided by tabs", Lead},
	{"jsonl", "article, entities, events and states, one JSON object a line (docs/schema.md)", Records},
	{"json", "every layer as one JSON object", writeJSON},
}

// Lookup is the format of that name.
func Lookup(name string) (Format, bool) {
	for _, f := range Formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// Names are the names of all formats, in order.
func Names() []string {
	names := make([]string, len(Formats))
	for i, f := range Formats {
		names[i] = f.Name
	}
	return names
}

func writeCoNLLU(w io.Writer, d *nlp.Document) error {
	return conllu.Write(w, conllu.Sentences(d))
}

func writeJSON(w io.Writer, d *nlp.Document) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(d)
}
