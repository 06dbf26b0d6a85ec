// Command lasthop asks questions of a drawing from the command line.
//
// Each command stands in a file of its own and in the table below, which the help is
// read from.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

// Exit codes: the answer is good, the answer is bad, the question is bad.
const (
	exitYes = 0
	exitNo  = 1
	exitBad = 2
)

// A command is one thing that lasthop can be told to do.
type command struct {
	name string
	// args are its arguments, for people.
	args string
	// about says what it does, in a few words.
	about string
	run   func(*call) (int, error)
}

// commands lists them as the help does.
func commands() []command {
	return []command{
		{"start", "", "a drawing to begin with: the default VPC", start},
		{"trace", "FILE FROM TO[:PORT]", "can FROM connect to TO?", trace},
		{"invoke", "FILE CALLER FUNCTION", "can CALLER invoke FUNCTION?", invoke},
		{"check", "FILE…", "do the checks in the files hold?", check},
		{"matrix", "FILE", "the answer for every pair", matrix},
		{"reach", "FILE END", "what END reaches, and who reaches it", reach},
		{"ports", "FILE FROM TO", "on which ports FROM reaches TO", ports},
		{"lint", "FILE…", "what in the files is seldom meant?", lint},
		{"cost", "FILE", "what the network costs a month", cost},
		{"fix", "FILE FROM TO[:PORT]", "the small edits that make FROM reach TO", fix},
		{"diff", "OLD NEW", "which answers differ between two drawings", diff},
		{"reasons", "", "every reason that an answer can give", reasons},
	}
}

// help is what lasthop says of itself.
func help() string {
	var b strings.Builder
	b.WriteString("lasthop: which way does a call travel, or at which hop does it stop?\n\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "  lasthop %-8s%-22s %s\n", c.name, c.args, c.about)
	}
	b.WriteString(`
An end is an id or a name of the drawing, a type and a name (function/api), an
address (10.0.1.7, [2001:db8::7]), an AWS service (s3, s3@us-east-1), or "internet".
Before a hop, ✕ marks what refuses, ? what is unfinished, ~ what works now and then,
← the way back, and · what would follow if the first ✕ were mended. "eni~SUBNET~GROUPS"
is the interface of a function, and a VPC's own name stands for its default ACL.
Every command takes -json; lasthop COMMAND -h lists what else it takes.
Exit status: 0 yes, holds, or nothing found; 1 no, changed, or found; 2 bad input.
`)
	return b.String()
}

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run is main without the process round it.
func run(args []string, out, errs io.Writer) int {
	if len(args) == 0 {
		fmt.Fprint(errs, help())
		return exitBad
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		fmt.Fprint(out, help())
		return exitYes
	}
	for _, c := range commands() {
		if c.name != args[0] {
			continue
		}
		code, err := c.run(newCall(&c, args[1:], out))
		if errors.Is(err, flag.ErrHelp) {
			return exitYes
		}
		if err != nil {
			fmt.Fprintf(errs, "lasthop: %v\n", err)
			return exitBad
		}
		return code
	}
	fmt.Fprintf(errs, "lasthop: there is no command %q\n\n%s", args[0], help())
	return exitBad
}
