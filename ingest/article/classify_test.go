package article

import (
	"strings"
	"testing"
	"time"
)

var kindLetters = map[BlockKind]string{
	TitleBlock: "T", Subtitle: "S", Body: "B", ListItem: "L", Caption: "P", Credit: "C", Navigation: "N", Table: "X",
}

// pages are plain-text articles with the kind of every paragraph in front of
// it: T title, S subtitle, B body, L list item, P caption, C credit,
// N navigation, X table. "{}" ends a dateline.
var pages = []struct{ name, want string }{
	{"agency copy on an outlet's page", `
T|Port workers and owners resume pay talks
P|Cranes stand idle at the container terminal in Rostock, in May, 2019. (AFP)
B|ROSTOCK (NORDPOST) — {}Dock workers and port owners went back to the table on Monday, a union spokesman said.
B|The talks had broken off last week. Both sides gave few details.
C|(Nordpost Media/Reuters)
N|Previous Article
N|Ferry line adds two ships before summer
N|Next Article
N|Council vote delays harbour bridge
N|Related Posts`},
	{"share line, byline, dates and newsletter lines", `
N|Home | World | Politics
T|Minister quits over tunnel contract
C|By Ana Lindqvist and Joe Marsh
C|Published: 3 May 2018
N|Share on Facebook
N|Facebook Twitter WhatsApp Email
B|The transport minister resigned on Thursday after an audit found that a tunnel contract had been awarded without a tender.
N|Read more: How the tunnel went over budget
B|She said she took full responsibility and would return to parliament as an ordinary member.
N|Sign up for our morning newsletter
B|The opposition had called for her to go since March, when the first documents were published by a local paper.
C|Reporting by Ana Lindqvist; Editing by Pat Moss
C|© 2018 The Daily Ledger. All rights reserved.`},
	{"headline straight into the dateline", `
T|Quake shakes northern coast
B|IQUIQUE, Chile, April 2 (Reuters) - {}A strong earthquake struck off the northern coast late on Tuesday, and officials ordered people to leave low ground.
B|No deaths were reported at first.`},
	{"no headline, agency credit at the end of the last sentence", `
B|KYIV — {}Ukraine and its neighbours signed an agreement on grain transit on Friday, the infrastructure ministry said.
B|The deal runs for two years and can be extended, the ministry said in a statement.
C|(Reuters)`},
	{"credit inside the last paragraph", `
T|Two held after museum theft
B|VIENNA, March 3 (APA) - {}Police arrested two men on Tuesday over the theft of four paintings from a small museum near the Hofburg.
B|The paintings were found unharmed in the boot of a car, a police spokeswoman said.~C|(AFP)`},
	{"a box of links in the middle", `
T|Court blocks mine expansion
B|A regional court on Wednesday stopped the expansion of an open-cast mine, siding with two villages that would have been cleared.
N|Related:
N|Villagers camp in front of diggers
N|Energy firm posts record loss
B|Judges found that the licence had been issued without a proper study of the groundwater, which supplies about 30,000 people.
B|The company said it would appeal against the ruling within the month, and that jobs were at risk.
B|Residents who had gathered in front of the court greeted the ruling with cheers and the ringing of bells.`},
	{"standfirst and headings", `
T|What the ceasefire means for the valley
S|Both sides have agreed to stop firing, but the hard questions remain open
B|TARANOVA (Meridian) – {}The two governments said on Sunday that their troops would hold fire from midnight along the whole of the river.
S|Who will watch the line
B|Observers from three countries are to arrive within ten days, according to the text that was released by both sides.`},
	{"list and table", `
T|Results of the first round
B|The electoral commission published the results of Sunday's first round, with turnout put at 61 percent of voters.
L|- Marta Oyelaran won 44 percent
L|- Pavel Drun came second with 31 percent
X|Oyelaran	44	1,204,331
X|Drun	31	848,220
B|A second round between the two leaders will be held on 20 June, the commission said in its statement.`},
	{"photo credits without brackets", `
T|Storm cuts power to thousands
P|A fallen tree blocks a road outside Galway. Photo: Tom Reilly/Irish Wire
P|Waves break over the sea wall. Jane Doe/Getty Images
B|About 40,000 homes lost power on Monday as a winter storm crossed the west of Ireland, the grid operator said.
B|Crews worked through the night. Schools in three counties stayed closed on Tuesday as a precaution.
N|Follow us on Twitter`},
	{"Russian and Chinese agency style", `
T|Trade turnover grows, ministry says
B|MOSCOW, March 31. /TASS/. {}Trade between the two countries grew by nine percent in the first quarter, the ministry said on Wednesday.
B|The figure does not include services, an official added at a briefing for reporters.`},
	{"a capital and a colon", `
T|Flood alert issued for Punjab
B|ISLAMABAD: {}The disaster authority on Tuesday issued a flood alert for four districts after two days of heavy rain.
B|NOTE: this sentence is part of the story and has no dateline, though it starts with capitals and a colon.`},
	{"a date and a byline on one line, a caption with the outlet's name", `
T|Ministers talk by telephone
C|16 April 2019 by Zoë Lemaître
P|Soldiers during an exercise in Brenna, in 2015. (Delta Post)
B|SOLDAU (DP) — {}The two ministers spoke by telephone on Friday, their offices said in statements.
B|Neither side gave details of what was said.`},
	{"a pasted page with its menus and teasers", `
N|Homepage
N|World
N|Tech
N|Science
N|Entertainment & Arts
N|Have Your Say
T|Prosecutors drop case against harbour master
C|19 November 2019
N|Copy this link
N|https://www.example.org/news/world-50473792
P|Image copyright EPA
B|Prosecutors in the port of Aldmouth have dropped a case of bribery against the former harbour master, who always denied it.
N|Prosecutors drop case against harbour master
B|The deputy head of prosecutions said that witnesses no longer remembered enough after nine years.
N|Trending
N|Why you should close the door at night
N|Ferris wheel becomes a lantern
B|The harbour master was arrested in the spring of 2010 in his office, and spent a night in a cell.
B|He left the port two years later and moved abroad, where he wrote a book about the case.
B|His lawyer said on Tuesday that the decision had come far too late for his client.
C|Fay Holm in Aldmouth contributed to this report.
N|More Aldmouth News
N|Council meets on flood wall
N|The council will meet on Friday to talk about the flood wall that was promised.
N|3 hours ago`},
	{"a date with hour and desk, a bio, brackets round an update", `
T|Presidents meet by the sea
C|Sep 29, 2021 - 05:34 pm GMT+3 BY DAILY STAFF WITH AGENCIES SOCHI
C|(Updated: 29 Sep 2021 11:20PM)
B|The two presidents met in the resort on Wednesday for talks that lasted almost three hours, officials said.
S|March 31, 2021: protests begin
B|Neither of them took questions. "The steps we take together matter," one of them said at the start.
N|Follow Delta News on Twitter for the latest updates.
C|Anna Petros is a reporter in Delta. She tweets at @annap.
N|Read more at: https://example.org/news/plant`},
	{"stray spaces make no table", `
T|Campaign trail in July
B|On the first of July the city cleared the square   that protesters had held for weeks.  Unrest went on in   other cities, where the police made arrests every night until the end of the month.`},
	{"an acronym and a dash is no dateline", `
T|Alliance meets in spring
B|NATO - The alliance's acronym starts this sentence, which a careless reader would take for the name of a city.
B|Its ministers meet twice a year, in spring and in autumn, as they have done for decades.`},
}

