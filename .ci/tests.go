//go:build ignore

// Tests runs suites of tests and closes with one honest line: how many tests of
// all suites passed and failed. A package that does not build counts as one
// failure.
//
//	go run .ci/tests.go native wasm e2e size
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

type tally struct{ passed, failed, skipped int }

func main() {
	suites := map[string]func(*tally) error{
		"native": native,
		"wasm":   wasm,
		"e2e":    e2e,
		"size":   size,
	}
	var t tally
	for _, name := range os.Args[1:] {
		run, ok := suites[name]
		if !ok {
			fmt.Fprintf(os.Stderr, "tests: there is no suite %q\n", name)
			os.Exit(2)
		}
		fmt.Printf("== %s\n", name)
		start := time.Now()
		if err := run(&t); err != nil {
			fmt.Println("FAIL", name+":", err)
			t.failed++
		}
		fmt.Printf("== %s took %.1f s\n\n", name, time.Since(start).Seconds())
	}
	line := fmt.Sprintf("%d passed, %d failed", t.passed, t.failed)
	if t.skipped > 0 {
		line += fmt.Sprintf(", %d skipped", t.skipped)
	}
	fmt.Println(line)
	if t.failed > 0 || t.passed == 0 {
		os.Exit(1)
	}
}

func native(t *tally) error {
	return goTest(t, nil, "./...")
}

// wasm runs the tests of every package that the browser gets once more, as WASM
// under node.
func wasm(t *tally) error {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	runner := filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "go_js_wasm_exec")
	// Go's support code takes few bytes of environment, so the tests get none but
	// the path to node.
	runner = fmt.Sprintf("env -i 'PATH=%s' 'TMPDIR=%s' %s", os.Getenv("PATH"), os.TempDir(), runner)
	js := []string{"GOOS=js", "GOARCH=wasm"}
	list := exec.Command("go", "list", "-f", "{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}", "./core/...", "./wasm/...")
	list.Env = append(os.Environ(), js...)
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return err
	}
	var packages []string
	for _, p := range strings.Fields(string(out)) {
		if !strings.Contains(p, "/cmd/") {
			packages = append(packages, p)
		}
	}
	return goTest(t, js, append([]string{"-exec", runner}, packages...)...)
}

func e2e(t *tally) error {
	return goTest(t, nil, "-C", "wasm/e2e", "-count=1", "./...")
}

// size fails if the first load has outgrown its limit.
func size(t *tally) error {
	cmd := exec.Command("go", "run", ".ci/size.go")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return err
	}
	t.passed++
	return nil
}

// goTest runs go test and counts: every test and subtest that has no subtests.
func goTest(t *tally, env []string, args ...string) error {
	command := append([]string{"test", "-json"}, args...)
	if args[0] == "-C" { // must come first
		command = append([]string{"test", "-C", args[1], "-json"}, args[2:]...)
	}
	cmd := exec.Command("go", command...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	failures := t.read(bufio.NewReaderSize(stdout, 1<<20))
	if err := cmd.Wait(); err != nil && failures == 0 {
		return err // counted by the caller: something failed that was no test
	}
	return nil
}

// An event is a line of go test -json.
type event struct {
	Action, Package, Test, Output, ImportPath string
	Elapsed                                   float64
}

// read counts a stream of events, prints a line for each package and the output
// of what failed, and returns the number of failures.
func (t *tally) read(r *bufio.Reader) (failures int) {
	output := map[string]*strings.Builder{}
	parents := map[string]bool{} // tests with subtests: those are counted instead
	failed := map[string]bool{}  // packages of which a test failed
	keep := func(key, text string) {
		if output[key] == nil {
			output[key] = &strings.Builder{}
		}
		output[key].WriteString(text)
	}
	show := func(key string) {
		if b := output[key]; b != nil {
			fmt.Print(b.String())
		}
		delete(output, key)
	}
	for d := json.NewDecoder(r); ; {
		var e event
		if err := d.Decode(&e); err != nil {
			return failures
		}
		key := e.Package + " " + e.Test
		if i := strings.LastIndex(e.Test, "/"); i >= 0 {
			parents[e.Package+" "+e.Test[:i]] = true
		}
		switch e.Action {
		case "output", "build-output":
			if e.Action == "build-output" {
				key = "build " + e.ImportPath
			}
			keep(key, e.Output)
			continue
		case "build-fail":
			show("build " + e.ImportPath)
			continue
		case "pass", "fail", "skip":
		default:
			continue
		}
		switch {
		case e.Test == "" && e.Action == "fail":
			if !failed[e.Package] { // a crash, or a package that does not build
				failures++
				t.failed++
				show(key)
			}
			fmt.Printf("FAIL  %s\n", e.Package)
		case e.Test == "" && e.Action == "pass":
			fmt.Printf("ok    %s  %.1f s\n", e.Package, e.Elapsed)
		case e.Test == "":
		case e.Action == "fail":
			failed[e.Package] = true
			show(key)
			if !parents[key] {
				failures++
				t.failed++
			}
		case parents[key]:
		case e.Action == "pass":
			t.passed++
		case e.Action == "skip":
			t.skipped++
		}
		delete(output, key)
	}
}
