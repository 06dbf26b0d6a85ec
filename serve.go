//go:build !js

// Command lasthop serves the playground, or writes it out.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"time"

	"lasthop/core"
	"lasthop/site"
	"lasthop/wasm/view"
)

const usage = `usage:
  go run .  [-addr HOST:PORT] [-open=false]     serve the playground and open it
  go run .  build -o DIR [-base URL]            write the static site
  go run .  render FILE [FROM TO] -o x.svg      write one picture, with the route of a question`

// errUsage marks what the caller got wrong: exit 2.
var errUsage = errors.New("usage")

func main() {
	err := run(os.Args[1:])
	if err == nil {
		return
	}
	fmt.Fprintln(os.Stderr, "lasthop:", err)
	if errors.Is(err, errUsage) {
		os.Exit(2)
	}
	os.Exit(1)
}

func run(args []string) error {
	if len(args) > 0 {
		switch args[0] {
		case "build":
			return build(args[1:])
		case "render":
			return render(args[1:])
		case "help", "-h", "-help", "--help":
			fmt.Println(usage)
			return nil
		}
	}
	return serve(args)
}

// badUsage returns an error of one line about what was called wrongly.
func badUsage(format string, args ...any) error {
	return fmt.Errorf("%s (%w: see go run . help)", fmt.Sprintf(format, args...), errUsage)
}

// parse parses flags that may stand before, between and after the operands, which
// it returns.
func parse(flags *flag.FlagSet, args []string) ([]string, error) {
	flags.SetOutput(io.Discard)
	var operands []string
	for {
		if err := flags.Parse(args); err != nil {
			return nil, badUsage("%s: %v", flags.Name(), err)
		}
		if flags.NArg() == 0 {
			return operands, nil
		}
		operands = append(operands, flags.Arg(0))
		args = flags.Args()[1:]
	}
}

func serve(args []string) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	addr := flags.String("addr", "127.0.0.1:8080", "")
	open := flags.Bool("open", true, "")
	operands, err := parse(flags, args)
	if err != nil {
		return err
	}
	if len(operands) > 0 {
		return badUsage("there is no command %q", operands[0])
	}
	chosen := false
	flags.Visit(func(f *flag.Flag) { chosen = chosen || f.Name == "addr" })
	listener, err := listen(*addr, chosen)
	if err != nil {
		return err
	}
	s, err := site.Build(site.Options{Log: os.Stderr})
	if err != nil {
		return err
	}
	url := "http://" + listener.Addr().String() + "/"
	fmt.Println("Lasthop is at " + url)
	if *open {
		openBrowser(url)
	}
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	return server.Serve(listener)
}

// listen listens on addr. If nobody chose the port and it is taken, the next free
// one does.
func listen(addr string, chosen bool) (net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	if err == nil || chosen {
		return listener, err
	}
	for port := 8081; port < 8100; port++ {
		if l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			return l, nil
		}
	}
	return nil, err
}

// openBrowser opens the page if this machine knows how; the address stands on the
// terminal anyway.
func openBrowser(url string) {
	opener := "xdg-open"
	switch runtime.GOOS {
	case "darwin":
		opener = "open"
	case "windows":
		opener = "explorer"
	}
	if cmd := exec.Command(opener, url); cmd.Start() == nil {
		go func() { _ = cmd.Wait() }()
	}
}

func build(args []string) error {
	flags := flag.NewFlagSet("build", flag.ContinueOnError)
	out := flags.String("o", "", "")
	base := flags.String("base", "", "")
	operands, err := parse(flags, args)
	switch {
	case err != nil:
		return err
	case *out == "":
		return badUsage("build: -o DIR is missing")
	case len(operands) > 0:
		return badUsage("build: what is %q for?", operands[0])
	}
	s, err := site.Build(site.Options{Base: *base, Log: os.Stderr})
	if err != nil {
		return err
	}
	return s.Write(*out)
}

func render(args []string) error {
	flags := flag.NewFlagSet("render", flag.ContinueOnError)
	out := flags.String("o", "", "")
	operands, err := parse(flags, args)
	switch {
	case err != nil:
		return err
	case *out == "":
		return badUsage("render: -o x.svg is missing")
	case len(operands) != 1 && len(operands) != 3:
		return badUsage("render: give a FILE, or a FILE and FROM and TO")
	}
	data, err := os.ReadFile(operands[0])
	if err != nil {
		return fmt.Errorf("%w (%w)", err, errUsage)
	}
	file, err := core.Decode(data)
	if err != nil {
		return fmt.Errorf("%s: %w (%w)", operands[0], err, errUsage)
	}
	var question *core.Query
	if len(operands) == 3 {
		question = &core.Query{From: core.Endpoint(operands[1]), To: core.Endpoint(operands[2])}
		v := core.Compile(&file.Network).Verdict(*question)
		if _, s := v.Deciding(); s != nil && (s.Reason == core.EndMissing || s.Reason == core.NotASource || s.Reason == core.NotADestination) {
			return badUsage("render: %s cannot be drawn as a way from %s to %s: %s", operands[0], operands[1], operands[2], s.Reason.Info().Title)
		}
	}
	w, err := os.Create(*out)
	if err != nil {
		return err
	}
	if err := view.WriteSVG(w, view.Poster(file, question)); err != nil {
		w.Close()
		return err
	}
	return w.Close()
}
