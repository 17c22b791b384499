// Before Stampa: which rows INPS will probably discard, why, and the way to mend them; nothing keeps from printing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, openApp, screenshot } from "./harness.mjs";
import { addEnte, importRows, visualizza } from "./office.mjs";
import { rows } from "./sheet.mjs";

test("names in each other's place are told before Stampa, and mended with a press", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  const made = rows(6, false);
  for (const row of made.slice(0, 2)) [row.Cognome, row.Nome] = [row.Nome, row.Cognome];
  await importRows(page, made);
  await visualizza(page, "2026-01-01", "2026-12-31");
  const panel = page.getByRole("region", { name: "Prima di stampare" });
  await panel.getByText(/: 2 righe$/).click();
  assert.equal(await panel.getByRole("listitem").count(), 2);
  assert.match(await panel.getByRole("link").first().getAttribute("href"), /^#\/progetti\/\d+$/);
  await assertAccessible(page);
  await screenshot(page, "prima-di-stampare");

  await panel.getByRole("button", { name: "Mostra solo queste righe" }).click();
  await page.getByText("Trovate 2 righe").waitFor();
  await panel.getByText(/: 2 righe$/).click();
  await panel.getByRole("button", { name: "Mostra tutte le righe" }).click();
  await page.getByText("Trovate 6 righe").waitFor();
  await panel.getByText(/: 2 righe$/).click();
  await panel.getByRole("button", { name: "Correggi tutte: Scambia cognome e nome" }).click();
  await panel.waitFor({ state: "detached" });
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByRole("button", { name: "Stampa", exact: true }).click();
  await page.getByText("Inviate 6 prestazioni").waitFor();
});
