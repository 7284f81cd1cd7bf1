package claim

import (
	"cmp"
	"slices"

	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// same sets Same: for each happening the first earlier one that tells of the same
// event. Two are the same when their types agree, no argument, date, place or
// number speaks against it, and something speaks for it: a shared participant,
// a definite noun ("the call"), or the headline retold in the lead.
func (r *reader) same() {
	hs := r.d.Happenings
	order := make([]int, 0, len(hs))
	for i := range hs {
		if hs[i].Same < 0 && hs[i].Trigger >= 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(hs[a].Trigger, hs[b].Trigger) })
	r.lead = r.leadBlock()
	r.times = make([][]int32, len(r.d.Sentences))
	for k := range r.d.Timexes {
		if s := r.d.Timexes[k].Sentence; s >= 0 && s < len(r.times) {
			r.times[s] = append(r.times[s], int32(k))
		}
	}
	clusters := map[graph.TypeID][]*cluster{}
	for _, i := range order {
		p := r.profile(i)
		var best *cluster
		for k := len(clusters[p.kind]) - 1; k >= 0 && k >= len(clusters[p.kind])-maxClusters; k-- {
			c := clusters[p.kind][k]
			if v := r.verdict(c, &p); v > 0 && (best == nil || v > best.score) {
				c.score, best = v, c
			}
		}
		if best == nil {
			clusters[p.kind] = append(clusters[p.kind], &cluster{profile: p, first: i})
			continue
		}
		hs[i].Same = best.first
		best.join(&p)
	}
}

// maxClusters bounds how many earlier events of a type one is compared with.
const maxClusters = 64

// profile is what one happening commits its event to.
type profile struct {
	kind      graph.TypeID
	index     int
	roles     []filler
	things    []thing
	symmetric bool
	known     bool // "the call"
	other     bool // "another call"
	plural    bool
	nominal   bool
	lemma     string
	irrealis  bool
	title     bool
	block     int
	lead      bool
	content   []nlp.Arg
	times     []when.Period
	place     int
	values    []graph.Quantity
}

type filler struct {
	role   string
	entity int
	group  bool // several people without a name: may stand for others
}

// thing is a filler without an entity: "a market", "the market".
type thing struct {
	role, lemma string
	definite    bool
}

type cluster struct {
	profile
	first int
	score int
}

func (c *cluster) join(p *profile) {
	for _, f := range p.roles {
		if !slices.ContainsFunc(c.roles, func(g filler) bool { return g.role == f.role && g.entity == f.entity }) {
			c.roles = append(c.roles, f)
		}
	}
	c.things = append(c.things, p.things...)
	c.times = append(c.times, p.times...)
	c.content = append(c.content, p.content...)
	c.values = append(c.values, p.values...)
	c.title = c.title && p.title
	if c.place < 0 {
		c.place = p.place
	}
}

// profile gathers the commitments of happening i.
func (r *reader) profile(i int) profile {
	h := &r.d.Happenings[i]
	t := h.Trigger
	p := profile{kind: h.Type, index: i, nominal: h.Nominal || r.d.Tokens[t].Tag == nlp.NOUN, lemma: r.d.Tokens[t].Lemma, place: -1,
		irrealis: h.Mode == graph.Hypothetical || h.Mode == graph.Planned || h.Mode == graph.Ordered, values: h.Values}
	if typ, ok := r.d.Types[h.Type]; ok {
		p.symmetric = typ.Symmetric
	}
	if h.Place >= 0 && h.Place < len(r.d.Mentions) {
		p.place = r.d.Mentions[h.Place].Entity
	}
	if s := h.Sentence; s >= 0 && s < len(r.d.Sentences) {
		k := r.d.Sentences[s].Kind
		p.title = k == article.TitleBlock || k == article.Subtitle
		p.block = r.d.Sentences[s].Block
		p.lead = !p.title && p.block <= r.lead
	}
	// The noun may be the trigger or the object of a light verb.
	for _, n := range r.namers(h) {
		p.plural = p.plural || r.d.Tokens[n].Fine == nlp.NNS
		for k := r.tree.first[n]; k >= 0; k = r.tree.nxt[k] {
			switch r.d.Tokens[k].Dep {
			case nlp.DepDet, nlp.DepAmod, nlp.DepNummod, nlp.DepCompound, nlp.DepAdvmod:
				lemma := r.d.Tokens[k].Lemma
				p.known = p.known || r.is("known", lemma) && p.nominal
				p.other = p.other || r.is("other", lemma)
			case nlp.DepNmodPoss:
				p.known = p.known || p.nominal
			}
		}
	}
	for k := range h.Args {
		a := &h.Args[k]
		if a.Role == contentRole {
			p.content = append(p.content, *a)
		}
		e := r.entity(a)
		if e < 0 {
			// "The two leaders exchanged views": people told of before.
			p.known = p.known || p.symmetric && a.Role != contentRole && r.knownGroup(a)
			if t := a.Token; t >= 0 && t < len(r.d.Tokens) && r.d.Tokens[t].Tag == nlp.NOUN && a.Role != contentRole {
				p.things = append(p.things, thing{a.Role, r.d.Tokens[t].Lemma, r.definite(t)})
			}
			continue
		}
		p.known = p.known || p.symmetric && r.knownGroup(a)
		m := &r.d.Mentions[r.argMention(a)]
		f := filler{role: a.Role, entity: e, group: m.Plural && m.Form != nlp.Named}
		if p.symmetric && (a.Role == actorRole || a.Role == recipientRole) {
			f.role = participantRole
		}
		p.roles = append(p.roles, f)
	}
	for _, k := range r.times[h.Sentence] {
		x := &r.d.Timexes[k]
		if !x.Period.IsZero() && r.dates(x, t) {
			p.times = append(p.times, x.Period)
		}
	}
	return p
}

