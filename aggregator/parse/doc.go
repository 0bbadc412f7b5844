// Package parse reads feeds: RSS 0.9x to 2.0, RSS 1.0 and 1.1, Atom 0.3 and
// 1.0, JSON Feed 1.0 and 1.1, CDF.
//
//	doc, err := parse.Feed(parse.Input{Body: body, ContentType: header, URL: final})
//
// The path of a document:
//
//	bytes --decode--> UTF-8 --sniff--> XML, JSON --repair--> XML, JSON --gofeed--> rss, atom, json --> feeds.Item
//	                                                   \-----------notes-------------/
//
// gofeed does the reading. It is given what it can read and asked for nothing
// it would lose: repair puts right what is broken, notes of each item what
// gofeed drops or rewrites, and writes the document anew without it. The
// number of the note travels through gofeed as the item's id, so the two
// halves find each other whatever gofeed leaves out.
//
// Whoever remembers the items of a document by their bytes need not read them
// again: [Open] makes text of it, which can be cut into its items and read
// without those that are known.
//
// # Rooms
//
//	decode   bytes of any charset to clean UTF-8
//	repair   broken XML and JSON to what gofeed can read
//	date     dates of any form and language to moments
//	address  addresses of any form to such as may be followed
//	cut      a feed to its items, as they stand there
//	markup   tokens, entities and namespaces, as the field writes them
//
// # Promises
//
// Feed does not panic, does no I/O and knows no clock. Its time and memory are
// in proportion to the document, whatever is in it. One bad item never costs
// the others. Titles and texts are HTML as the source has it, plain text being
// escaped: they are for the clean room, not for the public. Every string is
// valid UTF-8 without control characters. Addresses of links, media and
// pictures are absolute and of the web; those in HTML are absolute if xml:base
// is involved, the others are left to the cleaner, who resolves them against
// the item's link. Dates that make no sense are kept as text only. What was
// wrong and was put right is said in words.
package parse
