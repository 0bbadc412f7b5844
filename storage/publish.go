package storage

import (
	"reflect"

	"dateline/feeds"
)

// versions returns the item's versions with their sources as they are named
// and ranked now.
func (s *Store) versions(r *itemRecord) []feeds.Version {
	vs := make([]feeds.Version, len(r.Versions))
	for i, v := range r.Versions {
		vs[i] = feeds.Version{
			Source: s.sources.published(v.Source), Item: v.Item.item(),
			Received: fromSeconds(v.Received), Changed: fromSeconds(v.Changed), Revision: v.Revision, Revisions: v.revisions(),
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

// isSeen reports whether readers of feeds can tell two states of an entry
// apart: what each of its sources says for itself is not in feeds, nor what
// datelines are known by.
func isSeen(was, is feeds.Entry) bool { return !reflect.DeepEqual(inFeeds(was), inFeeds(is)) }

func inFeeds(e feeds.Entry) feeds.Entry {
	carriers := make([]feeds.Carrier, len(e.Carriers))
	for i, c := range e.Carriers {
		carriers[i] = feeds.Carrier{ID: c.ID, Name: c.Name, URL: c.URL, Link: c.Link, GUID: c.GUID, Home: c.Home}
	}
	e.Carriers, e.Dateline = carriers, nil
	return e
}
