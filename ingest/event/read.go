package event

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"dateline/graph"
)

// Load reads the *.txt of fsys as frame files. Errors name file and line; all
// errors of all files are joined.
func Load(fsys fs.FS) (*Frames, error) { return load(nil, fsys) }

// With is f and the relations of another folder: a file whose type f has too
// replaces it.
func (f *Frames) With(fsys fs.FS) (*Frames, error) { return load(f, fsys) }

func load(base *Frames, fsys fs.FS) (*Frames, error) {
	w, err := loadWords()
	if err != nil {
		return nil, err
	}
	f := &Frames{
		byID: map[graph.TypeID]*Relation{}, topics: map[graph.TypeID]graph.Type{},
		verbs: map[string][]*Pattern{}, nouns: map[string][]*Pattern{},
		adjs: map[string][]*Pattern{}, roles: map[string][]*Pattern{}, words: w,
	}
	names, err := fs.Glob(fsys, "*.txt")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var errs []error
	var rels []*Relation
	for _, name := range names {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		r, err := parseFile(w, path.Base(name), string(b))
		if err != nil {
			errs = append(errs, err)
			continue
		}
		rels = append(rels, r)
	}
	if base != nil {
		for _, r := range base.relations {
			if !slices.ContainsFunc(rels, func(n *Relation) bool { return n.ID == r.ID }) {
				f.relations = append(f.relations, r)
			}
		}
	}
	f.relations = append(f.relations, rels...)
	for _, r := range f.relations {
		if old := f.byID[r.ID]; old != nil {
			errs = append(errs, fmt.Errorf("%s:1: type %s is already in %s", r.File, r.ID, old.File))
			continue
		}
		f.byID[r.ID] = r
		if r.TopicID != "" {
			f.topics[r.TopicID] = topicType(r.TopicID)
		}
		for _, p := range r.Patterns {
			m := [...]map[string][]*Pattern{f.verbs, f.nouns, f.adjs, f.roles}[p.kind]
			m[p.lemma] = append(m[p.lemma], p)
		}
	}
	f.cut = map[string]string{}
	for l := range f.verbs {
		for _, wrong := range nearLemmas(l) {
			if len(wrong) > 2 && f.verbs[wrong] == nil {
				f.cut[wrong] = l
			}
		}
	}
	for _, id := range w.topics {
		f.topics[id] = topicType(id)
	}
	for _, r := range f.relations {
		if r.Parent != "" && f.byID[r.Parent] == nil {
			errs = append(errs, fmt.Errorf("%s:1: parent %s is no type", r.File, r.Parent))
		}
	}
	return f, errors.Join(errs...)
}

// nearLemmas is what a lemmatiser that cuts endings by rule may make of the
// lemma l: "blam", "bombe", "boycot".
func nearLemmas(l string) []string {
	n := len(l)
	out := []string{l + "e"}
	if n > 3 {
		out = append(out, l+l[n-1:], l+"d") // "patroll", "disagreed"
	}
	if l[n-1] == 'e' {
		out[0] = l[:n-1]
	} else if n > 3 && (l[n-1] == l[n-2] || l[n-1] == 't' || l[n-1] == 'b') {
		out = append(out, l[:n-1])
	}
	return out
}

func topicType(id graph.TypeID) graph.Type {
	return graph.Type{ID: id, Label: strings.ReplaceAll(string(id), "_", " "), Topic: true}
}

// reader is the state of reading one file.
type reader struct {
	words *words
	rel   *Relation
	file  string
	line  int
	last  *Example
	errs  []error
}

func (r *reader) fail(format string, args ...any) {
	r.errs = append(r.errs, fmt.Errorf("%s:%d: %s", r.file, r.line, fmt.Sprintf(format, args...)))
}

func parseFile(w *words, name, text string) (*Relation, error) {
	r := &reader{words: w, file: name, rel: &Relation{File: name, Manners: map[string]string{}}}
	for i, line := range strings.Split(text, "\n") {
		r.line = i + 1
		line = strings.TrimRight(line, " \t\r")
		trimmed := strings.TrimLeft(line, " \t")
		switch {
		case trimmed == "" || trimmed[0] == '#':
		case line[0] == '=':
			r.example(line[1:], false, false)
		case strings.HasPrefix(line, "?="):
			r.example(line[2:], false, true)
		case strings.HasPrefix(line, "?!"):
			r.example(line[2:], true, true)
		case line[0] == '!':
			r.example(line[1:], true, false)
		case line[0] == ' ' || line[0] == '\t':
			if len(r.rel.Examples) == 0 || r.rel.Examples[len(r.rel.Examples)-1].Not {
				r.fail("a reading must follow a line that starts with =")
				continue
			}
			e := &r.rel.Examples[len(r.rel.Examples)-1]
			e.Readings = append(e.Readings, trimmed)
		default:
			word, rest, _ := strings.Cut(strings.ReplaceAll(line, "\t", "  "), " ")
			r.directive(word, strings.TrimSpace(rest))
		}
	}
	r.line = 1
	switch {
	case r.rel.ID == "":
		r.fail("no type line")
	case r.rel.Class == "":
		r.fail("no class line")
	}
	for _, p := range r.rel.Patterns {
		r.finish(p)
	}
	return r.rel, errors.Join(r.errs...)
}

