package core

import "strings"

// foreign names the kind of a file that is no JSON at all, by how it begins; "" if
// it may be a drawing.
func foreign(data []byte) string {
	head := string(data[:min(len(data), 1024)])
	for _, k := range []struct{ magic, what string }{
		{"\x89PNG", "a PNG picture"},
		{"\xff\xd8\xff", "a JPEG picture"},
		{"GIF8", "a GIF picture"},
		{"PK\x03\x04", "a ZIP archive"},
		{"\x1f\x8b", "a gzip archive"},
		{"%PDF", "a PDF document"},
		{"\x00asm", "a WebAssembly program"},
		{"\xff\xfe", "UTF-16 text"},
		{"\xfe\xff", "UTF-16 text"},
	} {
		if strings.HasPrefix(head, k.magic) {
			return k.what
		}
	}
	head = lower(strings.TrimLeft(strings.TrimPrefix(head, "\ufeff"), " \t\r\n"))
	for _, k := range []struct{ start, what string }{
		{"<!doctype html", "an HTML page"},
		{"<html", "an HTML page"},
		{"<svg", "an SVG picture"},
		{"<?xml", "an XML document"},
		{"<mxfile", "a draw.io drawing"},
		{"awstemplateformatversion:", "a CloudFormation template in YAML"},
		{"---", "a YAML document"},
		{"terraform {", "a Terraform configuration"},
		{"resource \"", "a Terraform configuration"},
		{"provider \"", "a Terraform configuration"},
	} {
		if strings.HasPrefix(head, k.start) {
			return k.what
		}
	}
	return ""
}

// foreignJSON says what an object without "format" seems to be, by its fields.
func foreignJSON(keys map[string]bool) string {
	for _, k := range []struct{ key, another, what string }{
		{"AWSTemplateFormatVersion", "", "a CloudFormation template"},
		{"Resources", "", "a CloudFormation template"},
		{"planned_values", "", "a Terraform plan"},
		{"terraform_version", "", "Terraform state"},
		{"Version", "Statement", "an IAM policy document"},
		{"Vpcs", "", "the output of aws ec2 describe-vpcs"},
		{"Subnets", "", "the output of aws ec2 describe-subnets"},
		{"RouteTables", "", "the output of aws ec2 describe-route-tables"},
		{"SecurityGroups", "", "the output of aws ec2 describe-security-groups"},
		{"$schema", "", "a JSON Schema"},
		{"elements", "appState", "an Excalidraw drawing"},
	} {
		if keys[k.key] && (k.another == "" || keys[k.another]) {
			return "this seems to be " + k.what + ", not a Lasthop drawing"
		}
	}
	return `this is JSON, but no drawing: it has no "format"`
}

// lower returns s with A to Z in lower case.
func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c | 0x20
		}
	}
	return string(b)
}
