package core

import (
	"net/netip"
	"reflect"
	"slices"
	"strings"
)

// Mentions are what the resources of a drawing say of ids, addresses and ports. They
// bound what a verdict can tell apart: two hosts that no resource names, and two
// addresses or ports that no block or range parts, are alike to every rule. They are
// read off the fields by type, so that a new field of a new resource counts as well.
type mentions struct {
	ids    map[string]bool
	blocks map[netip.Prefix]bool
	bits   [129]bool   // the lengths of blocks
	ports  [65537]bool // where a range begins, or the port after its end
	fields fieldCache
}

func (n *Network) mentions() *mentions {
	m := &mentions{ids: map[string]bool{}, blocks: map[netip.Prefix]bool{}, fields: fieldCache{}}
	for _, r := range n.resources {
		m.value(reflect.ValueOf(r).Elem(), r)
	}
	for _, p := range n.named {
		m.block(p)
	}
	return m
}

// value takes in what v holds; in is the resource, where v is one.
func (m *mentions) value(v reflect.Value, in Resource) {
	switch p := v.Addr().Interface().(type) {
	case *CIDR:
		if b, err := p.Prefix(); err == nil {
			m.block(b)
		}
		return
	case *Ports:
		if r, err := p.Range(); err == nil {
			m.ports[r.Lo], m.ports[int(r.Hi)+1] = true, true
		}
		return
	case *PolicyText:
		return
	}
	switch v.Kind() {
	case reflect.String:
		s := v.String()
		if s == "" {
			return
		}
		m.ids[s] = true
		if strings.IndexByte(s, '.') >= 0 || strings.IndexByte(s, ':') >= 0 {
			if a, err := netip.ParseAddr(s); err == nil && a.Zone() == "" {
				m.block(host(a))
			}
		}
	case reflect.Uint16:
		m.ports[v.Uint()], m.ports[v.Uint()+1] = true, true
	case reflect.Slice:
		for i := range v.Len() {
			m.value(v.Index(i), nil)
		}
	case reflect.Struct:
		if _, ok := in.(*Instance); ok {
			// A host's own addresses say nothing of other hosts.
			m.instance(v)
			return
		}
		for _, f := range m.fields.of(v.Type()) {
			if in == nil || f.name != "id" && f.name != "name" {
				m.value(f.in(v), nil)
			}
		}
	}
}

func (m *mentions) instance(v reflect.Value) {
	for _, f := range m.fields.of(v.Type()) {
		switch f.name {
		case "id", "name", "privateIp", "publicIp", "ipv6":
		default:
			m.value(f.in(v), nil)
		}
	}
}

func (m *mentions) block(p netip.Prefix) {
	m.blocks[p], m.bits[p.Bits()] = true, true
}

// around returns the narrowest block that is mentioned and holds a. Blocks nest or
// lie apart, so that two addresses with the same one are in all the same blocks.
func (m *mentions) around(a netip.Addr) netip.Prefix {
	if !a.IsValid() {
		return netip.Prefix{}
	}
	for bits := a.BitLen(); bits >= 0; bits-- {
		if m.bits[bits] {
			if p, _ := a.Prefix(bits); m.blocks[p] {
				return p
			}
		}
	}
	return netip.Prefix{}
}

// policiesTellApart reports whether some policy may tell the holders of one role
// from each other, or one's address from another's: by a condition, a variable, or
// the name of a session. Escapes might hide any of these.
func (n *Network) policiesTellApart() bool {
	tells := func(text PolicyText) bool {
		for _, mark := range []string{"Condition", "assumed-role", "${", `\u`} {
			if strings.Contains(string(text), mark) {
				return true
			}
		}
		return false
	}
	return slices.ContainsFunc(n.resources, func(r Resource) bool {
		switch r := r.(type) {
		case *Role:
			return tells(r.Boundary) || tells(r.Session) || slices.ContainsFunc(r.Policies, func(p NamedPolicy) bool { return tells(p.Document) })
		case *GatewayEndpoint:
			return tells(r.Policy)
		case *InterfaceEndpoint:
			return tells(r.Policy)
		case *Function:
			return tells(r.Policy)
		case *Service:
			return tells(r.Policy)
		case *APIGateway:
			return tells(r.Policy)
		case *OrganizationPolicy:
			return tells(r.Document)
		}
		return false
	})
}
