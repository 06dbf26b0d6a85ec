package field

import "lasthop/core"

// element returns a pointer to an element of the list that p points at.
func element(p any, i int) any {
	if i < 0 || i >= length(p) {
		return nil
	}
	switch p := p.(type) {
	case *[]core.ID:
		return &(*p)[i]
	case *[]core.CIDR:
		return &(*p)[i]
	case *[]core.Address:
		return &(*p)[i]
	case *[]core.Route:
		return &(*p)[i]
	case *[]core.ACLRule:
		return &(*p)[i]
	case *[]core.GroupRule:
		return &(*p)[i]
	case *[]core.Listener:
		return &(*p)[i]
	case *[]core.NamedPolicy:
		return &(*p)[i]
	}
	return nil
}

func length(p any) int {
	switch p := p.(type) {
	case *[]core.ID:
		return len(*p)
	case *[]core.CIDR:
		return len(*p)
	case *[]core.Address:
		return len(*p)
	case *[]core.Route:
		return len(*p)
	case *[]core.ACLRule:
		return len(*p)
	case *[]core.GroupRule:
		return len(*p)
	case *[]core.Listener:
		return len(*p)
	case *[]core.NamedPolicy:
		return len(*p)
	}
	return 0
}

// grow appends a row with AWS's usual values; false if p is no list.
func grow(p any) bool {
	switch p := p.(type) {
	case *[]core.ID:
		*p = append(*p, "")
	case *[]core.CIDR:
		*p = append(*p, "")
	case *[]core.Address:
		*p = append(*p, "")
	case *[]core.Route:
		*p = append(*p, core.Route{Destination: "0.0.0.0/0"})
	case *[]core.ACLRule:
		*p = append(*p, core.ACLRule{Number: nextNumber(*p), Action: core.Allow, Protocol: core.ProtoAll, CIDR: "0.0.0.0/0"})
	case *[]core.GroupRule:
		*p = append(*p, core.GroupRule{Protocol: core.ProtoTCP, Ports: "443", CIDR: "0.0.0.0/0"})
	case *[]core.Listener:
		*p = append(*p, core.Listener{Protocol: core.ProtoTCP, Port: 443})
	case *[]core.NamedPolicy:
		*p = append(*p, core.NamedPolicy{Managed: "AWSLambdaVPCAccessExecutionRole"})
	default:
		return false
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
	switch p := p.(type) {
	case *[]core.ID:
		*p = append((*p)[:i], (*p)[i+1:]...)
	case *[]core.CIDR:
		*p = append((*p)[:i], (*p)[i+1:]...)
	case *[]core.Address:
		*p = append((*p)[:i], (*p)[i+1:]...)
	case *[]core.Route:
		*p = append((*p)[:i], (*p)[i+1:]...)
	case *[]core.ACLRule:
		*p = append((*p)[:i], (*p)[i+1:]...)
	case *[]core.GroupRule:
		*p = append((*p)[:i], (*p)[i+1:]...)
	case *[]core.Listener:
		*p = append((*p)[:i], (*p)[i+1:]...)
	case *[]core.NamedPolicy:
		*p = append((*p)[:i], (*p)[i+1:]...)
	default:
		return false
	}
	return true
}
