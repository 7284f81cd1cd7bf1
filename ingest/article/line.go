package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file tells what a single paragraph or line is by its own words.

// lineKind is what a paragraph is by its own words; what is the kind of
// phrase that showed it, or "tail", "table", "list".
func lineKind(s string, p para) (kind BlockKind, what string) {
	if p.kind == Table || isTable(s) {
		return Table, "table"
	}
	folded := fold(s)
	words := strings.Fields(folded)
	if len(words) > 100 {
		return Body, ""
	}
	if !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return Navigation, "nav" // rules of stars and dashes
	}
	if len(words) == 1 && isAddress(folded) || strings.HasPrefix(s, "<") && strings.HasSuffix(s, ">") {
		return Navigation, "nav"
	}
	if inner, ok := wholeBracket(s); ok && len(words) <= 14 {
		if kind, what := lineKind(inner, p); what == "dated" || what == "byline" {
			return kind, what
		}
	}
	if startsWithDate(s, words) {
		return Credit, "dated"
	}
	if _, _, ok := ParseDate(beforeByline(s, words)); ok && len(words) <= 12 {
		return Credit, "dated"
	}
	if ph, ok := furniture().find(folded, words); ok {
		switch ph.kind {
		case "tail", "aside":
			return Navigation, ph.kind
		case "box":
			return Navigation, "box"
		case "nav":
			return Navigation, "nav"
		case "credit":
			return Credit, "credit"
		case "caption":
			return Caption, "caption"
		case "dated":
			if _, _, ok := dateIn(s); ok || len(words) <= 14 && !isSentence(s) && strings.ContainsAny(s, "0123456789") {
				return Credit, "dated"
			}
		case "byline":
			if isByline(s) {
				return Credit, "byline"
			}
		}
	}
	if i := strings.LastIndex(folded, ". "); i > 0 && len(words) <= 70 {
		tail := folded[i+2:] // "A tree blocks a road. Photo: Tom Reilly"
		if ph, ok := furniture().find(tail, strings.Fields(tail)); ok && ph.kind == "caption" && !isSentence(s) {
			return Caption, "caption"
		}
	}
	if p.links*10 > len(s)*8 && len(words) <= 12 && !isSentence(s) {
		return Navigation, "nav"
	}
	if allButtons(folded) {
		return Navigation, "nav"
	}
	if inner, ok := wholeBracket(s); ok && len(words) <= 12 {
		if isCredit(inner) {
			return Credit, "agency"
		}
	}
	if agencies().name(strings.Trim(s, " -–—.")) != "" {
		return Credit, "agency"
	}
	if p.kind == ListItem || isListItem(s) {
		return ListItem, ""
	}
	return Body, ""
}

// allButtons: every piece of a line between bars or arrows is furniture, or
// it is a bar-separated menu ("Home | World | Politics").
func allButtons(folded string) bool {
	pieces := strings.FieldsFunc(folded, func(r rune) bool { return strings.ContainsRune("|·•>›»/\t", r) })
	if len(pieces) >= 3 {
		short := 0
		for _, piece := range pieces {
			if n := len(strings.Fields(piece)); n >= 1 && n <= 3 {
				short++
			}
		}
		if short == len(pieces) && strings.ContainsAny(folded, "|·•>›»") && !strings.ContainsAny(folded, ".,;") {
			return true
		}
	}
	words := strings.Fields(folded)
	if len(words) > 12 {
		return false
	}
	for _, w := range words {
		ph, ok := furniture().line[strings.Trim(w, edges)]
		if !ok || ph.kind != "nav" {
			return false
		}
	}
	return len(words) > 0
}

// isSentence: it ends as sentences end.
func isSentence(s string) bool {
	if _, ok := trailingBracket(s); ok {
		s = s[:strings.LastIndexAny(s, "([")]
	}
	s = strings.TrimRight(s, " \"'”’»)]")
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "…") || strings.HasSuffix(s, "。")
}

// isProse: a sentence of some length, as headlines and buttons are not.
func isProse(s string) bool {
	words := len(strings.Fields(s))
	return words >= 8 && isSentence(s) || words >= 30
}

func hasTwoSentences(s string) bool {
	i := strings.Index(s, ". ")
	return i > 20 && i+2 < len(s)-20 && unicode.IsUpper(firstRune(s[i+2:]))
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

// isListItem: a bullet or number stands before it.
func isListItem(s string) bool {
	for _, b := range []string{"- ", "* ", "• ", "– ", "· ", "▪ ", "◦ ", "‣ ", "● ", "■ ", "+ ", "— "} {
		if strings.HasPrefix(s, b) {
			return true
		}
	}
	i := 0
	for i < len(s) && i < 3 && isDigit(s[i]) {
		i++
	}
	return i > 0 && i < len(s)-1 && (s[i] == '.' || s[i] == ')') && s[i+1] == ' '
}

// longestRow is how many bytes a row of a table without bars may have.
const longestRow = 160

// isTable: lines whose cells are set apart by tabs, bars or runs of spaces.
func isTable(s string) bool {
	rows := strings.Split(s, "\n")
	n := 0
	for _, r := range rows {
		r = strings.TrimSpace(r)
		cells := max(strings.Count(r, "\t"), strings.Count(r, "   ")-strings.Count(r, "    "))
		if len(r) > longestRow {
			cells = 0 // prose with stray spaces
		}
		if strings.HasPrefix(r, "|") && strings.HasSuffix(r, "|") && strings.Count(r, "|") >= 3 {
			cells = 2
		}
		if cells >= 2 || cells >= 1 && len(r) < 60 && strings.ContainsAny(r, "0123456789") {
			n++
		}
	}
	return n > 0 && n*3 >= len(rows)*2
}
