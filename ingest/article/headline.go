package article

import "strings"

// This file finds the headline of a text that does not say which line it is.

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
