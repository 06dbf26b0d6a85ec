package core

// Reasons of gateways, appliances and other networks.

var networkReasons = []ReasonInfo{}
