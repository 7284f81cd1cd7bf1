package article

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// layouts are the ways dates of publication are written; the flag says that
// the layout has no time of day.
var layouts = []struct {
	layout  string
	dayOnly bool
}{
	{time.RFC3339Nano, false}, {"2006-01-02T15:04:05Z0700", false}, {"2006-01-02T15:04:05.999Z0700", false},
	{"2006-01-02T15:04Z07:00", false}, {"2006-01-02T15:04Z0700", false},
	{"2006-01-02 15:04:05Z07:00", false}, {"2006-01-02 15:04:05 Z07:00", false}, {"2006-01-02 15:04:05 -0700", false}, {"2006-01-02 15:04:05.999999999 -0700", false},
	{"2006-01-02T15:04:05", false}, {"2006-01-02T15:04", false}, {"2006-01-02 15:04:05", false}, {"2006-01-02 15:04", false},
	{"2006-01-02", true}, {"2006/01/02", true}, {"2006/01/02 15:04:05", false}, {"2006/01/02 15:04", false}, {"20060102T150405Z", false}, {"20060102T150405Z0700", false}, {"20060102T150405-0700", false}, {"20060102T150405", false}, {"20060102150405", false}, {"20060102", true},
	{"Mon, 2 Jan 2006 15:04:05 -0700", false}, {"Mon, 2 Jan 2006 15:04:05", false}, {"2 Jan 2006 15:04:05 -0700", false}, {"Mon, 2 Jan 2006 15:04 -0700", false},
	{"Mon Jan 2 15:04:05 2006", false}, {"Mon Jan 2 15:04:05 -0700 2006", false},
}

// worded are days in words, after plainDate.
var worded = []string{
	"January 2 2006", "Jan 2 2006", "2 January 2006", "2 Jan 2006", "2006 January 2",
	"Monday January 2 2006", "Mon Jan 2 2006", "Monday 2 January 2006", "Mon 2 Jan 2006", "Monday 2 Jan 2006", "Monday Jan 2 2006",
	"2006-01-02", "2006/01/02", "02.01.2006", "2.1.2006", "02-Jan-2006",
}

// clocks may follow a date in words.
var clocks = []string{"15:04", "15:04:05", "3:04 PM", "3:04PM", "3 PM", "3PM", "15:04 -0700", "15:04:05 -0700", "3:04 PM -0700", "3:04PM -0700"}

// ParseDate reads a date of publication as pages and people write it. A date
// without a zone is taken as UTC; dayOnly says that it had no time of day.
func ParseDate(s string) (t time.Time, dayOnly, ok bool) {
	s = strings.TrimSpace(strings.Trim(strings.TrimSpace(s), "()[]"))
	if len(s) < 6 || len(s) > 60 || !strings.ContainsAny(s, "0123456789") {
		return t, false, false
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && len(s) >= 9 && len(s) <= 13 && len(s) != 12 {
		if len(s) > 10 { // milliseconds
			n /= 1000
		}
		return time.Unix(n, 0).UTC(), false, true
	}
	for _, l := range layouts {
		if t, err := time.Parse(l.layout, s); err == nil && plausible(t) {
			return t, l.dayOnly, true
		}
	}
	s = plainDate(s)
	for _, day := range worded {
		if t, err := time.Parse(day, s); err == nil && plausible(t) {
			return t, true, true
		}
		for _, c := range clocks {
			for _, l := range [2]string{day + " " + c, c + " " + day} {
				if t, err := time.Parse(l, s); err == nil && plausible(t) {
					return t, false, true
				}
			}
		}
	}
	return t, false, false
}

func plausible(t time.Time) bool { return t.Year() >= 1500 && t.Year() < 2200 }

var dateMarks = strings.NewReplacer(",", " ", "|", " ", "·", " ", "•", " ", "—", " ", "–", " ")

// plainDate drops commas, small words (datewords.txt) and ordinal endings, and
// writes a zone's abbreviation as its offset.
func plainDate(s string) string {
	words := strings.Fields(dateMarks.Replace(s))
	out := words[:0]
	for _, w := range words {
		low := strings.ToLower(w)
		as, known := dateWords()[low]
		switch {
		case w == "-" || known && as == "":
			continue
		case known:
			w = as
		case strings.HasSuffix(low, "pm") || strings.HasSuffix(low, "am"):
			w = strings.ToUpper(w)
		case len(low) > 2 && low[0] >= '0' && low[0] <= '9' && strings.Contains("st nd rd th", low[len(low)-2:]):
			w = w[:len(w)-2]
		default:
			if east, ok := zones()[strings.ToUpper(w)]; ok {
				sign := '+'
				if east < 0 {
					sign, east = '-', -east
				}
				w = fmt.Sprintf("%c%02d%02d", sign, east/60, east%60)
			} else if len(w) > 3 {
				w = strings.TrimSuffix(w, ".")
			}
		}
		out = append(out, w)
	}
	return strings.Join(out, " ")
}

// urlDate is the day that a URL's path holds: /2021/03/31/ or /2021-03-31-.
func urlDate(s string) (time.Time, bool) {
	u, err := url.Parse(s)
	if err != nil {
		return time.Time{}, false
	}
	p := u.Path
	for i := 0; i+8 <= len(p); i++ {
		if p[i] < '1' || p[i] > '2' || i > 0 && isDigit(p[i-1]) {
			continue
		}
		for _, layout := range []string{"2006/01/02", "2006-01-02", "20060102", "2006/Jan/02", "2006/1/2"} {
			for n := 8; n <= 11 && i+n <= len(p); n++ {
				if i+n < len(p) && isDigit(p[i+n]) {
					continue
				}
				if t, err := time.Parse(layout, p[i:i+n]); err == nil && t.Year() >= 1900 && t.Year() < 2100 {
					return t, true
				}
			}
		}
	}
	return time.Time{}, false
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// trust orders where dates come from, the surest first.
var trust = []string{"flag", "metadata", "url", "dateline", "file"}

// slack is how many days two sources may differ without contradicting each
// other: zones, a story filed in the evening, a URL made a day before.
const slack = 2

// choose takes the surest date. What contradicts it is reported. A dateline
// without a year (day) is checked against the choice.
func choose(dates []dated, day opening) (t time.Time, dayOnly bool, from string, problems []string) {
	for _, source := range trust {
		for _, d := range dates {
			if d.from != source || d.t.IsZero() {
				continue
			}
			if from == "" {
				t, dayOnly, from = d.t, d.dayOnly, source
				continue
			}
			if source == from && dayOnly && !d.dayOnly && t.Format(time.DateOnly) == d.t.Format(time.DateOnly) {
				t, dayOnly = d.t, false // the same day, and the hour too
			}
			if days := apart(t, d.t); days > slack && source != "file" { // a file may be made at any time after
				problems = append(problems, fmt.Sprintf("published %s by %s, but %s by %s", t.Format(time.DateOnly), from, d.t.Format(time.DateOnly), source))
			}
		}
	}
	if from != "" && day.day > 0 && day.year == 0 {
		near := time.Date(t.Year(), day.month, day.day, 0, 0, 0, 0, time.UTC)
		if near.Sub(t) > 180*24*time.Hour {
			near = near.AddDate(-1, 0, 0)
		}
		if apart(near, t) > 7 {
			problems = append(problems, fmt.Sprintf("published %s by %s, but the dateline says %s %d", t.Format(time.DateOnly), from, day.month, day.day))
		}
	}
	return t, dayOnly, from, problems
}

func apart(a, b time.Time) int {
	d := a.Sub(b)
	if d < 0 {
		d = -d
	}
	return int(d.Hours() / 24)
}
