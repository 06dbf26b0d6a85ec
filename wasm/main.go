//go:build js && wasm

// Command wasm is the program of the page.
package main

import "lasthop/wasm/browser"

func main() { browser.Run() }
