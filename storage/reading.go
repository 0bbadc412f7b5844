package storage

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// readingRecord is a feeds.Reading. Its pieces stand one behind the other,
// hashes that no compression makes shorter.
type readingRecord struct {
	Frame  feeds.Digest `cbor:"1,keyasint"`
	Full   stamp        `cbor:"2,keyasint"`
	Pieces []byte       `cbor:"3,keyasint"`
}

// pieceLen is the length of a piece: its digest, its fate, its key.
const pieceLen = len(feeds.Digest{}) + 1 + 4

func readingOf(r feeds.Reading) readingRecord {
	rec := readingRecord{Frame: r.Frame, Full: stampOf(r.Full), Pieces: make([]byte, 0, pieceLen*len(r.Pieces))}
	for _, p := range r.Pieces {
		rec.Pieces = append(append(rec.Pieces, p.Digest[:]...), byte(p.Fate))
		rec.Pieces = binary.BigEndian.AppendUint32(rec.Pieces, p.Key)
	}
	return rec
}

func (r readingRecord) reading() feeds.Reading {
	out := feeds.Reading{Frame: r.Frame, Full: r.Full.time(), Pieces: make([]feeds.Piece, 0, len(r.Pieces)/pieceLen)}
	for rest := r.Pieces; len(rest) >= pieceLen; rest = rest[pieceLen:] {
		p := feeds.Piece{Digest: feeds.Digest(rest)}
		p.Fate, p.Key = feeds.Fate(rest[len(p.Digest)]), binary.BigEndian.Uint32(rest[len(p.Digest)+1:])
		out.Pieces = append(out.Pieces, p)
	}
	return out
}

// Reading returns what is remembered of the last document of a source: the zero
// Reading if all of the next one is to be read.
func (s *Store) Reading(ctx context.Context, sourceID string) (feeds.Reading, error) {
	n, ok := s.sources.number(sourceID)
	if !ok || ctx.Err() != nil {
		return feeds.Reading{}, ctx.Err()
	}
	var r readingRecord
	err := s.db.View(func(txn *badger.Txn) error {
		_, err := read(txn, keyOfReading(n), &r)
		return err
	})
	return r.reading(), err
}

// pieces are what a merge knows of the document that its items are from.
type pieces struct {
	// kept are the keys of what was not read, and how many that is skipped.
	kept    map[uint32]bool
	skipped int
	// held are, of each item of the visit so far, its key if the next visit
	// need not see it again as it is, else 0.
	held []uint32
	// odd says that items of the visit are in each other's way: then the next
	// one has to see them all.
	odd bool
}

// keyOfPiece is never 0.
func keyOfPiece(id feeds.ID) uint32 { return max(binary.BigEndian.Uint32(id[:4]), 1) }

// recognise takes the pieces of a visit that were not read for known. It is
// feeds.ErrUnsure if they are not what is remembered now, or if what is to become
// of the others could depend on them: an item may be one of them, may be in a
// flood, or is withdrawn.
func (m *merger) recognise(v feeds.Visit) error {
	if v.Reading == nil {
		return nil
	}
	m.pieces.kept = map[uint32]bool{}
	for _, p := range v.Reading.Pieces {
		if p.Fate == feeds.Kept {
			m.pieces.kept[p.Key] = true
			m.pieces.skipped++
		}
	}
	m.tally.Known += m.pieces.skipped
	if m.pieces.skipped == 0 {
		return nil
	}
	if len(v.Items) > m.pieces.skipped || len(v.Tombstones) > 0 || m.isFloodAt(v.State.Flood.At) {
		return feeds.ErrUnsure
	}
	if err := m.isStill(*v.Reading); err != nil {
		return err
	}
	for i, it := range v.Items {
		if err := m.isApart(m.leads[i].link, it); err != nil {
			return err
		}
	}
	return nil
}

// isStill is feeds.ErrUnsure unless what is remembered is still what the visit
// went by: a push may have come since.
func (m *merger) isStill(is feeds.Reading) error {
	var r readingRecord
	found, err := read(m.batch.txn, keyOfReading(m.source), &r)
	if err == nil && (!found || r.Frame != is.Frame || !r.Full.time().Equal(is.Full)) {
		err = feeds.ErrUnsure
	}
	return err
}

// isApart is feeds.ErrUnsure if anything leads from an item to one that was not
// read: its guid, its link, or what it would be called.
func (m *merger) isApart(link string, it feeds.Item) error {
	for _, lead := range []struct {
		by  string
		key func() []byte
	}{
		{it.GUID, func() []byte { return keyOfGUID(m.source, it.GUID) }},
		{link, func() []byte { return keyOfLink(link) }},
	} {
		if lead.by == "" {
			continue
		}
		a, _, err := readAlias(m.batch.txn, lead.key())
		if err != nil {
			return err
		}
		if !a.ID.IsZero() && m.pieces.kept[keyOfPiece(a.ID)] {
			return feeds.ErrUnsure
		}
	}
	if m.pieces.kept[keyOfPiece(feeds.IdentifyBy(link, it, m.id))] {
		return feeds.ErrUnsure
	}
	return nil
}

// vouch says of the item at hand that the store has it as it came, and that its
// guid, if it has one, leads to it.
func (m *merger) vouch(f found, leads bool) {
	if f.own == "" || leads && f.own == f.guid {
		m.pieces.held[len(m.pieces.held)-1] = keyOfPiece(f.id)
	}
}

// remember writes which pieces of the document need not be read again, in the
// batch of the state.
func (m *merger) remember(r *feeds.Reading) error {
	if r == nil {
		return nil
	}
	key := keyOfReading(m.source)
	is := feeds.Reading{Frame: r.Frame, Full: r.Full, Pieces: m.known(r.Pieces)}
	if len(is.Pieces) == 0 {
		if was, err := raw(m.batch.txn, key); err != nil || was == nil {
			return err
		}
		return m.batch.remove(key)
	}
	var b bytes.Buffer
	b.WriteByte(plain)
	if err := encoder.MarshalToBuffer(readingOf(is), &b); err != nil {
		return fmt.Errorf("encode what was read: %w", err)
	}
	return m.batch.set(&badger.Entry{Key: key, Value: b.Bytes()})
}

// known are the pieces that need not be read again: none if items of the visit
// were in each other's way, or came back under other guids.
func (m *merger) known(all []feeds.Piece) []feeds.Piece {
	held := m.pieces.held
	if m.pieces.odd || len(m.shared) > 0 || len(m.before.held) > 0 {
		return nil
	}
	list := make([]feeds.Piece, 0, len(all))
	for _, p := range all {
		if p.Fate == feeds.Fresh {
			if len(held) == 0 {
				return nil // unreachable: each stands for an item of the visit
			}
			p.Fate, p.Key, held = feeds.Kept, held[0], held[1:]
			if p.Key == 0 {
				continue
			}
		}
		list = append(list, p)
	}
	return list
}
