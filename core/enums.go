package core

import (
	"errors"
	"strings"
)

// The names of the enums, by value: what files, links and answers carry.
var (
	outcomeNames = []string{"undecided", "undeployable", "blocked", "intermittent", "divergent", "reachable"}
	symptomNames = []string{"none", "timeout", "refused", "reset", "dns", "access-denied", "throttled", "invoke-error", "deploy-error", "not-invoked"}
	stageNames   = []string{"", "deploy", "reach-api", "authorise-caller", "state", "resolve", "forward", "return", "authorise-call"}
	kindNames    = []string{"connect", "invoke"}
	callerNames  = []string{"", "sync", "async", "poll", "url"}
)

// A named is an enum with names. The codec asks for this interface and not for
// encoding.TextUnmarshaler, which would keep the text forms of every other type of
// the program, such as time.Time, in the WASM.
type named interface {
	names() []string
	set(value uint8)
}

func (*Outcome) names() []string { return outcomeNames }
func (*Symptom) names() []string { return symptomNames }
func (*Stage) names() []string   { return stageNames }
func (*Kind) names() []string    { return kindNames }
func (*Caller) names() []string  { return callerNames }

func (o *Outcome) set(value uint8) { *o = Outcome(value) }
func (s *Symptom) set(value uint8) { *s = Symptom(value) }
func (s *Stage) set(value uint8)   { *s = Stage(value) }
func (k *Kind) set(value uint8)    { *k = Kind(value) }
func (c *Caller) set(value uint8)  { *c = Caller(value) }

// String returns the name that files use, e.g. "blocked".
func (o Outcome) String() string { return nameOf(outcomeNames, uint8(o)) }

// MarshalText writes the name.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads a name.
func (o *Outcome) UnmarshalText(text []byte) error { return setName(o, text) }

// String returns the name that files use, e.g. "access-denied".
func (s Symptom) String() string { return nameOf(symptomNames, uint8(s)) }

// MarshalText writes the name.
func (s Symptom) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a name.
func (s *Symptom) UnmarshalText(text []byte) error { return setName(s, text) }

// String returns the name that answers use, e.g. "forward"; "" for none.
func (s Stage) String() string { return nameOf(stageNames, uint8(s)) }

// MarshalText writes the name.
func (s Stage) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a name.
func (s *Stage) UnmarshalText(text []byte) error { return setName(s, text) }

// String returns "connect" or "invoke".
func (k Kind) String() string { return nameOf(kindNames, uint8(k)) }

// MarshalText writes the name.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads a name.
func (k *Kind) UnmarshalText(text []byte) error { return setName(k, text) }

// String returns "sync", "async", "poll", "url", or "" for the usual way.
func (c Caller) String() string { return nameOf(callerNames, uint8(c)) }

// MarshalText writes the name.
func (c Caller) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads a name.
func (c *Caller) UnmarshalText(text []byte) error { return setName(c, text) }

// nameOf returns the name of a value, or "?" for one that there is not.
func nameOf(names []string, value uint8) string {
	if int(value) < len(names) {
		return names[value]
	}
	return "?"
}

// setName sets n to the value of a name.
func setName(n named, text []byte) error {
	for i, name := range n.names() {
		if name == string(text) {
			n.set(uint8(i))
			return nil
		}
	}
	return errors.New(notOneOf(string(text), n.names()))
}

// notOneOf says that got is none of the names that are allowed.
func notOneOf(got string, allowed []string) string {
	var list []string
	for _, name := range allowed {
		if name != "" {
			list = append(list, quote(name))
		}
	}
	return "wants one of " + strings.Join(list, ", ") + ", got " + quote(got)
}
