package edittest

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"lasthop/core"
)

// Example returns the content of one of the site's drawings, for tests two folders
// below the project's root.
func Example(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "examples", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// FourSubnets is the drawing with one function in each of four subnets: public,
// private with a way out, isolated, and with endpoints.
func FourSubnets(t testing.TB) *core.File {
	t.Helper()
	f, err := core.Decode(Example(t, "four-subnets"))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func id(s string) core.Common { return core.Common{ID: core.ID(s)} }

// Large is a network of about n shapes on the sheet: VPCs of sixteen subnets, each
// with functions, instances, its own route table and a group, and ways out.
func Large(n int) *core.File {
	f := &core.File{Format: core.Format, Title: strconv.Itoa(n) + " shapes", Network: core.Topology{Region: "eu-west-1", Account: "123456789012"}}
	add := func(r core.Resource) { f.Network.Resources = append(f.Network.Resources, r) }
	allowAll := []core.ACLRule{{Number: 100, Action: core.Allow, Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"}}
	add(&core.Role{Common: id("role"), Policies: []core.NamedPolicy{{Managed: "AWSLambdaVPCAccessExecutionRole"}, {Managed: "AmazonS3ReadOnlyAccess"}}})
	add(&core.Service{Common: id("bucket"), Service: "s3"})
	shapes := 10
	for v := 0; shapes < n; v++ {
		vs := strconv.Itoa(v + 1)
		vpc := core.ID("vpc-" + vs)
		add(&core.VPC{Common: id("vpc-" + vs), CIDRs: []core.CIDR{core.CIDR("10." + vs + ".0.0/16")}, DNSSupport: true})
		add(&core.InternetGateway{Common: id("igw-" + vs), VPC: vpc})
		add(&core.NetworkACL{Common: id("acl-" + vs), VPC: vpc, Default: true, Inbound: allowAll, Outbound: allowAll})
		add(&core.SecurityGroup{Common: id("sg-" + vs), VPC: vpc, Outbound: []core.GroupRule{{Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"}}})
		shapes += 4
		for s := range 16 {
			if shapes >= n {
				break
			}
			name := vs + "-" + strconv.Itoa(s+1)
			target := "nat-" + vs
			if s == 0 {
				target = "igw-" + vs
				add(&core.NATGateway{Common: id("nat-" + vs), Subnet: core.ID("subnet-" + name), State: core.NATAvailable})
				shapes++
			}
			subnet := core.ID("subnet-" + name)
			add(&core.Subnet{Common: id("subnet-" + name), VPC: vpc, Zone: "eu-west-1" + string(rune('a'+s%3)),
				CIDR: core.CIDR("10." + vs + "." + strconv.Itoa(s+1) + ".0/24"), RouteTable: core.ID("rtb-" + name)})
			add(&core.RouteTable{Common: id("rtb-" + name), VPC: vpc, Routes: []core.Route{{Destination: "0.0.0.0/0", Target: core.ID(target)}}})
			shapes += 3 // the subnet and its door
			for i := range 2 {
				add(&core.Function{Common: id("fn-" + name + "-" + strconv.Itoa(i+1)), Subnets: []core.ID{subnet},
					SecurityGroups: []core.ID{core.ID("sg-" + vs)}, Role: "role", Timeout: 3, State: core.FunctionActive})
				shapes += 2 // the function and its role's key
			}
			shapes += 2 // their interface and its mark
			add(&core.Instance{Common: id("i-" + name), Subnet: subnet, SecurityGroups: []core.ID{core.ID("sg-" + vs)},
				Listens: []core.Listener{{Protocol: core.ProtoTCP, Port: 443}}})
			shapes += 2
		}
	}
	f.Checks = []core.Check{
		{Query: core.Query{From: "fn-1-1-1", To: "bucket"}, Expect: core.Blocked},
		{Query: core.Query{From: "fn-1-2-1", To: "bucket"}, Expect: core.Reachable},
	}
	return f
}
