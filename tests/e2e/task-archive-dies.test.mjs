// The archive worker ends, hangs, or is not there; the page ends. Nobody waits for ever, nothing is half written, work goes on.
import assert from "node:assert/strict";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertAccessible, distCopy, inWorker, openApp, screenshot } from "./harness.mjs";
import { addEnte, choose, go, importRows, loadDemo, visualizza } from "./office.mjs";
import { rows, workbook } from "./sheet.mjs";

const NOT_DONE = "quello che era in corso non è stato fatto";
const UNKNOWN = "quello che era in corso può essere stato fatto";

/** The archive worker. */

/** The worker is closed when all is put and nothing committed. */
const beforeCommit = (page) => inWorker(page, () => (IDBTransaction.prototype.commit = () => self.close()));

/** The worker is closed when all is stored, before it can say so. */
const afterCommit = (page) =>
  inWorker(page, () => {
    const commit = IDBTransaction.prototype.commit;
    IDBTransaction.prototype.commit = function () {
      commit.call(this);
      self.close();
    };
  });

/** The worker traps where it waits, as a panic does. */
const trap = (page) =>
  inWorker(page, () => {
    IDBTransaction.prototype.commit = function () {
      this.abort();
      Promise.reject(new WebAssembly.RuntimeError("unreachable"));
    };
  });

/** The worker traps outside any promise. */
const trapOutside = (page) =>
  inWorker(page, () => {
    IDBTransaction.prototype.commit = function () {
      this.abort();
      queueMicrotask(() => {
        throw new WebAssembly.RuntimeError("unreachable");
      });
    };
  });

/** The worker never comes back from what it does. */
const hang = (page) =>
  inWorker(page, () => {
    IDBTransaction.prototype.commit = () => {
      for (;;);
    };
  });

const allow = [/RuntimeError/, /unreachable/];

/** A sentence within two seconds, and no dialog left open. */
async function told(page, sentence, action) {
  await action();
  await page.getByText(sentence).waitFor({ timeout: 2000 });
  await page.locator("dialog[open]").waitFor({ state: "detached", timeout: 2000 });
}

async function found(page, stato, count) {
  await visualizza(page, "2026-01-01", "2026-12-31", stato);
  await page.getByRole("heading", { name: `Trovate ${count} righe` }).waitFor();
}

const confirm = (page) => page.getByRole("button", { name: "Conferma", exact: true }).click();
const stampa = (page) => page.getByRole("button", { name: "Stampa", exact: true }).click();

for (const [name, end] of Object.entries({ "is closed": beforeCommit, traps: trap, "throws": trapOutside })) {
  test(`the worker ${name} during an import: told, nothing half written, and the sheet can be taken in`, async (t) => {
    const page = await openApp(t, { allow });
    await addEnte(page);
    await importRows(page, rows(40, false), { confirm: false });
    await end(page);
    await told(page, NOT_DONE, () => confirm(page));
    await page.getByText("Il foglio non è più aperto").waitFor();
    await assertAccessible(page);
    await go(page, "invio", "Invio Prestazioni PS-PSA-SINA");
    await page.getByText("L'archivio non ha ancora prestazioni.").waitFor();
    await importRows(page, rows(40, false));
    await found(page, "Non Trasmesse", 40);
  });
}

test("the worker ends as it has stored an import: the page says that it may be done, and it is", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(40, false), { confirm: false });
  await afterCommit(page);
  await told(page, UNKNOWN, () => confirm(page));
  await found(page, "Non Trasmesse", 40);
});

test("the worker ends during Stampa", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(40, false));
  await found(page, "Non Trasmesse", 40);
  await beforeCommit(page);
  await told(page, NOT_DONE, () => stampa(page));
  await page.getByRole("heading", { name: "Trovate 40 righe" }).waitFor();
  await go(page, "stampe", "Gestione stampe");
  await page.getByText(/Inviate \d+/).waitFor({ state: "detached" });
  await found(page, "Trasmesse", 0);
  await found(page, "Non Trasmesse", 40);
  await stampa(page);
  await page.getByText(/Inviate 40 prestazioni/).waitFor();
});

