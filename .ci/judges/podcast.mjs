#!/usr/bin/env node
// podcast.mjs FILE: reads a podcast as an app would. Prints a line an episode:
// guid, media type, seconds, show, how many transcripts.
import fs from 'node:fs';
import partytime from 'podcast-partytime';

const feed = partytime.parseFeed(fs.readFileSync(process.argv[2], 'utf8'));
if (!feed.guid || !feed.medium || !feed.author || !feed.itunesCategory) {
  console.error('the show lacks something', feed);
  process.exit(1);
}
for (const item of feed.items) {
  const { url, type } = item.enclosure;
  if (!url || !item.pubDate || !item.title) {
    console.error('the episode lacks something', item);
    process.exit(1);
  }
  console.log(item.guid, type, item.duration, item.author, item.podcastTranscripts?.length ?? 0);
}
