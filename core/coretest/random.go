package coretest

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strconv"

	"lasthop/core"
)

// RandomTopology returns a network that depends on seed alone. It is made of
// plausible parts, some of them missing, illegal or at odds with each other.
func RandomTopology(seed uint64) *core.Topology {
	r := &source{rand.New(rand.NewPCG(seed, 0))}
	t := Topology()
	add := func(resource core.Resource) { t.Resources = append(t.Resources, resource) }
	number := map[core.Type]int{}
	ids := func(name core.Type) core.ID { return id(name, r.IntN(max(1, number[name]))) }
	for _, name := range core.Types() {
		number[name] = r.IntN(4)
	}
	number[core.TypeVPC] = 1 + r.IntN(2)
	number[core.TypeSubnet] = 1 + r.IntN(5)
	for _, name := range core.Types() {
		for i := range number[name] {
			resource := core.New(name)
			r.fill(reflect.ValueOf(resource).Elem(), "", ids)
			*resource.Head() = core.Common{ID: id(name, i)}
			if s, ok := resource.(*core.Subnet); ok && r.IntN(8) > 0 {
				s.CIDR = core.CIDR("10.0." + strconv.Itoa(i) + ".0/24")
			}
			if v, ok := resource.(*core.VPC); ok && r.IntN(8) > 0 {
				v.CIDRs = []core.CIDR{core.CIDR("10." + strconv.Itoa(i) + ".0.0/16")}
			}
			add(resource)
		}
	}
	return t
}

// RandomFile returns a drawing of [RandomTopology] with a few checks and places.
func RandomFile(seed uint64) *core.File {
	f := &core.File{Title: "Drawing " + strconv.FormatUint(seed, 10), Network: *RandomTopology(seed)}
	r := &source{rand.New(rand.NewPCG(seed, 2))}
	for range r.IntN(3) {
		var c core.Check
		r.fill(reflect.ValueOf(&c).Elem(), "", func(name core.Type) core.ID { return id(name, 0) })
		f.Checks = append(f.Checks, c)
	}
	for _, resource := range f.Network.Resources {
		if r.IntN(2) == 0 {
			if f.Layout == nil {
				f.Layout = map[core.ID]core.Place{}
			}
			f.Layout[resource.Head().ID] = core.Place{X: r.IntN(4000) - 2000, Y: r.IntN(4000), W: r.IntN(2) * 300, H: r.IntN(2) * 200}
		}
	}
	return f
}

func id(name core.Type, i int) core.ID { return core.ID(string(name) + "-" + strconv.Itoa(i)) }

// A source fills values at random.
type source struct{ *rand.Rand }

var (
	blocks    = []string{"0.0.0.0/0", "10.0.0.0/16", "10.0.1.0/24", "10.0.2.17/24", "203.0.113.7/32", "172.16.0.0/12", "::/0", "", "10.0.0.0", "10.0.0.0/33"}
	addresses = []string{"", "", "10.0.1.17", "10.0.2.2", "203.0.113.9", "AmazonProvidedDNS", "not an address"}
	ports     = []string{"", "", "443", "1024-65535", "32768-61000", "99999", "9-1"}
	documents = []string{"", "{}", "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}\n}", "{\"Version\""}
	words     = []string{"", "s3", "ssm", "dynamodb", "eu-west-1a", "eu-west-1b", "111122223333", "a \"word\" with \\, \t and é", "sqs"}
)

func (r *source) one(of []string) string { return of[r.IntN(len(of))] }

