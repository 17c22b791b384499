// The page starts wherever it is put, and nothing leaves it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, INTRANET, openApp, screenshot } from "./harness.mjs";

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

test("the worker cannot reach the network", async (t) => {
  const page = await openApp(t);
  await page.getByRole("link", { name: "Apri Impostazioni" }).waitFor();
  const [worker] = page.workers();
  const ways = ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "importScripts", "Worker"];
  assert.deepEqual(await worker.evaluate((ways) => ways.filter((name) => self[name] !== undefined), ways), []);
});

test("the page cannot reach another host", async (t) => {
  const page = await openApp(t, { allow: [/Content Security Policy/, /violates/] });
  await page.getByRole("heading", { level: 1 }).waitFor();
  assert.equal(await page.evaluate(() => fetch("http://elsewhere.test/").then(() => "sent", () => "refused")), "refused");
});
