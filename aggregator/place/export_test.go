package place

// LoadGazetteer and LoadBorders load the tables anew, to be measured.
func LoadGazetteer() any { return loadGazetteer() }

func LoadBorders() any { return loadBorders() }
