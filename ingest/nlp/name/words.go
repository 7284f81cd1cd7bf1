package name

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/linear"
)

// word is what the features of a token are made of.
type word struct {
	form, low       uint32 // hashes of the word, and of the word in small letters
	shape           uint32 // "Xx", "X.", "dd" ... hashed
	pre3, suf3      uint32
	pre2, suf2      uint32
	suf4            uint32
	class           uint32 // what word lists say: a set of the bits below
	gaz             uint32 // what the lexicon knows here: kind, sense, position; 0 if nothing
	doc             uint32 // what the rest of the document says of this word: bits
	run             int32  // index of the run of capitalised words it is in, -1
	capital, active bool
}

// Bits of word.class.
const (
	isFirstName = 1 << iota
	isHonorific
	isRank
	isOrgWord
	isOffice
	isFacilityWord
	isPlaceWord
	isGPEWord
	isMonth
	isActor
	isFemaleName
	isPronoun
)

// Bits of word.doc: how the same word, capitalised, stands elsewhere.
const (
	afterFirstName = 1 << iota // Mark Milley
	afterTitle                 // General Milley
	beforeOrgWord              // Milley Foundation
	afterIn                    // in Milley
	seenSmall                  // milley
	midSentence                // with a capital within a sentence
	inLongRun                  // in a run of three or more
	beforeComma                // Milley, Iowa
	afterBodyNoun              // salvage company Milley
	afterOfficeFor             // spokesman for Milley
	beforeWhich                // Milley, which
	beforeWho                  // Milley, who; Milley, 42
	beforeOffice               // Milley spokesman
	afterVillage               // the village of Milley
)

// stretch is a run of capitalised words, with the small joining words between
// them ("Department of Defence").
type stretch struct {
	first, last   int32 // tokens [first, last)
	before, after uint32
	head          uint32 // its last word, in small letters
	lead          uint32 // its first word
}

// Input is a document made ready for the model. It may be used for one document
// after another.
type Input struct {
	words     []word
	runs      []stretch
	Sentences [][2]int // tokens [first, last)
	caps      []uint8  // per sentence: how it is written
	docOf     map[uint32]uint32
	text      string
	tokens    []nlp.Token
	buf       []byte
	low       []byte
}

// How a sentence is written.
const (
	ordinary = iota
	titleCase
	allCaps
)

type wordLists struct {
	class     map[string]uint32 // by the word in small letters
	joins     map[string]bool   // small words inside names
	locatives map[string]bool
	bodyNouns map[string]bool // company, agency: a body's name often follows
	linking   map[string]bool // for, of, at: join an office and its body
}

var lists = sync.OnceValue(func() *wordLists {
	l := &wordLists{class: make(map[string]uint32, 16384), joins: map[string]bool{}, locatives: map[string]bool{}, bodyNouns: map[string]bool{}, linking: map[string]bool{}}
	add := func(name string, bit uint32, whole bool) {
		for _, e := range lexicon.Words(name).Entries {
			key := strings.ToLower(e.Key)
			if !whole && strings.Contains(key, " ") {
				key = key[strings.LastIndexByte(key, ' ')+1:]
			}
			l.class[key] |= bit
		}
	}
	for _, e := range lexicon.Words("firstnames").Entries {
		bit := uint32(isFirstName)
		if e.Field(0) == "f" {
			bit |= isFemaleName
		}
		l.class[strings.ToLower(e.Key)] |= bit
	}
	add("honorifics", isHonorific, true)
	add("ranks", isRank, false)
	add("orgwords", isOrgWord, true)
	add("offices", isOffice, false)
	add("facilitywords", isFacilityWord, true)
	add("placewords", isPlaceWord, true)
	add("gpewords", isGPEWord, true)
	add("months", isMonth, true)
	add("actors", isActor, true)
	add("pronouns", isPronoun, true)
	for _, e := range lexicon.Words("namejoins").Entries {
		switch e.Field(0) {
		case "join":
			l.joins[e.Key] = true
		case "in":
			l.locatives[e.Key] = true
		case "link":
			l.linking[e.Key] = true
		case "body":
			l.bodyNouns[e.Key] = true
		}
	}
	for _, e := range lexicon.Words("actors").Entries {
		if e.Field(1) == "organisation" {
			l.bodyNouns[e.Key] = true
		}
	}
	return l
})

