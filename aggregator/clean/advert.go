package clean

import (
	"bytes"
	"strings"
)

// marksOf says what the words of a class or id say of an element.
func marksOf(names []byte) marks {
	var found marks
	for len(names) > 0 {
		names = bytes.TrimLeft(names, " \t\r\n\f")
		end := bytes.IndexAny(names, " \t\r\n\f")
		if end < 0 {
			end = len(names)
		}
		name := names[:end]
		names = names[end:]
		if len(name) == 0 || len(name) > 64 {
			continue
		}
		found |= markOf(name)
	}
	return found
}

func markOf(name []byte) marks {
	var scratch [64]byte
	lower := appendLower(scratch[:0], name)
	if m, ok := knownNames[string(lower)]; ok {
		return m
	}
	for _, begin := range knownBeginnings {
		if bytes.HasPrefix(lower, []byte(begin)) {
			return isAdvert
		}
	}
	if bytes.HasPrefix(lower, []byte("lazy")) {
		return isLazy
	}
	if namesAdvert(name) {
		return isAdvert
	}
	return 0
}

func appendLower(to, b []byte) []byte {
	for _, c := range b {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		to = append(to, c)
	}
	return to
}

// knownNames are classes and ids that say what they are as a whole: of
// advertisers, of the buttons and lists that blog software appends, of lazy
// loaders, of pictures of characters.
var knownNames = func() map[string]marks {
	m := map[string]marks{}
	for mark, names := range map[marks]string{
		isAdvert: `adsbygoogle adsense google-auto-placed taboola outbrain ob-widget revcontent mgid zergnet dianomi
			wpcnt wpadvert feedflare sharedaddy sd-sharing sd-sharing-enabled jp-relatedposts yarpp yarpp-related
			addtoany_share_save_container addtoany_content addtoany_content_bottom addtoany_content_top
			a2a_kit addthis_toolbox addthis_inline_share_toolbox ssba ssbp-wrap essb_links heateor_sss_sharing_container
			heateorssclear shariff mashsb-container swp_social_panel simplesocialbuttons social-share social-sharing
			share-buttons sharing-buttons wp-block-jetpack-sharing-buttons mc4wp-form`,
		isEmoji: "wp-smiley emoji emojione twemoji joypixels",
		isLazy:  "lazyload lazyloaded b-lazy jetpack-lazy-image unveil ll-image",
	} {
		for name := range strings.FieldsSeq(names) {
			m[name] = mark
		}
	}
	return m
}()

// knownBeginnings are how names of advertisers begin.
var knownBeginnings = []string{"taboola-", "outbrain", "div-gpt-ad", "gpt-ad", "google_ads_", "google-ads", "adsbygoogle", "mgid-", "trc_related"}

// advertWords say in a class or id that an element is an advertisement.
var advertWords = wordSet(`ad ads advert adverts advertisement advertisements advertising advertise advertorial
	adslot adslots adunit adunits adbox adbanner adcontainer adwrapper adwrap adspot adzone adsense admanager
	adplaceholder sponsor sponsors sponsored promobox publicidad publicidade publicite pubblicita anzeige
	anzeigen werbung reklama reklam reklame iklan advertentie`)

// Words before one of these, or after it, say that the element is about
// advertisements, or free of them.
var (
	wordsBefore = wordSet(`tag tags category categories cat topic topics term taxonomy keyword subject section author
		has no non not without with hide hidden anti parent single page`)
	wordsAfter = wordSet("free blocker blocking hoc lib astra")
)

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// namesAdvert reports whether a word of a class or id says advertisement, and
// none takes it back. "promo-box" is two words.
func namesAdvert(name []byte) bool {
	var found, promo bool
	var scratch [64]byte
	for len(name) > 0 {
		var word []byte
		word, name = cutWord(name)
		lower := appendLower(scratch[:0], word)
		switch {
		case !found && wordsBefore[string(lower)], found && wordsAfter[string(lower)]:
			return false
		case advertWords[string(lower)], promo && (string(lower) == "box" || string(lower) == "banner"):
			found = true
		}
		promo = string(lower) == "promo"
	}
	return found
}

// cutWord splits the first word off a name: letters up to a capital after a
// small one, or to what is no letter.
func cutWord(name []byte) (word, rest []byte) {
	for len(name) > 0 && !isLetter(name[0]) {
		name = name[1:]
	}
	for i := 0; i < len(name); i++ {
		if !isLetter(name[i]) {
			return name[:i], name[i+1:]
		}
		if i > 0 && name[i] <= 'Z' && name[i-1] >= 'a' {
			return name[:i], name[i:]
		}
	}
	return name, nil
}

// dispensable reports whether an element may go because of its name: it does
// not hold much of the text.
func (t *tree) dispensable(n int32) bool {
	size, all := t.nodes[n].size, int32(len(t.text))
	return size <= 60 || size <= 300 && size*4 <= all*3 || size*3 <= all
}

// advertHosts serve advertisements, or count who follows a link.
var advertHosts = map[string][]string{
	"doubleclick.net": {"/"}, "googleadservices.com": {"/"}, "adnxs.com": {"/"}, "amazon-adsystem.com": {"/"},
	"taboola.com": {"/"}, "outbrain.com": {"/"}, "feedsportal.com": {"/"}, "pheedo.com": {"/"}, "mgid.com": {"/"},
	"feedburner.com": {"/~ff/", "/~a/"}, "feedproxy.google.com": {"/~ff/", "/~a/"},
	"feeds.wordpress.com": {"/1.0/"}, "feeds.feedblitz.com": {"/_/"},
}

// leadsToAdvert reports whether an address is that of an advertisement.
func leadsToAdvert(address string) bool {
	host, path := hostAndPath(address)
	first, _, _ := strings.Cut(host, ".")
	switch first {
	case "ad", "ads", "adserver", "adclick", "banners", "adservice":
		return true
	}
	return isOf(advertHosts, host, path)
}
