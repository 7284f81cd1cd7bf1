package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// layers is the policy of who may import whom, in the manner of go/build's
// deps_test.go. The left side is a package of ours (without "dateline/"), the
// right side the packages of ours that it may import. A name ending in "/..."
// stands for all packages below it. Test files may also import graph/graphtest
// and ingest/nlp/nlptest.
//
// What it protects: facts are found (ingest) without knowing how they are kept
// or drawn; pictures are drawn (export) without knowing how facts are found;
// stages of the pipeline do not know each other.
var layers = map[string]string{
	"graph/when":           "",
	"graph":                "graph/when",
	"graph/store":          "graph graph/when graph/store/...",
	"graph/store/engine":   "graph/store/...", // its test runs all engines
	"graph/store/...":      "graph/store/engine",
	"graph/store/bolt":     "graph/store/engine graph/store/parts",
	"graph/store/parts":    "graph/store/engine graph/store/bolt", // its test writes a file
	"graph/merge":          "graph graph/when graph/store",
	"graph/query":          "graph graph/when graph/store graph/store/words graph/merge",
	"graph/query/language": "graph graph/store",
	"graph/search":         "graph graph/store graph/store/words",
	"graph/graphtest":      "graph graph/when graph/store graph/merge",
	"graph/rdf":            "graph graph/when",

	"ingest/article":       "graph graph/when ingest/article/...",
	"ingest/article/...":   "graph",
	"ingest/lexicon":       "",
	"ingest/nlp":           "graph graph/when ingest/article",
	"ingest/nlp/nlptest":   "graph graph/when ingest/article ingest/nlp ingest/nlp/conllu",
	"ingest/nlp/conllu":    "graph ingest/article ingest/nlp",
	"ingest/nlp/gum":       stage,
	"ingest/nlp/token":     stage + network,
	"ingest/nlp/tag":       stage + network,
	"ingest/nlp/parse":     stage + network,
	"ingest/nlp/name":      stage + network,
	"ingest/nlp/linear":    "",
	"ingest/nlp/neural":    "ingest/nlp ingest/nlp/linear",
	"ingest/nlp/train":     stage + " ingest/nlp/...",
	"ingest/nlp/train/...": stage + " ingest/nlp/...",
	"ingest/timex":         stage,
	"ingest/timex/mark":    stage,
	"ingest/timex/timeml":  stage + " ingest/timex/mark",
	"ingest/resolve":       stage + " ingest/nlp/linear",
	"ingest/resolve/learn": stage + " ingest/nlp/... ingest/resolve ingest/resolve/corefscore",
	"ingest/resolve/...":   "",
	"ingest/event":         stage,
	"ingest/claim":         stage,
	"ingest/dating":        stage,
	"ingest/story":         stage,
	"ingest/question":      "graph graph/when ingest ingest/article ingest/event ingest/nlp",
	"ingest/made":          "",
	"ingest/lead":          stage,
	"ingest/annotate":      stage + " ingest/event ingest/lead ingest/timex/timeml",
	"ingest":               "graph graph/when ingest/...",
	"ingest/eval":          "graph graph/when ingest ingest/...",
	"ingest/fetch":         "",
	"ingest/eval/...":      stage + " ingest/event",
	"ingest/eval/polnear":  "graph ingest/nlp",
	"ingest/eval/crossdoc": "graph graph/when graph/store graph/merge ingest ingest/...",

	"export/svg":      "",
	"export/sheet":    "",
	"export/metric":   "",
	"export/told":     "graph graph/when",
	"export/timeline": "graph graph/when export/svg export/sheet export/metric export/told",
	"export/diagram":  "graph graph/when export/svg export/sheet export/metric export/told",
	"export/web":      "graph graph/... export export/...",
	"export":          "graph graph/when graph/rdf export/...",
	"export/...":      "graph graph/when export/...",

	"cmd/dateline": "graph graph/... ingest ingest/... export export/...",
}

