package when

import (
	"strconv"
	"strings"
	"time"
)

// Text says p in English as sharply as it is known: "31 March 2021", "some day
// in the week of 22 March 2021", "from 2014 on", "" for the unknown. The words
// for a person are here and nowhere else in the package.
func (p Period) Text() string {
	switch {
	case p.IsZero():
		return ""
	case !p.Lasting:
		return p.Start.Text()
	case p.End.IsZero():
		return "from " + p.Start.Text() + " on"
	case p.Start.IsZero():
		return "until " + p.End.Text()
	}
	return "from " + p.Start.Text() + " to " + p.End.Text()
}

// Text says m in English.
func (m Moment) Text() string {
	s := m.plain()
	if m.Approx && s != "" {
		s = "about " + s
	}
	if m.Uncertain && s != "" {
		s = "perhaps " + s
	}
	return s
}

func (m Moment) plain() string {
	switch {
	case m.IsZero():
		return ""
	case m.From.IsZero():
		return "not after " + last(m)
	case m.To.IsZero():
		return "not before " + name(m.From, edge(m))
	}
	if g, ok := m.unit(); ok {
		return name(m.From, g)
	}
	if w := Unit(m.From, Week); w.From.Equal(m.From) && w.To.Equal(m.To) {
		return "some day in the week of " + name(m.From, Day)
	}
	return "some time from " + name(m.From, edge(m)) + " to " + last(m)
}

func last(m Moment) string {
	g := edge(m)
	return name(Add(m.To, -1, g), g)
}

var seasonNames = [...]string{"spring", "summer", "autumn", "winter"}

func name(t time.Time, g Grain) string {
	y, mo, d := t.Date()
	year := strconv.Itoa(y)
	if y <= 0 {
		year = strconv.Itoa(1-y) + " BC"
	}
	switch g {
	case Year, NoGrain:
		return year
	case Millennium:
		return "the millennium from " + year
	case Century:
		return "the " + ordinal(y/100+1) + " century"
	case Decade:
		return "the " + year + "s"
	case HalfYear:
		return [...]string{"the first", "the second"}[(int(mo)-1)/6] + " half of " + year
	case Quarter:
		return "the " + ordinal((int(mo)-1)/3+1) + " quarter of " + year
	case Season:
		s := seasonNames[(int(mo)/3+3)%4]
		if mo == time.December {
			return s + " " + year + "/" + pad((y+1)%100, 2)
		}
		return s + " " + year
	case Month:
		return mo.String() + " " + year
	}
	day := strconv.Itoa(d) + " " + mo.String() + " " + year
	switch g {
	case Hour:
		return t.Format("15") + "h on " + day + zone(t)
	case Minute:
		return t.Format("15:04") + " on " + day + zone(t)
	case Second:
		return t.Format("15:04:05") + " on " + day + zone(t)
	}
	return day
}

func zone(t time.Time) string {
	if t.Location() == time.UTC {
		return ""
	}
	return " (UTC" + strings.TrimSuffix(t.Format("-07:00"), ":00") + ")"
}

func ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(n) + suffix
}