// fill gives v a random value by its type; of a field called name where that
// tells what the type does not.
func (r *source) fill(v reflect.Value, name string, ids func(core.Type) core.ID) {
	switch p := v.Addr().Interface().(type) {
	case *core.ID:
		*p = r.reference(name, ids)
		return
	case *core.Endpoint:
		*p = core.Endpoint(ids(core.Types()[r.IntN(len(core.Types()))]))
		return
	case *core.CIDR:
		*p = core.CIDR(r.one(blocks))
		return
	case *core.Address:
		*p = core.Address(r.one(addresses))
		return
	case *core.Ports:
		*p = core.Ports(r.one(ports))
		return
	case *core.PolicyText:
		if text := r.one(documents); text != "" {
			*p = core.PolicyText(text)
		}
		return
	case *core.Action:
		*p = core.Action(r.one([]string{"allow", "deny", ""}))
		return
	case *core.Proto:
		*p = core.Proto(r.one([]string{"all", "tcp", "udp", "icmp", ""}))
		return
	case *core.NATState:
		*p = core.NATState(r.one([]string{"available", "available", "failed", ""}))
		return
	case *core.FunctionState:
		*p = core.FunctionState(r.one([]string{"active", "active", "pending", ""}))
		return
	case *core.ResolverView:
		*p = core.ResolverView(r.one([]string{"", "public", "vpc"}))
		return
	case *core.URLAuth:
		*p = []core.URLAuth{"", core.URLNone, core.URLIAM}[r.IntN(3)]
		return
	case *core.RouteOrigin:
		*p = []core.RouteOrigin{"", core.OriginDirectConnect, core.OriginVPNStatic, core.OriginVPNBGP}[r.IntN(4)]
		return
	case *core.Forwarding:
		*p = []core.Forwarding{"", core.ForwardNAT, core.ForwardRoute}[r.IntN(3)]
		return
	case *core.OS:
		*p = []core.OS{"", core.Linux, core.Windows}[r.IntN(3)]
		return
	case *core.APIEndpoint:
		*p = []core.APIEndpoint{"", core.APIRegional, core.APIEdge, core.APIPrivate}[r.IntN(4)]
		return
	case *core.PeeringState:
		*p = []core.PeeringState{"", core.PeeringActive, core.PeeringPending, core.PeeringDeleted}[r.IntN(4)]
		return
	case *core.ConnectionKind:
		*p = []core.ConnectionKind{"", core.ConnectionVPN, core.ConnectionDirectConnect}[r.IntN(3)]
		return
	case *core.FirewallAction:
		*p = []core.FirewallAction{"", core.FirewallPass, core.FirewallDrop, core.FirewallReject}[r.IntN(4)]
		return
	case *core.BlockMode:
		*p = []core.BlockMode{"", core.BlockOff, core.BlockBidirectional, core.BlockIngress, core.AllowBidirectional, core.AllowEgress}[r.IntN(6)]
		return
	case *core.LoadBalancerKind:
		*p = []core.LoadBalancerKind{"", core.ApplicationLoadBalancer, core.NetworkLoadBalancer}[r.IntN(3)]
		return
	case *core.Direction:
		*p = []core.Direction{"", core.Inbound, core.Outbound}[r.IntN(3)]
		return
	case *core.ControlKind:
		*p = []core.ControlKind{"", core.ServiceControlPolicy, core.ResourceControlPolicy}[r.IntN(3)]
		return
	case *core.Family:
		*p = []core.Family{"", core.IPv4, core.IPv6}[r.IntN(3)]
		return
	case *core.Outcome:
		*p = core.Outcome(r.IntN(int(core.Reachable) + 1))
		return
	case *core.Symptom:
		*p = core.Symptom(r.IntN(int(core.SymptomDeployError) + 1))
		return
	case *core.Kind:
		*p = core.Kind(r.IntN(2))
		return
	case *core.Caller:
		*p = core.Caller(r.IntN(5))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(r.one(words))
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case reflect.Int:
		v.SetInt(int64(r.IntN(1000)))
	case reflect.Uint16:
		v.SetUint(uint64(r.IntN(65536)))
	case reflect.Pointer:
		if r.IntN(2) == 0 {
			v.Set(reflect.New(v.Type().Elem()))
			r.fill(v.Elem(), name, ids)
		}
	case reflect.Slice:
		for range r.IntN(4) {
			v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
			r.fill(v.Index(v.Len()-1), name, ids)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			r.fill(v.Field(i), v.Type().Field(i).Name, ids)
		}
	}
}

