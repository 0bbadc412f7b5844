#!/usr/bin/env node
// judge.mjs FILE…: reads each feed as another program would. A JSON Feed must
// pass the schema of version 1.1. Prints the items' ids, one a line.
import fs from 'node:fs';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parseFeed } from 'feedsmith';
import schema from 'jsonfeed-schema/v1.1.js';

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats(ajv);
const isJSONFeed = ajv.compile(schema);

for (const file of process.argv.slice(2)) {
  const text = fs.readFileSync(file, 'utf8');
  if (text.startsWith('{') && !isJSONFeed(JSON.parse(text))) {
    console.error(`${file}: ${ajv.errorsText(isJSONFeed.errors)}`);
    process.exit(1);
  }
  const { feed } = parseFeed(text);
  for (const item of feed.items ?? feed.entries ?? []) {
    console.log(item.guid?.value ?? item.id);
  }
}
