package core

import (
	"net/netip"
	"slices"
	"strings"
)

// The names that AWS gives to things, read and written; what addresses stand behind
// them is in stage_dns_address.go.

// A nameKind tells what a name is the name of.
type nameKind uint8

const (
	// nameOther: no name that AWS gives; some public name of the destination.
	nameOther nameKind = iota
	// nameNothing: of the form of AWS's names, and nothing has it.
	nameNothing
	// nameBlock: a public address or block that goes by the name.
	nameBlock
	// nameService: an AWS service in a Region.
	nameService
	// nameEndpoint: an interface endpoint, or its interface in one zone.
	nameEndpoint
	// nameInstance: a host, by its public name; private inside its VPC.
	nameInstance
	// namePrivate: an address within the VPC of whoever asks.
	namePrivate
	// nameManaged: a load balancer, a database or another managed service.
	nameManaged
	// nameHost: a machine of an on-premises network.
	nameHost
)

// A meaning is what a name is the name of.
type meaning struct {
	kind            nameKind
	service, region string
	// global marks a service's name without a Region.
	global bool
	// dual marks a service's name that stands for IPv6 addresses too.
	dual     bool
	block    netip.Prefix
	iface    *Interface
	endpoint *InterfaceEndpoint
	zone     string // of a zonal name
	res      Resource
}

// meaningOf returns what the destination's usual name stands for.
func (n *Network) meaningOf(d *destination) meaning {
	switch {
	case d.onlyVia != nil:
		return meaning{kind: nameEndpoint, endpoint: d.onlyVia}
	case d.api != nil:
		return meaning{kind: nameService, service: d.api.service.name, region: d.api.region}
	case d.res != nil:
		return n.meaningOfResource(d.res)
	}
	return meaning{kind: nameBlock, block: d.block}
}

// meaningOfResource returns what a name that is an alias of a resource stands for.
func (n *Network) meaningOfResource(r Resource) meaning {
	id := r.Head().ID
	switch r := r.(type) {
	case *InterfaceEndpoint:
		return meaning{kind: nameEndpoint, endpoint: r}
	case *Service:
		return meaning{kind: nameService, service: r.Service, region: n.regionOf(id)}
	case *APIGateway:
		return meaning{kind: nameService, service: "execute-api", region: n.regionOf(id)}
	case *Instance:
		if own := n.byOwner[id]; len(own) > 0 {
			return meaning{kind: nameInstance, iface: own[0]}
		}
	case *Host:
		if a, err := r.IP.Addr(); err == nil && a.IsValid() {
			return meaning{kind: nameHost, block: host(a), res: r}
		}
	case *NATGateway:
		if own := n.byOwner[id]; len(own) > 0 && own[0].Public.IsValid() {
			return meaning{kind: nameBlock, block: host(own[0].Public)}
		}
	case Placed:
		return meaning{kind: nameManaged, res: r}
	}
	return meaning{kind: nameNothing}
}

// usualName returns the name under which AWS offers a managed service, which people
// use because its address may change; "" for what goes by its address. Where AWS
// puts letters of its own choosing, ours has none.
func (n *Network) usualName(r Resource) string {
	if r == nil {
		return ""
	}
	label := hostLabel(string(r.Head().ID))
	tail := ""
	switch r := r.(type) {
	case *Database:
		tail = ".REGION.rds"
	case *DatabaseProxy:
		tail = ".proxy.REGION.rds"
	case *Cache:
		tail = ".REGION.cache"
	case *FileSystem:
		tail = ".efs.REGION"
	case *LoadBalancer:
		if tail = ".REGION.elb"; r.Kind == NetworkLoadBalancer {
			tail = ".elb.REGION"
		}
		if r.Internal {
			label = "internal-" + label
		}
	case *Broker:
		switch r.Engine {
		case "msk":
			tail = ".kafka.REGION"
		case "activemq", "rabbitmq":
			tail = ".mq.REGION"
		case "documentdb":
			tail = ".REGION.docdb"
		}
	}
	if tail == "" {
		return ""
	}
	head, rest, _ := strings.Cut(tail, "REGION")
	return label + head + n.regionOf(r.Head().ID) + rest + ".amazonaws.com"
}

// privateDomain and publicDomain are those of the names of instances in a Region.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-naming.html
func privateDomain(region string) string {
	if region == "us-east-1" {
		return "ec2.internal"
	}
	return region + ".compute.internal"
}

func publicDomain(region string) string {
	if region == "us-east-1" {
		return "compute-1.amazonaws.com"
	}
	return region + ".compute.amazonaws.com"
}

