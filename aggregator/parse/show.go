package parse

import (
	"slices"

	"dateline/aggregator/parse/address"
	"dateline/aggregator/parse/markup"
	"dateline/feeds"
)

// ofShow are the elements that a podcast has once for all its episodes, by
// namespace. An episode that has one of its own has it in place of the show's.
var ofShow = map[string]map[string]bool{
	markup.ITunesSpace:  {"author": true, "explicit": true, "image": true},
	markup.PodcastSpace: {"funding": true, "license": true, "person": true, "value": true},
}

// inherit gives an episode what its show says for all: it will stand among
// those of others, where nobody sees the show. Pictures, authors and all else
// that an item is compared by are read before, so it is no change of the item.
func (c *converter) inherit(it *feeds.Item) {
	if !it.IsPlayable() {
		return
	}
	own := extensions(it.Extensions)
	list := slices.Clip(it.Extensions)
	for _, e := range c.feed.Extensions {
		if !ofShow[e.Space][e.Name] || own.has(e.Space, e.Name) {
			continue
		}
		if e.Name == "image" {
			e.Attrs = c.absolute(e.Attrs)
		}
		list = append(list, e)
	}
	it.Extensions = list
}

// has reports whether there is an element of a name.
func (x extensions) has(space, name string) bool {
	for range x.all(space, name) {
		return true
	}
	return false
}

// absolute makes the address of a picture absolute: the show's addresses hang on
// the feed, those of an episode on its page.
func (c *converter) absolute(attrs []feeds.Attr) []feeds.Attr {
	attrs = slices.Clone(attrs)
	for i, a := range attrs {
		if a.Space == "" && a.Name == "href" {
			attrs[i].Value = address.Web(c.base, a.Value)
		}
	}
	return attrs
}