test("the worker ends while a row is freed", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(8, false));
  await found(page, "Non Trasmesse", 8);
  await stampa(page);
  await page.getByText(/Inviate 8 prestazioni/).waitFor();
  await go(page, "flussi", "Gestione flussi");
  await page.getByRole("link", { name: /^Apri / }).first().click();
  await page.getByLabel("Esito del portale").selectOption({ label: "200: caricato" });
  await page.getByRole("button", { name: "Registra esito" }).click();
  await page.getByText("200 caricato", { exact: true }).waitFor();
  const first = () => page.getByRole("checkbox", { name: /^scegli / }).first().check();
  await first();
  await page.getByLabel("Messaggio di INPS").fill("CODICE COMUNE NON TROVATO SU ANAGRAFICA COMUNI");
  await page.getByRole("button", { name: "Segna come scartate" }).click();
  await page.getByText("Segnate come scartate: 1 righe.").waitFor();
  await page.getByLabel("Situazione").selectOption({ label: "Scartata (1)" });
  await page.getByRole("heading", { name: "Trovate 1 righe" }).waitFor();
  await first();
  const free = () => page.getByRole("button", { name: "Predisponi per un nuovo invio" }).click();
  await beforeCommit(page);
  await told(page, NOT_DONE, free);
  await page.getByRole("heading", { name: "Trovate 1 righe" }).waitFor();
  await found(page, "Non Trasmesse", 0);
  await go(page, "flussi", "Gestione flussi");
  await page.getByRole("link", { name: /^Apri / }).first().click();
  await page.getByLabel("Situazione").selectOption({ label: "Scartata (1)" });
  await page.getByRole("heading", { name: "Trovate 1 righe" }).waitFor();
  await first();
  await free();
  await page.getByText("Predisposte per un nuovo invio: 1 righe.").waitFor();
});

test("the worker ends while a person is saved: what was typed is still there, and saves", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await go(page, "assistiti", "Assistiti");
  await page.getByRole("link", { name: "Nuovo assistito" }).click();
  await page.getByLabel("Cognome", { exact: true }).fill("PROVETTI");
  await page.getByLabel("Nome", { exact: true }).fill("ESEMPLARIA");
  const save = () => page.getByRole("button", { name: "Salva", exact: true }).click();
  await beforeCommit(page);
  await told(page, NOT_DONE, save);
  assert.equal(await page.getByLabel("Cognome", { exact: true }).inputValue(), "PROVETTI");
  await save();
  await page.getByRole("status").getByText("Assistito salvato.").first().waitFor();
  await go(page, "assistiti", "Assistiti");
  await page.getByRole("heading", { name: "Trovate 1 righe" }).waitFor();
});

test("the worker ends while nothing is asked, and again when it is started: one sentence, no loop, Riprova", async (t) => {
  const page = await openApp(t, { allow });
  await loadDemo(page);
  await inWorker(page, () => self.close());
  await page.getByText("L'archivio si era fermato ed è stato riaperto").waitFor({ timeout: 2000 });
  let started = 0;
  page.on("worker", () => (started += 1));
  await inWorker(page, () => self.close());
  await page.getByText("L'archivio non parte, o si ferma appena parte").waitFor({ timeout: 2000 });
  assert.equal(started, 0);
  await assertAccessible(page);
  await screenshot(page, "archivio-fermo");
  assert.equal(await page.getByRole("heading", { name: "Nell'archivio" }).count(), 0, "no counts of what is not known");
  await page.getByRole("button", { name: "Riprova" }).click();
  await page.getByRole("heading", { name: "Nell'archivio" }).waitFor();
  await page.getByRole("button", { name: "Togli i dati dimostrativi" }).waitFor();
});

