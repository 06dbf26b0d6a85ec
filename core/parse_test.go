package core_test

import (
	"encoding"
	"testing"

	"lasthop/core"
)

func TestPrefix(t *testing.T) {
	for text, want := range map[core.CIDR]string{
		"10.0.0.0/16":       "10.0.0.0/16",
		"100.68.0.18/18":    "100.68.0.0/18", // RULES A1: host bits are cleared
		"0.0.0.0/0":         "0.0.0.0/0",
		"203.0.113.7/32":    "203.0.113.7/32",
		"2001:db8::1/32":    "2001:db8::/32",
		"":                  "no block is given",
		"10.0.0.0":          `"10.0.0.0" has no prefix length; write a block such as 10.0.0.0/16`,
		"10.0.0/16":         `"10.0.0/16" is not a block such as 10.0.0.0/16`,
		"10.0.0.0/33":       `"10.0.0.0/33" is not a block such as 10.0.0.0/16`,
		"10.0.0.0/016":      `"10.0.0.0/016" is not a block such as 10.0.0.0/16`,
		"010.0.0.0/16":      `"010.0.0.0/16" is not a block such as 10.0.0.0/16`,
		"10.0.0.0 /16":      `"10.0.0.0 /16" is not a block such as 10.0.0.0/16`,
		"::ffff:10.0.0.0/8": `"::ffff:10.0.0.0/8" is an IPv4 block in IPv6 dress; write it as IPv4`,
		"fe80::1%eth0/64":   `"fe80::1%eth0/64" is not a block such as 10.0.0.0/16`,
	} {
		p, err := text.Prefix()
		if got := say(p, err); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

func TestAddr(t *testing.T) {
	for text, want := range map[core.Address]string{
		"10.0.1.17":            "10.0.1.17",
		"2001:db8::1":          "2001:db8::1",
		"":                     "invalid IP", // the zero Addr: AWS chooses
		"10.0.1":               `"10.0.1" is not an address such as 10.0.1.17`,
		"10.0.1.17/32":         `"10.0.1.17/32" is not an address such as 10.0.1.17`,
		"fe80::1%eth0":         `"fe80::1%eth0" is not an address such as 10.0.1.17`,
		"::ffff:10.0.1.17":     `"::ffff:10.0.1.17" is not an address such as 10.0.1.17`,
		core.AmazonProvidedDNS: `"AmazonProvidedDNS" is not an address such as 10.0.1.17`,
	} {
		a, err := text.Addr()
		if got := say(a, err); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

func TestRange(t *testing.T) {
	for text, want := range map[core.Ports]string{
		"":           "0-65535",
		"443":        "443",
		"0":          "0",
		"1024-65535": "1024-65535",
		"443-443":    "443",
		"65536":      `"65536" is not a port such as 443 or a range such as 1024-65535`,
		"-1":         `"-1" is not a port such as 443 or a range such as 1024-65535`,
		"+443":       `"+443" is not a port such as 443 or a range such as 1024-65535`,
		"1-2-3":      `"1-2-3" is not a port such as 443 or a range such as 1024-65535`,
		"443, 80":    `"443, 80" is not a port such as 443 or a range such as 1024-65535`,
		"https":      `"https" is not a port such as 443 or a range such as 1024-65535`,
		"9-1":        `"9-1" runs backwards; write the lower port first`,
	} {
		r, err := text.Range()
		if got := say(r, err); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

func say(v interface{ String() string }, err error) string {
	if err != nil {
		return err.Error()
	}
	return v.String()
}

// The names are part of files, links and answers: adding one is fine, changing one
// is not.
func TestEnumNames(t *testing.T) {
	type enum interface {
		encoding.TextMarshaler
		String() string
	}
	for _, c := range []struct {
		v    enum
		into encoding.TextUnmarshaler
		want string
	}{
		{core.Undecided, new(core.Outcome), "undecided"}, {core.Undeployable, new(core.Outcome), "undeployable"}, {core.Blocked, new(core.Outcome), "blocked"},
		{core.Intermittent, new(core.Outcome), "intermittent"}, {core.Divergent, new(core.Outcome), "divergent"}, {core.Reachable, new(core.Outcome), "reachable"},
		{core.SymptomNone, new(core.Symptom), "none"}, {core.SymptomTimeout, new(core.Symptom), "timeout"}, {core.SymptomRefused, new(core.Symptom), "refused"},
		{core.SymptomReset, new(core.Symptom), "reset"}, {core.SymptomDNS, new(core.Symptom), "dns"}, {core.SymptomAccessDenied, new(core.Symptom), "access-denied"},
		{core.SymptomThrottled, new(core.Symptom), "throttled"}, {core.SymptomInvokeError, new(core.Symptom), "invoke-error"}, {core.SymptomDeployError, new(core.Symptom), "deploy-error"},
		{core.StageNone, new(core.Stage), ""}, {core.StageDeploy, new(core.Stage), "deploy"}, {core.StageReachAPI, new(core.Stage), "reach-api"},
		{core.StageAuthoriseCaller, new(core.Stage), "authorise-caller"}, {core.StageState, new(core.Stage), "state"}, {core.StageResolve, new(core.Stage), "resolve"},
		{core.StageForward, new(core.Stage), "forward"}, {core.StageReturn, new(core.Stage), "return"}, {core.StageAuthoriseCall, new(core.Stage), "authorise-call"},
		{core.Connect, new(core.Kind), "connect"}, {core.Invoke, new(core.Kind), "invoke"},
		{core.CallerUsual, new(core.Caller), ""}, {core.CallerSync, new(core.Caller), "sync"}, {core.CallerAsync, new(core.Caller), "async"},
	} {
		text, err := c.v.MarshalText()
		if err != nil || string(text) != c.want || c.v.String() != c.want {
			t.Errorf("%T %q writes %q, %v; want %q", c.v, c.v, text, err, c.want)
		}
		if err := c.into.UnmarshalText(text); err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if back, ok := c.into.(enum); !ok || back.String() != c.want {
			t.Errorf("%q is read as %v", text, c.into)
		}
	}
	if got := core.Outcome(99).String(); got != "?" {
		t.Errorf("an outcome that there is not is called %q", got)
	}
	if err := new(core.Kind).UnmarshalText([]byte("ping")); err == nil || err.Error() != `wants one of "connect", "invoke", got "ping"` {
		t.Errorf("got %v", err)
	}
}
