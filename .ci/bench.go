//go:build ignore

// Bench measures the promises of speed and prints one table of them, then every
// figure that was taken. Nothing fails by a figure: machines differ.
package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
)

// A promise is a figure that the project has a goal for.
type promise struct {
	what, benchmark, unit, goal string
	// divide scales the figure to the unit that is shown.
	divide float64
	shown  string
}

var promises = []promise{
	{"navigation to interactive, first visit", "Navigation", "editor-first-ms", "", 1, "ms"},
	{"  the same page with an empty Go WASM", "Navigation", "empty-first-ms", "", 1, "ms"},
	{"  ratio", "Navigation", "first-ratio", "≤ 2", 1, "×"},
	{"navigation to interactive, second visit", "Navigation", "editor-again-ms", "", 1, "ms"},
	{"  ratio", "Navigation", "again-ratio", "≤ 2", 1, "×"},
	{"edit → verdict on screen, 50 shapes, median", "Edit/50", "median-ms", "≤ 8", 1, "ms"},
	{"  p95", "Edit/50", "p95-ms", "", 1, "ms"},
	{"  of it the program, without style, layout and paint", "Edit/50", "script-ms", "", 1, "ms"},
	{"edit → verdict on screen, 1,000 shapes, median", "Edit/1000", "median-ms", "≤ 16", 1, "ms"},
	{"  p95", "Edit/1000", "p95-ms", "", 1, "ms"},
	{"  of it the program, without style, layout and paint", "Edit/1000", "script-ms", "", 1, "ms"},
	{"drag among 1,000 shapes, frame, median", "Drag", "frame-median-ms", "≤ 17", 1, "ms"},
	{"  p95", "Drag", "frame-p95-ms", "≤ 20", 1, "ms"},
	{"  of it script, median", "Drag", "script-median-ms", "", 1, "ms"},
	{"one verdict, native: fn-1 → bucket", "Verdict/fn-1-bucket", "ns/op", "≤ 10", 1000, "µs"},
	{"one verdict, native: fn-2 → parameter", "Verdict/fn-2-parameter", "ns/op", "≤ 10", 1000, "µs"},
}

var cores = regexp.MustCompile(`-\d+$`)

func main() {
	figures := map[string]float64{}
	var lines []string
	run := func(args ...string) bool {
		cmd := exec.Command("go", append([]string{"test"}, args...)...)
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			return false
		}
		for s := bufio.NewScanner(out); s.Scan(); {
			fields := strings.Fields(s.Text())
			if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
				if strings.HasPrefix(s.Text(), "---") || strings.HasPrefix(s.Text(), "    ") {
					fmt.Fprintln(os.Stderr, s.Text())
				}
				continue
			}
			lines = append(lines, s.Text())
			name := cores.ReplaceAllString(strings.TrimPrefix(fields[0], "Benchmark"), "")
			for i := 2; i+1 < len(fields); i += 2 {
				if v, err := strconv.ParseFloat(fields[i], 64); err == nil {
					figures[name+" "+fields[i+1]] = v
				}
			}
		}
		return cmd.Wait() == nil
	}
	ok := run("-run", "^$", "-bench", ".", "./core/...", "./wasm/...")
	ok = run("-C", "wasm/e2e", "-run", "^$", "-bench", ".", "-benchtime", "1x", "./...") && ok

	fmt.Printf("%-52s %10s %-3s %6s\n", "promise", "measured", "", "goal")
	for _, p := range promises {
		measured := "—"
		if v, taken := figures[p.benchmark+" "+p.unit]; taken {
			measured = strconv.FormatFloat(v/p.divide, 'f', 1, 64)
		}
		fmt.Printf("%-52s %10s %-3s %6s\n", p.what, measured, p.shown, p.goal)
	}
	fmt.Println("\nevery figure")
	for _, line := range lines {
		fmt.Println(line)
	}
	if !ok {
		os.Exit(1)
	}
}
