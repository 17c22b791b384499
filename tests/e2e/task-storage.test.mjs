// What is shown is what is stored: a full disk, a newer archive, blocked site data, a block that is gone, two tabs.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, statfs, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { assertAccessible, download, freshProfile, inWorker, openApp, screenshot } from "./harness.mjs";
import { addEnte, go, importRows, lastQuarter, loadDemo, visualizza } from "./office.mjs";
import { rows } from "./sheet.mjs";
import { parts } from "./siuss-file.mjs";

/** A small file system, or why there is none. */
async function smallDisk(t, size) {
  const folder = await mkdtemp(join(tmpdir(), "siuss-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder], { stdio: "pipe" });
  } catch (error) {
    await rm(folder, { recursive: true });
    return { why: `no small file system can be made here: ${String(error.stderr ?? error).trim()}` };
  }
  t.after(async () => {
    execFileSync("umount", ["-l", folder]);
    await rm(folder, { recursive: true, force: true });
  });
  return { folder };
}

/** Fills what is left of a file system but for so many bytes. */
async function fill(folder, left) {
  const { bavail, bsize } = await statfs(folder);
  await writeFile(join(folder, "ballast"), Buffer.alloc(Math.max(0, bavail * bsize - left)));
}

/** Deletes a record of the archive. */
const deleteRecord = (key) =>
  new Promise((done, failed) => {
    const open = indexedDB.open("siuss-kit");
    open.onerror = failed;
    open.onsuccess = () => {
      const transaction = open.result.transaction(["records"], "readwrite");
      transaction.objectStore("records").delete(key);
      transaction.oncomplete = () => done(open.result.close());
      transaction.onabort = failed;
    };
  });

/** Raises the version of the database, as a newer program would. */
const raiseVersion = () =>
  new Promise((done, failed) => {
    const open = indexedDB.open("siuss-kit", 2);
    open.onerror = failed;
    open.onsuccess = () => done(open.result.close());
  });

/** The worker's IndexedDB fails from now on as it does on a broken disk: it stores nothing, and then opens nothing. */
const breakStorage = (page) =>
  inWorker(page, () => {
    const commit = IDBTransaction.prototype.commit;
    const open = IDBFactory.prototype.open;
    IDBTransaction.prototype.commit = function () {
      this.abort();
    };
    IDBFactory.prototype.open = () => {
      throw new DOMException("Internal error.", "UnknownError");
    };
    self.mendStorage = () => {
      IDBTransaction.prototype.commit = commit;
      IDBFactory.prototype.open = open;
    };
  });

/** Nothing on any screen is shown as if it were data. */
async function assertNothingShown(page) {
  for (const [route, heading] of [["invio", "Invio Prestazioni PS-PSA-SINA"], ["stampe", "Gestione stampe"], ["", "Cruscotto"]]) {
    await go(page, route, heading);
    assert.equal(await page.getByText(/Trovate \d|Inviate \d|non ha ancora|dati dimostrativi/i).count(), 0, heading);
    assert.equal(await page.getByRole("table").count(), 0, heading);
    await page.getByRole("button", { name: "Riprova" }).waitFor();
  }
}

test("a full disk: nothing that was not stored is shown, and work goes on when there is room", async (t) => {
  const { folder, why } = await smallDisk(t, "48m");
  if (why) return t.skip(why);
  const page = await openApp(t, { profile: join(folder, "profile"), allow: [/QuotaExceeded/, /FILE_ERROR_NO_SPACE/] });
  await addEnte(page);
  await importRows(page, rows(40, false));
  await importRows(page, rows(8000, false), { confirm: false });
  await fill(folder, 100_000);
  await page.getByRole("button", { name: "Conferma", exact: true }).click();
  await page.getByText(/Il browser non è riuscito a salvare/).first().waitFor();
  await screenshot(page, "disco-pieno");
  if (await page.getByRole("button", { name: "Riprova" }).count()) {
    await assertNothingShown(page);
    await truncate(join(folder, "ballast"), 0);
    await page.getByRole("button", { name: "Riprova" }).click();
  } else {
    await truncate(join(folder, "ballast"), 0);
  }
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByRole("heading", { name: "Trovate 40 righe" }).waitFor();
  await page.getByRole("button", { name: "Stampa", exact: true }).click();
  await page.getByText(/Inviate 40 prestazioni/).waitFor();
  await page.reload();
  await visualizza(page, "2026-01-01", "2026-12-31", "Trasmesse");
  await page.getByRole("heading", { name: "Trovate 40 righe" }).waitFor();
});

test("what can be neither stored nor read: the archive is closed, what is in memory is saved to a file, Riprova opens it", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(40, false));
  await importRows(page, rows(300, false), { confirm: false });
  await breakStorage(page);
  await page.getByRole("button", { name: "Conferma", exact: true }).click();
  await page.getByText(/Il browser non è riuscito a salvare/).waitFor();
  await assertNothingShown(page);
  await assertAccessible(page);
  await screenshot(page, "archivio-chiuso");

  const saved = await download(page, () => page.getByRole("button", { name: "Salva su file quello che è in memoria" }).click());
  assert.match(saved.name, /^siuss-kit-\d{8}-\d{4}\.siuss$/);
  const files = parts(readFileSync(saved.file));
  assert.equal(JSON.parse(files["record/archivio"]).formato, 6);
  assert.equal(JSON.parse(files["record/prestazioni/1"]).righe.length, 44);

  await page.getByRole("button", { name: "Riprova" }).click();
  await page.getByRole("button", { name: "Riprova" }).waitFor();
  await inWorker(page, () => self.mendStorage());
  await page.getByRole("button", { name: "Riprova" }).click();
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByRole("heading", { name: "Trovate 40 righe" }).waitFor();
});

