// The demonstration comes with one click into an empty archive, cannot be taken for real, and goes with another.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, openApp, screenshot } from "./harness.mjs";
import { addEnte, go, loadDemo, visualizza } from "./office.mjs";

const stats = (page) => page.locator(".stat-value").allTextContents();

test("demonstration in and out", async (t) => {
  const page = await openApp(t);
  await page.getByRole("button", { name: "Carica i dati dimostrativi" }).waitFor();
  await screenshot(page, "demo-offerta");
  await loadDemo(page);
  await page.getByText("DATI DIMOSTRATIVI.", { exact: true }).waitFor();
  const [people, benefits] = await stats(page);
  assert.deepEqual([people, benefits], ["400", "3000"]);
  assert.equal(await page.getByRole("button", { name: "Carica i dati dimostrativi" }).count(), 0);
  await assertAccessible(page);
  await screenshot(page, "demo-cruscotto");

  await go(page, "stampe", "Gestione stampe");
  assert.equal(await page.getByRole("heading", { level: 2, name: /^Stampa del/ }).count(), 3);
  await page.getByText("DATI DIMOSTRATIVI.", { exact: true }).waitFor();

  await page.reload();
  await page.getByRole("button", { name: "Togli i dati dimostrativi" }).click();
  await page.getByText("Dati dimostrativi tolti.").waitFor();
  await page.getByText("Non è ancora stata fatta nessuna stampa.").waitFor();
  assert.equal(await page.getByText("DATI DIMOSTRATIVI.", { exact: true }).count(), 0);
  await page.reload();
  await go(page, "", "Cruscotto");
  await page.getByRole("button", { name: "Carica i dati dimostrativi" }).waitFor();
  assert.deepEqual((await stats(page)).slice(0, 2), ["0", "0"]);
});

test("a real archive is not offered the demonstration", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await go(page, "", "Cruscotto");
  await page.getByRole("heading", { name: "Nell'archivio" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Carica i dati dimostrativi" }).count(), 0);
});

for (const width of [1366, 375]) {
  test(`3,000 rows at ${width} px`, async (t) => {
    const page = await openApp(t, { viewport: { width, height: 768 } });
    await loadDemo(page);
    const year = new Date().getFullYear();
    await visualizza(page, `${year - 2}-01-01`, `${year}-12-31`, "Trasmesse");
    await page.getByText(/Trovate 2\d{3} righe/).waitFor();
    await assertAccessible(page);
    await screenshot(page, `invio-tante-${width}`, { fullPage: false });
    await page.getByLabel("Righe per pagina").selectOption("100");
    await page.getByRole("button", { name: "Pagina successiva" }).click();
    await page.getByText(/Righe 101-200 di 2\d{3}/).waitFor();
    // Nothing sticks out but what scrolls by itself.
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  });
}
