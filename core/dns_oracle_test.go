package core

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func randomName(r *rand.Rand, most int) []string {
	labels := make([]string, 1+r.IntN(most))
	for i := range labels {
		labels[i] = string(rune('a' + r.IntN(2)))
	}
	return labels
}

// TestDomainOracle: of the rules and zones that cover a name, label by label, the one
// with the most labels decides; a rule beats a zone of the same name, and a rule of
// type SYSTEM hands the name to the zones (H4).
func TestDomainOracle(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 11))
		var resources []Resource
		vpc := &VPC{Common: Common{ID: "vpc"}, CIDRs: []CIDR{"10.0.0.0/16"}, DNSSupport: true, DNSHostnames: true}
		resources = append(resources, vpc)
		type entry struct {
			labels       []string
			rule, system bool
			id           ID
		}
		var all []entry
		seen := map[string]bool{}
		for i := range 1 + r.IntN(6) {
			e := entry{labels: randomName(r, 3), rule: r.IntN(2) == 0, id: ID("x" + itoa(i))}
			domain := strings.Join(e.labels, ".")
			key := domain + itoa(map[bool]int{true: 1}[e.rule])
			if seen[key] {
				continue // AWS refuses a second one of the same name
			}
			seen[key] = true
			if e.rule {
				e.system = r.IntN(3) == 0
				resources = append(resources, &ResolverRule{Common: Common{ID: e.id}, Domain: strings.ToUpper(domain) + ".", VPCs: []ID{"vpc"}, System: e.system})
			} else {
				resources = append(resources, &PrivateZone{Common: Common{ID: e.id}, Domain: domain, VPCs: []ID{"vpc"}})
			}
			all = append(all, e)
		}
		n := Compile(&Topology{Region: "eu-west-1", Resources: resources})
		p := n.vpcs["vpc"].amazon()
		for range 12 {
			name := randomName(r, 5)
			covers := func(e entry) bool {
				return len(e.labels) <= len(name) && slices.Equal(e.labels, name[len(name)-len(e.labels):])
			}
			var want ID
			best, systemAt := 0, 0
			for _, e := range all { // the most specific SYSTEM rule
				if e.system && covers(e) {
					systemAt = max(systemAt, len(e.labels))
				}
			}
			for _, e := range all {
				switch {
				case e.system || !covers(e):
				case e.rule && len(e.labels) < systemAt:
				case len(e.labels) > best || len(e.labels) == best && e.rule:
					want, best = e.id, len(e.labels)
				}
			}
			got := ID("")
			if d := p.match(strings.Join(name, ".")); d != nil {
				got = d.id
			}
			if got != want {
				t.Fatalf("seed %d: %s is answered by %q, want %q of %+v", seed, strings.Join(name, "."), got, want, all)
			}
		}
	}
}

// TestRecordOracle: a record of the very name wins, else the wildcard with the most
// labels above it; a wildcard does not stand for its own parent.
func TestRecordOracle(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 12))
		var records []Record
		for range r.IntN(7) {
			name := strings.Join(randomName(r, 4), ".")
			if r.IntN(2) == 0 {
				name = "*." + name
			}
			records = append(records, Record{Name: name, Value: "10.0.0.9"})
		}
		for range 12 {
			name := randomName(r, 5)
			var want []int
			for i := range records {
				if records[i].Name == strings.Join(name, ".") {
					want = append(want, i)
				}
			}
			for cut := 1; cut < len(name) && want == nil; cut++ {
				for i := range records {
					if records[i].Name == "*."+strings.Join(name[cut:], ".") {
						want = append(want, i)
					}
				}
			}
			if got := recordSet(records, strings.Join(name, ".")); !slices.Equal(got, want) {
				t.Fatalf("seed %d: %v is %v, want %v of %v", seed, name, got, want, records)
			}
		}
	}
}