test("what is written is on the disk before it is said to be done", async (t) => {
  const page = await openApp(t);
  await page.getByRole("button", { name: "Carica i dati dimostrativi" }).waitFor();
  await inWorker(page, () => {
    self.written = [];
    const commit = IDBTransaction.prototype.commit;
    IDBTransaction.prototype.commit = function () {
      self.written.push(`${this.mode} ${this.durability}`);
      commit.call(this);
    };
  });
  await addEnte(page);
  await importRows(page, rows(8, false));
  const written = await inWorker(page, () => self.written);
  assert.deepEqual([...new Set(written)], ["readwrite strict"]);
});

test("an archive of a newer version is refused and not touched", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await page.evaluate(raiseVersion);
  await page.reload();
  await page.getByText("scritto da una versione più recente").waitFor();
  await assertNothingShown(page);
  assert.equal(await page.getByRole("button", { name: /in memoria/ }).count(), 0);
  const databases = await page.evaluate(() => indexedDB.databases());
  assert.deepEqual(databases.filter(({ name }) => name === "siuss-kit"), [{ name: "siuss-kit", version: 2 }]);
});

test("a newer version in another tab takes the archive over while this one is open", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(40, false), { confirm: false });
  await page.evaluate(raiseVersion);
  await page.getByRole("button", { name: "Conferma", exact: true }).click();
  await page.getByText("scritto da una versione più recente").waitFor();
  await assertNothingShown(page);
});

test("blocked site data: the page starts, says that nothing is kept, and lets it be saved", async (t) => {
  const profile = await freshProfile();
  await mkdir(join(profile, "Default"), { recursive: true });
  const blocked = { profile: { default_content_setting_values: { cookies: 2 } } };
  await writeFile(join(profile, "Default/Preferences"), JSON.stringify(blocked));
  const page = await openApp(t, { profile });
  await page.getByText("Il browser non permette di conservare dati in questa pagina").waitFor();
  assert.equal(await page.evaluate(() => { try { return String(localStorage); } catch (error) { return error.name; } }), "SecurityError");
  await assertAccessible(page);
  await addEnte(page);
  await importRows(page, rows(40, false));
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByRole("button", { name: "Stampa", exact: true }).click();
  await page.getByText(/Inviate 40 prestazioni/).waitFor();
  const saved = await download(page, () => page.getByRole("button", { name: "Salva su file quello che è in memoria" }).click());
  const files = parts(readFileSync(saved.file));
  assert.equal(JSON.parse(files["record/prestazioni/0"]).righe.length, 40);
  assert.equal(Object.keys(files).filter((name) => /^file\/stampe\/0\/.*\.xml$/.test(name)).length, 1);
});

