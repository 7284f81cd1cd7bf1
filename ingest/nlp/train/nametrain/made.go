package nametrain

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/name"
)

// Patterns of news and of encyclopedic text.
var (
	//go:embed made.txt
	newsPatterns string
	//go:embed encyclopedic.txt
	encyclopedicPatterns string
)

// stock is what the slots of patterns are filled with.
type stock struct {
	first, family, countries, adjectives, towns, teams, clubs, bodies, stadiums []string
}

// Made fills patterns, one a line, with names: first names and places of the lexicon,
// family names and bodies of the silver samples.
// Patterns are used n times each, some of them in capitals throughout. Ten lines
// make a document.
func Made(silver []Sample, patterns string, n int, seed uint64) []Sample {
	s := gather(silver)
	r := rand.New(rand.NewPCG(seed, 7))
	var lines []string
	for line := range strings.Lines(patterns) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			lines = append(lines, line)
		}
	}
	var out []Sample
	order := make([]int, 0, len(lines)*n)
	for k := range n * len(lines) {
		order = append(order, k%len(lines))
	}
	r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	for len(order) > 0 {
		k := min(10, len(order))
		out = append(out, s.document(r, lines, order[:k]))
		order = order[k:]
	}
	return out
}

func (s *stock) document(r *rand.Rand, lines []string, which []int) Sample {
	var text strings.Builder
	var out Sample
	var names []name.Name
	for _, k := range which {
		first := len(out.Tokens)
		capitals := r.IntN(4) == 0
		put := func(w string) {
			if capitals {
				w = strings.ToUpper(w)
			}
			start := text.Len()
			text.WriteString(w)
			out.Tokens = append(out.Tokens, nlp.Token{Span: nlp.Span{Start: start, End: text.Len()}})
			text.WriteByte(' ')
		}
		for _, w := range strings.Fields(lines[k]) {
			before, rest, ok := strings.Cut(w, "{")
			if !ok {
				put(w)
				continue
			}
			slot, after, _ := strings.Cut(rest, "}")
			value, kind := s.fill(r, slot)
			if kind == "" {
				put(before + value + s.more(r, after))
				continue
			}
			if v, ok := strings.CutPrefix(value, "the "); ok {
				put("the")
				value = v
			}
			at := len(out.Tokens)
			for _, v := range strings.Fields(value) {
				put(v)
			}
			names = append(names, name.Name{First: at, Last: len(out.Tokens), Kind: kind})
		}
		text.WriteByte('\n')
		out.Sentences = append(out.Sentences, [2]int{first, len(out.Tokens)})
	}
	out.Text = text.String()
	out.Labels = name.Encode(len(out.Tokens), names)
	return out
}

// more fills the slots in the rest of a word: "-{n}".
func (s *stock) more(r *rand.Rand, w string) string {
	for strings.Contains(w, "{") {
		before, rest, _ := strings.Cut(w, "{")
		slot, after, _ := strings.Cut(rest, "}")
		v, _ := s.fill(r, slot)
		w = before + v + after
	}
	return w
}

