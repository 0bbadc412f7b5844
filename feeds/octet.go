package feeds

import "math/bits"

// An octet is eight bytes of a text, the first in the lowest bits, that are looked at
// together. What it says of each byte is in that byte's highest bit.
type octet uint64

const (
	each      octet = 0x0101010101010101
	highest         = each << 7
	lowerCase       = each * 0x20 // what letters in lower case have, and digits
)

// eight are the first eight bytes of a text that has so many.
func eight(s string) octet {
	_ = s[7]
	return octet(s[0]) | octet(s[1])<<8 | octet(s[2])<<16 | octet(s[3])<<24 | octet(s[4])<<32 | octet(s[5])<<40 | octet(s[6])<<48 | octet(s[7])<<56
}

// within says which bytes are ASCII and from one to another.
func (o octet) within(from, to byte) octet {
	o7 := o | highest // so that nothing is borrowed
	return (o7 - each*octet(from)) &^ (o7 - each*octet(to+1)) &^ o & highest
}

// letters is how many letters and digits of ASCII it begins with.
func (o octet) letters() int {
	is := (o|lowerCase).within('a', 'z') | o.within('0', '9')
	return bits.TrailingZeros64(uint64(^is&highest)) / 8
}

// spaces are the spaces in it. It is plain if it is ASCII, without bars and other space,
// and no two spaces follow each other.
func (o octet) spaces() (spaces octet, isPlain bool) {
	spaces = o.within(' ', ' ')
	letters := o.within(' '+1, 0x7F) &^ o.within('|', '|')
	return spaces, spaces|letters == highest && spaces&(spaces<<8) == 0
}
