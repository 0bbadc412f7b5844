package feeds

import (
	"fmt"
	"strings"

	"github.com/google/uuid"
)

// ID identifies an item everywhere: in every format, region, poll, restart and
// node. It is a version 5 UUID (RFC 9562 section 5.5).
type ID [16]byte

// space is the namespace of our version 5 UUIDs. It never changes.
var space = uuid.MustParse("6f1c2b1e-8a52-5d0f-9c55-0d1b4e2f7a90")

// String returns the UUID in its usual form.
func (id ID) String() string { return uuid.UUID(id).String() }

// URN returns the form that is published: "urn:uuid:…".
func (id ID) URN() string { return "urn:uuid:" + id.String() }

// IsZero reports whether id is unset.
func (id ID) IsZero() bool { return id == ID{} }

// ParseID reads a UUID, with or without "urn:uuid:".
func ParseID(s string) (ID, error) {
	u, err := uuid.Parse(strings.TrimPrefix(s, "urn:uuid:"))
	if err != nil {
		return ID{}, fmt.Errorf("item id %q: %w", s, err)
	}
	return ID(u), nil
}

// Identify derives an item's ID from its canonical link when the link tells it
// apart, else from source ID and guid, else from source ID and text.
// channelLink is the feed's own site link.
func Identify(it Item, sourceID, channelLink string) ID {
	if link := TellingLink(it.Link, channelLink); link != "" {
		return newID("link", link)
	}
	if it.GUID != "" {
		return newID("guid", sourceID, it.GUID)
	}
	return newID("text", sourceID, it.Title, it.Content, it.Summary, firstEnclosure(it))
}

// TellingLink returns the canonical form of link, or "" if it tells no item
// apart: it is the channel's own link, or has neither path nor query.
func TellingLink(link, channelLink string) string {
	c := Canonical(link)
	if c == "" || c == Canonical(channelLink) {
		return ""
	}
	return c
}

// IsSame reports whether was and now, two items of one source with one guid,
// are the same thing. A source that reuses a guid changes link, title and date
// together; one that corrects an item keeps at least one of them.
func IsSame(was, now Item) bool {
	if was.Link == now.Link || was.Title == now.Title {
		return true
	}
	if Canonical(was.Link) != "" && Canonical(was.Link) == Canonical(now.Link) {
		return true
	}
	return !was.Published.IsZero() && was.Published.Equal(now.Published)
}

func firstEnclosure(it Item) string {
	if len(it.Enclosures) == 0 {
		return ""
	}
	return it.Enclosures[0].URL
}

// newID hashes the kind of key and its parts, each with its length, so that no
// two lists of parts give the same name.
func newID(kind string, parts ...string) ID {
	var b strings.Builder
	b.WriteString("1 " + kind)
	for _, p := range parts {
		fmt.Fprintf(&b, "\n%d:%s", len(p), p)
	}
	return ID(uuid.NewSHA1(space, []byte(b.String())))
}
