// The archive is an office's only copy: it is copied, put back, protected with a passphrase, and deleted for good.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { assertAccessible, download, inWorker, openApp, screenshot } from "./harness.mjs";
import { PHRASE, addEnte, go, importRows, loadDemo, protect, reach, unlock, visualizza } from "./office.mjs";
import { rows, upload } from "./sheet.mjs";
import { parts } from "./siuss-file.mjs";

/** Everything that the page keeps in the browser, as text. */
const dump = (page) =>
  page.evaluate(async () => {
    const opened = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: failed }));
    const database = await opened(indexedDB.open("siuss-kit"));
    const found = { localStorage: { ...localStorage }, cookie: document.cookie, title: document.title, url: location.href, caches: "caches" in self ? await caches.keys() : [] };
    for (const name of database.objectStoreNames) {
      const store = database.transaction(name).objectStore(name);
      const [keys, values] = [await opened(store.getAllKeys()), await opened(store.getAll())];
      found[name] = keys.map((key, index) => [key, typeof values[index] === "string" ? values[index] : new TextDecoder("latin1").decode(values[index])]);
    }
    database.close();
    return found;
  });

/** Deletes the database, as a browser does that empties the data of sites, but for what localStorage has. */
const wipe = () =>
  new Promise((done, failed) => {
    const request = indexedDB.deleteDatabase("siuss-kit");
    Object.assign(request, { onsuccess: done, onerror: failed });
  });

async function copyOf(page) {
  await go(page, "impostazioni", "Impostazioni");
  const saved = await download(page, () => page.getByRole("region", { name: "Copie di riserva" }).getByRole("button", { name: "Salva una copia" }).click());
  assert.match(saved.name, /^siuss-kit-\d{8}-\d{4}\.siuss$/);
  return readFileSync(saved.file);
}

/** Puts a passphrase over the archive. */
async function protectInSettings(page) {
  await go(page, "impostazioni", "Impostazioni");
  await protect(page);
}

async function found(page, count) {
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByRole("heading", { name: `Trovate ${count} righe` }).waitFor();
}

test("a browser that deleted the archive says so, and a copy brings it back in three clicks", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(40, false));
  await page.getByText("Non è ancora stata fatta nessuna copia di riserva.").first().waitFor();
  const copy = await copyOf(page);
  assert.equal(JSON.parse(parts(copy)["record/prestazioni/0"]).righe.length, 40);
  await page.getByRole("contentinfo").getByText(/Ultima copia di riserva: .*da allora non è cambiato niente/).waitFor();

  await page.evaluate(wipe);
  await go(page, "", "Cruscotto");
  await page.reload();
  await page.getByText(/^Qui c'erano 40 prestazioni il \d\d\/\d\d\/\d{4}: il browser le ha cancellate/).waitFor();
  await assertAccessible(page);
  await screenshot(page, "archivio-cancellato-dal-browser");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByText("Ripristina una copia").click()]);
  await chooser.setFiles(upload("copia.siuss", copy));
  await page.getByRole("button", { name: "Ripristina", exact: true }).click();
  await page.getByText("La copia è stata ripristinata").waitFor();
  await found(page, 40);
  await page.reload();
  await found(page, 40);
});

test("what is here is saved before a copy takes its place, and another's copy is told by what it holds", async (t) => {
  const page = await openApp(t);
  await loadDemo(page);
  const copy = await copyOf(page);
  const other = await openApp(t);
  await addEnte(other);
  await importRows(other, rows(40, false));
  await go(other, "impostazioni", "Impostazioni");
  await other.getByLabel("Apri una copia").setInputFiles(upload("copia.siuss", copy));
  await other.getByRole("row", { name: "Prestazioni 3000 40" }).waitFor();
  await assertAccessible(other);
  await screenshot(other, "copia-aperta");
  await other.getByRole("button", { name: "Ripristina", exact: true }).click();
  const dialog = other.getByRole("dialog", { name: "Sostituire l'archivio?" });
  const saved = await download(other, () => dialog.getByRole("button", { name: "Salva e sostituisci" }).click());
  assert.equal(JSON.parse(parts(readFileSync(saved.file))["record/prestazioni/0"]).righe.length, 40);
  await other.getByText("La copia è stata ripristinata").waitFor();
  await other.getByText("DATI DIMOSTRATIVI").first().waitFor();
  // And back again: what was replaced is not lost.
  await go(other, "impostazioni", "Impostazioni");
  await other.getByLabel("Apri una copia").setInputFiles(upload("prima.siuss", readFileSync(saved.file)));
  await other.getByRole("button", { name: "Ripristina", exact: true }).click();
  await download(other, () => dialog.getByRole("button", { name: "Salva e sostituisci" }).click());
  await found(other, 40);
});

