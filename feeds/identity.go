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
	return IdentifyBy(TellingLink(it, channelLink), it, sourceID)
}

// IdentifyBy is Identify for who has the item's TellingLink.
func IdentifyBy(link string, it Item, sourceID string) ID {
	if link != "" {
		return newID("link", link)
	}
	if it.GUID != "" {
		return newID("guid", sourceID, it.GUID)
	}
	return newID("text", sourceID, it.Title, it.Content, it.Summary, firstEnclosure(it))
}

// TellingLink returns the canonical form of an item's link, or "" if it tells
// no item apart: it is the channel's own link, or has neither path nor query.
// The fragment belongs to it if the item's guid has the same one: such a
// feed lists the parts of one page, be they comments or releases.
func TellingLink(it Item, channelLink string) string { return Home(channelLink).TellingLink(it) }

// Home returns what TellingLink wants to know of a channel's link, for who asks
// for many of its items.
func Home(channelLink string) ChannelHome {
	return ChannelHome(strings.TrimRight(Canonical(channelLink), "/"))
}

// ChannelHome is a channel's own link, in its canonical form.
type ChannelHome string

// TellingLink is TellingLink of an item of the channel.
func (h ChannelHome) TellingLink(it Item) string {
	c := Canonical(it.Link)
	if c == "" {
		return ""
	}
	if part := partOfPage(it); part != "" {
		return c + "#" + part
	}
	if strings.TrimRight(c, "/") == string(h) {
		return ""
	}
	return c
}

// partOfPage returns the fragment of an item's link that its guid confirms,
// but for those that follow readers ("#xtor=RSS-1").
func partOfPage(it Item) string {
	_, part, _ := strings.Cut(it.Link, "#")
	_, own, _ := strings.Cut(it.GUID, "#")
	if part = oneSpelling(part); part == "" || strings.Contains(part, "=") || part != oneSpelling(own) {
		return ""
	}
	return part
}

// IsSame reports whether was and now, two items of one source with one guid,
// are the same thing. A source that reuses a guid changes link, title and date
// together; one that corrects an item keeps at least one of them. What either
// of them lacks says nothing.
func IsSame(was, now Item) bool {
	changed := 0
	for _, pair := range [][2]string{{was.Title, now.Title}, {sameLink(was.Link), sameLink(now.Link)}} {
		switch {
		case pair[0] == "" || pair[1] == "":
		case pair[0] == pair[1]:
			return true
		default:
			changed++
		}
	}
	if !was.Published.IsZero() && !now.Published.IsZero() {
		if was.Published.Equal(now.Published) {
			return true
		}
		changed++
	}
	return changed < 2
}

// sameLink is what IsSame compares of a link.
func sameLink(link string) string {
	if c := Canonical(link); c != "" {
		return c
	}
	return link
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
