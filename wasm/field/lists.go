package field

import (
	"reflect"

	"lasthop/core"
)

// list returns the list that p points at; an invalid value if it is none. Text that
// is kept as bytes is no list.
func list(p any) reflect.Value {
	v := reflect.ValueOf(p)
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Slice || v.Elem().Type().Elem().Kind() == reflect.Uint8 {
		return reflect.Value{}
	}
	return v.Elem()
}

// element returns a pointer to an element of the list that p points at.
func element(p any, i int) any {
	if i < 0 || i >= length(p) {
		return nil
	}
	return list(p).Index(i).Addr().Interface()
}

func length(p any) int {
	if v := list(p); v.IsValid() {
		return v.Len()
	}
	return 0
}

// grow appends a row with AWS's usual values; false if p is no list.
func grow(p any) bool {
	switch p := p.(type) {
	case *[]core.Route:
		*p = append(*p, core.Route{Destination: "0.0.0.0/0"})
	case *[]core.ACLRule:
		*p = append(*p, core.ACLRule{Number: nextNumber(*p), Action: core.Allow, Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"})
	case *[]core.GroupRule:
		*p = append(*p, core.GroupRule{Protocol: core.ProtoTCP, Ports: "443", CIDR: "0.0.0.0/0"})
	case *[]core.Listener:
		*p = append(*p, core.Listener{Protocol: core.ProtoTCP, Port: 443})
	case *[]core.BalancedListener:
		*p = append(*p, core.BalancedListener{Protocol: core.ProtoTCP, Port: 443})
	case *[]core.NamedPolicy:
		*p = append(*p, core.NamedPolicy{Managed: "AWSLambdaVPCAccessExecutionRole"})
	case *[]core.TransitRoute:
		*p = append(*p, core.TransitRoute{Destination: "0.0.0.0/0"})
	case *[]core.OnPremisesRoute:
		*p = append(*p, core.OnPremisesRoute{Destination: "10.0.0.0/16"})
	case *[]core.FirewallRule:
		*p = append(*p, core.FirewallRule{Action: core.FirewallPass, Protocol: core.ProtoTCP, Ports: "443"})
	case *[]core.BlockExclusion:
		*p = append(*p, core.BlockExclusion{Mode: core.AllowBidirectional})
	default:
		v := list(p)
		if !v.IsValid() {
			return false
		}
		v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
	}
	return true
}

// nextNumber is the next hundred above every rule, as the AWS console proposes;
// above 32766 the first number that is free.
func nextNumber(rules []core.ACLRule) int {
	highest := 0
	used := make(map[int]bool, len(rules))
	for _, r := range rules {
		highest = max(highest, r.Number)
		used[r.Number] = true
	}
	if n := highest/100*100 + 100; n <= 32766 {
		return n
	}
	for n := 1; n <= 32766; n++ {
		if !used[n] {
			return n
		}
	}
	return 32766
}

// cut removes an element; false if there is none.
func cut(p any, i int) bool {
	if i < 0 || i >= length(p) {
		return false
	}
	v := list(p)
	v.Set(reflect.AppendSlice(v.Slice(0, i), v.Slice(i+1, v.Len())))
	return true
}
