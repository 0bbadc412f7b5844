// Package opml reads and writes lists of feeds: OPML 1.0, 1.1 and 2.0, as
// programs write them and as people mend them by hand.
//
//	list, err := opml.Read("subscriptions.opml")
//	sources := list.Sources(atlas)
//	err = opml.Write(os.Stdout, "Example Wire", sources, atlas)
//
// # Reading
//
// A list is not parsed as XML, for a bare "&" in a title must not cost a
// single feed. A scanner looks for outline tags and takes their attributes,
// whatever the case of their names, with quotes, without, or with quotes that
// stand in the text too. Entities and DTDs are not expanded; characters are
// UTF-8 unless they cannot be, whatever the file says of itself. An outline
// with the address of a feed is a [Feed], found once however often the list
// has it: addresses that differ in scheme, "www." or tracking keys are the
// same. What was not taken is in List.Notes, with its line.
//
// Include outlines are reported, not followed. So are links, pages that a
// program reads with XPath, what is commented out, and what is no web address.
// A user or password in an address is left out, and that is a note.
//
// # Folders
//
// A folder named like a region places its feeds there: "Malaysia",
// "🇲🇾 Malaysia", "01 - France", "Hong Kong SAR China", "News/Europe",
// "Middle East News". Of folders in folders the inner one decides. Names are
// compared without accents, numbering, emoji and the word "news"; what is left
// must be a name of the atlas in full: "UK Politics" is no region.
//
// A code in capitals is a name too (US, MY, SG), but not the ones that people
// mean otherwise (AI, IT, TV, CA, IOT, …), unless the folder around it is a
// region that contains it: "Europe/IT". Nothing in a region's folder takes a
// code of another region: "USA/CA" is California.
//
// A folder that is no region is a topic, as those who sort their feeds by
// theme expect; those that only say "feeds" (Uncategorized, Subscriptions) say
// nothing. The category attribute holds topics as they are, and paths of
// folders if they begin with "/".
//
// # Writing
//
// Write puts each source into a folder for each of its regions, its topics
// into the category attribute, and makes the same bytes of the same sources.
// Reading that gives the same addresses, names, sites, regions, topics and
// languages again. The rest of a source's settings has no place in OPML.
//
// # Bounds
//
// A file of more than 16 MiB is refused. Time and memory are linear in the
// file; folders count 32 deep, names 200 characters, feeds 20,000. What is
// beyond is a note.
//
// # Reading lists
//
// [Lists] are files that a running gateway looks at again and again: see
// there.
package opml
