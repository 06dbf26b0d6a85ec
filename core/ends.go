package core

import (
	"cmp"
	"net/netip"
	"strings"
)

// regionOf returns the Region of a resource: its own, its VPC's, or the drawing's.
func (n *Network) regionOf(id ID) string {
	region, _ := n.homeOf(id)
	return region
}

// accountOf returns the account of a resource: its own, its VPC's, or the drawing's.
func (n *Network) accountOf(id ID) string {
	_, account := n.homeOf(id)
	return account
}

func (n *Network) homeOf(id ID) (region, account string) {
	in := ID("")
	switch r := n.byID[id].(type) {
	case *Function:
		if len(r.Subnets) > 0 {
			in = r.Subnets[0]
		}
	case Placed:
		if w := r.Where(); len(w.Subnets) > 0 {
			in = w.Subnets[0]
		}
	case nil:
	default:
		_, in = parent(r)
	}
	region, account = ownHome(n.byID[id])
	for range 2 { // a subnet, its VPC
		switch r := n.byID[in].(type) {
		case *Subnet:
			in = r.VPC
		case *VPC:
			region, account = cmp.Or(region, r.Region), cmp.Or(account, r.Account)
		}
	}
	return cmp.Or(region, n.region), cmp.Or(account, n.account)
}

// ownHome returns the Region and the account that a resource names itself; "" where it
// names none, and its VPC's or the drawing's hold.
func ownHome(r Resource) (region, account string) {
	switch r := r.(type) {
	case *VPC:
		return r.Region, r.Account
	case *Function:
		return r.Region, r.Account
	case *Service:
		return r.Region, r.Account
	case *APIGateway:
		return r.Region, r.Account
	case *TransitGateway:
		return r.Region, ""
	case *BlockPublicAccess:
		return r.Region, ""
	case *Role:
		return "", r.Account
	}
	return "", ""
}

// linuxEphemeral and windowsEphemeral are the ranges that hosts choose source ports
// from.
// https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
var (
	linuxEphemeral   = PortRange{32768, 61000}
	windowsEphemeral = PortRange{49152, 65535}
)

// sources returns where From sends from: one for each interface.
func (n *Network) sources(v *Verdict) ([]source, bool) {
	q := &v.Query
	id := ID(q.From)
	base := source{at: id, ephem: ephemeral, block: anyIPv4}
	base.region, base.account = n.homeOf(id)
	if q.Family == IPv6 {
		base.block = anyIPv6
	}
	switch r := n.byID[id].(type) {
	case *Function:
		base.roleID, base.role, base.block = r.Role, n.roles[r.Role], standIn(lambdaEgress, base.region)
		if len(r.Subnets) == 0 {
			return []source{base}, true
		}
		var out []source
		alive := 0
		for _, subnet := range sortedIDs(r.Subnets) {
			s := base
			s.iface, s.only4 = n.byIface[FunctionInterface(subnet, r.SecurityGroups)], !r.IPv6
			if s.iface == nil {
				n.noSource(v, r.ID, "subnets")
				continue
			}
			if !s.iface.Lost {
				alive++
			}
			out = append(out, s)
		}
		if alive > 0 && alive < len(out) { // Lambda runs in the zones that are left
			kept := out[:0]
			for _, s := range out {
				if !s.iface.Lost {
					kept = append(kept, s)
				}
			}
			out = kept
		}
		return out, true
	case *Instance:
		base.roleID, base.role, base.ephem, base.iface = r.Role, n.roles[r.Role], linuxEphemeral, n.byIface[OwnerInterface(r.ID)]
		if r.OS == Windows {
			base.ephem = windowsEphemeral
		}
		if base.iface == nil {
			n.noSource(v, r.ID, "subnet")
			return nil, false
		}
		return []source{base}, true
	case *Host:
		base.roleID, base.role, base.host = r.Role, n.roles[r.Role], r
		a, err := r.IP.Addr()
		switch {
		case n.onPremises[r.Network] == nil:
			n.noSource(v, r.ID, "network")
			return nil, false
		case err != nil || !a.IsValid():
			n.noSource(v, r.ID, "ip")
			return nil, false
		}
		base.block = host(a)
		return []source{base}, true
	case *Role:
		// Somebody with its credentials, on the internet.
		base.roleID, base.role = r.ID, n.roles[r.ID]
		return []source{base}, true
	case *ClientVPN:
		var out []source
		for _, x := range n.byOwner[r.ID] {
			s := base
			s.iface = x
			out = append(out, s)
		}
		if out == nil {
			n.noSource(v, r.ID, "subnets")
		}
		return out, out != nil
	case nil:
		base.at = Internet
		if id == Internet {
			return []source{base}, true
		}
		if a, err := netip.ParseAddr(string(q.From)); err == nil {
			base.block = host(a)
			return []source{base}, true
		}
		v.undecided(q.From, EndMissing)
	default:
		v.undecided(q.From, NotASource)
	}
	return nil, false
}