func (s *stock) fill(r *rand.Rand, slot string) (string, graph.Kind) {
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	switch slot {
	case "P":
		switch r.IntN(20) {
		case 0:
			return s.invent(r) + "-" + pick(nameJoints) + "-" + s.invent(r), graph.Person
		case 1, 2:
			return pick(s.first) + " " + s.invent(r), graph.Person
		case 3, 4, 5:
			return pick(s.first) + "-" + pick(s.first) + " " + pick(s.family), graph.Person
		}
		return pick(s.first) + " " + pick(s.family), graph.Person
	case "L":
		return pick(s.family), graph.Person
	case "I":
		return string(rune('A'+r.IntN(26))) + ". " + pick(s.family), graph.Person
	case "C":
		return pick(s.countries), graph.GPE
	case "G":
		if r.IntN(9) == 0 {
			return pick(s.family), graph.GPE
		}
		return pick(s.towns), graph.GPE
	case "T":
		switch r.IntN(8) {
		case 0:
			return pick(s.family), graph.Organisation // a word nobody knows
		case 1:
			return s.invent(r), graph.Organisation
		}
		return pick(s.teams), graph.Organisation
	case "K":
		switch r.IntN(10) {
		case 0:
			return pick(s.family), graph.Organisation
		case 4, 5:
			return s.invent(r), graph.Organisation
		case 6:
			return pick(townStarts) + " " + s.invent(r), graph.Organisation
		case 7:
			return s.invent(r) + " " + pick(clubEnds), graph.Organisation
		case 1, 2:
			return pick(clubWords) + " " + pick(s.towns), graph.Organisation
		case 3:
			return pick(s.towns) + " " + pick(clubEnds), graph.Organisation
		}
		return pick(s.clubs), graph.Organisation
	case "O":
		return pick(s.bodies), graph.Organisation
	case "F":
		return pick(s.stadiums), graph.Facility
	case "X":
		switch r.IntN(6) {
		case 0:
			return s.invent(r) + " " + s.invent(r), graph.Organisation
		case 1:
			return s.invent(r) + " " + pick(bodyEnds), graph.Organisation
		case 2:
			return pick(s.towns) + " " + pick(bodyEnds), graph.Organisation
		case 3:
			return pick(s.bodies), graph.Organisation
		case 4:
			return s.invent(r) + " " + s.invent(r) + " " + pick(bodyEnds), graph.Organisation
		}
		return s.invent(r), graph.Organisation
	case "Y":
		if r.IntN(5) == 0 {
			return pick(townStarts) + " " + s.invent(r), graph.GPE
		}
		return s.invent(r), graph.GPE
	case "Q":
		if r.IntN(3) == 0 {
			return s.invent(r) + " " + s.invent(r), graph.Person
		}
		return pick(s.first) + " " + s.invent(r), graph.Person
	case "S":
		if r.IntN(2) == 0 {
			return pick(shipWords) + " " + pick(shipWords), graph.Product
		}
		return pick(shipWords) + " " + s.invent(r), graph.Product
	case "W":
		if r.IntN(2) == 0 {
			return "the " + s.invent(r) + " " + pick(paperEnds), graph.Organisation
		}
		return s.invent(r) + " " + pick(paperEnds), graph.Organisation
	case "B":
		return pick(bodyStarts) + " of " + pick(bodyFields), graph.Organisation
	case "Z":
		return initials(r), graph.Organisation
	case "U":
		return s.invent(r) + pick(peopleEnds), graph.Group
	case "N":
		switch r.IntN(4) {
		case 0:
			return s.invent(r) + " " + pick(productEnds), graph.Product
		case 1:
			return pick(productStarts) + " " + s.invent(r), graph.Product
		case 2:
			return s.invent(r) + "-" + fmt.Sprint(1+r.IntN(99)), graph.Product
		}
		return s.invent(r), graph.Product
	case "V":
		switch r.IntN(4) {
		case 0:
			return "The " + pick(workFirst) + " " + pick(workLast), graph.Work
		case 1:
			return pick(workLast) + " of " + s.invent(r), graph.Work
		case 2:
			return pick(workLast) + " and " + pick(workLast), graph.Work
		}
		return pick(workFirst) + " " + pick(workLast), graph.Work
	case "R":
		if r.IntN(3) == 0 {
			return s.invent(r) + " " + s.invent(r) + " " + pick(facilityEnds), graph.Facility
		}
		return s.invent(r) + " " + pick(facilityEnds), graph.Facility
	case "M":
		if r.IntN(2) == 0 {
			return pick(landStarts) + " " + s.invent(r), graph.Place
		}
		return s.invent(r) + " " + pick(landEnds), graph.Place
	case "H":
		return pick(occasionStarts) + " of " + s.invent(r), graph.Occasion
	case "E":
		switch r.IntN(3) {
		case 0:
			return s.invent(r) + " " + pick(cupEnds), graph.Occasion
		case 1:
			return pick(s.adjectives) + " " + pick(cupEnds), graph.Occasion
		}
		return pick(s.towns) + " " + pick(cupEnds), graph.Occasion
	case "A":
		return pick(s.adjectives), graph.Group
	case "s":
		return fmt.Sprintf("%d-%d", r.IntN(8), r.IntN(8)), ""
	case "d":
		return fmt.Sprintf("%d-%02d-%02d", 1990+r.IntN(35), 1+r.IntN(12), 1+r.IntN(28)), ""
	}
	return fmt.Sprint(r.IntN([]int{10, 100, 600}[r.IntN(3)])), ""
}

