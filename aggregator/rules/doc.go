// Package rules keeps, drops, tags and rewrites items as the operator says.
//
//	set, err := rules.Compile(atlas, []rules.Rule{
//		{Action: rules.Drop, When: `title ~ "(?i)sponsored"`},
//		{Action: rules.Tag, Topics: []string{"sport"}, When: `link contains "/sport/"`},
//	})
//	it, outcome := set.Apply(it, src, now)
//
// # Order
//
// A list of rules runs from the first to the last, and each sees what those
// before it made of the item. A drop that is for the item ends the list. If a
// list has keeps, an item must be for one of them at least, whichever; this is
// decided at the end, so that a drop wins over a keep wherever it stands.
//
// In a [Book] the rules of the source come first, since they know its ways,
// then those for all; an item must pass both. Then come those of the regions
// it is in. They only keep and drop, and only for their own feed: an item that
// asean drops is still in malaysia and in asia. An item that several sources
// carry is in the feed if the region's rules let any source's version in.
//
// Apply is a function of the item, its source and now, and changes no slice of
// the caller's. Rules say what becomes of items as they are read: what was
// stored before a rule was written stays as it was. To run rules over stored
// items, place them anew and call Apply and Admit with them: keep, drop and
// tag find again what they would have found; a rewrite must leave alone what
// it has rewritten, as most do.
//
// # Conditions
//
// A condition is an expression of github.com/expr-lang/expr, or rather the
// part of it whose cost is bounded by the size of the item (judge.go):
//
//	title ~ "(?i)\bsponsored\b"           RE2, anywhere in the text; !~ is the opposite
//	categories ~ "(?i)^sport"             of a list: one of them matches
//	"sport" in categories, source in ["a", "b"]
//	link contains "/ads/", startsWith, endsWith, ==, !=
//	words < 20 and age_hours > 24 * 7     numbers; and, or, not, ( )
//	any(enclosures, .type startsWith "audio/")   also all, none, one, count
//	len(title) > 200, lower(author) == "staff"   also upper, trim
//	"malaysia" in regions                 every region whose feed the item is in
//
// In the string after ~ a backslash belongs to the pattern: "\d" is a digit.
// In other strings it is an escape, so that matches, the library's word for ~,
// wants "\\d". The fields are those of `dateline fetch --json` (field.go), and
//
//	text         summary and content without markup
//	words        how many there are in it
//	author       the authors' names in one line
//	source       the source's ID; source_name
//	age_hours    hours since date
//
// categories and authors are lists of what people read, image has .url and
// .credit, enclosures have .url, .type, .title and .length; date, published
// and updated are UTC as "2026-11-23T12:00:00Z" and compare as text.
//
// # What is wrong is found at once
//
// Everything is judged when it is compiled: names, types, patterns, regions,
// groups in a rewrite. [Problems] say in which character of which part of
// which rule, and the nearest name.
//
// # Limits
//
// The library has no time limit, its memory budget counts arrays and not
// texts, and up to 1.17.8, the last release the module proxy has, deep nesting
// overflows the stack and predicates cannot be switched off (fixed in 1.18;
// CVE-2025-29786 and CVE-2025-68156, in 1.17.0 and 1.17.7, were of the same
// kind). So length, nesting, nodes and the functions are bounded before it
// sees a condition, and what is left cannot build texts or loop but over a
// list of the item. What such a condition costs at most is a product of sizes,
// known before it runs: it is added up in steps, one instruction of a pattern
// looking at one byte. A rule that could take more than 64 million steps on an
// item (half a second on the slowest pattern we found: BenchmarkWorst), or all
// of a list more than four times that, is not run. What a rewrite with many
// matches costs is known only while it is at it: it is counted then
// (search.go). No clock is asked, so every machine decides alike.
//
// Most patterns are words, and most items have none of them: that is seen
// before a regular expression or the library is asked (guard.go), so that a
// rule costs under a microsecond on most items.
//
// A rule that cannot be run on an item does nothing to it, and the outcome
// says so; a keep that cannot be run keeps. So rules lose an item only if a
// drop is for it or no keep is.
//
// # What a rewrite may write
//
// A rewrite works on summary and content as HTML, and what it leaves there is
// whatever the operator and the upstream make together. After an outcome that
// Changed, the caller must clean the item again and place it again before it
// publishes it. Addresses, guids and language tags that would not be ones are
// refused here, and the field stays as it was. A rewritten link or guid
// changes the identity of the item: do it before the source is first read, or
// its items come anew.
//
// # Why expr
//
// CEL 0.32 has a cost model and can be interrupted, but brings seven modules,
// among them ANTLR and protobuf, and 13 MB of binary against 3, and wants
// title.matches("…"). expr is one module without dependencies, is maintained,
// and its conditions read as the config promises.
package rules
