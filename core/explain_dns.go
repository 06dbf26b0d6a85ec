package core

// dnsSentence says what a step decided for the reasons of reason_dns.go; "" for others.
func (n *Network) dnsSentence(s *Step) string {
	return ""
}

// dnsNote returns the words of a note of reason_dns.go; "" for others.
func (n *Network) dnsNote(x Note) string {
	return ""
}
