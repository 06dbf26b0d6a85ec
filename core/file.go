package core

// Format is the format that [Encode] writes. Every published format opens for ever.
const Format = "lasthop/1"

// A File is a drawing as it is kept: the network, the checks pinned to it, and
// where its shapes stand. Only Network bears on a verdict.
type File struct {
	// Format is [Format], or that of an older version.
	Format string `json:"format"`
	// Title names the drawing.
	Title string `json:"title"`
	// About is a sentence on what the drawing shows or teaches.
	About   string   `json:"about,omitempty"`
	Network Topology `json:"network"`
	Checks  []Check  `json:"checks,omitempty"`
	// Layout places shapes by id, those of network interfaces by their derived
	// id. A shape without a place is laid out anew.
	Layout map[ID]Place `json:"layout,omitempty"`
}

// A Place is where a shape stands, in drawing units: its top left corner and its
// size. W and H are 0 for shapes of a fixed size.
type Place struct {
	// X grows to the right.
	X int `json:"x"`
	// Y grows downwards.
	Y int `json:"y"`
	// W is the width.
	W int `json:"w,omitempty"`
	// H is the height.
	H int `json:"h,omitempty"`
}

// A Check is a question with the answer that is expected of it.
type Check struct {
	Query  Query   `json:"query"`
	Expect Outcome `json:"expect"`
	// At, Reason and Symptom are compared only when they are set.
	At      ID      `json:"at,omitempty"`
	Reason  Reason  `json:"reason,omitempty"`
	Symptom Symptom `json:"symptom,omitempty"`
}
