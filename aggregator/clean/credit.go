package clean

import (
	"strings"
	"unicode/utf8"
)

// findCredit returns whose the pictures of a fragment are, as a caption says, a
// line beside a picture, or one at the very beginning or end. known is what
// was said elsewhere, and preferred. If the item has a picture, the lines that
// say it before the text begins are removed.
func (t *tree) findCredit(known string, hasImage bool) string {
	f := finder{tree: t, credit: known, removes: hasImage, leads: true}
	f.visit(0, false)
	if f.credit == "" {
		f.credit = f.last
	}
	if f.removed {
		t.prune(0)
	}
	return f.credit
}

// finder goes through the lines of a fragment in their order.
type finder struct {
	*tree
	credit  string
	last    string // a credit that no text followed so far
	removes bool
	removed bool
	leads   bool // no text came yet
	near    bool // a picture came just before
}

func (f *finder) visit(n int32, inCaption bool) {
	for r := range f.runs(n) {
		switch {
		case !f.leads && f.credit != "":
			return
		case r.block:
			f.visit(r.first, inCaption || f.nodes[r.first].el.name == "figcaption")
		case inCaption:
			f.caption(r)
		default:
			f.text(r)
		}
	}
	if n := &f.nodes[n]; n.el.kind == asImage || n.first == 0 && n.media > 0 {
		f.near = true
	}
}

const longestCredit = 240 // bytes of a line that may be a credit

func (f *finder) caption(r run) {
	size, _ := f.count(r)
	if f.credit != "" || size == 0 || size > 4*longestCredit {
		return
	}
	f.credit = creditIn(string(f.lineText(r)))
}

func (f *finder) text(r run) {
	size, media := f.count(r)
	f.near = f.near || media > 0
	if size == 0 {
		return
	}
	credit := ""
	if size <= longestCredit {
		credit = creditOf(string(f.lineText(r)))
	}
	if credit == "" {
		f.leads, f.last, f.near = false, "", media > 0
		return
	}
	if f.credit == "" && (f.leads || f.near) {
		f.credit = credit
	}
	f.last = credit
	if f.leads && f.removes && credit == f.credit {
		f.drop(r, true)
		f.removed = true
	}
}

// creditLabels stand before a colon and a name.
var creditLabels = func() map[string]bool {
	m := map[string]bool{}
	for label := range strings.SplitSeq(`image credit|image credits|images credit|images credits|photo credit|photo credits|
	photos credit|picture credit|picture credits|photo|photos|photograph|photographs|photographer|photography|image|
	images|image source|photo source|picture|pictures|pic|pics|credit|credits|header image|cover image|cover photo|
	featured image|lead image|file photo|photo illustration|illustration|image courtesy|photo courtesy|
	crédit|crédits|crédit photo|crédits photo|crédit photos|crédits photos|crédit image|photographie|
	foto|fotos|fotó|imagen|imágenes|crédito|créditos|crédito de la imagen|créditos de la imagen|crédito foto|
	créditos foto|fotografía|fotografia|fotografie|imagem|imagens|crédito da imagem|crédito da foto|
	immagine|crediti|foto credit|fotocredit|foto credits|bild|bilder|bildquelle|bildnachweis|bildrechte|
	beeld|afbeelding|bilde|billede|kuva|fot.|zdjęcie|źródło zdjęcia|foto ilustrační|kép|sursa foto|sursă foto|
	фото|фотография|фотографія|изображение|снимка|φωτογραφία|φωτό|
	gambar|kredit foto|kredit gambar|sumber foto|sumber gambar|fotoğraf|görsel|ảnh|
	写真|画像|写真提供|画像提供|撮影|图片来源|图源|图片|圖片來源|圖片|圖源|사진|사진 제공|사진제공|사진 출처|
	صورة|الصورة|تصوير|مصدر الصورة|عکس|צילום|תמונה|फोटो|ภาพ|เครดิตภาพ`, "|") {
		m[strings.TrimSpace(label)] = true
	}
	return m
}()

// creditPhrases stand before a name without a colon. The longer come before
// those they begin with.
var creditPhrases = []string{
	"photo by ", "photos by ", "image by ", "images by ", "photograph by ", "photographs by ", "picture by ",
	"photo via ", "image via ", "photo courtesy of ", "photos courtesy of ", "image courtesy of ",
	"images courtesy of ", "picture courtesy of ", "photo courtesy ", "image courtesy ", "courtesy of ", "foto von ",
	"© ", "(c) ", "fot. ",
}

const longestLabel = 60 // bytes

// creditOf returns the name in a line that only says whose a picture is, or "".
func creditOf(line string) string {
	line = trimBrackets(strings.Trim(line, " \t\u00A0*_|"))
	if colon, n := findColon(prefix(line, longestLabel)); colon > 0 {
		label := strings.ToLower(strings.TrimRight(line[:colon], " \u00A0"))
		if creditLabels[label] {
			return creditName(line[colon+n:], label)
		}
	}
	for _, phrase := range creditPhrases {
		if len(line) > len(phrase) && strings.EqualFold(line[:len(phrase)], phrase) {
			return creditName(line[len(phrase):], phrase)
		}
	}
	return ""
}

// findColon returns where the first colon of any width is, and its length.
func findColon(s string) (at, length int) {
	at, length = strings.IndexByte(s, ':'), 1
	if wide := strings.Index(s, "："); wide >= 0 && (at < 0 || wide < at) {
		at, length = wide, len("：")
	}
	return at, length
}

// creditName tidies the name after a label. The line may say it twice.
func creditName(name, label string) string {
	if lower := strings.ToLower(name); len(label) > 5 && len(lower) == len(name) {
		if again := strings.Index(lower, label); again > 0 {
			name = name[:again]
		}
	}
	name = shortText(strings.TrimLeft(name, " :©"), maxName)
	name = Text(strings.TrimRight(trimBrackets(strings.Trim(name, " |,;:")), ". "))
	if name == "" || len(name) > 120 || strings.Count(name, " ") > 14 || strings.HasSuffix(name, "?") {
		return ""
	}
	if inner := creditOf(name); inner != "" {
		return inner
	}
	return name
}

// trimBrackets removes brackets at the ends of s that have no partner in it, or
// enclose all of it.
func trimBrackets(s string) string {
	for _, b := range []string{"()", "[]"} {
		opened, closed := strings.Count(s, b[:1]), strings.Count(s, b[1:])
		switch {
		case opened == 1 && closed == 1 && strings.HasPrefix(s, b[:1]) && strings.HasSuffix(s, b[1:]):
			s = s[1 : len(s)-1]
		case closed > opened:
			s = strings.TrimSuffix(s, b[1:])
		case opened > closed:
			s = strings.TrimPrefix(s, b[:1])
		}
	}
	return strings.TrimSpace(s)
}

// creditIn returns the name in the last part of a caption that says whose the
// picture is, or "".
func creditIn(caption string) string {
	if credit := creditOf(caption); credit != "" {
		return credit
	}
	for end := len(caption); end > 0; {
		at := strings.LastIndexAny(caption[:end], ".([|—–/;!?")
		if at < 0 {
			return ""
		}
		_, n := utf8.DecodeRuneInString(caption[at:])
		part := strings.TrimSpace(caption[at+n:])
		if credit := creditOf(strings.TrimRight(part, ". ")); credit != "" {
			return credit
		}
		end = at
	}
	return ""
}

// bareCredit returns a credit without the label that feeds put before it.
func bareCredit(s string) string {
	s = shortText(s, maxName)
	if name := creditOf(s); name != "" {
		return name
	}
	return s
}
