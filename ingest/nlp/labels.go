package nlp

import "strings"

// Tag is a universal part of speech (UPOS, Universal Dependencies v2).
type Tag uint8

// The universal parts of speech.
const (
	NoTag Tag = iota
	ADJ
	ADP
	ADV
	AUX
	CCONJ
	DET
	INTJ
	NOUN
	NUM
	PART
	PRON
	PROPN
	PUNCT
	SCONJ
	SYM
	VERB
	X
)

// Fine is a Penn Treebank part of speech, as the English treebanks of Universal
// Dependencies give it in the XPOS column.
type Fine uint8

// The Penn tags.
const (
	NoFine Fine = iota
	CC
	CD
	DT
	EX
	FW
	IN
	JJ
	JJR
	JJS
	LS
	MD
	NN
	NNP
	NNPS
	NNS
	PDT
	POS
	PRP
	PRPS
	RB
	RBR
	RBS
	RP
	SYMBOL
	TO
	UH
	VB
	VBD
	VBG
	VBN
	VBP
	VBZ
	WDT
	WP
	WPS
	WRB
	FineStop
	FineComma
	FineColon
	FineOpenQuote
	FineCloseQuote
	FineOpenBracket
	FineCloseBracket
	HYPH
	NFP
	FineCurrency
	ADD
	AFX
	GW
	FineNumberSign
)

// Dep is a Universal Dependencies relation with its English subtype.
type Dep uint8

// The relations.
const (
	NoDep Dep = iota
	DepRoot
	DepPunct
	DepCase
	DepDet
	DepNsubj
	DepAdvmod
	DepAmod
	DepObj
	DepObl
	DepNmod
	DepConj
	DepCompound
	DepCc
	DepMark
	DepAux
	DepCop
	DepNmodPoss
	DepAdvcl
	DepXcomp
	DepFlat
	DepAclRelcl
	DepCcomp
	DepAcl
	DepAppos
	DepAuxPass
	DepNummod
	DepParataxis
	DepNsubjPass
	DepNmodUnmarked
	DepOblUnmarked
	DepDiscourse
	DepCompoundPrt
	DepExpl
	DepFixed
	DepIobj
	DepList
	DepOblAgent
	DepDep
	DepNmodDesc
	DepCsubj
	DepNsubjOuter
	DepAdvclRelcl
	DepDetPredet
	DepVocative
	DepReparandum
	DepGoeswith
	DepCcPreconj
	DepOrphan
	DepDislocated
	DepCsubjPass
	DepCsubjOuter
)

var tagNames = [...]string{"_", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"}

var fineNames = [...]string{"_", "CC", "CD", "DT", "EX", "FW", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB", ".", ",", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP", "$", "ADD", "AFX", "GW", "#"}

var depNames = [...]string{"_", "root", "punct", "case", "det", "nsubj", "advmod", "amod", "obj", "obl", "nmod", "conj", "compound", "cc", "mark", "aux", "cop", "nmod:poss", "advcl", "xcomp", "flat", "acl:relcl", "ccomp", "acl", "appos", "aux:pass", "nummod", "parataxis", "nsubj:pass", "nmod:unmarked", "obl:unmarked", "discourse", "compound:prt", "expl", "fixed", "iobj", "list", "obl:agent", "dep", "nmod:desc", "csubj", "nsubj:outer", "advcl:relcl", "det:predet", "vocative", "reparandum", "goeswith", "cc:preconj", "orphan", "dislocated", "csubj:pass", "csubj:outer"}

// Counts of the label sets, the unset label 0 included.
const (
	NumTags  = len(tagNames)
	NumFines = len(fineNames)
	NumDeps  = len(depNames)
)

func (t Tag) String() string { return tagNames[t] }

func (f Fine) String() string { return fineNames[f] }

func (d Dep) String() string { return depNames[d] }

// Base is the relation without its subtype: nsubj:pass is nsubj.
func (d Dep) Base() Dep { return depBase[d] }

var (
	tagIndex  = index(tagNames[:])
	fineIndex = index(fineNames[:])
	depIndex  = index(depNames[:])
	depBase   = bases()
)

// TagOf is the tag with the given name, NoTag if there is none.
func TagOf(name string) Tag { return Tag(tagIndex[name]) }

// FineOf is the Penn tag with the given name, NoFine if there is none.
func FineOf(name string) Fine { return Fine(fineIndex[name]) }

// DepOf is the relation with the given name. An unknown subtype gives its base,
// an unknown base NoDep.
func DepOf(name string) Dep {
	if d, ok := depIndex[name]; ok {
		return Dep(d)
	}
	base, _, _ := strings.Cut(name, ":")
	return Dep(depIndex[base])
}

func index(names []string) map[string]uint8 {
	m := make(map[string]uint8, len(names))
	for i, n := range names[1:] {
		m[n] = uint8(i + 1)
	}
	return m
}

func bases() (b [NumDeps]Dep) {
	for i, n := range depNames {
		base, _, _ := strings.Cut(n, ":")
		b[i] = Dep(depIndex[base])
	}
	return b
}
