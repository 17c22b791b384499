// An ambito works for several comuni: one Stampa, one XML each; and several people work there: who signs is chosen, and remembered.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertAccessible, download, openApp, screenshot } from "./harness.mjs";
import { addEnte, go, importRows, visualizza } from "./office.mjs";
import { assertValidFlow } from "./schemas.mjs";
import { row } from "./sheet.mjs";

const [FIRST, SECOND] = ["PRTFNT83P49G478N", "FTTLRG51S03F839W"];

/** A second ente, with two operators. */
async function addSecondEnte(page) {
  await go(page, "impostazioni", "Impostazioni");
  await page.getByRole("button", { name: "Aggiungi ente" }).click();
  await page.getByLabel("Codice ente").fill("A475");
  await page.getByLabel("Denominazione").fill("COMUNE DI ALTRA PROVA");
  await page.getByLabel("Codice Belfiore della sede").fill("A475");
  await page.getByLabel("Nome operatore", { exact: true }).fill("Finta Protti");
  await page.getByLabel("Codice fiscale operatore", { exact: true }).fill(FIRST);
  await page.getByRole("button", { name: "Aggiungi operatore" }).click();
  await page.getByLabel("Nome operatore 2").fill("Ulderigo Fittizi");
  await page.getByLabel("Codice fiscale operatore 2").fill(SECOND);
  await page.getByRole("button", { name: "Salva ente" }).click();
  await page.getByRole("heading", { level: 3, name: "COMUNE DI ALTRA PROVA" }).waitFor();
}

test("two enti in one Stampa, signed by the operator in use", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await addSecondEnte(page);
  await importRows(page, Array.from({ length: 10 }, (_, index) => ({ ...row(index), Ente: index % 2 ? "A475" : "G478" })));

  // Who works is chosen in the header, and stays chosen.
  const header = page.getByRole("banner");
  assert.equal(await header.getByLabel("Operatore").count(), 0, "the first ente has one operator only");
  await header.getByLabel("Ente in uso").selectOption({ label: "COMUNE DI ALTRA PROVA" });
  assert.equal(await header.getByLabel("Operatore").locator("option:checked").textContent(), "Scegliere chi lavora");
  await header.getByLabel("Operatore").selectOption({ label: "Ulderigo Fittizi" });
  await page.waitForFunction(() => localStorage.getItem("siuss-kit/operatore") !== null);
  await page.reload();
  await page.waitForFunction(() => document.querySelector("#operatore-in-uso")?.selectedOptions[0]?.textContent === "Ulderigo Fittizi");
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  for (const personal of ["Ulderigo", "Fittizi", FIRST, SECOND]) assert.ok(!kept.includes(personal), kept);
  await assertAccessible(page);

  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByText("Trovate 10 righe").waitFor();
  await screenshot(page, "enti-invio", { fullPage: false });
  await page.getByRole("button", { name: "Stampa", exact: true }).click();
  await page.getByText(/Inviate 10 prestazioni/).waitFor();
  const signers = {};
  const buttons = page.getByRole("button", { name: /^Salva .*\.xml$/ });
  assert.equal(await buttons.count(), 2);
  for (const button of await buttons.all()) {
    const xml = await download(page, () => button.click());
    await assertValidFlow(xml.file);
    const text = await readFile(xml.file, "utf8");
    assert.equal(text.match(/<PrestazioniSociali /g).length, 5);
    signers[xml.name.split(".")[0]] = text.match(/CFOperatore="([^"]*)"/)[1];
  }
  assert.deepEqual(signers, { A475: SECOND, G478: FIRST });
  const zip = await download(page, () => page.getByRole("button", { name: "Salva tutto (zip)" }).click());
  const names = (await readFile(zip.file, "latin1")).match(/[A-Z]\d{3}\.PS\.\d{8}\.\d{7}\.xml/g);
  assert.equal(new Set(names).size, 2);

  await page.setViewportSize({ width: 375, height: 768 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  await screenshot(page, "enti-375", { fullPage: false });
});
