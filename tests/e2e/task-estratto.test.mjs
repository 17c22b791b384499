// A civil-registry extract beside the archive: known by its headings, compared letter by letter, taken from value by value, kept nowhere.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, openApp, screenshot } from "./harness.mjs";
import { addEnte, drop, go, holds, importRows } from "./office.mjs";
import { row, rows, workbook } from "./sheet.mjs";

/** What the registry says of the people of `rows`: the first has an accent, the second is written as here, all have a street. */
function extract(count) {
  const people = rows(count, false).map((it, index) => ({
    COGNOME: it.Cognome,
    NOME: index === 0 ? "ULDERIGÒ" : it.Nome,
    "CODICE FISCALE": it["Codice fiscale"],
    "DATA NASCITA": it["Data di nascita"],
    SESSO: it.Sesso,
    INDIRIZZO: `VIA DELLA PROVA ${index + 1}`,
    "STATO CIVILE": "LIBERO",
  }));
  const stranger = { ...people[0], COGNOME: "ESTRANEI", "CODICE FISCALE": "STRLRG40A01G478I", "DATA NASCITA": "01/01/1941" };
  return workbook([...people, stranger]);
}

const rowOf = (page, name) => page.getByRole("table", { name: "Differenze dall'anagrafe" }).getByRole("row").filter({ hasText: name });

test("what the registry says otherwise is seen by the letter, taken in a few presses, and taken back", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(3, false));
  await go(page, "", "Cruscotto");
  await drop(page, [["anagrafe.xlsx", extract(3)]]);
  await page.getByRole("heading", { level: 1, name: "Confronto con l'anagrafe" }).waitFor();
  await page.getByRole("heading", { name: "Trovate 4 differenze" }).waitFor();
  await page.getByText("4 righe lette: 0 persone uguali in tutto, 3 persone con differenze.").waitFor();
  await page.getByText("Righe di persone che non sono nell'archivio: 1.").waitFor();
  await rowOf(page, "ULDERIGÒ").getByText("dal 8º carattere").waitFor();
  await assertAccessible(page);
  await screenshot(page, "confronto-anagrafe");
  await page.setViewportSize({ width: 375, height: 800 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 375), "scrolls sideways");
  await screenshot(page, "confronto-anagrafe-375");
  await page.setViewportSize({ width: 1366, height: 768 });

  await page.getByRole("button", { name: "Riempi i campi vuoti (3)" }).click();
  await page.getByText("3 valori presi dall'estratto dell'anagrafe, in 3 schede.").waitFor();
  await page.getByRole("heading", { name: "Trovate 1 differenze" }).waitFor();
  await page.getByRole("checkbox", { name: /^usa Nome di / }).check();
  await page.getByRole("button", { name: "Usa i valori scelti (1)" }).click();
  await page.getByText("1 valore preso dall'estratto dell'anagrafe, in 1 scheda.").waitFor();
  await page.getByText("Nessuna differenza: quello che l'estratto dice").waitFor();
  await page.getByRole("button", { name: "Annulla l'operazione" }).click();
  await page.getByRole("heading", { name: "Trovate 1 differenze" }).waitFor();

  // A card can be looked at meanwhile: the extract is there still, and gone once it is closed.
  await rowOf(page, "ULDERIGÒ").getByRole("link").click();
  await holds(page.getByLabel("Indirizzo", { exact: true }), "VIA DELLA PROVA 1");
  await holds(page.getByLabel("Nome", { exact: true }), "ULDERIGO");
  await go(page, "anagrafe", "Confronto con l'anagrafe");
  await page.getByRole("button", { name: "Chiudi l'estratto" }).click();
  await page.getByRole("heading", { name: /^Esito di/ }).waitFor({ state: "hidden" });
});

test("a list of people that is dropped where benefits are imported is read as benefits", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, [row(0)]);
  await go(page, "importa", "Importa prestazioni");
  await drop(page, [["anagrafe.xlsx", extract(2)]], ".dropzone");
  await page.getByRole("button", { name: "Controlla" }).waitFor();
  // What is no list of people is told, and changes nothing.
  await go(page, "anagrafe", "Confronto con l'anagrafe");
  await page
    .getByLabel("Scegli l'estratto dell'anagrafe")
    .setInputFiles({ name: "altro.csv", mimeType: "text/csv", buffer: Buffer.from("Cognome;Importo\nPROVETTI;10\n") });
  await page.getByText(/non si riconosce chi è ogni persona/).waitFor();
  await assertAccessible(page);
});
