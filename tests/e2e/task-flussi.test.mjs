// The life of a flow after it is made: answered, discarded, freed, mended, sent again, trashed, corrected, taken in from the past.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertAccessible, download, openApp, screenshot } from "./harness.mjs";
import { addEnte, go, importRows, visualizza } from "./office.mjs";
import { assertValidFlow } from "./schemas.mjs";
import { rows, upload } from "./sheet.mjs";

/** Rows of which the first costs more than it did. */
function mended(count) {
  const made = rows(count, false);
  made[0]["Importo prestazione"] += 10;
  return made;
}

/** *Stampa* of all that can be sent. */
async function stampa(page, sent) {
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByRole("button", { name: "Stampa", exact: true }).click();
  await page.getByText(new RegExp(`Inviate ${sent} prestazioni`)).waitFor();
}

/** Opens the newest flow, or the one that many places before it. */
async function openFlow(page, before = 0) {
  await go(page, "flussi", "Gestione flussi");
  await page.getByRole("link", { name: /^Apri / }).nth(before).click();
  await page.getByRole("heading", { name: /^Trovate \d+ righe$/ }).waitFor();
}

/** Chooses the first row on screen. */
const chooseFirst = (page) => page.getByRole("checkbox", { name: /^scegli / }).first().check();

/** The flow's XML, saved and found valid. */
async function xml(page) {
  const saved = await download(page, () => page.getByRole("button", { name: "Salva il file XML" }).click());
  await assertValidFlow(saved.file);
  return { name: saved.name, text: await readFile(saved.file, "utf8") };
}

const operations = (text) => ["C", "I"].map((which) => text.split(`TipoOperazione="${which}"`).length - 1);

test("one of 64 rows is discarded, freed, mended and sent again; the rest stays", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(64, false));
  await stampa(page, 64);
  await openFlow(page);
  await page.getByRole("heading", { name: "Trovate 64 righe" }).waitFor();
  const first = await xml(page);

  await page.getByLabel("Esito del portale").selectOption({ label: "200: caricato" });
  await page.getByRole("button", { name: "Registra esito" }).click();
  await page.getByText("200 caricato", { exact: true }).waitFor();
  await chooseFirst(page);
  await page.getByLabel("Messaggio di INPS").fill("CODICE COMUNE NON TROVATO SU ANAGRAFICA COMUNI");
  await page.getByRole("button", { name: "Segna come scartate" }).click();
  await page.getByText("Segnate come scartate: 1 righe.").waitFor();
  await page.getByLabel("Situazione").selectOption({ label: "Scartata (1)" });
  await page.getByRole("heading", { name: "Trovate 1 righe" }).waitFor();
  await assertAccessible(page);
  await screenshot(page, "flusso");
  await chooseFirst(page);
  await page.getByRole("button", { name: "Predisponi per un nuovo invio" }).click();
  await page.getByText("Predisposte per un nuovo invio: 1 righe.").waitFor();

  await importRows(page, mended(64));
  await stampa(page, 1);
  await go(page, "flussi", "Gestione flussi");
  await page.getByText("1 righe: 1 Inviata", { exact: true }).waitFor();
  await page.getByText("64 righe: 63 Inviata, 1 Scartata e predisposta").waitFor();
  await assertAccessible(page);
  await screenshot(page, "flussi");

  await openFlow(page, 1);
  await page.getByRole("button", { name: "Confronta" }).first().click();
  await page.getByText("Campi diversi da come è stata inviata: 1.").waitFor();
  await screenshot(page, "flusso-confronto");
  assert.equal((await xml(page)).text, first.text);
  await page.setViewportSize({ width: 375, height: 800 });
  await screenshot(page, "flusso-375");
  await go(page, "flussi", "Gestione flussi");
  await screenshot(page, "flussi-375");
});

test("a whole flow is trashed, and that is taken back", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(20, false));
  await stampa(page, 20);
  await go(page, "flussi", "Gestione flussi");
  await page.getByRole("button", { name: /^Cestina G478\./ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cestina il flusso" }).click();
  await page.getByText(/cestinato: 20 prestazioni sono tornate/).waitFor();
  await page.getByText(/^cestinato il /).waitFor();
  await page.getByRole("button", { name: "Annulla l'operazione" }).click();
  await page.getByText("20 righe: 20 Inviata").waitFor();

  await page.getByRole("button", { name: /^Cestina G478\./ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cestina il flusso" }).click();
  await page.getByText(/^cestinato il /).waitFor();
  await stampa(page, 20);
  await go(page, "flussi", "Gestione flussi");
  // The number of a trashed flow is not given again.
  await page.getByRole("link", { name: /^Apri .*0000002$/ }).waitFor();
});

test("a correction takes the old data back, then sends the new ones", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(10, false));
  await stampa(page, 10);
  await openFlow(page);
  await page.getByRole("button", { name: "Segna acquisite tutte le altre" }).click();
  await page.getByText("Segnate come acquisite: 10 righe.").waitFor();
  await chooseFirst(page);
  await page.getByRole("button", { name: "Rettifica", exact: true }).click();
  await page.getByText("Da rettificare con il prossimo invio: 1 righe.").waitFor();
  await importRows(page, mended(10));
  await stampa(page, 1);
  await openFlow(page);
  assert.deepEqual(operations((await xml(page)).text), [1, 0]);
  await page.getByRole("button", { name: "Segna acquisite tutte le altre" }).click();
  await page.getByText("Segnate come acquisite: 1 righe.").waitFor();
  await stampa(page, 1);
  await openFlow(page);
  assert.deepEqual(operations((await xml(page)).text), [0, 1]);
});

