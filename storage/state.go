package storage

import "dateline/feeds"

func stateOf(s feeds.State) stateRecord {
	return stateRecord{
		ETag: s.ETag, LastModified: s.LastModified, BodyHash: s.BodyHash, Settings: s.Settings, Document: s.Document, Title: s.Title, Link: s.Link,
		Visited: stampOf(s.Visited), Succeeded: stampOf(s.Succeeded), Next: stampOf(s.Next),
		Failures: s.Failures, Error: s.Error, Status: s.Status,
		Gone: s.Gone, Newest: stampOf(s.Newest),
		Rhythm: rhythmRecord(s.Rhythm), Hints: hintsRecord(s.Hints),
		Move:  moveRecord{From: s.Move.From, Adopted: s.Move.Adopted, Seen: s.Move.Seen, Since: stampOf(s.Move.Since)},
		Flood: floodRecord{At: stampOf(s.Flood.At), Items: s.Flood.Items},
	}
}

func (r stateRecord) state() feeds.State {
	return feeds.State{
		ETag: r.ETag, LastModified: r.LastModified, BodyHash: r.BodyHash, Settings: r.Settings, Document: r.Document, Title: r.Title, Link: r.Link,
		Visited: r.Visited.time(), Succeeded: r.Succeeded.time(), Next: r.Next.time(),
		Failures: r.Failures, Error: r.Error, Status: r.Status,
		Gone: r.Gone, Newest: r.Newest.time(),
		Rhythm: feeds.Rhythm(r.Rhythm), Hints: feeds.Hints(r.Hints),
		Move:  feeds.Move{From: r.Move.From, Adopted: r.Move.Adopted, Seen: r.Move.Seen, Since: r.Move.Since.time()},
		Flood: feeds.Flood{At: r.Flood.At.time(), Items: r.Flood.Items},
	}
}
