package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A call is one run of a command: its flags, its arguments, and where it prints.
type call struct {
	*flag.FlagSet
	command *command
	given   []string // as typed
	rest    []string // without flags
	asJSON  bool
	out     io.Writer
}

func newCall(c *command, args []string, out io.Writer) *call {
	x := &call{FlagSet: flag.NewFlagSet(c.name, flag.ContinueOnError), command: c, given: args, out: out}
	x.SetOutput(io.Discard)
	x.BoolVar(&x.asJSON, "json", false, "print one JSON value")
	return x
}

// parse reads the flags, which may stand before, between and behind the arguments, and
// wants as many arguments as there are; -1 stands for one or more.
func (c *call) parse(wants int, what string) error {
	for args := c.given; ; {
		switch err := c.Parse(args); {
		case errors.Is(err, flag.ErrHelp):
			fmt.Fprintf(c.out, "lasthop %s %s: %s\n", c.command.name, c.command.args, c.command.about)
			c.SetOutput(c.out)
			c.PrintDefaults()
			return err
		case err != nil:
			return fmt.Errorf("%s: %w", c.command.name, err)
		}
		if args = c.Args(); len(args) == 0 {
			break
		}
		c.rest, args = append(c.rest, args[0]), args[1:]
	}
	switch {
	case wants < 0 && len(c.rest) == 0:
		return fmt.Errorf("%s wants %s", c.command.name, what)
	case wants >= 0 && len(c.rest) != wants:
		return fmt.Errorf("%s wants %s, got %s", c.command.name, what, count(len(c.rest), "argument"))
	}
	return nil
}

// print writes a value as JSON.
func (c *call) print(v any) error {
	enc := json.NewEncoder(c.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// A list is a flag that may be given more than once.
type list []string

// String implements [flag.Value].
func (l *list) String() string { return strings.Join(*l, ", ") }

// Set implements [flag.Value].
func (l *list) Set(s string) error {
	*l = append(*l, s)
	return nil
}

// An actionFlag is a flag for an IAM action.
type actionFlag struct{ value *string }

// String implements [flag.Value].
func (a actionFlag) String() string {
	if a.value == nil {
		return ""
	}
	return *a.value
}

// Set implements [flag.Value].
func (a actionFlag) Set(s string) error {
	service, name, _ := strings.Cut(s, ":")
	if service == "" || name == "" || strings.ContainsAny(s, "*? ") {
		return errors.New("wants one action of a service, such as s3:PutObject")
	}
	*a.value = s
	return nil
}

// A choice is a flag with a few values.
type choice struct {
	value *string
	of    []string
}

// String implements [flag.Value].
func (c *choice) String() string {
	if c.value == nil {
		return ""
	}
	return *c.value
}

// Set implements [flag.Value].
func (c *choice) Set(s string) error {
	for _, x := range c.of {
		if x == s {
			*c.value = s
			return nil
		}
	}
	return fmt.Errorf("wants one of %s", strings.Join(c.of, ", "))
}

// count writes a number of things, such as "1 argument" or "3 arguments".
func count(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return strconv.Itoa(n) + " " + of + "s"
}
