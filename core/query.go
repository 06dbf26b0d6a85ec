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

// An Endpoint is one end of a question: the id of a resource, "internet", or an
// outside address such as "203.0.113.7".
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
	// Caller says how To is invoked.
	Caller Caller `json:"caller,omitempty"`
}
