// What every end-to-end test stands on: dist/ on a dumb server under a sub-path, and a browser profile that nobody has used.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { INTRANET, LAUNCH } from "../../.make/chromium.mjs";
import { serveFiles } from "../../.make/server.mjs";

export { INTRANET };
export const SUBPATH = "/servizi/siuss/";
const DIST = resolve("dist");
const SINGLE = pathToFileURL(join(DIST, "siuss-kit.html")).href;
const SCREENSHOTS = resolve("target/screenshots");

let browser;
let server;
const told = new WeakMap();

after(async () => {
  await browser?.close();
  await server?.close();
  // The browsers that wrote into them are gone, or write for a moment yet.
  for (const folder of profiles) await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

/**
 * Opens the page in a fresh profile. The test fails if, at any moment, the page or its worker asks anything of another origin, logs
 * an error (a violation of the Content-Security-Policy is one), throws, or asks for a file that is not there.
 *
 * - `host`: INTRANET, or "localhost" for a secure context
 * - `path`: what follows the sub-path, such as "#/invio"
 * - `profile`: a folder that keeps the storage, to open again after the browser has gone (see `freshProfile`)
 * - `allow`: patterns of console messages that the test means to provoke
 * - `folder`: a dist/ of its own (see `distCopy`)
 * - `clock`: the page's timers are the test's (Playwright's `page.clock`)
 * - `headers`: sent with each file, as `serveFiles` takes them
 * - `single`: the page in one file, as a double click opens it; no server has a part in it
 */
export async function openApp(
  t,
  { host = INTRANET, path = "", viewport = { width: 1366, height: 768 }, profile, allow = [], folder, clock = false, headers, single = false } = {},
) {
  const { address, isOwn } = single ? { address: SINGLE, isOwn: (url) => url.href.replace(/#.*/, "") === SINGLE } : await served(t, host, { folder, headers });
  const options = { viewport, locale: "it-IT", timezoneId: "Europe/Rome", acceptDownloads: true };
  let context;
  if (profile) {
    context = await chromium.launchPersistentContext(profile, { ...LAUNCH, ...options });
  } else {
    browser ??= await chromium.launch(LAUNCH);
    context = await browser.newContext(options);
  }
  const faults = [];
  told.set(context, faults);
  const fault = (text) => allow.some((pattern) => pattern.test(text)) || faults.push(text);
  const watch = (page) => {
    page.on("console", (message) => message.type() === "error" && fault(`console: ${message.text()} (${message.location().url})`));
    page.on("pageerror", (error) => fault(`error: ${error.stack ?? error}`));
    page.on("crash", () => fault("the page crashed"));
  };
  context.on("page", watch);
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (!["data:", "blob:"].includes(url.protocol) && !isOwn(url)) fault(`a request to ${url}`);
  });
  context.on("response", (response) => response.status() >= 400 && fault(`${response.status()} for ${response.url()}`));
  t.after(async () => {
    await context.close().catch(() => {});
    assert.deepEqual(faults, [], "what the page did and must not do");
  });

  const page = await context.newPage();
  if (clock) await page.clock.install();
  await page.goto(`${address}${path}`);
  return page;
}

/** Where dist/ is served, for this test alone where it wants a folder or headers of its own, and which addresses are of the same origin. */
async function served(t, host, { folder, headers }) {
  server ??= await serveFiles({ [SUBPATH]: DIST });
  const files = folder || headers ? await serveFiles({ [SUBPATH]: folder ?? DIST }, { headers }) : server;
  if (files !== server) t.after(() => files.close());
  const origin = `http://${host}:${files.port}`;
  return { address: `${origin}${SUBPATH}`, isOwn: (url) => url.origin === origin };
}

/** A copy of dist/ to be changed, for `openApp`'s `folder`; removed after the test. */
export async function distCopy(t) {
  const folder = await mkdtemp(join(tmpdir(), "siuss-dist-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await cp(DIST, folder, { recursive: true });
  return folder;
}

/** What the page (or another of its context) did until now and must not do: for a long test, to stop where it began. */
export const faultsOf = (page) => told.get(page.context());

/** A processor so many times slower, for the page's own thread. */
export async function slowDown(page, times) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: times });
}

/** Runs a function in the archive worker, once there is one: a page may be seen before it. */
export async function inWorker(page, run, given) {
  while (page.workers().length === 0) await page.waitForTimeout(50);
  return page.workers()[0].evaluate(run, given);
}

const profiles = [];

/** A folder for `openApp`'s `profile`, removed at the end: what a test does after it, it does in the order in which it was said. */
export async function freshProfile(within = tmpdir()) {
  profiles.push(await mkdtemp(join(within, "siuss-profile-")));
  return profiles.at(-1);
}

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
export function dice(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Does `action`, waits for the download it starts, and resolves to `{ name, file }`. */
export async function download(page, action) {
  const [started] = await Promise.all([page.waitForEvent("download"), action()]);
  return { name: started.suggestedFilename(), file: await started.path() };
}

/** Saves what the page looks like to target/screenshots/<name>.png. */
export async function screenshot(page, name, { fullPage = true } = {}) {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage });
}

/** Fails unless `file` is valid against the schema `xsd`. */
export async function assertValidXml(file, xsd) {
  await promisify(execFile)("xmllint", ["--noout", "--nonet", "--schema", xsd, file]).catch(({ stderr }) => assert.fail(stderr));
}

/** Fails on the accessibility faults that axe can see (WCAG 2.1 AA). */
export async function assertAccessible(page) {
  // Evaluated, not added as a script element: the page's policy would refuse that.
  const { default: axe } = await import("axe-core");
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }));
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html }) => html).join("\n  ")}`);
  assert.deepEqual(told, []);
  // axe tells no more of an id that is there twice; a label is then of the first of them alone.
  const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((it) => it.id));
  assert.deepEqual(ids.filter((id, index) => ids.indexOf(id) !== index), [], "ids that are there twice");
}