test("a damaged copy says what is lost; what is no copy is refused", async (t) => {
  const page = await openApp(t);
  await loadDemo(page);
  const copy = await copyOf(page);
  copy[Math.floor(copy.length / 2)] ^= 1;
  await page.getByLabel("Apri una copia").setInputFiles(upload("rovinata.siuss", copy));
  await page.getByText(/La copia è rovinata in parte: questo non si legge più e non tornerà/).waitFor();
  await page.getByRole("button", { name: "Lascia", exact: true }).click();
  await page.getByLabel("Apri una copia").setInputFiles(upload("copia.siuss", copy.subarray(10, copy.length - 10)));
  await page.getByText(/siuss/).last().waitFor();
  await page.getByLabel("Apri una copia").setInputFiles(upload("testa.siuss", Buffer.from("SIUSSKIT e basta")));
  await page.getByText("Il file non è una copia di riserva di questo programma").waitFor();
});

test("with a passphrase nothing is kept in clear, and only it opens the archive", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  const people = rows(500, false);
  await importRows(page, people);
  await protectInSettings(page);
  await assertAccessible(page);
  await screenshot(page, "frase-messa");
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByRole("button", { name: "Stampa", exact: true }).click();
  await page.getByText(/Inviate 500 prestazioni/).waitFor();
  const kept = JSON.stringify(await dump(page));
  const told = people.flatMap((it) => [it.Cognome, it["Codice fiscale"], it["Protocollo DSU"]]).filter(Boolean);
  assert.ok(told.length >= 1000, `${told.length}`);
  assert.deepEqual(told.filter((word) => kept.includes(word)), []);

  await page.reload();
  await page.getByRole("heading", { name: "L'archivio è chiuso con una frase" }).waitFor();
  assert.equal(await page.getByText("COMUNE DI PROVA").count(), 0);
  await assertAccessible(page);
  await screenshot(page, "archivio-bloccato");
  await page.getByLabel("Frase di protezione").fill("tre gatti sul muro");
  await page.keyboard.press("Enter");
  await page.getByText("La frase non è quella giusta.").waitFor();
  await page.getByLabel("Frase di protezione").fill(PHRASE);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Blocca" }).waitFor();
  await visualizza(page, "2026-01-01", "2026-12-31", "Trasmesse");
  await page.getByRole("heading", { name: "Trovate 500 righe" }).waitFor();

  // By keyboard, locked at once.
  await reach(page, page.getByRole("button", { name: "Blocca" }));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "L'archivio è chiuso con una frase" }).waitFor();
});

test("a recovery key opens it too; the passphrase is changed and taken away", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(8, false));
  await protectInSettings(page);
  await page.getByLabel("Frase attuale").fill(PHRASE);
  await page.getByRole("button", { name: "Crea una chiave di recupero" }).click();
  const key = await page.getByText(/^([2-9A-Z]{4}-){7}[2-9A-Z]{4}$/).innerText();
  await page.getByLabel("Frase attuale").fill(PHRASE);
  await page.getByLabel("Nuova frase", { exact: true }).fill("quattro cani in barca");
  await page.getByLabel("Nuova frase, di nuovo").fill("quattro cani in barca");
  await page.getByRole("button", { name: "Cambia la frase" }).click();
  await page.getByText("La frase è stata cambiata").waitFor();
  const reopen = async (phrase) => {
    await page.reload();
    await unlock(page, phrase);
  };
  await reopen(PHRASE);
  await page.getByText("La frase non è quella giusta.").waitFor();
  await reopen(key.toLowerCase());
  await found(page, 8);
  await reopen("quattro cani in barca");
  await found(page, 8);
  await go(page, "impostazioni", "Impostazioni");
  await page.getByLabel("Frase attuale").fill("quattro cani");
  await page.getByRole("button", { name: "Togli la frase" }).click();
  await page.getByText("La frase non è quella giusta.").waitFor();
  await page.getByLabel("Frase attuale").fill("quattro cani in barca");
  await page.getByRole("button", { name: "Togli la frase" }).click();
  await page.getByText("La frase è stata tolta").waitFor();
  await page.reload();
  await found(page, 8);
});

