package clean

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// settleImage finds the picture that is to be seen: the one a script would
// load, when there is only a placeholder. It marks pictures that nobody is to
// see, and those of which nothing but a script knows.
func (t *tree) settleImage(id int32) {
	n := &t.nodes[id]
	if n.tag == 0 {
		// Of an amp-img they may be mere proportions.
		t.set(id, attrWidth, "")
		t.set(id, attrHeight, "")
	}
	src := t.site.web(t.attr(id, attrSrc))
	isLazy := n.marks&isLazy != 0 || src == "" || isPlaceholder(src)
	srcset := t.site.srcset(t.attr(id, attrSrcset))
	if isLazy {
		if lazy := t.lazySource(id); lazy != "" {
			src = lazy
		}
		if lazy := t.site.srcset(t.attr(id, attrLazySrcset)); lazy != "" {
			srcset = lazy
			if sizes := t.attr(id, attrLazySizes); sizes != "" && sizes != "auto" {
				t.set(id, attrSizes, sizes)
			}
		}
	}
	if (src == "" || isPlaceholder(src)) && srcset != "" {
		src, _, _ = candidate(srcset)
	}
	if t.isUnseen(id) || isBeacon(src) {
		t.nodes[id].marks |= isTiny
	}
	if src == "" || isPlaceholder(src) {
		t.nodes[id].marks |= isPending
		src = ""
	}
	if !strings.ContainsAny(srcset, " ") {
		srcset = "" // it says no more than src
	}
	t.set(id, attrSrcset, srcset)
	if srcset == "" {
		t.set(id, attrSizes, "")
	}
	t.provide(id, attrSrc, src)
	t.provide(id, attrAlt, t.attr(id, attrAlt))
	t.provide(id, attrReferrer, "no-referrer")
}

// provide sets an attribute that must be there even if it is empty.
func (t *tree) provide(id int32, key attrKey, value string) {
	t.set(id, key, "")
	t.attrs = append(t.attrs[:t.nodes[id].to], attribute{key, value})
	t.nodes[id].to++
}

// lazySource is the address that a script would put into src.
func (t *tree) lazySource(id int32) string {
	for _, a := range t.attrsOf(id) {
		if a.key != attrLazySrc {
			continue
		}
		if src := t.site.web(a.value); src != "" && !isPlaceholder(src) {
			return src
		}
	}
	return ""
}

// isUnseen reports whether a picture has no size to speak of.
func (t *tree) isUnseen(id int32) bool {
	for _, key := range []attrKey{attrWidth, attrHeight} {
		size := strings.TrimSuffix(strings.TrimSpace(t.attr(id, key)), "px")
		if n, err := strconv.ParseFloat(size, 64); err == nil && n <= 1 {
			return true
		}
	}
	for declared := range strings.SplitSeq(t.attr(id, attrStyle), ";") {
		switch strings.TrimSuffix(strings.ReplaceAll(strings.ToLower(declared), " ", ""), "!important") {
		case "width:1px", "height:1px", "width:0", "height:0", "width:0px", "height:0px":
			return true
		}
	}
	return false
}

// becomeCharacter turns the picture of a character, as blog software makes of
// emoji, into the character.
func (t *tree) becomeCharacter(id int32) bool {
	n := &t.nodes[id]
	if n.marks&isEmoji == 0 && !strings.Contains(t.attr(id, attrSrc), "s.w.org/images/core/emoji/") {
		return false
	}
	alt := oneLine(t.attr(id, attrAlt))
	if alt == "" || len(alt) > 32 || alt[0] < utf8.RuneSelf || strings.ContainsRune(alt, ' ') {
		return false
	}
	t.attrs = t.attrs[:n.from]
	from := int32(len(t.text))
	t.text = append(t.text, alt...)
	n.el, n.tag, n.from, n.to = textElement, 0, from, int32(len(t.text))
	return true
}

// settleMedia lets a recording be controlled, and not play by itself.
func (t *tree) settleMedia(id int32) {
	src := t.attr(id, attrSrc)
	if src == "" {
		src = t.lazySource(id)
	}
	t.set(id, attrSrc, src)
	t.provide(id, attrControls, "")
}

func (t *tree) settleSource(id int32) {
	if lazy := t.attr(id, attrLazySrcset); lazy != "" {
		t.set(id, attrSrcset, lazy)
	}
	if t.attr(id, attrSrc) == "" {
		t.set(id, attrSrc, t.lazySource(id))
	}
	if t.topKind() == asPicture {
		t.set(id, attrSrc, "")
	} else {
		t.set(id, attrSrcset, "")
		t.set(id, attrSizes, "")
	}
}

// placeholders are names of files that stand for a picture to be loaded.
var placeholders = []string{
	"1px.gif", "1px.png", "1x1.gif", "1x1.png", "blank.gif", "blank.jpg", "blank.png", "clear.gif", "clear.png",
	"empty.gif", "empty.png", "gray.gif", "grey.gif", "img_trans.gif", "lazy.gif", "lazy.png", "lazy_placeholder.gif",
	"lazyload.gif", "loader.gif", "loading.gif", "loading.svg", "pixel.gif", "pixel.png", "placeholder.gif",
	"placeholder.jpg", "placeholder.png", "placeholder.svg", "spaceball.gif", "spacer.gif", "spacer.png", "trans.gif",
	"transparent.gif", "transparent.png", "x.gif",
}

// isPlaceholder reports whether an address is of a file that shows nothing.
func isPlaceholder(address string) bool {
	end := len(address)
	if i := strings.IndexAny(address, "?#"); i >= 0 {
		end = i
	}
	name := address[strings.LastIndexByte(address[:end], '/')+1 : end]
	if len(name) > 24 || len(name) < 5 {
		return false
	}
	_, found := slices.BinarySearch(placeholders, strings.ToLower(name))
	return found
}
