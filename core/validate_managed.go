package core

import "lasthop/core/policy"

// A need is what a service asks of the subnets of its interfaces.
type need struct {
	of Type
	// zones is how many it wants at least, and few the rule that says so.
	zones int
	few   rule
	// twice is AWS's error for a second subnet in a zone; "" where that is legal.
	twice string
	// spare is how many free addresses it asks for in each subnet.
	spare int
}

// What the services ask for: K1, K4, K6, K9, L9.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
// https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html
// https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverEndpoint.html
// https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/what-is-best-practices.html
var needs = [...]need{
	{TypeLoadBalancer, 1, balancerZones, "InvalidConfigurationRequest", 7},
	{TypeDatabase, 2, databaseZones, "", 1},
	{TypeDatabaseProxy, 2, proxyZones, "", 0},
	{TypeFileSystem, 1, 0, "MountTargetConflict", 0},
	{TypeClientVPN, 1, 0, "InvalidClientVpnSubnetId.DuplicateAz", 20},
}

// placed looks at what a managed service puts into subnets.
func (v *validator) placed(p Placed) {
	n := need{}
	for i := range needs {
		if needs[i].of == p.Type() {
			n = needs[i]
		}
	}
	at, id := p.Where(), p.Head().ID
	v.groupNetworks(id, "securityGroups", at.SecurityGroups)
	claims := len(v.rooms)
	v.takes("subnets", at.Subnets, n.spare)
	switch r := p.(type) {
	case *LoadBalancer:
		if r.Kind == ApplicationLoadBalancer {
			n.zones = 2
		}
		v.loadBalancer(r)
	case *Database:
		for i := range v.rooms[claims:] {
			c := &v.rooms[claims+i]
			c.idle = c.subnet != r.Subnet
		}
		v.database(r)
	case *DatabaseProxy:
		v.databaseProxy(r)
	case *Cache:
		v.engine(r.Engine, "valkey", "redis", "memcached")
	case *Broker:
		v.engine(r.Engine, "msk", "kafka", "activemq", "rabbitmq", "documentdb")
		switch r.Engine {
		case "msk":
			n.zones, n.few, n.twice = 2, brokerZones, "BadRequestException"
		case "documentdb":
			n.zones, n.few = 2, databaseZones
		}
	case *ResolverEndpoint:
		v.resolverEndpoint(r)
	case *ClientVPN:
		if len(r.Authorizations) == 0 {
			v.broken(vpnNobody, "authorizations")
		}
		v.texts("authorizations", r.Authorizations)
		v.texts("routes", r.Routes)
	}
	if len(at.Subnets) == 0 {
		v.broken(noSubnetYet, "subnets")
	} else if v.zones("subnets", at.Subnets, "", n.twice) < n.zones {
		v.hit(n.few, "subnets", itoa(n.zones), "")
	}
}

// engine: an engine is chosen, and one that there is.
func (v *validator) engine(engine string, known ...string) {
	if engine == "" {
		v.broken(noEngine, "engine")
	} else if !contains(known, engine) {
		v.hit(engineUnknown, "engine", engine, "")
	}
}

// public reports whether a subnet's table has a route to an internet gateway (A6), and
// whether the drawing tells.
// https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html
func (v *validator) public(id ID) (yes, known bool) {
	s, ok := v.byID[id].(*Subnet)
	if !ok {
		return false, false
	}
	t, ok := v.byID[s.RouteTable].(*RouteTable)
	if !ok && s.RouteTable == "" {
		t = v.mains[s.VPC]
	}
	if t == nil {
		return false, false
	}
	for i := range t.Routes {
		if _, ok := v.byID[t.Routes[i].Target].(*InternetGateway); ok {
			return true, true
		}
	}
	return false, true
}

// facing hits private for each subnet without a route to an internet gateway.
func (v *validator) facing(private rule, subnets []ID) {
	for i, s := range subnets {
		if yes, known := v.public(s); known && !yes {
			v.at("subnets", i)
			v.brokenWith(private, "", s)
		}
	}
	v.at("", 0)
}

// loadBalancer: an application load balancer has two zones or more; one that faces the
// internet an internet gateway, and public subnets to be of use (K9). Its listeners
// have ports of their own and targets of one kind, a function only behind HTTP.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
func (v *validator) loadBalancer(r *LoadBalancer) {
	if r.Kind == "" {
		v.broken(noKind, "kind")
	}
	if vpc := v.vpcOf(r.ID); !r.Internal && vpc != "" {
		if !v.attached[vpc] {
			v.brokenWith(balancerNoGateway, "internal", vpc)
		} else {
			v.facing(balancerPrivate, r.Subnets)
		}
	}
	for i, id := range r.Subnets {
		if s, ok := v.byID[id].(*Subnet); ok && r.Kind == ApplicationLoadBalancer {
			if p, err := s.CIDR.Prefix(); err == nil && p.Bits() > 27 {
				v.at("subnets", i)
				v.hitWith(balancerNarrow, "", id, p.String(), "")
			}
		}
	}
	type door struct {
		protocol Proto
		port     uint16
	}
	first := map[door]int{}
	for i := range r.Listeners {
		l := &r.Listeners[i]
		v.at("listeners", i)
		switch {
		case l.Protocol == "":
			v.broken(noProtocol, "protocol")
		case l.Protocol != ProtoTCP && (l.Protocol != ProtoUDP || r.Kind == ApplicationLoadBalancer):
			v.hit(listenerProtocol, "protocol", string(l.Protocol), "")
		}
		if l.Port == 0 {
			v.broken(listenerPort, "port")
		} else if j := first[door{l.Protocol, l.Port}]; j > 0 {
			v.hit(listenerTwice, "port", itoa(j), itoa(int(l.Port)))
		} else {
			first[door{l.Protocol, l.Port}] = i + 1
		}
		functions := 0
		for _, id := range l.Targets {
			if _, ok := v.byID[id].(*Function); ok {
				functions++
			}
		}
		if functions > 0 && (r.Kind == NetworkLoadBalancer || len(l.Targets) > 1) {
			v.broken(listenerTargets, "targets")
		}
	}
	v.at("", 0)
}

