package page

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dateline/feeds"
)

// image returns the picture of item k with its credit.
func (p *page) image(f fields, k int32) feeds.Image {
	credit := p.credit(f, k)
	for i, name := range f[keyImage].of(k) {
		for at := i; at < p.end[i]; at++ {
			if address := p.picture(at, name); address != "" {
				n := p.nodes[at]
				return feeds.Image{
					URL: address, Credit: credit, Alt: clip(words(attr(n, "alt")), maxLine),
					Width: pixels(attr(n, "width")), Height: pixels(attr(n, "height")),
				}
			}
			if name != "" && name != "src" {
				break // the attribute is the element's own
			}
		}
	}
	return feeds.Image{Credit: credit}
}

// lazyAttrs are where lazy loaders keep the address of the picture that takes
// the place of what src shows meanwhile.
var lazyAttrs = []string{"data-src", "data-lazy-src", "data-original", "data-lazy", "data-image", "data-srcset", "data-lazy-srcset"}

// picture returns the address of the picture that an element shows, "" if it
// shows none.
func (p *page) picture(i int32, name string) string {
	n := p.nodes[i]
	if isTiny(n) {
		return ""
	}
	var places []string
	if name != "" && name != "src" {
		places = []string{name}
	} else if n.DataAtom == atom.Img || n.DataAtom == atom.Source || name != "" || hasAttr(n, lazyAttrs...) {
		places = append(append(places, lazyAttrs...), "srcset", "src")
	}
	if n.DataAtom == atom.Meta || n.DataAtom == atom.Link {
		places = append(places, "content", "href")
	}
	for _, place := range places {
		ref := attr(n, place)
		if strings.HasSuffix(place, "srcset") {
			ref = largest(ref)
		}
		if address := p.web(ref); address != "" {
			return address
		}
	}
	if m := background.FindStringSubmatch(attr(n, "style")); m != nil {
		return p.web(m[1])
	}
	return ""
}

var background = regexp.MustCompile(`(?i)background[^;]*url\(\s*["']?([^"')]+)`)

// isTiny reports whether a picture is there to count readers.
func isTiny(n *html.Node) bool {
	for _, side := range []string{"width", "height"} {
		if v := attr(n, side); v != "" && pixels(v) <= 2 && pixels(v) >= 0 && strings.Trim(v, "0123456789 px") == "" {
			return true
		}
	}
	return false
}

// pixels reads a number of pixels, 0 if it is none.
func pixels(s string) int {
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(s), "px"))
	if err != nil || n < 0 || n > 1<<16 {
		return 0
	}
	return n
}

// candidate is an address of a srcset and how large its picture is.
type candidate struct {
	address, size string
}

// candidates takes a srcset apart. A comma ends an address only at its end or
// after its size, for addresses hold commas too (HTML section 4.8.4.2.1).
func candidates(srcset string) []candidate {
	var all []candidate
	for field := range strings.FieldsSeq(srcset) {
		if n := len(all); n > 0 && all[n-1].size == "" {
			size, rest, _ := strings.Cut(field, ",")
			if isDescriptor(size) {
				all[n-1].size, field = size, rest
			}
		}
		if address := strings.Trim(field, ","); address != "" {
			all = append(all, candidate{address: address})
		}
	}
	return all
}

func isDescriptor(s string) bool {
	if s == "" || strings.IndexByte("wxh", s[len(s)-1]) < 0 {
		return false
	}
	_, err := strconv.ParseFloat(s[:len(s)-1], 64)
	return err == nil
}

// largest returns the address of the largest picture of a srcset.
func largest(srcset string) string {
	best, most := "", -1.0
	for _, c := range candidates(srcset) {
		size := 1.0
		if c.size != "" {
			size, _ = strconv.ParseFloat(c.size[:len(c.size)-1], 64)
		}
		if size > most && !strings.HasPrefix(c.address, "data:") {
			best, most = c.address, size
		}
	}
	return best
}

// absoluteSet completes the addresses of a srcset.
func (p *page) absoluteSet(srcset string) string {
	var all []string
	for _, c := range candidates(srcset) {
		if address := p.web(c.address); address != "" {
			all = append(all, strings.TrimSpace(address+" "+c.size))
		}
	}
	return strings.Join(all, ", ")
}

// credits are what stands before the name of whoever made a picture: "Image
// Credits:", "Photo by", "Crédit photo :", "©".
var credits = regexp.MustCompile(strings.NewReplacer(
	"WHAT", `(?:image|photo|photograph|picture|graphic|illustration|video|foto|fotografía|bild|gambar|imagen|immagine)s?`,
	"MADE", `(?:credits?|crédits?|créditos?|kredit|courtesy|source|quelle)`,
).Replace(`(?i)WHAT(?:\s*MADE)?(?:\s*(?:of|by))?\s*[:：]\s*|MADE(?:\s+WHAT)?(?:\s*(?:of|by))?\s*[:：]\s*|WHAT\s+(?:credits?|by|courtesy of)\s+|©\s*`))

// credit returns whose the picture of item k is. By default only a text that
// says so counts: a caption is none.
func (p *page) credit(f fields, k int32) string {
	for i, name := range f[keyCredit].of(k) {
		text := p.phrases(i)
		if name != "" {
			text = words(p.attr(i, name))
		}
		if text == "" || len(text) > 2*maxLabel {
			continue
		}
		if who, says := creditIn(text); who != "" && (says || !f[keyCredit].isDefault()) {
			return who
		}
	}
	return ""
}

// creditIn returns the name in a credit line, which some pages repeat, and
// whether it was introduced as one.
func creditIn(text string) (who string, says bool) {
	for _, part := range credits.Split(text, -1) {
		if part = strings.Trim(part, " .,;|()[]"); part != "" {
			return part, part != text
		}
	}
	return "", true
}
