package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// parts is what classify finds in the paragraphs of a text.
type parts struct {
	blocks                             []Block
	title, byline, agency, publisher   string
	outlet                             string // the publisher, as far as metadata tells
	dateline                           string
	day                                opening
	dates                              []dated
	firstBody, lastBody, titlePosition int
}

// classify tells the paragraphs of a text apart. A paragraph whose kind is sure
// keeps it. bare says that the title is to be found among the paragraphs.
func classify(text string, paras []para, title, publisher string, bare bool) *parts {
	c := &parts{outlet: publisher}
	label(text, paras, c)
	if bare {
		markMenus(text, paras)
	}
	if title != "" {
		markTitle(text, paras, title)
	} else if bare {
		if c.title = findTitle(text, paras); c.title != "" {
			c.title = withoutOutlet(oneLine(c.title))
			markTitle(text, paras, c.title)
		}
	}
	markTails(text, paras)
	c.bounds(text, paras)
	tops(text, paras, c)
	paras = credits(text, paras, c)
	datelines(text, paras, c)
	for _, p := range paras {
		c.blocks = append(c.blocks, Block{Start: p.start, End: p.end, Kind: p.kind, Dateline: p.dateline})
	}
	return c
}

// label gives each paragraph the kind that its own words show.
func label(text string, paras []para, c *parts) {
	inBox := false
	for i := range paras {
		p := &paras[i]
		if p.sure {
			inBox = false
			continue
		}
		s := text[p.start:p.end]
		kind, what := lineKind(s, *p)
		switch what {
		case "box":
			inBox = true
		case "":
			// Headlines under "Related:" are links; prose ends the box.
			if inBox && kind == Body && !isProse(s) && findDateline(s).length == 0 {
				kind = Navigation
			} else {
				inBox = false
			}
		case "byline":
			c.byline = first(c.byline, bylineName(s))
		case "dated":
			if t, dayOnly, ok := dateIn(s); ok {
				c.dates = append(c.dates, dated{t, dayOnly, "metadata"})
			}
		}
		if kind == Body && p.kind != Body {
			kind = p.kind // a heading, by its element
		}
		p.kind = kind
	}
}

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

// markTails makes everything after "Previous Article" and the like navigation.
// Such a label in the middle, with more prose after it than before, is only a
// box, and so is one of headlines ("Trending") when the story goes on after it.
func markTails(text string, paras []para) {
	prose := make([]int, len(paras)+1) // words of prose before each paragraph
	for i, p := range paras {
		prose[i+1] = prose[i]
		if s := text[p.start:p.end]; p.kind.Tells() && isProse(s) {
			prose[i+1] += len(strings.Fields(s))
		}
	}
	for i := 0; i < len(paras); i++ {
		if paras[i].kind != Navigation || paras[i].sure {
			continue
		}
		_, what := lineKind(text[paras[i].start:paras[i].end], paras[i])
		if what != "tail" && what != "aside" {
			continue
		}
		end := len(paras)
		before := prose[i]
		goesOn := before == 0 || prose[len(paras)]-before >= before
		if what == "aside" || goesOn {
			if at := nextStory(text, paras, i+1, what == "aside" && !goesOn); at > 0 {
				end = at
			}
		}
		for j := i + 1; j < end; j++ {
			if paras[j].kind != Table && paras[j].kind != Credit && !paras[j].sure {
				paras[j].kind, paras[j].dateline = Navigation, 0
			}
		}
		i = end - 1
	}
}

// storyRun is how many paragraphs of prose in a row are the story again: the
// teasers of other articles stand between their headlines.
const storyRun = 3

// nextStory is the paragraph from from on with which the story goes on, 0 if it
// does not. Strict asks for a run of prose.
func nextStory(text string, paras []para, from int, strict bool) int {
	run := 0
	for i := from; i < len(paras); i++ {
		switch p := paras[i]; {
		case p.kind.Tells() && isProse(text[p.start:p.end]):
			run++
			if !strict || run == storyRun {
				return i - run + 1
			}
		case p.kind.Tells():
			run = 0
		}
	}
	return 0
}

// Menus: so many short lines in a row that the story cannot be among them.
const (
	menuRun    = 5
	menuWords  = 6
	titleWords = 4
)

// markMenus makes runs of short lines navigation, as pasted pages have them.
func markMenus(text string, paras []para) {
	start := 0
	for i := 0; i <= len(paras); i++ {
		if i < len(paras) {
			p := paras[i]
			s := text[p.start:p.end]
			if p.kind == Navigation || !p.sure && (p.kind == Body || p.kind == Subtitle || p.kind == ListItem && !isListItem(s)) &&
				len(strings.Fields(s)) <= menuWords && !isSentence(s) && findDateline(s).length == 0 {
				continue
			}
		}
		if i-start >= menuRun {
			end := i
			if p := paras[i-1]; p.kind != Navigation && len(strings.Fields(text[p.start:p.end])) >= titleWords {
				end-- // the headline stands under the menu
			}
			for j := start; j < end; j++ {
				paras[j].kind = Navigation
			}
		}
		start = i + 1
	}
}

