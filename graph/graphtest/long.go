package graphtest

import (
	"os"
	"strconv"
)

// Rounds is how often a random test runs: n, or what DATELINE_ROUNDS says.
func Rounds(n int) int {
	if r, err := strconv.Atoi(os.Getenv("DATELINE_ROUNDS")); err == nil && r > 0 {
		return r
	}
	return n
}
