// The operator's task: from a first visit to the file that INPS takes, over plain http under a sub-path.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertAccessible, download, openApp, screenshot } from "./harness.mjs";
import { addEnte, importRows, visualizza } from "./office.mjs";
import { assertValidFlow } from "./schemas.mjs";
import { BROKEN, rows } from "./sheet.mjs";

test("first visit, sheet of 200 rows with 20 faulty ones, mapping, confirmation, flow, reload", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await screenshot(page, "impostazioni");

  await importRows(page, rows(200), { shots: true });

  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByText("Trovate 200 righe").waitFor();
  await assertAccessible(page);
  await screenshot(page, "invio", { fullPage: false });

  await page.getByRole("button", { name: "Stampa", exact: true }).click();
  await page.getByText(/Inviate 180 prestazioni/).waitFor();
  await page.goto(page.url().replace(/#.*/, "#/stampe"));
  await page.getByRole("heading", { level: 1, name: "Gestione stampe" }).waitFor();
  const xml = await download(page, () => page.getByRole("button", { name: /^Salva .*\.xml$/ }).click());
  assert.match(xml.name, /^G478\.PS\.\d{8}\.0000001\.xml$/);
  await assertValidFlow(xml.file);
  const text = await readFile(xml.file, "utf8");
  assert.equal(text.match(/<PrestazioniSociali /g).length, 180);

  const log = await download(page, () => page.getByRole("button", { name: /^Salva .*\.log\.txt$/ }).click());
  const lines = await readFile(log.file, "utf8");
  assert.match(lines, /Posizioni non inviate: 20/);
  for (const rule of BROKEN) assert.ok(lines.includes(`[${rule}]`), `${rule} in the log`);

  const zip = await download(page, () => page.getByRole("button", { name: "Salva tutto (zip)" }).click());
  assert.match(zip.name, /\.zip$/);
  await screenshot(page, "stampe");

  await page.reload();
  await page.getByRole("button", { name: /^Salva .*\.xml$/ }).waitFor();
  const again = await download(page, () => page.getByRole("button", { name: /^Salva .*\.xml$/ }).click());
  assert.equal(await readFile(again.file, "utf8"), text);
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByText("Trovate 20 righe").waitFor();
  await visualizza(page, "2026-01-01", "2026-12-31", "Trasmesse");
  await page.getByText("Trovate 180 righe").waitFor();
});

test("the same sheet twice changes nothing", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(20, false));
  await importRows(page, rows(20, false), { confirm: false });
  await page.getByText(/Duplicate/).first().waitFor();
  assert.equal(await page.getByRole("button", { name: "Conferma", exact: true }).isDisabled(), true);
});
