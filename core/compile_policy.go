package core

import (
	"cmp"
	"slices"

	"lasthop/core/order"
	"lasthop/core/policy"
)

// A policyIndex holds every policy of the drawing, parsed, and who carries it.
type policyIndex struct {
	policies map[policyKey]*policy.Document
	roles    map[ID]*roleIndex
	controls []control // by level, then id
	// unread are the organization policies that no document can be made of: AWS would
	// refuse them, and what they were to say is not known.
	unread []control
}

type policyKey struct {
	id    ID
	field string
}

type roleIndex struct {
	*Role
	arn, account string
	identity     []*policy.Document
	fields       []string // of each identity document
	names        []string // of each identity document, for people
	boundary     *policy.Document
	limit        *policy.Document // the session policy of whoever holds it
	lacks        []string         // of interfaceActions
}

// A control is a service or resource control policy, parsed.
type control struct {
	*OrganizationPolicy
	document *policy.Document
}

// reaches reports whether the control holds in an account.
func (c *control) reaches(account string) bool {
	return len(c.Accounts) == 0 || slices.Contains(c.Accounts, account)
}

// serviceControl returns the SCPs of a caller's account by level, from the root
// down, and the ids of what carries them.
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
func (n *Network) serviceControl(account string) (levels [][]*policy.Document, ids [][]ID) {
	level := -1
	for i := range n.controls {
		c := &n.controls[i]
		if c.Kind != ServiceControlPolicy || !c.reaches(account) {
			continue
		}
		if len(levels) == 0 || c.Level != level {
			level = c.Level
			levels, ids = append(levels, nil), append(ids, nil)
		}
		last := len(levels) - 1
		levels[last], ids[last] = append(levels[last], c.document), append(ids[last], c.ID)
	}
	return levels, ids
}

// resourceControl returns the RCPs of a resource's account, and the ids of what
// carries them.
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
func (n *Network) resourceControl(account string) (documents []*policy.Document, ids []ID) {
	for i := range n.controls {
		if c := &n.controls[i]; c.Kind == ResourceControlPolicy && c.reaches(account) {
			documents, ids = append(documents, c.document), append(ids, c.ID)
		}
	}
	return documents, ids
}

// add puts in an identity policy; one without a name goes by its role's.
func (r *roleIndex) add(d *policy.Document, field, name string) {
	r.identity, r.fields, r.names = append(r.identity, d), append(r.fields, field), append(r.names, cmp.Or(name, r.Label()))
}

// indexPolicies parses every policy once. One that does not parse is a [Problem]
// of its resource, which AWS would refuse.
func (n *Network) indexPolicies(before *Network) {
	parse := func(id ID, field string, text PolicyText, kind policy.Kind) *policy.Document {
		if len(text) == 0 {
			return nil
		}
		if before != nil && before.byID[id] == n.byID[id] {
			if d := before.policies[policyKey{id, field}]; d != nil {
				n.policies[policyKey{id, field}] = d
				return d
			}
		}
		d, err := policy.Parse(text, kind)
		if err != nil {
			return nil
		}
		n.policies[policyKey{id, field}] = d
		return d
	}
	for _, r := range n.resources {
		if r, ok := r.(*OrganizationPolicy); ok {
			kind := policy.ServiceControl
			if r.Kind == ResourceControlPolicy {
				kind = policy.ResourceControl
			}
			if d := parse(r.ID, fieldDocument, r.Document, kind); d != nil {
				n.controls = append(n.controls, control{r, d})
			} else if len(r.Document) > 0 {
				n.unread = append(n.unread, control{r, nil})
			}
		}
	}
	order.By(n.controls, func(a, b *control) int { return cmp.Or(a.Level-b.Level, cmp.Compare(a.ID, b.ID)) })
	for _, r := range n.resources {
		switch r := r.(type) {
		case *Role:
			x := &roleIndex{Role: r, account: cmp.Or(r.Account, n.account)}
			x.arn = "arn:aws:iam::" + x.account + ":role/" + r.Label()
			for i, p := range r.Policies {
				field := "policies/" + itoa(i)
				if p.Managed != "" {
					if d, ok := policy.Managed(p.Managed); ok {
						n.policies[policyKey{r.ID, field}] = d
						x.add(d, field, p.Managed)
					}
					continue
				}
				if d := parse(r.ID, field, p.Document, policy.Identity); d != nil {
					x.add(d, field, p.Name)
				}
			}
			x.boundary = parse(r.ID, "boundary", r.Boundary, policy.Boundary)
			x.limit = parse(r.ID, fieldSession, r.Session, policy.SessionPolicy)
			x.lacks = n.lacking(x, n.region)
			n.roles[r.ID] = x
		case *GatewayEndpoint:
			parse(r.ID, fieldPolicy, r.Policy, policy.GatewayEndpoint)
		case *InterfaceEndpoint:
			parse(r.ID, fieldPolicy, r.Policy, policy.Endpoint)
		case *Function:
			parse(r.ID, fieldPolicy, r.Policy, policy.Resource)
		case *Service:
			parse(r.ID, fieldPolicy, r.Policy, policy.Resource)
		case *APIGateway:
			parse(r.ID, fieldPolicy, r.Policy, policy.Resource)
		}
	}
}
