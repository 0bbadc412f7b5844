package render

var (
	Address          = address
	CanonicalAddress = canonicalAddress
	Clean            = clean
	Identifier       = identifier
	Language         = language
	Line             = line
	Plain            = plain
)
