package sample

import "strings"

// desk is one feed of the newsroom and how its server behaves.
type desk struct {
	file string
	// media is the Content-Type header.
	media string
	// isPlain says that the server sends no validators.
	isPlain bool
	// isDown says that it answers 500.
	isDown bool

	name, language string
	regions        []string
	rank           int
}

// id is the file's name without its ending.
func (d desk) id() string {
	id, _, _ := strings.Cut(d.file, ".")
	return id
}

// desks are the feeds, in the order of the package comment.
var desks = []desk{
	{
		file: "straits-desk.xml", media: "application/rss+xml; charset=utf-8",
		name: "The Straits Desk", language: "en", regions: []string{"malaysia", "singapore"}, rank: 10,
	},
	{
		file: "meridian-wire.rdf", media: "application/rdf+xml",
		name: "Meridian Wire", language: "en-GB", rank: 5,
	},
	{
		file: "pacific-ledger.atom", media: "application/atom+xml; charset=utf-8",
		name: "The Pacific Ledger", language: "en", regions: []string{"oceania"}, rank: 10,
	},
	{
		file: "harbour-press.json", media: "application/feed+json",
		name: "Harbour Press", language: "en",
	},
	{
		file: "gaceta-del-sur.xml", media: "application/rss+xml",
		name: "Gaceta del Sur", language: "es",
	},
	{
		file: "jornal-da-baia.xml", media: "text/xml; charset=ISO-8859-1",
		name: "Jornal da Baía", language: "pt-BR", regions: []string{"brazil"},
	},
	{
		file: "savanna-morning.xml", media: "application/rss+xml; charset=utf-8",
		name: "Savanna Morning", language: "en", regions: []string{"africa"},
	},
	{
		file: "lakes-and-plains.xml", media: "text/xml; charset=utf-8",
		name: "Lakes & Plains", language: "en-US", regions: []string{"united-states"},
	},
	{
		file: "delta-news.atom", media: "application/atom+xml",
		name: "Delta News Service", language: "en", regions: []string{"middle-east"}, rank: 10,
	},
	{
		file: "world-in-brief.xml", media: "application/xml", isPlain: true,
		name: "World in Brief", language: "en", rank: -10,
	},
	{
		file: "north-sea-post.xml", media: "text/xml",
		name: "North Sea Post & Courier", language: "en-GB", regions: []string{"united-kingdom"},
	},
	{
		file: "night-desk.xml", media: "text/plain; charset=utf-8", isDown: true,
		name: "The Night Desk", language: "en",
	},
}
