package core

import (
	"net/netip"
	"slices"
	"strings"
)

// ServiceNames lists the services that Lasthop knows by name, in the order in
// which menus show them.
func ServiceNames() []string {
	out := make([]string, len(services))
	for i := range services {
		out[i] = services[i].name
	}
	return out
}

// UsualCall returns the usual IAM action on a resource of a service, and the form of
// that resource's ARN: REGION, ACCOUNT and NAME are to be filled in.
func UsualCall(service string) (action, arn string) {
	s := serviceNamed(service)
	return s.action, s.resourceARN(s.action, "REGION", "ACCOUNT", "NAME")
}

// host returns the name that an SDK uses for a resource of the service.
func (s *serviceInfo) host(resource, region string) string {
	form := s.hostForm
	switch {
	case form == "" || s.name == "s3" && (resource == "" || resource == "*"):
		return s.name + "." + region + ".amazonaws.com"
	case s.name == urlService.name || s.name == "execute-api":
		// AWS chooses such an id; the label stands for it.
		return fillForm(form, region, "", hostLabel(resource))
	}
	return fillForm(form, region, "", resource)
}

// resourceARN returns the ARN that a policy must match for action on name. For S3
// it is any object of the bucket, unless the action is one on the bucket itself.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
func (s *serviceInfo) resourceARN(action, region, account, name string) string {
	if s.arn == "*" || slices.Contains(collectionActions, action) {
		return "*"
	}
	arn := fillForm(s.arn, region, account, name)
	if s.name == "s3" && !slices.Contains(s.container, action) {
		arn += "/*"
	}
	return arn
}

// fillForm puts a Region, an account and a name into a form.
func fillForm(form, region, account, name string) string {
	b := make([]byte, 0, len(form)+len(region)+len(account)+len(name))
	for i := 0; i < len(form); {
		rest := form[i:]
		switch {
		case strings.HasPrefix(rest, "REGION"):
			b, i = append(b, region...), i+len("REGION")
		case strings.HasPrefix(rest, "ACCOUNT"):
			b, i = append(b, account...), i+len("ACCOUNT")
		case strings.HasPrefix(rest, "NAME"):
			b, i = append(b, name...), i+len("NAME")
		default:
			b, i = append(b, rest[0]), i+1
		}
	}
	return string(b)
}

// regions are the Regions that have stand-in addresses of their own.
// https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
var regions = []string{
	"af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2",
	"ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
	"ca-central-1", "ca-west-1", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2",
	"eu-west-1", "eu-west-2", "eu-west-3", "il-central-1", "me-central-1", "me-south-1", "mx-central-1",
	"sa-east-1", "us-east-1", "us-east-2", "us-gov-east-1", "us-gov-west-1", "us-west-1", "us-west-2",
}

// standIn returns the block that stands for a service's public addresses in a
// Region. AWS changes the real ones and publishes them in ip-ranges.json; the
// stand-ins lie in blocks that Amazon owns, and no two of them overlap: S3 in
// 3.5.0.0/16, DynamoDB in 52.94.0.0/16, all others in 52.119.0.0/16.
// https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html
func standIn(service, region string) netip.Prefix {
	i := slices.Index(regions, region)
	if i < 0 {
		i = 63
	}
	second, third := byte(119), byte(i*4)
	first := byte(52)
	switch service {
	case "s3":
		first, second = 3, 5
	case "dynamodb":
		second = 94
	default:
		// One /28 for each service: 64 of them in the Region's /22.
		k := slices.IndexFunc(services, func(s serviceInfo) bool { return s.name == service })
		switch {
		case service == lambdaEgress:
			k = 63
		case k < 0:
			k = 48 + int(hash(service)%15)
		}
		return netip.PrefixFrom(netip.AddrFrom4([4]byte{first, second, third + byte(k/16), byte(k%16) * 16}), 28)
	}
	return netip.PrefixFrom(netip.AddrFrom4([4]byte{first, second, third, 0}), 22)
}

// lambdaEgress stands for the addresses that functions without a VPC call from.
const lambdaEgress = "lambda-egress"

// hash is 32-bit FNV-1a, for choices that must not depend on order.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// managedListService returns the service and Region of an AWS-managed prefix list
// by its name, such as "com.amazonaws.eu-west-1.s3".
// https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
func managedListService(name ID) (service, region string, ok bool) {
	const head = "com.amazonaws."
	s := string(name)
	if !strings.HasPrefix(s, head) {
		return "", "", false
	}
	s = s[len(head):]
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == '.' {
			service, region = s[i+1:], s[:i]
			return service, region, serviceNamed(service).gateway
		}
	}
	return "", "", false
}
