package render

import (
	"strings"

	"dateline/feeds"
)

// source is a feed that carries an item.
type source struct {
	// id and guid are as the operator and the publisher wrote them.
	id, guid string
	// item is its own item in a story.
	item string
	name string
	// url is the feed's address, home its site's, link the item's there.
	url, home, link string
}

// reference is a link of an item to something else.
type reference struct{ rel, href, title string }

func sourcesOf(carriers []feeds.Carrier) []source {
	list := make([]source, 0, len(carriers))
	for _, c := range carriers {
		s := source{
			id: line(c.ID), guid: clean(c.GUID), name: line(c.Name),
			url: address(c.URL), home: address(c.Home), link: address(c.Link),
		}
		if !c.Item.IsZero() {
			s.item = c.Item.URN()
		}
		if i := strings.Index(s.id, "://"); i >= 0 && strings.Contains(s.id[i:], "@") {
			s.id = firstOf(s.url, s.id[:i]) // no passwords
		}
		if s.url == "" {
			s.url = s.home
		}
		s.name = firstOf(s.name, hostOf(s.url), s.id)
		list = append(list, s)
	}
	return list
}

// references point to the other carriers of an item, and to where its source
// has it from. A carrier with a page of its own on the matter is related (RFC
// 4287 section 4.2.7.2); one with the same page is a feed it came by: via.
func references(link string, sources []source, origin source) []reference {
	var list []reference
	add := func(r reference) {
		for _, was := range list {
			if was.rel == r.rel && was.href == r.href {
				return
			}
		}
		list = append(list, r)
	}
	others := sources[min(1, len(sources)):]
	own := ""
	if len(others) > 0 {
		own = feeds.Canonical(link)
	}
	for _, s := range others {
		if s.link != "" && s.link != link && feeds.Canonical(s.link) != own {
			add(reference{"related", s.link, s.name})
		} else if s.url != "" {
			add(reference{"via", s.url, s.name})
		}
	}
	if origin.url != "" && (len(sources) == 0 || origin.url != sources[0].url) {
		add(reference{"via", origin.url, origin.name})
	}
	return list
}

func originOf(o feeds.Origin) source {
	s := source{name: line(o.Title), url: address(o.URL)}
	if s.name == "" {
		s.name = hostOf(s.url)
	}
	return s
}
