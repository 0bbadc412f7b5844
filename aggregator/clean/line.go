package clean

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// run is a line of text: neighbouring children of a block, from one of them up
// to but not including another, 0 for the end. Or it is a single block.
type run struct {
	first, end int32
	before     int32 // the line break it follows, or 0
	block      bool
}

// hasLines reports whether what stands alone on a line in n may be a label for
// what is around it. In headings, lists and tables it is text.
func (t *tree) hasLines(n int32) bool {
	el := t.nodes[n].el
	return n == 0 || el.kind == asParagraph || el.name == "div" || el.name == "figure"
}

// runs ranges over the lines and blocks in a node.
func (t *tree) runs(n int32) func(yield func(run) bool) {
	return func(yield func(run) bool) {
		r := run{first: t.nodes[n].first}
		for c := r.first; c != 0; {
			el, next := t.nodes[c].el, t.nodes[c].next
			if el == breakElement || !el.isInline() {
				r.end = c
				if r.first != c && !yield(r) {
					return
				}
				r = run{first: next}
				if el == breakElement {
					r.before = c
				} else if !yield(run{first: c, end: next, block: true}) {
					return
				}
			}
			c = next
		}
		if r.first != 0 {
			r.end = 0
			yield(r)
		}
	}
}

// count returns the bytes of text and the number of pictures in a line.
func (t *tree) count(r run) (size, media int32) {
	for c := r.first; c != r.end; c = t.nodes[c].next {
		size += t.nodes[c].size
		media += t.nodes[c].media
	}
	return size, media
}

// lineText is the text of a line with white space folded. It is good until the
// next call.
func (t *tree) lineText(r run) []byte {
	t.line = t.line[:0]
	for c := r.first; c != r.end; c = t.nodes[c].next {
		t.collect(c)
	}
	return bytes.TrimSpace(t.line)
}

// collect appends the text of a node to t.line. What is not part of a line has
// a space around it.
func (t *tree) collect(n int32) {
	el := t.nodes[n].el
	if el.kind == asText {
		t.line = appendFolded(t.line, t.textOf(n))
		return
	}
	apart := !el.isInline() || el == breakElement
	if apart {
		t.line = appendFolded(t.line, []byte(" "))
	}
	for c := range t.children(n) {
		t.collect(c)
	}
	if apart {
		t.line = appendFolded(t.line, []byte(" "))
	}
}

// appendFolded appends b with one space for any white space.
func appendFolded(to, b []byte) []byte {
	for i := 0; i < len(b); i++ {
		from := i
		for i < len(b) && !isFolded[b[i]] || i > from && i+1 < len(b) && b[i] == ' ' && !isFolded[b[i+1]] {
			i++
		}
		if to = append(to, b[from:i]...); i == len(b) {
			break
		}
		c := b[i]
		switch {
		case c == 0xC2 && i+1 < len(b) && b[i+1] == 0xA0:
			i++
			c = ' '
		case c == '\n' || c == '\t':
			c = ' '
		}
		if c == ' ' && (len(to) == 0 || to[len(to)-1] == ' ') {
			continue
		}
		to = append(to, c)
	}
	return to
}

// isFolded are the bytes of white space, or that may begin it.
var isFolded = [256]bool{' ': true, '\n': true, '\t': true, 0xC2: true}

// pruneLines removes the lines of a block that are labels of advertisements, or
// that blog software appended.
func (t *tree) pruneLines(n int32) {
	removed := false
	for r := range t.runs(n) {
		size, media := t.count(r)
		if r.block || size == 0 || media > 0 || size > 600 {
			continue
		}
		if size <= 80 && t.isAdvertLine(r) || t.isBoilerplate(r) {
			t.drop(r, false)
			removed = true
		}
	}
	if removed {
		t.compact(n)
	}
}

// isAdvertLine reports whether a line only says that an advertisement is near,
// in one piece or in several.
func (t *tree) isAdvertLine(r run) bool {
	if isAdvertLabel(t.lineText(r)) {
		return true
	}
	for c := r.first; c != r.end; {
		next := t.nodes[c].next
		for t.nodes[c].el.kind == asText && next != r.end && t.nodes[next].el.kind == asText {
			next = t.nodes[next].next // they are one text, once written
		}
		piece := run{first: c, end: next}
		if piece == (run{first: r.first, end: r.end}) {
			return false // as a whole it is none
		}
		if size, _ := t.count(piece); size > 0 && !isAdvertLabel(t.lineText(piece)) {
			return false
		}
		c = next
	}
	return true
}

// drop marks a line as removed, with the line break that set it apart. Pictures
// in it may stay.
func (t *tree) drop(r run, keepMedia bool) {
	for c := r.first; c != r.end; c = t.nodes[c].next {
		if keepMedia && t.nodes[c].media > 0 {
			continue
		}
		t.withhold(c)
	}
	switch {
	case r.before != 0 && t.nodes[r.before].el == breakElement:
		t.withhold(r.before)
	case r.end != 0 && t.nodes[r.end].el == breakElement:
		t.withhold(r.end)
	}
}

func (t *tree) withhold(n int32) {
	t.nodes[n].el = withheldElement
	t.nodes[n].marks = isClosed
	t.nodes[n].first, t.nodes[n].last = 0, 0
	t.nodes[n].size, t.nodes[n].media = 0, 0
}

