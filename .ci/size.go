//go:build ignore

// Size prints what a first visitor downloads, file by file, and what the WASM is
// made of, and fails if the sum has outgrown its limit.
package main

import (
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strings"

	"lasthop/site"
)

// limit is how many bytes the first load may take, compressed with brotli.
const limit = 1_300_000

func main() {
	packages := flag.Bool("packages", false, "list the bytes of each package in the WASM")
	top := flag.Int("functions", 0, "list so many of the largest functions too")
	flag.Parse()
	if err := run(*packages || *top > 0, *top); err != nil {
		fmt.Fprintln(os.Stderr, "size:", err)
		os.Exit(1)
	}
}

func run(packages bool, top int) error {
	s, err := site.Build(site.Options{})
	if err != nil {
		return err
	}
	fmt.Printf("%-16s %10s %10s %10s\n", "first load", "raw", "gzip -9", "brotli -11")
	var raw, gz, br int
	for _, f := range s.FirstLoad() {
		g, b := len(site.Gzip(f.Body, 9)), len(site.Brotli(f.Body, 11))
		fmt.Printf("%-16s %10d %10d %10d\n", f.Path, len(f.Body), g, b)
		raw, gz, br = raw+len(f.Body), gz+g, br+b
	}
	fmt.Printf("%-16s %10d %10d %10d of %d allowed\n", "total", raw, gz, br, limit)
	if packages {
		if err := byPackage(top); err != nil {
			return err
		}
	}
	if br > limit {
		return fmt.Errorf("the first load is %d bytes over its limit", br-limit)
	}
	return nil
}

// byPackage prints the code bytes of each package and of the largest functions,
// from a build that keeps their names.
func byPackage(top int) error {
	dir, err := os.MkdirTemp("", "lasthop-size")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	js := append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	file := filepath.Join(dir, "named.wasm")
	build := exec.Command("go", "build", "-trimpath", "-o", file, "./wasm")
	build.Env, build.Stderr = js, os.Stderr
	if err := build.Run(); err != nil {
		return err
	}
	list := exec.Command("go", "list", "-deps", "./wasm")
	list.Env = js
	deps, err := list.Output()
	if err != nil {
		return err
	}
	wasm, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	functions, data, err := parse(wasm)
	if err != nil {
		return err
	}
	bytes := map[string]int{}
	names := strings.Fields(string(deps))
	// The longest first, so that a package is not taken for the one above it.
	sort.Slice(names, func(i, j int) bool { return len(names[i]) > len(names[j]) })
	total := 0
	for _, f := range functions {
		bytes[packageOf(f.name, names)] += f.size
		total += f.size
	}
	names = names[:0]
	for name := range bytes {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool {
		if bytes[names[i]] != bytes[names[j]] {
			return bytes[names[i]] > bytes[names[j]]
		}
		return names[i] < names[j]
	})
	fmt.Printf("\n%-48s %10s\n", "code in the WASM, by package", "raw")
	for _, name := range names {
		fmt.Printf("%-48s %10d\n", name, bytes[name])
	}
	fmt.Printf("%-48s %10d\n%-48s %10d\n", "all code", total, "data: types, tables, line numbers, strings", data)
	sort.Slice(functions, func(i, j int) bool { return functions[i].size > functions[j].size })
	for _, f := range functions[:min(top, len(functions))] {
		fmt.Printf("%8d %s\n", f.size, f.name)
	}
	return nil
}

var unnameable = regexp.MustCompile(`[^\w.]`)

// packageOf returns the package of a function by its name in the WASM, where the
// linker has replaced what is no letter.
func packageOf(function string, packages []string) string {
	for _, p := range packages {
		if strings.HasPrefix(function, unnameable.ReplaceAllString(p, "_")+".") {
			return p
		}
	}
	if strings.HasPrefix(function, "type_") {
		return "equality and hashes of types"
	}
	return "other"
}

type function struct {
	name string
	size int
}

// parse reads the sizes and names of the functions, and the size of the data, from
// a WASM module. https://webassembly.github.io/spec/core/binary/modules.html
func parse(wasm []byte) (functions []function, data int, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("the WASM is cut short")
		}
	}()
	imported := 0
	for r := (reader{wasm[8:]}); len(r.b) > 0; {
		id, body := r.byte(), reader{r.bytes()}
		switch id {
		case 2: // imports
			for range body.number() {
				body.bytes()
				body.bytes()
				if kind := body.byte(); kind != 0 {
					return nil, 0, fmt.Errorf("an import of kind %d", kind)
				}
				body.number()
				imported++
			}
		case 10: // code
			for range body.number() {
				functions = append(functions, function{size: len(body.bytes())})
			}
		case 11:
			data = len(body.b)
		case 0: // custom
			if string(body.bytes()) != "name" {
				continue
			}
			for len(body.b) > 0 {
				kind, names := body.byte(), reader{body.bytes()}
				if kind != 1 { // of functions
					continue
				}
				for range names.number() {
					i := names.number() - imported
					name := string(names.bytes())
					if i >= 0 {
						functions[i].name = name
					}
				}
			}
		}
	}
	return functions, data, nil
}

// A reader reads WASM's encodings; past the end it panics, which parse turns into
// an error.
type reader struct{ b []byte }

func (r *reader) byte() byte {
	b := r.b[0]
	r.b = r.b[1:]
	return b
}

func (r *reader) number() int {
	v, n := binary.Uvarint(r.b)
	r.b = r.b[n:]
	return int(v)
}

func (r *reader) bytes() []byte {
	n := r.number()
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}
