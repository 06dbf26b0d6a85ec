package core

import "slices"

// What a network costs a month before a single byte flows: AWS's list prices of
// us-east-1, in whole micro-dollars, over 730 hours. What depends on traffic is listed
// as a rate and not estimated, because a drawing says nothing of traffic. Security
// groups, ACLs, route tables, internet gateways, gateway endpoints and the interfaces
// of functions cost nothing.

// Where the prices come from.
const (
	PriceDate   = "June 2026"
	PriceRegion = "us-east-1"
	PriceSource = "list prices as several articles of February to June 2026 give them; see https://aws.amazon.com/vpc/pricing/"
	// HoursPerMonth is how AWS counts a month.
	HoursPerMonth = 730
)

// A Price is what is paid by the hour.
type Price uint8

// The prices.
const (
	PriceNAT Price = iota
	PriceRegionalNAT
	PriceEndpoint
	PricePublicAddress
	PriceAttachment
	PriceVPN
)

// A PriceInfo is what is true of a price wherever it is paid.
type PriceInfo struct {
	// Code is a stable name.
	Code string
	// Title says what is paid for.
	Title string
	// Hourly is in micro-dollars.
	Hourly int
	// Note is a caveat, or "".
	Note string
}

// prices are by [Price].
// https://aws.amazon.com/vpc/pricing/
// https://aws.amazon.com/privatelink/pricing/
// https://aws.amazon.com/transit-gateway/pricing/
// https://aws.amazon.com/vpn/pricing/
var prices = [...]PriceInfo{
	PriceNAT: {"nat-gateway", "NAT gateway", 45_000, ""},
	PriceRegionalNAT: {"regional-nat-gateway", "regional NAT gateway, by zone", 45_000,
		"The price of a regional NAT gateway was not found; it is taken to be that of a zonal one in each active zone."},
	PriceEndpoint:      {"interface-endpoint", "interface endpoint, by zone", 10_000, ""},
	PricePublicAddress: {"public-ipv4", "public IPv4 address", 5_000, ""},
	PriceAttachment:    {"transit-gateway-attachment", "transit gateway attachment", 50_000, ""},
	PriceVPN:           {"vpn-connection", "Site-to-Site VPN connection", 50_000, ""},
}

// Info returns what is true of p.
func (p Price) Info() PriceInfo { return prices[p] }

// A CostItem is what a resource costs by the hour.
type CostItem struct {
	At    ID
	Price Price
	// Count is how many are paid for: zones, addresses.
	Count int
	// Monthly is in micro-dollars.
	Monthly int
}

// A DataRate is a price by the gigabyte, of something that the drawing has.
type DataRate struct {
	Title string
	// PerGB is in micro-dollars.
	PerGB int
}

// A Cost is what a network costs.
type Cost struct {
	// Items are in the order of the drawing.
	Items []CostItem
	// Monthly is their sum, in micro-dollars.
	Monthly int
	// Rates are what traffic would cost beside.
	Rates []DataRate
	// Unpriced are resources that cost something that Lasthop has no price for.
	Unpriced []ID
}

// Cost returns what the network costs a month.
func (n *Network) Cost() Cost {
	var c Cost
	add := func(at ID, p Price, count int) {
		if count > 0 {
			monthly := prices[p].Hourly * HoursPerMonth * count
			c.Items = append(c.Items, CostItem{at, p, count, monthly})
			c.Monthly += monthly
		}
	}
	var nat, endpoint, transit bool
	zones := map[string]bool{}
	internet := false
	for _, r := range n.resources {
		id := r.Head().ID
		if n.byID[id] != r {
			continue
		}
		switch r := r.(type) {
		case *Subnet:
			zones[r.Zone] = true
		case *InternetGateway:
			internet = true
		case *NATGateway:
			if r.State != NATAvailable {
				continue
			}
			nat = true
			count, p := 1, PriceNAT
			if r.Regional {
				count, p = n.activeZones(r), PriceRegionalNAT
			}
			add(id, p, count)
			if !r.Private {
				add(id, PricePublicAddress, count)
			}
		case *InterfaceEndpoint:
			endpoint = true
			add(id, PriceEndpoint, len(sortedIDs(r.Subnets)))
		case *Instance:
			// A stopped one keeps its Elastic IP and loses an address that the subnet assigned.
			if s := n.subnets[r.Subnet]; r.PublicIP != "" || s != nil && s.AutoAssignPublicIP && !r.Stopped {
				add(id, PricePublicAddress, 1)
			}
			c.Unpriced = append(c.Unpriced, id)
		case *Database:
			if r.PubliclyAccessible {
				add(id, PricePublicAddress, 1)
			}
			c.Unpriced = append(c.Unpriced, id)
		case *LoadBalancer:
			if !r.Internal {
				add(id, PricePublicAddress, len(sortedIDs(r.Subnets)))
			}
			c.Unpriced = append(c.Unpriced, id)
		case *TransitAttachment:
			transit = true
			add(id, PriceAttachment, 1)
		case *VPNConnection:
			if r.Kind == ConnectionDirectConnect {
				c.Unpriced = append(c.Unpriced, id)
				continue
			}
			add(id, PriceVPN, 1)
		case *FirewallEndpoint, *ResolverEndpoint, *PrivateZone, *ClientVPN, *DatabaseProxy, *Cache, *FileSystem, *Broker:
			c.Unpriced = append(c.Unpriced, id)
		}
	}
	for _, rate := range []struct {
		has   bool
		title string
		perGB int
	}{
		{nat, "NAT gateway, processed in either direction", 45_000},
		{endpoint, "interface endpoint, processed", 10_000},
		{transit, "transit gateway, processed", 20_000},
		{len(zones) > 1, "between zones, in each direction", 10_000},
		{internet, "out to the internet, the first 10 TB", 90_000},
	} {
		if rate.has {
			c.Rates = append(c.Rates, DataRate{rate.title, rate.perGB})
		}
	}
	return c
}

// activeZones counts the zones that a regional NAT gateway serves: those it is set to,
// or each in which its VPC has an interface.
// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
func (n *Network) activeZones(g *NATGateway) int {
	zones := slices.Clone(g.Zones)
	if len(zones) == 0 {
		for i := range n.interfaces {
			if s := n.interfaces[i].subnet; s.VPC == g.VPC && !contains(zones, s.Zone) {
				zones = append(zones, s.Zone)
			}
		}
	}
	return len(zones)
}

// Dollars writes micro-dollars as dollars and cents, rounded: "32.85".
func Dollars(micro int) string {
	cents := (micro + 5_000) / 10_000
	tail := itoa(cents % 100)
	if len(tail) == 1 {
		tail = "0" + tail
	}
	return itoa(cents/100) + "." + tail
}