// invent makes a word of the start of one name and the end of another.
func (s *stock) invent(r *rand.Rand) string {
	for {
		a, b := s.family[r.IntN(len(s.family))], s.family[r.IntN(len(s.family))]
		if len(a) < 4 || len(b) < 5 || !plainWord(a) || !plainWord(b) {
			continue
		}
		return a[:2+r.IntN(len(a)-2)] + strings.ToLower(b[len(b)-2-r.IntN(3):])
	}
}

// initials makes two to five capitals, most of them three or four.
func initials(r *rand.Rand) string {
	var b strings.Builder
	for range []int{2, 3, 3, 3, 3, 4, 4, 5}[r.IntN(8)] {
		b.WriteByte("ABCDEFGHIJKLMNOPRSTUVWAPSCFNIO"[r.IntN(30)])
	}
	return b.String()
}

func plainWord(w string) bool {
	for i := range len(w) {
		if c := w[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// What invented names are made with.
var (
	bodyEnds       = strings.Fields("Group Holdings Bank Industries Shipping Salvage Energy Mining Partners Capital Foods Airlines Motors Systems Media Telecom Pharma Steel Oil Gas Insurance Construction Logistics Union Front Movement Party Institute Foundation Trust Council Association Club Kaisha Werke AG SA Ltd Inc Corp")
	townStarts     = strings.Fields("San Santa Port Fort New Old North South East West El Al Upper Lower Saint Mount Villa Bad Puerto")
	shipWords      = strings.Fields("Ever Given Star Pacific Ocean Harmony Northern Spirit Sea Princess Atlantic Queen Golden Dawn Blue Horizon Baltic Pearl Trident Eagle Morning Grace Arctic Breeze Southern Cross Silver Wave Grand Hope Eastern Wind")
	paperEnds      = strings.Fields("Times Post Herald News Tribune Gazette Daily Mail Echo Standard Chronicle Today Radio TV Journal Star Courier Observer Tidings")
	cupEnds        = strings.Fields("Cup Open Masters Classic Championships Championship Games Trophy Marathon Festival Olympics Invitational")
	peopleEnds     = strings.Fields("ians ers is ese ans ites ish ian")
	productStarts  = strings.Fields("Galaxy Super Mega Model Project Sky Power Air Smart Pocket")
	productEnds    = strings.Fields("Pro Air Mini Max Plus One Phone Pad Book OS Console Player Mobile Watch Roadster Coupe")
	workFirst      = strings.Fields("Silent Last Dark Golden Broken Lost Bright Hidden Long White Wild Stolen Second Secret Endless Burning Distant Northern")
	workLast       = strings.Fields("River Summer Shadows Honour Dust Winter Mirror Garden Kingdom Letters Road Night Dreams House Days Fire Songs Stranger Promise Children")
	facilityEnds   = strings.Fields("Bridge Trail Mansion Tower Stadium Airport Hospital Museum Hotel Palace Arena Street Avenue Highway Library Theatre Dam Tunnel Prison Cathedral Park Square Motel")
	landStarts     = strings.Fields("Mount Lake Cape Mt. Loch")
	landEnds       = strings.Fields("River Mountains Valley Island Islands Bay Peninsula Hills Forest Desert Falls Glacier Range Plateau Beach")
	occasionStarts = strings.Fields("Battle Siege Feast Massacre Festival")
	nameJoints     = strings.Fields("ul ur al el bin van de")
	bodyStarts     = strings.Fields("Ministry Department Board Council Chamber Office Institute Court Academy Association Federation Bureau Commission University Committee")
	bodyFields     = strings.Split("Defence|Defense|Foreign Affairs|Finance|Justice|Health|Education|the Interior|Trade|Commerce|Transport|Agriculture|Energy|Elections|Ministers|Appeal|Sciences|Human Rights|Labour|Public Works|Fisheries|Journalists|Doctors", "|")
)

// gather collects the names for the slots.
func gather(silver []Sample) *stock {
	s := &stock{}
	for _, e := range lexicon.Words("firstnames").Entries {
		if len(e.Key) > 2 {
			s.first = append(s.first, e.Key)
		}
	}
	for _, e := range lexicon.Words("countries").Entries {
		if !strings.ContainsAny(e.Key, "-'") {
			s.countries = append(s.countries, e.Key)
		}
		if a, _, _ := strings.Cut(e.Field(2), "|"); a != "" {
			s.adjectives = append(s.adjectives, a)
		}
	}
	s.countries = append(s.countries, "U.S.", "UK", "Britain", "England", "Scotland", "Wales", "Holland")
	for _, e := range lexicon.Words("places").Entries {
		if e.Field(0) == "gpe" && !strings.ContainsAny(e.Key, ",'.-") {
			s.towns = append(s.towns, e.Key)
			if f := e.Field(1); f == "USA" || f == "GBR" || f == "AUS" || f == "IND" || f == "ZAF" || f == "PAK" || f == "LKA" {
				s.teams = append(s.teams, e.Key)
			}
		}
	}
	for _, county := range []string{"Leicestershire", "Nottinghamshire", "Derbyshire", "Lancashire", "Warwickshire", "Worcestershire", "Gloucestershire", "Northamptonshire", "Glamorgan", "Middlesex", "Surrey", "Sussex", "Essex", "Kent", "Hampshire", "Somerset", "Durham", "Yorkshire"} {
		s.teams = append(s.teams, county, county, county)
	}
	s.stadiums = []string{"The Oval", "Old Trafford", "Lord 's", "Wembley", "Eden Gardens", "Madison Square Garden", "Wrigley Field", "Anfield", "Edgbaston", "Headingley", "Trent Bridge", "San Siro", "Camp Nou", "Fenway Park", "Yankee Stadium"}
	seen := map[string]int{}
	var bodies []string
	for _, x := range silver {
		for _, n := range name.Decode(x.Labels) {
			w := x.Text[x.Tokens[n.Last-1].Start:x.Tokens[n.Last-1].End]
			switch {
			case n.Kind == graph.Person && n.Last-n.First > 1 && len(w) > 2 && w[0] >= 'A' && w[0] <= 'Z' && !strings.ContainsAny(w, "."):
				if seen[w]++; seen[w] == 2 {
					s.family = append(s.family, w)
				}
			case n.Kind == graph.Organisation && n.Last-n.First > 1 && n.Last-n.First < 5:
				var b []string
				for i := n.First; i < n.Last; i++ {
					b = append(b, x.Text[x.Tokens[i].Start:x.Tokens[i].End])
				}
				t := strings.Join(b, " ")
				if seen["o:"+t]++; seen["o:"+t] == 4 {
					bodies = append(bodies, t)
				}
			}
		}
	}
	for _, e := range lexicon.Words("companies").Entries {
		s.bodies = append(s.bodies, e.Key)
	}
	s.clubs = slices.Clone(s.bodies[max(0, len(s.bodies)-130):])
	for _, e := range lexicon.Words("clubs").Entries {
		s.clubs = append(s.clubs, e.Key)
	}
	s.clubs = append(s.clubs, clubNames...)
	s.bodies = append(s.bodies, bodies...)
	return s
}

// clubWords stand before a town, clubEnds after one, in the names of clubs.
var (
	clubWords = strings.Fields("Dynamo Dinamo Spartak Lokomotiv Rotor CSKA Partizan Real Sporting Racing Inter Athletic Olympique Deportivo Union Hapoel Maccabi Zenit Torpedo Alania Lada FC AC Borussia Fortuna Sparta Slavia")
	clubEnds  = strings.Fields("United City Rovers Wanderers Town Athletic County Rangers FC Albion XI Tigers Bears Eagles Kings Sharks")
)

// clubNames are teams by their nicknames.
var clubNames = strings.Fields("Yankees Mets Orioles Tigers Braves Cubs Dodgers Giants Padres Rockies Astros Mariners Rangers Twins Indians Royals Angels Athletics Marlins Expos Pirates Cardinals Reds Phillies Brewers Lakers Bulls Knicks Celtics Pistons Rockets Spurs Cowboys Packers Bears Jets Dolphins Steelers Broncos Raiders Vikings Chiefs Arsenal Chelsea Everton Liverpool Ajax Juventus Inter Lazio Benfica Porto Sporting Celtic Hearts Hibernian Wimbledon Fulham Barnsley Blackburn Sunderland Middlesbrough Feyenoord PSV Anderlecht Monaco Auxerre Marseille Bayern Schalke Werder Galatasaray Fenerbahce Olympiakos Dynamo Spartak CSKA Lokomotiv")
