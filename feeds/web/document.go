package web

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"dateline/feeds"
)

// document is an answer ready to be sent, in one coding. It does not change
// once made, so many requests may send it at the same time.
type document struct {
	// head is the state of the library it was made for.
	head feeds.Head
	// hash is of the plain bytes, print of what a feed lists.
	hash     string
	print    string
	listings []feeds.Listing
	// noted is what the ledger has of it, the same in all codings.
	noted  *atomic.Pointer[record]
	coding coding
	body   []byte
	// modified is zero for what has no date worth telling.
	modified time.Time
	// header holds what does not depend on the request. Its slices are
	// shared by all answers and never appended to.
	header http.Header
	// date is the Last-Modified once the second it was modified in is over.
	date []string
	// wire is the document as it goes over a connection.
	wire *wire
}

// draft is what gets made into a document.
type draft struct {
	body      []byte
	mediaType string
	modified  time.Time
	// health is the X-Feed-Health of what shows sources, else empty.
	health string
	// links is the Link header of feeds, else empty.
	links string
	// since is the X-Feed-Since of feeds, else empty.
	since string
	// caching is the Cache-Control, empty for what everything has.
	caching string
	// policy is the Content-Security-Policy of pages, else empty.
	policy string
	// listings are what feeds list that can be subscribed to, else nil.
	listings []feeds.Listing
}

// cacheControl lets caches keep an answer for a minute, and for a day when we
// cannot be reached: old news is better than none.
const cacheControl = "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"

func newDocument(d draft, head feeds.Head) *document {
	sum := sha256.Sum256(d.body)
	doc := &document{head: head, hash: hex.EncodeToString(sum[:16]), body: d.body, modified: d.modified, listings: d.listings, noted: new(atomic.Pointer[record])}
	if !d.modified.IsZero() {
		doc.date = []string{lastModified(d.modified, d.modified.Add(time.Second))}
	}
	doc.header = http.Header{
		"Content-Type":  {d.contentType()},
		"Cache-Control": {cmp.Or(d.caching, cacheControl)},
		"Vary":          {"Accept-Encoding"},
	}
	if d.listings != nil {
		doc.print = feeds.Print(d.listings)
		doc.header["Vary"] = []string{"Accept-Encoding, A-IM"}
	}
	if d.health != "" {
		doc.header["X-Feed-Health"] = []string{d.health}
	}
	if d.since != "" {
		doc.header["X-Feed-Since"] = []string{d.since}
	}
	if d.links != "" {
		doc.header["Link"] = []string{d.links}
	}
	if d.policy != "" {
		doc.header["Content-Security-Policy"] = []string{d.policy}
	}
	doc.seal()
	return doc
}

// contentType says that what is no picture is in UTF-8.
func (d draft) contentType() string {
	if d.mediaType == "image/png" {
		return d.mediaType
	}
	return d.mediaType + "; charset=utf-8"
}

// in returns the document in another coding.
func (d *document) in(c coding) (*document, error) {
	body, err := compress(d.body, c)
	if err != nil {
		return nil, err
	}
	doc := *d
	doc.coding, doc.body, doc.header = c, body, d.header.Clone()
	doc.header["Content-Encoding"] = []string{string(c)}
	doc.seal()
	return &doc, nil
}

// seal sets the headers that depend on the bytes.
func (d *document) seal() {
	d.header["Etag"] = []string{entityTag(d.hash, d.coding)}
	d.header["Content-Length"] = []string{strconv.Itoa(len(d.body))}
	d.wire = &wire{}
}

// isOfBytes reports whether a header is about the bytes that a 304 does not bring.
func isOfBytes(name string) bool {
	return name == "Content-Length" || name == "Content-Encoding" || name == "Content-Type"
}

// size is what keeping the document takes, about.
func (d *document) size() int64 {
	return int64(len(d.body) + len(d.header.Get("Link")) + len(d.listings)*listingSize + 1024)
}

// lastModified is the header to send now, nil for none.
func (d *document) lastModified(now time.Time) []string {
	if d.date == nil || now.Sub(d.modified) >= time.Second {
		return d.date
	}
	return []string{lastModified(d.modified, now)}
}

// send answers a GET or HEAD with the document, or with 304 if the reader has
// it. A 304 has the headers a 200 would have that are about the document
// (RFC 9110 section 15.4.5), none about the bytes it does not bring.
func (d *document) send(w http.ResponseWriter, r *http.Request, now time.Time) {
	unchanged := conditionsOf(r.Header).holds(d.hash, d.modified)
	h := w.Header()
	for name, values := range d.header {
		if !unchanged || !isOfBytes(name) {
			h[name] = values
		}
	}
	if date := d.lastModified(now); date != nil {
		h["Last-Modified"] = date
	}
	if unchanged {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(d.body) // the reader went away: nobody to tell
	}
}
