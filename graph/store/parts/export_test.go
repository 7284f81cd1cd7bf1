package parts

// SetSizes makes parts small, so that a test needs few keys, and gives what undoes it.
func SetSizes(once, piece uint64) (undo func()) {
	a, p := atOnce, pace
	atOnce, pace = once, piece
	return func() { atOnce, pace = a, p }
}
