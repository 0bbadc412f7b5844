package parse

import (
	"dateline/aggregator/parse/address"
)

// Address resolves an address that a document has against that of the
// document. It is "" for all but http and https.
func Address(base, ref string) string { return address.Web(base, ref) }
