// Package e2e tests the page in a real Chromium, by real input: the mouse, the
// keyboard and the wheel go through the browser's own input queue. It is a module
// of its own, so that its driver stays out of the program's dependencies.
package e2e
