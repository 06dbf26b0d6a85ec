// Package core is the model of a drawn AWS network and the verdict on it: which way
// a Lambda invocation or an outbound call travels, or at which gate it stops, why,
// and what the developer would see.
//
// It is pure: no input or output, no clock, no globals that change. [Compile] turns
// a [Topology] into an immutable [Network]; [Network.Verdict] answers a [Query].
// Evidence is recorded while the walk decides, never reconstructed afterwards: a
// [Verdict] carries codes and references, and the methods of explain.go and
// headline.go make sentences of them.
//
// # The stages, in order
//
//   - deploy: would AWS have built what lies on the path? A resource that [Validate]
//     finds refused, a role without the six interface actions, and a subnet without
//     an address for the interface make the answer undeployable.
//   - reach-api, authorise-caller, state (invocations only): can the caller reach the
//     Lambda API, may it invoke the function, is the function ready? The function's
//     own network has no say.
//   - resolve: what does the name stand for, as seen from the source? A custom
//     resolver is reached by ordinary packets, which are walked like any other.
//   - forward: security group out, network ACL out, route table, gateway, network
//     ACL in, security group in, listener.
//   - return: the reply, through every ACL again and by the responder's own table;
//     security groups are stateful and are not asked.
//   - authorise-call: the endpoint's policy, the caller's identity policies, and the
//     resource's policy, with the condition keys that the way travelled sets.
//
// Where a gate refuses but the way on is known, the walk goes on and marks what
// follows as hypothetical, so a path lists every setting that must change. Where
// the way on is unknown (no route, a black hole, a name that does not resolve) the
// path says that more may follow.
//
// # Sets, not samples
//
// Ephemeral ports are ranges. An address in a question may be a block: the public
// addresses of a service, or the whole internet. Rules and routes that name part of
// such a block split it, and each part is walked as a candidate of its own. "The
// internet" means a host that no rule or route names more narrowly than /8.
// Public addresses of AWS services are stand-ins, distinct for each service and
// Region; see [NoteStandInAddress].
//
// # Both families
//
// IPv4 and IPv6 are walked apart, by routes, rules and gateways of their own. A name
// gives the addresses that it has and the source can use, and each is a candidate. A
// gateway endpoint is for IPv4, as AWS's page on S3 has it; what goes by IPv6 misses it.
//
// # Other questions
//
// Beside a verdict a network answers: every pair at once ([Network.Matrix]), what a
// resource reaches and who reaches it ([Network.Reaches], [Network.ReachedBy]), open
// ports ([Network.OpenPorts]), what is seldom meant ([Network.Lint]) and what it costs
// a month ([Network.Cost]). [LoseZone], [Delete] and [Idle] change a topology for a
// what-if, and [Diff] compares two networks. Costs are what is paid by the hour for
// NAT gateways, interface endpoints, public addresses, transit gateway attachments and
// VPN connections; traffic is not estimated, and servers, load balancers, databases
// and other managed services are listed without a price.
//
// # What of networks is not modelled
//
// No packet is counted and no clock runs: connections at once through a NAT gateway or
// an interface (D5, I4), connection tracking and what a changed rule does to open
// connections (E8), idle connections (D6: a note tells of those that programs keep
// open), bandwidth, MTU, health checks, the propagation of routes over time, and
// failures other than those of a zone. A path is what AWS would do with the drawing as
// it stands, once everything has settled.
//
// Gateway Load Balancer endpoints, resource endpoints and service networks of VPC
// Lattice, carrier and local gateways and core networks have no type of their own.
// Out of scope are VPC encryption controls, Route Server, the sharing of subnets and
// groups between accounts (M4), and pools of addresses of one's own that a gateway's
// table sends to one interface (B12). An instance has one interface and one address of
// each family. Of a transit gateway, multicast and Connect attachments are left out.
// Packets keep to the zone that they come from, and with appliance mode replies to that
// of the first packet, where AWS chooses a zone for each flow; where it enters a VPC by
// several other zones, the first subnet stands for all,
// and a note says so. Of a VPN, BGP attributes such as path lengths and metrics are left
// out: of equal routes the one by the first connection stands. A firewall endpoint judges
// by protocol, address and port, not by domain names or content. A Client VPN endpoint
// has no certificates and no groups of users.
//
// Of ICMP, rules are matched by protocol and not by type. Ephemeral ports are those of
// the instance's system: 32768-61000 for Linux, 49152-65535 for Windows; a function, a
// NAT gateway, a load balancer and an outside host use 1024-65535.
//
// Not subject to the walk, because they never cross the VPC: a function's logs, traces,
// code and layers (I3).
//
// Costs are list prices of us-east-1, of what runs by the hour; see [PriceDate].
//
// # How functions are called
//
// A function is called through the Lambda API, by its URL, by a service that its
// policy or a role of the service's lets in, or by a poller; the table of services is
// in stage_trigger.go. A name that AWS makes up, such as that of an API or a target
// group, is the resource's label; a note says what a service sends as aws:SourceArn
// where a statement wants another. Pollers of SQS, Kinesis and DynamoDB need
// permission and no network; those of a cluster have interfaces of their own in its
// subnets. Several subnets, or interfaces of an endpoint, of which one invocation
// uses one, make it intermittent where they differ. A service's call is charged with
// no service control policy; the management account, which is exempt from all, is
// not told apart.
//
// Not modelled: the policies on configuring a function, with lambda:VpcIds and its
// kin, and what the deploying user needs (I7, I11); that EC2 refuses to change the
// groups of Lambda's interfaces (I12); the minutes that removing a VPC configuration
// takes, and what cannot be deleted meanwhile (I13); managed instances, MicroVMs and
// durable functions (I25); Lambda@Edge; versions and aliases, but for the endpoint
// policy that forgets them; dead-letter queues and destinations, filters and batch
// sizes; unreserved concurrency; trust policies of roles; cluster policies of MSK
// across accounts; grants of KMS; authorizers, usage plans and custom domains of
// APIs, and VPC links of REST APIs. An API answers whoever its resource policy admits.
//
// # What names stand for
//
// A name that is in no zone and not of a form that AWS gives out is taken for a
// public name of the question's destination. The servers behind a Resolver rule
// know the records that the rule has and no others, except that a rule for "."
// answers public names too; of several interfaces and servers the first that
// answers is taken, where the real Resolver changes among them. A server of one's
// own knows public names, or what the Amazon resolver of its VPC knows. A machine
// behind a Client VPN endpoint asks servers of its own. Interface endpoints and
// managed services have IPv4 addresses, as is usual. Not modelled: how a server of
// one's own reaches others, delegation rules, DNS over TCP, TTLs and caches, limits
// on queries (a note says so where a question is about the resolver itself),
// Resolver DNS Firewall, and names by instance id.
package core
