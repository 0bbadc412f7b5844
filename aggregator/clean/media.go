package clean

import (
	"strconv"
	"strings"

	"dateline/feeds"
)

// judgeImage drops pictures that show nothing, and one that was just shown to
// readers without scripts.
func (t *tree) judgeImage(parent, c int32) verdict {
	n := &t.nodes[c]
	if n.marks&isTiny != 0 {
		return removes
	}
	if n.marks&isPending != 0 {
		if t.nodes[parent].el.kind == asPicture {
			return keeps // its sources may tell
		}
		return removes
	}
	if before := t.nodes[parent].shown; t.nodes[before].marks&isTwin != 0 && t.nodes[before].el.kind == asImage && t.attr(before, attrSrc) == t.attr(c, attrSrc) {
		return removes
	}
	n.media = 1
	return keeps
}

// judgePicture keeps the sources and the first img of a picture. With only one
// of both there is nothing to choose.
func (t *tree) judgePicture(c int32) verdict {
	var img, source int32
	for child := range t.children(c) {
		switch el := t.nodes[child].el; {
		case el.kind == asImage && img == 0:
			img = child
		case el.kind == asSource && source == 0 && t.attr(child, attrSrcset) != "":
			source = child
		}
	}
	if img != 0 && t.nodes[img].marks&isPending != 0 {
		t.adopt(img, source)
	}
	if img != 0 && t.nodes[img].media > 0 && source != 0 {
		return hoists
	}
	t.rebuild(c, func(child int32) verdict {
		if el := t.nodes[child].el; el.kind == asSource || el.kind == asImage && t.nodes[child].media == 0 {
			return removes
		}
		return keeps
	})
	return unwraps
}

// adopt gives an img without an address the first one of a source.
func (t *tree) adopt(img, source int32) {
	if source == 0 {
		return
	}
	address, _, _ := candidate(t.attr(source, attrSrcset))
	t.set(img, attrSrc, address)
	t.nodes[img].marks &^= isPending
	t.nodes[img].media = 1
}

// judgeMedia drops recordings and players without a source. What stands in
// one is for those who cannot play it.
func (t *tree) judgeMedia(c int32) verdict {
	n := &t.nodes[c]
	plays := t.attr(c, attrSrc) != ""
	for child := range t.children(c) {
		plays = plays || n.el.kind == asMedia && t.nodes[child].el.kind == asSource && t.attr(child, attrSrc) != ""
	}
	if plays {
		return hoists
	}
	if n.marks&isClosed != 0 {
		return removes
	}
	t.rebuild(c, func(child int32) verdict {
		if t.nodes[child].el.kind == asSource {
			return removes
		}
		return keeps
	})
	return unwraps
}

// split leaves a picture, recording or player what it may hold, and returns
// the rest of what stood in it. What was meant for those who cannot play it is
// gone, unless nothing says where it ends.
func (t *tree) split(c int32) chain {
	var rest chain
	el, marks, child := t.nodes[c].el, t.nodes[c].marks, t.nodes[c].first
	t.keepNone(c)
	var img int32
	for child != 0 {
		next := t.nodes[child].next
		t.nodes[child].next = 0
		switch kind := t.nodes[child].el.kind; {
		case kind == asSource:
			if t.attr(child, attrSrc)+t.attr(child, attrSrcset) != "" && el.kind != asPlayer {
				t.keep(c, t.only(child))
			}
		case kind == asImage && el.kind == asPicture && img == 0 && t.nodes[child].media > 0:
			img = child
		case el.kind == asPicture || marks&isClosed == 0:
			t.append(&rest, child)
		}
		child = next
	}
	if img != 0 {
		t.keep(c, t.only(img))
	}
	t.nodes[c].size, t.nodes[c].media = 0, 1
	return rest
}

// append appends a node to a chain.
func (t *tree) append(c *chain, n int32) {
	if c.first == 0 {
		*c = t.only(n)
		return
	}
	t.nodes[c.last].next = n
	more := t.only(n)
	c.last, c.size, c.media = n, c.size+more.size, c.media+more.media
	if more.shown != 0 {
		c.shown = n
	}
}

// judgeFallback keeps the pictures and players in a noscript, unless they are
// the twins of what stands before it.
func (t *tree) judgeFallback(parent, c int32) verdict {
	n := &t.nodes[c]
	if n.marks&isClosed == 0 {
		return unwraps
	}
	if n.media == 0 {
		return removes
	}
	if before := t.nodes[parent].shown; n.media == 1 && before != 0 && t.nodes[before].media == 1 && t.nodes[before].size == 0 {
		return removes
	}
	t.withoutText(c)
	return unwraps
}

// pictured are the kinds that count as a picture themselves.
var pictured = kindsOf(asImage, asPlayer, asRule, asMedia, asPicture)

// withoutText leaves of a node the pictures and players in it.
func (t *tree) withoutText(n int32) {
	t.rebuild(n, func(c int32) verdict {
		if t.nodes[c].media == 0 && t.nodes[c].el.kind != asSource {
			return removes
		}
		t.withoutText(c)
		return keeps
	})
	if pictured.has(t.nodes[n].el.kind) {
		t.nodes[n].media = 1
		t.nodes[n].marks |= isTwin
	}
}

// illustrate completes the picture of an item from those in a fragment: the
// first real one if there is none yet, else the one that is the same.
func (t *tree) illustrate(img feeds.Image) feeds.Image {
	found, ok := t.firstImage(0)
	switch {
	case !ok:
	case img.URL == "":
		return found
	case img.URL == found.URL:
		if img.Alt == "" {
			img.Alt = found.Alt
		}
		if img.Width == 0 && img.Height == 0 {
			img.Width, img.Height = found.Width, found.Height
		}
	}
	return img
}

// firstImage returns the first picture in a node that is no icon.
func (t *tree) firstImage(n int32) (feeds.Image, bool) {
	for c := range t.children(n) {
		switch {
		case t.nodes[c].media == 0:
			continue
		case t.nodes[c].el.kind == asImage:
			if img := t.image(c); !isIcon(img) {
				return img, true
			}
		default:
			if img, ok := t.firstImage(c); ok {
				return img, true
			}
		}
	}
	return feeds.Image{}, false
}

func (t *tree) image(c int32) feeds.Image {
	img := feeds.Image{URL: t.attr(c, attrSrc), Alt: shortText(t.attr(c, attrAlt), maxNote)}
	img.Width, _ = strconv.Atoi(t.attr(c, attrWidth))
	img.Height, _ = strconv.Atoi(t.attr(c, attrHeight))
	return img
}

// isIcon reports whether a picture is too small to stand for an item, or the
// portrait of an author.
func isIcon(img feeds.Image) bool {
	const small = 80
	return img.Width > 0 && img.Width < small || img.Height > 0 && img.Height < small ||
		strings.Contains(img.URL, "gravatar.com/avatar/")
}
