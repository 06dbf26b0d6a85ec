package panel

import (
	"strings"

	"lasthop/core"
	"lasthop/wasm/view"
)

// policy edits an IAM policy document as text, with the line that is wrong and the
// lines that decided. where is the field as problems name it, cause as statements do.
func (d *desk) policy(f *field, path, where, value, cause string) *view.Node {
	value = d.m.typed(path, value)
	wrong, line := d.complaint(path, where), d.m.draft(path).Line
	lines := strings.Count(value, "\n") + 1
	gutter := elem("<div.gutter aria-hidden=true/>")
	marks := d.statements(cause)
	for i, text := range strings.Split(value, "\n") {
		class := when(i+1 == line, "stop")
		for _, k := range marks {
			if from, to := statementLines(value, k.step.Cause.Index); from <= i+1 && i+1 <= to {
				class, _ = hit(marks)
			}
		}
		// The line itself stands there unseen, so that its number is as tall as it.
		add(gutter, html("<div><span class=?>$</><code>$</></>", with{class, itoa(i + 1), text}))
	}
	if line > 0 && wrong != "" {
		wrong = "Line " + itoa(line) + ": " + wrong
	}
	area := html("<textarea.policy id=$ data-field=$ rows=$ spellcheck=false autocomplete=off autocapitalize=off value=$ placeholder=$ readonly=?/>",
		with{path, path, itoa(max(lines, 2)), value, f.hint, when(d.m.ReadOnly, "true")})
	describe(area, path, "", wrong)
	return html("<div.policy-field><div.policy-head><label.label for=$>$</>@</><div.editor>@@</>*</>", with{path, f.label},
		d.policyExamples(f, path, value), gutter, area, wrongText(path, wrong), d.m.notes(marks))
}

// statementLines returns the first and the last line of a policy's statement, zero
// if it cannot be found. The document need not be one that AWS would take.
func statementLines(doc string, index int) (from, to int) {
	depth, line, seen, list := 0, 1, -1, 2
	at := strings.Index(doc, `"Statement"`)
	if at < 0 {
		return 0, 0
	}
	quoted := false
	for i := 0; i < len(doc); i++ {
		switch c := doc[i]; {
		case c == '\n':
			line++
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
			if i < at {
				break
			}
			if seen < 0 && depth == 2 && c == '[' {
				list = 3
			}
			if c == '{' && depth == list {
				if seen++; seen == index {
					from = line
				}
			}
		case c == '}' || c == ']':
			if depth--; depth == list-1 && seen == index && from > 0 {
				return from, line
			}
			if depth < list-1 && seen >= 0 {
				return 0, 0 // past the last statement
			}
		}
	}
	return 0, 0
}

// policyExamples offers documents that work with what is drawn, ready to change.
// With every other document it is another select, so that the same example can be
// chosen again.
func (d *desk) policyExamples(f *field, path, value string) *view.Node {
	choices := d.examplesFor()
	if d.m.ReadOnly || len(choices) == 0 {
		return nil
	}
	options := html(`<select.adder key=$ data-field=$ aria-label="Examples for $" value="">@</>`, with{value, path, strings.ToLower(f.label)}, option("", "Examples…"))
	for i := 0; i+1 < len(choices); i += 2 {
		add(options, option(choices[i+1], choices[i]))
	}
	return options
}

