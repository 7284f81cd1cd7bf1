package eval

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// Gold is what a person found in one article. Its notation is described in
// testdata/README.md.
type Gold struct {
	Name  string // of the article
	Text  string // the paragraphs without marks, a line each
	Paras []Para
	Names []Mark
	Times []Mark
	Facts []Fact
}

// Para is one paragraph of the gold text.
type Para struct {
	nlp.Span // of Gold.Text
	Kind     article.BlockKind
}

// Mark is a stretch of the text with what it is: the kind of a name, the value
// of a time expression.
type Mark struct {
	nlp.Span // of Gold.Text
	Value    string
}

// Fact is one line of answers: an event or a state.
type Fact struct {
	Line     int // of the file, from 1
	Para     int // index into Gold.Paras: where it is first told
	Type     graph.TypeID
	State    bool
	From, To []string // who; empty where the text names nobody
	When     string   // EDTF, empty where the text gives no date
	Claimed  []string // who says so; empty: the article itself, unless Denied
	DeniedBy []string
	Denied   bool // the article itself says that it is not so
	Fact     graph.Factuality
	Mode     graph.Mode
	HasMode  bool
	Place    string
	Manner   string
	Content  string
	Role     string
	Value    string
}

// ParseGold reads a gold file. Errors name file and line.
func ParseGold(name, source string) (*Gold, error) {
	g := &Gold{Name: name}
	var text strings.Builder
	for n, line := range strings.Split(source, "\n") {
		line = strings.TrimRight(line, " \r")
		var err error
		switch {
		case line == "":
		case strings.HasPrefix(line, "> "):
			if len(g.Paras) == 0 {
				err = fmt.Errorf("an answer before the first paragraph")
				break
			}
			var f Fact
			if f, err = parseFact(line[2:]); err == nil {
				f.Line, f.Para = n+1, len(g.Paras)-1
				g.Facts = append(g.Facts, f)
			}
		default:
			err = g.paragraph(line, &text)
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n+1, err)
		}
	}
	if len(g.Paras) == 0 {
		return nil, fmt.Errorf("%s: no text", name)
	}
	g.Text = text.String()
	return g, nil
}

// heads say what kind of paragraph a line is.
var heads = []struct {
	mark string
	kind article.BlockKind
}{{"# ", article.TitleBlock}, {"## ", article.Subtitle}, {"- ", article.ListItem}}

// paragraph takes the marks out of a line and keeps where they were.
func (g *Gold) paragraph(line string, text *strings.Builder) error {
	p := Para{Kind: article.Body}
	for _, h := range heads {
		if rest, ok := strings.CutPrefix(line, h.mark); ok {
			line, p.Kind = rest, h.kind
			break
		}
	}
	p.Start = text.Len()
	for len(line) > 0 {
		i := strings.IndexAny(line, "[{\\")
		if i < 0 {
			break
		}
		text.WriteString(line[:i])
		line = line[i:]
		switch line[0] {
		case '\\':
			if len(line) < 2 {
				return fmt.Errorf("a backslash ends the line")
			}
			text.WriteByte(line[1])
			line = line[2:]
		case '[':
			inner, rest, ok := strings.Cut(line[1:], "]")
			j := strings.LastIndexByte(inner, ' ')
			if !ok || j < 1 {
				return fmt.Errorf("a name is marked [words kind], not %q", line)
			}
			kind, known := kinds[inner[j+1:]]
			if !known {
				return fmt.Errorf("unknown kind %q of a name", inner[j+1:])
			}
			start := text.Len()
			text.WriteString(inner[:j])
			g.Names = append(g.Names, Mark{nlp.Span{Start: start, End: text.Len()}, string(kind)})
			line = rest
		case '{':
			inner, rest, ok := strings.Cut(line[1:], "}")
			words, value, bar := strings.Cut(inner, "|")
			if !ok || !bar || words == "" || value == "" {
				return fmt.Errorf("a time is marked {words|value}, not %q", line)
			}
			start := text.Len()
			text.WriteString(words)
			g.Times = append(g.Times, Mark{nlp.Span{Start: start, End: text.Len()}, value})
			line = rest
		}
	}
	text.WriteString(line)
	p.End = text.Len()
	text.WriteByte('\n')
	g.Paras = append(g.Paras, p)
	return nil
}