// meaningOfName reads a name that AWS may have given to something.
func (n *Network) meaningOfName(name string, usual *meaning) meaning {
	label, domain, _ := strings.Cut(name, ".")
	switch {
	case strings.HasSuffix(name, ".internal"):
		if a, ok := dashed(label, "ip-"); ok && (domain == "ec2.internal" || strings.HasSuffix(domain, ".compute.internal")) {
			return meaning{kind: namePrivate, block: host(a), region: domain}
		}
		return meaning{}
	case strings.HasSuffix(name, ".vpce.amazonaws.com"):
		return n.endpointNamed(name, usual)
	case strings.HasSuffix(name, ".on.aws"):
		rest := strings.TrimSuffix(name, ".on.aws")
		rest, region := cutLast(rest)
		if _, service := cutLast(rest); service == "lambda-url" {
			return meaning{kind: nameService, service: service, region: region, dual: true}
		}
		return meaning{}
	case strings.HasSuffix(name, ".api.aws"):
		rest, region := cutLast(strings.TrimSuffix(name, ".api.aws"))
		return meaning{kind: nameService, service: serviceOfHost(rest), region: region, dual: true}
	case !strings.HasSuffix(name, ".amazonaws.com"):
		return meaning{}
	}
	if strings.HasSuffix(domain, ".compute.amazonaws.com") || domain == "compute-1.amazonaws.com" {
		if a, ok := dashed(label, "ec2-"); ok {
			// Without both DNS attributes AWS gives no such name, and the resolver
			// treats it as any public one (H3).
			if x := n.byPublic[a]; x != nil && x.subnet.vpc != nil && bothAttributes(x.subnet.vpc) {
				return meaning{kind: nameInstance, iface: x}
			}
			return meaning{kind: nameBlock, block: host(a)}
		}
		return meaning{kind: nameNothing}
	}
	rest := strings.TrimSuffix(name, ".amazonaws.com")
	for _, family := range []string{"rds", "cache", "docdb", "elb", "efs", "kafka", "mq"} {
		if i := strings.LastIndex(rest, "."+family); i >= 0 && (i+1+len(family) == len(rest) || rest[i+1+len(family)] == '.') && usual.kind != nameService {
			return n.managedNamed(name)
		}
	}
	head, region := cutLast(rest)
	if region != n.region && region != usual.region && !slices.Contains(regions, region) {
		// A global name; for a bucket it leads to the bucket's own Region.
		head, region = rest, "us-east-1"
		if usual.kind == nameService && usual.service == "s3" {
			region = usual.region
		}
	}
	m := meaning{kind: nameService, region: region, global: head == rest}
	if plain, ok := strings.CutSuffix(head, ".dualstack"); ok {
		head, m.dual = plain, true
	}
	m.service = serviceOfHost(head)
	if m.service == "execute-api" {
		if e := n.apiAlias(label); e != nil {
			return meaning{kind: nameEndpoint, endpoint: e}
		}
	}
	return m
}

// cutLast splits off the last label of a name.
func cutLast(name string) (rest, last string) {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return "", name
	}
	return name[:i], name[i+1:]
}

// serviceOfHost returns the service that a name speaks of, without its Region and
// what follows: "ssm", or "bucket.s3".
func serviceOfHost(head string) string {
	_, last := cutLast(head)
	for i := range services {
		if services[i].name == last {
			return last
		}
	}
	for i := range services {
		// Some services go by another name than that of their endpoints.
		part, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(services[i].hostForm, "NAME."), "ACCOUNT."), ".REGION")
		if part != "" && inDomain(head, part) {
			return services[i].name
		}
	}
	return last
}

// dashed reads the address of a label such as "ip-10-0-1-50".
func dashed(label, prefix string) (netip.Addr, bool) {
	text, ok := strings.CutPrefix(label, prefix)
	if !ok {
		return netip.Addr{}, false
	}
	a, err := netip.ParseAddr(strings.ReplaceAll(text, "-", "."))
	return a, err == nil && a.Is4()
}

// endpointNamed returns the endpoint whose own name it is, Regional or of one zone.
// Such names are public; what they stand for is private (G14).
// https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-dns-hostnames
func (n *Network) endpointNamed(name string, usual *meaning) meaning {
	best := meaning{kind: nameNothing}
	length := 0
	try := func(e *InterfaceEndpoint) {
		id := dnsName(string(e.ID))
		if len(id) <= length {
			return
		}
		rest := name
		for rest != "" {
			var label string
			label, rest, _ = strings.Cut(rest, ".")
			tail, ok := strings.CutPrefix(label, id)
			if !ok || tail != "" && tail[0] != '-' {
				continue
			}
			length, best = len(id), meaning{kind: nameEndpoint, endpoint: e, zone: n.zoneIn(e, tail)}
			return
		}
	}
	if usual.kind == nameEndpoint {
		try(usual.endpoint)
		if length > 0 {
			return best
		}
	}
	for _, r := range n.resources {
		if e, ok := r.(*InterfaceEndpoint); ok {
			try(e)
		}
	}
	return best
}

// zoneIn returns the zone that ends the first label of an endpoint's zonal name.
func (n *Network) zoneIn(e *InterfaceEndpoint, tail string) string {
	for _, x := range n.byOwner[e.ID] {
		if zone := x.subnet.Zone; zone != "" && strings.HasSuffix(tail, "-"+dnsName(zone)) {
			return zone
		}
	}
	// A zone without an interface has no name either.
	if i := strings.LastIndex(tail, "-"+n.regionOf(e.ID)); i >= 0 {
		return tail[i+1:]
	}
	return ""
}

// managedNamed returns the managed service whose name it is: the first label of the
// name is its id or its Name.
func (n *Network) managedNamed(name string) meaning {
	for _, r := range n.resources {
		if p, ok := r.(Placed); ok && n.usualName(p) == name {
			return meaning{kind: nameManaged, res: p}
		}
	}
	label, _, _ := strings.Cut(strings.TrimPrefix(name, "internal-"), ".")
	m, longest := meaning{kind: nameNothing}, 0
	for _, r := range n.resources {
		p, ok := r.(Placed)
		if !ok || n.usualName(p) == "" {
			continue
		}
		for _, own := range []string{hostLabel(string(p.Head().ID)), hostLabel(p.Head().Label())} {
			// AWS puts letters of its own behind the name of some.
			if len(own) > longest && (own == label || strings.HasPrefix(label, own+"-")) {
				m, longest = meaning{kind: nameManaged, res: p}, len(own)
			}
		}
	}
	return m
}

// hostLabel makes a label of a name of what people call a thing.
func hostLabel(name string) string {
	b := []byte(strings.ToLower(name))
	for i, c := range b {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			b[i] = '-'
		}
	}
	return string(b)
}
