package diagram

// The sizes of the drawing, in its units. Distances within a figure are multiples
// of four, so that centres fall on whole units.
const (
	headerHeight = 52 // of a VPC and of a zone: the part that moves it
	subnetHeader = 48

	subnetWidth  = 312 // at least
	subnetHeight = 168 // at least
	subnetGap    = 20
	tetherLane   = 5 // from the upper subnet to the tethers in the gap; the route is below them
	columnGap    = 24
	rowCentre    = 80 // from a subnet's top to the centre of its first row and its door
	rowPitch     = 76 // between interfaces in a column

	interfaceSize   = 40
	interfaceColumn = 48 // from a subnet's left edge to the centre of the column
	interfacePitch  = 96 // between columns of interfaces
	interfaceRows   = 5  // in a column

	cardHeight  = 40
	cardPitch   = 56
	cardColumn  = 92 // from a subnet's left edge to cards beside interfaces
	cardTop     = 98
	cardRows    = 4
	contentPad  = 16
	tagOverhang = 14

	doorHeight = 28
	doorGap    = 12 // between the ACL and the table

	vpcPad    = 12
	laneWidth = 48 // between a subnet's door and the VPC's right border
	gateSize  = 40
	gatePitch = 64
	smallGate = 24 // of the resolver

	hubGap    = 104 // between the VPCs and what joins them
	hubHeader = 48
	hubPitch  = 36  // between route tables of a transit gateway
	siteGate  = 80  // from a site's top to its first connection
	tagGap    = 20  // between what hangs on a VPC's upper border
	tagWidth  = 140 // of a label there, at most

	zoneGap       = 28 // between a zone and the next to its right
	outsideGap    = 60 // between the VPC's right border and what is outside
	functionLane  = 44 // left of the functions, where invocations come in
	functionPitch = 60 // between functions
	cardSpace     = 16 // in zones
	serviceHeight = 52
	zoneSpace     = 20  // between a zone and the next below it
	servicePitch  = 76  // between services, at least
	vpcX          = 344 // of the first VPC, so that what grows on the left moves nothing
	vpcSpace      = 40  // between VPCs

	markSize = 15 // of a security group's mark
	keySize  = 20 // of a policy's key
)
