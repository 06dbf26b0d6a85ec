package policy

import (
	"cmp"
	"net/netip"
	"strings"
)

// A condition is one operator on one key, with the values to compare with.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
type condition struct {
	operator string // as written
	key      string
	derived  principalKey
	set      set
	ifExists bool
	test     *test
	values   []value
}

// A value is one value of a condition, read as its operator wants it.
type value struct {
	pattern pattern
	number  float64
	millis  int64
	prefix  netip.Prefix
	yes     bool
}

// A test is what an operator does with one value of the request.
type test struct {
	name    string
	of      subject
	order   order
	negated bool
}

type subject uint8

const (
	ofText subject = iota
	ofTextFold
	ofTextLike
	ofNumber
	ofDate
	ofBool
	ofBinary
	ofAddress
	ofARN
	ofPresence
)

type order uint8

const (
	equal order = iota
	less
	lessEqual
	greater
	greaterEqual
)

func (o order) holds(cmp int) bool {
	switch o {
	case less:
		return cmp < 0
	case lessEqual:
		return cmp <= 0
	case greater:
		return cmp > 0
	case greaterEqual:
		return cmp >= 0
	case equal:
	}
	return cmp == 0
}

var tests = [...]test{
	{name: "StringEquals", of: ofText},
	{name: "StringNotEquals", of: ofText, negated: true},
	{name: "StringEqualsIgnoreCase", of: ofTextFold},
	{name: "StringNotEqualsIgnoreCase", of: ofTextFold, negated: true},
	{name: "StringLike", of: ofTextLike},
	{name: "StringNotLike", of: ofTextLike, negated: true},
	{name: "NumericEquals", of: ofNumber},
	{name: "NumericNotEquals", of: ofNumber, negated: true},
	{name: "NumericLessThan", of: ofNumber, order: less},
	{name: "NumericLessThanEquals", of: ofNumber, order: lessEqual},
	{name: "NumericGreaterThan", of: ofNumber, order: greater},
	{name: "NumericGreaterThanEquals", of: ofNumber, order: greaterEqual},
	{name: "DateEquals", of: ofDate},
	{name: "DateNotEquals", of: ofDate, negated: true},
	{name: "DateLessThan", of: ofDate, order: less},
	{name: "DateLessThanEquals", of: ofDate, order: lessEqual},
	{name: "DateGreaterThan", of: ofDate, order: greater},
	{name: "DateGreaterThanEquals", of: ofDate, order: greaterEqual},
	{name: "Bool", of: ofBool},
	{name: "BinaryEquals", of: ofBinary},
	{name: "IpAddress", of: ofAddress},
	{name: "NotIpAddress", of: ofAddress, negated: true},
	{name: "ArnEquals", of: ofARN}, // the same as ArnLike
	{name: "ArnNotEquals", of: ofARN, negated: true},
	{name: "ArnLike", of: ofARN},
	{name: "ArnNotLike", of: ofARN, negated: true},
	{name: "Null", of: ofPresence},
}

// A set says which of the values of a multivalued key an operator is about.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
type set uint8

const (
	single set = iota
	forAllValues
	forAnyValue
)

// holds reports whether the condition is met; if it is not, miss says why.
func (c *condition) holds(r *Request, miss *Miss) bool {
	one, many, present := r.lookup(c.key, c.derived)
	if c.test.of == ofPresence {
		if len(c.values) == 1 && c.values[0].yes != present {
			return true
		}
		return c.miss(miss, !present)
	}
	if c.set != single && present && many == nil && one == "" {
		present = false // an empty string is an empty set
	}
	if !present {
		// A missing key matches nothing, so that a negated operator holds. Of no
		// values all do and none does, negated or not.
		switch {
		case c.ifExists, c.set == forAllValues, c.set == single && c.test.negated:
			return true
		}
		return c.miss(miss, true)
	}
	if many == nil {
		ok, unresolved := c.compare(r, one)
		return ok || c.spoilt(miss, unresolved)
	}
	// AWS wants a set operator for a multivalued key and does not say what happens
	// without one: here nothing matches.
	if c.set == single {
		return c.miss(miss, false)
	}
	met, variable := c.set == forAllValues, ""
	for _, v := range many {
		ok, unresolved := c.compare(r, v)
		variable = unresolved
		if ok != met {
			met = ok
			break
		}
	}
	return met || c.spoilt(miss, variable)
}

// miss records that the condition is not met.
func (c *condition) miss(m *Miss, missing bool) bool {
	m.Why, m.Operator, m.Key, m.Missing = WhyCondition, c.operator, c.key, missing
	return false
}

// spoilt records that the condition is not met, by a policy variable without a value
// if there is one.
func (c *condition) spoilt(m *Miss, variable string) bool {
	if variable == "" {
		return c.miss(m, false)
	}
	m.Why, m.Operator, m.Key, m.Missing = WhyVariable, c.operator, variable, true
	return false
}

// compare holds one value of the request against those of the policy: one of them
// must match or, negated, none. A variable without a value matches nothing, and spoils
// a negated condition: "any attempt to match it fails".
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-infotouse
func (c *condition) compare(r *Request, s string) (ok bool, unresolved string) {
	var got value
	switch c.test.of {
	case ofNumber:
		got.number, ok = parseNumber(s)
	case ofDate:
		got.millis, ok = parseDate(s)
	case ofBool:
		got.yes, ok = parseBool(s)
	case ofAddress:
		got.prefix, ok = parsePrefix(s)
		ok = ok && got.prefix.IsSingleIP()
	case ofText, ofTextFold, ofTextLike, ofBinary, ofARN, ofPresence:
		ok = true
	}
	if !ok { // of another type than the operator: neither equal nor unequal
		return false, ""
	}
	for i := range c.values {
		matched, missing := c.matches(r, &c.values[i], &got, s)
		if missing != "" {
			unresolved = missing
		}
		if matched {
			return !c.test.negated, ""
		}
	}
	return c.test.negated && unresolved == "", unresolved
}

func (c *condition) matches(r *Request, v, got *value, s string) (ok bool, unresolved string) {
	p := &v.pattern
	if p.form == formVariable {
		q, missing := p.resolve(r)
		if missing != "" {
			return false, missing
		}
		p = &q
	}
	switch c.test.of {
	case ofText:
		return p.text == s, ""
	case ofTextFold:
		return strings.EqualFold(p.text, s), ""
	case ofTextLike:
		return p.matches(s, false), ""
	case ofARN:
		return globARN(p, s), ""
	case ofBinary:
		return p.text == s, ""
	case ofNumber:
		return c.test.order.holds(cmp.Compare(got.number, v.number)), ""
	case ofDate:
		return c.test.order.holds(cmp.Compare(got.millis, v.millis)), ""
	case ofBool:
		return got.yes == v.yes, ""
	case ofAddress:
		return v.prefix.Contains(got.prefix.Addr()), ""
	case ofPresence:
	}
	return false, ""
}
