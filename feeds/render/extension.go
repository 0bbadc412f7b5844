package render

import (
	"slices"
	"strings"

	"dateline/feeds"
)

// said names the extension elements that every format has elements of its own
// for. The parser has read them; said twice, they would contradict or double
// what we say.
var said = map[string]string{
	atomSpace:                 "author category content id published summary title updated",
	contentSpace:              "encoded items",
	dcSpace:                   "creator date language rights subject",
	dctermsSpace:              "created date issued modified rights",
	geoSpace:                  "Point lat long lon latitude longitude",
	georssSpace:               "point",
	mediaSpace:                "category",
	"http://postneo.com/icbm": "latitude longitude lat lon",
	"http://rssnamespace.org/feedburner/ext/1.0": "origLink",
}

// extend takes over the extension elements of an item. Licences and links get
// fields of their own.
func (it *item) extend(list []feeds.Element) {
	for _, e := range list {
		e.Space = knownSpace(e.Space)
		switch {
		case e.Space == ccSpace && e.Name == "license", e.Space == webCCSpace && e.Name == "license":
			it.license(firstOf(attr(e, "resource"), e.Text))
		case e.Space == atomSpace && e.Name == "link":
			it.linkTo(e)
		case lists(said[e.Space], e.Name), it.repeats(e), it.shows(e):
		default:
			it.extensions = append(it.extensions, e)
		}
	}
}

func (it *item) license(link string) {
	if link = address(link); link != "" && !slices.Contains(it.licenses, link) {
		it.licenses = append(it.licenses, link)
	}
}

// linkTo keeps an atom:link whose relation still holds in our feed.
func (it *item) linkTo(e feeds.Element) {
	r := reference{rel: attr(e, "rel"), href: address(attr(e, "href")), title: line(attr(e, "title"))}
	switch r.rel {
	case "license":
		it.license(r.href)
	case "related", "via", "payment":
		same := func(was reference) bool { return was.rel == r.rel && was.href == r.href }
		if r.href != "" && r.href != it.link && !slices.ContainsFunc(slices.Concat(it.references, it.links), same) {
			it.links = append(it.links, r)
		}
	}
}

// repeats reports whether an element says the title or text once more.
func (it *item) repeats(e feeds.Element) bool {
	switch {
	case e.Space == dcSpace && e.Name == "title":
		return line(e.Text) == it.title
	case e.Space == dcSpace && e.Name == "description", e.Space == dctermsSpace && e.Name == "abstract",
		e.Space == itunesSpace && (e.Name == "summary" || e.Name == "subtitle"),
		e.Space == mediaSpace && e.Name == "description":
		text := plain(e.Text)
		return text == "" || text == plain(it.summary) || text == plain(it.content)
	case e.Space == georssSpace && e.Name == "where":
		return len(e.Children) == 1 && e.Children[0].Name == "Point"
	}
	return false
}

// shows reports whether a media element has nothing that the item's picture or
// files do not have.
func (it *item) shows(e feeds.Element) bool {
	if e.Space != mediaSpace || e.Name != "content" && e.Name != "thumbnail" {
		return false
	}
	link := address(attr(e, "url"))
	if link != "" && link == it.picture.url {
		return only(e.Attrs, "url type medium width height fileSize isDefault") && hasOnly(e.Children, "credit description title text thumbnail")
	}
	of := func(f file) bool { return f.url == link }
	return slices.ContainsFunc(it.files, of) && len(e.Children) == 0 && only(e.Attrs, "url type medium fileSize isDefault")
}

func only(attrs []feeds.Attr, names string) bool {
	return !slices.ContainsFunc(attrs, func(a feeds.Attr) bool { return !lists(names, a.Name) })
}

func hasOnly(children []feeds.Element, names string) bool {
	return !slices.ContainsFunc(children, func(e feeds.Element) bool { return !lists(names, e.Name) })
}

// lists reports whether a word is in a list of words.
func lists(words, word string) bool {
	for w := range strings.FieldsSeq(words) {
		if w == word {
			return true
		}
	}
	return false
}

// attr returns the value of an attribute by its local name.
func attr(e feeds.Element, name string) string {
	for _, a := range e.Attrs {
		if a.Name == name {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}
