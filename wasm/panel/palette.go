package panel

import (
	"strings"

	"lasthop/core"
	"lasthop/wasm/view"
)

// An item is a thing that can be placed.
type item struct {
	typ     core.Type
	service string // of a service
	label   string
	also    string // other words that find it
}

// arg names the item in data-arg and in Model.Armed: TYPE or TYPE/SERVICE.
//
//go:noinline
func (it *item) arg() string { return string(it.typ) + after("/", it.service) }

// palette is what can be placed; an item without a type heads a group.
var palette = []item{
	{label: "Network"},
	{typ: core.TypeVPC, label: "VPC", also: "virtual private cloud network"},
	{typ: core.TypeSubnet, label: "Subnet", also: "zone public private isolated"},
	{typ: core.TypeRouteTable, label: "Route table", also: "rtb routing"},
	{typ: core.TypeSecurityGroup, label: "Security group", also: "sg firewall"},
	{typ: core.TypeNetworkACL, label: "Network ACL", also: "nacl firewall"},
	{typ: core.TypePrefixList, label: "Prefix list", also: "pl blocks"},
	{label: "Ways out"},
	{typ: core.TypeInternetGateway, label: "Internet gateway", also: "igw"},
	{typ: core.TypeNATGateway, label: "NAT gateway", also: "nat"},
	{typ: core.TypeGatewayEndpoint, label: "Gateway endpoint", also: "vpce s3 dynamodb"},
	{typ: core.TypeInterfaceEndpoint, label: "Interface endpoint", also: "vpce privatelink ssm"},
	{typ: core.TypeEgressOnlyGateway, label: "Egress-only gateway", also: "ipv6 internet"},
	{label: "Compute"},
	{typ: core.TypeFunction, label: "Function", also: "lambda fn"},
	{typ: core.TypeInstance, label: "Instance", also: "ec2 machine server database"},
	{typ: core.TypeRole, label: "Role", also: "iam policy permission"},
	{typ: core.TypeLoadBalancer, label: "Load balancer", also: "alb nlb elb"},
	{label: "AWS services"},
	{core.TypeService, "s3", "Bucket", "s3 object storage"},
	{core.TypeService, "dynamodb", "Table", "dynamodb database"},
	{core.TypeService, "ssm", "Parameter", "ssm systems manager store"},
	{core.TypeService, "secretsmanager", "Secret", "secrets manager"},
	{core.TypeService, "sqs", "Queue", "sqs message"},
	{core.TypeService, "sns", "Topic", "sns notification"},
	{core.TypeService, "kms", "Key", "kms encryption"},
	{core.TypeService, "kinesis", "Stream", "kinesis"},
	{core.TypeService, "events", "Event bus", "eventbridge rule"},
	{core.TypeService, "states", "State machine", "step functions"},
	{label: "Callers"},
	{typ: core.TypeAPIGateway, label: "API Gateway", also: "api http rest caller"},
	{typ: core.TypeEventSourceMapping, label: "Event source mapping", also: "esm poll trigger"},
	{label: "Data in the VPC"},
	{typ: core.TypeDatabase, label: "Database", also: "rds aurora postgres mysql"},
	{typ: core.TypeDatabaseProxy, label: "Database proxy", also: "rds"},
	{typ: core.TypeCache, label: "Cache", also: "elasticache redis valkey"},
	{typ: core.TypeFileSystem, label: "File system", also: "efs"},
	{typ: core.TypeBroker, label: "Broker", also: "kafka msk mq rabbitmq activemq documentdb"},
	{label: "Between networks"},
	{typ: core.TypePeering, label: "Peering connection", also: "pcx vpc"},
	{typ: core.TypeTransitGateway, label: "Transit gateway", also: "tgw hub"},
	{typ: core.TypeTransitAttachment, label: "Transit attachment", also: "tgw"},
	{typ: core.TypeTransitTable, label: "Transit route table", also: "tgw routing"},
	{typ: core.TypeVirtualGateway, label: "Virtual gateway", also: "vgw vpn private"},
	{typ: core.TypeVPNConnection, label: "VPN connection", also: "direct connect site-to-site"},
	{typ: core.TypeClientVPN, label: "Client VPN", also: "people"},
	{typ: core.TypeFirewallEndpoint, label: "Firewall endpoint", also: "network firewall inspection"},
	{label: "Names"},
	{typ: core.TypeResolver, label: "DNS options", also: "resolver dhcp name server"},
	{typ: core.TypePrivateZone, label: "Private zone", also: "route 53 hosted dns"},
	{typ: core.TypeResolverEndpoint, label: "Resolver endpoint", also: "route 53 dns inbound outbound"},
	{typ: core.TypeResolverRule, label: "Resolver rule", also: "route 53 dns forward"},
	{label: "Outside"},
	{typ: core.TypeOnPremises, label: "On-premises network", also: "data centre site"},
	{typ: core.TypeHost, label: "On-premises host", also: "server"},
	{label: "Guards"},
	{typ: core.TypeOrganizationPolicy, label: "Organization policy", also: "scp rcp"},
	{typ: core.TypeBlockPublicAccess, label: "Block Public Access", also: "bpa"},
}

// itemOf returns the item that an argument names, nil if there is none.
//
//go:noinline
func itemOf(arg string) *item {
	for i := range palette {
		if it := &palette[i]; it.typ != "" && it.arg() == arg {
			return it
		}
	}
	return nil
}

// FirstMatch returns the argument of the first item that a search finds, "" for none.
func FirstMatch(search string) string {
	for i := range palette {
		if it := &palette[i]; it.typ != "" && it.matches(search) {
			return it.arg()
		}
	}
	return ""
}

// palette returns the things that can be placed, filtered by what is searched for.
func (m *Model) palette() *view.Node {
	return m.keep("palette", key{text: join(m.Search, m.Armed)}, func() *view.Node {
		groups := elem("<div.groups data-where=palette/>")
		var list *view.Node
		title := ""
		for i := range palette {
			it := &palette[i]
			if it.typ == "" {
				title, list = it.label, nil
				continue
			}
			if !it.matches(m.Search) {
				continue
			}
			if list == nil {
				list = elem("<ul/>")
				add(groups, html("<section key=$><h3>$</>@</>", with{title, title}, list))
			}
			arg := it.arg()
			add(list, html("<li key=$><button.item type=button data-act=place data-arg=$ data-where=palette aria-pressed=$>@$</></>",
				with{arg, arg, truth(m.Armed == arg), it.label}, view.Glyph(it.typ, it.service)))
		}
		if list == nil && len(groups.Kids) == 0 {
			add(groups, elem("<p.none>Nothing is called that.</>"))
		}
		return html(`<section.palette><h2.unseen>Palette</><div.search>!search!<input id=palette-search data-field=palette/search type=search aria-label="Find something to add" `+
			`placeholder="Add something…" autocomplete=off spellcheck=false value=$/></>@</>`, with{m.Search}, groups)
	})
}

// matches reports whether every word of the search occurs in the item's names.
func (it *item) matches(search string) bool {
	names := strings.ToLower(it.label + " " + it.also)
	for _, w := range strings.Fields(strings.ToLower(search)) {
		if !strings.Contains(names, w) {
			return false
		}
	}
	return true
}
