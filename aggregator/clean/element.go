package clean

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// kind says how an element behaves, in the tree and in the output.
type kind uint8

const (
	asText      kind = iota
	asInline         // b, em, …: kept unless empty
	asLink           // a: not in another, nor without an address
	asBlock          // div, blockquote, …
	asParagraph      // p: holds no blocks
	asHeading        // h1 to h6: not in another
	asList           // ul, ol, dl
	asEntry          // li, dd, dt: in a list only
	asPre            // pre
	asRule           // hr
	asBreak          // br, wbr
	asImage          // img
	asPicture        // picture: sources and one img
	asSource         // source, track: in pictures and media only
	asMedia          // audio, video: holds sources
	asPlayer         // iframe
	asRuby           // ruby
	asRubyText       // rt, rp: in ruby only
	asTable          // table
	asCaption        // caption: in a table only
	asSection        // thead, tbody, tfoot: in a table only
	asRow            // tr: in a section only
	asCell           // td, th: in a row only
	asBare           // written without its tags
	asWithheld       // not written at all
	asFallback       // noscript: only pictures and players are written
	asNothing        // without content and not written
)

// kinds is a set of kinds.
type kinds uint32

var (
	voids   = kindsOf(asRule, asBreak, asImage, asSource, asNothing)
	inlines = kindsOf(asText, asInline, asLink, asBreak, asImage, asPicture, asMedia, asPlayer, asRuby, asRubyText, asBare, asFallback)
	blocks  = kindsOf(asBlock, asParagraph, asHeading, asList, asEntry, asPre, asRule, asTable)
)

func kindsOf(list ...kind) kinds {
	var s kinds
	for _, k := range list {
		s |= 1 << k
	}
	return s
}

func (s kinds) has(k kind) bool { return s&(1<<k) != 0 }

// element is an entry of the table of all elements we write. Nothing else is
// ever written.
type element struct {
	name  string
	kind  kind
	attrs attrSet // beside those that any element may have
}

func (e *element) isVoid() bool { return voids.has(e.kind) }

// isInline reports whether the element is part of a line.
func (e *element) isInline() bool { return inlines.has(e.kind) }

// closesParagraph reports whether HTML ends an open p where the element begins
// (HTML section 13.2.6.4.7).
func (e *element) closesParagraph() bool { return blocks.has(e.kind) }

// isGrid reports whether the element is a table or a part of one that holds
// only other parts.
func (e *element) isGrid() bool { return e.kind == asTable || e.kind == asSection || e.kind == asRow }

// isCell reports whether the element is a part of a table that holds text.
func (e *element) isCell() bool { return e.kind == asCell || e.kind == asCaption }

// elements maps names in the source to what is written for them.
var elements = func() map[atom.Atom]*element {
	m := map[atom.Atom]*element{}
	add := func(k kind, names string, keys ...attrKey) {
		for name := range strings.FieldsSeq(names) {
			m[atom.Lookup([]byte(name))] = &element{name: name, kind: k, attrs: setOf(keys...)}
		}
	}
	add(asInline, "abbr b bdi cite code dfn em i kbd mark s samp small span strong sub sup u var")
	add(asInline, "time del ins", attrDatetime)
	add(asInline, "q", attrCite)
	add(asLink, "a", attrHref)
	add(asBlock, "div figure figcaption summary")
	add(asBlock, "blockquote", attrCite)
	add(asBlock, "details", attrOpen)
	add(asParagraph, "p")
	add(asHeading, "h1 h2 h3 h4 h5 h6")
	add(asList, "ul dl")
	add(asList, "ol", attrStart, attrReversed, attrType)
	add(asEntry, "li", attrValue)
	add(asEntry, "dd dt")
	add(asPre, "pre")
	add(asRule, "hr")
	add(asBreak, "br wbr")
	add(asImage, "img", attrSrc, attrSrcset, attrSizes, attrAlt, attrWidth, attrHeight, attrReferrer)
	add(asPicture, "picture")
	add(asSource, "source", attrSrc, attrSrcset, attrSizes, attrMedia, attrType)
	add(asSource, "track", attrSrc, attrKind, attrSrclang, attrLabel)
	add(asMedia, "audio", attrSrc, attrControls)
	add(asMedia, "video", attrSrc, attrControls, attrPoster, attrWidth, attrHeight)
	add(asPlayer, "iframe", attrSrc, attrWidth, attrHeight, attrFullscreen, attrSandbox)
	add(asRuby, "ruby")
	add(asRubyText, "rt rp")
	add(asTable, "table")
	add(asCaption, "caption")
	add(asSection, "thead tbody tfoot")
	add(asRow, "tr")
	add(asCell, "td", attrColspan, attrRowspan)
	add(asCell, "th", attrColspan, attrRowspan, attrScope)
	add(asWithheld, `script style svg math template title textarea select button datalist canvas applet noembed
		noframes frameset option optgroup dialog progress meter colgroup`)
	add(asNothing, "area input link base param frame keygen command meta col basefont bgsound")
	add(asFallback, "noscript")
	for was, now := range map[string]string{
		"article": "div", "section": "div", "header": "div", "footer": "div", "main": "div", "nav": "div",
		"aside": "div", "hgroup": "div", "center": "div", "address": "div", "fieldset": "div", "search": "div",
		"legend": "p", "dir": "ul", "menu": "ul", "xmp": "pre", "plaintext": "pre", "listing": "pre",
		"strike": "s", "tt": "code", "acronym": "abbr", "image": "img", "embed": "iframe",
	} {
		m[atom.Lookup([]byte(was))] = m[atom.Lookup([]byte(now))]
	}
	delete(m, 0) // names that the HTML package does not know
	return m
}()

