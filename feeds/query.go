package feeds

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// Query is what a reader asks for among the entries of a region. The zero Query
// asks for all of them. What it says of one kind of thing holds together with
// what it says of others.
type Query struct {
	// Topics are category terms or labels, or names of regions, Sources the IDs of sources,
	// Languages BCP 47 tags, each of which stands for all its kinds
	// (RFC 4647 section 3.3.1).
	Topics, Sources, Languages Choice
	// Text is asked of everything an entry says.
	Text Search
	// Since and Before bound the Date of entries: not before Since, and
	// before Before. Zero is no bound.
	Since, Before time.Time
	// After asks for what follows an entry in the order of feeds, which is
	// what is older; the zero Position for all.
	After Position
	// Playable asks for entries with audio or video.
	Playable bool
}

// Choice asks for what has any of In, or anything if In is empty, but none of
// Out.
type Choice struct {
	In, Out []string
}

// IsEmpty reports whether the choice asks for nothing in particular.
func (c Choice) IsEmpty() bool { return len(c.In) == 0 && len(c.Out) == 0 }

// Position is the place of an entry in the order of feeds: newest first, by
// Date and then by ID.
type Position struct {
	Date time.Time
	ID   ID
}

// Position is where the entry is.
func (e Entry) Position() Position { return Position{e.Date, e.ID} }

// IsZero reports whether it is no position.
func (p Position) IsZero() bool { return p == Position{} }

// IsEmpty reports whether everything is asked for.
func (q Query) IsEmpty() bool {
	return q.Topics.IsEmpty() && q.Sources.IsEmpty() && q.Languages.IsEmpty() && len(q.Text) == 0 &&
		q.Since.IsZero() && q.Before.IsZero() && q.After.IsZero() && !q.Playable
}

// Wants reports whether an entry is among those asked for. One that names no
// language is in none, and excluded by none.
func (q Query) Wants(e Entry) bool {
	return q.isInTime(e) &&
		(!q.Playable || e.IsPlayable()) &&
		q.Languages.wants(func(tag string) bool { return IsLanguage(e.Language, tag) }) &&
		q.Sources.wants(func(id string) bool {
			return slices.ContainsFunc(e.Carriers, func(c Carrier) bool { return c.ID == id })
		}) &&
		q.Topics.wants(e.isAbout) &&
		q.Text.Matches(e)
}

func (q Query) isInTime(e Entry) bool {
	return !e.Date.Before(q.Since) && (q.Before.IsZero() || e.Date.Before(q.Before)) &&
		(q.After.IsZero() || q.After.IsBefore(e.Position()))
}

// IsBefore reports whether p comes before another position in a feed.
func (p Position) IsBefore(other Position) bool {
	if c := p.Date.Compare(other.Date); c != 0 {
		return c > 0
	}
	return slices.Compare(p.ID[:], other.ID[:]) < 0
}

func (c Choice) wants(has func(string) bool) bool {
	return !slices.ContainsFunc(c.Out, has) && (len(c.In) == 0 || slices.ContainsFunc(c.In, has))
}

// IsLanguage reports whether a tag is of a language: zh-Hant-TW is of zh-Hant.
func IsLanguage(tag, of string) bool {
	return len(tag) >= len(of) && strings.EqualFold(tag[:len(of)], of) && (len(tag) == len(of) || tag[len(of)] == '-')
}

// isAbout reports whether a topic is one of the categories the item is published
// with, by its term or its label, in whatever case: its own and its regions.
func (it Item) isAbout(topic string) bool {
	own := slices.ContainsFunc(it.Categories, func(c Category) bool {
		return strings.EqualFold(c.Term, topic) || strings.EqualFold(c.Label, topic)
	})
	if own || len(it.Placements) == 0 {
		return own
	}
	slug := TopicSlug(topic)
	return slices.ContainsFunc(it.Placements, func(p Placement) bool { return p.Slug == slug })
}

// TopicSlug is alike for topics that differ in case, accents and dashes only; of
// the name of a region it is the slug.
func TopicSlug(topic string) string { return strings.Join(Words(apostrophes.Replace(topic)), "-") }

// apostrophes are what slugs leave out of names.
var apostrophes = strings.NewReplacer("'", "", "’", "")

// FoldTopic returns what topics have in common that are the same to a query:
// those that differ in case only. It is in lower case.
func FoldTopic(topic string) string { return strings.Map(foldRune, topic) }

// foldRune stands for all runes that differ from r in case only: the lower case
// of the first capital among them, if it is among them too.
func foldRune(r rune) rune {
	least, capital := r, unicode.MaxRune
	for other := unicode.SimpleFold(r); ; other = unicode.SimpleFold(other) {
		least = min(least, other)
		if unicode.IsUpper(other) {
			capital = min(capital, other)
		}
		if other == r {
			break
		}
	}
	if lower := unicode.ToLower(capital); strings.EqualFold(string(lower), string(r)) {
		return lower
	}
	return least
}

// IsPlayable reports whether the item has audio or video to play.
func (it Item) IsPlayable() bool { return slices.ContainsFunc(it.Enclosures, Enclosure.IsPlayable) }

// IsPlayable reports whether the file is audio or video, by its media type.
func (e Enclosure) IsPlayable() bool {
	kind, _, _ := strings.Cut(strings.ToLower(e.Type), "/")
	return kind == "audio" || kind == "video"
}
