#!/usr/bin/env node
// subscriber.mjs HUB TOPIC: subscribes with a program that is not ours
// (it does without a secret: 1.0.2 signs with another than it sends). Prints a
// line of JSON for each word of the hub: subscribe, feed and unsubscribe, which
// is asked for after the first feed. Then it ends.
import crypto from 'node:crypto';
import pubsubhubbub from 'pubsubhubbub';

const [hub, topic] = process.argv.slice(2);
const subscriber = pubsubhubbub.createServer({ callbackUrl: 'unknown yet', leaseSeconds: 3600 });
const say = (word, data) => console.log(JSON.stringify({ word, ...data }));
const fail = (error) => {
  if (error) {
    console.error(error.message, error.responseBody);
    process.exit(1);
  }
};

subscriber.on('error', fail);
subscriber.on('listen', () => {
  subscriber.callbackUrl = `http://127.0.0.1:${subscriber.server.address().port}/callback`;
  subscriber.subscribe(topic, hub, fail);
});
subscriber.on('subscribe', (data) => say('subscribe', { topic: data.topic, hub: data.hub }));
subscriber.on('denied', (data) => fail(data.error ?? new Error('denied')));
subscriber.on('feed', (data) => {
  say('feed', { topic: data.topic, type: data.headers['content-type'], sha256: crypto.createHash('sha256').update(data.feed).digest('hex') });
  subscriber.unsubscribe(topic, hub, fail);
});
subscriber.on('unsubscribe', (data) => {
  say('unsubscribe', { topic: data.topic, hub: data.hub });
  setTimeout(() => process.exit(0), 100);
});
subscriber.listen(0, '127.0.0.1');
