package core

import "net/netip"

// An onPremisesIndex is a network outside AWS.
type onPremisesIndex struct {
	*OnPremises
	blocks []netip.Prefix
}
