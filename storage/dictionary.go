package storage

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"sync"

	"github.com/dgraph-io/badger/v4"
	"github.com/klauspost/compress/zstd"
)

// A dictionary has what items of a store have in common: words, tags, names of
// fields. With it an item of 1.8 KB takes three quarters of what it takes without.
// A store makes one of its first items and keeps it: whatever was packed with it
// is read with it.
type dictionary struct {
	id uint32
	mu sync.Mutex
	// packer is for one at a time.
	packer *zstd.Encoder
}

const (
	// dictionaryFrom is how many entries the log has before one is made, of so
	// many items and with so much of them in it.
	dictionaryFrom  = 1000
	dictionaryItems = 400
	dictionaryBytes = 32 << 10
)

// dictionaries unpack what was packed with them, by ID, whatever store it is in:
// those with one ID are the same.
var dictionaries sync.Map // of *zstd.Decoder

var errDictionary = errors.New("its dictionary is not there")

// idOf is an ID that no registered dictionary has (RFC 8878 section 5).
func idOf(content []byte) uint32 { return crc32.ChecksumIEEE(content)&^(1<<31) | 1<<30 }

// openDictionary returns a dictionary that can be packed with, and lets all values
// be unpacked that were packed with it.
func openDictionary(content []byte) (*dictionary, error) {
	packer, err := zstd.NewWriter(nil,
		zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1),
		zstd.WithWindowSize(128<<10), zstd.WithLowerEncoderMem(true), zstd.WithEncoderCRC(false),
		zstd.WithEncoderDict(content))
	if err != nil {
		return nil, fmt.Errorf("dictionary: %w", err)
	}
	unpacker, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxRecord), zstd.WithDecoderDicts(content))
	if err != nil {
		return nil, fmt.Errorf("dictionary: %w", err)
	}
	d := &dictionary{id: binary.LittleEndian.Uint32(content[4:]), packer: packer}
	if _, known := dictionaries.LoadOrStore(d.id, unpacker); known {
		unpacker.Close()
	}
	return d, nil
}

// pack appends a record, packed with the dictionary.
func (d *dictionary) pack(record, room []byte) []byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	room = binary.BigEndian.AppendUint32(append(room, packedBy), d.id)
	return d.packer.EncodeAll(record, room)
}

// unpackBy unpacks what pack made, without its first byte.
func unpackBy(packed, room []byte) ([]byte, error) {
	if len(packed) < 4 {
		return nil, errDictionary
	}
	d, ok := dictionaries.Load(binary.BigEndian.Uint32(packed))
	if !ok {
		return nil, errDictionary
	}
	return d.(*zstd.Decoder).DecodeAll(packed[4:], room) //nolint:forcetypeassert // it holds nothing else
}

// loadDictionary opens the dictionary of the store, if it has one.
func (s *Store) loadDictionary() error {
	return s.db.View(func(txn *badger.Txn) error {
		content, err := raw(txn, dictionaryKey)
		if err != nil || content == nil {
			return err
		}
		d, err := openDictionary(content)
		if err == nil {
			s.dictionary = d
		}
		return err
	})
}

// makeDictionary makes one as soon as there are enough items. It is on the disk
// before anything is packed with it.
func (s *Store) makeDictionary() error {
	if s.dictionary != nil || s.seq < max(s.dictionaryAt, dictionaryFrom) {
		return nil
	}
	s.dictionaryAt = 2 * s.seq
	samples, err := s.sampleItems(dictionaryItems)
	if err != nil {
		return err
	}
	var history []byte
	for _, record := range samples {
		if len(history)+len(record) <= dictionaryBytes {
			history = append(history, record...)
		}
	}
	content, err := zstd.BuildDict(zstd.BuildDictOptions{
		ID: idOf(history), Contents: samples, History: history, Offsets: [3]int{1, 4, 8}, Level: zstd.SpeedFastest,
	})
	if err != nil {
		s.log.Debug("no dictionary is made of these items", "error", err)
		return nil // when there are twice as many
	}
	d, err := openDictionary(content)
	if err != nil {
		return err
	}
	err = s.db.Update(func(txn *badger.Txn) error {
		if err := write(txn, schemaKey, schemaRecord{Version: schema}); err != nil {
			return err
		}
		return txn.Set(dictionaryKey, content)
	})
	if err == nil {
		err = s.db.Sync()
	}
	if err == nil {
		s.dictionary = d
	}
	return err
}

// sampleItems returns the records of some items, in the order of their IDs, which
// is none.
func (s *Store) sampleItems(n int) (samples [][]byte, err error) {
	err = s.db.View(func(txn *badger.Txn) error {
		it := txn.NewIterator(badger.IteratorOptions{Prefix: []byte{itemKey}, PrefetchValues: true, PrefetchSize: 100})
		defer it.Close()
		for it.Rewind(); it.Valid() && len(samples) < n; it.Next() {
			err := it.Item().Value(func(v []byte) error {
				record, err := unpack(v, nil)
				if len(record) >= packFrom && len(record) < dictionaryBytes/4 {
					samples = append(samples, append([]byte(nil), record...))
				}
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return samples, err
}
