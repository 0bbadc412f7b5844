#!/usr/bin/env node
// judge.mjs FILE|URL…: reads each feed as another program would. A JSON Feed must
// pass the schema of version 1.1. Prints the items' ids, one a line; of a file
// beside which there is a FILE.ids, it wants those instead, and nothing is printed.
import fs from 'node:fs';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parseFeed } from 'feedsmith';
import schema from 'jsonfeed-schema/v1.1.js';

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats(ajv);
const isJSONFeed = ajv.compile(schema);

let problems = 0;
const complain = (file, what) => { problems++; console.error(`${file}: ${what}`); };

for (const file of process.argv.slice(2)) {
  const text = file.startsWith('http') ? await (await fetch(file)).text() : fs.readFileSync(file, 'utf8');
  if (text.startsWith('{') && !isJSONFeed(JSON.parse(text))) {
    complain(file, ajv.errorsText(isJSONFeed.errors));
    continue;
  }
  const { feed } = parseFeed(text);
  const ids = (feed.items ?? feed.entries ?? []).map(item => item.guid?.value ?? item.id);
  if (!fs.existsSync(`${file}.ids`)) {
    ids.forEach(id => console.log(id));
    continue;
  }
  const want = fs.readFileSync(`${file}.ids`, 'utf8').split('\n').filter(Boolean);
  if (ids.sort().join() !== want.join()) complain(file, `has ${ids.length} items, want ${want.length}`);
}
process.exit(problems ? 1 : 0);
