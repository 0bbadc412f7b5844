package feeds

// AddProse and IsCounter are what fingerprints are made with.
var (
	AddProse  = addProse
	AddTag    = addTag
	IsCounter = isCounter
)
