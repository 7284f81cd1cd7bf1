//go:build !amd64

package neural

// kernels calls f, as there is but the portable code.
func kernels(f func(which string)) { f("portable") }