func TestClassify(t *testing.T) {
	for _, page := range pages {
		t.Run(page.name, func(t *testing.T) {
			var text, want []string
			for _, l := range strings.Split(strings.TrimSpace(page.want), "\n") {
				joined := ""
				for i, piece := range strings.Split(l, "~") {
					if i > 0 {
						joined += " "
					}
					joined += strings.Replace(piece[2:], "{}", "", 1)
					want = append(want, piece)
				}
				text = append(text, joined)
			}
			as, err := Read(strings.NewReader(strings.Join(text, "\n\n")), "a.txt", Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, b := range as[0].Blocks {
				s := as[0].Text[b.Start:b.End]
				if b.Dateline > 0 {
					s = s[:b.Dateline] + "{}" + s[b.Dateline:]
				}
				got = append(got, kindLetters[b.Kind]+"|"+s)
			}
			if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
				t.Errorf("got\n%s\nwant\n%s", g, w)
			}
		})
	}
}

func TestMetadataOfText(t *testing.T) {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	body := "\n\nThe minister said on Tuesday that the bridge would be open to traffic before the end of the year, and thanked the workers.\n"
	rows := []struct {
		name, text string
		opts       Options
		published  time.Time
		from       string
		publisher  string
		agency     string
		problems   int
	}{
		{"front matter", "---\ntitle: Bridge to open\npublisher: Delta Post\npublished: 2019-05-07\nagency: Associated Press\n---" + body, Options{}, day(2019, 5, 7), "metadata", "Delta Post", "AP", 0},
		{"flag beats front matter", "---\npublished: 2019-05-07\n---" + body, Options{Published: day(2019, 5, 8)}, day(2019, 5, 8), "flag", "", "", 0},
		{"and says when they disagree", "---\npublished: 2018-05-07\n---" + body, Options{Published: day(2019, 5, 8)}, day(2019, 5, 8), "flag", "", "", 1},
		{"date line", "Bridge to open\n\nTuesday, May 7, 2019" + body, Options{}, day(2019, 5, 7), "metadata", "", "", 0},
		{"two dates in a line", "Bridge to open\n\nPosted: Tue 6:45 PM, May 7, 2019 | Updated: Wed 8:31 PM, May 8, 2019" + body, Options{}, time.Date(2019, 5, 7, 18, 45, 0, 0, time.UTC), "metadata", "", "", 0},
		{"updated line", "Bridge to open\n\nUpdated on 7 May 2019 at 10:05 GMT" + body, Options{}, time.Date(2019, 5, 7, 10, 5, 0, 0, time.UTC), "metadata", "", "", 0},
		{"url", "---\nurl: https://www.example.org/2019/05/07/bridge?utm_source=x\n---" + body, Options{}, day(2019, 5, 7), "url", "example.org", "", 0},
		{"url with a month's name", "---\nurl: https://example.org/2019/may/07/bridge\n---" + body, Options{}, day(2019, 5, 7), "url", "example.org", "", 0},
		{"dateline with a year", "DELTA, 7 May 2019 (AFP) - " + body, Options{}, day(2019, 5, 7), "dateline", "", "AFP", 0},
		{"dateline far from the date", "---\npublished: 2019-05-07\n---\nDELTA, March 3 (AFP) - " + body[2:], Options{}, day(2019, 5, 7), "metadata", "", "AFP", 1},
		{"head lines without a frame", "Title: Bridge to open\nAuthor: Ann Lee\nDate: 7 May 2019\nSource: Delta Post" + body, Options{}, day(2019, 5, 7), "metadata", "Delta Post", "", 0},
		{"nothing", body, Options{}, time.Time{}, "", "", "", 0},
		{"an agency nobody knows, in the dateline", "---\npublisher: Delta Post\n---\nDELTA (Meridian) - " + body[2:], Options{}, time.Time{}, "", "Delta Post", "Meridian", 0},
		{"the outlet's own name in the dateline", "---\npublisher: Delta Post\n---\nDELTA (DP) - " + body[2:], Options{}, time.Time{}, "", "Delta Post", "", 0},
		{"an outlet that is an agency", "---\npublisher: Meridian News Agency\n---\nDELTA (Meridian) - " + body[2:], Options{}, time.Time{}, "", "Meridian News Agency", "Meridian News Agency", 0},
		{"an agency nobody knows, by its name", body + "\n(Delta Post/Meridian News Agency)", Options{}, time.Time{}, "", "Delta Post", "Meridian News Agency", 0},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			as, err := Read(strings.NewReader(strings.Replace(r.text, "- \n\n", "- ", 1)), "a.txt", r.opts)
			if err != nil {
				t.Fatal(err)
			}
			a := as[0]
			if !a.Published.Equal(r.published) || a.DateFrom != r.from || a.Publisher != r.publisher || a.Agency != r.agency || len(a.Problems) != r.problems {
				t.Errorf("got %s by %q, publisher %q, agency %q, problems %v", a.Published, a.DateFrom, a.Publisher, a.Agency, a.Problems)
			}
		})
	}
}

