package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lasthop/core"
)

// TestCommands: every command answers, exits as it should, and says what it found.
func TestCommands(t *testing.T) {
	const four, group = examples + "four-subnets.json", examples + "four-subnets-endpoint-sg.json"
	empty := filepath.Join(t.TempDir(), "empty.json")
	if err := os.WriteFile(empty, core.Encode(&core.File{}), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args string
		code int
		says []string
	}{
		{"help", exitYes, []string{"lasthop trace", "Exit status"}},
		{"trace -h", exitYes, []string{"-proto", "-lose-zone"}},
		{"trace FOUR fn-2 parameter", exitYes, []string{"Yes"}},
		{"trace FOUR function/fn-2 ssm -action ssm:GetParameter", exitNo, []string{"vpce-ssm", "identity-policy-silent"}},
		{"trace FOUR fn-1 bucket -action s3:DeleteObject", exitNo, []string{"s3:DeleteObject"}},
		{"trace FOUR fn-2 internet -delete nat", exitNo, []string{"route-blackhole"}},
		{"trace FOUR fn-2 198.51.100.9:8443 -proto udp", exitYes, []string{"through nat"}},
		{"trace FOUR fn-2 [2001:db8::7]:443", exitNo, []string{"outcome"}},
		{"trace FOUR fn-2 internet -family ipv6", exitNo, []string{"outcome"}},
		{"trace FOUR fn-2 internet -name example.com", exitYes, []string{"example.com"}},
		{"invoke FOUR api fn-1", exitYes, []string{"api can invoke fn-1"}},
		{"invoke FOUR api fn-1 -sync", exitYes, []string{"outcome  reachable"}},
		{"invoke FOUR api fn-1 -idle fn-1", exitNo, []string{"function-inactive"}},
		{"trace FOUR fn-2 internet -lose-zone eu-west-1a", exitNo, []string{"zone-lost"}},
		{"check FOUR", exitYes, []string{"ok ", "16 passed, 0 failed"}},
		{"check FOUR -delete nat", exitNo, []string{"FAIL", "route-blackhole"}},
		{"matrix FOUR", exitYes, []string{"fn-1\n", "✕ bucket", "blocked at igw: igw-no-public-ip, timeout", "✓ parameter"}},
		{"matrix FOUR -invoke", exitYes, []string{"api\n", "✓ fn-1  reachable"}},
		{"matrix FOUR -port 22 -proto tcp", exitYes, []string{"blocked at sg-endpoint: sg-no-inbound-rule", "✓ internet"}},
		{"reach FOUR fn-2", exitYes, []string{"fn-2 reaches", "✓ internet", "fn-2 is reached by", "invoke"}},
		{"ports FOUR fn-1 vpce-ssm", exitYes, []string{"TCP 443\n"}},
		{"ports FOUR fn-1 fn-2", exitNo, []string{"no port of fn-2 is open to fn-1"}},
		{"lint FOUR", exitNo, []string{"warning: fn-1 (function-in-public-subnet)\n  subnet-1 leads to the internet gateway", " found\n"}},
		{"lint FOUR -warnings", exitNo, []string{"function-in-public-subnet"}},
		{"lint -codes", exitYes, []string{"route-black-hole", "warning"}},
		{"lint EMPTY", exitYes, []string{"0 found\n"}},
		{"cost FOUR", exitYes, []string{"nat  ", "32.85  1 × NAT gateway", "43.80  of 730 hours", "June 2026", "us-east-1"}},
		{"cost FOUR -delete nat", exitYes, []string{"7.30  of 730 hours"}},
		{"diff FOUR FOUR", exitYes, []string{"0 answers changed, 0 checks"}},
		{"diff FOUR GROUP", exitNo, []string{"fn-2 → parameter\n  was  reachable\n  is   blocked at sg-endpoint", "holds now"}},
		{"reasons", exitYes, []string{"igw-no-public-ip\n", "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", "timeout"}},
		{"reasons -markdown", exitYes, []string{"| `igw-no-public-ip` |"}},
	} {
		args := strings.Fields(strings.NewReplacer("FOUR", four, "GROUP", group, "EMPTY", empty).Replace(c.args))
		code, out, errs := lasthop(args...)
		if code != c.code || errs != "" {
			t.Errorf("%s: exit %d, want %d; %s%s", c.args, code, c.code, errs, out)
		}
		for _, say := range c.says {
			if !strings.Contains(out, say) {
				t.Errorf("%s: nothing says %q in\n%s", c.args, say, out)
			}
		}
	}
}

