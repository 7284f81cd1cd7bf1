package article

import "strings"

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
