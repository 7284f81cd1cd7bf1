package main

import (
	"fmt"
	"io"
	"strings"
)

// summary is what became of a batch. It keeps few lines however long the batch is.
type summary struct {
	states                           map[string]int
	foreign, undated                 int // of those stored now: not English; without publication date
	words, events, stateFacts, claim int
	unread, notes                    lines
	dry                              bool
}

// lines are the first of many lines, and how many there were.
type lines struct {
	first []string
	n     int
}

const mostLines = 20

func (l *lines) add(s string) {
	if l.n++; len(l.first) < mostLines {
		l.first = append(l.first, s)
	}
}

// add counts one row.
func (s *summary) add(r outcome) {
	if s.states == nil {
		s.states = map[string]int{}
	}
	s.states[r.State]++
	switch r.State {
	case stateUnread, stateRefused:
		s.unread.add(strings.TrimPrefix(r.Source+": "+r.Reason, ": "))
		return
	case stateOld:
		return
	}
	if r.foreign {
		s.foreign++
	} else if r.Published == "" {
		s.undated++
	}
	s.words += r.Words
	s.events += r.Events
	s.stateFacts += r.States
	s.claim += r.Claims
	for _, n := range r.notes {
		s.notes.add(n)
	}
}

// counts is the summary for the record of the batch.
func (s *summary) counts() map[string]int {
	all := map[string]int{}
	for k, n := range s.states {
		all[k] = n
	}
	if s.foreign > 0 {
		all["not English"] = s.foreign
	}
	return all
}

func (s *summary) read() int {
	n := 0
	for state, k := range s.states {
		if state != stateUnread && state != stateOld {
			n += k
		}
	}
	return n
}

// write tells a person what became of the batch.
func (s *summary) write(out, errs io.Writer) {
	s.notes.write(errs, "note", "notes")
	s.unread.write(errs, "not read", "that could not be read; --report FILE lists them")
	if s.undated > 0 {
		fmt.Fprintf(errs, "warning: %s without a publication date: \"yesterday\" and its like stay unresolved there; give the date with --published\n", plural(s.undated, "article"))
	}
	n := s.states
	fmt.Fprintf(out, "%s read: %d new, %d changed, %d known already", plural(s.read(), "article"), n[stateNew]+n[stateCopy], n[stateChanged], n[stateSame])
	if n[stateCopy] > 0 {
		fmt.Fprintf(out, "; %d are copies of others", n[stateCopy])
	}
	if s.foreign > 0 {
		fmt.Fprintf(out, "; %d not in English, kept but not analysed", s.foreign)
	}
	if n[stateOld] > 0 {
		fmt.Fprintf(out, "; %d older than --since, left out", n[stateOld])
	}
	if s.dry {
		fmt.Fprintf(out, "\nnothing was analysed or written")
	} else {
		fmt.Fprintf(out, "\n%s, %s, %s", plural(s.events, "event"), plural(s.stateFacts, "state"), plural(s.claim, "claim"))
	}
	if s.unread.n > 0 {
		fmt.Fprintf(out, "; %s could not be read", plural(s.unread.n, "input"))
	}
	fmt.Fprintln(out)
}

func (l *lines) write(w io.Writer, each, rest string) {
	for _, s := range l.first {
		fmt.Fprintf(w, "%s: %s\n", each, s)
	}
	if more := l.n - len(l.first); more > 0 {
		fmt.Fprintf(w, "%s: and %d more %s\n", each, more, rest)
	}
}

// err is the partial failure, if there was one.
func (s *summary) err() error {
	if s.unread.n == 0 {
		return nil
	}
	return &partialErr{}
}
