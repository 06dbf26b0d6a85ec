package core

// networkSentence says what a step decided for the reasons of reason_network.go; "" for others.
func (n *Network) networkSentence(s *Step) string {
	switch s.Reason {
	case NoIPv6Address:
		return "has no address of the family of " + block(s.In.Dst)
	}
	return ""
}

// networkNote returns the words of a note of reason_network.go; "" for others.
func (n *Network) networkNote(x Note) string {
	return ""
}
