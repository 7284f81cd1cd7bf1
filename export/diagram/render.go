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

// ChildCommand is the hidden command under which a program that calls Render
// must call RenderChild, with the format as its argument.
const ChildCommand = "render-diagram"

// childMark is set in the environment of the child. A program that calls Render
// without knowing ChildCommand (a test without its TestMain, say) would otherwise
// do all it does again in its child, and so on without end.
const childMark = "DATELINE_RENDERING"

// Deadline is how long Render lets a picture take when its context sets no limit.
const Deadline = 60 * time.Second

// Render makes an SVG of a DOT graph in a child process. The context's end, or
// Deadline, kills it. Sheet makes the other forms of the SVG: Graphviz's own PNG
// takes minutes and gigabytes where its SVG takes a second.
func Render(ctx context.Context, dot []byte) ([]byte, error) { return render(ctx, dot, "svg") }

func render(ctx context.Context, dot []byte, format string) ([]byte, error) {
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

// RenderChild is Render's other half: it reads a DOT graph and writes a picture.
// It is to be called once in a process, and the process to end after it.
func RenderChild(in io.Reader, out io.Writer, format string) error {
	dot, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	ctx := context.Background()
	if format != "svg" {
		return fmt.Errorf("unknown format %q (known: svg)", format)
	}
	g, err := graphviz.New(ctx)
	if err != nil {
		return err
	}
	graph, err := graphviz.ParseBytes(dot)
	if err != nil {
		return fmt.Errorf("not a DOT graph: %w", err)
	}
	if bytes.Contains(dot, []byte(`graph [layout="sfdp"`)) {
		g.SetLayout(graphviz.SFDP)
	}
	var b bytes.Buffer
	if err := g.Render(ctx, graph, graphviz.Format(format), &b); err != nil {
		return err
	}
	_, err = out.Write(dress(b.Bytes()))
	return err
}

// dress makes Graphviz's SVG fit to stand alone or in a page: no declaration and
// no outside document type, a role for readers who hear it, colours for dark
// screens, which override those that Graphviz wrote.
func dress(picture []byte) []byte {
	at := bytes.Index(picture, []byte("<svg"))
	if at < 0 {
		return picture
	}
	picture = picture[at:]
	end := bytes.IndexByte(picture, '>')
	if end < 0 {
		return picture
	}
	title := []byte("Diagram")
	if _, after, ok := bytes.Cut(picture, []byte("<title>")); ok { // the graph's own
		title, _, _ = bytes.Cut(after, []byte("</title>"))
	}
	var b bytes.Buffer
	b.Write(picture[:end])
	b.WriteString(` class="dateline-diagram" role="img" aria-label="`)
	b.Write(bytes.ReplaceAll(title, []byte(`"`), []byte("&quot;")))
	b.WriteString(`"><style>` + plainStyle)
	if !bytes.Contains(picture, []byte(`class="graph `+still+`"`)) {
		b.WriteString(darkStyle)
	}
	b.WriteString("</style>")
	b.Write(picture[end+1:])
	return b.Bytes()
}

// still is the class of a graph whose theme does not change with the screen.
const still = "still"

// Style is the style sheet of a picture that follows the screen: the colours of the timeline's dark theme.
const Style = plainStyle + darkStyle

const plainStyle = `
.dateline-diagram a{text-decoration:none}
`

// darkStyle has the colours of the timeline's dark theme.
const darkStyle = `@media screen and (prefers-color-scheme:dark){
.dateline-diagram{
.graph>polygon,.graph>g>a>polygon{fill:#15161a}
.graph text{fill:#ececf1}
.node polygon,.node ellipse,.node path{fill:#23242b;stroke:#8d8d99}
.edge path,.edge polygon,.edge polyline{stroke:#9a9aa6}.edge polygon{fill:#9a9aa6}
.graph text[fill="#0a66b4"]{fill:#6cb4ff}.graph text[fill="#007a5a"]{fill:#3fc79a}.graph text[fill="#a35a00"]{fill:#f0a840}.graph text[fill="#b3261e"]{fill:#ff8a80}.graph text[fill="#5b5b66"],.graph text[fill="#4a4a53"]{fill:#b3b3bf}
[stroke="#0a66b4"]{stroke:#6cb4ff!important}[stroke="#007a5a"]{stroke:#3fc79a!important}[stroke="#a35a00"]{stroke:#f0a840!important}[stroke="#b3261e"]{stroke:#ff8a80!important}
.edge polygon[fill="#0a66b4"]{fill:#6cb4ff}.edge polygon[fill="#007a5a"]{fill:#3fc79a}.edge polygon[fill="#a35a00"]{fill:#f0a840}.edge polygon[fill="#b3261e"]{fill:#ff8a80}
}}
`