// TestJSON: every command prints one JSON value, and the fields that scripts rely on.
func TestJSON(t *testing.T) {
	const four, group = examples + "four-subnets.json", examples + "four-subnets-endpoint-sg.json"
	for _, c := range []struct{ args, fields string }{
		{"trace FOUR fn-1 bucket", "query outcome reason at symptom headline blockers paths"},
		{"invoke FOUR api fn-1", "query outcome reason at symptom headline blockers paths"},
		{"check FOUR", "file pass check got text"},
		{"matrix FOUR", "from to outcome symptom reason at"},
		{"reach FOUR fn-1", "end reaches reachedBy"},
		{"ports FOUR fn-1 vpce-ssm", "proto ports outcome listens"},
		{"lint FOUR", "file code severity title at ref where sentence"},
		{"lint -codes", "code severity title"},
		{"cost FOUR", "monthly items rates unpriced date region source"},
		{"diff FOUR GROUP", "answers checks"},
		{"reasons", "code title symptom"},
	} {
		args := append(strings.Fields(strings.NewReplacer("FOUR", four, "GROUP", group).Replace(c.args)), "-json")
		_, out, errs := lasthop(args...)
		var got any
		if err := json.Unmarshal([]byte(out), &got); err != nil || errs != "" {
			t.Fatalf("%s: %v %s\n%s", c.args, err, errs, out)
		}
		if list, ok := got.([]any); ok {
			if len(list) == 0 {
				t.Fatalf("%s: empty", c.args)
			}
			got = list[0]
		}
		object, _ := got.(map[string]any)
		for _, field := range strings.Fields(c.fields) {
			if _, ok := object[field]; !ok {
				t.Errorf("%s: no %q in %v", c.args, field, object)
			}
		}
	}
}