// noSource records that the source lacks what its field names.
func (n *Network) noSource(v *Verdict, at ID, field string) {
	w := &walk{n: n, path: Path{Source: at, Target: ID(v.Query.To)}, stage: StageDeploy}
	w.missing(at, field)
	v.Paths = append(v.Paths, w.finish())
}

// enginePorts are the usual ports of databases, caches and brokers, by engine.
var enginePorts = []struct {
	engine string
	port   uint16
}{
	{"mysql", 3306}, {"mariadb", 3306}, {"aurora-mysql", 3306}, {"postgres", 5432}, {"aurora-postgresql", 5432},
	{"sqlserver", 1433}, {"oracle", 1521}, {"valkey", 6379}, {"redis", 6379}, {"memcached", 11211},
	{"msk", 9098}, {"kafka", 9092}, {"activemq", 61617}, {"rabbitmq", 5671}, {"documentdb", 27017},
}

func enginePort(engine string, chosen uint16) uint16 {
	if chosen != 0 {
		return chosen
	}
	for i := range enginePorts {
		if enginePorts[i].engine == engine {
			return enginePorts[i].port
		}
	}
	return 0
}

// servicePort returns the port on which a managed service listens, 0 if that is not
// known.
func (n *Network) servicePort(r Resource) uint16 {
	switch r := r.(type) {
	case *Database:
		return enginePort(r.Engine, r.Port)
	case *DatabaseProxy:
		if t, ok := n.byID[r.Target].(*Database); ok {
			return enginePort(t.Engine, t.Port)
		}
	case *Cache:
		return enginePort(r.Engine, r.Port)
	case *Broker:
		return enginePort(r.Engine, r.Port)
	case *FileSystem:
		return 2049
	case *ResolverEndpoint:
		return 53
	}
	return 0
}

// Usual returns what a question to an end means that names no port and no action: the
// port, 0 if there is none, and the IAM action, "" where there is no API.
func (n *Network) Usual(to Endpoint) (port uint16, action string) {
	v := Verdict{Query: Query{To: to}}
	d, ok := n.destination(&v)
	if !ok {
		return 0, ""
	}
	if d.api != nil {
		action = d.api.action
	}
	return d.port, action
}

