package opml

import (
	"slices"

	"golang.org/x/text/language"

	"dateline/feeds"
)

// Sources makes sources of the feeds, in their order. A folder named like a
// region of the atlas places its feeds there, any other is a topic.
func (l List) Sources(atlas *feeds.Atlas) []feeds.Source {
	s := newSorter(atlas)
	sources := make([]feeds.Source, len(l.Feeds))
	for i, f := range l.Feeds {
		sources[i] = s.source(f)
	}
	return sources
}

func (s *sorter) source(f Feed) feeds.Source {
	src := feeds.Source{ID: f.URL, URL: f.URL, Name: f.Title, Home: f.Home, Language: tongue(f.Language)}
	for _, path := range f.Folders {
		regions, topics := s.path(path)
		src.Regions = addAll(src.Regions, regions)
		src.Topics = addAll(src.Topics, topics)
	}
	src.Topics = addAll(src.Topics, f.Tags)
	return src
}

// addAll adds to list what is not in it.
func addAll(list, more []string) []string {
	for _, m := range more {
		if !slices.Contains(list, m) && len(list) < maxTags {
			list = append(list, m)
		}
	}
	return list
}

// tongue is a BCP 47 tag with its usual capitals; "" for "unknown" and what
// else lists say.
func tongue(said string) string {
	tag, err := language.Raw.Parse(said)
	if base, confidence := tag.Base(); err != nil || tag == language.Und || confidence == language.No || base.String() == "und" {
		return ""
	}
	return tag.String()
}