// others are the elements of names that the HTML package does not know.
var others = map[string]*element{
	"amp-img": elements[atom.Img], "amp-anim": elements[atom.Img], "amp-video": elements[atom.Video],
	"amp-audio": elements[atom.Audio], "amp-iframe": elements[atom.Iframe],
	"amp-ad": withheldElement, "amp-embed": withheldElement, "amp-analytics": withheldElement,
	"amp-pixel": withheldElement, "amp-sticky-ad": withheldElement,
}

var (
	textElement     = &element{kind: asText}
	bareElement     = &element{kind: asBare}
	withheldElement = &element{kind: asWithheld}
)

// lookup finds what an element in the source is for us.
func lookup(name []byte) (atom.Atom, *element) {
	tag := atom.Lookup(name)
	if e := elements[tag]; e != nil && tag != 0 {
		return tag, e
	}
	if e := others[string(name)]; e != nil {
		return tag, e
	}
	return tag, bareElement
}

// attrKey is an attribute that we write or look at. Attributes are written in
// the order of their keys.
type attrKey uint8

const (
	attrNone attrKey = iota
	attrHref
	attrSrc
	attrSrcset
	attrSizes
	attrAlt
	attrTitle
	attrDir
	attrLang
	attrCite
	attrDatetime
	attrOpen
	attrStart
	attrReversed
	attrType
	attrValue
	attrWidth
	attrHeight
	attrReferrer
	attrMedia
	attrKind
	attrSrclang
	attrLabel
	attrControls
	attrPoster
	attrFullscreen
	attrSandbox
	attrColspan
	attrRowspan
	attrScope
	// What follows is only looked at.
	attrClass
	attrID
	attrStyle
	attrLazySrc
	attrLazySrcset
	attrLazySizes
)

// attrSet is a set of attributes that are written.
type attrSet uint64

func setOf(keys ...attrKey) attrSet {
	var s attrSet
	for _, k := range keys {
		s |= 1 << k
	}
	return s
}

func (s attrSet) has(k attrKey) bool { return s&(1<<k) != 0 }

// anywhere are the attributes that any element may have.
var anywhere = setOf(attrDir, attrLang, attrTitle)

// attrNames are the names of the attributes that are written.
var attrNames = [...]string{
	attrDir: "dir", attrLang: "lang", attrTitle: "title", attrHref: "href", attrCite: "cite",
	attrDatetime: "datetime", attrOpen: "open", attrStart: "start", attrReversed: "reversed", attrType: "type",
	attrValue: "value", attrSrc: "src", attrSrcset: "srcset", attrSizes: "sizes", attrAlt: "alt",
	attrWidth: "width", attrHeight: "height", attrReferrer: "referrerpolicy", attrMedia: "media",
	attrKind: "kind", attrSrclang: "srclang", attrLabel: "label", attrControls: "controls",
	attrPoster: "poster", attrFullscreen: "allowfullscreen", attrSandbox: "sandbox",
	attrColspan: "colspan", attrRowspan: "rowspan", attrScope: "scope",
}

// attrKeys maps names of attributes in the source.
var attrKeys = func() map[string]attrKey {
	m := map[string]attrKey{"class": attrClass, "id": attrID, "style": attrStyle, "xml:lang": attrLang}
	for key, name := range attrNames {
		if name != "" {
			m[name] = attrKey(key)
		}
	}
	// Where scripts find the picture that they will load.
	for name := range strings.FieldsSeq(`data-src data-lazy-src data-original data-lazy data-lazyload data-orig-src
		data-original-src data-actualsrc data-cfsrc data-echo data-layzr data-hi-res-src data-full-src data-src-full
		data-image data-img-src data-url data-delayed-url data-runner-src data-pagespeed-lazy-src data-orig-file
		data-large-file data-pin-asMedia data-poster data-iframe-src data-litespeed-src file`) {
		m[name] = attrLazySrc
	}
	for name := range strings.FieldsSeq(`data-srcset data-lazy-srcset data-original-set data-src-set
		data-responsive data-original-srcset`) {
		m[name] = attrLazySrcset
	}
	for name := range strings.FieldsSeq("data-sizes data-lazy-sizes") {
		m[name] = attrLazySizes
	}
	return m
}()

// The elements that HTML implies in a table, and those we put in ourselves.
var (
	bodyElement  = elements[atom.Tbody]
	rowElement   = elements[atom.Tr]
	cellElement  = elements[atom.Td]
	breakElement = elements[atom.Br]
)
