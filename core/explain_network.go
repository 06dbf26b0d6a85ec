package core

// networkSentence says what a step decided for the reasons of reason_network.go; "" for others.
func (n *Network) networkSentence(s *Step) string {
	return ""
}

// networkNote returns the words of a note of reason_network.go; "" for others.
func (n *Network) networkNote(x Note) string {
	return ""
}
