package field

import (
	"errors"
	"net/netip"
	"reflect"
	"strconv"
	"strings"

	"lasthop/core"
	"lasthop/core/policy"
)

// assign parses text into the value that p points at.
func assign(p any, text string, kind policy.Kind) error {
	if _, isPolicy := p.(*core.PolicyText); !isPolicy {
		text = strings.TrimSpace(text)
	}
	switch p := p.(type) {
	case *string:
		if len(text) > 1024 {
			return Refuse("This is longer than 1024 characters.")
		}
		*p = text
	case *bool:
		switch text {
		case "true":
			*p = true
		case "false", "":
			*p = false
		default:
			return Refuse("This is either true or false.")
		}
	case *int:
		n, err := number(text, 1<<30)
		if err != nil {
			return err
		}
		*p = n
	case **int:
		if text == "" {
			*p = nil
			return nil
		}
		n, err := number(text, 1<<30)
		if err != nil {
			return err
		}
		*p = &n
	case *uint16:
		n, err := number(text, 65535)
		if err != nil {
			return err
		}
		*p = uint16(n)
	case *core.ID:
		if err := checkID(text); err != nil {
			return err
		}
		*p = core.ID(text)
	case *core.CIDR:
		if text != "" {
			if _, err := netip.ParsePrefix(text); err != nil {
				return Refuse(badBlock(text))
			}
		}
		*p = core.CIDR(text)
	case *core.Address:
		if text != "" && core.Address(text) != core.AmazonProvidedDNS {
			if _, err := netip.ParseAddr(text); err != nil {
				return Refuse("“" + text + "” is not an address such as 10.0.1.17.")
			}
		}
		*p = core.Address(text)
	case *core.Ports:
		ports, err := ports(text)
		if err != nil {
			return err
		}
		*p = ports
	case *core.PolicyText:
		return assignPolicy(p, text, kind)
	default:
		return assignOneOf(p, text)
	}
	return nil
}

// assignOneOf sets a field that has a fixed set of values; their case does not matter.
func assignOneOf(p any, text string) error {
	all := values(p)
	if all == nil {
		return Refuse("This cannot be typed in.")
	}
	for _, v := range all {
		if strings.EqualFold(v, text) {
			reflect.ValueOf(p).Elem().SetString(v)
			return nil
		}
	}
	return Refuse("“" + text + "” is none of " + strings.TrimPrefix(strings.Join(all, ", "), ", ") + ".")
}

// policyKind tells which kind of policy owner's field holds: each has rules of its own.
func policyKind(owner any, name string) policy.Kind {
	switch o := owner.(type) {
	case *core.NamedPolicy:
		return policy.Identity
	case *core.Role:
		if name == "session" {
			return policy.SessionPolicy
		}
		return policy.Boundary
	case *core.GatewayEndpoint:
		return policy.GatewayEndpoint
	case *core.InterfaceEndpoint:
		return policy.Endpoint
	case *core.OrganizationPolicy:
		if o.Kind == core.ResourceControlPolicy {
			return policy.ResourceControl
		}
		return policy.ServiceControl
	}
	return policy.Resource
}

func assignPolicy(p *core.PolicyText, text string, kind policy.Kind) error {
	if strings.TrimSpace(text) == "" {
		*p = nil
		return nil
	}
	if _, err := policy.Parse([]byte(text), kind); err != nil {
		var bad *policy.Error
		if errors.As(err, &bad) {
			return &Error{Msg: bad.Msg, Line: bad.Line}
		}
		return Refuse(err.Error())
	}
	*p = core.PolicyText(strings.TrimSpace(text))
	return nil
}

// CheckID reports why text cannot be an id, nil if it can.
func CheckID(text string) error {
	if text == "" {
		return Refuse("An id cannot be empty.")
	}
	if core.ID(text) == core.Internet {
		return Refuse("“internet” is taken: it stands for every public host.")
	}
	return checkID(text)
}

// checkID refuses what no id can hold. "" is a reference to nothing.
func checkID(text string) error {
	if len([]rune(text)) > 256 {
		return Refuse("An id has at most 256 characters.")
	}
	for _, r := range text {
		if r <= ' ' || r == '~' || r == 0x7f || !strconv.IsPrint(r) {
			return Refuse("An id has no spaces and no “~”.")
		}
	}
	return nil
}

func number(text string, most int) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, Refuse("“" + text + "” is not a whole number.")
	}
	if n < 0 || n > most {
		return 0, Refuse("This is a number from 0 to " + strconv.Itoa(most) + ".")
	}
	return n, nil
}

// ports accepts "443", "1024-65535", and "", "all", "*" for every port.
func ports(text string) (core.Ports, error) {
	if text == "" || text == "*" || strings.EqualFold(text, "all") {
		return "", nil
	}
	lo, hi, isRange := strings.Cut(strings.ReplaceAll(text, "–", "-"), "-")
	a, err := number(strings.TrimSpace(lo), 65535)
	if err != nil {
		return "", err
	}
	if !isRange {
		return core.Ports(strconv.Itoa(a)), nil
	}
	b, err := number(strings.TrimSpace(hi), 65535)
	if err != nil {
		return "", err
	}
	if a > b {
		return "", Refuse("The range “" + text + "” ends before it starts.")
	}
	return core.Ports(strconv.Itoa(a) + "-" + strconv.Itoa(b)), nil
}

// badBlock says what is wrong with a block, for the mistakes that people make.
func badBlock(text string) string {
	address, bits, slash := strings.Cut(text, "/")
	a, err := netip.ParseAddr(address)
	if err != nil {
		return "“" + text + "” is not a block such as 10.0.1.0/24."
	}
	most := "/" + strconv.Itoa(a.BitLen())
	if !slash {
		return "“" + text + "” is an address: write " + text + most + " for that one host."
	}
	return "“/" + bits + "” is no prefix length: /0 to " + most + "."
}
