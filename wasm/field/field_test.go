package field

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"lasthop/core"
)

func path(s string) []string { return strings.Split(s, "/") }

// Every field of every resource type, as the file format names it, can be reached.
func TestEveryFieldHasASlot(t *testing.T) {
	var check func(t *testing.T, o any, v reflect.Type)
	check = func(t *testing.T, o any, v reflect.Type) {
		for i := range v.NumField() {
			f := v.Field(i)
			if f.Anonymous {
				if f.Type != reflect.TypeFor[core.Common]() {
					check(t, o, f.Type)
				}
				continue
			}
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if slot(o, name) == nil {
				t.Errorf("%s has no slot for %s", v, name)
			}
			if f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct {
				check(t, reflect.New(f.Type.Elem()).Interface(), f.Type.Elem())
			}
		}
	}
	for _, typ := range core.Types() {
		r := core.New(typ)
		t.Run(string(typ), func(t *testing.T) { check(t, r, reflect.TypeOf(r).Elem()) })
		if slot(r, "name") != &r.Head().Name {
			t.Errorf("%s has no slot for name", typ)
		}
		if slot(r, "id") != nil || slot(r, "nonsense") != nil {
			t.Errorf("%s has a slot that it should not have", typ)
		}
	}
}

func TestSet(t *testing.T) {
	one := 1
	for _, c := range []struct {
		path, text string
		r, want    core.Resource
	}{
		{"name", " Main ", &core.VPC{}, &core.VPC{Common: core.Common{Name: "Main"}}},
		{"dnsHostnames", "true", &core.VPC{}, &core.VPC{DNSHostnames: true}},
		{"cidrs/+", "10.1.0.0/16", &core.VPC{}, &core.VPC{CIDRs: []core.CIDR{"10.1.0.0/16"}}},
		{"cidr", "10.0.1.0/24", &core.Subnet{}, &core.Subnet{CIDR: "10.0.1.0/24"}},
		{"routeTable", "", &core.Subnet{RouteTable: "rtb"}, &core.Subnet{}},
		{"routes/0/target", "igw", &core.RouteTable{Routes: make([]core.Route, 1)}, &core.RouteTable{Routes: []core.Route{{Target: "igw"}}}},
		// What excludes another field clears it; emptying it does not.
		{"routes/0/prefixList", "pl", &core.RouteTable{Routes: []core.Route{{Destination: "0.0.0.0/0"}}}, &core.RouteTable{Routes: []core.Route{{PrefixList: "pl"}}}},
		{"inbound/0/group", "sg", &core.SecurityGroup{Inbound: []core.GroupRule{{CIDR: "10.0.0.0/8"}}}, &core.SecurityGroup{Inbound: []core.GroupRule{{Group: "sg"}}}},
		{"inbound/0/cidr", "10.0.0.0/8", &core.SecurityGroup{Inbound: []core.GroupRule{{Group: "sg", PrefixList: "pl"}}}, &core.SecurityGroup{Inbound: []core.GroupRule{{CIDR: "10.0.0.0/8"}}}},
		{"inbound/0/group", "", &core.SecurityGroup{Inbound: []core.GroupRule{{CIDR: "10.0.0.0/8"}}}, &core.SecurityGroup{Inbound: []core.GroupRule{{CIDR: "10.0.0.0/8"}}}},
		{"inbound/0/ports", "all", &core.SecurityGroup{Inbound: []core.GroupRule{{Ports: "1"}}}, &core.SecurityGroup{Inbound: []core.GroupRule{{}}}},
		{"outbound/0/ports", "1024 - 65535", &core.NetworkACL{Outbound: []core.ACLRule{{Protocol: core.ProtoUDP}}}, &core.NetworkACL{Outbound: []core.ACLRule{{Protocol: core.ProtoUDP, Ports: "1024-65535"}}}},
		// So do the ends of an attachment, and what makes a NAT gateway regional.
		{"vpc", "vpc", &core.TransitAttachment{Peer: "other"}, &core.TransitAttachment{VPC: "vpc"}},
		{"connection", "vpn", &core.TransitAttachment{VPC: "vpc", Subnets: []core.ID{"s"}}, &core.TransitAttachment{Connection: "vpn"}},
		{"regional", "true", &core.NATGateway{Subnet: "s"}, &core.NATGateway{Regional: true}},
		{"subnet", "s", &core.NATGateway{VPC: "v", Regional: true}, &core.NATGateway{Subnet: "s"}},
		{"routes/0/blackhole", "true", &core.TransitTable{Routes: []core.TransitRoute{{Attachment: "a"}}}, &core.TransitTable{Routes: []core.TransitRoute{{Blackhole: true}}}},
		{"routes/0/blackhole", "false", &core.TransitTable{Routes: []core.TransitRoute{{Attachment: "a"}}}, &core.TransitTable{Routes: []core.TransitRoute{{Attachment: "a"}}}},
		// What a placement holds is reached as if the resource held it.
		{"subnets/+", "s", &core.Database{}, &core.Database{Placement: core.Placement{Subnets: []core.ID{"s"}}}},
		{"listeners/0/targets/+", "fn", &core.LoadBalancer{Listeners: make([]core.BalancedListener, 1)}, &core.LoadBalancer{Listeners: []core.BalancedListener{{Targets: []core.ID{"fn"}}}}},
		{"rules/0/action", "reject", &core.FirewallEndpoint{Rules: make([]core.FirewallRule, 1)}, &core.FirewallEndpoint{Rules: []core.FirewallRule{{Action: core.FirewallReject}}}},
		{"cidr", "2001:db8::/64", &core.Subnet{}, &core.Subnet{CIDR: "2001:db8::/64"}},
		{"url", "aws_iam", &core.Function{}, &core.Function{URL: core.URLIAM}},
		// Ports of a rule for everything mean TCP; everything has no ports.
		{"inbound/0/ports", "80", &core.SecurityGroup{Inbound: []core.GroupRule{{Protocol: core.ProtoAll}}}, &core.SecurityGroup{Inbound: []core.GroupRule{{Protocol: core.ProtoTCP, Ports: "80"}}}},
		{"inbound/0/protocol", "all", &core.NetworkACL{Inbound: []core.ACLRule{{Protocol: core.ProtoUDP, Ports: "53"}}}, &core.NetworkACL{Inbound: []core.ACLRule{{Protocol: core.ProtoAll}}}},
		{"outbound/0/action", "Deny", &core.NetworkACL{Outbound: make([]core.ACLRule, 1)}, &core.NetworkACL{Outbound: []core.ACLRule{{Action: core.Deny}}}},
		{"reservedConcurrency", "1", &core.Function{}, &core.Function{ReservedConcurrency: &one}},
		{"reservedConcurrency", "", &core.Function{ReservedConcurrency: &one}, &core.Function{}},
		{"listens/0/port", "5432", &core.Instance{Listens: make([]core.Listener, 1)}, &core.Instance{Listens: []core.Listener{{Port: 5432}}}},
		{"servers/0", "AmazonProvidedDNS", &core.Resolver{Servers: make([]core.Address, 1)}, &core.Resolver{Servers: []core.Address{core.AmazonProvidedDNS}}},
		{"policies/0/document", ` {"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]} `, &core.Role{Policies: []core.NamedPolicy{{Managed: "X"}}},
			&core.Role{Policies: []core.NamedPolicy{{Document: core.PolicyText(`{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}`)}}}},
	} {
		if err := Set(c.r, path(c.path), c.text); err != nil {
			t.Errorf("%s = %q: %v", c.path, c.text, err)
		} else if !reflect.DeepEqual(c.r, c.want) {
			t.Errorf("%s = %q: got %+v, want %+v", c.path, c.text, c.r, c.want)
		}
	}
}

