package index

import "math/bits"

// lowBits is how many bits of each difference are kept as they are, when n of
// so many docs have a term: some 0.7 of the mean difference.
func lowBits(n, docs int) uint {
	return uint(max(bits.Len(uint(docs*7/(n*10))), 1) - 1)
}

// appendRice appends sorted numbers as differences: what is over the low bits
// in as many zeros and a one, then the low bits.
func appendRice(data []byte, numbers []uint16, docs int) []byte {
	k := lowBits(len(numbers), docs)
	var acc uint64
	var filled uint
	put := func(value uint64, n uint) {
		acc |= value << (64 - n - filled)
		for filled += n; filled >= 8; filled -= 8 {
			data = append(data, byte(acc>>56))
			acc <<= 8
		}
	}
	next := 0
	for _, number := range numbers {
		gap := uint64(int(number) - next)
		next = int(number) + 1
		over := gap >> k
		for ; over >= 32; over -= 32 {
			put(0, 32)
		}
		put(1, uint(over)+1)
		if k > 0 {
			put(gap&(1<<k-1), k)
		}
	}
	if filled > 0 {
		data = append(data, byte(acc>>56))
	}
	return data
}

// rice reads what appendRice wrote.
type rice struct {
	data   []byte
	acc    uint64
	filled uint
	k      uint
	next   int
	bad    bool
}

func newRice(data []byte, n, docs int) rice { return rice{data: data, k: lowBits(n, docs)} }

// fill makes more than 32 bits available, as far as there are.
func (r *rice) fill() {
	for r.filled <= 56 && len(r.data) > 0 {
		r.acc |= uint64(r.data[0]) << (56 - r.filled)
		r.data = r.data[1:]
		r.filled += 8
	}
}

// number returns the next number.
func (r *rice) number() int {
	over := 0
	for {
		if r.filled < 40 {
			r.fill()
		}
		if r.acc != 0 {
			break
		}
		if r.filled == 0 {
			r.bad = true
			return 0
		}
		over += int(r.filled)
		r.filled = 0
	}
	zeros := uint(bits.LeadingZeros64(r.acc))
	over += int(zeros)
	r.acc <<= zeros + 1
	r.filled -= zeros + 1
	gap := over << r.k
	if r.k > 0 {
		if r.filled < r.k {
			r.fill()
		}
		gap |= int(r.acc >> (64 - r.k))
		r.acc <<= r.k
		if r.filled < r.k {
			r.bad = true
			return 0
		}
		r.filled -= r.k
	}
	number := r.next + gap
	r.next = number + 1
	return number
}
