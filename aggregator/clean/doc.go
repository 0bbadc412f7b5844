// Package clean makes what a feed says fit to be published: safe text,
// absolute addresses, no advertisements.
//
//	it = clean.Item(it, doc.Link)
//	title := clean.Text(doc.Title)
//
// # How HTML is cleaned
//
// A fragment is read once, by the tokenizer of golang.org/x/net/html; what is
// plain HTML, as most is, by a shorter way to the same tree (plain.go). From the
// tokens we build a tree of our own, repair and prune it, and write it anew:
//
//	HTML --read--> tree --images, links, players--> --prune--> --credit--> --write--> HTML
//
// Nothing of the input is copied to the output: the writer knows the elements
// and attributes of one table (element.go), writes every value escaped, and
// has no way to write anything else. The tree is kept in a normal form while
// it is built (nest.go): no block in a paragraph, no link in a link, cells in
// rows in bodies in tables, and so on. So a browser that parses the output
// gets exactly the tree that was written, there is nothing left to mutate, and
// cleaning twice is cleaning once. Tests hold the output against the HTML
// parser and against bluemonday with the same table as its policy: neither may
// find anything to change. The full HTML parser is not used for the input: its
// algorithms are quadratic by specification, and what it builds need not
// survive being rendered and parsed again.
//
// # What is allowed
//
//   - Text structure, lists, tables, figures, details, ruby, quotations, code.
//     Sections, articles and the like become div. id, class and style are
//     dropped, dir and lang kept.
//   - Links to http, https, mailto and tel, without tracking parameters.
//   - Pictures, audio and video with controls from http and https. data:
//     pictures are placeholders of lazy loaders nearly always, and dropped.
//     Pictures get referrerpolicy="no-referrer": sites that refuse pictures to
//     pages of others let them through, and readers are not followed. When to
//     load them is left to the reader.
//   - Players of a closed list (player.go) as sandboxed iframes, those of
//     YouTube at youtube-nocookie.com. Other iframes are dropped.
//   - Of noscript only the pictures and players, unless their twin was shown.
//
// An element that is not allowed loses its tags and keeps its content; script,
// style, svg, math, template, forms' fields and the like lose both.
//
// # Advertisements
//
// A block goes when a word of its class or id says that it is one, a line when
// it says nothing else (advert.go). Words are whole words: a header, a badge or
// a download stay. A block that holds much of the text stays whatever it is
// called: articles about advertising are filed under names like category-ads.
// Tracking pixels and the lines that blog software appends go as well.
//
// # Plain text
//
// Title, names, categories, credits and rights are plain text. Markup that
// shows up only after an entity was decoded is markup all the same, and so on
// down to the ground: no reader that decodes once more will find any. Only
// tags without attributes that nobody writes to format a title stay, such as
// "<T>" or "<details>". GUID and DateText are no texts but marks of the
// source: they lose only characters that XML forbids.
//
// # Promises
//
// Item and Text are deterministic, never panic, may be used by several
// goroutines, and are idempotent. Item changes nothing its argument points to.
// All strings are valid UTF-8 of characters XML 1.0 allows, without control
// characters and bidirectional overrides. All that grows with the input has a
// limit (limits.go).
package clean
