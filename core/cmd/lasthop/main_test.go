package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const examples = "../../../examples/"

// lasthop runs the command and returns what it did.
func lasthop(args ...string) (code int, out, errs string) {
	var o, e bytes.Buffer
	code = run(args, &o, &e)
	return code, o.String(), e.String()
}

// answerJSON is what scripts may rely on.
type answerJSON struct {
	Outcome, Reason, At, Symptom string
	Blockers                     []struct{ At, Reason, Sentence string }
	Paths                        []struct {
		Source, Outcome string
		Steps           []struct{ At, Reason, Sentence string }
	}
	Notes []struct{ Code, Text string }
}

// TestTheTable asks every cell of the four-subnet network and its variants.
func TestTheTable(t *testing.T) {
	type cell struct{ outcome, at, symptom string }
	ok := cell{"reachable", "", "none"}
	noIP, noRoute3, noRoute4 := cell{"blocked", "igw", "timeout"}, cell{"blocked", "rtb-local", "timeout"}, cell{"blocked", "rtb-s3", "timeout"}
	group := cell{"blocked", "sg-endpoint", "timeout"}
	dns := func(at string) cell { return cell{"blocked", at, "dns"} }
	rows := []struct {
		file, to string
		want     [4]cell
	}{
		{"four-subnets", "bucket", [4]cell{noIP, ok, noRoute3, ok}},
		{"four-subnets-bucket-policy", "bucket", [4]cell{noIP, {"blocked", "bucket", "access-denied"}, noRoute3, ok}},
		{"four-subnets", "parameter", [4]cell{ok, ok, ok, ok}},
		{"four-subnets-endpoint-sg", "parameter", [4]cell{group, group, group, ok}},
		{"four-subnets-no-private-dns", "parameter", [4]cell{noIP, ok, noRoute3, noRoute4}},
		{"four-subnets-external-resolver", "parameter", [4]cell{dns("igw"), ok, dns("rtb-local"), dns("rtb-s3")}},
		{"four-subnets-external-resolver", "bucket", [4]cell{dns("igw"), ok, dns("rtb-local"), dns("rtb-s3")}},
		{"four-subnets", "internet", [4]cell{noIP, ok, noRoute3, noRoute4}},
		{"four-subnets", "192.0.2.44:443", [4]cell{noIP, ok, noRoute3, noRoute4}},
		{"four-subnets", "invoke", [4]cell{ok, ok, ok, ok}},
		{"four-subnets-no-permission", "invoke", [4]cell{{"blocked", "fn-1", "access-denied"}, ok, ok, ok}},
	}
	for _, row := range rows {
		for i, want := range row.want {
			fn := "fn-" + string(rune('1'+i))
			args := []string{"trace", "-json", examples + row.file + ".json", fn, row.to}
			if row.to == "invoke" {
				args = []string{"invoke", "-json", examples + row.file + ".json", "api", fn}
			}
			code, out, errs := lasthop(args...)
			var got answerJSON
			if err := json.Unmarshal([]byte(out), &got); err != nil {
				t.Fatalf("%v: %v\n%s%s", args, err, out, errs)
			}
			wantCode := exitNo
			if want.outcome == "reachable" {
				wantCode = exitYes
			}
			if code != wantCode {
				t.Errorf("%v: exit %d, want %d", args, code, wantCode)
			}
			if want.at == "" {
				want.at = got.At
				if len(got.Blockers) > 0 {
					t.Errorf("%v: reachable with blockers %v", args, got.Blockers)
				}
			} else if len(got.Blockers) == 0 || got.Blockers[0].At != want.at || got.Blockers[0].Sentence == "" {
				t.Errorf("%v: blockers %v", args, got.Blockers)
			}
			if (cell{got.Outcome, got.At, got.Symptom}) != want {
				t.Errorf("%v: %+v, want %+v", args, got, want)
			}
		}
	}
}

// passes reports whether a path has a step at id.
func (a *answerJSON) passes(id string) bool {
	for _, p := range a.Paths {
		for _, s := range p.Steps {
			if s.At == id {
				return true
			}
		}
	}
	return false
}

func TestTheWayTaken(t *testing.T) {
	for _, c := range []struct {
		file, from, to string
		through, not   []string
		note           string
	}{
		{"four-subnets", "fn-2", "bucket", []string{"nat", "igw"}, []string{"vpce-s3"}, "203.0.113.10"},
		{"four-subnets", "fn-4", "bucket", []string{"vpce-s3"}, []string{"nat", "igw"}, ""},
		{"four-subnets", "fn-2", "parameter", []string{"vpce-ssm", "sg-endpoint"}, []string{"nat", "igw"}, ""},
		{"four-subnets", "fn-2", "internet", []string{"nat", "igw"}, nil, "203.0.113.10"},
		{"four-subnets-external-resolver", "fn-2", "parameter", []string{"nat"}, []string{"vpce-ssm"}, "bypassed"},
		{"four-subnets-external-resolver", "fn-4", "bucket", nil, nil, "vpce-s3 would serve"},
	} {
		_, out, _ := lasthop("trace", "-json", examples+c.file+".json", c.from, c.to)
		var got answerJSON
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatal(err)
		}
		for _, id := range c.through {
			if !got.passes(id) {
				t.Errorf("%s: %s → %s does not pass %s", c.file, c.from, c.to, id)
			}
		}
		for _, id := range c.not {
			if got.passes(id) {
				t.Errorf("%s: %s → %s passes %s", c.file, c.from, c.to, id)
			}
		}
		notes := ""
		for _, x := range got.Notes {
			notes += x.Text + "\n"
		}
		if !strings.Contains(notes, c.note) {
			t.Errorf("%s: %s → %s: no note says %q in %q", c.file, c.from, c.to, c.note, notes)
		}
	}
}