func (r *reader) example(s string, not, known bool) {
	r.rel.Examples = append(r.rel.Examples, Example{Sentence: strings.TrimSpace(s), Not: not, Known: known, File: r.file, Line: r.line})
}

var kinds = []graph.Kind{graph.Person, graph.Organisation, graph.GPE, graph.Place, graph.Facility, graph.Group, graph.Product, graph.Work, graph.Law, graph.Occasion, graph.Thing}

func (r *reader) directive(word, rest string) {
	rel := r.rel
	switch word {
	case "type":
		r.typeLine(rest)
	case "class":
		rel.Class = graph.Class(rest)
	case "from", "to":
		ks, b := r.kindList(rest)
		if word == "from" {
			rel.From, rel.from = ks, b
		} else {
			rel.To, rel.to = ks, b
		}
	case "symmetric":
		rel.Symmetric = true
	case "state":
		rel.State = true
	case "hostile":
		rel.Hostile = true
	case "through":
		rel.Through = true
	case "shared":
		rel.Shared = true
	case "reports":
		rel.Reports = true
	case "topic":
		rel.TopicID = graph.TypeID(rest)
	case "plover":
		rel.Plover = graph.Class(rest)
	case "parent":
		rel.Parent = graph.TypeID(rest)
	case "counts":
		rel.Counts = rest
	case "tags":
		rel.Tags = strings.Fields(rest)
	case "manner":
		name, list, ok := strings.Cut(rest, " ")
		if !ok {
			r.fail("manner needs a name and words: manner phone  telephone, phone")
			return
		}
		for _, w := range commas(list) {
			rel.Manners[w] = name
		}
	case "verb":
		r.pattern(verbPattern, rest)
	case "noun":
		r.pattern(nounPattern, rest)
	case "adj":
		r.pattern(adjPattern, rest)
	case "role":
		r.pattern(rolePattern, rest)
	default:
		r.fail("unknown keyword %q (known: adj, class, counts, from, hostile, manner, noun, parent, plover, reports, role, shared, state, symmetric, tags, through, to, topic, type, verb)", word)
	}
}

func (r *reader) typeLine(rest string) {
	id, labels, _ := strings.Cut(rest, " ")
	r.rel.ID = graph.TypeID(id)
	for _, c := range id {
		if (c < 'a' || c > 'z') && c != '_' {
			r.fail("type %q: use small letters and _", id)
			break
		}
	}
	parts := strings.Split(labels, `"`)
	if len(parts) < 3 {
		r.fail(`type needs a label in quotation marks: type acquired "acquired" / "was acquired by"`)
		return
	}
	r.rel.Label, r.rel.Inverse = parts[1], parts[1]
	if len(parts) >= 5 {
		r.rel.Inverse = parts[3]
	}
}

func (r *reader) kindList(s string) ([]graph.Kind, bits) {
	var ks []graph.Kind
	var b bits
	for _, w := range strings.Fields(s) {
		c, ok := r.words.class[w]
		if !ok {
			r.fail("unknown kind or class %q", w)
			continue
		}
		b |= c
		for i, k := range kinds {
			if c&(1<<i) != 0 && !slices.Contains(ks, k) {
				ks = append(ks, k)
			}
		}
	}
	return ks, b
}

func commas(s string) []string {
	var out []string
	for _, w := range strings.Split(s, ",") {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// pattern reads "LEMMAS [+ OBJECTS]  SLOTS": two spaces part the columns.
func (r *reader) pattern(kind kindOf, rest string) {
	words, slots, _ := strings.Cut(rest, "  ")
	words, objects, light := strings.Cut(words, " + ")
	proto := Pattern{rel: r.rel, kind: kind, actor: -1, other: -1, conf: baseConfidence[kind], rule: r.file + ":" + strconv.Itoa(r.line)}
	if light {
		for _, o := range commas(objects) {
			ws := strings.Fields(o)
			proto.objects = append(proto.objects, phrase{ws[len(ws)-1], ws[:len(ws)-1]})
		}
	}
	if kind != rolePattern {
		r.slots(&proto, strings.TrimSpace(slots))
	}
	all := commas(words)
	if len(all) == 0 {
		r.fail("a pattern needs a word")
	}
	for _, w := range all {
		p := proto
		ws := strings.Fields(w)
		switch {
		case kind == verbPattern:
			p.lemma = ws[0]
			p.particle = strings.Join(ws[1:], " ")
		default:
			p.lemma = ws[len(ws)-1]
			p.before = ws[:len(ws)-1]
		}
		r.rel.Patterns = append(r.rel.Patterns, &p)
	}
}

var baseConfidence = [...]float64{verbPattern: 0.8, nounPattern: 0.65, adjPattern: 0.7, rolePattern: 0.85}
