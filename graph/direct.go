package graph

import "slices"

// Direct reports whether e may stand as a plain edge between two entities: some
// claim asserts it as certain, past or present, in the article's own voice or by
// one of those who did it about their own act, and no claim denies it.
//
// An accusation is an act of its own, so that the accused denies its content
// does not unmake it: denials by its recipients are about the content.
func Direct(e Event) bool {
	content := slices.ContainsFunc(e.Roles, func(r Role) bool { return r.Name == "content" })
	stands := false
	for _, c := range e.Claims {
		if c.Polarity == Denied {
			if !content || !e.has("recipient", c.Voice()) {
				return false
			}
			continue
		}
		realis := c.Mode == Past || c.Mode == Present || c.Mode == Habitual
		if c.Factuality == Certain && realis && (c.Voice() == "" || e.has("actor", c.Voice()) || e.has("participant", c.Voice())) {
			stands = true
		}
	}
	return stands
}

// Voice is who makes the claim: the innermost claimant, empty for the article.
func (c Claim) Voice() EntityID {
	if len(c.Claimant) == 0 {
		return ""
	}
	return c.Claimant[len(c.Claimant)-1]
}

// has reports whether entity id fills the role name of e.
func (e *Event) has(name string, id EntityID) bool {
	return id != "" && slices.ContainsFunc(e.Roles, func(r Role) bool { return r.Name == name && r.Entity == id })
}
