package core

// mount asks, for each subnet that an environment may run in, whether the function
// reaches a mount target of its file system there (K6). Without one the invocation
// fails, before any code of the function runs.
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem.html
func (w *walk) mount(f *Function) {
	n := w.n
	fs, ok := n.byID[f.FileSystem].(*FileSystem)
	switch {
	case !ok:
		w.missing(f.ID, "fileSystem")
		return
	case len(f.Subnets) == 0:
		return // AWS refuses it, and the drawing's problems say so
	}
	w.touch(fs.ID)
	w.mayMount(f, fs)
	w.stage = StageState
	environments := n.byOwner[f.ID]
	targets := n.byOwner[fs.ID]
	w.anyOf(len(environments), func(x *walk, i int) {
		from := environments[i]
		to := mountTarget(from, targets)
		if to == nil {
			x.stop(Step{At: fs.ID, On: from.Subnet, Outcome: Blocked, Reason: NoMountTarget, Detail: from.subnet.Zone, Cause: Ref{ID: fs.ID, Part: PartField, Field: "subnets"}})
			return
		}
		s := source{at: f.ID, iface: from, role: n.roles[f.Role], roleID: f.Role, ephem: ephemeral, region: n.regionOf(f.ID), account: n.accountOf(f.ID)}
		d := destination{id: fs.ID, res: fs, iface: to, block: host(to.Private), proto: ProtoTCP, port: 2049, literal: true}
		hdr := Header{Src: host(from.Private), Dst: d.block, SrcPorts: ephemeral, DstPorts: port(2049), Proto: ProtoTCP}
		if !from.Private.IsValid() {
			x.hidden = true
			return
		}
		before := len(x.path.Steps)
		if a := x.send(&s, &d, hdr); a.known {
			x.back()
		}
		for j := before; j < len(x.path.Steps); j++ {
			st := &x.path.Steps[j]
			if st.Stage = StageState; st.Reason == Delivered {
				st.Reason = FileSystemMounted
			}
		}
	})
}

// mountTarget returns the mount target of the zone, in the function's own VPC if
// there is one.
func mountTarget(from *Interface, targets []*Interface) *Interface {
	var found *Interface
	for _, t := range targets {
		if t.subnet.Zone != from.subnet.Zone || !t.Private.IsValid() {
			continue
		}
		if t.subnet.VPC == from.subnet.VPC {
			return t
		}
		if found == nil {
			found = t
		}
	}
	return found
}

// mayMount asks whether the execution role may use the file system.
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem.html#configuration-filesystem-permissions
func (w *walk) mayMount(f *Function, fs *FileSystem) {
	n := w.n
	role := n.roles[f.Role]
	if role == nil {
		return // attachable has said so
	}
	account, region := n.accountOf(fs.ID), n.regionOf(fs.ID)
	api := apiCall{service: serviceNamed("elasticfilesystem"), at: f.ID, action: "elasticfilesystem:ClientMount", account: account, region: region,
		arn: "arn:aws:elasticfilesystem:" + region + ":" + account + ":file-system/" + fs.Label()}
	x := &inquiry{caller: f.ID, role: role, api: &api}
	x.Request.Resource = api.arn
	n.act(x, string(f.ID))
	w.decide(x, api.action)
}
