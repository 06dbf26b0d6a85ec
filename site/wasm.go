//go:build !js

package site

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
)

// Root returns the folder of the module, which the working directory must be in:
// the WASM is built from source.
func Root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && strings.HasPrefix(string(mod), "module lasthop\n") {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errors.New("site: run this from within Lasthop's source tree: the WASM is built from it")
		}
		dir = up
	}
}

// BuildWASM compiles the program of a package of the module at root. The result
// is kept in the user's cache folder under a hash of the sources, so that a second
// start need not even ask the go command.
func BuildWASM(root, pkg string, log io.Writer) ([]byte, error) {
	key, err := sourceHash(root, pkg)
	if err != nil {
		return nil, err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	cache = filepath.Join(cache, "lasthop")
	file := filepath.Join(cache, key+".wasm")
	if body, err := os.ReadFile(file); err == nil {
		return body, nil
	}
	if log != nil {
		fmt.Fprintln(log, "building the WASM; the first time takes a minute")
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return nil, err
	}
	// Built beside its place and renamed, so that a build cut short leaves nothing
	// that looks finished.
	temp, err := os.CreateTemp(cache, "build-*")
	if err != nil {
		return nil, err
	}
	temp.Close()
	defer os.Remove(temp.Name())
	if err := compile(root, pkg, temp.Name()); err != nil {
		return nil, err
	}
	body, err := os.ReadFile(temp.Name())
	if err != nil {
		return nil, err
	}
	if body, err = pack(body); err != nil {
		return nil, err
	}
	if err := os.WriteFile(temp.Name(), body, 0o644); err != nil {
		return nil, err
	}
	prune(cache, 8)
	return body, os.Rename(temp.Name(), file)
}

// flags are those of go build. They inline nothing: code in WASM is fast enough for
// a drawing, no figure of `make bench` tells the difference, and what is not inlined
// is a seventh smaller to download.
var flags = []string{"-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-gcflags=all=-l"}

// compile runs go build for the browser.
func compile(root, pkg, out string) error {
	goTool, err := exec.LookPath("go")
	if err != nil {
		return errors.New("site: the go command is not on the PATH; it is needed to build the WASM")
	}
	cmd := exec.Command(goTool, append(append([]string{"build"}, flags...), "-o", out, pkg)...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOWORK=off")
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("site: go build %s: %w\n%s", pkg, err, text)
	}
	return nil
}

// sourceHash hashes whatever the WASM is made of: the toolchain's version, the
// module's dependencies and every source file that may be linked.
func sourceHash(root, pkg string) (string, error) {
	h := sha256.New()
	fmt.Fprintln(h, runtime.Version(), pkg, flags)
	for _, top := range []string{"go.mod", "go.sum", "core", "wasm", "examples"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(name string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil:
				return err
			case d.IsDir() && (d.Name() == "testdata" || d.Name() == "e2e"):
				return filepath.SkipDir
			case d.IsDir() || strings.HasSuffix(name, "_test.go"):
				return nil
			}
			body, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			rel, _ := filepath.Rel(root, name)
			fmt.Fprintln(h, rel, len(body))
			h.Write(body)
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:12]), nil
}

// prune removes all but the newest builds.
func prune(cache string, keep int) {
	names, _ := filepath.Glob(filepath.Join(cache, "*.wasm"))
	age := func(name string) int64 {
		info, err := os.Stat(name)
		if err != nil {
			return 0
		}
		return info.ModTime().UnixNano()
	}
	sort.Slice(names, func(i, j int) bool { return age(names[i]) > age(names[j]) })
	for _, name := range names[min(keep, len(names)):] {
		os.Remove(name)
	}
}

// WASMSupport returns the script that a Go program needs in the page. It comes
// with the toolchain and must be of its version.
func WASMSupport() ([]byte, error) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, errors.New("site: the go command is not on the PATH; it is needed to build the WASM")
	}
	name := filepath.Join(strings.TrimSpace(string(out)), "lib", "wasm", "wasm_exec.js")
	body, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("site: this Go lacks lib/wasm/wasm_exec.js; install Go 1.26 or later from go.dev (%w)", err)
	}
	return body, nil
}