// stage is what every stage of the pipeline may import.
const stage = "graph graph/when ingest/article ingest/nlp ingest/nlp/conllu ingest/lexicon"

// network is what the stages with learnt models may import besides.
const network = " ingest/nlp/linear ingest/nlp/neural"

// thirdParty keeps libraries in the one place that wraps them.
var thirdParty = map[string]string{
	"github.com/cayleygraph/":          "graph/store graph/store/... graph/query graph/query/language graph/merge",
	"github.com/hidal-go/":             "graph/store graph/store/...",
	"go.etcd.io/bbolt":                 "graph/store graph/store/...",
	"github.com/blevesearch/":          "graph/store",
	"github.com/goccy/":                "export/diagram",
	"github.com/piprate/":              "graph/rdf",
	"github.com/modelcontextprotocol/": "cmd/dateline",
	"github.com/go-text/":              "export/sheet cmd/dateline",
	"git.sr.ht/":                       "export/sheet",
	"codeberg.org/go-pdf/":             "export/sheet",
	"github.com/urfave/cli":            "cmd/dateline",
	"codeberg.org/readeck/":            "ingest/article",
	"github.com/markusmobius/":         "ingest/article",
	"github.com/abadojack/":            "ingest/article",
	"github.com/ledongthuc/":           "ingest/article",
	"github.com/temoto/":               "ingest/fetch",
	"github.com/schollz/":              "cmd/dateline",
	"github.com/jedib0t/go-pretty":     "cmd/dateline",
	"github.com/jackc/pgx/":            "graph/store/...",
	"github.com/tidwall/btree":         "graph/store/...",
	"github.com/cespare/xxhash/":       "graph/store/...",
}

func TestImports(t *testing.T) {
	root := "../.."
	seen := map[string]bool{}
	var wrong []string
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			if name := e.Name(); path != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "out") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(rel)
		allowed, key := allowance(pkg)
		if key == "" {
			wrong = append(wrong, fmt.Sprintf("package %s has no line in layers: say what it may import", pkg))
			return nil
		}
		seen[key] = true
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		test := strings.HasSuffix(path, "_test.go")
		for _, imp := range f.Imports {
			name, _ := strconv.Unquote(imp.Path.Value)
			for prefix, owners := range thirdParty {
				if strings.HasPrefix(name, prefix) && !covers(owners, pkg) && !test {
					wrong = append(wrong, fmt.Sprintf("%s imports %s; only these may: %s", path, name, owners))
				}
			}
			own, ok := strings.CutPrefix(name, "dateline/")
			if !ok || own == pkg || test {
				continue
			}
			if !covers(allowed, own) {
				wrong = append(wrong, fmt.Sprintf("%s imports %s; %s may import: %s", path, own, pkg, allowed))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(wrong)
	for i, w := range wrong {
		if i == 0 || wrong[i-1] != w {
			t.Error(w)
		}
	}
	for key := range layers {
		if !seen[key] && !strings.HasSuffix(key, "/...") {
			t.Errorf("layers has a line for %s, which does not exist", key)
		}
	}
}

// allowance is the most specific line of layers for pkg.
func allowance(pkg string) (allowed, key string) {
	if a, ok := layers[pkg]; ok {
		return a, pkg
	}
	for k, a := range layers {
		if prefix, ok := strings.CutSuffix(k, "/..."); ok && strings.HasPrefix(pkg, prefix+"/") && len(k) > len(key) {
			allowed, key = a, k
		}
	}
	return allowed, key
}

// covers reports whether the list names pkg, by itself or by a "/..." above it.
func covers(list, pkg string) bool {
	for _, item := range strings.Fields(list) {
		if item == pkg {
			return true
		}
		if prefix, ok := strings.CutSuffix(item, "/..."); ok && strings.HasPrefix(pkg, prefix+"/") {
			return true
		}
	}
	return false
}
