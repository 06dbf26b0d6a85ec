package policy

import (
	"strings"
	"unicode/utf8"
)

// Wildcards stand in a compiled pattern as bytes that no UTF-8 text contains, so
// that a literal '*' or '?', written ${*} and ${?}, stays one.
const (
	anyText = 0xFF // '*'
	anyChar = 0xFE // '?'
)

// A pattern is one value of an Action, a Resource or a Condition, ready to be compared.
type pattern struct {
	form form
	text string
	vars []part // of a formVariable
}

type form uint8

const (
	formExact form = iota
	formAny
	formPrefix   // text, then anything
	formGlob     // wildcards elsewhere
	formVariable // its text depends on the request
)

// A part of a pattern with policy variables is text, or the variable after it.
type part struct {
	text     string
	key      string // "" if no variable follows
	derived  principalKey
	fallback string // the default value
	defaults bool   // there is one
}

// compile makes a pattern. Wildcards and policy variables are what they are only
// where the element knows them.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
func compile(text string, wildcards, variables bool) (pattern, string) {
	var vars []part
	if variables && strings.Contains(text, "${") {
		var msg string
		if vars, msg = splitVariables(text, wildcards); msg != "" {
			return pattern{}, msg
		}
		if last := vars[len(vars)-1]; len(vars) > 1 || last.key != "" {
			return pattern{form: formVariable, vars: vars}, ""
		}
		text = vars[0].text
	} else if wildcards {
		text = encodeWildcards(text)
	}
	return fixed(text), ""
}

// fixed makes a pattern of text without variables, wildcards encoded.
func fixed(text string) pattern {
	wild := 0
	for wild < len(text) && text[wild] < anyChar {
		wild++
	}
	switch {
	case wild == len(text):
		return pattern{form: formExact, text: text}
	case wild < len(text)-1 || text[wild] == anyChar:
		return pattern{form: formGlob, text: text}
	case wild == 0:
		return pattern{form: formAny}
	}
	return pattern{form: formPrefix, text: text[:wild]}
}

func encodeWildcards(text string) string {
	if !strings.ContainsAny(text, "*?") {
		return text
	}
	b := []byte(text)
	for i, c := range b {
		switch c {
		case '*':
			b[i] = anyText
		case '?':
			b[i] = anyChar
		}
	}
	return string(b)
}

// splitVariables cuts text at its variables: ${key}, ${key, 'default'}, and ${*},
// ${?}, ${$}, which are only ways to write a character.
func splitVariables(text string, wildcards bool) ([]part, string) {
	var parts []part
	var lit strings.Builder
	add := func(s string) {
		if wildcards {
			s = encodeWildcards(s)
		}
		lit.WriteString(s)
	}
	for {
		before, rest, found := strings.Cut(text, "${")
		add(before)
		if !found {
			break
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed {
			return nil, "a policy variable does not end; it wants a '}'"
		}
		text = after
		if name == "*" || name == "?" || name == "$" {
			lit.WriteString(name)
			continue
		}
		p := part{key: name}
		if key, value, ok := strings.Cut(name, ","); ok {
			value = strings.TrimSpace(value)
			if len(value) < 2 || value[0] != '\'' || value[len(value)-1] != '\'' {
				return nil, "the default value of a policy variable stands in single quotes, such as ${aws:userid, 'anonymous'}"
			}
			p.key, p.fallback, p.defaults = key, value[1:len(value)-1], true
		}
		if p.key = strings.TrimSpace(p.key); p.key == "" {
			return nil, "a policy variable wants the name of a condition key between '${' and '}'"
		}
		p.derived = principalKeyOf(p.key)
		p.text = lit.String()
		lit.Reset()
		parts = append(parts, p)
	}
	if lit.Len() > 0 || len(parts) == 0 {
		parts = append(parts, part{text: lit.String()})
	}
	return parts, ""
}

// resolve returns a formVariable with the request's values in place of its variables,
// or the name of a variable that the request has no single value for.
func (p *pattern) resolve(r *Request) (q pattern, unresolved string) {
	var b strings.Builder
	for i := range p.vars {
		v := &p.vars[i]
		b.WriteString(v.text)
		if v.key == "" {
			continue
		}
		// Multivalued keys are no policy variables.
		// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
		one, many, ok := r.lookup(v.key, v.derived)
		switch {
		case ok && many == nil:
			b.WriteString(literal(one))
		case v.defaults:
			b.WriteString(literal(v.fallback))
		default:
			return pattern{}, v.key
		}
	}
	return fixed(b.String()), ""
}

// literal makes sure that a request's value brings in no wildcard.
func literal(s string) string {
	if strings.IndexByte(s, anyText) < 0 && strings.IndexByte(s, anyChar) < 0 {
		return s
	}
	return strings.ToValidUTF8(s, string(utf8.RuneError))
}

// matches compares without variables; fold ignores case, for a pattern in lower case.
func (p *pattern) matches(s string, fold bool) bool {
	switch p.form {
	case formExact:
		if fold {
			return equalFold(p.text, s)
		}
		return p.text == s
	case formAny:
		return true
	case formPrefix:
		if len(s) < len(p.text) {
			return false
		}
		if fold {
			return equalFold(p.text, s[:len(p.text)])
		}
		return s[:len(p.text)] == p.text
	case formGlob:
		return glob(p.text, s, fold)
	case formVariable:
	}
	return false
}

// glob matches text with wildcards anywhere. It never looks back beyond the last
// '*', so that it takes time in proportion to len(p) × len(s) at most.
func glob(p, s string, fold bool) bool {
	i, j := 0, 0
	star, from := -1, 0 // the last '*', and where in s its text was taken to end
	for j < len(s) {
		switch {
		case i < len(p) && p[i] == anyText:
			star, from = i, j
			i++
			continue
		case i < len(p) && p[i] == anyChar:
			_, n := utf8.DecodeRuneInString(s[j:])
			i++
			j += n
			continue
		case i < len(p) && (p[i] == s[j] || fold && lower(p[i]) == lower(s[j])):
			i++
			j++
			continue
		case star < 0:
			return false
		}
		_, n := utf8.DecodeRuneInString(s[from:])
		from += n
		i, j = star+1, from
	}
	for i < len(p) && p[i] == anyText {
		i++
	}
	return i == len(p)
}

// globARN matches the six parts of an ARN one by one, so that no wildcard reaches
// beyond a colon of the first five.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
func globARN(p *pattern, s string) bool {
	text := p.text
	switch p.form {
	case formAny: // "*" alone stands for every ARN
		text = "arn:\xff:\xff:\xff:\xff:\xff"
	case formPrefix:
		text += "\xff"
	case formExact, formGlob, formVariable:
	}
	for range 5 {
		a, p, ok := strings.Cut(text, ":")
		b, rest, found := strings.Cut(s, ":")
		if !ok || !found || !glob(a, b, false) {
			return false
		}
		text, s = p, rest
	}
	return glob(text, s, false)
}
