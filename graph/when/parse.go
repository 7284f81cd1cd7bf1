package when

import (
	"fmt"
	"strings"
	"time"
)

// Parse reads EDTF: level 0 and 1, and of level 2 the sets ([a..b], [a,b],
// {a,b}), the finer seasons, and qualifiers on parts of a date, which count for
// the whole of it. The empty string is the zero Period. What EDTF can say and a
// Period cannot (a month of an unknown year, sets with gaps) is an error or is
// given as the span that holds it. The error names the text and the offset.
func Parse(s string) (Period, error) {
	p := parser{text: s}
	out, err := p.period()
	if err != nil {
		return Period{}, fmt.Errorf("EDTF %q: %w", s, err)
	}
	return out, nil
}

const maxYear = 999_999_999

type parser struct {
	text string
	at   int
}

func (p *parser) fail(what string) error { return fmt.Errorf("at byte %d: %s", p.at, what) }

func (p *parser) rest() string { return p.text[p.at:] }

func (p *parser) eat(s string) bool {
	if strings.HasPrefix(p.rest(), s) {
		p.at += len(s)
		return true
	}
	return false
}

func (p *parser) period() (Period, error) {
	if p.text == "" {
		return Period{}, nil
	}
	all := p.text[0] == '{'
	start, open, err := p.side()
	if err != nil {
		return Period{}, err
	}
	if p.eat("/") {
		end, openEnd := Moment{}, true
		if p.at < len(p.text) {
			if end, openEnd, err = p.side(); err != nil {
				return Period{}, err
			}
		}
		switch {
		case p.at < len(p.text):
			return Period{}, p.fail("more than an interval")
		case open && openEnd:
			return Period{}, nil
		case !open && !openEnd && !end.To.IsZero() && !start.From.IsZero() && !end.To.After(start.From):
			return Period{}, p.fail("the interval ends before it starts")
		}
		return Span(start, end), nil
	}
	switch {
	case p.at < len(p.text):
		return Period{}, p.fail("expected an end")
	case open:
		return Period{}, p.fail("an open end needs an interval")
	case all:
		first, last := Unit(start.From, edgeGrain(start.From)), Unit(start.To.Add(-1), edgeGrain(start.To))
		return Span(first, last), nil
	}
	return At(start), nil
}

// side is one side of an interval, or the whole: a date, a set, or nothing.
func (p *parser) side() (m Moment, open bool, err error) {
	switch {
	case p.eat(".."), strings.HasPrefix(p.rest(), "/"):
		return Moment{}, true, nil
	case p.eat("["):
		m, err = p.set("]")
	case p.eat("{"):
		m, err = p.set("}")
		if err == nil && (m.From.IsZero() || m.To.IsZero()) {
			err = p.fail("a list of dates cannot be open")
		}
	default:
		m, err = p.date()
	}
	return m, false, err
}

// set reads what follows an opening bracket: dates and ranges, with commas.
func (p *parser) set(end string) (Moment, error) {
	var whole Moment
	var seen, openFrom, openTo bool
	add := func(m Moment) {
		if !seen || m.From.Before(whole.From) {
			whole.From = m.From
		}
		if !seen || m.To.After(whole.To) {
			whole.To = m.To
		}
		whole.Grain = m.Grain
		whole.Approx = whole.Approx || m.Approx
		whole.Uncertain = whole.Uncertain || m.Uncertain
		seen = true
	}
	for first := true; ; first = false {
		if p.eat("..") {
			if !first {
				return Moment{}, p.fail("only a set's first date may be open below")
			}
			openFrom = true
			m, err := p.date()
			if err != nil {
				return Moment{}, err
			}
			add(m)
		} else {
			m, err := p.date()
			if err != nil {
				return Moment{}, err
			}
			add(m)
			if p.eat("..") {
				if p.eat(end) {
					openTo = true
					break
				}
				to, err := p.date()
				if err != nil {
					return Moment{}, err
				}
				if to.To.Before(m.From) {
					return Moment{}, p.fail("the range ends before it starts")
				}
				add(to)
			}
		}
		if p.eat(end) {
			break
		}
		if !p.eat(",") {
			return Moment{}, p.fail("expected , or " + end)
		}
	}
	if openFrom && openTo {
		return Moment{}, p.fail("a set open at both ends says nothing")
	}
	grain := whole.Grain
	if openFrom {
		whole.From = time.Time{}
	}
	if openTo {
		whole.To = time.Time{}
	}
	if !openFrom && !openTo {
		grain = spanGrain(whole.From, whole.To)
	}
	whole.Grain = grain
	return whole, nil
}

// digits reads n to m digits.
func (p *parser) digits(n, m int) (int, bool) {
	v, i := 0, 0
	for i < m && p.at+i < len(p.text) {
		c := p.text[p.at+i]
		if c < '0' || c > '9' {
			break
		}
		v = v*10 + int(c-'0')
		i++
	}
	if i < n {
		return 0, false
	}
	p.at += i
	return v, true
}

func (p *parser) qualifier(m *Moment) {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case '~':
			m.Approx = true
		case '?':
			m.Uncertain = true
		case '%':
			m.Approx, m.Uncertain = true, true
		default:
			return
		}
		p.at++
	}
}