test("a copy of a protected archive is sealed, and opens on another computer with the same passphrase", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(8, false));
  await protectInSettings(page);
  const copy = await copyOf(page);
  for (const { Cognome } of rows(8, false)) assert.ok(!copy.includes(Cognome));
  const other = await openApp(t);
  await other.getByLabel("Ripristina una copia").setInputFiles(upload("copia.siuss", copy));
  await other.getByLabel("Frase della copia").fill("tre gatti sul muro");
  await other.getByRole("button", { name: "Apri", exact: true }).click();
  await other.getByText("La frase non è quella giusta.").waitFor();
  await other.getByLabel("Frase della copia").fill(PHRASE);
  await other.getByRole("button", { name: "Apri", exact: true }).click();
  await other.getByRole("button", { name: "Ripristina", exact: true }).click();
  await other.getByText("La copia è stata ripristinata").waitFor();
  await found(other, 8);
  await other.reload();
  await other.getByRole("heading", { name: "L'archivio è chiuso con una frase" }).waitFor();
});

test("an archive that was deleted leaves nothing, also where its passphrase is lost", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(8, false));
  await protectInSettings(page);
  // Another page of the same address keeps its own.
  await page.evaluate(() => localStorage.setItem("altra pagina", "0"));
  await page.reload();
  await page.getByText("La frase è andata persa").click();
  await page.getByRole("button", { name: "Cancella archivio" }).click();
  await page.getByRole("button", { name: "Cancella tutto" }).click();
  await page.getByText("L'archivio è stato cancellato.").waitFor();
  const { records, files, localStorage } = await dump(page);
  assert.deepEqual(records.map(([key]) => key), ["archivio"]);
  assert.deepEqual(files, []);
  assert.equal(localStorage["altra pagina"], "0");
  assert.ok(Object.values(localStorage).every((value) => /^[0,]*$|^0,/.test(value)), JSON.stringify(localStorage));
  await page.reload();
  await go(page, "", "Cruscotto");
  await page.getByRole("heading", { name: "C'è già una copia di riserva?" }).waitFor();
  assert.equal(await page.getByText(/il browser le ha cancellate/).count(), 0);
});

test("another tab that puts a passphrase over the archive locks this one", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(8, false));
  const second = await page.context().newPage();
  await second.goto(page.url().replace(/#.*/, "#/impostazioni"));
  await protect(second);
  await page.getByRole("heading", { name: "L'archivio è chiuso con una frase" }).waitFor();
});

test("the state of the workstation is told line by line", async (t) => {
  const page = await openApp(t, { host: "localhost" });
  await addEnte(page);
  await page.getByRole("row", { name: /Browser .*Chrome \d+/ }).waitFor();
  await page.getByRole("row", { name: /Indirizzo sicuro.* sì/ }).waitFor();
  await page.getByRole("row", { name: /Spazio .*MB usati/ }).waitFor();
  const plain = await openApp(t);
  await addEnte(plain);
  await plain.getByRole("row", { name: /Indirizzo sicuro.* no/ }).waitFor();
  await plain.getByRole("row", { name: /Conservazione .*non si può sapere/ }).waitFor();
  await assertAccessible(plain);
  await screenshot(plain, "stato-della-postazione");
});

/** A folder of the browser's own stands for the one that the operator would choose: its window cannot be used from here. */
const chooseOwn = () => {
  self.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("copie", { create: true });
};

/** What is in that folder: names, and the latest copy. */
const inFolder = (page) =>
  page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("copie", { create: true });
    const names = [];
    for await (const name of folder.keys()) names.push(name);
    const latest = [];
    for (const name of names.filter((name) => /^siuss-kit-\d{6}\.siuss$/.test(name))) {
      latest.push(await (await folder.getFileHandle(name)).getFile());
    }
    const file = latest.sort((one, other) => other.lastModified - one.lastModified)[0];
    return { names: names.sort(), bytes: file && [...new Uint8Array(await file.arrayBuffer())] };
  });

