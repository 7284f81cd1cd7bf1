package main

import (
	"fmt"
	"io"
	"os"
	"runtime/pprof"
)

// profileVariable names the file to which the program writes where its processor time goes, for
// 'go tool pprof' and 'go build -pgo' (docs/performance.md).
const profileVariable = "DATELINE_CPUPROFILE"

// profile writes a profile into the file of that name until stop is called; without a name it does nothing.
func profile(name string, errs io.Writer) (stop func()) {
	if name == "" {
		return func() {}
	}
	f, err := os.Create(name)
	if err == nil {
		err = pprof.StartCPUProfile(f)
	}
	if err != nil {
		fmt.Fprintf(errs, "dateline: no profile, %s: %v\n", profileVariable, err)
		return func() {}
	}
	return func() {
		pprof.StopCPUProfile()
		if err := f.Close(); err != nil {
			fmt.Fprintf(errs, "dateline: the profile %s is not whole: %v\n", name, err)
		}
	}
}
