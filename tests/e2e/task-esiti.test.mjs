// INPS's answers: a sheet of discards read, its benefits freed, mended and sent again; and answers that are not so clear.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, download, openApp, screenshot } from "./harness.mjs";
import { addEnte, go, importRows, visualizza } from "./office.mjs";
import { rows, upload, workbook } from "./sheet.mjs";

const ARCA = "CODICE FISCALE o NOME o COGNOME NON CORRISPONDENTE SU ARCA E ANAGRAFE TRIBUTARIA";
const COMUNE = "CODICE COMUNE NON TROVATO SU ANAGRAFICA COMUNI";
const FORMATO = "PRESTAZIONE NON ACQUISITA PER ANOMALIE NEL FORMATO DEL FLUSSO (errori precedentemente segnalati)";
const SENZA_DSU = "Prestazione acquisita senza protocollo DSU per non trovata corrispondenza su ISEE";

/** Rows of which the fourth is under ISEE. */
function sheet(count) {
  const made = rows(count, false);
  const dsu = { "Protocollo DSU": "INPS-ISEE-2026-00000001A-00", "Anno DSU": 2026, "Data DSU": "20/01/2026" };
  Object.assign(made[3], { "Codice prestazione": "A1.07", "Prova dei mezzi": 1 }, dsu);
  return made;
}

const code = (index) => rows(index + 1, false)[index]["Codice fiscale"];

/** A sheet of discards as INPS's Cruscotto di verifica gives it. */
function discards(lines, type = "xlsx") {
  const made = lines.map(([Soggetto, Messaggio], index) => ({ "N.": index + 1, Soggetto, Messaggio }));
  return upload(`scarti.${type}`, workbook(made, type));
}

/** Drops files on the screen, as chosen in the dialog. */
async function read(page, ...files) {
  await go(page, "esiti", "Esiti INPS");
  await page.getByLabel("Scegli i file degli esiti").setInputFiles(files);
}

async function stampa(page, sent) {
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByRole("button", { name: "Stampa", exact: true }).click();
  await page.getByText(new RegExp(`Inviate ${sent} prestazioni`)).waitFor();
}

/** The portal answers 200 for the newest flow. */
async function loaded(page) {
  await go(page, "flussi", "Gestione flussi");
  await page.getByRole("link", { name: /^Apri / }).first().click();
  await page.getByLabel("Esito del portale").selectOption({ label: "200: caricato" });
  await page.getByRole("button", { name: "Registra esito" }).click();
  await page.getByText("200 caricato", { exact: true }).waitFor();
}

/** An office that sent its benefits, and whose flow the portal took. */
async function sent(t, count) {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, sheet(count));
  await stampa(page, count);
  await loaded(page);
  return page;
}

/** The notice that is shown. */
const notice = (page, words) => page.getByRole("status").getByText(words).first().waitFor();

test("four messages: freed with one press, mended, and only those sent again", async (t) => {
  const page = await sent(t, 12);
  await go(page, "", "Cruscotto");
  await page.getByText("Ci sono flussi caricati che aspettano l'esito").waitFor();
  await page.getByRole("link", { name: "Vai a Esiti INPS" }).click();
  await page.getByText("Non è ancora stato letto nessun esito.").waitFor();
  await page.getByRole("heading", { name: "Verifica conclusa" }).waitFor();
  await assertAccessible(page);
  await screenshot(page, "esiti-vuoto");

  const file = discards([
    [code(0), ARCA],
    [`CODICE FISCALE ${code(1)} CODICE ENTE G478`, COMUNE],
    ["Codice Prestazione: A1.06", FORMATO],
    [`${code(3)}-A1.07-INPS-ISEE-2026-`, SENZA_DSU],
  ]);
  await read(page, file);
  await notice(page, "scarti.xlsx: 4 righe: 3 scartate, 1 acquisite.");
  await page.getByRole("heading", { name: "Trovate 4 righe" }).waitFor();
  await page.getByRole("cell", { name: "Acquisita senza DSU", exact: true }).waitFor();
  assert.equal(await page.getByRole("button", { name: /^Libera e correggi/ }).count(), 3);
  await assertAccessible(page);
  await screenshot(page, "esiti");
  await page.setViewportSize({ width: 375, height: 800 });
  await screenshot(page, "esiti-375");
  await assertAccessible(page);
  await page.setViewportSize({ width: 1366, height: 768 });

  // What only follows leads to its error.
  await page.getByRole("button", { name: "Vedi l'errore da cui segue" }).click();
  await page.getByRole("heading", { name: "Trovate 1 righe" }).waitFor();
  await page.getByRole("cell", { name: COMUNE }).waitFor();
  await page.getByRole("button", { name: "Mostra tutte" }).click();
  await page.getByRole("heading", { name: "Trovate 4 righe" }).waitFor();
  const saved = await download(page, () => page.getByRole("button", { name: "Genera XLS" }).click());
  assert.equal(saved.name, "esiti.xlsx");

  // The same sheet again.
  await read(page, file);
  await notice(page, /già letto, non è cambiato nulla/);

  // One kind freed at once, and taken back.
  await page.getByRole("button", { name: "Persona non trovata su ARCA (1)" }).click();
  await page.getByRole("heading", { name: "Trovate 1 righe" }).waitFor();
  await page.getByRole("button", { name: "Libera tutte di questo tipo (1)" }).click();
  await notice(page, "Predisposte per un nuovo invio: 1 prestazioni.");
  await page.getByRole("cell", { name: "Scartata e predisposta" }).waitFor();
  await page.getByRole("button", { name: "Annulla l'operazione" }).click();
  await page.getByRole("cell", { name: "Scartata", exact: true }).waitFor();
  await page.getByRole("button", { name: "Libera tutte di questo tipo (1)" }).click();
  await page.getByRole("cell", { name: "Scartata e predisposta" }).waitFor();

  // Another one freed and mended in its case.
  await page.getByRole("button", { name: "Codice comune non trovato (1)" }).click();
  await page.getByRole("button", { name: /^Libera e correggi/ }).click();
  await page.getByRole("heading", { level: 1, name: "Quadro sinottico" }).waitFor();
  await page.getByLabel("Comune di residenza", { exact: true }).fill("spol");
  await page.getByRole("option", { name: /^Spoleto/ }).click();
  await page.getByRole("button", { name: "Modifica", exact: true }).click();
  await notice(page, /Modifiche salvate/);

  // The check of the first flow is done; the next flow holds the two that were discarded.
  await go(page, "esiti", "Esiti INPS");
  await page.getByRole("button", { name: /^Verifica conclusa per G478/ }).click();
  await screenshot(page, "esiti-conclusa", { fullPage: false });
  await page.getByRole("dialog").getByRole("button", { name: "Segna acquisite" }).click();
  await notice(page, "Segnate come acquisite: 9 righe.");
  await page.getByRole("heading", { name: "Verifica conclusa" }).waitFor({ state: "detached" });
  await stampa(page, 2);
  await go(page, "flussi", "Gestione flussi");
  await page.getByText("2 righe: 2 Inviata", { exact: true }).waitFor();
  await page.getByText("12 righe: 9 Acquisita, 1 Acquisita senza DSU, 2 Scartata e predisposta").waitFor();

  // The old sheet says nothing of the new flow.
  await read(page, file);
  await notice(page, /già letto, non è cambiato nulla/);
  await go(page, "flussi", "Gestione flussi");
  await page.getByText("2 righe: 2 Inviata", { exact: true }).waitFor();

  await go(page, "guida", "Guida");
  await page.getByRole("heading", { name: "Persona non trovata su ARCA" }).waitFor();
  await page.getByText(ARCA).waitFor();
  await assertAccessible(page);
});

