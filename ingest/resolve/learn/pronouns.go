package learn

import (
	"strings"

	"dateline/graph"
	"dateline/ingest/resolve"
)

// Pronouns counts decisions on "he" and "she", in any form, among two people or more.
type Pronouns struct{ Right, All int }

// Decide has the program decide on each "he" and "she" of x that means somebody before it or, in the sentence,
// after it, while somebody else may be meant; what was decided before is taken as right. With blind, nothing tells men
// from women, so that more people compete.
func (x *Doc) Decide(blind bool) (p Pronouns) {
	groups := x.groups()
	learn := resolve.Learn
	if blind {
		learn = resolve.LearnBlind
	}
	d := clone(x.Document)
	learn(d, func(m int, options []resolve.Option) int {
		best, right, people := 0, -1, 0
		for i, o := range options {
			if o.Score > options[best].Score {
				best = i
			}
			if o.Mention < 0 {
				continue
			}
			if d.Mentions[o.Mention].Kind == graph.Person {
				people++
			}
			if right < 0 && groups[m] != "" && groups[o.Mention] == groups[m] {
				right = i
			}
		}
		if !gendered(d.Word(d.Mentions[m].Head)) || right < 0 || people < 2 {
			return best
		}
		p.All++
		if k := options[best].Mention; k >= 0 && groups[k] == groups[m] {
			p.Right++
		}
		return right
	})
	return p
}

// Add sums the counts of two documents.
func (p Pronouns) Add(o Pronouns) Pronouns { return Pronouns{p.Right + o.Right, p.All + o.All} }

func gendered(word string) bool {
	switch strings.ToLower(word) {
	case "he", "him", "his", "himself", "she", "her", "hers", "herself":
		return true
	}
	return false
}
