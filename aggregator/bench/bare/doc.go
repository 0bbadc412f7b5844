// Package bare does what Dateline does with nothing but a library, to measure
// what the rest costs: [Read] is gofeed and bluemonday, [Serve] is net/http.
package bare
