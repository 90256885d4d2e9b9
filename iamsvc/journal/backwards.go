package journal

import (
	"bytes"
	"io"
)

// backwards returns the lines of a file from the last to the first. It holds one block of the file and one line.
type backwards struct {
	file  io.ReaderAt
	from  int64 // what is before it was not returned yet
	floor int64 // what is before it is not read

	buf   []byte
	block []byte // the part of buf that holds what is before from
	tail  []byte // the end of the line that begins in front of the block
	done  bool
}

// line returns the next line without its end, or io.EOF. One that is too long is passed over, and said to be so. What
// it returns is valid until the next call.
func (b *backwards) line() (raw []byte, long bool, err error) {
	b.tail = b.tail[:0]
	for {
		if len(b.block) == 0 {
			if b.from == b.floor {
				return b.first(long)
			}
			if err := b.fill(); err != nil {
				return nil, false, err
			}
		}
		start := bytes.LastIndexByte(b.block, '\n') + 1
		part := b.block[start:]
		b.from -= int64(len(part))
		long = long || len(part)+len(b.tail) > maxLine
		if !long && len(b.tail) > 0 {
			part = append(bytes.Clone(part), b.tail...)
		}
		if start > 0 {
			b.block = b.block[:start-1] // without the end of the line before
			b.from--
			return part, long, nil
		}
		if !long {
			b.tail = append(b.tail[:0], part...) // the block is about to be overwritten
		}
		b.block = nil
	}
}

// first returns what is left in front of the first line break. Above a floor that is no whole line.
func (b *backwards) first(long bool) ([]byte, bool, error) {
	if b.done {
		return nil, false, io.EOF
	}
	b.done = true
	return b.tail, long || b.floor > 0, nil
}

// fill reads the block that ends where the last one began. A file that became shorter meanwhile ends there.
func (b *backwards) fill() error {
	if b.buf == nil {
		b.buf = make([]byte, blockSize)
	}
	start := max(b.floor, b.from-blockSize)
	b.block = b.buf[:b.from-start]
	n, err := b.file.ReadAt(b.block, start)
	if n < len(b.block) && err != nil && err != io.EOF {
		return err
	}
	clear(b.block[n:])
	return nil
}
