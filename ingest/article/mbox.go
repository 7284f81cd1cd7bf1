package article

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
)

func isMbox(head []byte, _ string) bool {
	if !bytes.HasPrefix(head, []byte("From ")) {
		return false
	}
	_, rest, ok := bytes.Cut(head, []byte("\n"))
	return ok && isMail(rest, "")
}

// readMbox reads a box of messages, each after a line that starts with "From ".
func readMbox(in *input, yield func(*draft) error) error {
	var msg bytes.Buffer
	bad, good := 0, 0
	var why error
	one := func() error {
		if msg.Len() == 0 {
			return nil
		}
		inner := *in
		inner.r = bufio.NewReader(bytes.NewReader(msg.Bytes()))
		var stop error
		err := readMail(&inner, func(d *draft) error {
			good++
			stop = yield(d)
			return stop
		})
		msg.Reset()
		if err != nil && stop == nil {
			if bad++; why == nil {
				why = fmt.Errorf("message %d: %w", good+bad, err)
			}
		}
		return stop
	}
	blank := true // the line before was empty
	for {
		line, err := readLine(in.r, in.max)
		if blank && bytes.HasPrefix(line, []byte("From ")) {
			if e := one(); e != nil {
				return e
			}
		} else {
			if rest, ok := bytes.CutPrefix(line, []byte(">From ")); ok {
				msg.WriteString("From ")
				line = rest
			}
			msg.Write(line)
			if int64(msg.Len()) > in.max {
				return fmt.Errorf("%w: a message of more than %s", ErrTooLarge, size(in.max))
			}
		}
		blank = len(bytes.TrimSpace(line)) == 0
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
	}
	if err := one(); err != nil {
		return err
	}
	if bad > 0 {
		return fmt.Errorf("%d messages could not be read (%d could): %w", bad, good, why)
	}
	return nil
}
