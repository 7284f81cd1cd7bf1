package graph

import (
	"strings"
	"unicode/utf8"
)

// openingWords bounds the words that stand for a title, in bytes.
const openingWords = 70

// Heading is what an article is called: its title, else the words it begins with, else its file,
// its address or its id.
func (s Source) Heading() string {
	for _, t := range []string{s.Title, opening(s.Text), s.Path, s.URL, string(s.ID)} {
		if t := strings.Join(strings.Fields(t), " "); t != "" {
			return t
		}
	}
	return "untitled"
}

// opening is the first line of a text, whole or cut between words.
func opening(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	line = strings.TrimSpace(line)
	if len(line) <= openingWords {
		return line
	}
	cut := openingWords
	for !utf8.RuneStart(line[cut]) {
		cut--
	}
	if i := strings.LastIndexByte(line[:cut], ' '); i > openingWords/2 {
		cut = i
	}
	return strings.TrimRight(line[:cut], " ,;:") + " …"
}