// date reads a year with what may follow it.
func (p *parser) date() (Moment, error) {
	var q Moment
	p.qualifier(&q)
	year, grain, err := p.year()
	if err != nil {
		return Moment{}, err
	}
	p.qualifier(&q)
	m := Unit(time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), grain)
	if grain == Year && strings.HasPrefix(p.rest(), "-") {
		p.at++
		p.qualifier(&q)
		if m, err = p.month(year, &q); err != nil {
			return Moment{}, err
		}
	}
	p.qualifier(&q)
	m.Approx, m.Uncertain = q.Approx, q.Uncertain
	return m, nil
}

func (p *parser) year() (int, Grain, error) {
	if p.eat("Y") {
		sign := 1
		if p.eat("-") {
			sign = -1
		}
		y, ok := p.digits(5, 9)
		if !ok || y > maxYear {
			return 0, 0, p.fail("expected 5 to 9 digits of a year after Y")
		}
		return sign * y, Year, nil
	}
	sign := 1
	if p.eat("-") {
		sign = -1
	}
	for n := 4; n >= 1; n-- {
		at := p.at
		y, ok := p.digits(n, n)
		if !ok {
			p.at = at
			continue
		}
		if n == 4 {
			return sign * y, Year, nil
		}
		x := "XXX"[:4-n]
		if sign < 0 || !p.eat(x) {
			p.at = at
			break
		}
		for range x {
			y *= 10
		}
		return y, [...]Grain{1: Millennium, 2: Century, 3: Decade}[n], nil
	}
	return 0, 0, p.fail("expected a year of four digits")
}

// month reads what follows "2021-": a month, season, quarter or half.
func (p *parser) month(year int, q *Moment) (Moment, error) {
	jan := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
	if p.eat("XX") {
		if p.eat("-XX") || !strings.HasPrefix(p.rest(), "-") {
			return Unit(jan, Year), nil
		}
		return Moment{}, p.fail("a day of an unknown month")
	}
	n, ok := p.digits(2, 2)
	if !ok {
		return Moment{}, p.fail("expected two digits of a month")
	}
	months := func(from, n int) Moment {
		a := addMonths(jan, from)
		m := Moment{From: bound(a), To: bound(addMonths(a, n))}
		m.Grain = spanGrain(m.From, m.To)
		return m
	}
	switch {
	case n >= 1 && n <= 12:
		return p.day(year, time.Month(n), q)
	case n >= 21 && n <= 24: // spring starts in March
		return Unit(addMonths(jan, (n-20)*3-1), Season), nil
	case n >= 25 && n <= 28: // the same, of the north
		return Unit(addMonths(jan, (n-24)*3-1), Season), nil
	case n >= 29 && n <= 32: // of the south: spring starts in September
		return Unit(addMonths(jan, ((n-28)*3+5)%12), Season), nil
	case n >= 33 && n <= 36:
		return Unit(addMonths(jan, (n-33)*3), Quarter), nil
	case n >= 37 && n <= 39:
		return months((n-37)*4, 4), nil
	case n == 40 || n == 41:
		return Unit(addMonths(jan, (n-40)*6), HalfYear), nil
	}
	return Moment{}, p.fail("no such month, season, quarter or half")
}

func (p *parser) day(year int, month time.Month, q *Moment) (Moment, error) {
	p.qualifier(q)
	if !p.eat("-") {
		return Unit(time.Date(year, month, 1, 0, 0, 0, 0, time.UTC), Month), nil
	}
	p.qualifier(q)
	if p.eat("XX") {
		return Unit(time.Date(year, month, 1, 0, 0, 0, 0, time.UTC), Month), nil
	}
	d, ok := p.digits(2, 2)
	t := time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
	if !ok || d == 0 || t.Month() != month {
		return Moment{}, p.fail("no such day")
	}
	if !p.eat("T") {
		return Unit(t, Day), nil
	}
	return p.clock(t)
}

// clock reads what follows "2021-03-31T".
func (p *parser) clock(day time.Time) (Moment, error) {
	var part [3]int
	g := Hour
	for i := range part {
		if i > 0 {
			if !p.eat(":") {
				break
			}
			g++
		}
		n, ok := p.digits(2, 2)
		if !ok || n > [...]int{23, 59, 59}[i] {
			return Moment{}, p.fail("no such time of day")
		}
		part[i] = n
	}
	loc := time.UTC
	switch {
	case p.eat("Z"):
		loc = time.FixedZone("Z", 0)
	case strings.HasPrefix(p.rest(), "+"), strings.HasPrefix(p.rest(), "-"):
		sign := 1
		if p.text[p.at] == '-' {
			sign = -1
		}
		p.at++
		h, ok := p.digits(2, 2)
		m := 0
		if p.eat(":") {
			var good bool
			m, good = p.digits(2, 2)
			ok = ok && good
		}
		if !ok || h > 14 || m > 59 {
			return Moment{}, p.fail("no such time zone")
		}
		loc = time.FixedZone("", sign*(h*3600+m*60))
	}
	y, mo, d := day.Date()
	return Unit(time.Date(y, mo, d, part[0], part[1], part[2], 0, loc), g), nil
}
