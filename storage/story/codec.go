package story

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// version is the first byte of a sketch. It changes with what is hashed and
// how: sketches of two versions cannot be compared.
const version = 2

// headSize is that of version, date, length, series and the four counts.
const headSize = 1 + 4 + 2 + 2 + 4

// How many bytes a hash and a tell take.
const (
	hashBytes = 2
	tellBytes = 8
)

// MaxBytes is how many bytes a sketch has at most.
const MaxBytes = headSize + hashBytes*(leadSize+2*sampleSize) + tellBytes*tellSize

var errMalformed = errors.New("malformed")

// Bytes returns the sketch as Parse reads it:
//
//	version, date[4], length[2], series[2], n, n, n, n,
//	lead[2]…, sample[2]…, stems[2]…, (tell[3], left[2], right[2], place)…
func (s Sketch) Bytes() []byte {
	b := make([]byte, 0, headSize+hashBytes*(len(s.lead)+len(s.sample)+len(s.stems))+tellBytes*len(s.tells))
	b = append(b, version)
	b = binary.BigEndian.AppendUint32(b, s.minute)
	b = binary.BigEndian.AppendUint16(b, s.length)
	b = binary.BigEndian.AppendUint16(b, s.series)
	b = append(b, byte(len(s.lead)), byte(len(s.sample)), byte(len(s.stems)), byte(len(s.tells)))
	for _, hashes := range [][]uint32{s.lead, s.sample, s.stems} {
		for _, h := range hashes {
			b = binary.BigEndian.AppendUint16(b, uint16(h))
		}
	}
	for _, t := range s.tells {
		b = append(b, byte(t.value>>16), byte(t.value>>8), byte(t.value))
		b = binary.BigEndian.AppendUint16(b, t.left)
		b = append(binary.BigEndian.AppendUint16(b, t.right), t.place)
	}
	return b
}

// Parse reads what Bytes returned. It returns an error for a sketch of another
// version and for anything else.
func Parse(b []byte) (Sketch, error) {
	if len(b) < headSize {
		return Sketch{}, fmt.Errorf("parse sketch: %w", errMalformed)
	}
	if b[0] != version {
		return Sketch{}, fmt.Errorf("parse sketch: version %d, not %d", b[0], version)
	}
	s := Sketch{minute: binary.BigEndian.Uint32(b[1:]), length: binary.BigEndian.Uint16(b[5:]), series: binary.BigEndian.Uint16(b[7:])}
	lead, sample, stems, tells := int(b[9]), int(b[10]), int(b[11]), int(b[12])
	b = b[headSize:]
	if lead > leadSize || sample > sampleSize || stems > sampleSize || tells > tellSize ||
		len(b) != hashBytes*(lead+sample+stems)+tellBytes*tells || s.length > maxWords {
		return Sketch{}, fmt.Errorf("parse sketch: %w", errMalformed)
	}
	s.lead, b = hashesOf(b, lead)
	s.sample, b = hashesOf(b, sample)
	s.stems, b = hashesOf(b, stems)
	if !slices.IsSorted(s.sample) || !slices.IsSorted(s.stems) {
		return Sketch{}, fmt.Errorf("parse sketch: %w: not sorted", errMalformed)
	}
	for ; len(b) > 0; b = b[tellBytes:] {
		t := tell{left: binary.BigEndian.Uint16(b[3:]), right: binary.BigEndian.Uint16(b[5:]), place: b[7]}
		t.value = uint32(b[0])<<16 | uint32(b[1])<<8 | uint32(b[2])
		s.tells = append(s.tells, t)
	}
	return s, nil
}

// hashesOf reads n hashes and returns the rest.
func hashesOf(b []byte, n int) ([]uint32, []byte) {
	if n == 0 {
		return nil, b
	}
	hashes := make([]uint32, n)
	for i := range hashes {
		hashes[i] = uint32(binary.BigEndian.Uint16(b[hashBytes*i:]))
	}
	return hashes, b[hashBytes*n:]
}
