package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/google/renameio/v2"
	"github.com/urfave/cli/v2"
)

// output runs do with the file name, or with standard output where name is
// empty or "-". A file appears only when all of it is written; what stood there
// before stays if something fails.
func output(c *cli.Context, name string, do func(io.Writer) error) error {
	if name == "" || name == "-" {
		return do(c.App.Writer)
	}
	t, err := renameio.NewPendingFile(name, renameio.WithPermissions(0o644), renameio.WithExistingPermissions())
	if err != nil {
		return cannotWrite(name, err)
	}
	defer t.Cleanup()
	if err := do(t); err != nil {
		return err
	}
	if err := t.CloseAtomicallyReplace(); err != nil {
		return cannotWrite(name, err)
	}
	return nil
}

// cannotWrite names the file and the way out.
func cannotWrite(name string, err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("cannot write %s: %w; name another place with -o", name, err)
}