// knownGroup reports whether an argument is people told of before, as a group:
// "the two leaders", "both sides".
func (r *reader) knownGroup(a *nlp.Arg) bool {
	if a.Token < 0 || a.Token >= len(r.d.Tokens) || a.Role != actorRole && a.Role != recipientRole && a.Role != participantRole {
		return false
	}
	if r.d.Tokens[a.Token].Fine != nlp.NNS {
		return false
	}
	for k := r.tree.first[a.Token]; k >= 0; k = r.tree.nxt[k] {
		switch r.d.Tokens[k].Dep {
		case nlp.DepDet, nlp.DepDetPredet:
			if r.is("known", r.d.Tokens[k].Lemma) {
				// "the military officials of both countries" is a description of its own.
				return r.tree.child(a.Token, nlp.DepNmod, nlp.DepAcl, nlp.DepAclRelcl) < 0
			}
		}
	}
	return false
}

// namers are the trigger and, where a light verb is the trigger, its noun.
func (r *reader) namers(h *nlp.EventMention) []int {
	out := []int{h.Trigger}
	for t := r.d.Sentences[h.Sentence].First; t < r.d.Sentences[h.Sentence].Last; t++ {
		if t != h.Trigger && r.d.Tokens[t].Tag == nlp.NOUN && h.Words.Contains(r.d.Tokens[t].Span) && r.tree.head(t) == h.Trigger {
			out = append(out, t)
		}
	}
	return out
}

// leadBlock is the last block of the lead: the second paragraph of the body.
func (r *reader) leadBlock() int {
	n := 0
	for i := range r.d.Article.Blocks {
		if r.d.Article.Blocks[i].Kind == article.Body {
			if n++; n == 2 {
				return i
			}
		}
	}
	return len(r.d.Article.Blocks)
}

// dates reports whether time expression x hangs on trigger t or on the light
// verb above it.
func (r *reader) dates(x *nlp.Timex, t int) bool {
	for i := x.First; i < x.Last && i < len(r.d.Tokens); i++ {
		h := r.tree.head(i)
		if h >= x.First && h < x.Last {
			continue
		}
		if h == t || h >= 0 && r.tree.head(t) == h && r.d.Tokens[t].Dep == nlp.DepObj {
			return true
		}
	}
	return false
}

// verdict says how strongly p is the event of cluster c; 0 or less if it is not.
func (r *reader) verdict(c *cluster, p *profile) int {
	if p.other || c.other && !p.known || p.plural != c.plural && (p.nominal && c.nominal) {
		return 0
	}
	if p.irrealis != c.irrealis && !p.known {
		return 0
	}
	shared, clash := r.compare(c, p)
	if clash || disjoint(c.times, p.times) || values(c.values, p.values) {
		return 0
	}
	if c.place >= 0 && p.place >= 0 && c.place != p.place && !p.known {
		return 0
	}
	if len(c.content) > 0 && len(p.content) > 0 && !(c.title && p.lead && shared > 0) && !r.sameContent(c.content, p.content) {
		return 0
	}
	score := 2 * shared
	if p.known {
		score++
	}
	if c.title && p.lead || c.title && p.title {
		score++
	}
	if score > 0 && shared == 0 && !p.known && !(c.title && p.lead && c.nominal == p.nominal) {
		return 0
	}
	// A verb told again of one participant only, the other side open, is another
	// event unless the words are the same.
	if shared == 1 && !p.known && !c.title && len(p.roles) == 1 && len(c.roles) == 1 && p.lemma != c.lemma {
		return 0
	}
	return score
}

