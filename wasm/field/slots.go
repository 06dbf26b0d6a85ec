package field

import (
	"reflect"
	"strings"

	"lasthop/core"
)

// slot returns a pointer to the field of o that the file format calls name, nil if
// there is none. "id" is no field here: a new id concerns every reference to it.
func slot(o any, name string) any {
	v := reflect.ValueOf(o)
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct || name == "id" {
		return nil
	}
	if f := Of(v.Elem(), name); f.IsValid() {
		return f.Addr().Interface()
	}
	return nil
}

// Of returns the field of a struct that has this name in the file format, an
// invalid value if there is none.
func Of(v reflect.Value, name string) reflect.Value {
	t := v.Type()
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			if in := Of(v.Field(i), name); in.IsValid() {
				return in
			}
			continue
		}
		if tag, _, _ := strings.Cut(f.Tag.Get("json"), ","); tag == name {
			return v.Field(i)
		}
	}
	return reflect.Value{}
}

// values lists what a field with a fixed set of values may hold; nil for others.
func values(p any) []string {
	switch p.(type) {
	case *core.Proto:
		return []string{string(core.ProtoAll), string(core.ProtoTCP), string(core.ProtoUDP), string(core.ProtoICMP)}
	case *core.Action:
		return []string{string(core.Allow), string(core.Deny)}
	case *core.NATState:
		return []string{string(core.NATAvailable), string(core.NATPending), string(core.NATFailed), string(core.NATDeleting), string(core.NATDeleted)}
	case *core.FunctionState:
		return []string{string(core.FunctionActive), string(core.FunctionPending), string(core.FunctionInactive), string(core.FunctionFailed)}
	case *core.ResolverView:
		return []string{"", string(core.ViewPublic), string(core.ViewVPC)}
	case *core.RouteOrigin:
		return []string{"", string(core.OriginDirectConnect), string(core.OriginVPNStatic), string(core.OriginVPNBGP)}
	case *core.URLAuth:
		return []string{"", string(core.URLNone), string(core.URLIAM)}
	case *core.Forwarding:
		return []string{"", string(core.ForwardNAT), string(core.ForwardRoute)}
	case *core.OS:
		return []string{"", string(core.Linux), string(core.Windows)}
	case *core.APIEndpoint:
		return []string{"", string(core.APIRegional), string(core.APIEdge), string(core.APIPrivate)}
	case *core.PeeringState:
		return []string{string(core.PeeringActive), string(core.PeeringPending), string(core.PeeringDeleted)}
	case *core.ConnectionKind:
		return []string{string(core.ConnectionVPN), string(core.ConnectionDirectConnect)}
	case *core.FirewallAction:
		return []string{string(core.FirewallPass), string(core.FirewallDrop), string(core.FirewallReject)}
	case *core.BlockMode:
		return []string{string(core.BlockOff), string(core.BlockBidirectional), string(core.BlockIngress), string(core.AllowBidirectional), string(core.AllowEgress)}
	case *core.LoadBalancerKind:
		return []string{string(core.ApplicationLoadBalancer), string(core.NetworkLoadBalancer)}
	case *core.Direction:
		return []string{string(core.Inbound), string(core.Outbound)}
	case *core.ControlKind:
		return []string{string(core.ServiceControlPolicy), string(core.ResourceControlPolicy)}
	}
	return nil
}
