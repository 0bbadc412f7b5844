package clean_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"dateline/aggregator/clean"
	"dateline/feeds"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// reporter is what *testing.T and *rapid.T have in common.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// checkItem reports what must not be in a cleaned item.
func checkItem(t reporter, it feeds.Item) {
	t.Helper()
	for _, s := range allStrings(it) {
		checkCharacters(t, s)
	}
	for _, s := range plainTexts(it) {
		if s != strings.TrimSpace(s) || strings.ContainsAny(s, "\n\r\t\x7F\u202E\u2028") || strings.Contains(s, "  ") {
			t.Errorf("text %q is not on one line", s)
		}
		if hasTag(s) {
			t.Errorf("text %q has markup", s)
		}
	}
	for _, s := range addresses(it) {
		if s != "" && !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") {
			t.Errorf("address %q", s)
		}
	}
	checkHTML(t, it.Summary)
	checkHTML(t, it.Content)
	for _, e := range it.Extensions {
		checkElement(t, e)
	}
}

// checkStable reports whether cleaning a cleaned item again changes it.
func checkStable(t reporter, it feeds.Item, base string) {
	t.Helper()
	if again := clean.Item(it, base); !reflect.DeepEqual(it, again) {
		t.Errorf("cleaned again (-once +twice)\n%s", cmp.Diff(it, again))
	}
}

func allStrings(it feeds.Item) []string {
	list := []string{
		it.GUID, it.Link, it.Title, it.Summary, it.Content, it.DateText, it.Image.URL, it.Image.Credit, it.Image.Alt,
		it.Comments, it.Language, it.Rights, it.Origin.Title, it.Origin.URL,
	}
	list = append(list, it.Spatial...)
	for _, p := range it.Authors {
		list = append(list, p.Name, p.Email, p.URL)
	}
	for _, c := range it.Categories {
		list = append(list, c.Term, c.Label, c.Scheme)
	}
	for _, e := range it.Enclosures {
		list = append(list, e.URL, e.Type, e.Title)
	}
	return list
}

func plainTexts(it feeds.Item) []string {
	list := append([]string{it.Title, it.Image.Credit, it.Image.Alt, it.Rights, it.Origin.Title}, it.Spatial...)
	for _, p := range it.Authors {
		list = append(list, p.Name)
	}
	for _, c := range it.Categories {
		list = append(list, c.Term, c.Label)
	}
	for _, e := range it.Enclosures {
		list = append(list, e.Title)
	}
	return list
}

func addresses(it feeds.Item) []string {
	list := []string{it.Link, it.Image.URL, it.Comments, it.Origin.URL}
	for _, p := range it.Authors {
		list = append(list, p.URL)
	}
	for _, e := range it.Enclosures {
		list = append(list, e.URL)
	}
	return list
}

func checkCharacters(t reporter, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Errorf("%q is not UTF-8", s)
	}
	for _, r := range s {
		if r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			t.Errorf("%q holds %U", s, r)
			return
		}
	}
}

// liveTags do something even without attributes.
const liveTags = " script style iframe svg math object embed img noscript textarea title xmp plaintext base meta link b p a "

// hasTag reports whether a reader that takes s for HTML would find markup that
// can do anything.
func hasTag(s string) bool {
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return false
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if len(t.Attr) > 0 {
				for _, a := range t.Attr {
					if a.Val != "" {
						return true
					}
				}
			}
			if strings.Contains(liveTags, " "+t.Data+" ") {
				return true
			}
		default:
		}
	}
}

func checkElement(t reporter, e feeds.Element) {
	t.Helper()
	checkCharacters(t, e.Text)
	if strings.HasPrefix(e.Name, "_") && e.Space == "" {
		if strings.ContainsAny(e.Text, "<>") {
			t.Errorf("extension %s holds %q", e.Name, e.Text)
		}
	} else if strings.Contains(e.Text, "<") {
		if err := unsafe(e.Text); err != nil {
			t.Errorf("extension %s holds %q: %v", e.Name, e.Text, err)
		}
	}
	for _, a := range e.Attrs {
		checkCharacters(t, a.Value)
		if strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Value)), "javascript:") {
			t.Errorf("attribute %s holds %q", a.Name, a.Value)
		}
	}
	for _, c := range e.Children {
		checkElement(t, c)
	}
}

// checkHTML reports what is unsafe in a fragment, and whether a browser would
// see another tree than the one that was written.
func checkHTML(t reporter, fragment string) {
	t.Helper()
	if err := unsafe(fragment); err != nil {
		t.Errorf("%q: %v", fragment, err)
	}
	checkPolicy(t, fragment)
	if was, again := sorted(fragment), reparsed(t, fragment); was != again {
		t.Errorf("parsed again (-written +parsed)\n-%q\n+%q", was, again)
	}
}

