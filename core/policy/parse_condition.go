package policy

import (
	"encoding/base64"
	"net/netip"
	"strconv"
	"strings"

	"lasthop/core/jsonscan"
)

// conditions reads the Condition element: operators of keys of values.
func (p *parser) conditions(s *Statement, n *node) *fault {
	if n.form != isObject {
		return n.wants("an object of condition operators")
	}
	for i := range n.kids {
		m := &n.kids[i]
		for j := range i {
			if equalFold(m.key, n.kids[j].key) {
				return &fault{At: m.keyAt, Path: jsonscan.PathName(m.key), Msg: "this operator stands here twice"}
			}
		}
		c, msg := operator(m.key)
		if msg != "" {
			return &fault{At: m.keyAt, Path: jsonscan.PathName(m.key), Msg: msg}
		}
		if m.node.form != isObject {
			return m.node.wants("an object of condition keys").Within(jsonscan.PathName(m.key))
		}
		for j := range m.node.kids {
			k := &m.node.kids[j]
			if f := p.conditionKey(&c, m.node.kids[:j], k); f != nil {
				return f.Within(jsonscan.PathName(k.key)).Within(jsonscan.PathName(m.key))
			}
			s.conditions = append(s.conditions, c)
		}
	}
	return nil
}

// operator reads the name of an operator, with what stands before and after it.
func operator(name string) (condition, string) {
	c := condition{operator: name}
	base := name
	if qualifier, rest, ok := strings.Cut(name, ":"); ok {
		switch {
		case equalFold(qualifier, "ForAllValues"):
			c.set = forAllValues
		case equalFold(qualifier, "ForAnyValue"):
			c.set = forAnyValue
		default:
			return c, "unknown condition operator; a colon stands after ForAllValues or ForAnyValue only"
		}
		base = rest
	}
	if n := len(base) - len("IfExists"); n > 0 && equalFold(base[n:], "IfExists") {
		base, c.ifExists = base[:n], true
	}
	for i := range tests {
		if t := &tests[i]; equalFold(t.name, base) {
			if c.test = t; t.of == ofPresence && (c.ifExists || c.set != single) {
				return c, "Null stands alone: it asks itself whether the key is there"
			}
			return c, ""
		}
	}
	names := make([]string, len(tests))
	for i := range tests {
		names[i] = tests[i].name
	}
	if meant := nearest(base, names); meant != "" {
		return c, "unknown condition operator; did you mean " + jsonscan.Quote(meant) + "?"
	}
	return c, "unknown condition operator"
}

// conditionKey reads a key and its values into c. Errors name the key.
func (p *parser) conditionKey(c *condition, before []member, m *member) *fault {
	for i := range before {
		if equalFold(before[i].key, m.key) {
			return &fault{At: m.keyAt, Msg: "this key stands here twice; letter case does not tell keys apart"}
		}
	}
	if service, name, ok := strings.Cut(m.key, ":"); !ok || service == "" || name == "" {
		return &fault{At: m.keyAt, Msg: `wants a condition key such as "aws:SourceVpce"`}
	}
	c.key, c.derived, c.values = m.key, principalKeyOf(m.key), nil
	n := &m.node
	if n.form != isList {
		return p.conditionValue(c, n)
	}
	if len(n.kids) > 1 && (c.test.of == ofBool || c.test.of == ofPresence) {
		return n.fault("wants true or false, not a list of them")
	}
	for i := range n.kids {
		if f := p.conditionValue(c, &n.kids[i].node); f != nil {
			return f.Within(jsonscan.Index(i))
		}
	}
	return nil
}

// conditionValue reads one value. Quotes round ofNumber and ofBool are optional.
func (p *parser) conditionValue(c *condition, n *node) *fault {
	switch n.form {
	case isString, isNumber, isBoolean:
	case isObject, isList, isNull, noShape:
		return n.wants("a string, a number or a boolean")
	}
	v, msg := c.test.of.read(n.text, p.variables)
	if msg != "" {
		return n.fault(msg)
	}
	c.values = append(c.values, v)
	return nil
}

// read reads a policy's value. Only strings and ARNs may hold policy variables.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-conditionelement
func (of subject) read(s string, variables bool) (v value, msg string) {
	ok := false
	switch of {
	case ofText, ofTextFold, ofTextLike:
		v.pattern, msg = compile(s, of == ofTextLike, variables)
		return v, msg
	case ofARN:
		if s != "*" {
			msg = checkARN(s, variables, false)
		}
		if msg == "" {
			v.pattern, msg = compile(s, true, variables)
		}
		return v, msg
	case ofBinary:
		raw, err := base64.StdEncoding.DecodeString(s)
		if v.pattern.text = string(raw); err != nil {
			return v, "wants base64, got " + jsonscan.Quote(s)
		}
		return v, ""
	case ofNumber:
		if v.number, ok = parseNumber(s); !ok {
			return v, "wants a number, got " + jsonscan.Quote(s)
		}
	case ofDate:
		if v.millis, ok = parseDate(s); !ok {
			return v, `wants a date such as "2026-01-31T12:00:00Z" or seconds since 1970, got ` + jsonscan.Quote(s)
		}
	case ofBool, ofPresence:
		if v.yes, ok = parseBool(s); !ok {
			return v, "wants true or false, got " + jsonscan.Quote(s)
		}
	case ofAddress:
		if v.prefix, ok = parsePrefix(s); !ok {
			return v, `wants an address or CIDR block such as "203.0.113.0/24", got ` + jsonscan.Quote(s)
		}
	}
	return v, ""
}

func parseNumber(s string) (float64, bool) {
	for i := range len(s) { // no "inf", no hexadecimal, no underscores
		if c := s[i]; !('0' <= c && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E') {
			return 0, false
		}
	}
	n, err := strconv.ParseFloat(s, 64)
	return n, err == nil
}

func parseBool(s string) (yes, ok bool) {
	yes = equalFold(s, "true")
	return yes, yes || equalFold(s, "false")
}

func parsePrefix(s string) (netip.Prefix, bool) {
	if strings.IndexByte(s, '/') < 0 {
		a, err := netip.ParseAddr(s)
		if err != nil || a.Zone() != "" {
			return netip.Prefix{}, false
		}
		return netip.PrefixFrom(a.Unmap(), a.Unmap().BitLen()), true
	}
	p, err := netip.ParsePrefix(s)
	if err != nil || p.Addr().Is4In6() {
		return netip.Prefix{}, false
	}
	return p.Masked(), true
}
