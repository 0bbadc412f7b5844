// Package repair makes of a broken feed one that gofeed can read.
//
//	fixed, err := repair.XML(text, url)
//
// # XML
//
//	text --markup--> tokens --survey--> roles --write--> plain XML
//	                                       \--> notes
//
// A survey goes through the tokens once and gives each element a role by where
// it stands: the root, a channel, an item, a field of the format, markup in a
// field, an id, an extension, nothing. What gofeed reads well is written anew,
// well formed and without namespaces, comments or xml:base. What gofeed loses
// or rewrites is kept in a [Note]: ids character for character, rdf:about,
// xml:base and xml:lang, the types of text constructs, and the extension
// elements with their order and namespaces. In its place goes the number of
// the note. Long texts are kept there too, and a reference to them written: gofeed
// looks at each byte several times, and here they need no more than decoding.
//
// Put right on the way are missing end tags, end tags that nothing began, bare
// ampersands and less-than signs, attributes without quotes, comments that
// never end, entities of the document, names and places that only some
// programs use, and a document that ends too early: every item that is whole
// is kept.
//
// # JSON
//
// Valid JSON with fields of the right types goes through as it is, but for long
// texts, as in XML. Otherwise
// fields are brought into shape, or left out, item by item; a document that is
// not valid is taken apart by its brackets and quotes, and what is whole of it
// kept.
//
// # Promises
//
// Nothing panics. Time and memory are in proportion to the document: there are
// bounds on items, on elements of an item, on what is open at once, on the
// length of a text and on what entities may bring in. A bound that was reached
// is a repair too, and said in words like the others.
package repair