// allowed are the attributes that may be in what we write, by element.
var allowed = map[string]string{
	"a": "href", "abbr": "", "audio": "src controls", "b": "", "bdi": "", "blockquote": "cite", "br": "", "caption": "",
	"cite": "", "code": "", "dd": "", "del": "datetime", "details": "open", "dfn": "", "div": "", "dl": "", "dt": "",
	"em": "", "figcaption": "", "figure": "", "h1": "", "h2": "", "h3": "", "h4": "", "h5": "", "h6": "", "hr": "",
	"i": "", "iframe": "src width height allowfullscreen sandbox",
	"img": "src srcset sizes alt width height referrerpolicy", "ins": "datetime", "kbd": "", "li": "value",
	"mark": "", "ol": "start reversed type", "p": "", "picture": "", "pre": "", "q": "cite", "rp": "", "rt": "",
	"ruby": "", "s": "", "samp": "", "small": "", "source": "src srcset sizes media type", "span": "", "strong": "",
	"sub": "", "summary": "", "sup": "", "table": "", "tbody": "", "td": "colspan rowspan", "tfoot": "",
	"th": "colspan rowspan scope", "thead": "", "time": "datetime", "tr": "", "track": "src kind srclang label",
	"u": "", "ul": "", "var": "", "video": "src controls poster width height", "wbr": "",
}

// unsafe says what is in a fragment that must not be.
func unsafe(fragment string) error {
	z := html.NewTokenizer(strings.NewReader(fragment))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return nil
		case html.CommentToken, html.DoctypeToken:
			return fmt.Errorf("%s", z.Raw())
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			attrs, known := allowed[tok.Data]
			if !known {
				return fmt.Errorf("element %s", tok.Data)
			}
			for _, a := range tok.Attr {
				if !strings.Contains(" dir lang title "+attrs+" ", " "+a.Key+" ") {
					return fmt.Errorf("attribute %s of %s", a.Key, tok.Data)
				}
				if err := unsafeValue(a); err != nil {
					return err
				}
			}
		default:
		}
	}
}

func unsafeValue(a html.Attribute) error {
	schemes := []string{"http://", "https://"}
	values := []string{a.Val}
	switch a.Key {
	case "href":
		schemes = append(schemes, "mailto:", "tel:")
	case "src", "cite", "poster":
	case "srcset":
		values = values[:0]
		for part := range strings.SplitSeq(a.Val, ", ") {
			values = append(values, part)
		}
	default:
		return nil
	}
	for _, v := range values {
		ok := false
		for _, s := range schemes {
			ok = ok || strings.HasPrefix(v, s)
		}
		if !ok || strings.ContainsAny(v, "\n\t\"<>\\") {
			return fmt.Errorf("%s=%q", a.Key, a.Val)
		}
	}
	return nil
}

// reparsed is the tree that a browser builds of a fragment, as HTML. Parsers do
// not keep the order of attributes: they are sorted.
func reparsed(t reporter, fragment string) string {
	t.Helper()
	nodes, err := html.ParseFragment(strings.NewReader(fragment), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		t.Fatalf("%q: %v", fragment, err)
	}
	var b strings.Builder
	for _, n := range nodes {
		write(&b, n)
	}
	return b.String()
}

// sorted is a fragment as it stands, with sorted attributes.
func sorted(fragment string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(fragment))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.WriteString(textEscaper.Replace(string(z.Text())))
		case html.EndTagToken:
			b.WriteString(z.Token().String())
		default:
			tok := z.Token()
			writeTag(&b, tok.Data, tok.Attr)
		}
	}
}

var textEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func writeTag(b *strings.Builder, name string, attrs []html.Attribute) {
	b.WriteString("<" + name)
	slices.SortFunc(attrs, func(a, b html.Attribute) int { return strings.Compare(a.Key, b.Key) })
	for _, a := range attrs {
		fmt.Fprintf(b, " %s=%q", a.Key, a.Val)
	}
	b.WriteByte('>')
}

func write(b *strings.Builder, n *html.Node) {
	if n.Type == html.TextNode {
		if n.Parent != nil && n.Parent.Data == "pre" && n.PrevSibling == nil && strings.HasPrefix(n.Data, "\n") {
			b.WriteByte('\n')
		}
		b.WriteString(textEscaper.Replace(n.Data))
		return
	}
	writeTag(b, n.Data, n.Attr)
	switch n.Data {
	case "br", "hr", "img", "source", "track", "wbr":
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		write(b, c)
	}
	b.WriteString("</" + n.Data + ">")
}
