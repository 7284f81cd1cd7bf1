package train

import (
	"fmt"
	"strconv"
	"strings"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/nlp/train/grad"
)

// soft is what a teacher thinks a word might be, with how likely it holds each to
// be: to learn from its doubts as well is worth more than from its choices alone
// (Hinton, Vinyals and Dean 2015). A list is empty where it is sure.
type soft struct {
	tags  []maybe[tag.Class]
	heads []maybe[int] // from the sentence's first word, -1 for the root
	deps  []maybe[nlp.Dep]
}

type maybe[T any] struct {
	what T
	part float32 // the parts of a list sum to 1
}

// softOf reads the last column of a word that a teacher annotated:
// "Tags=ADJ/JJ>60,NOUN/NN>40|Heads=3>89,2>11|Deps=nsubj>97,obj>3", in hundredths.
func softOf(misc string) (s soft, err error) {
	for field := range strings.SplitSeq(misc, "|") {
		name, list, _ := strings.Cut(field, "=")
		switch name {
		case "Tags":
			s.tags, err = maybes(list, func(name string) (tag.Class, error) {
				upos, xpos, ok := strings.Cut(name, "/")
				if !ok {
					return tag.Class{}, fmt.Errorf("%q is no pair of tags", name)
				}
				return tag.Class{Tag: nlp.TagOf(upos), Fine: nlp.FineOf(xpos)}, nil
			})
		case "Heads":
			s.heads, err = maybes(list, func(name string) (int, error) {
				n, err := strconv.Atoi(name)
				return n - 1, err
			})
		case "Deps":
			s.deps, err = maybes(list, func(name string) (nlp.Dep, error) { return nlp.DepOf(name), nil })
		}
		if err != nil {
			return s, fmt.Errorf("%s: %w", name, err)
		}
	}
	return s, nil
}

// maybes reads a list; names may hold commas.
func maybes[T any](list string, read func(string) (T, error)) (out []maybe[T], err error) {
	var sum float32
	for list != "" {
		name, rest, ok := strings.Cut(list, ">")
		number, next, _ := strings.Cut(rest, ",")
		list = next
		part, err := strconv.Atoi(number)
		if !ok || err != nil || part <= 0 {
			return nil, fmt.Errorf("%q of %q is no share", number, name)
		}
		what, err := read(name)
		if err != nil {
			return nil, err
		}
		out = append(out, maybe[T]{what, float32(part)})
		sum += float32(part)
	}
	for i := range out {
		out[i].part /= sum
	}
	return out, nil
}

// ones are the shares of choices without a doubt.
var ones = func() (all [512]grad.Share) {
	for i := range all {
		all[i] = grad.Share{Column: int32(i), Part: 1}
	}
	return all
}()

// shares is a list by column; where it is empty, the column sure alone (none if
// that is below 0).
func shares[T any](list []maybe[T], sure int32, column func(T) int32) []grad.Share {
	if len(list) == 0 {
		if sure < 0 {
			return nil
		}
		return ones[sure : sure+1 : sure+1]
	}
	out := make([]grad.Share, len(list))
	for i, m := range list {
		out[i] = grad.Share{Column: column(m.what), Part: m.part}
	}
	return out
}