// TestNamesLeadBack: the name that AWS gives to each managed service is read as that
// service's, and no two of a drawing share one.
func TestNamesLeadBack(t *testing.T) {
	place := Placement{Subnets: []ID{"s"}}
	made := []Placed{
		&Database{Common: Common{ID: "db"}, Placement: place}, &DatabaseProxy{Common: Common{ID: "db-proxy"}, Placement: place},
		&Cache{Common: Common{ID: "cache"}, Placement: place}, &FileSystem{Common: Common{ID: "fs-1"}, Placement: place},
		&LoadBalancer{Common: Common{ID: "alb"}, Placement: place, Kind: ApplicationLoadBalancer},
		&LoadBalancer{Common: Common{ID: "alb_in"}, Placement: place, Kind: ApplicationLoadBalancer, Internal: true},
		&LoadBalancer{Common: Common{ID: "nlb"}, Placement: place, Kind: NetworkLoadBalancer},
		&Broker{Common: Common{ID: "kafka"}, Placement: place, Engine: "msk"}, &Broker{Common: Common{ID: "rabbit"}, Placement: place, Engine: "rabbitmq"},
		&Broker{Common: Common{ID: "docs"}, Placement: place, Engine: "documentdb"},
	}
	resources := []Resource{
		&VPC{Common: Common{ID: "vpc"}, CIDRs: []CIDR{"10.0.0.0/16"}, DNSSupport: true, DNSHostnames: true},
		&Subnet{Common: Common{ID: "s"}, VPC: "vpc", Zone: "us-east-1a", CIDR: "10.0.0.0/24"},
	}
	for _, r := range made {
		resources = append(resources, r)
	}
	n := Compile(&Topology{Region: "us-east-1", Resources: resources})
	for _, r := range made {
		name := n.usualName(r)
		m := n.meaningOfName(name, &meaning{})
		if name == "" || m.kind != nameManaged || m.res != Resource(r) {
			t.Errorf("%s of %s is read as %+v", name, r.Head().ID, m)
		}
	}
}

// TestServiceNames: names of AWS's services are read as SDKs write them.
func TestServiceNames(t *testing.T) {
	n := Compile(&Topology{Region: "eu-west-1"})
	for _, want := range []struct {
		name, service, region string
		dual, global          bool
	}{
		{"ssm.eu-west-1.amazonaws.com", "ssm", "eu-west-1", false, false},
		{"bucket.s3.us-east-1.amazonaws.com", "s3", "us-east-1", false, false},
		{"my.dotted.bucket.s3.us-east-1.amazonaws.com", "s3", "us-east-1", false, false},
		{"bucket.s3.dualstack.eu-west-1.amazonaws.com", "s3", "eu-west-1", true, false},
		{"sqs.eu-west-1.api.aws", "sqs", "eu-west-1", true, false},
		{"email.eu-west-1.amazonaws.com", "ses", "eu-west-1", false, false},
		{"api.ecr.eu-west-1.amazonaws.com", "ecr", "eu-west-1", false, false},
		{"abc123.execute-api.eu-west-1.amazonaws.com", "execute-api", "eu-west-1", false, false},
		{"sts.amazonaws.com", "sts", "us-east-1", false, true},
		{"abc.lambda-url.eu-west-1.on.aws", "lambda-url", "eu-west-1", true, false},
		{"unheard.eu-west-1.amazonaws.com", "unheard", "eu-west-1", false, false},
	} {
		m := n.meaningOfName(want.name, &meaning{})
		if m.kind != nameService || m.service != want.service || m.region != want.region || m.dual != want.dual || m.global != want.global {
			t.Errorf("%s is read as %+v", want.name, m)
		}
	}
	// Every service that is known by name is known by its host name.
	for i := range services {
		info := services[i]
		if name := info.host("x", "eu-west-1"); n.meaningOfName(name, &meaning{}).service != info.name {
			t.Errorf("%s, the name of %s, is read as %+v", name, info.name, n.meaningOfName(name, &meaning{}))
		}
	}
}
