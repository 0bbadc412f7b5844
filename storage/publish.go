package storage

import "dateline/feeds"

// versions returns the item's versions with their sources as they are named
// and ranked now.
func (s *Store) versions(r *itemRecord) []feeds.Version {
	vs := make([]feeds.Version, len(r.Versions))
	for i, v := range r.Versions {
		vs[i] = feeds.Version{
			Source: s.sources.published(v.Source), Item: v.Item.item(),
			Received: fromSeconds(v.Received), Changed: fromSeconds(v.Changed), Revision: v.Revision,
		}
	}
	return vs
}

// publish makes the entry of an item, which has at least one version.
func (s *Store) publish(id feeds.ID, r *itemRecord) feeds.Entry {
	return feeds.Publish(id, s.versions(r))
}

// fan returns the numbers of the regions an entry is in, sorted.
func (s *Store) fan(e feeds.Entry) []uint32 {
	return s.regions.of(s.atlas.Fan(e.Placements))
}
