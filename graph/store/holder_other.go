//go:build !linux

package store

// holder would name the process that has the file locked; other systems do not
// tell in a way we could rely on.
func holder(string) string { return "" }