test("a folder that was chosen once has the latest copy seconds after a change, and brings it back", async (t) => {
  const page = await openApp(t, { host: "localhost" });
  await page.evaluate(chooseOwn);
  await addEnte(page);
  await page.getByRole("button", { name: "Scegli la cartella" }).click();
  await page.getByRole("region", { name: "Cartella delle copie" }).getByText("Le modifiche si copiano da sole nella cartella «copie».").waitFor();
  await importRows(page, rows(40, false));
  const rowsInCopy = async () => {
    const { bytes } = await inFolder(page);
    if (!bytes?.length) return 0;
    return JSON.parse(parts(Buffer.from(bytes))["record/prestazioni/0"] ?? '{"righe":[]}').righe.length;
  };
  const copied = async (count) => {
    const begun = Date.now();
    while ((await rowsInCopy()) !== count) {
      assert.ok(Date.now() - begun < 20_000, "no copy was made");
      await page.waitForTimeout(100);
    }
  };
  await copied(40);
  const { names } = await inFolder(page);
  assert.equal(names.length, 2);
  assert.match(names[0], /^siuss-kit-\d{6}-\d{4}-\d\d-\d\d\.siuss$/);

  // The folder is remembered.
  await page.reload();
  await go(page, "impostazioni", "Impostazioni");
  await page.getByRole("region", { name: "Cartella delle copie" }).getByText("Le modifiche si copiano da sole nella cartella «copie».").waitFor();

  // The archive is gone: the folder's copy is offered, and nothing empty is written over it.
  await page.evaluate(wipe);
  await page.reload();
  await page.evaluate(chooseOwn);
  await page.getByRole("button", { name: "Cambia cartella" }).click();
  await page.getByRole("row", { name: "Prestazioni 40 0" }).waitFor();
  await page.getByRole("button", { name: "Ripristina", exact: true }).click();
  await page.getByText("La copia è stata ripristinata").waitFor();
  await found(page, 40);
  await copied(40);

  // Gone again, and begun anew without it: what lies in the folder stays.
  const before = (await inFolder(page)).names;
  await page.evaluate(wipe);
  await page.reload();
  await addEnte(page);
  await importRows(page, rows(8, false));
  await copied(8);
  const after = (await inFolder(page)).names;
  assert.deepEqual(before.filter((name) => !after.includes(name)), []);
  assert.equal(after.length, before.length + 2);
});

test("a colleague's newer copy in the folder is told of, and opened to be merged; once looked at, only a newer one is", async (t) => {
  const page = await openApp(t, { host: "localhost" });
  await page.evaluate(chooseOwn);
  await addEnte(page);
  await importRows(page, rows(8, false));
  await go(page, "impostazioni", "Impostazioni");
  await page.getByRole("button", { name: "Scegli la cartella" }).click();
  const notice = page.getByRole("region", { name: "Copia di un altro archivio" });
  const copied = () => inFolder(page).then(({ names }) => names.length > 0);
  for (const begun = Date.now(); !(await copied()); ) {
    assert.ok(Date.now() - begun < 20_000, "no copy was made");
    await page.waitForTimeout(100);
  }
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Impostazioni" }).waitFor();
  assert.equal(await notice.count(), 0, "nobody's copy but ours");

  /** The colleague's workstation copies into the same folder. */
  const colleague = async () => {
    await page.evaluate(async () => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("copie");
      let bytes;
      for await (const name of folder.keys()) {
        if (/^siuss-kit-\d{6}\.siuss$/.test(name)) bytes = await (await folder.getFileHandle(name)).getFile();
      }
      const written = await (await folder.getFileHandle("siuss-kit-100001.siuss", { create: true })).createWritable();
      await written.write(await bytes.arrayBuffer());
      await written.close();
    });
    await page.reload();
  };
  await colleague();
  await notice.getByText("siuss-kit-100001.siuss").waitFor();
  await assertAccessible(page);
  await screenshot(page, "copia-del-collega", { fullPage: false });
  await notice.getByRole("button", { name: "Apri quella copia" }).click();
  await page.getByRole("row", { name: "Prestazioni 8 8" }).waitFor();
  await page.getByRole("button", { name: "Unisci" }).first().waitFor();
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Impostazioni" }).waitFor();
  await page.getByRole("region", { name: "Cartella delle copie" }).getByText("Le modifiche si copiano da sole").waitFor();
  assert.equal(await notice.count(), 0, "it was looked at");

  // In another second.
  await page.waitForTimeout(1_100);
  await colleague();
  await notice.getByRole("button", { name: "Non ora" }).click();
  await notice.waitFor({ state: "hidden" });
});

