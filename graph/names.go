package graph

// The names of claims' fields, as listings and exports write them.
var (
	polarityNames   = [...]string{"asserted", "denied"}
	factualityNames = [...]string{"certain", "probable", "possible", "unknown"}
	modeNames       = [...]string{"past", "present", "planned", "hypothetical", "ordered", "habitual"}
)

func (p Polarity) String() string { return polarityNames[p] }

func (f Factuality) String() string { return factualityNames[f] }

func (m Mode) String() string { return modeNames[m] }

// PolarityOf is the polarity with the given name; ok is false if there is none.
func PolarityOf(name string) (p Polarity, ok bool) {
	i, ok := find(polarityNames[:], name)
	return Polarity(i), ok
}

// FactualityOf is the factuality with the given name; ok is false if there is none.
func FactualityOf(name string) (f Factuality, ok bool) {
	i, ok := find(factualityNames[:], name)
	return Factuality(i), ok
}

// ModeOf is the mode with the given name; ok is false if there is none.
func ModeOf(name string) (m Mode, ok bool) {
	i, ok := find(modeNames[:], name)
	return Mode(i), ok
}

func find(names []string, name string) (int, bool) {
	for i, n := range names {
		if n == name {
			return i, true
		}
	}
	return 0, false
}
