package store

import (
	"strings"

	"github.com/cayleygraph/quad"

	"dateline/graph"
)

// The predicates. Those of roles are "role:" and the role's name, those of
// direct edges the IRI of the relation. docs/vocabulary.md describes them all.
const (
	pTitle     = quad.IRI("title")
	pPublisher = quad.IRI("publisher")
	pAgency    = quad.IRI("agency")
	pPublished = quad.IRI("published")
	pURL       = quad.IRI("url")
	pPath      = quad.IRI("path")
	pSHA256    = quad.IRI("sha256")
	pModified  = quad.IRI("modified")
	pSection   = quad.IRI("section")
	pLang      = quad.IRI("lang")
	pText      = quad.IRI("text")
	pCopyOf    = quad.IRI("copy_of")
	pAbout     = quad.IRI("about") // one literal for what is only shown, never asked for

	pKind   = quad.IRI("kind")
	pName   = quad.IRI("name")
	pAlias  = quad.IRI("alias")
	pOffice = quad.IRI("office")

	pType  = quad.IRI("type")
	pOn    = quad.IRI("on")
	pWhen  = quad.IRI("when") // one literal: EDTF, basis, and what is only shown
	pPlace = quad.IRI("place")
	pFrom  = quad.IRI("from")
	pTo    = quad.IRI("to")

	pOf   = quad.IRI("of")
	pBy   = quad.IRI("by")   // who says so
	pVia  = quad.IRI("via")  // through whom it was passed on
	pSaid = quad.IRI("said") // one literal: spans, chain, certainty, rule
	pIs   = quad.IRI("is")   // what is exceptional about a claim: denied, planned ...

	pLabel   = quad.IRI("label")
	pInverse = quad.IRI("inverse")
	pClass   = quad.IRI("class")

	pSame     = quad.IRI("same")
	pArchived = quad.IRI("archived")
	pBatch    = quad.IRI("batch")

	pFirst   = quad.IRI("first")
	pSecond  = quad.IRI("second")
	pVerdict = quad.IRI("verdict")
	pAt      = quad.IRI("at")
)

// The types of our literals.
const (
	tAbout   = quad.IRI("dl:about")
	tWhen    = quad.IRI("dl:when")
	tSaid    = quad.IRI("dl:said")
	tArchive = quad.IRI("dl:facts")
	tBatch   = quad.IRI("dl:batch")
)

const (
	labelTypes = quad.IRI("types")
	rolePrefix = "role:"
	relPrefix  = "rel:"
	kindPrefix = "kind:"
	artPrefix  = "art:"
)

func articleIRI(id graph.ArticleID) quad.IRI { return iri(artPrefix + string(id)) }
func mergeLabel(id graph.ArticleID) quad.IRI { return iri("merge:" + string(id)) }
func humanLabel(name string) quad.IRI        { return iri("human:" + name) }
func typeIRI(id graph.TypeID) quad.IRI       { return iri(relPrefix + string(id)) }

// nodeIRI is the node of an entity, event or state: what is local to an article
// has "art:" before its id, what the lexicon knows has its own prefix already.
func nodeIRI[ID ~string](id ID) quad.IRI {
	if strings.Contains(string(id), "/") {
		return iri(artPrefix + string(id))
	}
	return iri(string(id))
}

// nodeID is the inverse of nodeIRI.
func nodeID(v quad.Value) string {
	i, _ := v.(quad.IRI)
	s := text(i)
	return strings.TrimPrefix(s, artPrefix)
}

// ArticleOf is the article that a local id belongs to, "" for an id of the lexicon.
func ArticleOf[ID ~string](id ID) graph.ArticleID {
	a, _, ok := strings.Cut(string(id), "/")
	if !ok {
		return ""
	}
	return graph.ArticleID(a)
}

const hexDigits = "0123456789ABCDEF"

// plain reports whether c may stand in an IRI of an N-Quads line as it is.
func plain(c byte) bool {
	return c > ' ' && c != 0x7f && c != '<' && c != '>' && c != '"' && c != '{' && c != '}' &&
		c != '|' && c != '\\' && c != '^' && c != '`' && c != '%'
}

// iri is s with what an IRI may not hold percent-encoded.
func iri(s string) quad.IRI {
	for i := 0; i < len(s); i++ {
		if !plain(s[i]) {
			return quad.IRI(escape(s, i))
		}
	}
	return quad.IRI(s)
}

func escape(s string, from int) string {
	var b strings.Builder
	b.WriteString(s[:from])
	for i := from; i < len(s); i++ {
		if c := s[i]; plain(c) {
			b.WriteByte(c)
		} else {
			b.WriteByte('%')
			b.WriteByte(hexDigits[c>>4])
			b.WriteByte(hexDigits[c&15])
		}
	}
	return b.String()
}

// text is the inverse of iri.
func text(i quad.IRI) string {
	s := string(i)
	if !strings.Contains(s, "%") {
		return s
	}
	var b strings.Builder
	for j := 0; j < len(s); j++ {
		if s[j] == '%' && j+2 < len(s) {
			hi, lo := strings.IndexByte(hexDigits, s[j+1]), strings.IndexByte(hexDigits, s[j+2])
			if hi >= 0 && lo >= 0 {
				b.WriteByte(byte(hi<<4 | lo))
				j += 2
				continue
			}
		}
		b.WriteByte(s[j])
	}
	return b.String()
}
