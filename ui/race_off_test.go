//go:build !race

package ui

// thin takes every step of a sweep.
const thin = 1
