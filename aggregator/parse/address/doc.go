// Package address makes addresses that may be followed of what documents have
// for addresses.
//
//	link := address.Web("https://news.example/", " stories/1?q=50%\n")
//
// Space around them and line breaks in them go, characters that RFC 3986 does
// not know are percent-encoded, stray percent signs too, hosts in other
// scripts become Punycode. An address that is valid stays as it was written,
// letter by letter.
package address
