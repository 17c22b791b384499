// Before the portal: the form MV62 on one sheet of paper, kept nowhere; and the page's own statement on accessibility.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, openApp, screenshot } from "./harness.mjs";
import { addEnte, go } from "./office.mjs";

test("MV62 is filled in, printed on one page, and kept nowhere", async (t) => {
  const page = await openApp(t);
  await addEnte(page, { nome: "COMUNE DI PROVA" });
  await go(page, "guida", "Guida");
  await page.getByRole("link", { name: "Modulo MV62" }).click();
  await page.getByRole("heading", { level: 1, name: "Modulo MV62" }).waitFor();
  assert.equal(await page.getByLabel("Dipendente incaricato del Comune di").inputValue(), "PROVA");
  assert.deepEqual(
    await page.getByRole("group", { name: "Servizi richiesti" }).getByRole("checkbox", { checked: true }).evaluateAll((boxes) => boxes.map((box) => box.labels[0].textContent)),
    ["Casellario dell'Assistenza"],
  );
  await page.getByText(/^Restano in bianco, da scrivere a mano: Sede INPS di, Cognome, /).waitFor();
  const said = {
    "Sede INPS di": "Perugia",
    Cognome: "PROTTI",
    Nome: "FINTA",
    "Codice fiscale": "PRTFNT83P49G478N",
    "Data di nascita": "1983-09-09",
    "Luogo di nascita": "Perugia",
    "Provincia di nascita": "PG",
    Telefono: "075000000",
    Cellulare: "3330000000",
    Email: "finta@prova.example",
    PEC: "prova@pec.example",
    "Documento di identità": "carta d'identità",
    "Numero del documento": "AA00000AA",
    "Rilasciato da": "Comune di Prova",
    "Scadenza del documento": "2031-09-09",
  };
  for (const [label, text] of Object.entries(said)) await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByLabel("Scadenza del documento").blur();
  await page.getByText("Tutti i campi sono compilati.").waitFor();
  const paper = page.getByRole("article", { name: "Il modulo come sarà stampato" });
  await paper.getByText("PROTTI FINTA, codice fiscale PRTFNT83P49G478N").waitFor();
  await paper.getByText("nato/a il 09/09/1983 a Perugia (provincia PG)").waitFor();
  await assertAccessible(page);
  await screenshot(page, "mv62");
  const pdf = (await page.pdf({ format: "A4", path: "target/screenshots/mv62.pdf" })).toString("latin1");
  assert.equal(pdf.match(/\/Type\s*\/Page\b(?!s)/g).length, 1);

  // What was written goes with the screen.
  await go(page, "guida", "Guida");
  await go(page, "mv62", "Modulo MV62");
  assert.equal(await page.getByLabel("Cognome", { exact: true }).inputValue(), "");
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  assert.ok(!kept.includes("PROTTI"), kept);
  await page.setViewportSize({ width: 375, height: 768 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
});

test("the statement on accessibility is a click away from everywhere", async (t) => {
  const page = await openApp(t);
  await page.getByRole("contentinfo").getByRole("link", { name: "Dichiarazione di accessibilità" }).click();
  await page.getByRole("heading", { level: 1, name: "Dichiarazione di accessibilità" }).waitFor();
  await page.getByRole("heading", { name: "Stato di conformità" }).waitFor();
  await assertAccessible(page);
  await screenshot(page, "accessibilita");
});
