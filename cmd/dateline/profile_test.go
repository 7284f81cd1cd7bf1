package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestProfile: a profile is a file that pprof can unpack; one that cannot be written is said, and the work goes on.
func TestProfile(t *testing.T) {
	var errs strings.Builder
	profile("", &errs)()
	name := filepath.Join(t.TempDir(), "cpu.prof")
	profile(name, &errs)()
	b, err := os.ReadFile(name)
	if err != nil || !bytes.HasPrefix(b, []byte{0x1f, 0x8b}) || errs.Len() > 0 {
		t.Errorf("%d bytes, %v, %s", len(b), err, &errs)
	}
	profile(filepath.Join(name, "no", "folder"), &errs)()
	if !strings.Contains(errs.String(), profileVariable) || !strings.Contains(errs.String(), "folder") {
		t.Errorf("a profile that cannot be written: %q", &errs)
	}
}
