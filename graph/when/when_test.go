package when_test

import (
	"slices"
	"testing"
	"time"

	"dateline/graph/when"
	"pgregory.net/rapid"
)

func parse(t testing.TB, s string) when.Period {
	t.Helper()
	p, err := when.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Each row: EDTF as read, as written again if that differs, and in words.
var forms = []struct{ in, out, text string }{
	{"", "", ""},
	{"2021-03-31", "", "31 March 2021"},
	{"2021-03", "", "March 2021"},
	{"2021", "", "2021"},
	{"2021?", "", "perhaps 2021"},
	{"1990~", "", "about 1990"},
	{"2004-06-11%", "", "perhaps about 11 June 2004"},
	{"2004-06~-11", "2004-06-11~", "about 11 June 2004"},
	{"?2004-06", "2004-06?", "perhaps June 2004"},
	{"201X", "", "the 2010s"},
	{"19XX", "", "the 20th century"},
	{"2XXX", "", "the millennium from 2000"},
	{"2021-XX", "2021", "2021"},
	{"2021-03-XX", "2021-03", "March 2021"},
	{"2021-XX-XX", "2021", "2021"},
	{"2021-21", "", "spring 2021"},
	{"2021-22", "", "summer 2021"},
	{"2021-24", "", "winter 2021/22"},
	{"2021-26", "2021-22", "summer 2021"},
	{"2021-29", "2021-23", "autumn 2021"},
	{"2021-33", "", "the 1st quarter of 2021"},
	{"2021-36", "", "the 4th quarter of 2021"},
	{"2021-41", "", "the second half of 2021"},
	{"2021-37", "[2021-01-01..2021-04-30]", "some time from 1 January 2021 to 30 April 2021"},
	{"[2021-03-22..2021-03-28]", "", "some day in the week of 22 March 2021"},
	{"[..2013]", "", "not after 2013"},
	{"[..2013-12-31]", "", "not after 31 December 2013"},
	{"[2014..]", "", "not before 2014"},
	{"[2014-02-01..]", "", "not before 1 February 2014"},
	{"[1667,1668,1670..1672]", "[1667..1672]", "some time from 1667 to 1672"},
	{"[2021-01-01..2021-03-31]", "", "some time from 1 January 2021 to 31 March 2021"},
	{"[2021-01-01..2021-03-30]", "", "some time from 1 January 2021 to 30 March 2021"},
	{"[1990~..1995~]", "", "about some time from 1990 to 1995"},
	{"{2021-05-03,2021-05-04}", "2021-05-03/2021-05-04", "from 3 May 2021 to 4 May 2021"},
	{"2021-05-03/2021-05-05", "", "from 3 May 2021 to 5 May 2021"},
	{"2014/..", "", "from 2014 on"},
	{"2014/", "2014/..", "from 2014 on"},
	{"../2013", "", "until 2013"},
	{"/2013", "../2013", "until 2013"},
	{"2004-06-11%/2004-06~", "", "from perhaps about 11 June 2004 to about June 2004"},
	{"2021-03-31T10", "", "10h on 31 March 2021"},
	{"2021-03-31T10:30", "", "10:30 on 31 March 2021"},
	{"2021-03-31T10:30:05", "", "10:30:05 on 31 March 2021"},
	{"2021-03-31T10:30:05Z", "", "10:30:05 on 31 March 2021 (UTC+00)"},
	{"2021-03-31T10:30+02:00", "", "10:30 on 31 March 2021 (UTC+02)"},
	{"0001", "", "1"},
	{"0000", "", "1 BC"},
	{"-0044-03-15", "", "15 March 45 BC"},
	{"Y-17000", "", "17001 BC"},
	{"Y170002", "", "170002"},
	{"[-0100..-0044]", "", "some time from 101 BC to 45 BC"},
	{"[2021-03-01../..", "!", ""},
	{"2021-02-30", "!", ""},
	{"2021-13", "!", ""},
	{"2021-03-31T24:00", "!", ""},
	{"2021/2020", "!", ""},
	{"21", "!", ""},
	{"..", "!", ""},
	{"[..]", "!", ""},
	{"[2014..,2016]", "!", ""},
	{"2021-XX-05", "!", ""},
	{"Y2021", "!", ""},
	{"2021 ", "!", ""},
}

func TestForms(t *testing.T) {
	for _, f := range forms {
		p, err := when.Parse(f.in)
		if f.out == "!" {
			if err == nil {
				t.Errorf("Parse(%q) = %s, want an error", f.in, p)
			}
			continue
		}
		want := f.out
		if want == "" {
			want = f.in
		}
		if err != nil {
			t.Errorf("Parse: %v", err)
		} else if p.String() != want || p.Text() != f.text {
			t.Errorf("{%q, %q, %q},", f.in, p.String(), p.Text())
		}
	}
}

func TestCompareKnown(t *testing.T) {
	for _, row := range []struct {
		p, q                              string
		certain, possible, after, mayable bool // p before q, p after q
	}{
		{"2020", "2021", true, true, false, false},
		{"2021-03", "2021", false, true, false, true},
		{"2021-03-31", "2021-04", true, true, false, false},
		{"[..2013]", "2014/..", true, true, false, false},
		{"[..2013]", "2012", false, true, false, true},
		{"1990~", "1991", false, true, false, true}, // about 1990 may be 1991
		{"1990~", "1992", true, true, false, false},
		{"1990?", "2020", false, true, false, true},
		{"2014/..", "2020", false, true, false, false},
		{"", "2020", false, true, false, true},
		{"2021-03-31T23-05:00", "2021-04-01", false, true, false, true}, // in UTC it is April
	} {
		p, q := parse(t, row.p), parse(t, row.q)
		if got := p.CertainlyBefore(q); got != row.certain {
			t.Errorf("%q certainly before %q: got %t", row.p, row.q, got)
		}
		if got := p.PossiblyBefore(q); got != row.possible {
			t.Errorf("%q possibly before %q: got %t", row.p, row.q, got)
		}
		if row.after && p.CertainlyBefore(q) {
			t.Errorf("%q is before %q", row.p, row.q)
		}
		if got := p.PossiblyAfter(q); got != row.mayable {
			t.Errorf("%q possibly after %q: got %t", row.p, row.q, got)
		}
	}
}

func TestIn(t *testing.T) {
	from, to := parse(t, "2021-03").Bounds()
	for _, row := range []struct {
		p                 string
		certain, possible bool
	}{
		{"2021-03-31", true, true},
		{"2021", false, true},
		{"2021-04", false, false},
		{"2021-03-20/..", false, true},
		{"../2021-02", false, false},
		{"2021-03-15~", true, true},
		{"2021-03-15?", false, true},
	} {
		p := parse(t, row.p)
		if got := p.CertainlyIn(from, to); got != row.certain {
			t.Errorf("%q certainly in March 2021: got %t", row.p, got)
		}
		if got := p.PossiblyIn(from, to); got != row.possible {
			t.Errorf("%q possibly in March 2021: got %t", row.p, got)
		}
	}
}

func TestMeet(t *testing.T) {
	for _, row := range []struct{ p, q, want string }{
		{"2021", "2021-03", "2021-03"},
		{"[..2021-03-31]", "2021-03", "2021-03"},
		{"[..2021-03-31]", "2021", "[2021-01-01..2021-03-31]"},
		{"2014/..", "2021", "2021"},
		{"2014/2020", "2018/..", "-"},
		{"2020", "2021", "-"},
		{"1990~", "1990", "1990"},
		{"1990~", "[..2021-03-31]", "1990~"}, // a bound makes nothing surer
		{"1990?", "[..2021-03-31]", "1990?"},
		{"2021~", "[..2021-03-31]", "[2021-01-01~..2021-03-31~]"},
		{"1990~", "1990-03", "1990-03"},
		{"", "2021", "2021"},
	} {
		got, ok := when.Meet(parse(t, row.p), parse(t, row.q))
		s := got.String()
		if !ok {
			s = "-"
		}
		if s != row.want {
			t.Errorf("Meet(%q, %q) = %s, want %s", row.p, row.q, s, row.want)
		}
	}
}

func TestOrder(t *testing.T) {
	want := []string{"-0044", "1990", "1990~", "2014", "2014/..", "2014-02", "2021-03", "2021-03-31", "[..2021-03-31]", "2021-04-02", ""}
	var ps []when.Period
	for _, s := range want {
		ps = append(ps, parse(t, s))
	}
	slices.Reverse(ps)
	slices.SortFunc(ps, when.Compare)
	for i, p := range ps {
		if p.String() != want[i] {
			t.Errorf("place %d: got %q, want %q", i, p, want[i])
		}
	}
}

func TestAdd(t *testing.T) {
	day := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	if got := when.Add(day(2021, 3, 31), -1, when.Month); !got.Equal(day(2021, 2, 28)) {
		t.Errorf("a month before 31 March 2021: got %v", got)
	}
	if got := when.Add(day(2020, 2, 29), 1, when.Year); !got.Equal(day(2021, 2, 28)) {
		t.Errorf("a year after 29 February 2020: got %v", got)
	}
	if got := when.Unit(day(2021, 2, 3), when.Season); when.At(got).String() != "2020-24" {
		t.Errorf("the winter of February 2021: got %s", got)
	}
}

var (
	grains  = []when.Grain{when.Millennium, when.Century, when.Decade, when.Year, when.HalfYear, when.Quarter, when.Season, when.Month, when.Week, when.Day, when.Hour, when.Minute, when.Second}
	instant = rapid.Custom(func(t *rapid.T) time.Time {
		y := rapid.OneOf(rapid.IntRange(-3, 3), rapid.IntRange(1800, 2100), rapid.IntRange(-20000, 20000)).Draw(t, "year")
		return time.Date(y, time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 31).Draw(t, "day"),
			rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute"), 0, 0, time.UTC)
	})
	moments = rapid.Custom(func(t *rapid.T) when.Moment {
		m := when.Unit(instant.Draw(t, "instant"), rapid.SampledFrom(grains).Draw(t, "grain"))
		if rapid.IntRange(0, 3).Draw(t, "kind") == 0 {
			n := when.Unit(when.Add(m.From, rapid.IntRange(1, 40).Draw(t, "n"), when.Day), when.Day)
			m = when.Within(when.Unit(m.From, when.Day).From, n.To)
		}
		switch rapid.IntRange(0, 9).Draw(t, "open") {
		case 0:
			m = when.Before(m.To)
		case 1:
			m = when.After(m.From)
		}
		m.Approx = rapid.IntRange(0, 4).Draw(t, "approx") == 0
		m.Uncertain = rapid.IntRange(0, 4).Draw(t, "uncertain") == 0
		return m
	})
	periods = rapid.Custom(func(t *rapid.T) when.Period {
		m := moments.Draw(t, "start")
		if rapid.Bool().Draw(t, "lasting") {
			n := moments.Draw(t, "end")
			if n.To.IsZero() || m.From.IsZero() || !n.To.After(m.From) {
				n = when.Moment{}
			}
			return when.Span(m, n)
		}
		return when.At(m)
	})
)

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := periods.Draw(t, "p")
		s := p.String()
		q, err := when.Parse(s)
		if err != nil {
			t.Fatalf("%+v is written as %q: %v", p, s, err)
		}
		if q.String() != s {
			t.Fatalf("%q is written again as %q", s, q)
		}
		if !q.Start.From.Equal(p.Start.From) || !q.End.To.Equal(p.End.To) || q.Lasting != p.Lasting {
			t.Fatalf("%q: bounds %v..%v became %v..%v", s, p.Start.From, p.End.To, q.Start.From, q.End.To)
		}
	})
}

func TestCompareIsATotalOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := periods.Draw(t, "a"), periods.Draw(t, "b"), periods.Draw(t, "c")
		if when.Compare(a, b) != -when.Compare(b, a) {
			t.Fatalf("%s and %s are not antisymmetric", a, b)
		}
		if when.Compare(a, b) <= 0 && when.Compare(b, c) <= 0 && when.Compare(a, c) > 0 {
			t.Fatalf("%s <= %s <= %s, but not the first and the last", a, b, c)
		}
		if when.Compare(a, b) == 0 && a.String() != b.String() {
			t.Fatalf("%s and %s compare equal", a, b)
		}
	})
}

func TestCertainIsPossible(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := periods.Draw(t, "a"), periods.Draw(t, "b")
		if a.CertainlyBefore(b) && !a.PossiblyBefore(b) {
			t.Fatalf("%s is certainly but not possibly before %s", a, b)
		}
		if a.CertainlyBefore(b) && b.CertainlyBefore(a) {
			t.Fatalf("%s and %s are each before the other", a, b)
		}
		from, to := b.Bounds()
		if !from.IsZero() && !to.IsZero() && from.Before(to) && a.CertainlyIn(from, to) && !a.PossiblyIn(from, to) {
			t.Fatalf("%s is certainly but not possibly in %s", a, b)
		}
		if m, ok := when.Meet(a, b); ok && !a.IsZero() && !b.IsZero() {
			n, ok2 := when.Meet(b, a)
			if !ok2 || !m.Start.From.Equal(n.Start.From) || !m.End.To.Equal(n.End.To) {
				t.Fatalf("Meet(%s, %s) = %s, the other way %s", a, b, m, n)
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, row := range forms {
		f.Add(row.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := when.Parse(s)
		if err != nil {
			return
		}
		w := p.String()
		q, err := when.Parse(w)
		if err != nil {
			t.Fatalf("%q is written as %q: %v", s, w, err)
		}
		if q.String() != w {
			t.Fatalf("%q is written as %q, then as %q", s, w, q)
		}
		p.Text()
	})
}

func BenchmarkParseWrite(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		p, _ := when.Parse("[2021-03-22..2021-03-28]")
		_ = p.String()
	}
}
