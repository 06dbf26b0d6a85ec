package core_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"lasthop/core"
	"lasthop/core/coretest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// A drawing round a list of resources, the first of which stands on line 3.
func around(resources string) string {
	return "{\"format\": \"lasthop/1\", \"network\": {\n\"resources\": [\n" + resources + "\n]}}"
}

func TestDecodeRefuses(t *testing.T) {
	const vpc = `{"type": "vpc", "id": "vpc", "cidrs": ["10.0.0.0/16"]}`
	for _, c := range []struct{ name, in, want string }{
		// Not JSON.
		{"empty", "", "the file is empty"},
		{"white space", " \n ", "the file is empty"},
		{"prose", "hello", "line 1, column 1: this is not JSON: a drawing starts with '{'"},
		{"cut short", "{\n \"format\": \"lasthop/1\",\n \"network\": {", "line 3, column 14: network: wants a field name in double quotes, but the file ends here"},
		{"unquoted field", "{format: 1}", `line 1, column 2: wants a field name in double quotes, got "f"`},
		{"single quotes", "{'format': 1}", `line 1, column 2: wants a field name in double quotes, got "'"`},
		{"trailing comma", "{\"format\": \"lasthop/1\",\n}", `line 2, column 1: wants a field name in double quotes, got "}"`},
		{"trailing comma in a list", around(vpc + ","), `line 4, column 1: network.resources[1]: wants a value, got "]"`},
		{"comment", "{\n// mine\n}", "line 2, column 1: JSON has no comments"},
		{"no colon", `{"format" "lasthop/1"}`, `line 1, column 11: wants ':' after a field name, got "\""`},
		{"no comma", `{"format": "lasthop/1" "title": ""}`, `line 1, column 24: wants ',' or '}', got "\""`},
		{"open string", "{\"format\": \"lasthop/1\n}", "line 1, column 12: format: this string does not end on its line"},
		{"open string at the end", `{"format": "lasthop/1`, "line 1, column 12: format: this string does not end"},
		{"control character", "{\"title\": \"a\tb\"}", `line 1, column 13: title: a control character inside a string; write it as \u0009`},
		{"bad escape", `{"title": "a\x"}`, "line 1, column 13: title: a backslash that starts no escape that JSON knows"},
		{"half a surrogate pair", `{"title": "\ud83d\u0041"}`, "line 1, column 12: title: a backslash that starts no escape that JSON knows"},
		{"leading zero", `{"a": 01}`, `line 1, column 8: wants ',' or '}', got "1"`},
		{"bare fraction", `{"a": 1.}`, `line 1, column 9: a: wants a digit, got "}"`},
		{"not a number", `{"a": NaN}`, `line 1, column 7: a: wants a value, got "N"`},
		{"Latin-1", "{\"title\": \"\xe9t\xe9\"}", "line 1, column 12: this is not UTF-8 text"},
		{"columns are characters", `{"title": "été", "x": ?}`, `line 1, column 23: x: wants a value, got "?"`},
		{"two values", "{\"format\": \"lasthop/1\", \"network\": {}}\n{}", "line 2, column 1: more follows after the end of the drawing"},
		{"deep", `{"a":` + strings.Repeat("[", 70), "line 1, column 69: a" + strings.Repeat("[0]", 63) + ": nests deeper than 64 levels"},

		// Something else.
		{"PNG", "\x89PNG\r\n\x1a\n", "this is a PNG picture, not a Lasthop drawing"},
		{"ZIP", "PK\x03\x04", "this is a ZIP archive, not a Lasthop drawing"},
		{"HTML", "\n<!DOCTYPE html><title>", "this is an HTML page, not a Lasthop drawing"},
		{"UTF-16", "\xff\xfe{\x00", "this is UTF-16 text, not a Lasthop drawing"},
		{"YAML template", "AWSTemplateFormatVersion: '2010-09-09'", "this is a CloudFormation template in YAML, not a Lasthop drawing"},
		{"Terraform", `resource "aws_vpc" "main" {`, "this is a Terraform configuration, not a Lasthop drawing"},
		{"template", `{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {}}`, "this seems to be a CloudFormation template, not a Lasthop drawing"},
		{"state", `{"version": 4, "terraform_version": "1.9.0", "resources": []}`, "this seems to be Terraform state, not a Lasthop drawing"},
		{"policy", `{"Version": "2012-10-17", "Statement": []}`, "this seems to be an IAM policy document, not a Lasthop drawing"},
		{"command line", `{"Vpcs": []}`, "this seems to be the output of aws ec2 describe-vpcs, not a Lasthop drawing"},
		{"list", `[1, 2]`, "this is JSON, but no drawing: a drawing is an object, this is a list"},
		{"object", `{"network": {}}`, `this is JSON, but no drawing: it has no "format"`},

		// Another format.
		{"newer", "{\n\"format\": \"lasthop/2\", \"shapes\": 1}", `line 2, column 11: format: made by a newer Lasthop: "lasthop/2", and this one reads "lasthop/1"`},
		{"other", `{"format": "lasthop"}`, `line 1, column 12: format: wants "lasthop/1", got "lasthop"`},
		{"number", `{"format": 1}`, `line 1, column 12: format: wants "lasthop/1", got a number`},

		// Fields.
		{"no network", `{"format": "lasthop/1"}`, `line 1, column 1: has no "network"`},
		{"unknown", around(`{"type": "subnet", "id": "s", "cdir": ""}`), `line 3, column 31: network.resources[0].cdir: there is no such field; did you mean "cidr"?`},
		{"unknown by case", around(`{"type": "subnet", "id": "s", "CIDR": ""}`), `line 3, column 31: network.resources[0].CIDR: there is no such field; did you mean "cidr"?`},
		{"unknown and unlike", around(`{"type": "internet-gateway", "id": "igw", "colour": 1}`), `line 3, column 43: network.resources[0].colour: there is no such field here, only "id", "name", "vpc", "type"`},
		{"twice", around(`{"type": "vpc", "id": "v", "name": "a", "name": "b"}`), "line 3, column 41: network.resources[0].name: this field is there twice"},
		{"type twice", around(`{"type": "vpc", "type": "subnet", "id": "v"}`), "line 3, column 25: network.resources[0].type: this field is there twice"},
		{"place twice", `{"format": "lasthop/1", "network": {}, "layout": {"a": {"x": 1, "y": 1}, "a": {"x": 1, "y": 1}}}`, "line 1, column 74: layout.a: this name is there twice"},
		{"check without a query", `{"format": "lasthop/1", "network": {}, "checks": [{"expect": "blocked"}]}`, `line 1, column 51: checks[0]: has no "query"`},
		{"check without an answer", `{"format": "lasthop/1", "network": {}, "checks": [{"query": {"from": "a", "to": "b"}}]}`, `line 1, column 51: checks[0]: has no "expect"`},
		{"query without ends", `{"format": "lasthop/1", "network": {}, "checks": [{"query": {"from": "a"}, "expect": "blocked"}]}`, `line 1, column 61: checks[0].query: has no "to"`},

		// Types.
		{"number for a block", around(`{"type": "subnet", "id": "s",` + "\n" + `"cidr": 10}`), `line 4, column 9: network.resources[0].cidr: wants a string such as "10.0.0.0/16", got a number`},
		{"null", around(`{"type": "subnet", "id": "s", "vpc": null}`), `line 3, column 38: network.resources[0].vpc: wants a string such as "subnet-1", got null`},
		{"string for a list", around(`{"type": "vpc", "id": "v", "cidrs": "10.0.0.0/16"}`), `line 3, column 37: network.resources[0].cidrs: wants a list, got a string`},
		{"string for a truth", around(`{"type": "vpc", "id": "v", "dnsSupport": "true"}`), `line 3, column 42: network.resources[0].dnsSupport: wants true or false, got a string`},
		{"fraction", around(`{"type": "function", "id": "f", "timeout": 1.5}`), `line 3, column 44: network.resources[0].timeout: wants a whole number, got 1.5`},
		{"string for a number", around(`{"type": "function", "id": "f", "timeout": "3"}`), `line 3, column 44: network.resources[0].timeout: wants a whole number, got a string`},
		{"port too high", around(`{"type": "instance", "id": "i", "listens": [{"protocol": "tcp", "port": 70000}]}`), `line 3, column 73: network.resources[0].listens[0].port: wants a whole number from 0 to 65535, got "70000"`},
		{"list for an object", around(`[]`), `line 3, column 1: network.resources[0]: wants an object, got a list`},
		{"list for a route", around(`{"type": "route-table", "id": "r", "routes": [[]]}`), `line 3, column 47: network.resources[0].routes[0]: wants an object, got a list`},
		{"number for a policy", around(`{"type": "service", "id": "b", "policy": 1}`), `line 3, column 42: network.resources[0].policy: wants a policy document, an object, got a number`},
		{"list for places", `{"format": "lasthop/1", "network": {}, "layout": []}`, `line 1, column 50: layout: wants an object, got a list`},

		// Values from a list.
		{"protocol", around(`{"type": "security-group", "id": "g", "inbound": [{"protocol": "tpc"}]}`), `line 3, column 64: network.resources[0].inbound[0].protocol: wants one of "all", "tcp", "udp", "icmp", got "tpc"`},
		{"outcome", `{"format": "lasthop/1", "network": {}, "checks": [{"query": {"from": "a", "to": "b"}, "expect": "works"}]}`,
			`line 1, column 97: checks[0].expect: wants one of "undecided", "undeployable", "blocked", "intermittent", "divergent", "reachable", got "works"`},
		{"caller", `{"format": "lasthop/1", "network": {}, "checks": [{"query": {"from": "a", "to": "b", "caller": "push"}, "expect": "blocked"}]}`,
			`line 1, column 96: checks[0].query.caller: wants one of "sync", "async", "poll", "url", got "push"`},
		{"resource type", around(`{"id": "s", "type": "subnt"}`), `line 3, column 21: network.resources[0].type: there is no resource type "subnt"; did you mean "subnet"?`},
		{"resource type unlike any", around(`{"id": "s", "type": "dishwasher"}`), `line 3, column 21: network.resources[0].type: wants one of "` + typeNames() + `", got "dishwasher"`},
		{"no resource type", around(`{"id": "s"}`), `line 3, column 1: network.resources[0]: has no "type"`},

		// Ids.
		{"no id", around(`{"type": "subnet"}`), `line 3, column 1: network.resources[0]: has no "id"`},
		{"empty id", around(`{"type": "subnet", "id": ""}`), `line 3, column 26: network.resources[0].id: an id may not be empty`},
		{"space", around(`{"type": "subnet", "id": "a b"}`), `line 3, column 26: network.resources[0].id: an id may hold printable characters only, and no spaces`},
		{"invisible", around(`{"type": "subnet", "id": "a\u200bb"}`), `line 3, column 26: network.resources[0].id: an id may hold printable characters only, and no spaces`},
		{"tilde", around(`{"type": "subnet", "id": "a~b"}`), `line 3, column 26: network.resources[0].id: an id may not contain '~', which separates the parts of derived ids`},
		{"reserved", around(`{"type": "subnet", "id": "internet"}`), `line 3, column 26: network.resources[0].id: "internet" is reserved; choose another id`},
		{"long", around(`{"type": "subnet", "id": "` + strings.Repeat("a", 257) + `"}`), `line 3, column 26: network.resources[0].id: an id has at most 256 characters, this one 257`},
		{"id twice", around(vpc + ",\n" + `{"type": "subnet", "id": "vpc"}`), `line 4, column 26: network.resources[1].id: "vpc" is the id of resources[0] already, at line 3, column 23`},

		// What lies in itself.
		{"itself", around(`{"type": "subnet", "id": "s", "vpc": "s"}`), `line 3, column 38: network.resources[0].vpc: "s" lies in itself`},
		{"each other", around(vpc + ",\n" + `{"type": "subnet", "id": "a", "vpc": "b"},` + "\n" + `{"type": "nat-gateway", "id": "b", "subnet": "a"}`),
			`line 4, column 38: network.resources[1].vpc: "a" lies in itself, by way of "b"`},
		{"a loop behind a way in", around(`{"type": "instance", "id": "i", "subnet": "a"},` + "\n" + `{"type": "subnet", "id": "a", "vpc": "b"},` + "\n" + `{"type": "route-table", "id": "b", "vpc": "c"},` + "\n" + `{"type": "resolver", "id": "c", "vpc": "a"}`),
			`line 4, column 38: network.resources[1].vpc: "a" lies in itself, by way of "b" and "c"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := core.Decode([]byte(c.in))
			if err == nil {
				t.Fatalf("opened %q as %+v", c.in, f)
			}
			if err.Error() != c.want {
				t.Errorf("refused with\n     %s\nwant %s", err, c.want)
			}
			if e := new(core.DecodeError); !errors.As(err, &e) {
				t.Errorf("the error is a %T", err)
			}
		})
	}
}

// What AWS would refuse and what is only half drawn opens all the same.
func TestDecodeOpens(t *testing.T) {
	for name, resources := range map[string]string{
		"nothing":                "",
		"illegal blocks":         `{"type": "vpc", "id": "v", "cidrs": ["10.0.0.0/8", "ten", ""]}`,
		"dangling references":    `{"type": "subnet", "id": "s", "vpc": "gone", "routeTable": "gone too"}`,
		"references of any type": `{"type": "subnet", "id": "s", "vpc": "t"}, {"type": "subnet", "id": "t", "vpc": "v"}, {"type": "vpc", "id": "v"}`,
		"bare resources":         `{"type": "route-table", "id": "r", "routes": [{}]}`,
		"nothing chosen yet":     `{"type": "network-acl", "id": "a", "inbound": [{"number": 1, "action": "", "protocol": "", "cidr": ""}]}`,
		"half a policy":          `{"type": "service", "id": "b", "policy": "{\"Version\": "}`,
		"any language":           `{"type": "vpc", "id": "réseau-①", "name": "\ud83d\ude80 \"main\"\n"}`,
	} {
		if _, err := core.Decode([]byte(around(resources))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := core.Decode([]byte("\ufeff" + around(""))); err != nil {
		t.Errorf("with a byte order mark: %v", err)
	}
}

func TestDecodeGivesAWSDefaults(t *testing.T) {
	f, err := core.Decode([]byte(around(`{"type": "vpc", "id": "v"}, {"type": "function", "id": "f"}, {"type": "nat-gateway", "id": "n"}, {"type": "interface-endpoint", "id": "e"}`)))
	if err != nil {
		t.Fatal(err)
	}
	want := []core.Resource{
		&core.VPC{Common: core.Common{ID: "v"}, DNSSupport: true},
		&core.Function{Common: core.Common{ID: "f"}, Timeout: 3, State: core.FunctionActive},
		&core.NATGateway{Common: core.Common{ID: "n"}, State: core.NATAvailable},
		&core.InterfaceEndpoint{Common: core.Common{ID: "e"}, PrivateDNS: true},
	}
	if diff := cmp.Diff(want, f.Network.Resources); diff != "" {
		t.Error(diff)
	}
}

// A file that is too large is refused by its size: it is not even UTF-8.
func TestDecodeRefusesLargeFilesUnread(t *testing.T) {
	large := bytes.Repeat([]byte{0xff}, 100<<20)
	_, err := core.Decode(large)
	if want := "the file is too large: 100 MB, and the most is 32 MB"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if n := testing.AllocsPerRun(1, func() { _, _ = core.Decode(large) }); n > 20 {
		t.Errorf("%v allocations to refuse it", n)
	}
}

// Many small values cost more memory than their text: they are bounded too.
func TestDecodeRefusesTooManyValues(t *testing.T) {
	_, err := core.Decode([]byte(`{"format": "lasthop/1", "x": [` + strings.Repeat("0,", 2_000_000) + `0]}`))
	if err == nil || !strings.HasSuffix(err.Error(), "more than 2000000 values") {
		t.Errorf("got %v", err)
	}
}

func TestEncodeIsCanonical(t *testing.T) {
	three := 3
	f := &core.File{
		Title:  "A \"title\"\n",
		Layout: map[core.ID]core.Place{"vpc": {X: 10, Y: 20, W: 300, H: 200}, "fn": {X: 1, Y: -2}},
		Checks: []core.Check{{Query: core.Query{From: "fn", To: "bucket"}, Expect: core.Blocked, At: "igw", Reason: core.IGWNoPublicIP, Symptom: core.SymptomTimeout}},
		Network: core.Topology{Region: "eu-west-1", Account: "111122223333", Resources: []core.Resource{
			&core.Function{Common: core.Common{ID: "fn"}, Subnets: []core.ID{"b", "a"}, Timeout: 3, State: core.FunctionActive, ReservedConcurrency: &three},
			&core.Subnet{Common: core.Common{ID: "b"}, VPC: "vpc", CIDR: "10.0.2.0/24"},
			&core.Subnet{Common: core.Common{ID: "a", Name: "Front"}, VPC: "vpc", CIDR: "10.0.1.0/24"},
			nil,
			&core.VPC{Common: core.Common{ID: "vpc"}, CIDRs: []core.CIDR{"10.0.0.0/16", "100.64.0.0/16"}, DNSSupport: true},
			&core.RouteTable{Common: core.Common{ID: "rtb"}, VPC: "vpc", Routes: []core.Route{{Destination: "0.0.0.0/0", Target: "igw"}, {PrefixList: "pl", Target: "nat"}}},
			&core.Service{Common: core.Common{ID: "bucket"}, Service: "s3", Policy: core.PolicyText(`{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::bucket/*"],"Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-s3"}}}]}`)},
			&core.Service{Common: core.Common{ID: "queue"}, Service: "sqs", Policy: core.PolicyText(`{"Version": `)},
		}},
	}
	const want = `{
  "format": "lasthop/1",
  "title": "A \"title\"\n",
  "network": {
    "region": "eu-west-1",
    "account": "111122223333",
    "resources": [
      {
        "type": "vpc",
        "id": "vpc",
        "cidrs": ["10.0.0.0/16", "100.64.0.0/16"],
        "dnsSupport": true,
        "dnsHostnames": false
      },
      {
        "type": "subnet",
        "id": "a",
        "name": "Front",
        "vpc": "vpc",
        "zone": "",
        "cidr": "10.0.1.0/24"
      },
      {
        "type": "subnet",
        "id": "b",
        "vpc": "vpc",
        "zone": "",
        "cidr": "10.0.2.0/24"
      },
      {
        "type": "route-table",
        "id": "rtb",
        "vpc": "vpc",
        "routes": [
          {"destination": "0.0.0.0/0", "target": "igw"},
          {"prefixList": "pl", "target": "nat"}
        ]
      },
      {
        "type": "function",
        "id": "fn",
        "subnets": ["b", "a"],
        "securityGroups": [],
        "role": "",
        "timeout": 3,
        "state": "active",
        "reservedConcurrency": 3
      },
      {
        "type": "service",
        "id": "bucket",
        "service": "s3",
        "policy": {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Deny",
              "Principal": "*",
              "Action": "s3:*",
              "Resource": ["arn:aws:s3:::bucket/*"],
              "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-s3"}}
            }
          ]
        }
      },
      {
        "type": "service",
        "id": "queue",
        "service": "sqs",
        "policy": "{\"Version\": "
      }
    ]
  },
  "checks": [
    {"query": {"from": "fn", "to": "bucket"}, "expect": "blocked", "at": "igw", "reason": "igw-no-public-ip", "symptom": "timeout"}
  ],
  "layout": {
    "fn": {"x": 1, "y": -2},
    "vpc": {"x": 10, "y": 20, "w": 300, "h": 200}
  }
}
`
	if diff := cmp.Diff(want, string(core.Encode(f))); diff != "" {
		t.Error(diff)
	}
	if f.Network.Resources[0].Head().ID != "fn" || f.Format != "" {
		t.Error("Encode changed the drawing that it was given")
	}
}

// A policy survives with its keys in their order, at any depth of the file.
func TestDecodeLaysPoliciesOut(t *testing.T) {
	f, err := core.Decode([]byte(around("{\"type\": \"service\", \"id\": \"b\", \"policy\":\n\n   {\"Statement\":[] ,\t\"Version\" : \"2012-10-17\",\"Id\":\"\\u0041 : ,\"}}")))
	if err != nil {
		t.Fatal(err)
	}
	want := "{\n  \"Statement\": [],\n  \"Version\": \"2012-10-17\",\n  \"Id\": \"\\u0041 : ,\"\n}"
	if got := string(f.Network.Resources[0].(*core.Service).Policy); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Whatever is drawn comes back as it was, and the second writing is the first.
func TestRoundTrip(t *testing.T) {
	for seed := range uint64(300) {
		f := coretest.RandomFile(seed)
		first := core.Encode(f)
		back, err := core.Decode(first)
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, first)
		}
		coretest.Sort(&f.Network)
		f.Format = core.Format
		if diff := cmp.Diff(f, back, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
		if second := core.Encode(back); !bytes.Equal(first, second) {
			t.Fatalf("seed %d: a second writing differs: %s", seed, cmp.Diff(string(first), string(second)))
		}
	}
}

// The order of resources carries no meaning, so it leaves no trace.
func TestEncodeIgnoresTheOrderOfResources(t *testing.T) {
	for seed := range uint64(50) {
		f := coretest.RandomFile(seed)
		want := core.Encode(f)
		coretest.Shuffle(&f.Network, seed)
		if got := core.Encode(f); !bytes.Equal(got, want) {
			t.Fatalf("seed %d: %s", seed, cmp.Diff(string(want), string(got)))
		}
	}
}

// Every field of every type is written and read, or this fails when one is added.
func TestEveryFieldIsKept(t *testing.T) {
	f := coretest.Full()
	back, err := core.Decode(core.Encode(f))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(f, back); diff != "" {
		t.Error(diff)
	}
}

func TestExamplesAreCanonical(t *testing.T) {
	for _, name := range examples(t) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		canonical := core.Encode(readExample(t, name))
		if *accept {
			if err := os.WriteFile(name, canonical, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if diff := cmp.Diff(string(canonical), string(data)); diff != "" {
			t.Errorf("%s is not as Encode writes it; run go test -accept: %s", name, diff)
		}
	}
}

func examples(t testing.TB) []string {
	names, err := filepath.Glob("../examples/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	return names
}

func readExample(t testing.TB, name string) *core.File {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := core.Decode(data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return f
}

func FuzzDecode(f *testing.F) {
	for _, name := range examples(f) {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for seed := range uint64(8) {
		f.Add(core.Encode(coretest.RandomFile(seed)))
	}
	f.Add([]byte(around(`{"type": "service", "id": "b", "policy": "{\"a\": [1, {}]}"}`)))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := core.Decode(data)
		if err != nil {
			e := new(core.DecodeError)
			if !errors.As(err, &e) {
				t.Fatalf("the error is a %T", err)
			}
			lines := strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n")
			if e.Line > len(lines) || e.Line > 0 && e.Column > utf8.RuneCountInString(lines[e.Line-1])+1 {
				t.Fatalf("%v: there is no such place", e)
			}
			return
		}
		first := core.Encode(file)
		again, err := core.Decode(first)
		if err != nil {
			t.Fatalf("does not read what it wrote: %v\n%s", err, first)
		}
		if second := core.Encode(again); !bytes.Equal(first, second) {
			t.Fatalf("a second writing differs:\n%s\n%s", first, second)
		}
		core.Validate(&file.Network)
	})
}

func BenchmarkDecode(b *testing.B) {
	data, err := os.ReadFile(examples(b)[0])
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := core.Decode(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	f := coretest.Full()
	b.ReportAllocs()
	for b.Loop() {
		core.Encode(f)
	}
}

// typeNames lists the resource types as an error does, without the outer quotes.
func typeNames() string {
	var names []string
	for _, t := range core.Types() {
		names = append(names, string(t))
	}
	return strings.Join(names, `", "`)
}
