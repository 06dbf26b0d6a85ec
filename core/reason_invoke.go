package core

// Reasons of invocations, permissions and managed services.

var invokeReasons = []ReasonInfo{}
