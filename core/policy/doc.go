// Package policy reads IAM policy documents and says what they allow, and why.
//
// [Parse] is strict: it refuses what AWS refuses, at the exact line. [Document.Evaluate]
// asks one document about one [Request] and records why each statement did not apply.
// [Authorise] combines all the documents that a request meets and lists every one
// that would have to change.
//
// The language is that of the IAM User Guide:
//
//   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
//   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
//   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
//
// Not modelled: which actions, resources and condition keys a service knows (any
// well-formed name is taken); federated and canonical users as callers (they parse, and
// match nobody); service-linked roles, which no service control policy reaches; the
// limits on wildcards in the conditions of endpoint policies.
//
// Documents are immutable once parsed and may be used by many goroutines at once.
package policy
