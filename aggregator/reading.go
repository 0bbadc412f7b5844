package aggregator

import (
	"crypto/sha256"
	"io"
	"slices"
	"time"

	"dateline/aggregator/parse"
	"dateline/feeds"
)

// readerVersion is to be raised when items are read otherwise than before, so
// that each document is read in full once more.
const readerVersion = "1"

// mostBrief is how long a source may go without all of its document being read.
// The store knows again what retention took for 200 days at least after it saw
// it last; a month costs next to nothing, and heals whatever we did not think of.
const mostBrief = 30 * 24 * time.Hour

// ReadOn reads a document as Read does, but for the items that stand in it as
// they did in an earlier one, of which was says what became of them. It reads
// all items if there is anything odd about the document, or if what they take
// from around them is not as it was, or if they are for the most part new. What
// to remember of the document is its Reading: nothing of one that is odd, or on
// which a rule could not be run, which is told at each visit.
func (r Reader) ReadOn(body []byte, contentType, url string, src feeds.Source, now time.Time, was feeds.Reading) (Document, error) {
	if src.IsPage() || !r.rules.IsSteady(src.ID) {
		return r.Read(body, contentType, url, src, now)
	}
	text, err := parse.Open(input(body, contentType, url, src))
	if err != nil {
		return Document{}, err
	}
	var is feeds.Reading
	isCut := text.Cut()
	if isCut {
		is = r.reading(&text, src)
	}
	if isCut && is.Frame == was.Frame && now.Sub(was.Full) < mostBrief {
		if doc, ok := r.readFresh(&text, is, was, url, src, now); ok {
			return doc, nil
		}
	}
	parsed, err := text.Read()
	if err != nil {
		return Document{}, err
	}
	doc := r.document(parsed, url, src, now)
	if isCut && len(doc.Repairs) == 0 && len(doc.Items) == len(is.Pieces) && len(doc.Failures()) == 0 {
		is.Full = now
		doc.settle(is)
	}
	return doc, nil
}

// settle makes is the reading of the document, whose items are its fresh pieces.
func (d *Document) settle(is feeds.Reading) {
	for i, items := 0, 0; i < len(is.Pieces); i++ {
		switch p := &is.Pieces[i]; p.Fate {
		case feeds.Kept:
			d.Known++
		case feeds.Omitted:
			d.Omitted++
		case feeds.Fresh:
			if !d.isKept(items) {
				p.Fate = feeds.Omitted
			}
			items++
		}
	}
	d.Reading = is
}

// reading is what there is to read in a document that was cut.
func (r Reader) reading(text *parse.Text, src feeds.Source) (is feeds.Reading) {
	h := sha256.New()
	_, _ = io.WriteString(h, readerVersion) // a hash takes everything
	_, _ = h.Write(r.settings(src))
	text.Frame(h)
	is.Frame = feeds.Digest(h.Sum(nil))
	for _, raw := range text.Pieces() {
		sum := sha256.Sum256(raw)
		is.Pieces = append(is.Pieces, feeds.Piece{Digest: feeds.Digest(sum[:])})
	}
	return is
}

// readFresh reads the pieces of a document that are fresh. It is not ok if too
// many are, or if they cannot be read alone as well as among the others.
func (r Reader) readFresh(text *parse.Text, is, was feeds.Reading, url string, src feeds.Source, now time.Time) (doc Document, ok bool) {
	is.Pieces = slices.Clone(is.Pieces)
	fresh := is.Recall(was)
	if 2*fresh > len(is.Pieces) {
		return doc, false
	}
	parsed, err := text.Without(func(i int) bool { return is.Pieces[i].Fate != feeds.Fresh }).Read()
	if err != nil || len(parsed.Repairs) > 0 || len(parsed.Items) != fresh {
		return doc, false
	}
	doc = r.document(parsed, url, src, now)
	is.Full = was.Full
	doc.settle(is)
	return doc, len(doc.Failures()) == 0
}
