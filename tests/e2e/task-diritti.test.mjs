// Data are not kept longer than needed: what is deleted is erased, old closed cases go, and who asks gets all that there is on them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { assertAccessible, download, inWorker, openApp, screenshot } from "./harness.mjs";
import { addEnte, go, holds, importRows, sure, visualizza } from "./office.mjs";
import { row, rows } from "./sheet.mjs";

const XLSX = createRequire(import.meta.url)("xlsx");
const PERSON = row(0);
const NAME = `${PERSON.Cognome} ${PERSON.Nome}`;

/** Records and files as they lie in the browser, as text. */
const kept = (page) =>
  page.evaluate(async () => {
    const opened = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: failed }));
    const database = await opened(indexedDB.open("siuss-kit"));
    const found = {};
    for (const name of database.objectStoreNames) {
      const store = database.transaction(name).objectStore(name);
      const [keys, values] = [await opened(store.getAllKeys()), await opened(store.getAll())];
      keys.forEach((key, index) => {
        const value = values[index];
        found[key] = typeof value === "string" ? value : new TextDecoder("latin1").decode(value);
      });
    }
    database.close();
    return found;
  });

/** Keys of what says a word. */
const telling = async (page, word) => Object.entries(await kept(page)).filter(([, text]) => text.includes(word)).map(([key]) => key);

/** So many years go by for the archive. */
const yearsGoBy = (page, years) =>
  inWorker(
    page,
    (years) => {
      const Now = Date;
      self.Date = class extends Now {
        constructor(...given) {
          if (given.length) super(...given);
          else super(Now.now() + years * 366 * 86_400_000);
        }
      };
    },
    years,
  );

async function person(page, name) {
  await go(page, "assistiti", "Assistiti");
  await page.getByRole("region", { name: "Assistiti trovati" }).getByRole("link", { name }).click();
  await page.getByRole("heading", { level: 2, name }).waitFor();
}

async function send(page) {
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByRole("button", { name: "Stampa", exact: true }).click();
  await page.getByText(/Inviate \d+ prestazioni/).waitFor();
}

async function mend(page, street) {
  await page.getByLabel("Indirizzo").fill(street);
  await page.getByRole("button", { name: "Modifica", exact: true }).click();
  await page.getByText(/^Modifiche salvate/).first().waitFor();
  await holds(page.getByLabel("Indirizzo"), street);
}

test("a person who is deleted leaves no history behind, and comes back whole", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(3, false));
  await person(page, NAME);
  await mend(page, "via della Prima Volta 1");
  await mend(page, "via della Seconda Volta 2");
  assert.deepEqual(await telling(page, "via della Prima Volta 1"), ["revisioni/0"]);
  await page.getByRole("button", { name: "Elimina assistito" }).click();
  await page.getByText("Trovate 2 righe").waitFor();
  for (const word of ["via della Prima Volta 1", "via della Seconda Volta 2", PERSON["Codice fiscale"]]) {
    assert.deepEqual(await telling(page, word), [], word);
  }
  await page.getByRole("button", { name: "Annulla l'operazione" }).click();
  await page.getByText("Trovate 3 righe").waitFor();
  await person(page, NAME);
  await page.getByText("Storia delle modifiche").click();
  await page.getByText("Indirizzo: da «via della Prima Volta 1» a «via della Seconda Volta 2»").waitFor();
});

test("before something is deleted it is said what stays, and where that is removed", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(2, false));
  await send(page);
  await go(page, "flussi/0", "Gestione flussi");
  await page.getByRole("checkbox", { name: new RegExp(`^scegli .*${PERSON.Cognome}`) }).check();
  await page.getByRole("button", { name: "Predisponi per un nuovo invio" }).click();
  await page.getByText(/^Predisposte per un nuovo invio: 1/).waitFor();
  await person(page, NAME);
  await page.getByRole("button", { name: "Elimina assistito" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/Restano il file XML del flusso G478\.PS\.\d{8}\.0000001 e il testo e il log della stampa/).waitFor();
  await dialog.getByText(/Gestione stampe, il resto con «Conservazione» in Impostazioni/).waitFor();
  await assertAccessible(page);
  await screenshot(page, "elimina-che-cosa-resta", { fullPage: false });
  await dialog.getByRole("button", { name: "Lascia" }).click();
  await page.getByRole("button", { name: "Elimina assistito" }).click();
  await sure(page).click();
  await page.getByText("Trovate 1 righe").waitFor();
});

