package page

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// advertised returns the elements that are advertisements: those marked as
// such, and items whose text says nothing else or whose link leads to a server
// of advertisements. A mark on what holds half of the items or more is no mark:
// sites are called "ad-free" and lists "ads".
func (p *page) advertised(items []int32) map[int32]bool {
	adverts := map[int32]bool{}
	marked := 0
	for i := range p.nodes {
		at := int32(i)
		held := len(p.within(items, at))
		_, isItem := slices.BinarySearch(items, at)
		if !isMarked(p.nodes[i]) || 2*held > len(items) {
			continue
		}
		adverts[at] = true
		if isItem {
			marked++
		}
	}
	if 2*marked > len(items) {
		for _, at := range items {
			delete(adverts, at)
		}
	}
	p.skip = adverts // not to be read below
	var found []int32
	for _, at := range items {
		if p.isAdvert(at) {
			found = append(found, at)
		}
	}
	for _, at := range found {
		adverts[at] = true
	}
	return adverts
}

// advertWords are words of a class or id that mark an advertisement.
var advertWords = []string{
	"ad", "adbanner", "adbox", "ads", "adsbygoogle", "adslot", "adunit", "advert", "advertisement", "advertisements",
	"advertising", "advertorial", "adverts", "adwrap", "adwrapper", "dfp", "outbrain", "promoted", "publicidad",
	"sponsored", "taboola", "werbung",
}

// notAdvert are words that turn such a word into something else.
var notAdvert = []string{"content", "free", "has", "no", "non", "not", "with", "without"}

// isMarked reports whether an element says of itself that it is an
// advertisement.
func isMarked(n *html.Node) bool {
	if n.DataAtom == atom.Html || n.DataAtom == atom.Body || n.DataAtom == atom.Main {
		return false
	}
	if hasAttr(n, "data-ad", "data-ad-slot", "data-ad-unit", "data-ad-client", "data-google-query-id") || isAdvertText(attr(n, "aria-label")) {
		return true
	}
	for _, value := range []string{attr(n, "class"), attr(n, "id")} {
		for name := range strings.FieldsSeq(value) {
			if isAdvertName(name) {
				return true
			}
		}
	}
	return false
}

// isAdvertName reports whether a class or an id names an advertisement.
func isAdvertName(name string) bool {
	if len(name) > maxLabel {
		return false
	}
	found := false
	for _, word := range wordsOfName(name) {
		if slices.Contains(notAdvert, word) {
			return false
		}
		_, is := slices.BinarySearch(advertWords, word)
		found = found || is
	}
	return found
}

// wordsOfName takes "adSlot-top_1" apart: ad, slot, top, 1.
func wordsOfName(name string) []string {
	var all []string
	from := 0
	cut := func(to int) {
		if to > from {
			all = append(all, strings.ToLower(name[from:to]))
		}
	}
	for i := range len(name) {
		switch c := name[i]; {
		case c == '-' || c == '_' || c == ':':
			cut(i)
			from = i + 1
		case i > 0 && c >= 'A' && c <= 'Z' && name[i-1] >= 'a' && name[i-1] <= 'z':
			cut(i)
			from = i
		}
	}
	cut(len(name))
	return all
}

// isAdvert reports whether an item is an advertisement by what it says, by what
// is all that it holds, or by where it leads.
func (p *page) isAdvert(root int32) bool {
	text := p.phrases(root)
	if isAdvertText(text) {
		return true
	}
	for at := root + 1; at < p.end[root]; at++ {
		if p.skip[at] {
			if text == "" {
				return true
			}
			at = p.end[at] - 1
			continue
		}
		if address := p.anchor(at); address != "" {
			return isAdvertHost(address)
		}
	}
	return isAdvertHost(p.anchor(root))
}

// advertText is a text that says only that it is an advertisement.
var advertText = regexp.MustCompile(`(?i)^(?:[\s.:·|(\[)\]-]*(?:ad banner|ad|ads|advert(?:isement|isements|ising|s)?(?: by [^.]{1,40})?|sponsored(?: (?:content|post|by [^.]{1,40}))?|promoted|paid (?:content|post)|` +
	`anzeige|werbung|publicité|annonce|publicidad|anuncio|pubblicità|advertentie|iklan|reklam|reklama|реклама|quảng cáo|广告|廣告|広告|광고)[\s.:·|(\[)\]-]*)+$`)

func isAdvertText(text string) bool {
	return text != "" && len(text) <= 2*maxLabel && advertText.MatchString(text)
}

// advertHosts are servers of advertisements, with all below them.
var advertHosts = []string{
	"2mdn.net", "adform.net", "adnxs.com", "adsrvr.org", "adservice.google.com", "amazon-adsystem.com", "criteo.com",
	"doubleclick.net", "googleadservices.com", "googlesyndication.com", "mgid.com", "openx.net", "outbrain.com",
	"popads.net", "pubmatic.com", "revcontent.com", "rubiconproject.com", "smartadserver.com", "taboola.com",
	"teads.tv", "zedo.com",
}

func isAdvertHost(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	host := strings.ToLower(u.Hostname())
	for _, h := range advertHosts {
		if host == h || strings.HasSuffix(host, "."+h) {
			return true
		}
	}
	first, _, _ := strings.Cut(strings.TrimSuffix(host, site(address)), ".")
	return first == "ad" || first == "ads" || first == "adserver" || first == "adclick"
}
