package view

import "lasthop/core"

// Glyph returns the picture of a resource type, for services and endpoints that of
// their service, as an <svg> of 16 by 16 units in the text's colour. The type
// "internet" is the globe, "interface" a network interface, "check" a tick and
// "cross" a cross.
func Glyph(t core.Type, service string) *Node {
	return El("svg", A("class", "glyph", "viewBox", "0 0 16 16", "width", "16", "height", "16", "aria-hidden", "true"),
		El("path", A("d", glyphPath(t, service))))
}

// glyphPath returns a glyph as path data on a grid of 16 by 16. All are drawn with
// one stroke weight of 1.5, round caps, and no fill.
func glyphPath(t core.Type, service string) string {
	if t == core.TypeService {
		if d, ok := serviceGlyphs[service]; ok {
			return d
		}
	}
	return typeGlyphs[t]
}

var typeGlyphs = map[core.Type]string{
	// A box in a box: a network of one's own.
	core.TypeVPC: "M3.5 2.500h9a1.5 1.5 0 0 1 1.5 1.500v8a1.5 1.5 0 0 1-1.5 1.500h-9A1.5 1.5 0 0 1 2 12V4a1.5 1.5 0 0 1 1.5-1.500zM5 6h6v4H5z",
	// A part of that box.
	core.TypeSubnet: "M3.5 2.500h9a1.5 1.5 0 0 1 1.5 1.500v8a1.5 1.5 0 0 1-1.5 1.500h-9A1.5 1.5 0 0 1 2 12V4a1.5 1.5 0 0 1 1.5-1.500zM2 8h12",
	// A signpost.
	core.TypeRouteTable: "M2.5 4.500h7.500L13.5 8 10 11.500H2.500zM5 8h3",
	// A filter.
	core.TypeNetworkACL: "M2.5 3.500h11L9.5 8.500v3.700l-3 1.300v-5z",
	// A ring round what it guards.
	core.TypeSecurityGroup: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM6 6.500h4v3H6z",
	core.TypePrefixList:    "M2.5 4h11M2.5 8h7M2.5 12h9M12.5 8h1",
	// Through the border.
	core.TypeInternetGateway: "M2 8h11.500M9.5 4l4 4-4 4",
	// One line becomes another.
	core.TypeNATGateway: "M2 11.500h3.500l4-7h3.500M10.5 2 13 4.5 10.5 7",
	// Through the border to one place.
	core.TypeGatewayEndpoint: "M1.5 8h7M6 5.5 8.5 8 6 10.500M12 5.500a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z",
	// A plug.
	core.TypeInterfaceEndpoint: "M5.8 2.500v3M10.2 2.500v3M4 5.500h8v2.500a4 4 0 0 1-8 0zM8 12v2",
	// Looking up.
	core.TypeResolver: "M6.8 2.500a4.3 4.3 0 1 1 0 8.6 4.3 4.3 0 0 1 0-8.600zM10 10l3.8 3.8",
	core.TypeFunction: "M3.5 2.500h2l5.3 11h2M7.7 7 4 13.5",
	// A chip.
	core.TypeInstance: "M4.5 4.500h7v7h-7zM6.5 2v2.500M9.5 2v2.500M6.5 11.500V14M9.5 11.500V14M2 6.500h2.500M2 9.500h2.500M11.5 6.500H14M11.5 9.500H14",
	// A badge with a face.
	core.TypeRole:    "M4 2.500h8a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1zM8 5a1.6 1.6 0 1 1 0 3.200A1.6 1.6 0 0 1 8 5zM5.5 11.500c.600-1.6 4.4-1.6 5 0",
	core.TypeService: "M8 1.800l5.5 3.100v6.200L8 14.200l-5.5-3.100V4.900zM2.5 4.9 8 8l5.5-3.100M8 8v6.2",
	// What stands in angle brackets.
	core.TypeAPIGateway: "M5 4 1.5 8 5 12M11 4l3.5 4-3.5 4M9.3 3.500l-2.6 9",

	// Out through the border, and not in.
	core.TypeEgressOnlyGateway: "M2 8h8.500M7 4.500 10.5 8 7 11.500M13.5 3v10",
	// Looking up, for others.
	core.TypeResolverEndpoint: "M6 2.500a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM8.6 8.600 11 11M8 13.500h6M12 11.700l2 1.8-2 1.8",
	// Looking up, elsewhere.
	core.TypeResolverRule: "M5.5 2.500a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM7.7 7.700 10 10h4M10 10v3.500h4",
	// An address book.
	core.TypePrivateZone: "M4 2.500h8.500v11H4zM6.8 6h3M6.8 9h3M2.5 5H4M2.5 11H4",
	// Two that meet.
	core.TypePeering: "M5.8 4.500a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM10.2 4.500a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z",
	// A hub, one of its spokes, and its signpost.
	core.TypeTransitGateway:    "M8 5.700a2.3 2.3 0 1 1 0 4.6 2.3 2.3 0 0 1 0-4.600zM8 5.700V2M8 10.300V14M5.7 8H2M10.3 8H14",
	core.TypeTransitAttachment: "M2.5 4v8M2.5 8h5M9.8 5.700a2.3 2.3 0 1 1 0 4.6 2.3 2.3 0 0 1 0-4.600zM12.1 8H14.5",
	core.TypeTransitTable:      "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM4.7 6.500h4.600l2 1.5-2 1.500H4.7z",
	// A shield with a way through it.
	core.TypeVirtualGateway: "M8 1.800l5 2v4c0 3-2 5.2-5 6.400-3-1.2-5-3.4-5-6.400v-4zM5.5 8h5M8.8 6.200 10.5 8 8.8 9.800",
	// A line with a lock.
	core.TypeVPNConnection: "M1.5 9.500h3.500M11 9.500h3.500M5 7h6v5.500H5zM6.2 7V5.300a1.8 1.8 0 0 1 3.6 0V7",
	core.TypeOnPremises:    "M3 13.500v-10h6v10M9 7h4v6.500M1.5 13.500h13M5.5 6.200h1M5.5 8.800h1M5.5 11.300h1",
	core.TypeHost:          "M2.5 3h11v7.500h-11zM5.5 13.500h5M8 10.500v3",
	// Someone with a lock.
	core.TypeClientVPN: "M6 2.800a2.3 2.3 0 1 1 0 4.600 2.3 2.3 0 0 1 0-4.600zM1.8 13.500c0-5 6.400-5.4 8-1.800M10.3 8h4.200v3.300h-4.200zM11.2 8V6.700a1.2 1.2 0 0 1 2.4 0V8",
	// A wall.
	core.TypeFirewallEndpoint: "M2 3.500h12v9H2zM2 6.500h12M2 9.500h12M6 3.500v3M10 6.500v3M6 9.500v3",
	// No entry.
	core.TypeBlockPublicAccess: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM3.8 3.800l8.400 8.400",
	// One becomes several.
	core.TypeLoadBalancer:  "M2 8h4M6 8l4-4.500h3.500M6 8h7.500M6 8l4 4.500h3.500",
	core.TypeDatabase:      "M3 4.200c0-2.3 10-2.3 10 0v7.600c0 2.3-10 2.3-10 0zM3 4.200c0 2.3 10 2.3 10 0",
	core.TypeDatabaseProxy: "M1.5 8h3.500M5 4v8M8 5c0-1.8 6-1.8 6 0v6c0 1.8-6 1.8-6 0zM8 5c0 1.8 6 1.8 6 0",
	// Quick.
	core.TypeCache:      "M8 4a5 5 0 1 1 0 10A5 5 0 0 1 8 4zM8 6.500V9l2 1.300M6.5 1.800h3",
	core.TypeFileSystem: "M2 4h4l1.500 2H14v7H2z",
	// Topics, each at a place of its own.
	core.TypeBroker: "M2 3.500h12M2 8h12M2 12.500h12M5 2v3M9.5 6.500v3M12 11v3",
	// A paper that is checked.
	core.TypeOrganizationPolicy: "M3.5 2h6l3 3v9h-9zM5.8 9l1.700 1.700L10.5 7.500",
	// Round and round.
	core.TypeEventSourceMapping: "M13 8a5 5 0 1 1-1.500-3.600M13 2v3h-3",

	glyphGlobe:     "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM2 8h12M8 2c4 3.8 4 8.2 0 12M8 2c-4 3.8-4 8.2 0 12",
	glyphInterface: "M3 4h10a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM5 9.500v-3M8 9.500v-3M11 9.500v-3",
	glyphKey:       "M5 5.200a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.600zM7.8 8H14v2.500M11.3 8v2",
	glyphCheck:     "M3.5 8.500l3 3 6-7",
	glyphCross:     "M4 4l8 8M12 4l-8 8",
	glyphAPI:       "M2.5 5.500h11M2.5 10.500h11M5.5 5.500v5M10.5 5.500v5",
}

