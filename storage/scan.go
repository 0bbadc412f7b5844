package storage

import (
	"math"
	"time"

	"dateline/feeds"
)

// Items are most of what is read, and decoding them by reflection took as long as
// unpacking them. So they are scanned: what encode wrote is read as it was written.
// Whatever else CBOR may say, or a later release, is left to the decoder, and so
// are errors: a scan that has come to its end found what the decoder would have.

// The major types of CBOR (RFC 8949 section 3.1), and what else encode writes.
const (
	uintMajor  = 0
	minusMajor = 1
	bytesMajor = 2
	textMajor  = 3
	listMajor  = 4
	mapMajor   = 5

	falseByte = 0xf4
	trueByte  = 0xf5
	nullByte  = 0xf6
	floatByte = 0xfb
)

// scan is what is left of a record. Strings that are read are parts of it.
type scan struct {
	left string
	// isOdd is set when there is something that is not for us, and nothing is left.
	isOdd bool
	// depth is how many elements the one at hand is in.
	depth int
}

// maxAhead is for how much of a list there is room before it is read: the list may
// not be as long as it says.
const maxAhead = 256

// isScanned fills a record that may be scanned, and reports whether it was.
func isScanned(body []byte, record any) bool {
	switch r := record.(type) {
	case *itemRecord:
		return scanItem(body, r)
	case *aboutRecord:
		return scanAbout(body, r)
	}
	return false
}

// scanItem fills the record of an item, or leaves it as it is and returns false. It
// keeps nothing of the body.
func scanItem(body []byte, r *itemRecord) bool {
	c := scan{left: string(body)}
	is := *r
	for key := range c.keys {
		switch key {
		case 1:
			is.Versions = list(&c, (*scan).version)
		case 3:
			is.Date = c.int()
		case 4:
			is.Regions = list(&c, (*scan).uint32)
		default:
			c.odd()
		}
	}
	if c.isOdd || c.left != "" {
		return false
	}
	*r = is
	return true
}

// scanAbout does so with what a changeRecord begins with: the rest is not looked at.
func scanAbout(body []byte, r *aboutRecord) bool {
	c := scan{left: string(body[:min(len(body), aboutSize)])}
	var is aboutRecord
	c.head(mapMajor)
	if c.head(uintMajor) == 1 {
		is.At = c.int()
	}
	if c.head(uintMajor) == 2 && c.head(bytesMajor) == uint64(len(is.ID)) && copy(is.ID[:], c.left) == len(is.ID) && !c.isOdd {
		*r = is
		return true
	}
	return false
}

// aboutSize is how long that is at most.
const aboutSize = 1 + 1 + 9 + 1 + 1 + len(feeds.ID{})

func (c *scan) odd() { c.left, c.isOdd = "", true }

// head reads the head of something, which has to be of a type, and returns its
// number.
func (c *scan) head(major byte) (n uint64) {
	if c.left == "" || c.left[0]>>5 != major {
		c.odd()
		return 0
	}
	short := c.left[0] & 31
	if short < 24 {
		c.left = c.left[1:]
		return uint64(short)
	}
	size := 1 << (short - 24)
	if short > 27 || len(c.left) <= size {
		c.odd()
		return 0
	}
	for i := 1; i <= size; i++ {
		n = n<<8 | uint64(c.left[i])
	}
	c.left = c.left[1+size:]
	return n
}

// keys yields those of a map. Whoever takes one reads its value.
func (c *scan) keys(yield func(key uint64) bool) {
	last := uint64(0)
	for n := c.head(mapMajor); n > 0 && !c.isOdd; n-- {
		key := c.head(uintMajor)
		if key <= last { // twice, maybe
			c.odd()
			return
		}
		last = key
		if !yield(key) {
			return
		}
	}
}

// list reads a list of what one reads.
func list[T any](c *scan, one func(*scan) T) []T {
	if c.left != "" && c.left[0] == nullByte {
		c.left = c.left[1:]
		return nil
	}
	n := c.head(listMajor)
	all := make([]T, 0, min(n, maxAhead))
	for ; n > 0 && !c.isOdd; n-- {
		all = append(all, one(c))
	}
	return all
}

func (c *scan) text() string {
	n := c.head(textMajor)
	if n > uint64(len(c.left)) {
		c.odd()
		return ""
	}
	s := c.left[:n]
	c.left = c.left[n:]
	return s
}

func (c *scan) int() int64 {
	major := byte(uintMajor)
	if c.left != "" && c.left[0]>>5 == minusMajor {
		major = minusMajor
	}
	n := c.head(major)
	if n > math.MaxInt64 {
		c.odd()
		return 0
	}
	if major == minusMajor {
		return -1 - int64(n)
	}
	return int64(n)
}

// whole reads an int, which has 32 bits on some machines.
func (c *scan) whole() int {
	n := c.int()
	if int64(int(n)) != n {
		c.odd()
		return 0
	}
	return int(n)
}

func (c *scan) uint32() uint32 {
	n := c.head(uintMajor)
	if n > math.MaxUint32 {
		c.odd()
		return 0
	}
	return uint32(n)
}

func (c *scan) bool() bool {
	if c.left == "" || c.left[0] != falseByte && c.left[0] != trueByte {
		c.odd()
		return false
	}
	is := c.left[0] == trueByte
	c.left = c.left[1:]
	return is
}

func (c *scan) float() float64 {
	if len(c.left) < 9 || c.left[0] != floatByte {
		c.odd()
		return 0
	}
	var bits uint64
	for i := 1; i < 9; i++ {
		bits = bits<<8 | uint64(c.left[i])
	}
	c.left = c.left[9:]
	return math.Float64frombits(bits)
}

func (c *scan) stamp() stamp { return list(c, (*scan).int) }

func (c *scan) texts() []string { return list(c, (*scan).text) }

func (c *scan) duration() time.Duration { return time.Duration(c.int()) }
