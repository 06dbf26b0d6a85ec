package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"lasthop/core"
)

// open reads a drawing. Its size is bounded before it is read.
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

// load opens a drawing and compiles it.
func load(path string) (*core.Network, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	return core.Compile(&f.Network), nil
}

// A whatIf holds the flags that change a drawing before it is asked.
type whatIf struct{ zones, deleted, idle list }

func (w *whatIf) flags(c *call) {
	c.Var(&w.zones, "lose-zone", "what if the Availability Zone `ZONE` is down? (may be repeated)")
	c.Var(&w.deleted, "delete", "what if `END` is deleted? (may be repeated)")
	c.Var(&w.idle, "idle", "what if the function `FN` was not invoked for 14 days? (may be repeated)")
}

// load opens a drawing, changes it and compiles it.
func (w *whatIf) load(path string) (*core.Network, *core.File, error) {
	f, err := open(path)
	if err != nil {
		return nil, nil, err
	}
	n := core.Compile(&f.Network)
	t := &f.Network
	for _, zone := range w.zones {
		zones := zonesOf(t)
		if !slices.Contains(zones, zone) {
			return nil, nil, fmt.Errorf("-lose-zone %s: the drawing has no subnet there, only in %s", zone, strings.Join(zones, ", "))
		}
		t = core.LoseZone(t, zone)
	}
	for _, end := range w.deleted {
		id, err := drawn(n, "-delete", end)
		if err != nil {
			return nil, nil, err
		}
		t = core.Delete(t, id)
	}
	for _, end := range w.idle {
		id, err := drawn(n, "-idle", end)
		if err != nil {
			return nil, nil, err
		}
		if _, ok := n.Resource(id).(*core.Function); !ok {
			return nil, nil, fmt.Errorf("-idle %s: only a function can be idle", end)
		}
		t = core.Idle(t, id)
	}
	if t != &f.Network {
		n = core.Compile(t)
	}
	return n, f, nil
}

func zonesOf(t *core.Topology) []string {
	var out []string
	for _, r := range t.Resources {
		if s, ok := r.(*core.Subnet); ok && s.Zone != "" && !slices.Contains(out, s.Zone) {
			out = append(out, s.Zone)
		}
	}
	slices.Sort(out)
	return out
}

// drawn returns the id of a resource that a flag names.
func drawn(n *core.Network, flag, end string) (core.ID, error) {
	e, err := n.Find(end)
	if err != nil {
		return "", fmt.Errorf("%s: %w", flag, err)
	}
	if n.Resource(core.ID(e)) == nil {
		return "", fmt.Errorf("%s %s: it is not in the drawing", flag, end)
	}
	return core.ID(e), nil
}

// target finds TO[:PORT]. What is an end as a whole has no port, for ids and addresses
// may themselves hold a colon.
func target(n *core.Network, s string) (core.Endpoint, uint16, error) {
	end, err := n.Find(s)
	i := strings.LastIndexByte(s, ':')
	if err == nil || i < 0 {
		return end, 0, err
	}
	if end, other := n.Find(s[:i]); other == nil {
		port, bad := strconv.ParseUint(s[i+1:], 10, 16)
		if bad != nil || port == 0 {
			return "", 0, fmt.Errorf("%q: the port is not a number from 1 to 65535", s)
		}
		return end, uint16(port), nil
	} else if _, bad := strconv.ParseUint(s[i+1:], 10, 16); bad == nil {
		err = other
	}
	return "", 0, err
}