// Read makes the document ready: text, its tokens, its sentences.
func (in *Input) Read(text string, tokens []nlp.Token, sentences [][2]int) {
	l := lists()
	in.text, in.tokens = text, tokens
	in.words = in.words[:0]
	in.runs = in.runs[:0]
	in.caps = in.caps[:0]
	in.Sentences = append(in.Sentences[:0], sentences...)
	if in.docOf == nil || len(in.docOf) > 1<<12 {
		in.docOf = map[uint32]uint32{} // to clear a large map takes its time, for each short article after a long one
	}
	clear(in.docOf)
	for i := range tokens {
		in.words = append(in.words, in.word(l, text[tokens[i].Start:tokens[i].End]))
	}
	for _, s := range in.Sentences {
		in.caps = append(in.caps, in.casing(s[0], s[1]))
		from := len(in.runs)
		in.findRuns(l, text, tokens, s[0], s[1])
		in.gazetteer(text, tokens, s[0], s[1])
		in.evidence(l, text, tokens, s[0], s[1], from)
	}
	for i := range in.words {
		if w := &in.words[i]; w.capital {
			w.doc = in.docOf[w.low]
		}
	}
}

func (in *Input) word(l *wordLists, s string) word {
	low := in.low[:0]
	upper := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			low = append(low[:0], strings.ToLower(s)...)
			upper = string(low) != s
			break
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
			upper = true
		}
		low = append(low, c)
	}
	in.low = low
	w := word{form: linear.Text(s), low: hash(low), shape: shape(s), capital: upper, run: -1, class: l.class[string(low)]}
	n := len(low)
	w.pre2, w.pre3 = hash(low[:min(2, n)]), hash(low[:min(3, n)])
	w.suf2, w.suf3, w.suf4 = hash(low[max(0, n-2):]), hash(low[max(0, n-3):]), hash(low[max(0, n-4):])
	return w
}

