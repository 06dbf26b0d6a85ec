package core

// Reasons of name resolution.

var dnsReasons = []ReasonInfo{}
