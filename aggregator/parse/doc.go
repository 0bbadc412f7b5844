// Package parse reads feeds: RSS 0.9x to 2.0, RSS 1.0 and 1.1, Atom 0.3 and
// 1.0, JSON Feed 1.0 and 1.1, CDF.
//
//	doc, err := parse.Feed(parse.Input{Body: body, ContentType: header, URL: final})
//
// The path of a document, each step in a file of its name:
//
//	bytes --text--> UTF-8 --sniff--> XML --survey, write--> plain XML --gofeed--> rss, atom --> feeds.Item
//	                             \-> JSON --lenient------> valid JSON --gofeed--> json -----/
//
// gofeed does the reading. It is given what it can read and asked for nothing
// it would lose: our own tolerant pass over XML, the survey, repairs what is
// broken (missing end tags, stray "<", text before the root, a truncated end),
// notes of each item what gofeed drops or rewrites, and writes the document
// anew without it. That is ids character for character, rdf:about, xml:base
// and xml:lang, the types of text constructs, and the extension elements with
// their order and namespaces. The number of the note travels through gofeed as
// the item's id, so the two halves find each other whatever gofeed leaves out.
//
// # Promises
//
// Feed does not panic, does no I/O and knows no clock. One bad item never
// costs the others. Titles and texts are HTML as the source has it, plain text
// being escaped: they are for the clean room, not for the public. Every string
// is valid UTF-8 without control characters. Addresses of links, media and
// pictures are absolute; those in HTML are too if xml:base is involved, the
// others are left to the cleaner, who resolves them against the item's link.
// Dates that make no sense are kept as text only.
package parse