test("a browser without IndexedDB, or that refuses it, is told as such; one that fails is not", async (t) => {
  const page = await openApp(t);
  await loadDemo(page);
  for (const [name, sentence] of [
    ["SecurityError", "Il browser non permette più di leggere i dati di questa pagina"],
    ["QuotaExceededError", "Il browser non riesce ad aprire l'archivio"],
    ["AbortError", "Il browser non riesce ad aprire l'archivio"],
  ]) {
    await inWorker(page, (name) => {
      const open = IDBFactory.prototype.open;
      IDBFactory.prototype.open = () => {
        IDBFactory.prototype.open = open;
        throw new DOMException("no", name);
      };
      // The connection goes as when a browser closes it.
      const transaction = IDBDatabase.prototype.transaction;
      IDBDatabase.prototype.transaction = function () {
        IDBDatabase.prototype.transaction = transaction;
        throw new DOMException("closed", "InvalidStateError");
      };
    }, name);
    await page.getByRole("button", { name: "Togli i dati dimostrativi" }).waitFor();
    await page.evaluate(() => new BroadcastChannel("siuss-kit").postMessage(null));
    await page.getByText(sentence).waitFor();
    await page.getByRole("button", { name: "Riprova" }).click();
    await page.getByRole("button", { name: "Togli i dati dimostrativi" }).waitFor();
  }
});

test("a block that is gone is told, its keys are not given again, and no Stampa is made over it", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(300, false));
  await page.evaluate(deleteRecord, "prestazioni/0");
  await page.reload();
  await page.getByText(/Una parte dell'archivio non si legge.*prestazioni\/0/).waitFor();
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByRole("heading", { name: "Trovate 44 righe" }).waitFor();
  assert.ok(await page.getByRole("button", { name: "Stampa", exact: true }).isDisabled());
  await page.getByText(/finché non viene ripristinata non si fanno stampe/).waitFor();
  await assertAccessible(page);
  await screenshot(page, "parte-mancante");
});

test("without its head the archive is refused, not begun anew", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await page.evaluate(deleteRecord, "archivio");
  await page.reload();
  await page.getByText("L'intestazione dell'archivio manca").waitFor();
  await assertNothingShown(page);
});

test("an archive that is deleted under an open page is told, and can be saved", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(40, false), { confirm: false });
  await page.evaluate(() => new Promise((done) => (indexedDB.deleteDatabase("siuss-kit").onsuccess = done)));
  await page.getByRole("button", { name: "Conferma", exact: true }).click();
  await page.getByText("L'archivio che era conservato in questo browser non c'è più").waitFor();
  const saved = await download(page, () => page.getByRole("button", { name: "Salva su file quello che è in memoria" }).click());
  assert.equal(JSON.parse(parts(readFileSync(saved.file))["record/prestazioni/0"]).righe.length, 40);
});

test("another tab stores something: this one's lists show it, and a sheet that is open is checked again", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(40, false), { confirm: false });
  await page.getByText("Verranno scritte 40 prestazioni").waitFor();
  const other = await page.context().newPage();
  await other.goto(page.url());
  await importRows(other, rows(30, false));
  await page.getByText("Un'altra scheda ha modificato l'archivio").waitFor();
  await page.getByText("Verranno scritte 10 prestazioni").waitFor();
  await page.getByRole("button", { name: "Conferma", exact: true }).click();
  await page.getByRole("link", { name: "Vai a Invio prestazioni" }).waitFor();
  await visualizza(other, "2026-01-01", "2026-12-31");
  await other.getByRole("heading", { name: "Trovate 40 righe" }).waitFor();
});

test("a stale tab that heard nothing keeps its sheet, and can confirm after looking again", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(40, false), { confirm: false });
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByRole("heading", { level: 1 }).waitFor();
  await inWorker(other, () => (BroadcastChannel.prototype.postMessage = () => {}));
  await importRows(other, rows(30, false));
  const confirm = page.getByRole("button", { name: "Conferma", exact: true });
  await confirm.click();
  await page.getByText("Un'altra scheda del browser ha modificato l'archivio").waitFor();
  await page.getByText("Verranno scritte 10 prestazioni").waitFor();
  await confirm.click();
  await page.getByRole("link", { name: "Vai a Invio prestazioni" }).waitFor();
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByRole("heading", { name: "Trovate 40 righe" }).waitFor();
});