// advertLabels are lines that say nothing but that an advertisement is near,
// in lower case and without ornaments.
var advertLabels = func() map[string]bool {
	m := map[string]bool{}
	for label := range strings.SplitSeq(`ad|ads|ad banner|ads by google|advert|advertisement|advertisements|adverts|
		advertisement - continue reading below|advertisement. scroll to continue reading|
		article continues after advertisement|article continues below|article continues below advertisement|
		article continues after ad|article continues below this ad|continue reading below advertisement|
		continues after advertisement|continues below advertisement|paid advertisement|paid content|promoted|
		promoted content|scroll to continue|scroll to continue with content|scroll to continue reading|skip advertisement|
		skip ad|skip this ad|sponsored|sponsored ad|sponsored content|sponsored link|sponsored links|sponsored message|
		sponsor message|sponsored post|story continues after advertisement|story continues below|
		story continues below advertisement|story continues below this ad|story continues after this ad|
		text continues after advertisement|this is an advertisement|a message from our sponsor|
		a message from our sponsors|a word from our sponsor|a word from our sponsors|
		anzeige|anzeigen|werbung|publicité|publicite|la suite après la publicité|la suite après cette publicité|
		la suite de l'article après la publicité|publicidad|anuncio|anuncios|contenido patrocinado|publicidade|
		continua após a publicidade|continua depois da publicidade|patrocinado|pubblicità|contenuto sponsorizzato|
		advertentie|annonse|annons|annonce|reklame|reklama|reklam|reklamy|reklaam|mainos|hirdetés|διαφήμιση|
		реклама|на правах рекламы|iklan|advertisement iklan|scroll ke bawah untuk melanjutkan membaca|
		scroll untuk melanjutkan membaca|lanjutkan membaca di bawah ini|quảng cáo|โฆษณา|广告|廣告|広告|スポンサーリンク|
		スポンサードリンク|광고|إعلان|اعلان|إعلانات|פרסומת|विज्ञापन|বিজ্ঞাপন`, "|") {
		m[strings.TrimSpace(label)] = true
	}
	return m
}()

// isAdvertLabel reports whether a line of text is one of advertLabels, or
// names who advertises.
func isAdvertLabel(line []byte) bool {
	line = bytes.TrimFunc(line, isOrnament)
	if len(line) == 0 || len(line) > 100 {
		return false
	}
	if string(line) == "PR" {
		return true
	}
	lower := bytes.ToLower(line)
	if advertLabels[string(lower)] {
		return true
	}
	by := "advertisement by "
	return bytes.HasPrefix(lower, []byte(by)) && isBrand(line[len(by):])
}

// isBrand reports whether a text is a name of a few capitalised words.
func isBrand(b []byte) bool {
	words := bytes.Fields(b)
	for _, w := range words {
		if r, _ := utf8.DecodeRune(w); unicode.IsLower(r) {
			return false
		}
	}
	return len(words) > 0 && len(words) <= 4
}

// isOrnament reports whether r is only there to set a label apart. An ellipsis
// is not: it may stand for what was cut.
func isOrnament(r rune) bool {
	return r != '…' && (unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsSymbol(r))
}

// boilerplate is a line that blog software appends to articles in its feeds:
// begin, a title, middle, the name of the blog, end.
type boilerplate struct{ begin, middle, end string }

var boilerplates = []boilerplate{
	{"The post ", " appeared first on ", ""},
	{"The post ", " first appeared on ", ""},
	{"The article ", " appeared first on ", ""},
	{"L’article ", " est apparu en premier sur ", ""},
	{"L'article ", " est apparu en premier sur ", ""},
	{"Cet article ", " est apparu en premier sur ", ""},
	{"La entrada ", " se publicó primero en ", ""},
	{"La entrada ", " aparece primero en ", ""},
	{"La entrada ", " apareció primero en ", ""},
	{"L'entrada ", " ha aparegut primer a ", ""},
	{"Der Beitrag ", " erschien zuerst auf ", ""},
	{"L'articolo ", " proviene da ", ""},
	{"L’articolo ", " proviene da ", ""},
	{"O post ", " apareceu primeiro em ", ""},
	{"O conteúdo ", " aparece primeiro em ", ""},
	{"Het bericht ", " verscheen eerst op ", ""},
	{"Artykuł ", " pochodzi z serwisu ", ""},
	{"Inlägget ", " dök först upp på ", ""},
	{"Indlægget ", " blev først udgivet på ", ""},
	{"Innlegget ", " dukket først opp på ", ""},
	{"Сообщение ", " появились сначала на ", ""},
	{"Postingan ", " muncul pertama kali di ", ""},
	{"Yazı ", " ilk olarak ", " yayınlandı"},
	{"Yazı ", " ilk önce ", " üzerinde ortaya çıktı"},
	{"投稿 ", " は ", " に最初に表示されました"},
	{"", " was originally published in ", " on Medium, where people are continuing the conversation"},
}

// isBoilerplate reports whether a line is one of these, with a link in it.
func (t *tree) isBoilerplate(r run) bool {
	if !t.hasLink(r) {
		return false
	}
	line := string(t.lineText(r))
	for _, b := range boilerplates {
		title, ok := strings.CutPrefix(line, b.begin)
		if !ok {
			continue
		}
		_, blog, ok := strings.Cut(title, b.middle)
		if ok && len(blog) <= 250 && strings.Contains(blog, b.end) {
			return true
		}
	}
	return false
}

func (t *tree) hasLink(r run) bool {
	for c := r.first; c != r.end; c = t.nodes[c].next {
		if t.nodes[c].el.kind == asLink || t.nodes[c].first != 0 && t.hasLink(run{first: t.nodes[c].first}) {
			return true
		}
	}
	return false
}