// destination works out what To means: its protocol, port, name and address.
func (n *Network) destination(v *Verdict) (destination, bool) {
	q := &v.Query
	d := destination{id: ID(q.To), proto: q.Proto, port: q.Port, name: q.Name, family: q.Family}
	unfinished := func() (destination, bool) {
		v.undecided(q.To, ReferenceMissing)
		return d, false
	}
	usual := func(proto Proto, port uint16) {
		if d.port == 0 {
			d.port = port
			if d.proto == "" {
				d.proto = proto
			}
		}
	}
	switch r := n.byID[d.id].(type) {
	case *Service:
		d.res = r
		n.aimAtService(&d, r.Service, r.Region, r.Account, r.Label(), q.Action)
		d.api.policy = r.ID
	case *APIGateway:
		d.res = r
		n.aimAtService(&d, "execute-api", r.Region, r.Account, r.Label(), q.Action)
		d.api.policy = r.ID
	case *InterfaceEndpoint:
		// Named by itself, an endpoint is reached by its own name.
		d.res, d.onlyVia = r, r
		region := cmp.Or(r.ServiceRegion, n.regionOf(r.ID))
		n.aimAtService(&d, r.Service, region, "", "*", q.Action)
		d.name = cmp.Or(q.Name, string(r.ID)+"."+r.Service+"."+region+".vpce.amazonaws.com")
	case *Host:
		d.res = r
		a, err := r.IP.Addr()
		if err != nil || !a.IsValid() || n.onPremises[r.Network] == nil {
			return unfinished()
		}
		d.block = host(a)
		if len(r.Listens) > 0 {
			usual(r.Listens[0].Protocol, r.Listens[0].Port)
		}
	case *OnPremises:
		d.res = r
		if o := n.onPremises[r.ID]; len(o.blocks) > 0 {
			d.block = o.blocks[0]
		} else {
			return unfinished()
		}
	case *Function:
		n.aimAtInterfaces(&d, r)
		if d.iface == nil && len(r.Subnets) > 0 {
			return unfinished()
		}
	case *Instance:
		if n.aimAtInterfaces(&d, r); d.iface == nil {
			return unfinished()
		}
		if len(r.Listens) > 0 {
			usual(r.Listens[0].Protocol, r.Listens[0].Port)
		}
	case *NATGateway:
		n.aimAtInterfaces(&d, r)
		switch a, err := r.PublicIP.Addr(); {
		case r.Regional && err == nil && a.IsValid():
			d.block, d.literal = host(a), true
		case d.iface == nil:
			return unfinished()
		}
	case *LoadBalancer:
		if n.aimAtInterfaces(&d, r); d.iface == nil {
			return unfinished()
		}
		if len(r.Listeners) > 0 {
			usual(r.Listeners[0].Protocol, r.Listeners[0].Port)
		}
	case Placed:
		if n.aimAtInterfaces(&d, r); d.iface == nil || r.Type() == TypeClientVPN {
			if r.Type() == TypeClientVPN {
				v.undecided(q.To, NotADestination)
				return d, false
			}
			return unfinished()
		}
		if r.Type() == TypeResolverEndpoint {
			usual(ProtoUDP, 53)
		}
		usual(ProtoTCP, n.servicePort(r))
	case nil:
		a, err := netip.ParseAddr(string(q.To))
		service, region, known := serviceEnd(q.To)
		switch {
		case d.id == Internet:
			d.block = anyIPv4
			if q.Family == IPv6 {
				d.block = anyIPv6
			}
		case err == nil:
			d.block, d.literal = host(a), true
			d.id = Internet
			d.aimAtAddress(n, a)
		case known:
			d.id = Internet
			n.aimAtService(&d, service, region, "", "*", q.Action)
		default:
			v.undecided(q.To, EndMissing)
			return d, false
		}
	default:
		v.undecided(q.To, NotADestination)
		return d, false
	}
	if a, err := netip.ParseAddr(d.name); err == nil {
		// The code uses a literal address: no name to resolve.
		d.name, d.block, d.literal = "", host(a), true
	}
	if d.proto == "" {
		d.proto = ProtoTCP
	}
	if d.port == 0 && d.proto != ProtoICMP {
		d.port = 443
	}
	return d, true
}

// serviceEnd reads an end such as "s3" or "s3@us-east-1" that names a service which
// is not drawn.
func serviceEnd(end Endpoint) (service, region string, ok bool) {
	service, region, _ = strings.Cut(string(end), "@")
	for i := range services {
		if services[i].servedBy(service) {
			return services[i].name, region, region == "" || contains(regions, region)
		}
	}
	return "", "", false
}

// aimAtInterfaces makes d the interfaces of a drawn resource.
func (n *Network) aimAtInterfaces(d *destination, r Resource) {
	d.res = r
	for _, x := range n.byOwner[r.Head().ID] {
		if x.Private.IsValid() || x.IPv6.IsValid() {
			d.ifaces = append(d.ifaces, x)
		}
	}
	if len(d.ifaces) == 0 {
		return
	}
	d.iface = d.ifaces[0]
	if d.iface.Private.IsValid() {
		d.block = host(d.iface.Private)
	}
	if d.iface.IPv6.IsValid() {
		d.block6 = host(d.iface.IPv6)
		if !d.block.IsValid() {
			d.block = d.block6
		}
	}
}

// aimAtAddress gives a literal address the resource that has it, for the picture.
func (d *destination) aimAtAddress(n *Network, a netip.Addr) {
	if x := n.byPublic[a]; x != nil {
		d.id = x.Owners[0]
		return
	}
	for i := range n.interfaces {
		if n.interfaces[i].Private == a {
			d.id = n.interfaces[i].Owners[0]
			return
		}
	}
}

// aimAtService makes d an AWS API call on one resource.
func (n *Network) aimAtService(d *destination, service, region, account, name, action string) {
	info := serviceNamed(service)
	if region == "" {
		region = n.region
	}
	if account == "" {
		account = n.account
	}
	if action == "" {
		action = info.action
	}
	d.api = &apiCall{service: info, region: region, account: account, action: action, at: d.id,
		arn: info.resourceARN(action, region, account, name)}
	if d.name == "" {
		d.name = info.host(name, region)
	}
	d.block = standIn(service, region)
}
