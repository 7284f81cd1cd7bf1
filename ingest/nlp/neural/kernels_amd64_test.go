package neural

// kernels calls f with each set of kernels that the processor has, and without any.
func kernels(f func(which string)) {
	hasFast, hasWide, hasDots := fast, wide, dots
	defer func() { fast, wide, dots = hasFast, hasWide, hasDots }()
	if dots {
		f("AVX-512 VNNI")
	}
	dots = false
	if wide {
		f("AVX-512")
	}
	wide = false
	if fast {
		f("AVX2")
	}
	fast = false
	f("portable")
}
