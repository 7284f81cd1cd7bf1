package article

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// opening is a dateline at the start of a paragraph.
type opening struct {
	length int    // bytes, with the dash and the space after it
	text   string // as it stands, without that space
	agency string // as written between the brackets
	marked bool   // it carries an agency or a date: no doubt about it
	month  time.Month
	day    int
	year   int // 0 where the dateline gives none
}

// dashes end a dateline, the longer ones first.
var dashes = []string{" — ", " – ", " -- ", " - ", " _ ", "— ", "– ", " —", " –", "--", ": ", " | "}

// farthest is how many bytes into a paragraph a dateline may end.
const farthest = 90

// findDateline reads "KYIV, March 31 (Reuters) - " and the like at the start of s.
// The length is 0 when s starts with none.
func findDateline(s string) (o opening) {
	head := s[:min(len(s), farthest)]
	for !utf8.ValidString(head) && len(head) > 0 {
		head = head[:len(head)-1]
	}
	if i := strings.IndexByte(head, '\n'); i >= 0 {
		head = head[:i]
	}
	best := -1
	var dash string
	for _, d := range dashes {
		if i := strings.Index(head, d); i > 0 && (best < 0 || i < best) {
			best, dash = i, d
		}
	}
	// "MOSCOW, March 31. /TASS/. The" and "Moscow. March 31. INTERFAX - The"
	slash := false
	if i := strings.Index(head, "/. "); i > 0 && (best < 0 || i < best) && strings.IndexByte(head[:i], '/') > 0 {
		best, dash, slash = i+1, ". ", true
	}
	if best < 0 {
		return o
	}
	before := head[:best]
	rest := strings.TrimLeft(s[best+len(dash):], " \t")
	if r, _ := utf8.DecodeRuneInString(rest); rest == "" || unicode.IsLower(r) {
		return o
	}
	place, agency, ok := splitAgency(before)
	if !ok {
		return o
	}
	place = strings.TrimRight(place, " ,.")
	place, o.month, o.day, o.year = cutDate(place)
	o.agency = agency
	o.marked = agency != "" || o.day > 0 || slash
	switch {
	case place == "" && agency == "":
		return opening{}
	case place == "":
	case notPlaces().has(strings.ToLower(strings.TrimRight(place, "."))):
		return opening{}
	case !placeShaped(place, o.marked, dash == ": " || dash == " | "):
		return opening{}
	}
	o.length = len(s) - len(rest)
	o.text = strings.TrimSpace(s[:best+len(dash)])
	return o
}

// splitAgency takes "(Reuters)" or "/TASS/" off the end of what stands before the dash.
func splitAgency(s string) (place, agency string, ok bool) {
	s = strings.TrimSpace(s)
	for _, pair := range []string{"()", "//", "[]"} {
		if len(s) > 2 && s[len(s)-1] == pair[1] {
			i := strings.LastIndexByte(s[:len(s)-1], pair[0])
			if i < 0 {
				return s, "", false
			}
			agency = strings.TrimSpace(s[i+1 : len(s)-1])
			if !agencyShaped(agency) {
				return s, "", false
			}
			return strings.TrimSpace(s[:i]), agency, true
		}
	}
	// "Moscow. March 31. INTERFAX"
	if i := strings.LastIndex(s, ". "); i > 0 && agencies().name(s[i+2:]) != "" {
		return s[:i], s[i+2:], true
	}
	return s, "", !strings.ContainsAny(s, "()[]\"“”")
}

// agencyShaped: at most four words, the first with a capital or a known agency.
func agencyShaped(s string) bool {
	if s == "" || len(strings.Fields(s)) > 4 || strings.ContainsAny(s, ".!?;") && !strings.HasSuffix(strings.ToLower(s), ".com") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || agencies().name(s) != ""
}

// placeShaped reports whether s can be the place of a dateline: capitals alone
// ("KYIV", "SEOUL, South Korea"), or any capitalised name where the dateline
// carries an agency or date. A colon or bar asks for capitals alone.
func placeShaped(s string, marked, weak bool) bool {
	if len(s) < 3 || strings.ContainsAny(s, "!?;:“”\"") {
		return false
	}
	city, region, _ := strings.Cut(s, ",")
	words := strings.Fields(city)
	if len(words) == 0 || len(words) > 6 || len(strings.Fields(region)) > 6 {
		return false
	}
	capitals := 0
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case isCapitals(w):
			capitals++
		case unicode.IsUpper(r) && (marked || strings.HasSuffix(w, ".")):
		case joiners().has(strings.ToLower(w)):
		case w == "/" || w == "and":
		default:
			return false
		}
	}
	for _, w := range strings.Fields(region) {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) && !joiners().has(w) {
			return false
		}
	}
	if weak && (region != "" && !marked || len(words) > 3) {
		return false
	}
	return marked || capitals > 0
}

// isCapitals: at least two letters, none of them small.
func isCapitals(w string) bool {
	n := 0
	for _, r := range w {
		if unicode.IsLower(r) || unicode.IsDigit(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n >= 2
}

var points = strings.NewReplacer(".", "", ",", "")

// cutDate takes a date off the end of "KYIV, March 31" or "Moscow. 31 March 2021".
func cutDate(s string) (place string, m time.Month, day, year int) {
	if !strings.ContainsAny(s, "0123456789") {
		return s, 0, 0, 0
	}
	words := strings.Fields(s)
	for n := min(4, len(words)); n >= 2; n-- {
		tail := strings.Join(words[len(words)-n:], " ")
		tail = strings.Trim(points.Replace(tail), " ")
		for _, layout := range []string{"January 2", "Jan 2", "2 January", "2 Jan", "January 2 2006", "Jan 2 2006", "2 January 2006", "2 Jan 2006"} {
			t, err := time.Parse(layout, fixMonth(tail))
			if err != nil {
				continue
			}
			cut := strings.TrimRight(strings.Join(words[:len(words)-n], " "), " ,.")
			return cut, t.Month(), t.Day(), t.Year() // year 0 where the layout has none
		}
	}
	return s, 0, 0, 0
}

// fixMonth writes "Sept" the way package time does.
func fixMonth(s string) string { return strings.Replace(s, "Sept ", "Sep ", 1) }
