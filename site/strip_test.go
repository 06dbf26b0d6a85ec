//go:build !js

package site

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// program panics below itself, collects garbage, recovers, prints, and panics.
const program = `package main

import "runtime"

func deep(m map[string]int, n int) {
	if n > 0 {
		deep(m, n-1)
		return
	}
	m["x"] = len(make([]byte, 1<<20))
}

func main() {
	func() {
		defer func() { println("recovered", recover().(error).Error()) }()
		for range 50 {
			deep(map[string]int{}, 20)
			runtime.GC()
		}
		deep(nil, 20)
	}()
	panic("goodbye")
}
`

// TestStrippedProgramRuns: a packed program does what it did, panics included, and
// is smaller on the wire; only the names are gone from its traces.
func TestStrippedProgramRuns(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed; make test installs it")
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module program\n\ngo 1.26\n", "main.go": program} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	plain := filepath.Join(dir, "plain.wasm")
	if err := compile(dir, ".", plain); err != nil {
		t.Fatal(err)
	}
	body, err := os.ReadFile(plain)
	if err != nil {
		t.Fatal(err)
	}
	packed, err := pack(body)
	if err != nil {
		t.Fatal(err)
	}
	small := filepath.Join(dir, "packed.wasm")
	if err := os.WriteFile(small, packed, 0o644); err != nil {
		t.Fatal(err)
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	run := func(wasm string) string {
		cmd := exec.Command(node, filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec_node.js"), wasm)
		out, err := cmd.CombinedOutput()
		if err == nil {
			t.Errorf("%s: it did not panic", wasm)
		}
		return string(out)
	}
	before, after := run(plain), run(small)
	for _, want := range []string{"recovered assignment to entry in nil map", "panic: goodbye", "goroutine 1 [running]"} {
		if !strings.Contains(before, want) || !strings.Contains(after, want) {
			t.Errorf("no %q in\n%s\nor\n%s", want, before, after)
		}
	}
	if !strings.Contains(before, "main.main") || strings.Contains(after, "main.main") {
		t.Errorf("names are not gone from\n%s", after)
	}
	if bytes.Contains(packed, []byte("runtime.gcMarkTermination")) {
		t.Error("names are still in the file")
	}
	if b, a := len(Brotli(body, 9)), len(Brotli(packed, 9)); a > b*85/100 {
		t.Errorf("%d bytes became %d: the layout of the toolchain's tables has changed", b, a)
	}
}
