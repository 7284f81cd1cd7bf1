package event

import (
	"fmt"
	"path"
	"strings"

	"dateline/graph"
	"dateline/ingest/lexicon"
)

// bits is a set of kinds of entity and classes of noun.
type bits uint64

// words is what words/*.txt say: classes of nouns, prepositions, light verbs,
// control verbs, topics, contexts, numbers.
type words struct {
	class     map[string]bits // name of a kind or class, or of a union of them
	noun      map[string]bits // lemma -> its classes
	preps     map[string]bool
	light     map[string]bool // verbs that lend a noun their subject
	control   map[string]bool // verbs whose subject is that of their infinitive
	relative  map[string]bool // relative pronouns
	negators  map[string]bool
	modals    map[string]bool // auxiliaries that make a content no report
	owners    bits            // nouns that act for whoever owns them: troops, ministry
	objects   map[string]bool // prepositions of clauses whose subject is the object before
	duties    map[string]bool // auxiliaries that make a content a demand
	future    map[string]bool // auxiliaries that make a deed an intention
	each      map[string]bool // each other, one another
	agent     map[string]bool // by
	pair      map[string]bool // between
	genitive  map[string]bool // of
	origin    map[string]bool // of, from
	persuade  map[string]bool // verbs whose object is the subject of their infinitive
	urged     map[string]bool // call_on: words with the preposition before who is to do what the infinitive says
	adjunct   map[string]bool // prepositions before what the subject took part in
	each1     map[string]bool // "each side ..."
	two       map[string]bool // "the two countries"
	other     map[string]bool // "... the other"
	cause     map[string]bool // because, because of
	response  map[string]bool // "in response to"
	topicOf   map[string][]topicPhrase
	topics    []graph.TypeID
	contexts  map[string]uint32
	tags      []string
	numbers   map[string]float64
	units     map[string]string // people -> person, dollar -> USD
	approx    map[string]string // about, at least
	copula    string            // what an apposition says without a verb: "is"
	heldAt    map[string]string // office -> "national" or the kind of what it is held at
	skip      map[string]bool   // verbs that make no open relation
	clauses   map[string]bool   // prepositions that are conjunctions too: after
	expletive map[string]bool   // it, where it stands for nothing
	giving    map[string]bool   // grant, deny: a headline's past of them is a passive
	givenTo   map[string]bool   // to: who gets it
	forms     map[string]pastForms
	double    map[string]bool // verbs that double their last letter in the past
}

type topicPhrase struct {
	before []string
	id     graph.TypeID
}

// loadWords reads words/*.txt. Lines are "name  word, word"; a line that starts
// with a space goes on with the one before.
func loadWords() (*words, error) {
	w := &words{
		class: map[string]bits{}, noun: map[string]bits{}, preps: map[string]bool{},
		light: map[string]bool{}, control: map[string]bool{}, relative: map[string]bool{},
		negators: map[string]bool{}, modals: map[string]bool{}, duties: map[string]bool{}, objects: map[string]bool{}, future: map[string]bool{}, each: map[string]bool{},
		agent: map[string]bool{}, pair: map[string]bool{}, genitive: map[string]bool{}, origin: map[string]bool{}, persuade: map[string]bool{}, urged: map[string]bool{}, adjunct: map[string]bool{}, each1: map[string]bool{}, other: map[string]bool{}, two: map[string]bool{}, cause: map[string]bool{}, response: map[string]bool{},
		topicOf: map[string][]topicPhrase{}, contexts: map[string]uint32{},
		numbers: map[string]float64{}, units: map[string]string{}, approx: map[string]string{}, heldAt: map[string]string{}, skip: map[string]bool{}, clauses: map[string]bool{}, expletive: map[string]bool{}, giving: map[string]bool{}, givenTo: map[string]bool{},
		forms: map[string]pastForms{}, double: map[string]bool{},
	}
	for i, k := range kinds {
		w.class[string(k)] = 1 << i
	}
	for _, file := range []struct {
		name string
		read func(name string, list []string) error
	}{
		{"classes", w.classLine},
		{"grammar", w.grammarLine},
		{"topics", w.topicLine},
		{"contexts", w.contextLine},
		{"units", w.unitLine},
		{"offices", w.officeLine},
		{"inflect", w.inflectLine},
	} {
		if err := eachLine("words/"+file.name+".txt", file.read); err != nil {
			return nil, err
		}
	}
	for _, e := range lexicon.Words("irregular").Entries {
		past, participle := e.Field(0), e.Field(1)
		if participle == "" {
			participle = past
		}
		w.forms[e.Key] = pastForms{past, participle}
	}
	w.owners = w.class["owned"]
	for _, list := range [...]string{"offices", "actors"} {
		for _, e := range lexicon.Words(list).Entries {
			kind := graph.Kind(e.Field(1))
			if list == "offices" {
				kind = graph.Person
			}
			if b, ok := w.class[string(kind)]; ok && w.noun[e.Key] == 0 {
				w.noun[e.Key] = b | w.noun[strings.TrimSuffix(e.Key, "s")]
			}
		}
	}
	return w, nil
}