// Glyphs that stand for no resource type.
const (
	glyphGlobe     core.Type = "internet"
	glyphInterface core.Type = "interface"
	glyphKey       core.Type = "key"
	glyphCheck     core.Type = "check"
	glyphCross     core.Type = "cross"
	glyphAPI       core.Type = "api"
)

var serviceGlyphs = map[string]string{
	"s3":             "M2.5 4.500h11l-1.5 9H4zM2.5 4.500c0-1.5 11-1.5 11 0M6.5 8h3",
	"dynamodb":       "M3 4.200c0-2.3 10-2.3 10 0s-10 2.3-10 0v7.600c0 2.3 10 2.3 10 0V4.200M3 8c0 2.3 10 2.3 10 0",
	"ssm":            "M2.5 4.500h5M11 4.500h2.500M2.5 11.500h2.500M8.5 11.500h5M9.2 2.800a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.400zM6.8 9.800a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.400z",
	"secretsmanager": "M3.5 7h9v6.500h-9zM5.2 7V5a2.8 2.8 0 0 1 5.6 0v2M8 9.500V11",
	"sqs":            "M2 5h3v6H2zM6.5 5h3v6h-3zM11 5h3v6h-3z",
	"sns":            "M3 6.500v3h2.500l4.5 3v-9l-4.5 3zM12.5 6c1 1.2 1 2.8 0 4",
	"kms":            "M5 5.200a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.600zM7.8 8H14v2.500M11.3 8v2",
	"sts":            "M2 5h12v2a1.2 1.2 0 0 0 0 2v2H2V9a1.2 1.2 0 0 0 0-2zM9.5 5v6",
	"events":         "M9 2 3.5 9H8l-1 5 5.5-7H8z",
	"kinesis":        "M2 5c3-3 9 3 12 0M2 8.500c3-3 9 3 12 0M2 12c3-3 9 3 12 0",
	"states":         "M6 2h4v3H6zM2 11h4v3H2zM10 11h4v3h-4zM8 5v3M4 11V8h8v3",
	"lambda":         "M3.5 2.500h2l5.3 11h2M7.7 7 4 13.5",
}

// markPaths are the marks of security groups, on a grid of 8 by 8 round the origin.
var markPaths = [...]string{
	"M-2.8 0a2.8 2.8 0 1 1 5.6 0a2.8 2.8 0 1 1-5.6 0z",
	"M0-3.2 3.2 2.600H-3.200z",
	"M-2.5-2.500h5v5h-5z",
	"M0-3.5 3.5 0 0 3.5-3.5 0z",
	"M-1-3.200h2V-1h2.200v2H1v2.200h-2V1h-2.200v-2H-1z",
	"M-3.2-1.200h6.400v2.400h-6.400z",
	"M0 3.2-3.2-2.600H3.200z",
	"M-1.6-3h3.200L3.3 0 1.6 3h-3.200L-3.3 0z",
}
