package storage

import (
	"bytes"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/fxamacker/cbor/v2"
	"github.com/klauspost/compress/zstd"
)

// The first byte of every value says how the rest is to be read.
const (
	plain  = 1 // CBOR
	packed = 2 // CBOR, compressed with zstd
	// packedBy is CBOR, compressed with zstd by the dictionary whose ID is in the
	// next four bytes.
	packedBy = 3
)

// packFrom is the size from which a record is compressed. Texts of 3 KB shrink
// to less than half in 15 microseconds and are read back in 5; Badger would
// compress the same bytes again at every compaction, and holds large buffers
// for that.
const packFrom = 512

var (
	errEmpty    = errors.New("empty record")
	errFormat   = errors.New("record of an unknown format")
	errTooLarge = errors.New("record too large")
)

// encoder writes CBOR with the keys of maps in the order of the structs.
var encoder = func() cbor.UserBufferEncMode {
	m, err := cbor.EncOptions{}.UserBufferEncMode()
	if err != nil {
		panic(err) // unreachable unless the options contradict each other
	}
	return m
}()

// decoder reads what encoder wrote, whatever its size: guids and validators
// are kept byte for byte, so text need not be UTF-8.
var decoder = func() cbor.DecMode {
	m, err := cbor.DecOptions{
		UTF8:             cbor.UTF8DecodeInvalid,
		DupMapKey:        cbor.DupMapKeyEnforcedAPF,
		IndefLength:      cbor.IndefLengthForbidden,
		TagsMd:           cbor.TagsForbidden,
		MaxArrayElements: 1 << 30,
		MaxNestedLevels:  4 * maxDepth,
	}.DecMode()
	if err != nil {
		panic(err) // unreachable unless the options contradict each other
	}
	return m
}()

// packer needs one state: there is one writer, and those beside it wait for it.
var packer = func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil,
		zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1),
		zstd.WithWindowSize(128<<10), zstd.WithLowerEncoderMem(true),
		// Badger has checksums of its own.
		zstd.WithEncoderCRC(false))
	if err != nil {
		panic(err) // unreachable unless the options contradict each other
	}
	return e
}()

var unpacker = func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxRecord))
	if err != nil {
		panic(err) // unreachable unless the options contradict each other
	}
	return d
}()

// maxRecord is the size of the largest record, before compression. Badger
// takes what fits a file of the value log.
const maxRecord = 48 * mib

// encode returns the format byte and the record in CBOR.
func encode(record any) ([]byte, error) { return encodeBy(nil, record) }

// encodeBy is encode with a dictionary, if there is one.
func encodeBy(d *dictionary, record any) ([]byte, error) {
	r := rooms.Get().(*room) //nolint:forcetypeassert // it holds nothing else
	defer rooms.Put(r)
	r.plain.Reset()
	r.plain.WriteByte(plain)
	if err := encoder.MarshalToBuffer(record, &r.plain); err != nil {
		return nil, fmt.Errorf("encode %T: %w", record, err)
	}
	value := r.plain.Bytes()
	if len(value) < packFrom {
		return bytes.Clone(value), nil
	}
	if len(value) > maxRecord {
		return nil, fmt.Errorf("encode %T of %d bytes: %w", record, len(value), errTooLarge)
	}
	if d != nil {
		r.packed = d.pack(value[1:], r.packed[:0])
	} else {
		r.packed = packer.EncodeAll(value[1:], append(r.packed[:0], packed))
	}
	return bytes.Clone(r.packed), nil
}

// room is where records are encoded; what comes of it is as long as it is.
type room struct {
	plain  bytes.Buffer
	packed []byte
}

var rooms = sync.Pool{New: func() any { return new(room) }}

// decode fills the record from what encode returned.
func decode(value []byte, record any) error {
	r := rooms.Get().(*room) //nolint:forcetypeassert // it holds nothing else
	defer rooms.Put(r)
	body, err := unpack(value, r)
	if err == nil && isScanned(body, record) {
		return nil
	}
	if err == nil {
		err = decoder.Unmarshal(body, record) // which keeps nothing of the body
	}
	if err != nil {
		return fmt.Errorf("decode %T: %w", record, err)
	}
	return nil
}

// unpack returns the CBOR of a value: a part of it, or in room, which may be nil.
func unpack(value []byte, r *room) (body []byte, err error) {
	if r == nil {
		r = new(room)
	}
	if len(value) == 0 {
		return nil, errEmpty
	}
	switch value[0] {
	case plain:
		return value[1:], nil
	case packed:
		body, err = unpacker.DecodeAll(value[1:], r.packed[:0])
	case packedBy:
		body, err = unpackBy(value[1:], r.packed[:0])
	default:
		return nil, fmt.Errorf("%w %d", errFormat, value[0])
	}
	if err == nil {
		r.packed = body
	}
	return body, err
}

// stamp is a moment in full precision: seconds since 1970 and nanoseconds if
// there are any. The zero time is the empty stamp.
type stamp []int64

func stampOf(t time.Time) stamp {
	switch {
	case t.IsZero():
		return nil
	case t.Nanosecond() == 0:
		return stamp{t.Unix()}
	}
	return stamp{t.Unix(), int64(t.Nanosecond())}
}

func (s stamp) time() time.Time {
	switch len(s) {
	case 0:
		return time.Time{}
	case 1:
		return time.Unix(s[0], 0).UTC()
	}
	return time.Unix(s[0], s[1]).UTC()
}
