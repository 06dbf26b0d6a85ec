// Package field changes one value of a resource by its path, as the inspector
// names it: "cidr", "routes/0/target", "subnets/+". It knows every field of every
// type as a pointer and parses text into it; text that cannot be meant is refused
// in words, text that AWS would refuse is taken, because that is a Problem of the
// network and not of the keyboard.
package field

import (
	"lasthop/core"
)

// An Error says why a text is refused.
type Error struct {
	Msg string
	// Line is the line of a policy that Msg is about, from 1; 0 for none.
	Line int
}

// Error returns the sentence.
func (e *Error) Error() string { return e.Msg }

// Refuse returns an error with nothing but a sentence.
func Refuse(msg string) error { return &Error{Msg: msg} }

// Append is the index that stands for one past the end of a list.
const Append = "+"

// Set parses text into the field of r at path. Where a row holds one of several
// fields, the others are cleared. The caller owns r: it is changed in place.
func Set(r core.Resource, path []string, text string) error {
	p, owner, err := walk(r, path, true)
	if err != nil {
		return err
	}
	name := path[len(path)-1]
	if err := assign(p, text, policyKind(owner, name)); err != nil {
		return err
	}
	if text != "" && text != "false" {
		clearRivals(owner, name)
	}
	return nil
}

// Add appends an empty row, with AWS's usual values, to the list of r at path.
func Add(r core.Resource, path []string) error {
	p, _, err := walk(r, path, false)
	if err != nil {
		return err
	}
	if !grow(p) {
		return Refuse("This is not a list.")
	}
	return nil
}

// Remove takes an element out of a list: the last segment of path is its index.
func Remove(r core.Resource, path []string) error {
	if len(path) < 2 {
		return Refuse("This is not an element of a list.")
	}
	p, _, err := walk(r, path[:len(path)-1], false)
	if err != nil {
		return err
	}
	i, ok := index(path[len(path)-1])
	if !ok || !cut(p, i) {
		return Refuse("There is no such row.")
	}
	return nil
}

// walk finds the value at path: a pointer to it, and a pointer to the row or the
// resource that holds it. With growing, "+" appends an element.
func walk(r core.Resource, path []string, growing bool) (p, owner any, err error) {
	if len(path) == 0 {
		return nil, nil, Refuse("No field is named.")
	}
	p, owner = slot(r, path[0]), r
	for _, step := range path[1:] {
		if p == nil {
			break
		}
		if step == Append {
			if !growing || !grow(p) {
				return nil, nil, Refuse("This is not a list.")
			}
			p, owner = element(p, length(p)-1), p
			continue
		}
		if i, ok := index(step); ok {
			p, owner = element(p, i), p
		} else {
			p, owner = slot(p, step), p
		}
	}
	if p == nil {
		return nil, nil, Refuse("There is no such field.")
	}
	return p, owner, nil
}

// index parses a list index.
func index(s string) (int, bool) {
	if s == "" || len(s) > 4 {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// clearRivals empties the fields that exclude the one just set. Ports mean nothing
// but with TCP and UDP: who types some into a rule for all traffic means TCP.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
func clearRivals(owner any, set string) {
	switch o := owner.(type) {
	case *core.ACLRule:
		o.Protocol, o.Ports = withPorts(o.Protocol, o.Ports, set)
	case *core.FirewallRule:
		o.Protocol, o.Ports = withPorts(o.Protocol, o.Ports, set)
	case *core.NATGateway:
		switch set {
		case "subnet":
			o.VPC, o.Regional, o.Zones = "", false, nil
		case "vpc", "regional":
			o.Subnet, o.PrivateIP, o.Regional = "", "", true
		}
	case *core.TransitRoute:
		switch set {
		case "attachment":
			o.Blackhole = false
		case "blackhole":
			o.Attachment = ""
		}
	case *core.TransitAttachment:
		switch set {
		case "vpc":
			o.Connection, o.Peer = "", ""
		case "connection":
			o.VPC, o.Subnets, o.Peer = "", nil, ""
		case "peer":
			o.VPC, o.Subnets, o.Connection = "", nil, ""
		}
	case *core.Route:
		switch set {
		case "destination":
			o.PrefixList = ""
		case "prefixList":
			o.Destination = ""
		}
	case *core.GroupRule:
		o.Protocol, o.Ports = withPorts(o.Protocol, o.Ports, set)
		cidr, group, list := o.CIDR, o.Group, o.PrefixList
		switch set {
		case "cidr":
			group, list = "", ""
		case "group":
			cidr, list = "", ""
		case "prefixList":
			cidr, group = "", ""
		}
		o.CIDR, o.Group, o.PrefixList = cidr, group, list
	case *core.NamedPolicy:
		switch set {
		case "managed":
			o.Document = nil
		case "document":
			o.Managed = ""
		}
	}
}

func withPorts(proto core.Proto, ports core.Ports, set string) (core.Proto, core.Ports) {
	if proto == core.ProtoTCP || proto == core.ProtoUDP || ports == "" {
		return proto, ports
	}
	switch set {
	case "protocol":
		return proto, ""
	case "ports":
		return core.ProtoTCP, ports
	}
	return proto, ports
}
