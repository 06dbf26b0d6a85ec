package core

// Type implements [Resource].
func (*VPC) Type() Type { return TypeVPC }

// Type implements [Resource].
func (*Subnet) Type() Type { return TypeSubnet }

// Type implements [Resource].
func (*RouteTable) Type() Type { return TypeRouteTable }

// Type implements [Resource].
func (*NetworkACL) Type() Type { return TypeNetworkACL }

// Type implements [Resource].
func (*SecurityGroup) Type() Type { return TypeSecurityGroup }

// Type implements [Resource].
func (*PrefixList) Type() Type { return TypePrefixList }

// Type implements [Resource].
func (*InternetGateway) Type() Type { return TypeInternetGateway }

// Type implements [Resource].
func (*EgressOnlyGateway) Type() Type { return TypeEgressOnlyGateway }

// Type implements [Resource].
func (*NATGateway) Type() Type { return TypeNATGateway }

// Type implements [Resource].
func (*GatewayEndpoint) Type() Type { return TypeGatewayEndpoint }

// Type implements [Resource].
func (*InterfaceEndpoint) Type() Type { return TypeInterfaceEndpoint }

// Type implements [Resource].
func (*Resolver) Type() Type { return TypeResolver }

// Type implements [Resource].
func (*ResolverEndpoint) Type() Type { return TypeResolverEndpoint }

// Type implements [Resource].
func (*ResolverRule) Type() Type { return TypeResolverRule }

// Type implements [Resource].
func (*PrivateZone) Type() Type { return TypePrivateZone }

// Type implements [Resource].
func (*Peering) Type() Type { return TypePeering }

// Type implements [Resource].
func (*TransitGateway) Type() Type { return TypeTransitGateway }

// Type implements [Resource].
func (*TransitAttachment) Type() Type { return TypeTransitAttachment }

// Type implements [Resource].
func (*TransitTable) Type() Type { return TypeTransitTable }

// Type implements [Resource].
func (*VirtualGateway) Type() Type { return TypeVirtualGateway }

// Type implements [Resource].
func (*VPNConnection) Type() Type { return TypeVPNConnection }

// Type implements [Resource].
func (*OnPremises) Type() Type { return TypeOnPremises }

// Type implements [Resource].
func (*Host) Type() Type { return TypeHost }

// Type implements [Resource].
func (*ClientVPN) Type() Type { return TypeClientVPN }

// Type implements [Resource].
func (*FirewallEndpoint) Type() Type { return TypeFirewallEndpoint }

// Type implements [Resource].
func (*BlockPublicAccess) Type() Type { return TypeBlockPublicAccess }

// Type implements [Resource].
func (*Function) Type() Type { return TypeFunction }

// Type implements [Resource].
func (*Instance) Type() Type { return TypeInstance }

// Type implements [Resource].
func (*LoadBalancer) Type() Type { return TypeLoadBalancer }

// Type implements [Resource].
func (*Database) Type() Type { return TypeDatabase }

// Type implements [Resource].
func (*DatabaseProxy) Type() Type { return TypeDatabaseProxy }

// Type implements [Resource].
func (*Cache) Type() Type { return TypeCache }

// Type implements [Resource].
func (*FileSystem) Type() Type { return TypeFileSystem }

// Type implements [Resource].
func (*Broker) Type() Type { return TypeBroker }

// Type implements [Resource].
func (*Role) Type() Type { return TypeRole }

// Type implements [Resource].
func (*OrganizationPolicy) Type() Type { return TypeOrganizationPolicy }

// Type implements [Resource].
func (*Service) Type() Type { return TypeService }

// Type implements [Resource].
func (*APIGateway) Type() Type { return TypeAPIGateway }

// Type implements [Resource].
func (*EventSourceMapping) Type() Type { return TypeEventSourceMapping }

