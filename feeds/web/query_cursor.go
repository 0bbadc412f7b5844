package web

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"time"

	"dateline/feeds"
)

// A cursor is a place in the order of feeds, as the value of before: a byte that
// says which form it has, the date in seconds since 1970, the ID, and some of the
// hash of these, in base64url. It holds in every region and for every query.
const (
	cursorForm = 1
	cursorSize = 1 + 8 + len(feeds.ID{})
	checkSize  = 5
	// cursorLength is how long it is in letters; the decoder passes over
	// ends of lines.
	cursorLength = (cursorSize + checkSize) * 4 / 3
)

var errNoCursor = errors.New("no place that we gave out in a next link either")

var cursorCoding = base64.RawURLEncoding.Strict()

// writeCursor writes a place. It never begins with a minus sign: its first six
// bits are those of the form.
func writeCursor(p feeds.Position) string {
	b := binary.BigEndian.AppendUint64([]byte{cursorForm}, uint64(p.Date.Unix())) //nolint:gosec // its bits, read back below
	b = append(b, p.ID[:]...)
	return cursorCoding.EncodeToString(append(b, checkOf(b)...))
}

// readCursor reads what writeCursor wrote, and nothing else.
func readCursor(text string) (feeds.Position, error) {
	b, err := cursorCoding.DecodeString(text)
	if err != nil || len(text) != cursorLength || len(b) != cursorSize+checkSize || b[0] != cursorForm || string(b[cursorSize:]) != string(checkOf(b[:cursorSize])) {
		return feeds.Position{}, errNoCursor
	}
	at := time.Unix(int64(binary.BigEndian.Uint64(b[1:])), 0).UTC() //nolint:gosec // its bits, written above
	p := feeds.Position{Date: at, ID: feeds.ID(b[9:cursorSize])}
	if at.Year() < 0 || at.Year() > 9999 || p.IsZero() {
		return feeds.Position{}, errNoCursor
	}
	return p, nil
}

func checkOf(b []byte) []byte {
	sum := sha256.Sum256(b)
	return sum[:checkSize]
}

func spellCursors(p feeds.Position) []string {
	if p.IsZero() {
		return nil
	}
	return []string{writeCursor(p)}
}
