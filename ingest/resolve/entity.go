package resolve

import (
	"fmt"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// entities writes the clusters into the document, in the order of their first
// mention.
func (r *resolver) entities() {
	d := r.d
	order := make([]int, 0, len(r.clusters))
	for c := range r.clusters {
		if len(r.clusters[c].mentions) > 0 {
			r.sorted(c)
			order = append(order, c)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return r.clusters[a].mentions[0] - r.clusters[b].mentions[0] })
	at := make([]int, len(r.clusters))
	d.Entities = make([]graph.Entity, 0, len(order))
	taken := map[graph.EntityID]bool{}
	for _, c := range order {
		at[c] = len(d.Entities)
		e := r.entity(c)
		for i := 1; taken[e.ID]; i++ { // two readings of one phrase: a place inside its head word
			e.ID = graph.EntityID(fmt.Sprintf("%s/e%d", d.Article.ID, r.offset(&d.Mentions[r.clusters[c].mentions[0]])+i))
		}
		taken[e.ID] = true
		d.Entities = append(d.Entities, e)
	}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		m.Entity = -1
		if c := r.of[i]; c >= 0 {
			m.Entity = at[c]
			if e := &d.Entities[m.Entity]; m.Country == "" {
				m.Country = e.Country
			}
		}
	}
	for _, c := range order {
		for _, k := range r.clusters[c].members {
			if k >= 0 {
				d.Entities[at[c]].Members = append(d.Entities[at[c]].Members, d.Entities[at[k]].ID)
			}
		}
	}
}

func (r *resolver) entity(c int) graph.Entity {
	d, k := r.d, &r.clusters[c]
	first := &d.Mentions[k.mentions[0]]
	e := graph.Entity{
		ID: k.lex, Kind: k.kind, Name: k.name, Country: k.country, Sector: k.sector, Unnamed: !k.named,
	}
	if e.ID == "" || k.kind == graph.Group && k.lex != "" {
		e.ID = graph.EntityID(fmt.Sprintf("%s/e%d", d.Article.ID, r.offset(first)))
	}
	if e.Kind == graph.Thing && first.Form == nlp.Pronominal {
		e.Kind = graph.Thing
	}
	var aliases []string
	for _, i := range k.mentions {
		m := &d.Mentions[i]
		if m.Form == nlp.Named {
			if text := oneLine(d.Text(m.Name)); text != e.Name && !slices.Contains(aliases, text) {
				aliases = append(aliases, text)
			}
			if m.Role != "" && (e.Role == "" || len(m.Role) > len(e.Role)) {
				e.Role = m.Role
			}
		}
	}
	for _, i := range k.mentions {
		if m := &d.Mentions[i]; e.Role == "" && m.Rank != "" && lexicon.Words("ranks").Has(m.Rank) {
			e.Role = m.Rank
		}
		if m := &d.Mentions[i]; k.named && e.Role == "" && m.Form == nlp.Nominal && r.note[i].office && m.Kind == graph.Person {
			e.Role = r.describe(i)
		}
	}
	slices.Sort(aliases)
	e.Name, e.Aliases = oneLine(e.Name), aliases
	if !k.named {
		r.unnamed(&e, c)
	}
	if e.Country == "" && k.owner >= 0 {
		e.Country = r.clusters[k.owner].country
	}
	if e.Kind == graph.Person {
		if s := r.clusterSector(c); s != "" {
			e.Sector = s
		}
		r.knownPerson(&e)
	} else if e.Sector == "" && e.Kind == graph.Organisation {
		e.Sector = bodySector(e.Name)
	}
	if common := r.commonSector(k.members); common != "" {
		e.Sector = common
	}
	if len(k.members) > 1 {
		e.Country = "" // of several
	}
	e.Sector = plover(e.Sector)
	return e
}

// knownPerson adds the country of a person whom the lexicon knows, where the article
// leaves it open.
func (r *resolver) knownPerson(e *graph.Entity) {
	p, ok := lexicon.Words("people").Get(e.Name)
	if !ok || e.Unnamed {
		return
	}
	if e.Country == "" {
		e.Country = p.Field(0)
	}
	if e.Sector == "" {
		e.Sector = p.Field(1)
	}
}

// offset is the byte that an entity is known by: where the name of its first
// mention starts, or the noun that heads it. Mentions rarely share one, while
// "Defence Minister Marek" and "Defence" start together.
func (r *resolver) offset(m *nlp.Mention) int {
	if m.Form == nlp.Named {
		return m.Name.Start
	}
	// "Dragan and Osk": the head is Dragan, who is somebody else.
	for t := m.Head + 1; t < m.Last; t++ {
		if k := &r.d.Tokens[t]; k.Dep == nlp.DepCc && k.Head >= 0 && r.d.Tokens[k.Head].Head == m.Head {
			return k.Start
		}
	}
	return r.d.Tokens[m.Head].Start
}

