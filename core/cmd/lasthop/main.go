// Command lasthop asks questions of a drawing from the command line.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/netip"
	"os"
	"strconv"
	"strings"

	"lasthop/core"
)

// Exit codes: the answer is good, the answer is bad, the question is bad.
const (
	exitYes = 0
	exitNo  = 1
	exitBad = 2
)

const usage = `lasthop: which way does a call travel, or at which hop does it stop?

  lasthop trace  [-json] FILE FROM TO[:PORT]     can FROM connect to TO?
  lasthop invoke [-json] FILE CALLER FUNCTION    can CALLER invoke FUNCTION?
  lasthop check  FILE…                           do the checks in the files hold?

FROM and TO are ids of the drawing, addresses, or "internet".
Exit status: 0 yes, 1 no, 2 bad input.
`

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run is main without the process round it.
func run(args []string, out, errs io.Writer) int {
	if len(args) == 0 {
		fmt.Fprint(errs, usage)
		return exitBad
	}
	commands := map[string]func([]string, io.Writer, io.Writer) (int, error){
		"trace": trace, "invoke": invoke, "check": check,
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		fmt.Fprint(out, usage)
		return exitYes
	}
	command, ok := commands[args[0]]
	if !ok {
		fmt.Fprintf(errs, "lasthop: there is no command %q\n\n%s", args[0], usage)
		return exitBad
	}
	code, err := command(args[1:], out, errs)
	if err != nil {
		fmt.Fprintf(errs, "lasthop: %v\n", err)
		return exitBad
	}
	return code
}

// question holds the flags that trace and invoke share.
func question(name string, args []string, errs io.Writer) (asJSON bool, rest []string, err error) {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(errs)
	flags.BoolVar(&asJSON, "json", false, "print one JSON object")
	if err := flags.Parse(args); err != nil {
		return false, nil, err
	}
	if flags.NArg() != 3 {
		return false, nil, fmt.Errorf("%s wants a file and two ends, got %d arguments", name, flags.NArg())
	}
	return asJSON, flags.Args(), nil
}

func trace(args []string, out, errs io.Writer) (int, error) {
	asJSON, rest, err := question("trace", args, errs)
	if err != nil {
		return exitBad, err
	}
	n, err := load(rest[0])
	if err != nil {
		return exitBad, err
	}
	q := core.Query{From: core.Endpoint(rest[1])}
	if q.To, q.Port, err = target(n, rest[2]); err != nil {
		return exitBad, err
	}
	return answer(n, q, asJSON, out)
}

func invoke(args []string, out, errs io.Writer) (int, error) {
	asJSON, rest, err := question("invoke", args, errs)
	if err != nil {
		return exitBad, err
	}
	n, err := load(rest[0])
	if err != nil {
		return exitBad, err
	}
	q := core.Query{Kind: core.Invoke, From: core.Endpoint(rest[1]), To: core.Endpoint(rest[2])}
	return answer(n, q, asJSON, out)
}

// load opens a drawing. Its size is bounded before it is read.
func load(path string) (*core.Network, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	return core.Compile(&f.Network), nil
}

func open(path string) (*core.File, error) {
	in, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, core.MaxFileBytes+1))
	if err != nil {
		return nil, err
	}
	f, err := core.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return f, nil
}

// target splits TO[:PORT]. An id may itself hold a colon, so a whole match comes first.
func target(n *core.Network, s string) (core.Endpoint, uint16, error) {
	if n.Resource(core.ID(s)) != nil || strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") {
		return core.Endpoint(strings.Trim(s, "[]")), 0, nil
	}
	if _, err := netip.ParseAddr(s); err == nil {
		return core.Endpoint(s), 0, nil
	}
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return core.Endpoint(s), 0, nil
	}
	port, err := strconv.ParseUint(s[i+1:], 10, 16)
	if err != nil || port == 0 {
		return "", 0, fmt.Errorf("%q: the port is not a number from 1 to 65535", s)
	}
	return core.Endpoint(strings.Trim(s[:i], "[]")), uint16(port), nil
}

// answer asks, prints, and returns the exit code.
func answer(n *core.Network, q core.Query, asJSON bool, out io.Writer) (int, error) {
	for _, end := range []core.Endpoint{q.From, q.To} {
		if err := known(n, end); err != nil {
			return exitBad, err
		}
	}
	v := n.Verdict(q)
	if _, s := v.Deciding(); s != nil && (s.Reason == core.NotASource || s.Reason == core.NotADestination) {
		return exitBad, fmt.Errorf("%s: %s", s.At, n.Sentence(s))
	}
	if asJSON {
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(report(n, &v)); err != nil {
			return exitBad, err
		}
	} else {
		printVerdict(out, n, &v)
	}
	if v.Outcome == core.Reachable {
		return exitYes, nil
	}
	return exitNo, nil
}

// known reports, as an error, an end that the drawing does not have.
func known(n *core.Network, end core.Endpoint) error {
	if end == core.Endpoint(core.Internet) || n.Resource(core.ID(end)) != nil {
		return nil
	}
	if _, err := netip.ParseAddr(string(end)); err == nil {
		return nil
	}
	if end == "" {
		return errors.New("an end is empty")
	}
	return fmt.Errorf("%q is no id of the drawing, no address, and not \"internet\"", end)
}

func check(args []string, out, errs io.Writer) (int, error) {
	if len(args) == 0 {
		return exitBad, errors.New("check wants at least one file")
	}
	passed, failed := 0, 0
	for _, path := range args {
		f, err := open(path)
		if err != nil {
			return exitBad, err
		}
		n := core.Compile(&f.Network)
		for _, r := range core.RunChecks(n, f.Checks) {
			mark := "ok  "
			if r.Pass {
				passed++
			} else {
				mark = "FAIL"
				failed++
			}
			fmt.Fprintf(out, "%s %s: %s\n", mark, path, checkLine(n, &r))
		}
	}
	fmt.Fprintf(out, "%d passed, %d failed\n", passed, failed)
	if failed > 0 {
		return exitNo, nil
	}
	return exitYes, nil
}

// checkLine says what was asked and, where it failed, what came instead.
func checkLine(n *core.Network, r *core.CheckResult) string {
	q := &r.Check.Query
	verb := "→"
	if q.Kind == core.Invoke {
		verb = "invokes"
	}
	to := string(q.To)
	if q.Port != 0 {
		to += ":" + strconv.Itoa(int(q.Port))
	}
	line := fmt.Sprintf("%s %s %s is %s", q.From, verb, to, expected(&r.Check))
	if r.Pass {
		return line
	}
	got := core.Check{Expect: r.Verdict.Outcome, Symptom: r.Verdict.Symptom}
	if _, s := r.Verdict.Deciding(); s != nil && r.Verdict.Outcome != core.Reachable {
		got.At, got.Reason = s.At, s.Reason
	}
	return line + "; it is " + expected(&got) + ". " + n.Headline(&r.Verdict)
}

func expected(c *core.Check) string {
	s := c.Expect.String()
	if c.At != "" {
		s += " at " + string(c.At)
	}
	if c.Reason != "" {
		s += " (" + string(c.Reason) + ")"
	}
	if c.Symptom != core.SymptomNone {
		s += ", " + c.Symptom.String()
	}
	return s
}
