package core

// A Kind is what a question asks.
type Kind uint8

// The kinds of question.
const (
	// Connect asks whether From can open a connection to To and use it.
	Connect Kind = iota
	// Invoke asks whether From can invoke the function To.
	Invoke
)

// An Endpoint is one end of a question: the id of a resource, "internet", an address
// such as "203.0.113.7" or "2001:db8::7", or an AWS service that is not drawn, such
// as "s3" or "s3@us-east-1"; see [Network.Find].
type Endpoint string

// A Caller says how a function is invoked.
type Caller uint8

// The ways to invoke.
const (
	// CallerUsual is the way that the caller's type implies.
	CallerUsual Caller = iota
	// CallerSync waits for the result.
	CallerSync
	// CallerAsync hands the event over and leaves.
	CallerAsync
	// CallerPoll reads a source on the function's behalf: an event source mapping.
	CallerPoll
	// CallerURL calls the function's URL.
	CallerURL
)

// A Family is an address family; "" leaves it to the names and addresses.
type Family string

// The address families.
const (
	IPv4 Family = "ipv4"
	IPv6 Family = "ipv6"
)

// A Query is a question to a [Network]. The zero value of every field but the
// ends means "the usual".
type Query struct {
	Kind Kind     `json:"kind,omitempty"`
	From Endpoint `json:"from"`
	To   Endpoint `json:"to"`
	// Proto is the protocol; "" means that of the destination's usual port, TCP
	// for an AWS API.
	Proto Proto `json:"proto,omitempty"`
	// Port is the destination port; 0 means the destination's usual one: 443 for
	// an AWS API and the internet, the first listener of an instance.
	Port uint16 `json:"port,omitempty"`
	// Action is the IAM action when To is an AWS API; "" means the service's
	// usual one, such as s3:GetObject.
	Action string `json:"action,omitempty"`
	// Name is the host name or literal address that the code uses; "" means the
	// target's usual name.
	Name string `json:"name,omitempty"`
	// Family is the address family that the code insists on; "" means every one
	// that the name and the source have, and IPv4 for the internet.
	Family Family `json:"family,omitempty"`
	// Caller says how To is invoked.
	Caller Caller `json:"caller,omitempty"`
}
