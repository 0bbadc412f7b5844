package storage

import "dateline/feeds"

// lead is what leads to an item of a visit, and what was found of it before any of
// them was merged.
type lead struct {
	// link is its canonical link if that tells it apart.
	link string
	// id is what derives from the item. It is set if it was looked for.
	id feeds.ID
	// isNew says that nothing was found, isFresh also that nothing else in the
	// visit can change that: find need not look again.
	isNew, isFresh bool
}

type leads []lead

func leadsOf(items []feeds.Item, channelLink string) leads {
	home := feeds.Home(channelLink)
	all := make(leads, len(items))
	for i, it := range items {
		all[i].link = home.TellingLink(it)
	}
	return all
}

// sharedGUIDs are the guids that items with different telling links have:
// feeds with such guids exist, and there the guid tells nothing.
func (all leads) sharedGUIDs(items []feeds.Item) map[string]bool {
	shared, links := map[string]bool{}, make(map[string]string, len(items))
	for i, it := range items {
		if it.GUID == "" {
			continue
		}
		if was, ok := links[it.GUID]; ok && was != all[i].link {
			shared[it.GUID] = true
		}
		links[it.GUID] = all[i].link
	}
	return shared
}

// part lets only those be fresh, once all were looked for, that have no guid, link
// and ID in common with another.
func (all leads) part(items []feeds.Item) {
	n := len(items)
	guids, links, ids := make(map[string]int, n), make(map[string]int, n), make(map[feeds.ID]int, n)
	for i, it := range items {
		guids[it.GUID]++
		links[all[i].link]++
		ids[all[i].id]++
	}
	for i, it := range items {
		l := &all[i]
		l.isFresh = l.isNew && (it.GUID == "" || guids[it.GUID] == 1) && (l.link == "" || links[l.link] == 1) && ids[l.id] == 1
	}
}
