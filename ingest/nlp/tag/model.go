package tag

import (
	"fmt"
	"strings"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/linear"
)

// Class is a pair of tags that the treebanks use.
type Class struct {
	Tag  nlp.Tag
	Fine nlp.Fine
}

// Script makes a lemma of a form: cut so many bytes off its end and put others
// there.
type Script struct {
	Keep bool // the letter case of the form
	Cut  int
	Add  string
}

// Apply is the lemma of form.
func (s Script) Apply(form string) string {
	if !s.Keep {
		form = strings.ToLower(form)
	}
	if s.Cut > len(form) {
		return form
	}
	if s.Cut == 0 && s.Add == "" {
		return form
	}
	return form[:len(form)-s.Cut] + s.Add
}

// ScriptOf is the script that makes lemma of form.
func ScriptOf(form, lemma string) Script {
	lower := strings.ToLower(form)
	keep := false
	if shared(form, lemma) > shared(lower, lemma) {
		keep, lower = true, form
	}
	n := shared(lower, lemma)
	return Script{Keep: keep, Cut: len(lower) - n, Add: lemma[n:]}
}

func shared(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// Lexicon is what was learnt about words from text: the class each has most
// often in the treebanks (0: unknown), and its cluster.
type Lexicon struct {
	Usual    map[uint32]uint8
	Clusters map[uint32]uint16
}

func (l *Lexicon) usual(lower uint32) uint32 { return uint32(l.Usual[lower]) }

func (l *Lexicon) cluster(lower uint32) uint32 { return uint32(l.Clusters[lower]) }

// Model is all that tagging needs.
type Model struct {
	Classes []Class
	Scripts []Script
	Lexicon Lexicon
	Tags    *linear.Model
	Lemmas  *linear.Model
}

// Pack is the model as bytes, the same for the same model.
func (m *Model) Pack() ([]byte, error) {
	var w linear.Writer
	w.Number(len(m.Classes))
	for _, c := range m.Classes {
		w.Number(int(c.Tag))
		w.Number(int(c.Fine))
	}
	w.Number(len(m.Scripts))
	for _, s := range m.Scripts {
		keep := 0
		if s.Keep {
			keep = 1
		}
		w.Number(keep)
		w.Number(s.Cut)
		w.Text(s.Add)
	}
	linear.WriteMap(&w, m.Lexicon.Usual)
	linear.WriteMap(&w, m.Lexicon.Clusters)
	w.Model(m.Tags)
	w.Model(m.Lemmas)
	return linear.Compress(w.Bytes())
}

// Open reads what Pack made.
func Open(packed []byte) (*Model, error) {
	r, err := linear.NewReader(packed)
	if err != nil {
		return nil, err
	}
	m := &Model{}
	for range r.Count() {
		m.Classes = append(m.Classes, Class{nlp.Tag(r.Number()), nlp.Fine(r.Number())})
	}
	for range r.Count() {
		m.Scripts = append(m.Scripts, Script{Keep: r.Number() == 1, Cut: r.Number(), Add: r.Text()})
	}
	m.Lexicon.Usual = linear.ReadMap[uint8](r)
	m.Lexicon.Clusters = linear.ReadMap[uint16](r)
	m.Tags = r.Model()
	m.Lemmas = r.Model()
	if err := r.Err(); err != nil {
		return nil, fmt.Errorf("tag: %w", err)
	}
	return m, nil
}
