package store

import (
	"math"
	"strings"

	"dateline/graph"
	"dateline/graph/when"
)

// This file packs states as the index keeps them under the entities they hold of and at: an office is asked
// for with every name that is shown, and from its quads it would be put together by some thirty looks.

// packState is s, as its article tells it; its id is in the key.
func packState(s graph.State) []byte {
	p := &packer{b: make([]byte, 0, 128)}
	p.str(string(s.Type))
	p.str(within(s.ID, s.From))
	p.str(within(s.ID, s.To))
	p.str(s.Value)
	edtf := ""
	if !s.When.IsZero() {
		edtf = s.When.String()
	}
	p.str(edtf)
	p.flags(s.Former)
	p.num(int64(len(s.Claims)))
	for _, c := range s.Claims {
		for _, n := range []int{c.Start, c.End, c.Trigger[0], c.Trigger[1], int(c.Polarity), int(c.Factuality), int(c.Mode)} {
			p.num(int64(n))
		}
		p.flags(c.Direct)
		p.str(c.Cue)
		p.str(c.Rule)
		p.num(int64(math.Float64bits(c.Confidence)))
		p.num(int64(len(c.Claimant)))
		for _, id := range c.Claimant {
			p.str(within(s.ID, id))
		}
	}
	return p.b
}

// sameArticle stands for the article of the state at the beginning of an id. No id holds such a letter.
const sameArticle = "\x01"

// within is the id of an entity, without its article where that is the one of the state.
func within(state graph.EventID, id graph.EntityID) string {
	if art := ArticleOf(state); art != "" && art == ArticleOf(id) {
		return sameArticle + string(id[len(art):])
	}
	return string(id)
}

// unpackState is the inverse of packState; ok is false where the index holds nothing that it made.
func unpackState(id graph.EventID, b []byte) (s graph.State, ok bool) {
	if len(b) == 0 {
		return s, false
	}
	u := &unpacker{b: b, s: string(b)}
	art := ArticleOf(id)
	entity := func() graph.EntityID {
		e := u.str()
		if rest, ok := strings.CutPrefix(e, sameArticle); ok {
			e = string(art) + rest
		}
		return graph.EntityID(e)
	}
	s = graph.State{ID: id, Type: graph.TypeID(u.str()), From: entity(), To: entity(), Value: u.str()}
	if edtf := u.str(); edtf != "" {
		p, err := when.Parse(edtf)
		if err != nil {
			return s, false
		}
		s.When = p
	}
	s.Former = u.num() != 0
	s.Claims = make([]graph.Claim, u.count())
	for i := range s.Claims {
		c := &s.Claims[i]
		c.Article = art
		c.Start, c.End, c.Trigger = int(u.num()), int(u.num()), [2]int{int(u.num()), int(u.num())}
		c.Polarity, c.Factuality, c.Mode = graph.Polarity(u.num()), graph.Factuality(u.num()), graph.Mode(u.num())
		c.Direct = u.num() != 0
		c.Cue, c.Rule = u.str(), u.str()
		c.Confidence = math.Float64frombits(uint64(u.num()))
		if n := u.count(); n > 0 {
			c.Claimant = make([]graph.EntityID, n)
			for j := range c.Claimant {
				c.Claimant[j] = entity()
			}
		}
	}
	return s, !u.bad && u.at == len(b)
}
