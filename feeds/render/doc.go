// Package render makes the bytes of a feed: a [feeds.Channel] in, RSS 2.0,
// Atom 1.0 or JSON Feed 1.1 out.
//
//	result, err := render.Feed(channel, feeds.Atom)
//	result, err := render.Feed(channel.AsPodcasts(), feeds.RSS)
//
// It is lenient in what it takes and strict in what it gives. Whatever strings
// are in the channel, the bytes are a valid feed: well-formed, without an
// error by the W3C feed validator or the schemas of Atom and JSON Feed. What
// cannot be said validly is left out, never the item that says it; an item
// with nothing left to show is in [Result.Skipped], never an error.
//
//	Channel --compose--> page of items, all valid --rss, atom, json--> bytes
//
// The items come first, since they are most of the work and hang on nothing else:
// [Begin] writes them, and [Draft.Finish] what is before and after, with links that
// somebody else may have looked for in the meantime.
//
// Compose decides once, for all formats, what is published of an item, so the
// formats carry the same:
//
//	             RSS                        Atom                     JSON Feed
//	id           guid, no permalink         id                       id
//	dates        pubDate, atom:updated      published, updated       date_published, date_modified
//	text         description,               summary, content         summary (plain), content_html
//	             content:encoded
//	authors      author if it has a mail    author                   authors
//	             address, else dc:creator
//	regions      category, domain           category, scheme, term,  tags, _dateline.regions
//	and topics                              label
//	media        enclosure, each            link rel=enclosure       attachments
//	picture      media:content, :thumbnail  the same                 image, _dateline.image
//	source       source                     source                   _dateline.sources
//	carriers     atom:link rel=related if   the same                 _dateline.sources
//	             they have a page of their
//	             own, else rel=via
//	language     dc:language                xml:lang                 language
//	rights       dc:rights                  rights                   _dateline.rights
//	comments     comments                   link rel=replies         _dateline.comments
//	place        georss:point               georss:point             _dateline.geo
//	extensions   as they were               as they were             _dateline.extensions, _own keys
//
// An item is dated as feeds are ordered: by its entry's Date. RSS says when it
// changed only if it did.
//
// # JSON Feed
//
// Items stand one a line, to be read and compared without the weight of
// indentation. Under _dateline an item has
//
//	regions     [{slug, name, confidence}], the most confident first
//	sources     [{id, name, url, link, guid}], first the one whose words these are
//	url         where it is told why the item is in its regions
//	origin      {title, url}: where the source has it from
//	links       [{rel, url, title}]: other links of the source
//	image       {credit, alt, width, height}
//	geo         {lat, lon}
//	comments, rights, licenses
//	extensions  [{ns, name, attrs, text, children}], or [{name, value}]
//
// under _podcast what podcast apps look for, if it is valid and there is any
//
//	season, episode, episode_type, explicit, author, image
//	chapters    {url, type}
//	transcript  [{url, type, language, rel}]
//	persons     [{name, role, group, img, href}]
//	soundbites  [{start, duration, title}], in seconds
//	license     {name, url}
//	funding     [{name, url}]
//	value       [{type, method, suggested, recipients [{name, type, address, split…}]}]
//
// (all of it is among the extensions too, as it was),
// and the feed region {slug, name, kind}, health {status, failing}, generator.
//
// # Fallbacks
//
// RSS shows an excerpt as description where an item has only full text. Atom
// demands a title and text: an excerpt is the title of an untitled item, the
// title the text of one without. The type of a file that nobody knows is
// application/octet-stream, its length 0. A date outside 1990 to 2200 is not
// published; where Atom demands one, it is the next best, in the end [Epoch].
//
// # Podcasts
//
// A channel that is [feeds.Channel.Podcasts] is rendered for podcast apps, in RSS
// only, by Apple's requirements and Podcasting 2.0. An item is an episode if it
// has audio or video; else it is in [Result.Skipped]. Of its files one is the
// enclosure: of a type that directories take, of the kind that comes first, of
// known length, in this order. Other recordings are podcast:alternateEnclosure,
// other files media:content. What the source says in itunes: and podcast: stays;
// what it does not say of itunes:title, duration, episodeType, author (the name
// of its show) and image is said for it. The channel has the tags of a show: a
// picture that [Cover] draws, author, type, category, explicit, guid, locked,
// medium (video if all is). The owner is the
// site, if it has a contact address; so it is in every feed with itunes elements.
//
// # Extensions
//
// Elements of other namespaces come out under their own, with the customary
// prefix declared on the root. What a format says itself is not said again
// (dc:creator, content:encoded, dates, self links of the source…). The
// vocabularies that validators know are tables (vocabulary_*.go) of what may
// stand in an item; the rest of those is only in the JSON Feed, where every
// extension is. Unknown vocabularies pass as they are.
//
// # Promises
//
// Equal channels give equal bytes. Nothing here knows a clock, and nothing
// depends on the order of a map.
package render
