package article

import "strings"

// This file marks what surrounds a story: menus before it, other stories and lists after it.

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
