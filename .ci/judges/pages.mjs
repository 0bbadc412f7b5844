#!/usr/bin/env node
// pages.mjs BASE PATH…: opens each page in Chromium as people do, on phone and
// desktop, in light and dark, and says what is wrong with it, a line each.
// Pictures of other hosts are answered here; nothing else is asked of any.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const [base, ...paths] = process.argv.slice(2);
const host = new URL(base).host;
const mostBytes = 50 * 1024;
const screens = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
const sittings = [['phone', 'dark'], ['desktop', 'light']];
const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"><rect width="640" height="400" fill="#468"/></svg>';

let problems = 0;
const complain = (...words) => { problems++; console.log(words.join(' ')); };

// open shows a page, and listens to it.
async function open(browser, path, options, heard = () => {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const load = { bytes: 0 };
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const kinds = new Map();
  session.on('Network.responseReceived', e => kinds.set(e.requestId, e.type));
  const arrived = new Promise(resolve => {
    session.on('Network.loadingFinished', e => {
      if (kinds.get(e.requestId) === 'Image') return;
      load.bytes += e.encodedDataLength;
      if (kinds.get(e.requestId) === 'Document') resolve();
    });
  });
  page.on('console', m => { if (m.type() === 'error' && !/status of 4\d\d/.test(m.text())) heard('console', m.text()); });
  page.on('pageerror', e => heard('script', e.message));
  await page.route(url => url.host !== host, route => {
    if (route.request().resourceType() === 'image') return route.fulfill({ contentType: 'image/svg+xml', body: picture });
    heard('asks another host for', route.request().url());
    return route.abort();
  });
  await page.goto(base + path, { waitUntil: 'load' });
  await arrived; // told by another way than the load, so maybe after it
  return { context, page, load };
}

// judge wants no violation that axe finds on either screen, in dark and in light, nothing
// to scroll sideways, one h1 and few bytes.
async function judge(browser, path) {
  const { context, page, load } = await open(browser, path, {}, (...words) => complain(path, ...words));
  if (load.bytes === 0 || load.bytes > mostBytes) complain(path, 'takes', load.bytes, 'bytes');
  if (await page.locator('h1').count() !== 1) complain(path, 'has not one h1');
  await page.evaluate(axe);
  for (const [screen, colorScheme] of sittings) {
    await page.setViewportSize(screens[screen]);
    await page.emulateMedia({ colorScheme });
    const { violations, passes } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations', 'passes'] }));
    if (passes.length < 10) complain(path, 'was hardly looked at:', passes.length, 'rules passed');
    for (const v of violations) complain(path, screen, colorScheme, 'axe', v.id, v.help, v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join(' | '));
  }
  await page.setViewportSize({ width: 320, height: 640 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (over > 0) complain(path, 'scrolls sideways at 320 pixels by', over);
  await context.close();
  return load.bytes;
}

// subscribe wants the way to subscribe to be found by keyboard, the copy button
// to copy, and the address to be there without scripts.
async function subscribe(browser, path) {
  const { context, page } = await open(browser, path, { viewport: screens.desktop });
  if (await page.locator('#subscribe').count() === 0) return context.close();
  const box = await page.locator('a[href="#subscribe"]').boundingBox();
  if (!box || box.y > screens.desktop.height / 2) complain(path, 'does not show at once how to subscribe');
  const stops = [];
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press('Tab');
    stops.push(await page.evaluate(() => document.activeElement.getAttribute('href')));
  }
  if (stops[0] !== '#main' || !stops.includes('#subscribe')) complain(path, 'is walked by keyboard as', stops.join(' '));
  await page.keyboard.press('Enter');
  for (let i = 0; i < 2; i++) await page.keyboard.press('Tab');
  if (await page.evaluate(() => document.activeElement.value ?? '') === '') complain(path, 'leads no keyboard to an address');
  const field = page.locator('.fields input').first();
  await page.locator('.copy').first().click();
  await page.waitForFunction(() => document.getElementById('said').textContent !== '');
  const selected = await field.evaluate(f => f.value.slice(f.selectionStart, f.selectionEnd));
  if (selected !== await field.inputValue() || !selected.includes('.rss')) complain(path, 'copies', selected);
  await context.close();

  const bare = await open(browser, path, { viewport: screens.phone, javaScriptEnabled: false });
  if (!await bare.page.locator('.fields input').first().isVisible()) complain(path, 'shows no address without scripts');
  if (await bare.page.locator('.copy').first().isVisible()) complain(path, 'has a button that does nothing without scripts');
  await bare.context.close();
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  for (const path of paths) {
    const bytes = await judge(browser, path);
    await subscribe(browser, path);
    console.error(path, bytes, 'bytes');
  }
} finally {
  await browser.close();
}
process.exit(problems > 0 ? 1 : 0);
