package audit

import (
	"slices"
	"sort"
)

// blockSize is how many refs a block of a sequence has when it is full.
const blockSize = 512

// blocks is a sequence of refs in an order, cut into pieces, so that putting one in or taking one out moves few others.
type blocks struct {
	parts [][]Ref // none is empty
	len   int
	sum   uint64 // of what mix makes of each: which refs these are, in whatever order
}

// mix makes a number of a ref that tells it from others in a sum.
func mix(r Ref) uint64 {
	x := (uint64(r) + 1) * 0x9e3779b97f4a7c15
	x = (x ^ x>>32) * 0xd6e8feb86659fd93
	return x ^ x>>32
}

// blocksOf cuts a sequence that is in order. It keeps the slice.
func blocksOf(all []Ref) blocks {
	b := blocks{len: len(all)}
	for _, r := range all {
		b.sum += mix(r)
	}
	const fill = blockSize / 2
	for len(all) > fill {
		b.parts = append(b.parts, all[:fill:fill])
		all = all[fill:]
	}
	if len(all) > 0 {
		b.parts = append(b.parts, all[:len(all):len(all)])
	}
	return b
}

// find returns where a ref is, or would have to be put: the block and the place in it. By after it is told whether a
// ref of the sequence comes after the one looked for, or is it.
func (b *blocks) find(notBefore func(Ref) bool) (part, at int) {
	part = sort.Search(len(b.parts), func(i int) bool { return notBefore(b.parts[i][len(b.parts[i])-1]) })
	if part == len(b.parts) {
		return part, 0
	}
	return part, sort.Search(len(b.parts[part]), func(i int) bool { return notBefore(b.parts[part][i]) })
}

// insert puts a ref where find says.
func (b *blocks) insert(r Ref, notBefore func(Ref) bool) {
	b.len++
	b.sum += mix(r)
	if len(b.parts) == 0 {
		b.parts = [][]Ref{{r}}
		return
	}
	part, at := b.find(notBefore)
	if part == len(b.parts) {
		part--
		at = len(b.parts[part])
	}
	p := slices.Insert(b.parts[part], at, r)
	b.parts[part] = p
	if len(p) > blockSize {
		half := len(p) / 2
		b.parts[part] = p[:half:half]
		b.parts = slices.Insert(b.parts, part+1, slices.Clone(p[half:]))
	}
}

// remove takes a ref out, if it is where find says.
func (b *blocks) remove(r Ref, notBefore func(Ref) bool) {
	part, at := b.find(notBefore)
	if part == len(b.parts) || b.parts[part][at] != r {
		return
	}
	b.len--
	b.sum -= mix(r)
	b.parts[part] = slices.Delete(b.parts[part], at, at+1)
	if len(b.parts[part]) == 0 {
		b.parts = slices.Delete(b.parts, part, part+1)
	}
}

// index returns the place of a ref in the whole sequence; false if it is not where find says.
func (b *blocks) index(r Ref, notBefore func(Ref) bool) (int, bool) {
	part, at := b.find(notBefore)
	if part == len(b.parts) || b.parts[part][at] != r {
		return 0, false
	}
	for _, p := range b.parts[:part] {
		at += len(p)
	}
	return at, true
}

// window appends n refs from a place on to dst, fewer at the end.
func (b *blocks) window(dst []Ref, from, n int) []Ref {
	for _, p := range b.parts {
		if from >= len(p) {
			from -= len(p)
			continue
		}
		take := p[from:min(len(p), from+n)]
		dst = append(dst, take...)
		if n -= len(take); n <= 0 {
			break
		}
		from = 0
	}
	return dst
}