// kinds are the names of kinds in gold.
var kinds = map[string]graph.Kind{
	"person": graph.Person, "org": graph.Organisation, "gpe": graph.GPE, "place": graph.Place,
	"facility": graph.Facility, "group": graph.Group, "product": graph.Product, "work": graph.Work,
	"law": graph.Law, "occasion": graph.Occasion,
}

//go:embed relations.txt
var relations string

// Relation is a line of relations.txt: what gold may call an event or state.
type Relation struct {
	ID    graph.TypeID
	Class graph.Class // "STATE-OF" for states that hold
}

// stateClass marks the relations that are states, not events.
const stateClass = "-"

// Relations is the inventory by name.
func Relations() map[graph.TypeID]Relation {
	all := map[graph.TypeID]Relation{}
	for _, line := range strings.Split(relations, "\n") {
		class, names, ok := strings.Cut(line, "\t")
		if !ok || line[0] == '#' {
			continue
		}
		for _, n := range strings.Fields(names) {
			all[graph.TypeID(n)] = Relation{graph.TypeID(n), graph.Class(class)}
		}
	}
	return all
}

var inventory = Relations()

// parseFact reads "A & B relation C @ EDTF (note; note)".
func parseFact(line string) (f Fact, err error) {
	if i := strings.LastIndex(line, " ("); i >= 0 && strings.HasSuffix(line, ")") {
		for _, note := range strings.Split(line[i+2:len(line)-1], ";") {
			if err := f.note(strings.TrimSpace(note)); err != nil {
				return f, err
			}
		}
		line = strings.TrimSpace(line[:i])
	}
	if head, edtf, ok := strings.Cut(line, " @ "); ok {
		line, f.When = head, strings.TrimSpace(edtf)
		if _, err := when.Parse(f.When); err != nil {
			return f, fmt.Errorf("date %q: %w", f.When, err)
		}
	}
	words := splitWords(line)
	at := slices.IndexFunc(words, func(w string) bool { _, ok := inventory[graph.TypeID(w)]; return ok })
	if at < 1 || at == len(words)-1 {
		return f, fmt.Errorf("no relation of the inventory between two sides in %q", line)
	}
	rel := inventory[graph.TypeID(words[at])]
	f.Type, f.State = rel.ID, rel.Class == stateClass
	f.From, f.To = side(words[:at]), side(words[at+1:])
	return f, nil
}

// splitWords cuts at spaces, quoted phrases whole.
func splitWords(s string) (words []string) {
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		if s[0] == '"' {
			if i := strings.IndexByte(s[1:], '"'); i >= 0 {
				words = append(words, s[:i+2])
				s = s[i+2:]
				continue
			}
		}
		w, rest, _ := strings.Cut(s, " ")
		words = append(words, w)
		s = rest
	}
	return words
}

// side joins the words of one side into names, apart at "&"; "_" is nobody.
func side(words []string) (names []string) {
	for _, n := range strings.Split(strings.Join(words, " "), " & ") {
		if n = strings.Trim(n, `" `); n != "" && n != "_" {
			names = append(names, n)
		}
	}
	return names
}

var modes = map[string]graph.Mode{
	"present": graph.Present, "planned": graph.Planned, "hypothetical": graph.Hypothetical, "ordered": graph.Ordered, "habitual": graph.Habitual,
}

var factualities = map[string]graph.Factuality{"probable": graph.Probable, "possible": graph.Possible, "unknown": graph.Unknown}

// note reads one of the notes in brackets behind an answer.
func (f *Fact) note(s string) error {
	if m, ok := modes[s]; ok {
		// "planned; hypothetical": the last one holds
		f.Mode, f.HasMode = m, true
		return nil
	}
	if v, ok := factualities[s]; ok {
		f.Fact = v
		return nil
	}
	if s == "denied" {
		f.Denied = true
		return nil
	}
	if who, ok := strings.CutPrefix(s, "claimed by "); ok {
		f.Claimed = append(f.Claimed, side(splitWords(who))...)
		return nil
	}
	if who, ok := strings.CutPrefix(s, "denied by "); ok {
		f.DeniedBy = append(f.DeniedBy, side(splitWords(who))...)
		return nil
	}
	key, value, ok := strings.Cut(s, ": ")
	field := map[string]*string{"place": &f.Place, "manner": &f.Manner, "content": &f.Content, "role": &f.Role, "value": &f.Value}[key]
	if !ok || field == nil {
		return fmt.Errorf("unknown note %q", s)
	}
	*field = value
	return nil
}
