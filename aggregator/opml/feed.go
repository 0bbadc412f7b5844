package opml

import "strings"

// take takes the feed of an outline, or notes why it cannot. It returns false
// for an outline that has nothing to do with an address: a folder.
func (b *builder) take(t tag, isComment bool) bool {
	value := strings.TrimSpace(t.feed)
	if value == "" && !t.isType("link", "include") {
		value = strings.TrimSpace(t.url)
	}
	switch {
	case t.isType("include"):
		b.note(t, "%s is another list: import it by itself, from %s", quoted(t), shown(t.url, t.feed))
	case value == "":
		return b.pointless(t)
	case isComment:
		b.note(t, "%s is commented out in the list", quoted(t))
	case strings.Contains(t.kind, "+"):
		b.note(t, "%s is no feed, but a document read as %s: see kind: page", quoted(t), line(t.kind, 40))
	default:
		b.add(t, value)
	}
	return true
}

// pointless notes an outline that looks like a feed and has no address.
func (b *builder) pointless(t tag) bool {
	switch {
	case t.isType("link"):
		b.note(t, "%s is a link to %s, no feed", quoted(t), shown(t.url, t.page))
	case t.isEmpty && strings.TrimSpace(t.page) != "":
		b.note(t, "%s has no feed address, only that of a page: %s", quoted(t), shown(t.page))
	case t.isType("rss", "atom", "feed", "rdf", "json", "xml"):
		b.note(t, "%s has no feed address", quoted(t))
	case t.list != "":
		b.note(t, "%s takes feeds from another list too: import it by itself, from %s", quoted(t), shown(t.list))
		return false
	default:
		return false
	}
	return true
}

// quoted is what people call an outline.
func quoted(t tag) string {
	if name := short(t.label(), 80); name != "" {
		return "“" + name + "”"
	}
	return "an outline without a name"
}

// shown is the first address that there is, as it may be shown.
func shown(values ...string) string {
	for _, value := range values {
		if addr, _, ok := address(value); ok {
			return addr
		}
	}
	return "an address that cannot be read"
}

// add takes a feed, or joins it with the one that has its address.
func (b *builder) add(t tag, value string) {
	addr, remark, ok := address(value)
	if remark != "" {
		b.note(t, "%s: %s", quoted(t), remark)
	}
	if !ok {
		return
	}
	f := Feed{URL: addr, Title: t.label(), Home: page(t.page), Language: line(t.language, 40)}
	if f.Title == addr || f.Title == line(value, maxName) {
		f.Title = ""
	}
	f.addFolder(b.path())
	f.categorise(t.category)
	k := key(addr)
	if at, again := b.known[k]; again {
		first := &b.list.Feeds[at]
		if f.URL != first.URL || !first.gains(f) {
			b.note(t, "%s is %s again (line %d): joined", quoted(t), first.URL, first.Line)
		}
		first.join(f)
		return
	}
	if len(b.list.Feeds) >= maxFeeds {
		b.beyond++
		return
	}
	f.Line = b.lineAt(t.at)
	b.known[k] = len(b.list.Feeds)
	b.list.Feeds = append(b.list.Feeds, f)
}

// categorise takes the category attribute: categories between commas, of which
// those that begin with "/" are paths of folders (OPML 2.0, "Text attributes").
func (f *Feed) categorise(value string) {
	if value == "" {
		return
	}
	for c := range strings.SplitSeq(line(value, 40*maxName), ",") {
		c = strings.TrimSpace(c)
		if !strings.HasPrefix(c, "/") {
			f.addTag(short(withComma(c), maxName))
			continue
		}
		var path []string
		for name := range strings.SplitSeq(c, "/") {
			if name = strings.TrimSpace(name); name != "" && len(path) < maxDepth {
				path = append(path, short(name, maxName))
			}
		}
		f.addFolder(path)
	}
}

// A comma or a slash at the front cannot be written in a category: Write
// encodes them as in addresses, and the "%" of what looks encoded.
var (
	encode      = strings.NewReplacer("%2C", "%252C", "%2F", "%252F", "%25", "%2525", ",", "%2C")
	decodeComma = strings.NewReplacer("%2C", ",", "%2F", "/", "%25", "%")
)

func withComma(tag string) string { return decodeComma.Replace(tag) }

func withoutComma(tag string) string {
	tag = encode.Replace(tag)
	if strings.HasPrefix(tag, "/") {
		tag = "%2F" + tag[1:]
	}
	return tag
}
