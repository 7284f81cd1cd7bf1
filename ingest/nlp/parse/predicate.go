package parse

import "dateline/ingest/nlp"

// predicate mends verbs of the present that were taken for nouns ("police arrest 37 suspects", "the militia clashes
// with rebels"): no noun has an object, none with an ending of its own has a subject and a phrase that only verbs
// have. What was made its compound is then the subject, with what stands before it. Where the whole
// sentence would be a noun and an apposition without a comma ("A court sentences Felipe Vargas to ten
// years."), what was made the apposition is the object.
func predicate(tokens []nlp.Token, first int) {
	for i := 1; i < len(tokens); i++ {
		t := &tokens[i]
		if t.Fine != nlp.NN && t.Fine != nlp.NNS || !clausal(t.Dep) {
			continue
		}
		subject, beside, object, name, bare, noun := -1, -1, -1, -1, true, false
		for j := range tokens {
			if tokens[j].Head != first+i {
				continue
			}
			switch tokens[j].Dep {
			case nlp.DepNsubj:
				subject = j
			case nlp.DepCompound:
				if j < i && j > i-5 && end(tokens, first, j) == i {
					beside = j
				}
			case nlp.DepObj:
				if j > i {
					object = j
				}
			case nlp.DepObl:
				if j > i && t.Fine == nlp.NNS && object < 0 {
					object = j
				}
			case nlp.DepAppos:
				if j > i && tokens[i+1].Tag != nlp.PUNCT && begin(tokens, first, j) == i+1 {
					name = j
				}
			case nlp.DepCop, nlp.DepAux, nlp.DepNmodPoss, nlp.DepCase:
				noun = true
			case nlp.DepDet, nlp.DepAmod, nlp.DepNummod:
				bare = false
			}
		}
		alone := object < 0 && name >= 0 && max(subject, beside) >= 0 && t.Dep == nlp.DepRoot && tokens[len(tokens)-1].Fine == nlp.FineStop &&
			(t.Fine == nlp.NNS && tokens[max(subject, beside)].Fine != nlp.NNS || tokens[i+1].Tag == nlp.NUM || tokens[i+1].Tag == nlp.DET)
		switch {
		case noun:
			continue
		case subject >= 0 && bare && object >= 0:
		case subject >= 0 && bare && alone:
			tokens[name].Dep = nlp.DepObj
		case subject < 0 && beside >= 0 && object >= 0 && tokens[object].Dep == nlp.DepObj:
			give(tokens[:beside], first+i, first+beside)
			tokens[beside].Dep = nlp.DepNsubj
		case subject < 0 && alone:
			give(tokens[:beside], first+i, first+beside)
			tokens[beside].Dep, tokens[name].Dep = nlp.DepNsubj, nlp.DepObj
		default:
			continue
		}
		if t.Tag = nlp.VERB; t.Fine == nlp.NNS {
			t.Fine = nlp.VBZ
		} else {
			t.Fine = nlp.VBP
		}
	}
}

// clausal reports whether what has the relation is the head of a clause, if it is a verb.
func clausal(d nlp.Dep) bool {
	switch d {
	case nlp.DepRoot, nlp.DepCcomp, nlp.DepAdvcl, nlp.DepConj, nlp.DepParataxis, nlp.DepAclRelcl:
		return true
	}
	return false
}

// give makes the parts of a noun phrase that hang on one token hang on another.
func give(tokens []nlp.Token, from, to int) {
	for j := range tokens {
		if t := &tokens[j]; t.Head == from {
			switch t.Dep {
			case nlp.DepDet, nlp.DepAmod, nlp.DepCompound, nlp.DepNummod, nlp.DepNmodPoss, nlp.DepNmod:
				t.Head = to
			}
		}
	}
}
