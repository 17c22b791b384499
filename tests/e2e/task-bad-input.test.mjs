// Whatever is dropped on the page, it says in Italian what is wrong and what to do, and loses nothing.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { openApp } from "./harness.mjs";
import { addEnte, choose, go, importRows, visualizza } from "./office.mjs";
import { rows, upload, workbook } from "./sheet.mjs";
import { workbookOf, zip } from "./zip.mjs";

/** A workbook that unpacks to `megabytes` of blanks. */
const bomb = (megabytes) => zip([["xl/worksheets/sheet1.xml", Buffer.alloc(megabytes * 2 ** 20, 0x20)]]);

/** A million rows, as only a mistake makes them. */
function million() {
  const cell = (place, text) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const row = (number, code, name, benefit) =>
    `<row r="${number}">${cell(`A${number}`, code)}${cell(`B${number}`, name)}${cell(`C${number}`, benefit)}</row>`;
  const rows = [row(1, "Codice fiscale", "Cognome", "Codice prestazione")];
  for (let number = 2; number <= 1_000_001; number += 1) rows.push(row(number, "PRVSPL88D52G478R", `PROVETTI ${number}`, "A1.06"));
  return workbookOf(rows.join(""));
}

const good = workbook(rows(3, false));
const FILES = [
  ["vuoto.xlsx", Buffer.alloc(0), /vuoto/i],
  ["lettera.pdf", Buffer.from("%PDF-1.7\n%\u00e2\u00e3\n1 0 obj"), /PDF/],
  ["troncato.xlsx", good.subarray(0, good.length / 2), /incomplet|danneggiat|troncat/i],
  ["bomba.xlsx", bomb(600), /supera 64 MB ed è più di 200 volte/],
  ["senza-righe.xlsx", workbook([{ "Codice fiscale": "", Cognome: "", Nome: "" }]), /righ/i],
  ["altro.xlsx", workbook([{ pippo: "pluto", paperino: 3 }]), /colonn/i],
];

test("files that are no benefit sheet", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(10, false));
  for (const [name, bytes, sentence] of FILES) {
    await choose(page, name, bytes);
    const alert = page.getByRole("main").getByRole("alert");
    await alert.getByText(sentence).first().waitFor();
    assert.equal(await page.getByRole("button", { name: "Controlla" }).count(), 0, name);
  }
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByText("Trovate 10 righe").waitFor();
});

test("a value of twenty megabytes does not stop the page: its beginning is shown", async (t) => {
  const page = await openApp(t);
  const flow = (await readFile(new URL("../data/flussi/affitto.xml", import.meta.url), "utf8")).replace(/ Cognome="[^"]*"/, ` Cognome="${"A".repeat(20 * 2 ** 20)}"`);
  assert.ok(flow.length > 20 * 2 ** 20);
  await go(page, "verifica", "Verifica un file XML");
  await page.getByLabel("Scegli un file").setInputFiles(upload("lungo.xml", Buffer.from(flow)));
  await page.getByText(/ha 20971520 caratteri/).first().waitFor();
  const shown = (await page.getByRole("main").textContent()).length;
  assert.ok(shown < 50_000, `${shown} letters are shown`);
});

test("a million rows show progress, and can be cancelled", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(10, false));
  await choose(page, "milione.xlsx", million());
  await page.getByRole("dialog").getByText(/Leggo il foglio: \d+/).waitFor();
  await page.getByRole("button", { name: "Annulla", exact: true }).click();
  await page.getByText("Operazione annullata").waitFor();
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByText("Trovate 10 righe").waitFor();
  await importRows(page, rows(12, false));
});
