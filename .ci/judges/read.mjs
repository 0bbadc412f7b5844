// What a reader gets of each item, in one shape for all formats.
import { parseFeed } from 'feedsmith';

const line = text => (text ?? '').replace(/\s+/g, ' ').trim();
const date = text => (text ? new Date(text).toISOString().slice(0, 19) : '');
const tags = list => [...new Set((list ?? []).map(line))].sort();
const link = (item, rel) => (item.links ?? []).filter(l => l.rel === rel).map(l => l.href);

const shapes = {
  rss: item => ({
    id: item.guid?.value, title: line(item.title), link: item.link, date: date(item.pubDate),
    files: (item.enclosures ?? []).map(e => e.url), tags: tags(item.categories?.map(c => c.name)),
    text: line(item.content?.encoded ?? item.description),
  }),
  atom: item => ({
    id: item.id, title: line(item.title?.value ?? item.title), link: link(item, 'alternate')[0], date: date(item.published),
    files: link(item, 'enclosure'), tags: tags(item.categories?.map(c => c.label)),
    text: line(item.content?.value ?? item.content ?? item.summary?.value ?? item.summary),
  }),
  json: item => ({
    id: item.id, title: line(item.title), link: item.url, date: date(item.date_published),
    files: (item.attachments ?? []).map(a => a.url), tags: tags(item.tags), text: line(item.content_html ?? item.content_text),
  }),
};

// itemsOf reads a feed: a JSON text for each item, sorted by id.
export function itemsOf(text, format) {
  const { feed } = parseFeed(text);
  const items = (feed.items ?? feed.entries ?? []).map(shapes[format]);
  return items.sort((a, b) => (a.id < b.id ? -1 : 1)).map(item => JSON.stringify(item));
}