for (const file of ["archive.mjs", "archive.js", "archive_bg.wasm"]) {
  test(`${file} is not on the server: told at once, and Riprova opens it when it is`, async (t) => {
    const folder = await distCopy(t);
    await rename(join(folder, file), join(folder, "away"));
    const page = await openApp(t, { folder, allow: [/404/, /Failed to fetch/, /WebAssembly/, /CompileError/] });
    await page.getByText("L'archivio non parte").waitFor({ timeout: 5000 });
    assert.equal(await page.getByRole("button", { name: "Carica i dati dimostrativi" }).count(), 0);
    await rename(join(folder, "away"), join(folder, file));
    await page.getByRole("button", { name: "Riprova" }).click();
    await page.getByRole("button", { name: "Carica i dati dimostrativi" }).waitFor();
    // The folder goes with the test: not before the page has the other screens from it.
    await page.getByRole("link", { name: "Impostazioni", exact: true }).click();
    await page.getByLabel("Codice ente").waitFor();
  });
}

test("a worker that hangs is told after a while, is not stopped by itself, and can be", async (t) => {
  const page = await openApp(t, { clock: true });
  await addEnte(page);
  await importRows(page, rows(40, false), { confirm: false });
  await hang(page);
  // Stopped: else what this computer needs for the next lines is counted too.
  await page.clock.pauseAt(Date.now() + 1000);
  await confirm(page);
  await page.getByRole("dialog").getByText("Scrivo le prestazioni").waitFor();
  await page.clock.runFor(19_000);
  assert.equal(await page.getByRole("button", { name: "Riavvia l'archivio" }).count(), 0);
  await page.clock.runFor(3_000);
  await page.getByRole("button", { name: "Riavvia l'archivio" }).waitFor();
  await page.clock.resume();
  await assertAccessible(page);
  await screenshot(page, "archivio-tace");
  await page.clock.runFor(60_000);
  await page.getByRole("dialog").getByRole("button", { name: "Riavvia l'archivio" }).click();
  await page.getByText(NOT_DONE).waitFor();
  await page.locator("dialog[open]").waitFor({ state: "detached" });
  await importRows(page, rows(40, false));
  await found(page, "Non Trasmesse", 40);
});

test("a list that is never answered offers the way out too", async (t) => {
  const page = await openApp(t, { clock: true });
  await loadDemo(page);
  await inWorker(page, () => {
    self.onmessage = () => {};
  });
  await go(page, "progetti", "Progetti sociali");
  await page.clock.runFor(22_000);
  await page.getByRole("button", { name: "Riavvia l'archivio" }).click();
  await page.getByRole("heading", { name: /^Trovate \d+ righe$/ }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Riavvia l'archivio" }).count(), 0);
});

test("Annulla while a sheet is checked: no step without a sheet", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await choose(page, "prestazioni.xlsx", workbook(rows(40, false)));
  await page.getByRole("button", { name: "Controlla" }).waitFor();
  await inWorker(page, () => (self.onmessage = () => {}));
  await page.getByRole("button", { name: "Controlla" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Annulla" }).click();
  await page.getByText("Il foglio non è più aperto").waitFor();
  await importRows(page, rows(40, false));
});

test("the page ends: a plain message, over everything, and a way to load it anew", async (t) => {
  const page = await openApp(t, { allow });
  await loadDemo(page);
  await page.evaluate(() => {
    setTimeout(() => {
      throw new WebAssembly.RuntimeError("unreachable");
    });
  });
  const dialog = page.getByRole("dialog", { name: "La pagina si è fermata" });
  await dialog.getByText("Quello che era stato salvato c'è ancora: ricaricare.").waitFor();
  await assertAccessible(page);
  await screenshot(page, "pagina-ferma");
  await dialog.getByRole("button", { name: "Ricarica" }).click();
  await page.getByRole("button", { name: "Togli i dati dimostrativi" }).waitFor();
  assert.equal(await dialog.count(), 0);
});

test("the page ends where a task waited", async (t) => {
  const page = await openApp(t, { allow });
  await page.getByRole("button", { name: "Carica i dati dimostrativi" }).waitFor();
  await page.evaluate(() => void Promise.reject(new WebAssembly.RuntimeError("unreachable")));
  await page.getByRole("dialog", { name: "La pagina si è fermata" }).waitFor();
});
