//go:build ignore

// Fuzz runs every fuzz target of the module, one after the other, for a while.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
)

var target = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(`)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: fuzz DURATION")
		os.Exit(2)
	}
	type fuzz struct{ dir, name string }
	var all []fuzz
	err := filepath.WalkDir(".", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range target.FindAllSubmatch(text, -1) {
			all = append(all, fuzz{"./" + filepath.Dir(path), string(m[1])})
		}
		return err
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "fuzz:", err)
		os.Exit(1)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].dir+all[i].name < all[j].dir+all[j].name })
	failed := 0
	for _, f := range all {
		fmt.Println("==", f.dir, f.name)
		cmd := exec.Command("go", "test", f.dir, "-run", "^$", "-fuzz", "^"+f.name+"$", "-fuzztime", os.Args[1],
			"-fuzzminimizetime", "10x") // shrinking a large input would take all the time
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		if cmd.Run() != nil {
			failed++
		}
	}
	fmt.Printf("%d passed, %d failed\n", len(all)-failed, failed)
	if failed > 0 {
		os.Exit(1)
	}
}