func hash(b []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range b {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// shape is the pattern of letters, digits and others, runs shortened to one and
// a mark that it was longer.
func shape(s string) uint32 {
	h := uint32(2166136261)
	prev, count := byte(0), 0
	for _, r := range s {
		var c byte
		switch {
		case 'a' <= r && r <= 'z':
			c = 'x'
		case 'A' <= r && r <= 'Z':
			c = 'X'
		case '0' <= r && r <= '9':
			c = 'd'
		case r < utf8.RuneSelf:
			c = byte(r)
		case unicode.IsUpper(r):
			c = 'X'
		case unicode.IsLower(r):
			c = 'x'
		default:
			c = '?'
		}
		if c == prev {
			count++
			if count > 2 {
				continue
			}
		} else {
			count = 1
		}
		prev = c
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// casing tells how the sentence is written, by its words of four letters or more.
func (in *Input) casing(first, last int) uint8 {
	long, capital := 0, 0
	for i := first; i < last; i++ {
		w := &in.words[i]
		if w.shape == shapeSmall {
			long++
		} else if w.capital {
			long++
			capital++
		}
	}
	upper := 0
	for i := first; i < last; i++ {
		if in.words[i].shape == shapeUpper {
			upper++
		}
	}
	switch {
	case long >= 3 && upper*10 >= long*7:
		return allCaps
	case long >= 4 && capital*10 >= long*7:
		return titleCase
	}
	return ordinary
}

var (
	shapeSmall = shape("small")
	shapeUpper = shape("UPPER")
)

func (in *Input) findRuns(l *wordLists, text string, tokens []nlp.Token, first, last int) {
	for i := first; i < last; {
		if !in.words[i].capital {
			i++
			continue
		}
		j := i + 1
		for j < last {
			if in.words[j].capital {
				j++
				continue
			}
			// "of the", "and": joined if a capital follows within three words
			k := j
			for k < last && k < j+2 && l.joins[text[tokens[k].Start:tokens[k].End]] {
				k++
			}
			if k == j || k >= last || !in.words[k].capital {
				break
			}
			j = k + 1
		}
		r := stretch{first: int32(i), last: int32(j), head: in.words[j-1].low, lead: in.words[i].low}
		if i > first {
			r.before = in.words[i-1].low
		}
		if j < last {
			r.after = in.words[j].low
		}
		for k := max(first, i-2); k < min(last, j+2); k++ {
			in.words[k].active = true
		}
		for k := i; k < j; k++ {
			in.words[k].run = int32(len(in.runs))
		}
		in.runs = append(in.runs, r)
		i = j
	}
}

// gazetteer marks the longest phrases that the lexicon knows.
func (in *Input) gazetteer(text string, tokens []nlp.Token, first, last int) {
	for i := first; i < last; {
		if !in.words[i].capital {
			i++
			continue
		}
		e, n := lexicon.Longest(last-i, func(k int) string { return text[tokens[i+k].Start:tokens[i+k].End] }, &in.buf)
		if n == 0 {
			i++
			continue
		}
		mark := uint32(e.Sense)*64 + gazKind(e)*8
		for k := range n {
			position := uint32(1)
			switch {
			case n == 1:
				position = 4
			case k == n-1:
				position = 3
			case k > 0:
				position = 2
			}
			in.words[i+k].gaz = mark + position
		}
		i += n
	}
}

func gazKind(e lexicon.Entity) uint32 {
	switch e.Kind {
	case "gpe":
		return 1
	case "place":
		return 2
	case "organisation":
		switch e.Sector {
		case "BUS":
			return 4
		case "JRN":
			return 5
		}
		return 3
	case "group":
		return 6
	}
	return 7
}

// evidence gathers what the sentence says about its capitalised words.
func (in *Input) evidence(l *wordLists, text string, tokens []nlp.Token, first, last, from int) {
	for i := first; i < last; i++ {
		w := &in.words[i]
		if !w.capital {
			if w.shape == shapeSmall && len(in.docOf) < 1<<16 {
				in.docOf[w.low] |= seenSmall
			}
			continue
		}
		bits := uint32(0)
		if i > first {
			p := &in.words[i-1]
			bits |= midSentence
			switch {
			case p.capital && p.class&isFirstName != 0:
				bits |= afterFirstName
			case p.capital && p.class&(isHonorific|isRank) != 0:
				bits |= afterTitle
			case l.locatives[text[tokens[i-1].Start:tokens[i-1].End]]:
				bits |= afterIn
			}
		}
		if i+1 < last {
			n := &in.words[i+1]
			if n.capital && n.class&isOrgWord != 0 {
				bits |= beforeOrgWord
			}
			if i+2 < last && n.low == comma && in.words[i+2].capital {
				bits |= beforeComma
			}
		}
		if r := in.runs[w.run]; r.last-r.first > 2 {
			bits |= inLongRun
		}
		in.docOf[w.low] |= bits
	}
	for _, r := range in.runs[from:] {
		bits := in.around(l, text, tokens, r, first, last)
		if bits == 0 {
			continue
		}
		for i := r.first; i < r.last; i++ {
			if w := &in.words[i]; w.capital {
				in.docOf[w.low] |= bits
			}
		}
	}
}

// around tells what stands before and after a run of capitalised words.
func (in *Input) around(l *wordLists, text string, tokens []nlp.Token, r stretch, first, last int) uint32 {
	bits := uint32(0)
	if i := int(r.first) - 1; i >= first {
		word := text[tokens[i].Start:tokens[i].End]
		switch {
		case l.bodyNouns[word]:
			bits |= afterBodyNoun
		case i > first && l.linking[word] && in.words[i-1].class&isOffice != 0:
			bits |= afterOfficeFor
		case i > first && word == "of" && in.words[i-1].class&isGPEWord != 0 && !in.words[i-1].capital:
			bits |= afterVillage
		}
	}
	if i := int(r.last); i < last {
		if in.words[i].class&isOffice != 0 && !in.words[i].capital {
			bits |= beforeOffice
		}
		if in.words[i].low == comma && i+1 < last {
			switch word := text[tokens[i+1].Start:tokens[i+1].End]; {
			case word == "which":
				bits |= beforeWhich
			case word == "who", word == "whose", len(word) == 2 && word[0] >= '1' && word[0] <= '9':
				bits |= beforeWho
			}
		}
	}
	return bits
}

var comma = linear.Text(",")