func TestSetRefusesInWords(t *testing.T) {
	group := func() core.Resource { return &core.SecurityGroup{Inbound: make([]core.GroupRule, 1)} }
	for _, c := range []struct {
		r                core.Resource
		path, text, want string
	}{
		{&core.Subnet{}, "cidr", "10.0.1.0", "write 10.0.1.0/32"},
		{&core.Subnet{}, "cidr", "10.0.1.0/33", "no prefix length"},
		{&core.Subnet{}, "ipv6Cidr", "2001:db8::1", "write 2001:db8::1/128"},
		{&core.Subnet{}, "cidr", "here", "not a block"},
		{&core.Subnet{}, "otherAddresses", "-1", "from 0"},
		{&core.Subnet{}, "otherAddresses", "many", "not a whole number"},
		{&core.Subnet{}, "vpc", "a b", "no spaces"},
		{&core.Subnet{}, "nonsense", "x", "no such field"},
		{&core.NATGateway{}, "privateIp", "10.0.0", "not an address"},
		{&core.NATGateway{}, "state", "asleep", "none of available"},
		{group(), "inbound/0/ports", "9-1", "ends before it starts"},
		{group(), "inbound/0/ports", "70000", "0 to 65535"},
		{group(), "inbound/0/protocol", "carrier pigeon", "none of all, tcp"},
		{group(), "inbound/1/ports", "1", "no such field"},
		{group(), "inbound", "1", "cannot be typed"},
		{group(), "inbound/0", "1", "cannot be typed"},
	} {
		err := Set(c.r, path(c.path), c.text)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s = %q: got %v, want …%s…", c.path, c.text, err, c.want)
		}
	}
}