// examples are documents to start from, one for each resource of a type that stands
// beside: NAME and ID are that one's. Where both have a service, it is the same.
var examples = []struct {
	on, beside core.Type
	label      string
	// of is whose usual action is meant: "SELF", "OTHER", or "" for every action.
	of                           string
	effect, principal, condition string
}{
	{core.TypeFunction, core.TypeAPIGateway, "Let NAME invoke it", "SELF", "Allow", `{ "Service": "apigateway.amazonaws.com" }`, ""},
	{core.TypeService, core.TypeGatewayEndpoint, "Deny what does not come through NAME", "SELF", "Deny", `"*"`, `{ "StringNotEquals": { "aws:SourceVpce": "ID" } }`},
	{core.TypeService, core.TypeInterfaceEndpoint, "Deny what does not come through NAME", "SELF", "Deny", `"*"`, `{ "StringNotEquals": { "aws:SourceVpce": "ID" } }`},
	{core.TypeService, core.TypeRole, "Let NAME use it", "SELF", "Allow", `{ "AWS": "arn:aws:iam::ACCOUNT:role/NAME" }`, ""},
	{core.TypeAPIGateway, core.TypeInterfaceEndpoint, "Let in what comes through NAME", "SELF", "Allow", `"*"`, `{ "StringEquals": { "aws:SourceVpce": "ID" } }`},
	{core.TypeGatewayEndpoint, core.TypeService, "Only NAME", "OTHER", "Allow", `"*"`, ""},
	{core.TypeInterfaceEndpoint, core.TypeService, "Only NAME", "OTHER", "Allow", `"*"`, ""},
	{core.TypeRole, core.TypeService, "Use NAME", "OTHER", "Allow", "", ""},
	{core.TypeGatewayEndpoint, "", "Let everything through", "", "Allow", `"*"`, ""},
	{core.TypeInterfaceEndpoint, "", "Let everything through", "", "Allow", `"*"`, ""},
	{core.TypeRole, "", "Do everything", "", "Allow", "", ""},
	{core.TypeOrganizationPolicy, "", "Allow everything", "", "Allow", "", ""},
}

// examplesFor returns labels and documents for a policy of this resource.
func (d *desk) examplesFor() []string {
	var out []string
	if o, ok := d.r.(*core.OrganizationPolicy); ok && o.Kind != core.ServiceControlPolicy {
		return nil // the others only deny, what depends on the organization
	}
	for i := range examples {
		x := &examples[i]
		if x.on != d.r.Type() {
			continue
		}
		if x.beside == "" {
			out = append(out, x.label, document(x.effect, x.principal, "*", "*", x.condition))
		}
		for _, r := range d.n.Resources() {
			a, b := serviceOf(d.r), serviceOf(r)
			if r.Type() != x.beside || a != b && a != "" && b != "" {
				continue
			}
			whose := d.r
			if x.of == "OTHER" {
				whose = r
			}
			action, arn := d.call(whose)
			doc := document(x.effect, x.principal, action, arn, x.condition)
			for _, hole := range []with{{"NAME", nameOf(r)}, {"ID", idOf(r)}, {"ACCOUNT", d.m.Account}} {
				doc = strings.ReplaceAll(doc, hole[0], hole[1])
			}
			out = append(out, strings.ReplaceAll(x.label, "NAME", nameOf(r)), doc)
		}
	}
	return out
}

// document returns a policy of one statement, set as people write them; principal
// and condition are JSON, or "".
//
//go:noinline
func document(effect, principal, action, resource, condition string) string {
	const indent = "\n      "
	text := "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {" + indent + "\"Effect\": \"" + effect + "\","
	if principal != "" {
		text += indent + "\"Principal\": " + principal + ","
	}
	text += indent + "\"Action\": \"" + action + "\"," + indent + "\"Resource\": \"" + resource + "\""
	if condition != "" {
		text += "," + indent + "\"Condition\": " + condition
	}
	return text + "\n    }\n  ]\n}"
}

// call returns the usual action on a resource, and its ARN.
func (d *desk) call(r core.Resource) (action, arn string) {
	service := serviceOf(r)
	switch r.(type) {
	case *core.Function:
		service = "lambda"
	case *core.APIGateway:
		service = "execute-api"
	case *core.Service:
	default:
		return service + ":*", "*"
	}
	action, arn = core.UsualCall(service)
	for _, hole := range []with{{"REGION", d.m.Region}, {"ACCOUNT", d.m.Account}, {"NAME", nameOf(r)}} {
		arn = strings.ReplaceAll(arn, hole[0], hole[1])
	}
	return action, arn
}
