// A button does what is shown, to whom is shown: all that is mended was found, who signs is asked, nothing sent is no success.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertAccessible, download, openApp, screenshot } from "./harness.mjs";
import { addEnte, go, importRows, visualizza } from "./office.mjs";
import { row } from "./sheet.mjs";

const SECOND = "FTTLRG51S03F839W";
const fine = (index, day) => ({ ...row(index), "Data erogazione": day, "Importo prestazione": "100,1234" });

test("all that is mended was found", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, [fine(0, "01/03/2025"), fine(1, "01/03/2026"), fine(2, "02/03/2026")]);
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByText("Trovate 2 righe").waitFor();
  await page.getByRole("button", { name: "Correggi tutte: Arrotonda al centesimo" }).click();
  await page.getByText("Arrotonda al centesimo: fatto su 2 righe.").waitFor();
  await visualizza(page, "2025-01-01", "2025-12-31");
  await page.getByRole("button", { name: "Correggi tutte: Arrotonda al centesimo" }).waitFor();
});

test("who signs is asked where two operators exist and none was chosen", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, [row(0), row(1)]);
  await go(page, "impostazioni", "Impostazioni");
  await page.getByRole("button", { name: "Modifica", exact: true }).click();
  await page.getByRole("button", { name: "Aggiungi operatore" }).click();
  await page.getByLabel("Nome operatore 2").fill("Ulderigo Fittizi");
  await page.getByLabel("Codice fiscale operatore 2").fill(SECOND);
  await page.getByRole("button", { name: "Salva ente" }).click();
  await page.getByText("Ente salvato.").waitFor();

  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByRole("button", { name: "Stampa", exact: true }).click();
  const question = page.getByRole("dialog", { name: "Chi firma?" });
  await question.waitFor();
  assert.equal(await question.getByRole("radio", { checked: true }).count(), 0, "nobody is chosen for the operator");
  await assertAccessible(page);
  await screenshot(page, "chi-firma", { fullPage: false });
  // Left, nothing was made; and nobody cannot sign.
  await question.getByRole("button", { name: "Lascia" }).click();
  await question.waitFor({ state: "hidden" });
  await page.getByText("Trovate 2 righe").waitFor();
  await page.getByRole("button", { name: "Stampa", exact: true }).click();
  await question.getByRole("button", { name: "Stampa" }).click();
  await question.getByText("Scegliere chi firma per ogni ente.").waitFor();
  await question.getByText(`Ulderigo Fittizi (${SECOND})`).click();
  await question.getByRole("button", { name: "Stampa" }).click();
  await page.getByText(/Inviate 2 prestazioni/).waitFor();
  const { file } = await download(page, () => page.getByRole("button", { name: /^Salva .*\.xml$/ }).click());
  assert.match(await readFile(file, "utf8"), new RegExp(`CFOperatore="${SECOND}"`));
  await page.getByRole("banner").getByLabel("Operatore").getByRole("option", { name: "Ulderigo Fittizi" }).waitFor({ state: "attached" });
  assert.equal(await page.getByRole("banner").getByLabel("Operatore").locator("option:checked").textContent(), "Ulderigo Fittizi");
  await go(page, "registro", "Registro attività");
  await page.getByRole("row", { name: /Stampa.*Ulderigo Fittizi|Ulderigo Fittizi.*Stampa/ }).first().waitFor();
});

test("what was found adds up to what was sent; nothing sent is no success", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, [row(0), { ...row(1), "Protocollo domanda": "" }]);
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByRole("button", { name: "Stampa", exact: true }).click();
  const made = page.locator("#invio-fatto");
  await made.getByText("Inviate 1 prestazioni di 1 persone; lasciate fuori 1.").waitFor();
  await made.getByText("Trovate 2 righe: 1 lasciata fuori; 1 inviata.").waitFor();
  await made.getByText("Il conto").click();
  const table = made.getByRole("table", { name: "Dalle righe trovate alle prestazioni scritte" });
  assert.deepEqual(await table.getByRole("row").allInnerTexts().then((rows) => rows.slice(1).map((row) => row.replace(/\s+/g, " "))), [
    "Righe trovate 2",
    "Lasciate fuori −1",
    "Prestazioni scritte nei flussi 1",
  ]);
  await assertAccessible(page);
  await screenshot(page, "invio-conto", { fullPage: false });

  // Once more: nothing is left that can be sent.
  await page.getByRole("button", { name: "Stampa", exact: true }).click();
  await made.getByText("Nessuna prestazione inviata: lasciate fuori 1. Non c'è nessun file da caricare.").waitFor();
  assert.ok(!(await made.getAttribute("class")).includes("success"));
  assert.equal(await made.getByText("caricarlo sul portale").count(), 0);
});