// compare counts the participants that p and c share; clash says that two named
// ones exclude each other.
func (r *reader) compare(c *cluster, p *profile) (shared int, clash bool) {
	for _, f := range p.roles {
		named, open, hit := 0, false, false
		for _, g := range c.roles {
			if g.role != f.role {
				continue
			}
			switch {
			case g.entity == f.entity:
				hit = true
			case g.group || f.group || r.stands(g.entity, f.entity), c.title && p.lead && r.stillUnnamed(g.entity, f.entity):
				open = true
			default:
				named++
			}
		}
		switch {
		case hit:
			shared++
		case p.symmetric:
			// A third participant beside two known ones is another event.
			if named >= 2 || named == 1 && !open && len(p.roles) > 1 && shared == 0 && !r.room(c, p) {
				clash = true
			}
			if named == 1 && len(p.roles) == 1 && !open {
				clash = true
			}
		case named > 0 && !open:
			clash = true
		}
	}
	for _, f := range p.things {
		// "the market" is the market told of before.
		if f.definite && slices.ContainsFunc(c.things, func(g thing) bool { return g.role == f.role && g.lemma == f.lemma }) {
			shared++
		}
	}
	return shared, clash
}

// room reports whether some participant of p is one of c.
func (r *reader) room(c *cluster, p *profile) bool {
	for _, f := range p.roles {
		for _, g := range c.roles {
			if f.entity == g.entity {
				return true
			}
		}
	}
	return false
}

// stillUnnamed reports whether headline's entity a may be who the lead names b: "president
// concedes".
func (r *reader) stillUnnamed(a, b int) bool {
	if a >= len(r.d.Entities) || b >= len(r.d.Entities) {
		return false
	}
	x, y := &r.d.Entities[a], &r.d.Entities[b]
	return x.Unnamed && !y.Unnamed && x.Kind == y.Kind
}

// stands reports whether one entity may speak or act for the other: a country
// and its forces, officials or leaders.
func (r *reader) stands(a, b int) bool {
	if a >= len(r.d.Entities) || b >= len(r.d.Entities) {
		return false
	}
	x, y := &r.d.Entities[a], &r.d.Entities[b]
	if x.Country == "" || x.Country != y.Country {
		return false
	}
	return (x.Kind == graph.GPE || x.Kind == graph.Group) != (y.Kind == graph.GPE || y.Kind == graph.Group)
}

// sameContent reports whether two contents are about one event or topic.
func (r *reader) sameContent(a, b []nlp.Arg) bool {
	for i := range a {
		for j := range b {
			x, y := &a[i], &b[j]
			switch {
			case x.Topic != "" && x.Topic == y.Topic:
				return true
			case x.Happening >= 0 && y.Happening >= 0 && r.root(x.Happening) == r.root(y.Happening):
				return true
			case x.Span == y.Span:
				return true
			}
		}
	}
	return false
}

// root is the first mention of the event that happening i tells of.
func (r *reader) root(i int) int {
	for k := 0; k < maxDepth && i >= 0 && i < len(r.d.Happenings) && r.d.Happenings[i].Same >= 0; k++ {
		i = r.d.Happenings[i].Same
	}
	return i
}

// disjoint reports whether the dates of two tellings exclude each other.
func disjoint(a, b []when.Period) bool {
	for _, x := range a {
		for _, y := range b {
			if ends(x, y) || ends(y, x) {
				return true
			}
		}
	}
	return false
}

// ends reports whether x is over before y begins.
func ends(x, y when.Period) bool {
	return !x.End.To.IsZero() && !y.Start.From.IsZero() && !x.End.To.After(y.Start.From)
}

// values reports whether the numbers of two tellings exclude each other: both
// exact, of the same thing, and different.
func values(a, b []graph.Quantity) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Unit == y.Unit && x.What == y.What && x.Amount != y.Amount && x.Approx == "" && y.Approx == "" {
				return true
			}
		}
	}
	return false
}