test("a passphrase is not put over an archive of which a file cannot be read", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(8, false));
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByRole("button", { name: "Stampa", exact: true }).click();
  await page.getByText(/Inviate 8 prestazioni/).waitFor();
  await inWorker(page, () => {
    const get = IDBObjectStore.prototype.get;
    self.mend = () => (IDBObjectStore.prototype.get = get);
    IDBObjectStore.prototype.get = function (key) {
      if (this.name === "files" && /xml$/.test(key)) throw new DOMException("broken", "UnknownError");
      return get.call(this, key);
    };
  });
  await go(page, "impostazioni", "Impostazioni");
  await page.getByLabel("Nuova frase", { exact: true }).fill(PHRASE);
  await page.getByLabel("Nuova frase, di nuovo").fill(PHRASE);
  await page.getByRole("button", { name: "Proteggi l'archivio" }).click();
  await page.getByText("Un file conservato non si legge e andrebbe perso: niente è stato cambiato.").waitFor();
  await inWorker(page, () => void self.mend());
  await go(page, "stampe", "Gestione stampe");
  const { file } = await download(page, () => page.getByRole("button", { name: /^Salva .*\.xml$/ }).click());
  assert.match(readFileSync(file, "utf8"), /<Flusso/);
});

async function rename(page, nome) {
  await go(page, "impostazioni", "Impostazioni");
  await page.getByRole("button", { name: "Modifica", exact: true }).click();
  await page.getByLabel("Denominazione").fill(nome);
  await page.getByRole("button", { name: "Salva ente" }).click();
  await page.getByRole("heading", { level: 3, name: nome, exact: true }).waitFor();
}

test("two operators' archives are merged: what both did is there, and what both changed is decided", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(8, false));
  const begun = await copyOf(page);
  const other = await openApp(t);
  await other.getByLabel("Ripristina una copia").setInputFiles(upload("copia.siuss", begun));
  await other.getByRole("button", { name: "Ripristina", exact: true }).click();
  await other.getByText("La copia è stata ripristinata").waitFor();

  await importRows(other, rows(13, false).slice(8));
  await rename(other, "COMUNE DI PROVA DUE");
  await importRows(page, rows(18, false).slice(13));
  await rename(page, "COMUNE DI PROVA UNO");
  const theirs = await copyOf(other);

  await go(page, "impostazioni", "Impostazioni");
  await page.getByLabel("Apri una copia").setInputFiles(upload("collega.siuss", theirs));
  await page.getByRole("button", { name: "Unisci", exact: true }).click();
  await page.getByText(/Dalla copia arrivano: .*5 prestazioni/).waitFor();
  const choice = page.getByRole("group", { name: /Denominazione/ });
  assert.equal(await choice.getByLabel(/Tenere «COMUNE DI PROVA UNO»/).isChecked(), true);
  await assertAccessible(page);
  await screenshot(page, "unione");
  await choice.getByText(/Prendere «COMUNE DI PROVA DUE»/).click();
  await page.getByRole("button", { name: "Unisci adesso" }).click();
  await page.getByText(/^Archivi uniti: /).waitFor();
  await page.getByRole("heading", { level: 3, name: "COMUNE DI PROVA DUE", exact: true }).waitFor();
  await found(page, 18);

  // Once more changes nothing.
  await go(page, "impostazioni", "Impostazioni");
  await page.getByLabel("Apri una copia").setInputFiles(upload("collega.siuss", theirs));
  await page.getByRole("button", { name: "Unisci", exact: true }).click();
  await page.getByText("Nella copia non c'è niente di nuovo.").waitFor();
});
