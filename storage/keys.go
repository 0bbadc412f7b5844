package storage

import (
	"crypto/sha256"
	"encoding/binary"
	"time"

	"dateline/feeds"
	"dateline/storage/index"
)

// The first byte of a key says what it is; the schema is in the package
// comment. Numbers are big-endian, so that keys sort by them.
const (
	metaKey       = 'm'
	numberKey     = 'n'
	sourceKey     = 's'
	stateKey      = 't'
	pushKey       = 'p'
	itemKey       = 'i'
	goneKey       = 'x'
	guidKey       = 'g'
	linkKey       = 'l'
	orderKey      = 'o'
	regionKey     = 'c'
	heldKey       = 'v'
	withdrawnKey  = 'd'
	storyKey      = 'y'
	partKey       = 'z'
	sketchKey     = 'k'
	postingKey    = 'b'
	changeKey     = 'j'
	blockKey      = 'e'
	courseKey     = 'h'
	subscriberKey = 'u'
	segmentKey    = 'w'
	readingKey    = 'q'
)

var (
	schemaKey     = []byte{metaKey, 's'}
	atlasKey      = []byte{metaKey, 'a'}
	removedKey    = []byte{metaKey, 'r'}
	prunedKey     = []byte{metaKey, 'l'}
	reclaimedKey  = []byte{metaKey, 'b'}
	indexKey      = []byte{metaKey, 'i'}
	dictionaryKey = []byte{metaKey, 'd'}
	scratchKey    = []byte{metaKey, 'x'} // never stays, see compact
)

func keyOfNumber(slug string) []byte { return append([]byte{numberKey}, slug...) }

func keyOfSource(id string) []byte { return append([]byte{sourceKey}, id...) }

func keyOfState(source uint32) []byte {
	return binary.BigEndian.AppendUint32([]byte{stateKey}, source)
}

func keyOfReading(source uint32) []byte {
	return binary.BigEndian.AppendUint32([]byte{readingKey}, source)
}

func keyOfSubscription(source uint32) []byte {
	return binary.BigEndian.AppendUint32([]byte{pushKey}, source)
}

func keyOfItem(id feeds.ID) []byte { return append([]byte{itemKey}, id[:]...) }

func keyOfGone(id feeds.ID) []byte { return append([]byte{goneKey}, id[:]...) }

// hash stands for a guid or a canonical link in keys.
type hash [16]byte

func hashOf(s string) hash {
	sum := sha256.Sum256([]byte(s))
	return hash(sum[:16])
}

func keyOfGUID(source uint32, guid string) []byte { return hashOf(guid).keyOfGUID(source) }

func (h hash) keyOfGUID(source uint32) []byte {
	return append(binary.BigEndian.AppendUint32([]byte{guidKey}, source), h[:]...)
}

func keyOfLink(canonical string) []byte { return hashOf(canonical).keyOfLink() }

func (h hash) keyOfLink() []byte { return append([]byte{linkKey}, h[:]...) }

func keyOfRegion(region uint32) []byte {
	return binary.BigEndian.AppendUint32([]byte{regionKey}, region)
}

func readRegion(key []byte) uint32 { return binary.BigEndian.Uint32(key[1:]) }

func orderPrefix(region uint32) []byte {
	return binary.BigEndian.AppendUint32([]byte{orderKey}, region)
}

func keyOfOrder(region uint32, date int64, id feeds.ID) []byte {
	k := make([]byte, 0, 1+4+8+16)
	k = binary.BigEndian.AppendUint32(append(k, orderKey), region)
	k = binary.BigEndian.AppendUint64(k, ^sortable(date))
	return append(k, id[:]...)
}

func readOrder(key []byte) (date int64, id feeds.ID) {
	date = unsortable(^binary.BigEndian.Uint64(key[5:]))
	copy(id[:], key[13:])
	return date, id
}

func heldPrefix(source uint32) []byte {
	return binary.BigEndian.AppendUint32([]byte{heldKey}, source)
}

// held is what a key of the held index says: when we received an item from a
// source, and how old the item is.
type held struct {
	received, date int64
	id             feeds.ID
}

func keyOfHeld(source uint32, h held) []byte {
	k := make([]byte, 0, 1+4+8+8+16)
	k = binary.BigEndian.AppendUint32(append(k, heldKey), source)
	k = binary.BigEndian.AppendUint64(k, sortable(h.received))
	k = binary.BigEndian.AppendUint64(k, sortable(h.date))
	return append(k, h.id[:]...)
}

func sourceOfHeld(key []byte) uint32 { return binary.BigEndian.Uint32(key[1:]) }

func readHeld(key []byte) (h held) {
	h.received = unsortable(binary.BigEndian.Uint64(key[5:]))
	h.date = unsortable(binary.BigEndian.Uint64(key[13:]))
	copy(h.id[:], key[21:])
	return h
}

func withdrawnPrefix(region uint32) []byte {
	return binary.BigEndian.AppendUint32([]byte{withdrawnKey}, region)
}

func keyOfWithdrawn(region uint32, at int64, id feeds.ID) []byte {
	k := binary.BigEndian.AppendUint64(withdrawnPrefix(region), ^sortable(at))
	return append(k, id[:]...)
}

func keyOfChange(seq uint64) []byte {
	return binary.BigEndian.AppendUint64([]byte{changeKey}, seq)
}

func readSeq(key []byte) uint64 { return binary.BigEndian.Uint64(key[len(key)-8:]) }

// blockSize is how many entries of the log a key of a region's log stands for:
// as many as its value has bits.
const blockSize = 64

// block is a part of a region's log: entries from number*blockSize on.
type block struct {
	region uint32
	number uint64
}

func (p block) key() []byte {
	return binary.BigEndian.AppendUint64(blockPrefix(p.region), p.number)
}

func blockPrefix(region uint32) []byte {
	return binary.BigEndian.AppendUint32([]byte{blockKey}, region)
}

func segmentPrefix(number uint32) []byte {
	return binary.BigEndian.AppendUint32([]byte{segmentKey}, number)
}

func keyOfSegment(number uint32, kind index.Kind, first uint32) []byte {
	return binary.BigEndian.AppendUint32(append(segmentPrefix(number), byte(kind)), first)
}

// sortable maps seconds to numbers whose bytes sort like them, also before
// 1970.
func sortable(sec int64) uint64 { return uint64(sec) ^ 1<<63 }

func unsortable(n uint64) int64 { return int64(n ^ 1<<63) }

// seconds is how keys and records measure time.
func seconds(t time.Time) int64 { return t.Unix() }

func fromSeconds(sec int64) time.Time { return time.Unix(sec, 0).UTC() }
