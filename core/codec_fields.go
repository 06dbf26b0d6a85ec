package core

import (
	"reflect"
	"strings"
)

// A field is a struct field as the file format names it.
type field struct {
	name      string
	outer     int // the embedded struct that holds it, or -1
	index     int
	omitEmpty bool
}

// in returns the field of the struct v.
func (f *field) in(v reflect.Value) reflect.Value {
	if f.outer >= 0 {
		v = v.Field(f.outer)
	}
	return v.Field(f.index)
}

type fieldList []field

// find returns the index of a name, or -1.
func (l fieldList) find(name []byte) int {
	for i := range l {
		if l[i].name == string(name) {
			return i
		}
	}
	return -1
}

func (l fieldList) names() []string {
	out := make([]string, len(l))
	for i := range l {
		out[i] = l[i].name
	}
	return out
}

// A fieldCache keeps what reflection finds, for one run of the codec.
type fieldCache map[reflect.Type]fieldList

// of lists the fields of a struct type in order, embedded ones in place.
func (c fieldCache) of(t reflect.Type) fieldList {
	if l, ok := c[t]; ok {
		return l
	}
	var l fieldList
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			for _, inner := range c.of(f.Type) {
				inner.outer = i
				l = append(l, inner)
			}
			continue
		}
		// The tag is the only one: `json:"name,omitempty"`. Tag.Get would bring
		// strconv.Unquote along.
		tag := strings.TrimSuffix(strings.TrimPrefix(string(f.Tag), `json:"`), `"`)
		name, options, _ := strings.Cut(tag, ",")
		l = append(l, field{name: name, outer: -1, index: i, omitEmpty: options == "omitempty"})
	}
	c[t] = l
	return l
}

// required lists the fields without which a value of type t means nothing. The
// "id" and "type" of a resource are required too.
func required(t reflect.Type) []string {
	switch t {
	case reflect.TypeFor[File]():
		return []string{"format", "network"}
	case reflect.TypeFor[Check]():
		return []string{"query", "expect"}
	case reflect.TypeFor[Query]():
		return []string{"from", "to"}
	}
	return nil
}

// choices lists the values of a string type that has but a few, by a pointer to
// one; nil for other types. The empty string, for what is not chosen yet, is always
// one more.
func choices(pointer any) []string {
	switch pointer.(type) {
	case *Action:
		return []string{string(Allow), string(Deny)}
	case *Proto:
		return []string{string(ProtoAll), string(ProtoTCP), string(ProtoUDP), string(ProtoICMP)}
	case *NATState:
		return []string{string(NATAvailable), string(NATPending), string(NATFailed), string(NATDeleting), string(NATDeleted)}
	case *FunctionState:
		return []string{string(FunctionActive), string(FunctionPending), string(FunctionInactive), string(FunctionFailed)}
	case *ResolverView:
		return []string{string(ViewPublic), string(ViewVPC)}
	case *URLAuth:
		return []string{string(URLNone), string(URLIAM)}
	case *RouteOrigin:
		return []string{string(OriginDirectConnect), string(OriginVPNStatic), string(OriginVPNBGP)}
	case *Forwarding:
		return []string{string(ForwardNAT), string(ForwardRoute)}
	case *OS:
		return []string{string(Linux), string(Windows)}
	case *APIEndpoint:
		return []string{string(APIRegional), string(APIEdge), string(APIPrivate)}
	case *PeeringState:
		return []string{string(PeeringActive), string(PeeringPending), string(PeeringDeleted)}
	case *ConnectionKind:
		return []string{string(ConnectionVPN), string(ConnectionDirectConnect)}
	case *FirewallAction:
		return []string{string(FirewallPass), string(FirewallDrop), string(FirewallReject)}
	case *BlockMode:
		return []string{string(BlockOff), string(BlockBidirectional), string(BlockIngress), string(AllowBidirectional), string(AllowEgress)}
	case *LoadBalancerKind:
		return []string{string(ApplicationLoadBalancer), string(NetworkLoadBalancer)}
	case *Direction:
		return []string{string(Inbound), string(Outbound)}
	case *ControlKind:
		return []string{string(ServiceControlPolicy), string(ResourceControlPolicy)}
	case *Family:
		return []string{string(IPv4), string(IPv6)}
	}
	return nil
}

// sample returns a value to show what a string looks like, by a pointer to one.
func sample(pointer any) string {
	switch p := pointer.(type) {
	case *CIDR:
		return "10.0.0.0/16"
	case *Address:
		return "10.0.1.17"
	case *Ports:
		return "443"
	case *ID:
		return "subnet-1"
	case *Endpoint:
		return "fn-1"
	case named:
		return p.names()[1]
	}
	if all := choices(pointer); all != nil {
		return all[0]
	}
	return ""
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
