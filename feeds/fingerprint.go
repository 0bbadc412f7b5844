package feeds

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"io"
	"strconv"
)

// Fingerprint is a hash of what a reader would notice of an item. Two items of
// one source with equal fingerprints are unchanged: dates, extensions and the
// order of categories do not count.
func Fingerprint(it Item) [16]byte {
	h := sha256.New()
	for _, s := range []string{it.Link, it.Title, it.Summary, it.Content, it.Image.URL, it.Image.Credit, it.Language, it.Rights} {
		mix(h, s)
	}
	for _, p := range it.Authors {
		mix(h, p.Name)
	}
	for _, e := range it.Enclosures {
		mix(h, e.URL+" "+e.Type+" "+strconv.FormatInt(e.Length, 10))
	}
	var sum [16]byte
	copy(sum[:], h.Sum(nil))
	for _, c := range it.Categories {
		term := sha256.Sum256([]byte(c.Scheme + "\n" + c.Term + "\n" + c.Label))
		for i := range sum {
			sum[i] += term[i]
		}
	}
	return sum
}

func mix(h hash.Hash, s string) {
	var n [8]byte
	binary.BigEndian.PutUint64(n[:], uint64(len(s)))
	h.Write(n[:])
	_, _ = io.WriteString(h, s)
}
