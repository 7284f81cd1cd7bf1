package article

import (
	"bufio"
	"bytes"
	"errors"
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
	n, over := 0, false // over: the message at hand is too large, and dropped
	one := func() error {
		if over {
			msg.Reset()
			n, over = n+1, false
			in.skip(fmt.Sprintf("%s: message %d", in.source, n), fmt.Errorf("%w: more than %s; --max-article permits more", ErrTooLarge, size(in.limits.Article)))
		}
		if msg.Len() == 0 {
			return nil
		}
		inner := *in
		inner.r = bufio.NewReader(bytes.NewReader(msg.Bytes()))
		var stop error
		err := readMail(&inner, func(d *draft) error {
			stop = yield(d)
			return stop
		})
		msg.Reset()
		if n++; err != nil && stop == nil {
			in.skip(fmt.Sprintf("%s: message %d", in.source, n), err)
		}
		return stop
	}
	blank := true // the line before was empty
	for {
		line, err := readLine(in.r, in.limits.Article)
		if blank && bytes.HasPrefix(line, []byte("From ")) {
			if e := one(); e != nil {
				return e
			}
		} else {
			if rest, ok := bytes.CutPrefix(line, []byte(">From ")); ok {
				msg.WriteString("From ")
				line = rest
			}
			if over = over || int64(msg.Len()+len(line)) > in.limits.Article || errors.Is(err, errLine); !over {
				msg.Write(line)
			}
		}
		blank = len(bytes.TrimSpace(line)) == 0
		if err == io.EOF {
			break
		}
		if err != nil && !errors.Is(err, errLine) {
			return err
		}
	}
	return one()
}