// A policy is refused with the line of the fault.
func TestPolicyLine(t *testing.T) {
	r := &core.Service{}
	err := Set(r, []string{"policy"}, "{\n \"Statement\": [\n  {\"Effect\": \"Perhaps\"}\n ]\n}")
	var bad *Error
	if !errors.As(err, &bad) || bad.Line != 3 {
		t.Fatalf("got %v (%+v), want an error at line 3", err, bad)
	}
	if r.Policy != nil {
		t.Error("the policy was changed all the same")
	}
}

func TestAddAndRemove(t *testing.T) {
	acl := &core.NetworkACL{Inbound: []core.ACLRule{{Number: 100}, {Number: 250}}}
	if err := Add(acl, []string{"inbound"}); err != nil || acl.Inbound[2].Number != 300 || acl.Inbound[2].Action != core.Allow {
		t.Errorf("got %v, %+v", err, acl.Inbound)
	}
	if err := Remove(acl, []string{"inbound", "1"}); err != nil || len(acl.Inbound) != 2 || acl.Inbound[1].Number != 300 {
		t.Errorf("got %v, %+v", err, acl.Inbound)
	}
	for _, bad := range []string{"inbound/7", "inbound", "inbound/+", "default/0"} {
		if Remove(acl, path(bad)) == nil {
			t.Errorf("removed %s", bad)
		}
	}
	if Add(acl, []string{"default"}) == nil {
		t.Error("added to what is no list")
	}
	full := &core.NetworkACL{Inbound: []core.ACLRule{{Number: 1}, {Number: 32766}}}
	if err := Add(full, []string{"inbound"}); err != nil || full.Inbound[2].Number != 2 {
		t.Errorf("got number %d, want the first free one", full.Inbound[2].Number)
	}
}

func TestCheckID(t *testing.T) {
	for _, bad := range []string{"", "internet", "a b", "a~b", "a\x00", strings.Repeat("x", 257)} {
		if CheckID(bad) == nil {
			t.Errorf("%q passed", bad)
		}
	}
	for _, good := range []string{"fn-1", "fn/1", "größe", "a@b"} {
		if err := CheckID(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
}