test("closed cases that are too old are proposed, erased for good, and can be taken back", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(3, false));
  await send(page);
  for (const id of [0, 1]) {
    await go(page, `progetti/${id}`, "Quadro sinottico");
    await page.getByRole("button", { name: "Chiudi progetto" }).click();
    await page.getByText("Il progetto è chiuso").waitFor();
  }
  await yearsGoBy(page, 12);
  await go(page, "impostazioni", "Impostazioni");
  const panel = page.getByRole("region", { name: "Conservazione", exact: true });
  const years = panel.getByLabel("Anni di conservazione dei progetti chiusi");
  await years.fill("dieci");
  await panel.getByRole("button", { name: "Salva gli anni" }).click();
  await panel.getByText("Scrivere il numero degli anni").waitFor();
  assert.equal(await panel.getByRole("button", { name: "Elimina definitivamente" }).count(), 0);
  await years.fill("10");
  await panel.getByRole("button", { name: "Salva gli anni" }).click();
  await panel.getByText("2 progetti chiusi hanno più di 10 anni.").waitFor();
  await panel.getByRole("row", { name: new RegExp(NAME) }).waitFor();
  await assertAccessible(page);
  await screenshot(page, "conservazione");

  // One is left, by its box.
  const other = row(1);
  await panel.getByRole("checkbox", { name: new RegExp(`^Elimina ${other.Cognome}`) }).uncheck();
  await panel.getByRole("button", { name: "Elimina definitivamente" }).click();
  const dialog = page.getByRole("dialog", { name: "Eliminare definitivamente?" });
  await dialog.getByText("progetti 1", { exact: true }).waitFor();
  await dialog.getByText("prestazioni 1 (inviate 1)").waitFor();
  await dialog.getByRole("button", { name: "Lascia" }).click();

  await panel.getByRole("button", { name: "Scegli tutti" }).click();
  await panel.getByRole("button", { name: "Elimina definitivamente" }).click();
  await dialog.getByText("progetti 2", { exact: true }).waitFor();
  await assertAccessible(page);
  await screenshot(page, "conservazione-domanda", { fullPage: false });
  await dialog.getByRole("button", { name: "Elimina", exact: true }).click();
  await page.getByText(/^Eliminati: progetti 2, prestazioni 2 \(inviate 2\), assistiti senza altri progetti 2/).waitFor();
  await panel.getByText("Nessun progetto chiuso ha più di 10 anni.").waitFor();
  // The flow names the third person too: its files stay.
  for (const key of await telling(page, PERSON["Codice fiscale"])) assert.match(key, /^stampe\/0\//);
  await go(page, "registro", "Registro attività");
  const entry = page.getByRole("row", { name: /Scarto d'archivio/ });
  assert.doesNotMatch(await entry.innerText(), new RegExp(`${PERSON.Cognome}|${PERSON["Codice fiscale"]}`));
  await page.getByRole("button", { name: "Annulla l'operazione" }).click();
  await page.getByText("Operazione annullata: tutto è come prima.").waitFor();

  // With the third one, the files go as well, and the flow stays listed.
  await go(page, "progetti/2", "Quadro sinottico");
  await inWorker(page, () => (self.Date = Object.getPrototypeOf(self.Date)));
  await page.getByRole("button", { name: "Chiudi progetto" }).click();
  await page.getByText("Il progetto è chiuso").waitFor();
  await yearsGoBy(page, 12);
  await go(page, "impostazioni", "Impostazioni");
  await panel.getByText("3 progetti chiusi hanno più di 10 anni.").waitFor();
  await panel.getByRole("button", { name: "Elimina definitivamente" }).click();
  await dialog.getByText("stampe con i loro file 1").waitFor();
  await dialog.getByRole("button", { name: "Elimina", exact: true }).click();
  await page.getByText(/^Eliminati: progetti 3/).waitFor();
  for (const index of [0, 1, 2]) assert.deepEqual(await telling(page, row(index)["Codice fiscale"]), []);
  await go(page, "flussi", "Gestione flussi");
  await page.getByText(/^G478\.PS\.\d{8}\.0000001$/).first().waitFor();
  await page.getByText(/file eliminati il/).first().waitFor();
  // The years are kept.
  await page.reload();
  await go(page, "impostazioni", "Impostazioni");
  await holds(page.getByLabel("Anni di conservazione dei progetti chiusi"), "10");
});

test("who asks gets all that the archive has on them, on paper and in a file", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(3, false));
  await person(page, NAME);
  await mend(page, "via della Prima Volta 1");
  await send(page);
  await person(page, NAME);
  await page.getByRole("link", { name: "Tutti i dati della persona" }).click();
  await page.getByRole("heading", { level: 1, name: "Tutti i dati della persona" }).waitFor();
  await page.getByRole("heading", { level: 2, name: NAME }).waitFor();
  assert.match(page.url(), /#\/assistiti\/\d+\/dati$/);
  assert.equal(await page.title(), "Tutti i dati della persona - siuss-kit");
  const section = (name) => page.getByRole("region", { name, exact: true }).first();
  await section("Dati della persona").getByRole("row", { name: `Codice fiscale ${PERSON["Codice fiscale"]}` }).waitFor();
  await section("Storia delle modifiche").getByText("via della Prima Volta 1").waitFor();
  await section("Invii a INPS").getByText(/^G478\.PS\.\d{8}\.0000001$/).waitFor();
  await section("Richieste ISEE").getByText("Niente.").waitFor();
  await section("File conservati").getByText(/^G478\.PS\.\d{8}\.0000001\.xml$/).waitFor();
  await page.getByText(/servono per erogare le prestazioni sociali/).waitFor();
  assert.equal(await page.getByRole("main").getByText(row(1).Cognome).count(), 0);
  await assertAccessible(page);
  await screenshot(page, "dati-della-persona");
  await page.setViewportSize({ width: 375, height: 800 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  await page.setViewportSize({ width: 1366, height: 768 });

  await page.evaluate(() => (window.print = () => (window.printed = true)));
  await page.getByRole("button", { name: "Stampa questa pagina" }).click();
  assert.equal(await page.evaluate(() => window.printed), true);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.getByRole("button", { name: "Salva come file" }).isVisible(), false);
  assert.equal(await page.getByRole("banner").isVisible(), false);
  assert.equal(await section("Dati della persona").isVisible(), true);
  await screenshot(page, "dati-della-persona-stampa");
  await page.emulateMedia({ media: "screen" });

  const saved = await download(page, () => page.getByRole("button", { name: "Salva come file" }).click());
  assert.equal(saved.name, "dati-della-persona.xlsx");
  const book = XLSX.read(readFileSync(saved.file));
  const headings = await page.getByRole("main").getByRole("heading", { level: 2 }).allInnerTexts();
  assert.deepEqual(book.SheetNames.slice(1), headings.slice(1));
  const text = JSON.stringify(book.SheetNames.map((name) => XLSX.utils.sheet_to_json(book.Sheets[name], { header: 1 })));
  for (const word of [PERSON["Codice fiscale"], "via della Prima Volta 1", "COMUNE DI PROVA"]) assert.ok(text.includes(word), word);
  assert.ok(!text.includes(row(1)["Codice fiscale"]));
});
