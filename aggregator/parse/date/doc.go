// Package date reads dates as feeds write them.
//
//	t, ok := date.Read("mar., 23 nov. 2026 18:05", kualaLumpur)
//
// That is RFC 3339 and RFC 822, and what people and their programs make of
// them: months in the language of the feed, two-digit years, 24:00, leap
// seconds, "+01" for a zone or none at all, Unix time, digits of other
// scripts, the Thai calendar's years. There is no list of layouts: a reader
// goes through the text once, takes numbers by their place and words by their
// meaning, and passes over what it does not know.
//
// Where a date can be read in two ways, the day comes before the month, as it
// does for most of the world, unless "am" or "pm" say that an American wrote
// it.
//
// # Promises
//
// Read does not panic, and takes time in proportion to the text, of which it
// reads 100 bytes at most. It returns moments from 1970 to 2100 only. Whatever
// else a feed gives, such as the year 1 or 2199, is a machine's zero or a
// mistake: the caller is to keep it as text.
package date
