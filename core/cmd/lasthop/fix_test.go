package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// TestFix: what makes a call work is listed, the first or another one is applied, and
// the drawing that is written then works.
func TestFix(t *testing.T) {
	const four, group = examples + "four-subnets.json", examples + "four-subnets-endpoint-sg.json"
	for _, c := range []struct {
		args string
		code int
		says []string
	}{
		{"fix FOUR fn-2 bucket", exitYes, []string{"Yes"}},
		{"fix FOUR fn-1 bucket", exitYes, []string{"1. mends igw-no-public-ip; opens 0, costs $0.00", "   - Put vpce-s3 on the route table rtb-public"}},
		{"fix GROUP fn-1 parameter", exitYes, []string{"Add an inbound rule to sg-endpoint: TCP 443 from sg-functions."}},
		{"fix FOUR fn-1 fn-2", exitNo, []string{"No small edit"}},
		{"fix FOUR internet fn-1 -invoke -caller url", exitNo, []string{"No. ", "No small edit"}},
	} {
		args := strings.Fields(strings.NewReplacer("FOUR", four, "GROUP", group).Replace(c.args))
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
	for _, number := range []string{"1", "2"} {
		path := filepath.Join(t.TempDir(), "fixed.json")
		if code, out, errs := lasthop("fix", four, "fn-1", "bucket", "-o", path, "-n", number); code != exitYes {
			t.Fatalf("exit %d: %s%s", code, out, errs)
		}
		if code, out, errs := lasthop("trace", path, "fn-1", "bucket"); code != exitYes {
			t.Errorf("proposal %s, as it is written, does not work: %s%s", number, out, errs)
		}
	}
}

// TestFixJSON: each proposal says what it does and holds the edits as resources.
func TestFixJSON(t *testing.T) {
	_, out, errs := lasthop("fix", examples+"four-subnets.json", "fn-3", "internet", "-json")
	var got struct {
		Outcome   string
		Proposals []struct {
			Sentences, Mends []string
			Opens            int
			Monthly          string
			Edits            []struct {
				ID, Type      string
				Before, After map[string]any
			}
			Breaks []any
		}
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil || errs != "" {
		t.Fatalf("%v %s\n%s", err, errs, out)
	}
	if got.Outcome != "blocked" || len(got.Proposals) == 0 {
		t.Fatalf("nothing is proposed:\n%s", out)
	}
	for _, p := range got.Proposals {
		if len(p.Sentences) == 0 || len(p.Mends) == 0 || p.Opens == 0 || p.Monthly == "" || len(p.Edits) == 0 || p.Breaks == nil {
			t.Errorf("%+v lacks something", p)
		}
		for _, e := range p.Edits {
			if e.ID == "" || e.Type == "" || e.After["id"] != e.ID {
				t.Errorf("edit %+v", e)
			}
		}
	}
}

// TestFixBadArguments: exit 2, nothing printed, and an error that says what is wrong.
func TestFixBadArguments(t *testing.T) {
	for _, c := range []struct{ args, says string }{
		{"fix FOUR fn-1", "two ends"},
		{"fix FOUR fn-1 bukcet", `is "bucket" meant?`},
		{"fix FOUR fn-1 bucket -caller url", "add -invoke"},
		{"fix FOUR api fn-1 -invoke -caller fax", "sync, async, poll, url"},
		{"fix FOUR fn-1 bucket -o /nowhere/x.json -n 99", "proposals"},
		{"fix FOUR vpc bucket", "vpc"},
		{"fix none.json fn-1 bucket", "none.json"},
	} {
		code, out, errs := lasthop(strings.Fields(strings.ReplaceAll(c.args, "FOUR", examples+"four-subnets.json"))...)
		if code != exitBad || out != "" || !strings.Contains(errs, c.says) {
			t.Errorf("%s: exit %d, %q, %q; want %q", c.args, code, out, errs, c.says)
		}
	}
}
