package diagram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/goccy/go-graphviz"
)

// ChildCommand is the hidden command under which a program that calls Layout
// must call RenderChild, with the format as its argument.
const ChildCommand = "render-diagram"

// childMark is set in the environment of the child. A program that calls Layout
// without knowing ChildCommand (a test without its TestMain, say) would otherwise
// do all it does again in its child, and so on without end.
const childMark = "DATELINE_RENDERING"

// Deadline is how long Layout lets Graphviz take when its context sets no limit.
const Deadline = 60 * time.Second

// layoutForm is the one form that the child writes: Graphviz's JSON, without drawing
// instructions. Pictures are ours.
const layoutForm = "json0"

// between parts several graphs on the way to the child, and several layouts on the
// way back. Neither DOT nor JSON has it.
const between = "\x00"

// inChild has Graphviz lay out a DOT graph in a child process. The context's end, or
// Deadline, kills it.
func inChild(ctx context.Context, dot []byte, format string) ([]byte, error) {
	if os.Getenv(childMark) != "" {
		return nil, fmt.Errorf("diagram: this program does not know its own command %s", ChildCommand)
	}
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("diagram: %w", err)
	}
	if _, limited := ctx.Deadline(); !limited {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, Deadline)
		defer stop()
	}
	child := exec.CommandContext(ctx, program, ChildCommand, format)
	child.Env = append(os.Environ(), childMark+"=1")
	child.Stdin = bytes.NewReader(dot)
	var out, errs bytes.Buffer
	child.Stdout, child.Stderr = &out, &errs
	child.WaitDelay = time.Second
	if err := child.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("diagram: not drawn in time: %w; draw fewer nodes", ctx.Err())
		}
		if text := strings.TrimSpace(errs.String()); text != "" {
			return nil, fmt.Errorf("diagram: %s", firstLine(text))
		}
		return nil, fmt.Errorf("diagram: %w", err)
	}
	if out.Len() == 0 {
		return nil, errors.New("diagram: Graphviz gave nothing")
	}
	return out.Bytes(), nil
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

// RenderChild is the other half of Layout: it reads DOT graphs and writes where all
// of them goes.
// It is to be called once in a process, and the process to end after it.
func RenderChild(in io.Reader, out io.Writer, format string) error {
	dot, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	ctx := context.Background()
	if format != layoutForm {
		return fmt.Errorf("unknown format %q (known: %s)", format, layoutForm)
	}
	g, err := graphviz.New(ctx)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	for i, one := range bytes.Split(dot, []byte(between)) {
		graph, err := graphviz.ParseBytes(one)
		if err != nil {
			return fmt.Errorf("not a DOT graph: %w", err)
		}
		g.SetLayout(graphviz.DOT)
		if bytes.Contains(one, []byte(`graph [layout="sfdp"`)) {
			g.SetLayout(graphviz.SFDP)
		}
		if i > 0 {
			b.WriteString(between)
		}
		if err := g.Render(ctx, graph, graphviz.Format(format), &b); err != nil {
			return err
		}
	}
	_, err = out.Write(b.Bytes())
	return err
}
