// The page starts wherever it is put, and nothing leaves it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, INTRANET, inWorker, openApp, screenshot } from "./harness.mjs";
import { stranger } from "./stranger.mjs";

for (const host of [INTRANET, "localhost"]) {
  test(`starts under a sub-path of http://${host}`, async (t) => {
    const page = await openApp(t, { host });
    await page.getByRole("heading", { level: 1, name: "Cruscotto" }).waitFor();
    assert.equal(await page.evaluate(() => isSecureContext), host === "localhost");
    assert.equal(await page.locator("#loading").count(), 0);
    await page.getByRole("link", { name: "Apri Impostazioni" }).waitFor();
    await assertAccessible(page);
    await screenshot(page, `start-${host}`);
  });
}

/** What `way` comes to when it is tried with an address of another host: "done", or the name of what it threw. */
const WAYS = {
  fetch: (host) => fetch(`${host}/fetch`),
  import: (host) => import(`${host}/module.js`),
  font: (host) => new FontFace("elsewhere", `url(${host}/font)`).load(),
  worker: (host) => new Worker(`${host}/worker.js`),
  "worker from a blob": (host) =>
    new Promise((done, failed) => {
      const code = `fetch("${host}/blob").then(() => postMessage(true), () => postMessage(false))`;
      new Worker(URL.createObjectURL(new Blob([code]))).onmessage = ({ data }) => (data ? done() : failed(new Error("refused")));
    }),
};

/** Waits until the archive is open: the page from a file asks for a passphrase then. */
const begun = (page) =>
  page.getByRole("link", { name: "Apri Impostazioni" }).or(page.getByRole("heading", { name: "Per cominciare serve una frase" })).waitFor();

for (const [name, options] of Object.entries({ served: {}, "in one file": { single: true } })) {
  test(`the page ${name}, and its worker, cannot reach another host`, async (t) => {
    const elsewhere = await stranger(t);
    // The browser tells of requests that it then refuses: who was asked is the judge.
    const page = await openApp(t, { ...options, allow: [/Content Security Policy/, /violates/, /^a request to http:\/\/127/] });
    await begun(page);
    for (const [way, run] of Object.entries(WAYS)) {
      const tried = `(${run})(${JSON.stringify(elsewhere.host)}).then?.(() => "done") ?? "done"`;
      await assert.rejects(page.evaluate(tried), `${way} from the page`);
      await assert.rejects(inWorker(page, tried), `${way} from the worker`);
    }
    assert.deepEqual(elsewhere.asked, []);
  });

  test(`the worker of the page ${name} has nothing left to ask its own server with`, async (t) => {
    const page = await openApp(t, options);
    await begun(page);
    const ways = ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "importScripts", "Worker"];
    assert.deepEqual(await inWorker(page, (ways) => ways.filter((name) => self[name] !== undefined), ways), []);
  });
}
