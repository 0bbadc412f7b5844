// Package markup splits XML and HTML as the field writes it, not as the
// standards want it.
//
//	s := markup.Scanner{Doc: text}
//	for {
//		t, ok := s.Next()
//		if !ok {
//			break
//		}
//		if t.Kind == markup.StartTag {
//			for name, value := range t.Each() {
//				fmt.Println(string(name), markup.Unescape(value))
//			}
//		}
//	}
//
// A [Scanner] never fails: what is no markup is text. A "<" before a space is
// text, a comment that never ends takes only its tag with it, an attribute may
// have any quotes or none. Nothing is copied: the slices of a [Token] point
// into the document. The work is in proportion to the document, whatever is in
// it.
//
// Beside that the package knows the entities of XML and HTML, and the
// namespaces of feeds by all the names under which they are found.
package markup
