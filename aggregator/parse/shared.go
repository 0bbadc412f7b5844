package parse

// Address resolves an address that a document has against that of the
// document. It is "" for all but http and https.
func Address(base, ref string) string { return webAddress(base, ref) }
