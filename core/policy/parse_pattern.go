package policy

import (
	"strings"

	"lasthop/core/jsonscan"
)

// patterns reads an element or its negation, of which there is exactly one.
func (p *parser) patterns(n *node, name string, is, not *node, read func(string) (pattern, string)) ([]pattern, bool, *fault) {
	from := is
	switch {
	case is != nil && not != nil:
		return nil, false, not.fault("stands beside " + name + "; a statement has one of them").Within("Not" + name)
	case is == nil && not == nil:
		return nil, false, n.fault("wants " + name + " or Not" + name)
	case is == nil:
		from, name = not, "Not"+name
	}
	var out []pattern
	f := eachString(from, func(v *node) *fault {
		t, msg := read(v.text)
		if msg != "" {
			return v.fault(msg)
		}
		out = append(out, t)
		return nil
	})
	if f == nil && len(out) == 0 {
		f = from.fault("is empty; AWS wants at least one")
	}
	if f != nil {
		return nil, false, f.Within(name)
	}
	return out, not != nil, nil
}

// eachString calls each with a string or with every string of a list.
func eachString(n *node, each func(*node) *fault) *fault {
	if n.form != isList {
		if n.form != isString {
			return n.wants("a string or a list of strings")
		}
		return each(n)
	}
	for i := range n.kids {
		v := &n.kids[i].node
		if v.form != isString {
			return v.wants("a string").Within(jsonscan.Index(i))
		}
		if f := each(v); f != nil {
			return f.Within(jsonscan.Index(i))
		}
	}
	return nil
}

// action reads "*" or service:name. Letter case does not matter.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
func (p *parser) action(s string) (pattern, string) {
	service, name, ok := strings.Cut(s, ":")
	if s != "*" && (!ok || service == "" || name == "" || strings.Contains(name, ":")) {
		return pattern{}, `wants "*" or an action such as "s3:GetObject", got ` + jsonscan.Quote(s)
	}
	for i := range len(s) {
		if c := lower(s[i]); !('a' <= c && c <= 'z' || '0' <= c && c <= '9' || strings.IndexByte("-_.:*?", c) >= 0) {
			return pattern{}, "no action has the character " + jsonscan.Quote(s[i:i+1])
		}
	}
	return compile(strings.ToLower(s), true, false)
}

// resource reads "*" or an ARN.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
func (p *parser) resource(s string) (pattern, string) {
	if s != "*" {
		if msg := checkARN(s, p.variables, true); msg != "" {
			return pattern{}, msg
		}
	}
	return compile(s, true, p.variables)
}

// checkARN returns why s is no ARN, or "". A resource may end early with a '*', which
// reaches over the colons that are missing; a policy variable stands in the last of
// the six parts only.
func checkARN(s string, variables, resource bool) string {
	if !strings.HasPrefix(s, "arn:") {
		return `wants "*" or an ARN such as "arn:aws:s3:::bucket/*", got ` + jsonscan.Quote(s)
	}
	parts, from := 1, 0
	for i := 0; i < len(s) && parts < 6; i++ {
		switch {
		case variables && strings.HasPrefix(s[i:], "${"):
			return "a policy variable may stand only after the fifth colon of an ARN"
		case s[i] != ':':
			continue
		}
		switch field := s[from:i]; {
		case parts == 2 && !strings.HasPrefix(field, "aws") && !strings.ContainsAny(field, "*?"):
			return "there is no partition " + jsonscan.Quote(field) + `; it is "aws"`
		case parts == 3 && resource && (field == "" || strings.ContainsAny(field, "*?")):
			return "the service of a resource stands in full, without wildcards"
		}
		parts, from = parts+1, i+1
	}
	if parts < 6 && !(resource && parts > 3 && s[len(s)-1] == '*') {
		return "an ARN has six parts between colons, such as \"arn:aws:s3:::bucket\"; got " + jsonscan.Quote(s)
	}
	return ""
}
