//go:build race

package ui

// thin takes every n-th step of a sweep where each costs ten times as much, under the race detector: these tests run in
// one goroutine, and have nothing for it to find.
const thin = 7
