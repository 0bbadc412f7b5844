package storage

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"github.com/fxamacker/cbor/v2"
)

// format is the first byte of every value: how the rest is to be read.
const format = 1

var (
	errEmpty  = errors.New("empty record")
	errFormat = errors.New("record of an unknown format")
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

// encode returns the format byte and the record in CBOR.
func encode(record any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte(format)
	if err := encoder.MarshalToBuffer(record, &b); err != nil {
		return nil, fmt.Errorf("encode %T: %w", record, err)
	}
	return b.Bytes(), nil
}

// decode fills the record from what encode returned.
func decode(value []byte, record any) error {
	if len(value) == 0 {
		return fmt.Errorf("decode %T: %w", record, errEmpty)
	}
	if value[0] != format {
		return fmt.Errorf("decode %T: %w %d", record, errFormat, value[0])
	}
	if err := decoder.Unmarshal(value[1:], record); err != nil {
		return fmt.Errorf("decode %T: %w", record, err)
	}
	return nil
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