func eachLine(name string, read func(string, []string) error) error {
	b, err := wordFiles.ReadFile(name)
	if err != nil {
		return err
	}
	head := ""
	for i, line := range strings.Split(string(b), "\n") {
		line = strings.TrimRight(line, " \r")
		if line == "" || line[0] == '#' {
			continue
		}
		rest := line
		if line[0] != ' ' {
			head, rest, _ = strings.Cut(line, " ")
		}
		if err := read(head, commas(rest)); err != nil {
			return fmt.Errorf("%s:%d: %w", path.Base(name), i+1, err)
		}
	}
	return nil
}

// classLine is "class  noun, noun" or "class = class, class" (a union).
func (w *words) classLine(name string, list []string) error {
	if len(list) > 0 && strings.HasPrefix(list[0], "=") {
		var b bits
		for _, n := range list {
			n = strings.TrimSpace(strings.TrimPrefix(n, "="))
			c, ok := w.class[n]
			if !ok {
				return fmt.Errorf("unknown class %q", n)
			}
			b |= c
		}
		w.class[name] = b
		return nil
	}
	b, ok := w.class[name]
	if !ok {
		n := 0
		for _, c := range w.class {
			if c&(c-1) == 0 {
				n++
			}
		}
		if n >= 64 {
			return fmt.Errorf("more than 64 classes")
		}
		b = 1 << n
		w.class[name] = b
	}
	for _, l := range list {
		w.noun[l] |= b
	}
	return nil
}

func (w *words) grammarLine(name string, list []string) error {
	if name == "copula" && len(list) == 1 {
		w.copula = list[0]
		return nil
	}
	m, ok := map[string]map[string]bool{
		"preposition": w.preps, "light": w.light, "control": w.control, "relative": w.relative,
		"negator": w.negators, "modal": w.modals, "duty": w.duties, "objectof": w.objects, "future": w.future, "reciprocal": w.each, "skip": w.skip, "clause": w.clauses, "expletive": w.expletive, "giving": w.giving, "givento": w.givenTo,
		"agent": w.agent, "pair": w.pair, "genitive": w.genitive, "origin": w.origin, "persuade": w.persuade, "urged": w.urged, "adjunct": w.adjunct, "each": w.each1, "other": w.other, "two": w.two, "cause": w.cause, "response": w.response,
	}[name]
	if !ok {
		return fmt.Errorf("unknown list %q", name)
	}
	for _, l := range list {
		m[strings.ReplaceAll(l, " ", "_")] = true
	}
	return nil
}

func (w *words) topicLine(name string, list []string) error {
	id := graph.TypeID(name)
	w.topics = append(w.topics, id)
	for _, l := range list {
		ws := strings.Fields(l)
		head := ws[len(ws)-1]
		w.topicOf[head] = append(w.topicOf[head], topicPhrase{ws[:len(ws)-1], id})
	}
	return nil
}

func (w *words) contextLine(name string, list []string) error {
	i := len(w.tags)
	for j, t := range w.tags {
		if t == name {
			i = j
		}
	}
	if i == len(w.tags) {
		if i == 32 {
			return fmt.Errorf("more than 32 contexts")
		}
		w.tags = append(w.tags, name)
	}
	for _, l := range list {
		w.contexts[l] |= 1 << i
	}
	return nil
}

// officeLine is "national  office, ..." or "kind  office, ...".
func (w *words) officeLine(name string, list []string) error {
	if _, ok := w.class[name]; !ok && name != national && name != nowhere {
		return fmt.Errorf("unknown kind %q", name)
	}
	for _, l := range list {
		w.heldAt[l] = name
	}
	return nil
}

// What an office that is held at no body of a kind is: that of a whole country, or
// one whose place nothing but the text can tell.
const (
	national = "national"
	nowhere  = "nowhere"
)

// unitLine is "number word=value, …", "unit word=UNIT, …" or "approx phrase=NAME, …".
func (w *words) unitLine(name string, list []string) error {
	for _, l := range list {
		k, v, ok := strings.Cut(l, "=")
		if !ok {
			return fmt.Errorf("%q: expected word=value", l)
		}
		switch name {
		case "number":
			var x float64
			if _, err := fmt.Sscan(v, &x); err != nil {
				return fmt.Errorf("%q: %w", l, err)
			}
			w.numbers[k] = x
		case "unit":
			w.units[k] = v
		case "approx":
			w.approx[k] = v
		default:
			return fmt.Errorf("unknown list %q", name)
		}
	}
	return nil
}
