package core

// invokeSentence says what a step decided for the reasons of reason_invoke.go; "" for others.
func (n *Network) invokeSentence(s *Step) string {
	return ""
}

// invokeNote returns the words of a note of reason_invoke.go; "" for others.
func (n *Network) invokeNote(x Note) string {
	return ""
}