// TestBadArguments: exit 2, nothing printed, and an error that says what is wrong.
func TestBadArguments(t *testing.T) {
	const four = examples + "four-subnets.json"
	for _, c := range []struct{ args, says string }{
		{"trace FOUR fn-1", "two ends"},
		{"trace FOUR fn-1 bucket again", "two ends"},
		{"trace FOUR fn-1 bukcet", `is "bucket" meant?`},
		{"trace FOUR fn-1 bukcet:443", `is "bucket" meant?`},
		{"trace FOUR fn-1 bucket:0", "port"},
		{"trace FOUR fn-1 bucket:65536", "port"},
		{"trace FOUR fn-1 [2001:db8::7]:x", "port"},
		{"trace FOUR fn-1 bucket:443 -proto icmp", "ICMP has no ports"},
		{"trace FOUR fn-1 bucket -proto sctp", "tcp, udp, icmp"},
		{"trace FOUR fn-1 bucket -family 6", "ipv4, ipv6"},
		{"trace FOUR fn-1 bucket -colour", "colour"},
		{"trace FOUR fn-1 bucket -lose-zone eu-west-1z", "eu-west-1a"},
		{"trace FOUR fn-1 bucket -delete nta", `is "nat" meant?`},
		{"trace FOUR fn-1 bucket -delete internet", "not in the drawing"},
		{"trace FOUR fn-1 bucket -idle nat", "only a function"},
		{"trace FOUR fn-1 s3@eu-west-9", "no Region"},
		{"invoke FOUR api", "two ends"},
		{"invoke FOUR api fn-1 -sync -async", "only one"},
		{"invoke FOUR api bucket", "bucket"},
		{"check", "at least one file"},
		{"check none.json", "none.json"},
		{"matrix", "a file"},
		{"matrix FOUR -port 99999", "port"},
		{"reach FOUR", "an end"},
		{"reach FOUR vpc-9", `"vpc-9"`},
		{"reach FOUR vpc", "neither"},
		{"ports FOUR fn-1", "two ends"},
		{"ports FOUR fn-1 vpc", "vpc"},
		{"ports FOUR vpc fn-1", "vpc"},
		{"lint", "at least one file"},
		{"lint FOUR none.json", "none.json"},
		{"lint -json", "at least one file"},
		{"trace -action PutObject FOUR fn-1 bucket", "s3:PutObject"},
		{"fix -action s3:Put* FOUR fn-1 bucket", "s3:PutObject"},
		{"start -zones a,a", "different letters"},
		{"start -region mars", "start: Lasthop knows no Region"},
		{"cost", "a file"},
		{"cost none.json", "none.json"},
		{"diff FOUR", "two files"},
		{"diff FOUR none.json", "none.json"},
		{"reasons FOUR", "no arguments"},
		{"reasons -json -markdown", "only one"},
	} {
		code, out, errs := lasthop(strings.Fields(strings.ReplaceAll(c.args, "FOUR", four))...)
		if code != exitBad || !strings.Contains(errs, c.says) || out != "" {
			t.Errorf("%s: exit %d, says %q, want 2 and %q; printed %q", c.args, code, errs, c.says, out)
		}
	}
}

// TestCheckReadsOn: a file that cannot be read hides no other's answers, and a check that
// fails says what was expected and what came.
func TestCheckReadsOn(t *testing.T) {
	data := string(must(os.ReadFile(examples + "four-subnets.json")))
	wrong := filepath.Join(t.TempDir(), "wrong.json")
	if err := os.WriteFile(wrong, []byte(strings.Replace(data, `"expect": "blocked"`, `"expect": "reachable"`, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	code, out, errs := lasthop("check", "none.json", wrong)
	if code != exitBad || !strings.Contains(errs, "none.json") || !strings.Contains(out, "expected reachable") || !strings.Contains(out, "got blocked at igw") {
		t.Errorf("exit %d\n%s%s", code, out, errs)
	}
}

// TestLintTellsWhatAWSRefuses: one command says of a whole file what would not be built
// and what is unfinished, with the value that is wrong.
func TestLintTellsWhatAWSRefuses(t *testing.T) {
	data := string(must(os.ReadFile(examples + "four-subnets.json")))
	broken := filepath.Join(t.TempDir(), "broken.json")
	data = strings.Replace(strings.Replace(data, `"cidr": "10.0.1.0/24"`, `"cidr": "10.9.1.0/24"`, 1), `"role": "role-functions"`, `"role": "role-funktions"`, 1)
	if err := os.WriteFile(broken, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
	code, out, errs := lasthop("lint", broken)
	for _, want := range []string{"refused: subnet-1 (InvalidSubnet.Range)", "10.9.1.0/24 does not lie within", "missing: fn-1", "role-funktions"} {
		if code != exitNo || !strings.Contains(out, want) {
			t.Errorf("exit %d, nothing says %q:\n%s%s", code, want, out, errs)
		}
	}
	if _, out, _ = lasthop("trace", broken, "fn-2", "bucket"); strings.Contains(out, "role-funktions") {
		t.Errorf("a call that does not pass it is told of it:\n%s", out)
	}
	if _, out, _ = lasthop("trace", broken, "fn-1", "bucket"); !strings.Contains(out, "10.9.1.0/24") {
		t.Errorf("the answer does not say what is wrong:\n%s", out)
	}
}
