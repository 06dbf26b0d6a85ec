package core

// DefaultVPC returns what AWS puts into every Region of a new account: a VPC of
// 172.31.0.0/16 with one public /20 subnet in each of up to 16 zones, an internet
// gateway that the main table leads to, and the default ACL and group. Ids begin with
// "default". zones are Availability Zones such as "eu-west-1a"; more than 16 are cut.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
func DefaultVPC(zones []string) []Resource {
	const vpc, igw = ID("default-vpc"), ID("default-igw")
	all := GroupRule{Protocol: ProtoAll, CIDR: "0.0.0.0/0"}
	pass := []ACLRule{{Number: 100, Action: Allow, Protocol: ProtoAll, CIDR: "0.0.0.0/0"}}
	out := []Resource{
		&VPC{Common: Common{ID: vpc}, CIDRs: []CIDR{"172.31.0.0/16"}, DNSSupport: true, DNSHostnames: true, Default: true},
		&RouteTable{Common: Common{ID: "default-rtb"}, VPC: vpc, Main: true, Routes: []Route{{Destination: "0.0.0.0/0", Target: igw}}},
		&NetworkACL{Common: Common{ID: "default-acl"}, VPC: vpc, Default: true, Inbound: pass, Outbound: pass},
		&SecurityGroup{Common: Common{ID: "default-sg"}, VPC: vpc, Default: true,
			Inbound: []GroupRule{{Protocol: ProtoAll, Group: "default-sg"}}, Outbound: []GroupRule{all}},
		&InternetGateway{Common: Common{ID: igw}, VPC: vpc},
	}
	for i, zone := range zones[:min(len(zones), 16)] {
		out = append(out, &Subnet{Common: Common{ID: ID("default-" + zone)}, VPC: vpc, Zone: zone,
			CIDR: CIDR("172.31." + itoa(16*i) + ".0/20"), AutoAssignPublicIP: true})
	}
	return out
}
