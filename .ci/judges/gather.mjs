#!/usr/bin/env node
// gather.mjs BASE REGIONS QUERIES DIR EVERY: saves what each region of a list
// answers to each query of another in each format, with the ids it holds beside
// it. In all formats the items have to be the same, word for word.
// "next:limit=3" is what follows the first three. Of the queries every EVERYth
// is asked, others of each region.
import fs from 'node:fs';
import { itemsOf } from './read.mjs';

const [base, regions, queries, dir, every] = process.argv.slice(2);
const words = file => fs.readFileSync(file, 'utf8').split(/\s+/).filter(Boolean);

async function get(url) {
  const answer = await fetch(url);
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return answer.text();
}

// follow is the query of what comes after the first page of another.
async function follow(region, query) {
  const next = JSON.parse(await get(`${base}/${region}.json?${query}`)).next_url;
  return next && new URL(next).search.slice(1);
}

let problems = 0, saved = 0, items = 0;
async function save(region, query, file) {
  if (query.startsWith('next:')) query = await follow(region, query.slice(5));
  if (query === undefined) return;
  let want;
  for (const format of ['json', 'rss', 'atom']) {
    const url = `${base}/${region}.${format}?${query.replace(/^\?/, '')}`;
    const text = await get(url);
    const got = itemsOf(text, format);
    want ??= got;
    const other = got.find((item, i) => item !== want[i]);
    if (other || got.length !== want.length) { problems++; console.error(`${url}: other items than in JSON: ${other}`); }
    fs.writeFileSync(`${file}.${format}`, text);
    fs.writeFileSync(`${file}.${format}.ids`, want.map(item => JSON.parse(item).id).join('\n') + '\n');
    saved++;
  }
  items += want?.length ?? 0;
}

fs.mkdirSync(dir);
for (const [i, region] of words(regions).entries()) {
  for (const [j, query] of words(queries).entries()) {
    if ((i + j) % every === 0) await save(region, query, `${dir}/${String(j).padStart(2, '0')}-${region}`);
  }
}
console.log(`${saved} feeds, ${items} items in each format`);
process.exit(problems || !items ? 1 : 0);
