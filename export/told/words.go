package told

import (
	"strconv"
	"strings"
	"time"

	"dateline/graph/when"
)

// Doubt says in words why an event is not simply reported: "alleged by Ukraine",
// "denied by Russia", "planned". It is empty for what is reported.
func (e *Event) Doubt() string {
	switch e.Standing {
	case Alleged:
		if len(e.SaidBy) > 0 {
			return "according to " + Few(e.SaidBy, 2)
		}
		return "unconfirmed"
	case Disputed:
		return "denied by " + Few(e.DeniedBy, 2)
	case Denied:
		return "only denied, by " + Few(e.DeniedBy, 2)
	case Planned:
		return "planned"
	case Supposed:
		return "possible"
	}
	return ""
}

// Few joins the first n of list and counts the rest: "Ukraine, NATO and 2 more".
func Few(list []string, n int) string {
	if len(list) <= n+1 {
		switch len(list) {
		case 0:
			return ""
		case 1:
			return list[0]
		}
		return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
	}
	return strings.Join(list[:n], ", ") + " and " + strconv.Itoa(len(list)-n) + " more"
}

// DateText is the date in words, with what it rests on when that is not the text.
func (e *Event) DateText() string {
	t := e.When.Text()
	switch {
	case t == "":
		return "no date in the text"
	case e.Basis == when.BasisPublication:
		if rest, ok := strings.CutPrefix(t, "not after "); ok {
			t = "by " + rest
		}
		return t + " (date of publication)"
	}
	return t
}

var bases = [...]string{"none", "explicit", "relative", "dateline", "publication"}

// Basis names how a date was found.
func Basis(b when.Basis) string {
	if int(b) < len(bases) {
		return bases[b]
	}
	return "none"
}

// Credit is who published a source, and when: "Reuters, 31 March 2021".
func (s Source) Credit() string {
	var parts []string
	if s.Publisher != "" {
		parts = append(parts, oneLine(s.Publisher))
	}
	if s.Agency != "" && !strings.EqualFold(s.Agency, s.Publisher) {
		parts = append(parts, oneLine(s.Agency))
	}
	if !s.Published.IsZero() {
		parts = append(parts, day(s.Published))
	}
	return strings.Join(parts, ", ")
}

// Stop ends a heading that is followed by more, if it does not end in a mark of its own.
func Stop(heading string) string {
	if strings.HasSuffix(heading, ".") || strings.HasSuffix(heading, "…") || strings.HasSuffix(heading, "!") || strings.HasSuffix(heading, "?") {
		return heading
	}
	return heading + "."
}

// Heading is what the source is called, in one line.
func (s Source) Heading() string { return oneLine(s.Source.Heading()) }

// Link is the source's address if it is one that a reader may be sent to.
func (s Source) Link() string {
	if strings.HasPrefix(s.URL, "https://") || strings.HasPrefix(s.URL, "http://") {
		return s.URL
	}
	return ""
}

func day(t time.Time) string { return t.Format("2 January 2006") }

// ShortDate is the date for a label beside an axis: "31 Mar", "Mar", "2019", with
// the year when the axis does not make it plain.
func ShortDate(p when.Period, year bool) string {
	if p.Lasting && !p.Start.IsZero() {
		if p.End.IsZero() {
			return "since " + shortMoment(p.Start, year)
		}
		a, b := shortMoment(p.Start, year), shortMoment(p.End, year)
		if a == b {
			return a
		}
		if last, ok := lastDay(p.End); ok && p.Start.Grain == when.Day {
			dayForm := "2 Jan"
			if year {
				dayForm += " 2006"
			}
			return dayRange(p.Start.From, last, dayForm)
		}
		return a + " \u2013 " + b
	}
	if p.Lasting {
		return "until " + shortMoment(p.End, year)
	}
	return shortMoment(p.Start, year)
}

// dayRange joins two days: "3–5 May", "30 Apr – 2 May".
func dayRange(from, last time.Time, form string) string {
	if from.Year() == last.Year() && from.Month() == last.Month() {
		return strconv.Itoa(from.Day()) + "\u2013" + last.Format(form)
	}
	return from.Format(form) + " \u2013 " + last.Format(form)
}

func lastDay(m when.Moment) (time.Time, bool) {
	if m.To.IsZero() || m.Grain < when.Day {
		return time.Time{}, false
	}
	return m.To.Add(-time.Nanosecond), true
}

func shortMoment(m when.Moment, year bool) string {
	s := ""
	dayForm, monthForm := "2 Jan", "January"
	if year {
		dayForm, monthForm = "2 Jan 2006", "Jan 2006"
	}
	switch {
	case m.IsZero():
		return ""
	case m.From.IsZero():
		if m.To.YearDay() == 1 {
			return "before " + strconv.Itoa(m.To.Year())
		}
		return "by " + m.To.Add(-time.Nanosecond).Format(dayForm)
	case m.To.IsZero() && m.From.YearDay() == 1:
		return "from " + strconv.Itoa(m.From.Year()) + " or later"
	case m.To.IsZero():
		return "after " + m.From.Add(-time.Nanosecond).Format(dayForm)
	}
	length := m.To.Sub(m.From)
	switch {
	case m.Grain >= when.Hour:
		s = m.From.Format(dayForm + ", 15:04")
	case length <= 25*time.Hour:
		s = m.From.Format(dayForm)
	case m.Grain == when.Month && m.From.Day() == 1 && m.From.AddDate(0, 1, 0).Equal(m.To):
		s = m.From.Format(monthForm)
	case m.Grain == when.Year && m.From.AddDate(1, 0, 0).Equal(m.To):
		s = strconv.Itoa(m.From.Year())
	case m.Grain <= when.Year:
		a, b := m.From.Year(), m.To.Add(-time.Nanosecond).Year()
		s = strconv.Itoa(a)
		if b != a {
			s += "\u2013" + strconv.Itoa(b)
		}
	default:
		s = dayRange(m.From, m.To.Add(-time.Nanosecond), dayForm)
	}
	if m.Approx {
		s = "about " + s
	}
	if m.Uncertain {
		s += "?"
	}
	return s
}