func TestParseDate(t *testing.T) {
	for _, r := range []struct{ in, want string }{
		{"2021-03-31T14:05:00+03:00", "2021-03-31T14:05:00+03:00"},
		{"2021-03-31T14:05:00.000Z", "2021-03-31T14:05:00Z"},
		{"2021-03-31", "2021-03-31"},
		{"Wed, 31 Mar 2021 14:05:00 GMT", "2021-03-31T14:05:00Z"},
		{"March 31, 2021 3:04 p.m. EDT", "2021-03-31T15:04:00-04:00"},
		{"Sept. 3, 2019", "2019-09-03"},
		{"3rd September 2019", "2019-09-03"},
		{"31 March 2021 — 10:15", "2021-03-31T10:15:00Z"},
		{"1617199500", "2021-03-31T14:05:00Z"},
		{"20210331", "2021-03-31"},
		{"Tuesday", ""}, {"in May", ""}, {"", ""}, {"chapter 12", ""}, {"14,000 people", ""},
	} {
		got := ""
		if d, dayOnly, ok := ParseDate(r.in); ok && dayOnly {
			got = d.Format(time.DateOnly)
		} else if ok {
			got = d.Format(time.RFC3339)
		}
		if got != r.want {
			t.Errorf("ParseDate(%q) = %q, want %q", r.in, got, r.want)
		}
	}
}