// reference returns an id that a field of that name might hold, mostly.
func (r *source) reference(name string, ids func(core.Type) core.ID) core.ID {
	switch r.IntN(12) {
	case 0:
		return ""
	case 1:
		return "gone"
	case 2:
		if name != "VPC" && name != "Subnet" && name != "Network" { // or it might lie in itself
			return ids(core.Types()[r.IntN(len(core.Types()))])
		}
	}
	var of []core.Type
	switch name {
	case "VPC", "VPCs", "Requester", "Accepter":
		of = []core.Type{core.TypeVPC}
	case "Subnet", "Subnets":
		of = []core.Type{core.TypeSubnet}
	case "RouteTable", "RouteTables":
		of = []core.Type{core.TypeRouteTable}
	case "NetworkACL":
		of = []core.Type{core.TypeNetworkACL}
	case "SecurityGroups", "Group":
		of = []core.Type{core.TypeSecurityGroup}
	case "PrefixList":
		of = []core.Type{core.TypePrefixList}
	case "Target":
		of = []core.Type{core.TypeInternetGateway, core.TypeNATGateway, core.TypeInstance, core.TypePeering, core.TypeTransitGateway, core.TypeVirtualGateway, core.TypeEgressOnlyGateway, core.TypeFirewallEndpoint}
	case "TransitGateway":
		of = []core.Type{core.TypeTransitGateway}
	case "Propagations", "Attachment", "Peer":
		of = []core.Type{core.TypeTransitAttachment}
	case "Gateway":
		of = []core.Type{core.TypeVirtualGateway, core.TypeTransitGateway, core.TypeInternetGateway}
	case "PropagatingGateways":
		of = []core.Type{core.TypeVirtualGateway}
	case "Network":
		of = []core.Type{core.TypeOnPremises}
	case "Connection":
		of = []core.Type{core.TypeVPNConnection}
	case "Endpoint":
		of = []core.Type{core.TypeResolverEndpoint}
	case "Role":
		of = []core.Type{core.TypeRole}
	default:
		of = core.Types()
	}
	return ids(of[r.IntN(len(of))])
}

// Full returns a drawing with one resource of every type in which no field has its
// zero value.
func Full() *core.File {
	f := &core.File{}
	f.Network.Region, f.Network.Account = Region, Account
	set(reflect.ValueOf(f).Elem())
	f.Format = core.Format
	f.Network.Resources = nil
	for i, name := range core.Types() {
		resource := core.New(name)
		set(reflect.ValueOf(resource).Elem())
		*resource.Head() = core.Common{ID: id(name, i), Name: "Name"}
		f.Network.Resources = append(f.Network.Resources, resource)
	}
	return f
}

// set gives v and all that it holds values other than zero.
func set(v reflect.Value) {
	switch p := v.Addr().Interface().(type) {
	case *core.PolicyText:
		*p = core.PolicyText("{\n  \"Version\": \"2012-10-17\"\n}")
		if !json.Valid(*p) {
			panic("coretest: not a document")
		}
		return
	case *core.Action:
		*p = core.Deny
		return
	case *core.Proto:
		*p = core.ProtoUDP
		return
	case *core.NATState:
		*p = core.NATFailed
		return
	case *core.FunctionState:
		*p = core.FunctionPending
		return
	case *core.ResolverView:
		*p = core.ViewVPC
		return
	case *core.URLAuth:
		*p = core.URLIAM
		return
	case *core.RouteOrigin:
		*p = core.OriginVPNBGP
		return
	case *core.Forwarding:
		*p = core.ForwardRoute
		return
	case *core.OS:
		*p = core.Windows
		return
	case *core.APIEndpoint:
		*p = core.APIPrivate
		return
	case *core.PeeringState:
		*p = core.PeeringDeleted
		return
	case *core.ConnectionKind:
		*p = core.ConnectionDirectConnect
		return
	case *core.FirewallAction:
		*p = core.FirewallReject
		return
	case *core.BlockMode:
		*p = core.AllowEgress
		return
	case *core.LoadBalancerKind:
		*p = core.NetworkLoadBalancer
		return
	case *core.Direction:
		*p = core.Outbound
		return
	case *core.ControlKind:
		*p = core.ResourceControlPolicy
		return
	case *core.Family:
		*p = core.IPv6
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("text")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(7)
	case reflect.Uint8, reflect.Uint16:
		v.SetUint(1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		set(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		if v.Type().Elem().Kind() != reflect.Interface {
			set(v.Index(0))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		element := reflect.New(v.Type().Elem()).Elem()
		set(element)
		v.SetMapIndex(reflect.ValueOf("text").Convert(v.Type().Key()), element)
	case reflect.Struct:
		for i := range v.NumField() {
			set(v.Field(i))
		}
	}
}
