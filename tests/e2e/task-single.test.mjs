// The page in one file, as an office without any server opens it: by a double click.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { assertAccessible, download, freshProfile, openApp, screenshot } from "./harness.mjs";
import { addEnte, answersEverywhere, go, importRows, loadDemo, protect, unlock, visualizza } from "./office.mjs";
import { rows } from "./sheet.mjs";

test("an import, a Stampa, and both are there when the browser has been closed and the file is opened again", async (t) => {
  const profile = await freshProfile();
  const first = await openApp(t, { single: true, profile });
  assert.equal(await first.locator("#loading").count(), 0);
  // The first thing: what is kept here lies where every other file opened so can read.
  await first.getByRole("heading", { name: "Per cominciare serve una frase" }).waitFor();
  await assertAccessible(first);
  await screenshot(first, "un-file-solo-frase");
  await first.getByLabel("Nuova frase", { exact: true }).fill("corta");
  await first.getByLabel("Nuova frase, di nuovo").fill("corta");
  await first.keyboard.press("Enter");
  await first.getByText("La frase è troppo corta").waitFor();
  await protect(first);
  await addEnte(first);
  await importRows(first, rows(40, false));
  await visualizza(first, "2026-01-01", "2026-12-31");
  await first.getByRole("heading", { name: "Trovate 40 righe" }).waitFor();
  await first.getByRole("button", { name: "Stampa", exact: true }).click();
  await first.getByText(/Inviate 40 prestazioni/).waitFor();
  await first.context().close();

  const page = await openApp(t, { single: true, profile });
  await unlock(page);
  await page.getByRole("button", { name: "Blocca" }).waitFor();
  await visualizza(page, "2026-01-01", "2026-12-31", "Trasmesse");
  await page.getByRole("heading", { name: "Trovate 40 righe" }).waitFor();
  await go(page, "stampe", "Gestione stampe");
  const { name, file } = await download(page, () => page.getByRole("button", { name: /^Salva .*\.xml$/ }).click());
  assert.match(name, /\.xml$/);
  assert.match(readFileSync(file, "utf8"), /<Flusso/);
});

test("every screen, with its icons and letters", async (t) => {
  const page = await openApp(t, { single: true });
  await protect(page);
  await loadDemo(page);
  await page.evaluate(() => document.fonts.ready);
  assert.ok(await page.evaluate(() => document.fonts.check('600 16px "Titillium Web"')));
  // What the sprite has not has no size.
  assert.ok(await page.locator("svg.icon use").first().evaluate((use) => use.getBBox().width > 0));
  await assertAccessible(page);
  await screenshot(page, "un-file-solo");
  await answersEverywhere(page);
});