// commonSector is the sector that all of the clusters have, empty if they differ.
func (r *resolver) commonSector(clusters []int) string {
	sector := ""
	for i, c := range clusters {
		if c < 0 {
			return ""
		}
		s := r.clusterSector(c)
		if i > 0 && s != sector {
			return ""
		}
		sector = s
	}
	return sector
}

// unnamed describes an entity that has no name by its first nominal mention.
func (r *resolver) unnamed(e *graph.Entity, c int) {
	k := &r.clusters[c]
	for _, i := range k.mentions {
		if r.d.Mentions[i].Form != nlp.Nominal {
			continue
		}
		e.Name = r.describe(i)
		if r.note[i].office {
			e.Role = e.Name
		}
		if r.w.is("relational", r.note[i].lemma) && k.owner >= 0 && r.note[i].possess >= 0 {
			if owner := &r.clusters[k.owner]; owner.named {
				e.Name += " " + linkOf + " " + oneLine(owner.name)
			}
			if r.w.is("peer", r.note[i].lemma) {
				k.sector = r.clusterSector(k.owner)
			}
		}
		break
	}
	if e.Name == "" {
		e.Name = oneLine(r.d.Text(r.d.Mentions[k.mentions[0]].Span))
	}
	if r.clusters[c].key != "" {
		e.Unnamed = false
	}
}

// linkOf joins what somebody is and to whom, in names we make.
const linkOf = "of"

// describe is the words of mention i without article and possessive pronoun.
func (r *resolver) describe(i int) string {
	m := &r.d.Mentions[i]
	from := m.First
	for from < m.Head {
		t := &r.d.Tokens[from]
		if t.Tag != nlp.DET && t.Fine != nlp.PRPS && t.Tag != nlp.PRON && t.Tag != nlp.PUNCT {
			break
		}
		from++
	}
	return oneLine(r.d.Inside(from, r.d.Text(nlp.Span{Start: r.d.Tokens[from].Start, End: m.End})))
}

func oneLine(s string) string {
	if strings.ContainsAny(s, "\n\t") || strings.Contains(s, "  ") {
		return strings.Join(strings.Fields(s), " ")
	}
	return s
}

// personSector is the sector that the role of named person k shows: that of the
// body for spokesmen and heads, else that of the office.
func (r *resolver) personSector(k int) string {
	m := &r.d.Mentions[k]
	if m.Rank != "" {
		if e, ok := lexicon.Words("ranks").Get(m.Rank); ok && m.Role == "" {
			return e.Field(0)
		}
	}
	if m.RoleOf >= 0 {
		o := &r.d.Mentions[m.RoleOf]
		if e, ok := lexicon.Lookup(r.d.Text(o.Span)); ok && o.Kind == graph.Organisation && e.Sector != "" {
			return e.Sector
		}
		if o.Kind == graph.Organisation {
			if s := bodySector(r.d.Text(o.Span)); s != "" {
				return s
			}
		}
	}
	for _, w := range strings.Fields(m.Role) {
		if r.w.is("mil", strings.ToLower(w)) {
			return "MIL"
		}
	}
	if s := officeSector(m.Role); s != "" {
		return s
	}
	if e, ok := lexicon.Words("ranks").Get(m.Rank); ok {
		return e.Field(0)
	}
	return ""
}

// officeSector is the sector of the longest office in the words of a role.
func officeSector(role string) string {
	w := strings.Fields(strings.ToLower(role))
	best, sector := 0, ""
	for i := range w {
		for j := i + 1; j <= min(len(w), i+4); j++ {
			if e, ok := lexicon.Words("offices").Get(strings.Join(w[i:j], " ")); ok && j-i > best {
				best, sector = j-i, e.Field(0)
			}
		}
	}
	return sector
}

// bodySector is the sector that a word of a body's name shows, the last first.
func bodySector(name string) string {
	w := strings.Fields(name)
	for i := len(w) - 1; i >= 0; i-- {
		if e, ok := lexicon.Words("orgwords").Get(strings.TrimRight(w[i], ",")); ok {
			return e.Field(0)
		}
	}
	return ""
}

// plover leaves out the classes of our lists that are not PLOVER's sectors.
func plover(s string) string {
	switch s {
	case "ETH", "AGR":
		return "CVL"
	}
	return s
}

func containsWord(s, w string) bool {
	return slices.Contains(strings.Fields(strings.ToLower(s)), w)
}
