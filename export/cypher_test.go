package export

import (
	"fmt"
	"strings"
	"testing"

	"github.com/antlr/antlr4/runtime/Go/antlr"
	"github.com/cloudprivacylabs/opencypher/parser"

	"dateline/export/told/toldtest"
)

// syntax gathers what the parser has to say.
type syntax struct {
	*antlr.DefaultErrorListener
	errs []string
}

func (s *syntax) SyntaxError(_ antlr.Recognizer, _ any, line, column int, msg string, _ antlr.RecognitionException) {
	s.errs = append(s.errs, fmt.Sprintf("%d:%d: %s", line, column, msg))
}

// strings of the statement as its grammar reads it.
type literals struct {
	*parser.BaseCypherListener
	found []string
}

func (l *literals) EnterOC_Literal(c *parser.OC_LiteralContext) {
	if s := c.StringLiteral(); s != nil {
		l.found = append(l.found, s.GetText())
	}
}

// parseCypher reads one statement by the grammar that openCypher publishes.
func parseCypher(statement string) (texts, errs []string) {
	var s syntax
	lexer := parser.NewCypherLexer(antlr.NewInputStream(statement))
	lexer.RemoveErrorListeners()
	lexer.AddErrorListener(&s)
	p := parser.NewCypherParser(antlr.NewCommonTokenStream(lexer, antlr.TokenDefaultChannel))
	p.GetInterpreter().SetPredictionMode(antlr.PredictionModeSLL) // enough for statements as plain as ours
	p.RemoveErrorListeners()
	p.AddErrorListener(&s)
	var l literals
	antlr.ParseTreeWalkerDefault.Walk(&l, p.OC_Cypher())
	return l.found, s.errs
}

// A parser that is not ours takes every statement, and finds whole strings in it.
func TestCypherIsParsed(t *testing.T) {
	unquote := strings.NewReplacer(`\\`, `\`, `\'`, `'`, `\n`, "\n", `\t`, "\t")
	for name, v := range views() {
		texts := map[string]bool{}
		kinds := map[string]int{}
		for l := range strings.Lines(string(write(t, "cypher", v))) {
			kind, _, _ := strings.Cut(l, " {")
			if kinds[kind]++; kinds[kind] > 6 && name != "call" { // the parser is slow, and the rest is of the same kind
				continue
			}
			found, errs := parseCypher(strings.TrimSuffix(l, ";\n"))
			if len(errs) > 0 {
				t.Errorf("%s: %v in %q", name, errs, l)
			}
			for _, s := range found {
				texts[unquote.Replace(s[1:len(s)-1])] = true
			}
		}
		if name == "call" {
			for _, e := range v.Entities {
				if !texts[e.Name] {
					t.Errorf("the name %q does not come back", e.Name)
				}
			}
		}
	}
	good, _, _ := strings.Cut(string(write(t, "cypher", toldtest.Call())), ";")
	for _, bad := range []string{strings.Replace(good, "'", "", 1), strings.Replace(good, "}", "", 1), "MERGE " + good} {
		if _, errs := parseCypher(bad); len(errs) == 0 {
			t.Errorf("%q is taken", bad)
		}
	}
}