// bounds finds the first and last paragraph of prose.
func (c *parts) bounds(text string, paras []para) {
	c.firstBody, c.lastBody = len(paras), -1
	for i, p := range paras {
		if p.kind != Body && p.kind != ListItem {
			continue
		}
		s := text[p.start:p.end]
		if !isProse(s) && findDateline(s).length == 0 {
			continue
		}
		if c.firstBody == len(paras) {
			c.firstBody = i
		}
		c.lastBody = i
	}
}

// markTitle marks the first paragraph that is the title; a second copy is furniture.
func markTitle(text string, paras []para, title string) {
	seen := false
	for i := range paras {
		p := &paras[i]
		if p.kind == TitleBlock && p.sure {
			seen = true
			continue
		}
		if (i < 12 || seen) && sameLine(text[p.start:p.end], title) {
			p.kind, p.sure = TitleBlock, true
			if seen {
				p.kind = Navigation
			}
			seen = true
		}
	}
}

// findTitle takes as title the first line that is no furniture, if it looks
// like a headline: short, without the stop of a sentence or followed by more.
// Lines of one or two words before it are the name of the page or its section.
func findTitle(text string, paras []para) string {
	var stubs []int
	for i := range paras {
		p := &paras[i]
		if p.kind != Body {
			continue
		}
		s := text[p.start:p.end]
		words := len(strings.Fields(s))
		if words < 3 && !isSentence(s) && len(stubs) < 6 {
			stubs = append(stubs, i)
			continue
		}
		headline := words <= 30 && findDateline(s).length == 0 && !(strings.Contains(s, "\n") && words > 20) &&
			!(isSentence(s) && (words > 18 || strings.Count(s, ". ") > 0 || !strings.HasSuffix(s, "?") && words > 14))
		switch {
		case len(paras) == 1:
			return ""
		case headline:
			p.kind, p.sure = TitleBlock, true
			for _, j := range stubs {
				paras[j].kind = Navigation
			}
			return s
		case len(stubs) > 0: // "Earthquake", and then the story
			p = &paras[stubs[0]]
			p.kind, p.sure = TitleBlock, true
			return text[p.start:p.end]
		}
		return ""
	}
	return ""
}

// tops tells subtitles and captions from prose: short paragraphs between the
// title and the story, and headings inside it.
func tops(text string, paras []para, c *parts) {
	marked := -1 // the paragraph with a dateline, if it is among the first
	for i, p := range paras {
		if p.kind == Body && findDateline(text[p.start:p.end]).length > 0 {
			marked = i
			break
		}
		if i > 8 {
			break
		}
	}
	for i := range paras {
		p := &paras[i]
		if p.kind != Body || p.sure {
			continue
		}
		s := text[p.start:p.end]
		words := len(strings.Fields(s))
		if o := findDateline(s); o.length > 0 && o.marked {
			continue
		}
		switch credit, ok := trailingBracket(s); {
		case ok && words <= 70 && i < c.lastBody && (isCredit(credit) || isPhotoCredit(credit) ||
			c.outlet != "" && sameLine(credit, c.outlet) || i < marked && isNameShaped(credit)):
			p.kind = Caption
		case words > 40 || i > c.lastBody:
		case i < marked && words <= 40 && (i < c.firstBody || !hasTwoSentences(s)):
			p.kind = Subtitle
		case !isSentence(s) && !strings.HasSuffix(s, ":") && words <= 14 && i < c.lastBody && i != c.firstBody:
			p.kind = Subtitle
		}
	}
}

// datelines finds the datelines of prose paragraphs. Without agency or date
// only those of the first paragraphs count: later "NAME — " is something else.
func datelines(text string, paras []para, c *parts) {
	seen := 0
	for i := range paras {
		p := &paras[i]
		if p.kind != Body {
			continue
		}
		seen++
		o := findDateline(text[p.start:p.end])
		if o.length == 0 || seen > 2 && !o.marked {
			continue
		}
		p.dateline = o.length
		if c.dateline != "" {
			continue
		}
		c.dateline, c.day = o.text, o
		c.agency = first(agencies().name(o.agency), c.agency)
		if o.day > 0 && o.year > 0 {
			c.dates = append(c.dates, dated{dayOf(o), true, "dateline"})
		}
	}
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