test("the flow of another program becomes history, and the journal tells it", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(10, false));
  await stampa(page, 10);
  await openFlow(page);
  const { name, text } = await xml(page);
  const foreign = text.replaceAll(name.replace(".xml", ""), "H501.PS.20251231.0000001").replace('Ente Codice="G478"', 'Ente Codice="H501"');

  await go(page, "verifica", "Verifica un file XML");
  await page.getByLabel("Scegli un file XML").setInputFiles(upload("storico.xml", Buffer.from(foreign)));
  await page.getByRole("button", { name: "Importa come storico" }).click();
  await page.getByText(/importato come storico: 10 prestazioni nuove/).waitFor();
  await page.getByRole("button", { name: "Importa come storico" }).click();
  await page.getByText(/è già nell'archivio: non è stato cambiato nulla/).waitFor();
  await openFlow(page);
  assert.equal((await xml(page)).text, foreign);

  await go(page, "registro", "Registro attività");
  await page.getByRole("cell", { name: "Flusso storico importato" }).waitFor();
  await assertAccessible(page);
  await screenshot(page, "registro");
  await page.getByLabel("Operazione").selectOption({ label: "Stampa" });
  await page.getByRole("heading", { name: "Trovate 1 righe" }).waitFor();
  const sheet = await download(page, () => page.getByRole("button", { name: "Genera XLS" }).click());
  assert.equal(sheet.name, "registro.xlsx");
  await page.setViewportSize({ width: 375, height: 800 });
  await screenshot(page, "registro-375");
});

test("flows are found by what is known of them, a row is freed where it stands, and after a 500 that very file is checked", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(6, false));
  await stampa(page, 6);
  await go(page, "flussi", "Gestione flussi");
  await page.getByRole("heading", { name: "Trovati 1 flussi" }).waitFor();
  await page.getByLabel("Esito del portale").selectOption({ label: "cestinati" });
  await page.getByText("Nessun flusso con questi filtri").waitFor();
  await page.getByRole("button", { name: "Reset" }).click();
  await page.getByLabel("Cerca nome del file o utente").fill("0000001");
  await page.getByLabel("Creati dal").fill("2020-01-01");
  await page.getByRole("heading", { name: "Trovati 1 flussi" }).waitFor();
  const list = await download(page, () => page.getByRole("button", { name: "Genera XLS" }).click());
  assert.equal(list.name, "flussi.xlsx");
  await screenshot(page, "flussi-filtri");

  await openFlow(page);
  const table = page.getByRole("table", { name: "Righe del flusso" });
  for (const heading of ["Data generazione", "Utente generazione"]) await table.getByRole("columnheader", { name: heading }).waitFor();
  await page.getByRole("button", { name: /^Predisponi .* per un nuovo invio$/ }).first().click();
  await page.getByText("Predisposte per un nuovo invio: 1 righe.").waitFor();
  assert.equal(await page.getByRole("button", { name: /^Predisponi .* per un nuovo invio$/ }).count(), 5);

  await page.getByLabel("Esito del portale").selectOption({ label: "500: il file ha un problema" });
  await page.getByRole("button", { name: "Registra esito" }).click();
  const help = page.getByRole("region", { name: "Che cosa fare dopo un 500" });
  await help.waitFor();
  assert.equal(await help.getByRole("listitem").count(), 4);
  await assertAccessible(page);
  await screenshot(page, "flusso-500");
  const rowsSheet = await download(page, () => page.getByRole("button", { name: "Genera XLS" }).click());
  assert.match(rowsSheet.name, /^G478\..*\.righe\.xlsx$/);
  await help.getByRole("button", { name: "Verifica questo file" }).click();
  await page.getByRole("heading", { level: 1, name: "Verifica un file XML" }).waitFor();
  await page.getByText("Nessun rilievo: il file si può caricare").waitFor();
  // That it is one of ours is told, lest it is sent twice.
  await page.getByText("Un flusso con questo nome è già in Gestione flussi").getByRole("link", { name: /500 rifiutato/ }).click();
  await page.getByRole("heading", { level: 1, name: "Gestione flussi" }).waitFor();

  // What goes out again as it went out before is told before it does.
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByText("Già inviate, e da allora non cambiate: 1 riga").waitFor();
});

test("a flow is proved: on paper, and as a sheet", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(2, false));
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByRole("button", { name: "Stampa", exact: true }).click();
  await page.getByText(/Inviate 2 prestazioni/).waitFor();
  await go(page, "flussi/0", "Gestione flussi");
  const { file } = await download(page, () => page.getByRole("button", { name: "Salva il file XML" }).click());
  await page.getByRole("link", { name: "Prova d'invio" }).click();
  await page.getByRole("heading", { level: 1, name: "Prova d'invio" }).waitFor();
  await page.getByText(createHash("sha256").update(await readFile(file)).digest("hex")).waitFor();
  assert.equal(await page.getByRole("table", { name: "Righe del flusso" }).getByRole("row").count(), 3);
  await assertAccessible(page);
  await screenshot(page, "prova-invio");
  const sheet = await download(page, () => page.getByRole("button", { name: "Salva come file" }).click());
  assert.match(sheet.name, /^G478\.PS\.\d{8}\.0000001\.prova\.xlsx$/);
});