// New returns an empty resource of a type with AWS's defaults filled in, or nil
// for a type that there is not.
func New(t Type) Resource {
	switch t {
	case TypeVPC:
		return &VPC{DNSSupport: true}
	case TypeSubnet:
		return &Subnet{}
	case TypeRouteTable:
		return &RouteTable{}
	case TypeNetworkACL:
		return &NetworkACL{}
	case TypeSecurityGroup:
		return &SecurityGroup{}
	case TypePrefixList:
		return &PrefixList{}
	case TypeInternetGateway:
		return &InternetGateway{}
	case TypeEgressOnlyGateway:
		return &EgressOnlyGateway{}
	case TypeNATGateway:
		return &NATGateway{State: NATAvailable}
	case TypeGatewayEndpoint:
		return &GatewayEndpoint{}
	case TypeInterfaceEndpoint:
		return &InterfaceEndpoint{PrivateDNS: true}
	case TypeResolver:
		return &Resolver{}
	case TypeResolverEndpoint:
		return &ResolverEndpoint{Direction: Inbound}
	case TypeResolverRule:
		return &ResolverRule{}
	case TypePrivateZone:
		return &PrivateZone{}
	case TypePeering:
		return &Peering{State: PeeringActive}
	case TypeTransitGateway:
		return &TransitGateway{}
	case TypeTransitAttachment:
		return &TransitAttachment{}
	case TypeTransitTable:
		return &TransitTable{}
	case TypeVirtualGateway:
		return &VirtualGateway{}
	case TypeVPNConnection:
		return &VPNConnection{Kind: ConnectionVPN}
	case TypeOnPremises:
		return &OnPremises{}
	case TypeHost:
		return &Host{}
	case TypeClientVPN:
		return &ClientVPN{}
	case TypeFirewallEndpoint:
		return &FirewallEndpoint{Default: FirewallPass}
	case TypeBlockPublicAccess:
		return &BlockPublicAccess{Mode: BlockBidirectional}
	case TypeFunction:
		return &Function{Timeout: 3, State: FunctionActive}
	case TypeInstance:
		return &Instance{SourceDestCheck: true}
	case TypeLoadBalancer:
		return &LoadBalancer{Kind: ApplicationLoadBalancer}
	case TypeDatabase:
		return &Database{}
	case TypeDatabaseProxy:
		return &DatabaseProxy{}
	case TypeCache:
		return &Cache{}
	case TypeFileSystem:
		return &FileSystem{}
	case TypeBroker:
		return &Broker{}
	case TypeRole:
		return &Role{}
	case TypeOrganizationPolicy:
		return &OrganizationPolicy{Kind: ServiceControlPolicy}
	case TypeService:
		return &Service{}
	case TypeAPIGateway:
		return &APIGateway{}
	case TypeEventSourceMapping:
		return &EventSourceMapping{}
	}
	return nil
}

// Types lists every resource type in the order in which files list resources:
// containers before what they contain.
func Types() []Type {
	return []Type{
		TypeVPC, TypeSubnet, TypeRouteTable, TypeNetworkACL, TypeSecurityGroup,
		TypePrefixList, TypeInternetGateway, TypeEgressOnlyGateway, TypeNATGateway, TypeGatewayEndpoint,
		TypeInterfaceEndpoint, TypeResolver, TypeResolverEndpoint, TypeResolverRule, TypePrivateZone,
		TypePeering, TypeTransitGateway, TypeTransitAttachment, TypeTransitTable, TypeVirtualGateway,
		TypeVPNConnection, TypeOnPremises, TypeHost, TypeClientVPN, TypeFirewallEndpoint,
		TypeBlockPublicAccess, TypeFunction, TypeInstance, TypeLoadBalancer, TypeDatabase,
		TypeDatabaseProxy, TypeCache, TypeFileSystem, TypeBroker, TypeRole,
		TypeOrganizationPolicy, TypeService, TypeAPIGateway, TypeEventSourceMapping,
	}
}
