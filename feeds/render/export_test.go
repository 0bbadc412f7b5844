package render

var (
	Address          = address
	CanonicalAddress = canonicalAddress
	Clean            = clean
	Cleaned          = cleaned
	Identifier       = identifier
	Language         = language
	Line             = line
	Plain            = plain
)