test("answers that are not clear are asked, and bad files do not stop the others", async (t) => {
  const page = await sent(t, 8);
  const unclear = discards([
    ["Codice Prestazione: A1.06", FORMATO],
    [code(1), "Messaggio mai visto"],
    ["CMPNNT83P49G478N", ARCA],
  ]);
  const other = discards([[code(2), ARCA]], "csv");
  await read(page, upload("lettera.pdf", Buffer.from("%PDF-1.7")), unclear, other);
  await page.getByRole("alert").getByText(/^lettera\.pdf: Il file non è un foglio di calcolo/).waitFor();
  await notice(page, /scarti\.xlsx: 3 righe: 2 da decidere, 1 non trovate\. scarti\.csv: 1 righe: 1 scartate\./);
  await page.getByRole("heading", { name: "Trovate 4 righe" }).waitFor();

  // Which of the seven: the operator says.
  await page.getByRole("button", { name: /^Scegli le prestazioni: Codice Prestazione/ }).click();
  await page.getByRole("heading", { name: "A quali prestazioni si riferisce?" }).waitFor();
  assert.equal(await page.getByRole("checkbox", { name: /^scegli / }).count(), 7);
  await page.getByRole("checkbox", { name: new RegExp(code(4)) }).check();
  await assertAccessible(page);
  await screenshot(page, "esiti-scelta");
  await page.getByRole("button", { name: "Applica alle prestazioni scelte" }).click();
  await notice(page, "Esito deciso: prestazioni interessate 1.");

  // What nobody knows is the operator's to say; and what is here of nobody is put aside.
  await page.getByRole("button", { name: /^Segna come acquisita/ }).click();
  await page.getByRole("cell", { name: "Acquisita", exact: true }).waitFor();
  await page.getByRole("button", { name: /^Niente da fare: CMPNNT83P49G478N/ }).click();
  await page.getByRole("cell", { name: "Niente da fare", exact: true }).waitFor();
  await page.getByLabel("Situazione").selectOption({ label: "Scartata (2)" });
  await page.getByRole("heading", { name: "Trovate 2 righe" }).waitFor();
  await page.getByLabel("Cerca").fill(code(4));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Trovate 1 righe" }).waitFor();
  await go(page, "registro", "Registro attività");
  await page.getByRole("cell", { name: "Esiti INPS letti" }).first().waitFor();
  assert.equal(await page.getByRole("table").getByText(code(4)).count(), 0);
});

test("what is discarded is listed by who must act, on paper and as a sheet", async (t) => {
  const page = await sent(t, 4);
  await read(page, discards([[code(0), ARCA], [code(1), COMUNE], [code(2), SENZA_DSU]]));
  await page.getByText("Elenco per l'anagrafe: chi deve agire").click();
  const list = page.getByRole("region", { name: "Elenco per l'anagrafe: chi deve agire" });
  await list.getByRole("heading", { name: "L'ufficio" }).waitFor();
  const anagrafe = list.getByRole("table", { name: "Scarti: L'anagrafe del comune (ANPR)" });
  assert.match(await anagrafe.innerText(), new RegExp(code(0)));
  assert.ok(!(await list.innerText()).includes(code(2)), "what INPS took waits for nobody");
  await assertAccessible(page);
  await screenshot(page, "elenco-anagrafe");
  await page.pdf({ format: "A4", path: "target/screenshots/elenco-anagrafe.pdf" });
  const { name } = await download(page, () => list.getByRole("button", { name: "Salva l'elenco (xlsx)" }).click());
  assert.equal(name, "elenco-anagrafe.xlsx");
});
