package when

var basisNames = [...]string{"none", "explicit", "relative", "dateline", "publication"}

// String is the basis in one word.
func (b Basis) String() string { return basisNames[b] }

// BasisOf is the basis with the given name; ok is false if there is none.
func BasisOf(name string) (b Basis, ok bool) {
	for i, n := range basisNames {
		if n == name {
			return Basis(i), true
		}
	}
	return BasisNone, false
}
