package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"lasthop/core"
)

// start writes a drawing to begin with: the default VPC of a Region.
func start(c *call) (int, error) {
	region := c.String("region", "eu-west-1", "the Region")
	zones := c.String("zones", "a,b,c", "the letters of its zones")
	out := c.String("o", "", "write `FILE` instead of printing")
	if err := c.parse(0, "no arguments"); err != nil {
		return exitBad, err
	}
	var names []string
	for _, z := range strings.Split(*zones, ",") {
		z = strings.TrimSpace(z)
		if len(z) != 1 || z < "a" || z > "z" || slices.Contains(names, *region+z) {
			return exitBad, fmt.Errorf("start: -zones wants different letters, such as a,b,c, got %q", *zones)
		}
		names = append(names, *region+z)
	}
	if len(names) > 16 {
		return exitBad, fmt.Errorf("a default VPC has room for 16 zones, and here are %d", len(names))
	}
	f := core.File{Title: "Default VPC", About: "What AWS puts into every Region of a new account.",
		Network: core.Topology{Region: *region, Account: "111122223333", Resources: core.DefaultVPC(names)}}
	for _, p := range core.Validate(&f.Network) {
		if p.Severity == core.Refused || p.Field == "region" {
			return exitBad, fmt.Errorf("start: %s", p.Msg)
		}
	}
	if *out != "" {
		return exitYes, os.WriteFile(*out, core.Encode(&f), 0o644)
	}
	_, err := c.out.Write(core.Encode(&f))
	return exitYes, err
}
