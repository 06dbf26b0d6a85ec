package app

// Options are what the program starts from.
type Options struct {
	// Stored is the last saved drawing, nil if there is none or storage is blocked.
	Stored []byte
	// StoredProblem says in words why storage cannot be read, "" if it can.
	StoredProblem string
	// Before is the drawing that was put aside for the stored one, nil if none was.
	Before []byte
	// Examples are the drawings that come with the site; the first is what a first
	// visitor sees.
	Examples []Example
	// Hash is the page's hash without "#": "ex=NAME&from=A&to=B&kind=invoke".
	Hash string
	// Theme is the stored choice: "light", "dark" or "".
	Theme string
	// Dark, ReducedMotion and Coarse are the system's preferences.
	Dark, ReducedMotion, Coarse bool
}

// An Example is a drawing that comes with the site.
type Example struct {
	// Name is its file name without ".json"; Title and About are what people read.
	Name, Title, About string
	// Data is its content; nil if it is fetched when asked for.
	Data []byte
}
