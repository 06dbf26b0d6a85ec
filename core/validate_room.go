package core

import "net/netip"

// usable returns how many addresses of a subnet can be given out: all but the first
// four and the last (A4).
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
func usable(p netip.Prefix) int {
	if !p.IsValid() || !p.Addr().Is4() || p.Bits() < 16 {
		return 0
	}
	return max(0, 1<<(32-p.Bits())-5)
}

// A roomClaim is an interface that wants an address of a subnet.
type roomClaim struct {
	subnet, owner ID
	field         string
	// fixed marks one whose address is written down: it comes first.
	fixed bool
	// spare is how many addresses should be left free for its owner; 0 for none.
	spare int
	// idle marks one that takes no address now: it may have to, later.
	idle bool
}

// takes says that the resource that is looked at has an interface in each subnet of a
// list, and that its service asks for spare free addresses in it.
func (v *validator) takes(list string, subnets []ID, spare int) {
	for i, s := range subnets {
		v.rooms = append(v.rooms, roomClaim{s, v.own, list + "[" + itoa(i) + "]", false, spare, false})
	}
}

// subnetRoom: every interface takes an address (A4, I8, D1). What does not fit is
// refused; of a function, whose interface Lambda makes later and may share, the
// subnet only warns, and the verdict says which function goes without.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-enis
func (v *validator) subnetRoom() {
	room, wanted := map[ID]int{}, map[ID]int{}
	for _, r := range v.resources {
		switch r := r.(type) {
		case *Subnet:
			p, err := r.CIDR.Prefix()
			n := usable(p)
			if err != nil || n == 0 {
				continue
			}
			room[r.ID] = max(0, n-max(0, r.OtherAddresses))
			if v.own = r.ID; r.OtherAddresses > n {
				v.hit(tooManyAddresses, "otherAddresses", itoa(n), itoa(r.OtherAddresses))
			}
		case *Function:
			for _, s := range r.Subnets {
				key := claim{noAddressForFunctions, s, string(FunctionInterface(s, r.SecurityGroups))}
				if v.first[key] == "" {
					v.first[key] = r.ID
					wanted[s]++
				}
			}
		}
	}
	used := map[ID]int{}
	for pass := range 2 {
		for i := range v.rooms {
			c := &v.rooms[i]
			n, known := room[c.subnet]
			if c.idle || c.fixed != (pass == 0) || !known {
				continue
			}
			if used[c.subnet]++; used[c.subnet] > n {
				v.own = c.owner
				v.hitWith(noAddressLeft, c.field, c.subnet, itoa(n), "")
			}
		}
	}
	for i := range v.rooms {
		c := &v.rooms[i]
		if n, known := room[c.subnet]; known && c.spare > 0 && used[c.subnet] <= n && n-used[c.subnet] < c.spare {
			v.own = c.owner
			v.hitWith(noSpareAddress, c.field, c.subnet, itoa(n-used[c.subnet]), itoa(c.spare))
		}
	}
	interfaces := map[ID]int{}
	for _, r := range v.resources {
		s, ok := r.(*Subnet)
		if !ok {
			continue
		}
		interfaces[s.VPC] += wanted[s.ID]
		if n, known := room[s.ID]; known && wanted[s.ID] > 0 && used[s.ID]+wanted[s.ID] > n {
			v.own = s.ID
			v.hit(noAddressForFunctions, "cidr", itoa(n), itoa(used[s.ID]+wanted[s.ID]))
		}
	}
	for _, r := range v.resources {
		if vpc, ok := r.(*VPC); ok {
			v.own = vpc.ID
			v.limit("", &functionInterfaces, interfaces[vpc.ID])
		}
	}
	v.interfaceQuota(used, wanted)
}

// interfaceQuota counts the interfaces of each zone (A9).
// https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-enis
func (v *validator) interfaceQuota(used, wanted map[ID]int) {
	zones := map[string]int{}
	v.own = ""
	for _, r := range v.resources {
		if s, ok := r.(*Subnet); ok && s.Zone != "" {
			was := zones[s.Zone]
			zones[s.Zone] = was + used[s.ID] + wanted[s.ID]
			if was <= interfacesPerZone.soft {
				v.limit("", &interfacesPerZone, zones[s.Zone])
			}
		}
	}
}
