//go:build !js

// The layout of the tree, held by tests: what stands where, and which package may
// import which.
package main_test

import (
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "lasthop"

// own lists, for each package, which packages of the module it may import. What is
// not listed here does not exist: a new package gets its line first.
//
//	core ← diagram ← edit ← app ← browser ← main
//
// geom is a leaf; view and panel draw, and know nothing of editing.
var own = map[string][]string{
	"core":               {"core/jsonscan", "core/order", "core/policy"},
	"core/jsonscan":      {},
	"core/order":         {},
	"core/policy":        {"core/jsonscan"},
	"core/coretest":      {"core"},
	"core/cmd/lasthop":   {"core", "core/policy"},
	"wasm/geom":          {},
	"wasm/diagram":       {"core", "core/order", "wasm/geom"},
	"wasm/field":         {"core", "core/policy", "wasm/diagram"},
	"wasm/view":          {"core", "wasm/diagram", "wasm/geom"},
	"wasm/panel":         {"core", "core/policy", "wasm/diagram", "wasm/field", "wasm/view"},
	"wasm/edit":          {"core", "core/order", "wasm/diagram", "wasm/geom"},
	"wasm/edit/edittest": {"core", "wasm/edit", "wasm/geom"},
	"wasm/app":           {"core", "core/order", "core/policy", "wasm/diagram", "wasm/edit", "wasm/field", "wasm/geom", "wasm/panel", "wasm/view"},
	"wasm/browser":       {"core", "wasm/app", "wasm/edit"},
	"wasm":               {"wasm/browser"},
	"site":               {"core", "wasm/view"},
	"":                   {"core", "site", "wasm/view"},
}

// others lists the modules that a package may import beside the standard library.
var others = map[string][]string{
	"wasm/browser": {"github.com/hack-pad/safejs", "honnef.co/go/js/dom/v2"},
	"site":         {"github.com/andybalholm/brotli"},
}

// impure are standard packages that do or know what the core must not: it has no
// I/O, no clock and no chance.
var impure = []string{"crypto/rand", "io/fs", "log", "log/slog", "math/rand", "math/rand/v2", "net", "net/http", "os", "os/exec", "syscall", "time"}

// heavy are standard packages too large for what a first visitor downloads.
var heavy = []string{"html/template", "log", "log/slog", "math/big", "net", "net/http", "os/exec", "regexp", "text/template"}

// top is what may stand at the top of the tree.
var top = []string{".ci", ".git", ".gitignore", "LICENSE", "Makefile", "README.md", "core", "examples", "go.mod", "go.sum", "serve.go", "site", "wasm"}

// A file is a parsed Go file outside the tests.
type file struct {
	pkg, name string
	tree      *ast.File
}

func (f file) imports() []string {
	var paths []string
	for _, i := range f.tree.Imports {
		paths = append(paths, strings.Trim(i.Path.Value, `"`))
	}
	return paths
}

// forBrowserOnly reports whether the file's build constraint asks for js.
func (f file) forBrowserOnly(t *testing.T) bool {
	for _, group := range f.tree.Comments {
		for _, c := range group.List {
			if !constraint.IsGoBuild(c.Text) {
				continue
			}
			expr, err := constraint.Parse(c.Text)
			if err != nil {
				t.Fatal(f.name, err)
			}
			return !expr.Eval(func(tag string) bool { return tag != "js" })
		}
	}
	return false
}

// source parses the module's Go files, those of tests excepted.
func source(t *testing.T) []file {
	t.Helper()
	var files []file
	fset := token.NewFileSet()
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || name == "wasm/e2e") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		tree, err := parser.ParseFile(fset, name, text, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		pkg := path.Dir(name)
		if pkg == "." {
			pkg = ""
		}
		files = append(files, file{pkg, name, tree})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 20 {
		t.Fatalf("found %d Go files: this test looks in the wrong place", len(files))
	}
	return files
}

func TestImportDirections(t *testing.T) {
	for _, f := range source(t) {
		allowed, known := own[f.pkg]
		if !known {
			t.Errorf("%s: package %q is not in the layout", f.name, f.pkg)
			continue
		}
		for _, path := range f.imports() {
			inside, ok := strings.CutPrefix(path, module+"/")
			standard := !strings.Contains(strings.SplitN(path, "/", 2)[0], ".")
			switch {
			case ok && !slices.Contains(allowed, inside):
				t.Errorf("%s imports %s, against the layout", f.name, path)
			case !ok && !standard && !slices.Contains(others[f.pkg], path):
				t.Errorf("%s imports %s", f.name, path)
			case path == "syscall/js":
				t.Errorf("%s imports syscall/js: only through safejs", f.name)
			case (f.pkg == "core" || f.pkg == "core/jsonscan" || f.pkg == "core/policy") && slices.Contains(impure, path):
				t.Errorf("%s imports %s, but the core is pure", f.name, path)
			case inBrowser(f.pkg) && slices.Contains(heavy, path):
				t.Errorf("%s imports %s, which is too large for the page", f.name, path)
			}
		}
	}
}

// inBrowser reports whether a package is part of what the browser loads.
func inBrowser(pkg string) bool {
	return pkg == "core" || pkg == "core/jsonscan" || pkg == "core/policy" || pkg == "wasm" || strings.HasPrefix(pkg, "wasm/")
}

// Everything but the edge to the browser runs, and is tested, anywhere.
func TestOnlyTheEdgeIsForTheBrowser(t *testing.T) {
	for _, f := range source(t) {
		edge := f.pkg == "wasm/browser" || f.pkg == "wasm"
		if got := f.forBrowserOnly(t); got != edge {
			t.Errorf("%s: built for js only is %t, want %t", f.name, got, edge)
		}
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	documented := map[string]bool{}
	for _, f := range source(t) {
		documented[f.pkg] = documented[f.pkg] || f.tree.Doc != nil
	}
	for pkg, ok := range documented {
		if !ok {
			t.Errorf("package %q has no comment that says what it is", pkg)
		}
	}
}

func TestTopLevelIsFixed(t *testing.T) {
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(top, e.Name()) && !ignored(e.Name()) {
			t.Errorf("%s stands at the top of the tree", e.Name())
		}
	}
}

// ignored reports whether .gitignore names something at the top of the tree.
func ignored(name string) bool {
	text, err := os.ReadFile(filepath.Join("..", ".gitignore"))
	if err != nil {
		return false
	}
	for _, line := range strings.Fields(string(text)) {
		if ok, _ := filepath.Match(strings.Trim(line, "/"), name); ok {
			return true
		}
	}
	return false
}

// The page's driver is for the tests alone.
func TestDriverStaysOutOfTheModule(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join("..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(mod), "chromedp") {
		t.Error("go.mod names chromedp; it belongs into wasm/e2e/go.mod")
	}
}
