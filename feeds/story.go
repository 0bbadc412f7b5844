package feeds

import (
	"bytes"
	"slices"
)

// Part is one of the items that tell a story, with all its versions.
type Part struct {
	ID       ID
	Versions []Version
}

// PublishStory makes the entry of a story from its parts, of which there must
// be at least one: the words of the best version of all, with every source that
// tells it. It is a function of the set of parts, but for the ID, which is that
// of the item that was published first.
func PublishStory(id ID, parts []Part) Entry {
	var versions []Version
	told := map[string]ID{}
	for _, p := range parts {
		versions = append(versions, p.Versions...)
		for _, v := range p.Versions {
			told[v.Source.ID] = p.ID
		}
	}
	e := Publish(id, versions)
	e.Story = id
	for i, c := range e.Carriers {
		e.Carriers[i].Item = told[c.ID]
	}
	for _, p := range parts {
		e.Parts = append(e.Parts, p.ID)
	}
	slices.SortFunc(e.Parts, func(a, b ID) int { return bytes.Compare(a[:], b[:]) })
	return e
}