// database: a database runs in a subnet of its group (K1), and is public only in a VPC
// with an internet gateway and names (K3).
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
func (v *validator) database(r *Database) {
	v.engine(r.Engine, "mysql", "mariadb", "postgres", "aurora-mysql", "aurora-postgresql", "sqlserver", "oracle")
	if r.Subnet != "" && !hasID(r.Subnets, r.Subnet) {
		v.brokenWith(databaseElsewhere, "subnet", r.Subnet)
	}
	v.publicAddress(r.PublicIP)
	vpc, ok := v.byID[v.vpcOf(r.ID)].(*VPC)
	if !ok || !r.PubliclyAccessible {
		return
	}
	if !v.attached[vpc.ID] {
		v.brokenWith(databaseNoGateway, "publiclyAccessible", vpc.ID)
	}
	if !(vpc.DNSSupport && vpc.DNSHostnames) {
		v.brokenWith(databaseNoNames, "publiclyAccessible", vpc.ID)
	}
	if v.attached[vpc.ID] {
		v.facing(databasePrivate, r.Subnets)
	}
}

// databaseProxy: a proxy stands in the VPC of its database, not one of dedicated
// tenancy, and speaks the database's language (K4).
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html#rds-proxy.limitations
func (v *validator) databaseProxy(r *DatabaseProxy) {
	if vpc, ok := v.byID[v.vpcOf(r.ID)].(*VPC); ok && vpc.Dedicated {
		v.brokenWith(dedicatedTenancy, "subnets", vpc.ID)
	}
	if d, ok := v.byID[r.Target].(*Database); ok {
		if v.apart(r.ID, r.Target) {
			v.brokenWith(proxyElsewhere, "target", r.Target)
		}
		if d.Engine == "oracle" {
			v.brokenWith(proxyEngine, "target", r.Target)
		}
	}
}

// apiGateway: a private API has a resource policy, and is associated with endpoints for
// execute-api; what stands in a VPC is reached by a link of that VPC (K11).
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
func (v *validator) apiGateway(r *APIGateway) {
	v.region(r.Region)
	v.account(r.Account)
	if r.Endpoint == APIPrivate {
		if len(r.Policy) == 0 {
			v.broken(apiNoPolicy, "policy")
		}
		if len(r.VPCEndpoints) == 0 {
			v.broken(apiNoEndpoint, "vpcEndpoints")
		}
	} else if len(r.VPCEndpoints) > 0 {
		v.broken(apiNotPrivate, "vpcEndpoints")
	}
	for i, id := range r.VPCEndpoints {
		if e, ok := v.byID[id].(*InterfaceEndpoint); ok && e.Service != "execute-api" {
			v.at("vpcEndpoints", i)
			v.brokenWith(apiEndpoint, "", id)
		}
	}
	v.at("", 0)
	if _, ok := v.byID[r.Integration].(*LoadBalancer); ok && len(r.LinkSubnets) == 0 {
		v.brokenWith(apiNoLink, "linkSubnets", r.Integration)
	}
	if len(r.LinkSubnets) > 0 {
		v.takes("linkSubnets", r.LinkSubnets, 0)
		v.zones("linkSubnets", r.LinkSubnets, "", "")
		v.groupNetworks(r.LinkSubnets[0], "linkSecurityGroups", r.LinkSecurityGroups)
	}
	v.policy("policy", invalidPolicyOfAPI, r.Policy, policy.Resource)
}

// eventSourceMapping: Lambda polls queues, streams and brokers of the function's
// Region, and each for a function once (I15, I20).
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
func (v *validator) eventSourceMapping(r *EventSourceMapping) {
	engine := ""
	switch s := v.byID[r.Source].(type) {
	case *Service:
		engine = s.Service
		if engine != "" && !contains(polled, engine) {
			v.hitWith(mappingSource, "source", r.Source, engine, "")
		}
	case *Broker:
		engine = s.Engine
	}
	if engine != "" && r.Provisioned && engine != "msk" && engine != "kafka" && engine != "sqs" {
		v.hit(mappingProvisioned, "provisioned", engine, "")
	}
	if s, ok := v.byID[r.Secret].(*Service); ok && s.Service != "secretsmanager" && s.Service != "" {
		v.brokenWith(mappingSecret, "secret", r.Secret)
	}
	if v.byID[r.Source] == nil || v.byID[r.Function] == nil {
		return
	}
	if v.regionOf(r.Source) != v.regionOf(r.Function) {
		v.brokenWith(otherRegion, "source", r.Source)
	}
	v.once(mappingTwice, r.Function, string(r.Source), "source", "")
}

// polled are the services that Lambda polls.
var polled = []string{"sqs", "kinesis", "dynamodb", "dynamodbstreams", "dynamodb-streams", "streams.dynamodb"}
