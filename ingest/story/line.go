package story

import (
	"slices"
	"strings"

	"dateline/graph"
)

// line tells the event in one line a person can read: "Mark Milley spoke with
// Valery Gerasimov", "Ukraine accused Russia of troop buildup".
func (t *teller) line(e *graph.Event, fs []filler) string {
	typ, ok := t.d.Types[e.Type]
	label := typ.Label
	if !ok || label == "" {
		label = strings.ReplaceAll(string(e.Type), "_", " ")
	}
	var actors, recipients, contents, objects []string
	many := false // recipients
	for i := range fs {
		name := t.name(&fs[i], e.Class)
		if name == "" {
			continue
		}
		switch fs[i].role {
		case "actor":
			actors = add(actors, name)
		case "recipient", "participant":
			recipients = add(recipients, name)
			many = many || fs[i].many || len(recipients) > 1
		case "content":
			contents = add(contents, name)
		case "what":
			objects = add(objects, name)
		}
	}
	if typ.Symmetric && len(actors) == 0 && len(recipients) > 1 {
		actors, recipients = recipients[:1], recipients[1:]
	}
	if typ.Symmetric && len(recipients) == 0 && len(actors) > 1 {
		actors, recipients = actors[:1], actors[1:]
	}
	if e.Class == stateClass && len(contents) > 0 {
		recipients = nil // to whom it was said
	}
	if both(actors, recipients) {
		recipients = []string{eachOther}
	}
	if len(contents) > 1 {
		contents = contents[:1]
	}
	var parts []string
	verb, tail := cutPreposition(label)
	for i, c := range contents {
		// "agreed to" + "to buy", "accused" ... "of" + "of favouring".
		if rest, ok := strings.CutPrefix(c, tail+" "); ok && tail != "" && (tailTakesContent[e.Class] || len(recipients) == 0) {
			contents[i] = rest
		}
	}
	switch {
	case len(objects) > 0 && len(actors) > 0 && len(contents) == 0 && tail != "" && !strings.Contains(verb, " "):
		// "deployed to": what was deployed stands before where to.
		parts = []string{list(actors), verb, list(objects)}
		if len(recipients) > 0 {
			parts = append(parts, tail, list(recipients))
		}
	case len(actors) == 0 && len(recipients) > 0 && typ.Inverse != "" && !typ.Symmetric:
		inverse, by := cutPreposition(typ.Inverse)
		if len(contents) > 0 && by == tail {
			inverse = typ.Inverse // "was accused of"
		}
		if rest, ok := strings.CutPrefix(inverse, oneVerb); ok && many {
			inverse = manyVerb + rest
		}
		parts = []string{list(recipients), inverse}
		if len(contents) > 0 && tail != "" {
			parts = append(parts, contents[0])
		}
	case typ.Symmetric && len(actors) == 0:
		parts = []string{list(recipients), verb}
	case len(recipients) > 0 && len(contents) > 0 && tail != "" && !tailTakesContent[e.Class]:
		parts = []string{list(actors), label, list(recipients), contents[0]}
	case len(recipients) > 0 && len(contents) > 0 && tail != "":
		parts = []string{list(actors), verb, list(recipients), tail, contents[0]}
	case len(recipients) > 0:
		parts = []string{list(actors), label, list(recipients)}
	case len(contents) > 0:
		if tail == recipientTail {
			label = verb // "requested of" somebody, but whom is not said
		}
		parts = []string{list(actors), label, contents[0]}
	default:
		parts = []string{list(actors), verb}
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// quote rewrites the lines of sayings whose content is one event of its own, so
// that they read "Ukraine said: Russia massed troops near Ukraine".
func (t *teller) quote() {
	text := map[graph.EventID]string{}
	for i := range t.d.Events {
		text[t.d.Events[i].ID] = t.d.Events[i].Text
	}
	for i := range t.d.Events {
		e := &t.d.Events[i]
		label := t.d.Types[e.Type].Label
		if e.Class != stateClass || label == "" {
			continue
		}
		var contents []graph.EventID
		for _, r := range e.Roles {
			if r.Name == "content" && r.Event != "" {
				contents = append(contents, r.Event)
			}
		}
		if before, _, ok := strings.Cut(e.Text, " "+label+" "); ok && len(contents) == 1 && text[contents[0]] != "" {
			e.Text = before + " " + label + ": " + text[contents[0]]
		}
	}
}

// cutPreposition divides "accused of" into the verb and what its content follows.
func cutPreposition(label string) (verb, tail string) {
	if i := strings.LastIndexByte(label, ' '); i > 0 && slices.Contains(tails, label[i+1:]) {
		return label[:i], label[i+1:]
	}
	return label, ""
}

// name is how a filler is called in the line.
func (t *teller) name(f *filler, class graph.Class) string {
	if f.entity >= 0 && f.entity < len(t.d.Entities) {
		return t.d.Entities[f.entity].Name
	}
	if f.topic != "" && tailTakesContent[class] {
		if typ, ok := t.d.Types[f.topic]; ok && typ.Topic && typ.Label != "" {
			return typ.Label
		}
	}
	if f.words.End > f.words.Start && f.words.End-f.words.Start <= maxWords {
		return t.d.Inside(t.tokenAt(f.words.Start), t.d.Text(f.words))
	}
	if f.topic != "" {
		return strings.ReplaceAll(string(f.topic), "_", " ")
	}
	if f.words.End > f.words.Start {
		text := t.d.Inside(t.tokenAt(f.words.Start), t.d.Text(f.words))[:maxWords]
		if i := strings.LastIndexByte(text, ' '); i > 0 {
			return text[:i] + " …"
		}
	}
	return ""
}

// eachOther stands for recipients who are the actors.
const eachOther = "each other"

// tailTakesContent are the classes whose labels end in the preposition of the
// content ("accused of"); the labels of others end in the recipient's ("appealed to").
var tailTakesContent = map[graph.Class]bool{"ACCUSE": true, "THREATEN": true}

// stateClass is the class of saying, announcing, confirming.
const stateClass graph.Class = "STATE"

// The auxiliary by which labels are passive, for one and for several.
const oneVerb, manyVerb = "was ", "were "

// recipientTail is the preposition by which a label names its recipient.
const recipientTail = "of"

// tails are the prepositions that labels end in, which say nothing without what follows.
var tails = strings.Fields("of to with from on in for at by against between about near over into after")

// maxWords is how many bytes of the article's own words fit into a line.
const maxWords = 90

func add(list []string, s string) []string {
	for _, x := range list {
		if x == s {
			return list
		}
	}
	return append(list, s)
}

// list joins names: "A", "A and B", "A, B and C".
func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// both reports whether the same names stand on both sides of an event.
func both(actors, recipients []string) bool {
	if len(actors) < 2 || len(actors) != len(recipients) {
		return false
	}
	for _, a := range actors {
		if !slices.Contains(recipients, a) {
			return false
		}
	}
	return true
}