func TestAnswersForPeople(t *testing.T) {
	code, out, errs := lasthop("trace", examples+"four-subnets.json", "fn-1", "bucket")
	if code != exitNo || errs != "" {
		t.Fatalf("exit %d, %s", code, errs)
	}
	for _, want := range []string{
		"✕ igw", "has no public address to leave with", "No. It stops at the internet gateway igw.",
		"igw-no-public-ip", "Task timed out after 3.00 seconds",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("nothing says %q in\n%s", want, out)
		}
	}
}

func TestChecks(t *testing.T) {
	files, err := filepath.Glob(examples + "*.json")
	if err != nil || len(files) < 6 {
		t.Fatalf("%d examples, %v", len(files), err)
	}
	code, out, errs := lasthop(append([]string{"check"}, files...)...)
	if code != exitYes || !strings.HasSuffix(out, " passed, 0 failed\n") {
		t.Errorf("exit %d\n%s%s", code, out, errs)
	}
	data, err := os.ReadFile(examples + "four-subnets.json")
	if err != nil {
		t.Fatal(err)
	}
	const from, to = `"expect": "blocked"`, `"expect": "reachable"`
	if !bytes.Contains(data, []byte(from)) {
		t.Fatalf("the example holds no %s", from)
	}
	wrong := filepath.Join(t.TempDir(), "wrong.json")
	if err := os.WriteFile(wrong, bytes.Replace(data, []byte(from), []byte(to), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	code, out, _ = lasthop("check", wrong)
	if code != exitNo || !strings.Contains(out, "FAIL") || !strings.Contains(out, " passed, 1 failed\n") {
		t.Errorf("exit %d\n%s", code, out)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestBadInput: exit 2, and an error that says where and why.
func TestBadInput(t *testing.T) {
	good := string(must(os.ReadFile(examples + "four-subnets.json")))
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	change := func(from, to string) string {
		if !strings.Contains(good, from) {
			t.Fatalf("the example holds no %s", from)
		}
		return strings.Replace(good, from, to, 1)
	}
	huge, err := os.Create(filepath.Join(dir, "huge.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := huge.Truncate(100 << 20); err != nil {
		t.Fatal(err)
	}
	huge.Close()
	fourSubnets := examples + "four-subnets.json"
	for _, c := range []struct {
		name string
		args []string
		says string
	}{
		{"no command", nil, "trace"},
		{"unknown command", []string{"tarce"}, "tarce"},
		{"too few ends", []string{"trace", fourSubnets, "fn-1"}, "two ends"},
		{"no such file", []string{"trace", "none.json", "a", "b"}, "none.json"},
		{"no such end", []string{"trace", fourSubnets, "fn-9", "bucket"}, `"fn-9"`},
		{"no such target", []string{"invoke", fourSubnets, "api", "fn-9"}, `"fn-9"`},
		{"bad port", []string{"trace", fourSubnets, "fn-1", "bucket:https"}, "port"},
		{"not a source", []string{"trace", fourSubnets, "bucket", "fn-1"}, "opens no connections"},
		{"not JSON", []string{"trace", file("text", "hello"), "a", "b"}, "line 1"},
		{"cut in half", []string{"trace", file("half", good[:len(good)/2]), "a", "b"}, "line"},
		{"unknown field", []string{"trace", file("field", change(`"cidrs"`, `"cdirs"`)), "a", "b"}, "cdirs"},
		{"wrong type", []string{"trace", file("type", change(`["10.0.0.0/16"]`, `[16]`)), "a", "b"}, "cidrs"},
		{"duplicate id", []string{"trace", file("twice", change(`"id": "fn-2"`, `"id": "fn-1"`)), "a", "b"}, "fn-1"},
		{"another kind", []string{"trace", file("cfn", `{"AWSTemplateFormatVersion":"2010-09-09","Resources":{}}`), "a", "b"}, "CloudFormation"},
		{"a picture", []string{"trace", file("png", "\x89PNG\r\n\x1a\n"), "a", "b"}, "PNG"},
		{"100 MB", []string{"trace", huge.Name(), "a", "b"}, "32"},
		{"cyclic containment", []string{"trace", file("cycle", change(`"id": "vpc",`, `"id": "vpc2",`)), "fn-1", "bucket"}, ""},
	} {
		if c.name == "cyclic containment" {
			cyclic := strings.Replace(good, `"vpc": "vpc"`, `"vpc": "subnet-1"`, 1)
			if cyclic == good {
				t.Fatal("no containment to turn round")
			}
			c.args[1], c.says = file("cycle", cyclic), "subnet-1"
		}
		t.Run(c.name, func(t *testing.T) {
			code, out, errs := lasthop(c.args...)
			if code != exitBad || !strings.Contains(errs, c.says) {
				t.Errorf("exit %d, says %q, want 2 and %q", code, errs, c.says)
			}
			if out != "" {
				t.Errorf("printed %q", out)
			}
		})
	}
}
