package tag

import (
	"fmt"
	"strings"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/linear"
	"dateline/ingest/nlp/neural"
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
	return s.change(form)
}

// change is Apply for a form in the right letter case.
func (s Script) change(form string) string {
	if s.Cut > len(form) || s.Cut == 0 && s.Add == "" {
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

// Model is all that tagging needs.
type Model struct {
	Classes    []Class
	Scripts    []Script
	Vocabulary neural.Vocabulary
	Encoder    *neural.Encoder
	Out        neural.Dense // classes by a word's vector
	Lemmas     *linear.Model
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
	linear.WriteMap(&w, m.Vocabulary)
	m.Encoder.Write(&w)
	m.Out.Write(&w)
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
	m.Vocabulary = linear.ReadMap[uint16](r)
	m.Encoder = neural.ReadEncoder(r)
	m.Out = neural.ReadDense(r)
	m.Lemmas = r.Model()
	if err := r.Err(); err != nil {
		return nil, fmt.Errorf("tag: %w", err)
	}
	return m, nil
}
