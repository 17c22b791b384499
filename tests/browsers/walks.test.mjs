// What an office does every week, in the browsers that the end-to-end tests do not drive.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { after, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { serveFiles } from "../../.make/server.mjs";
import { INTRANET, SUBPATH, freshProfile } from "../e2e/harness.mjs";
import { PHRASE } from "../e2e/office.mjs";
import { assertValidFlow } from "../e2e/schemas.mjs";
import { BROKEN, rows, workbook } from "../e2e/sheet.mjs";
import { parts } from "../e2e/siuss-file.mjs";
import { firefox } from "./firefox.mjs";
import { Operator } from "./operator.mjs";
import { webkit } from "./webkit.mjs";

const server = await serveFiles({ [SUBPATH]: "dist" });
after(() => server.close());

// An intranet's plain http. WebKit learns of no such name but from a proxy, and to one that asks it so the server is one.
const SERVED = `http://${INTRANET}:${server.port}${SUBPATH}`;
const SINGLE = pathToFileURL(resolve("dist/siuss-kit.html")).href;

/** An operator before the page, in a profile that nobody has used. The test fails if the page logs an error or throws. */
async function open(t, browser, url = SERVED) {
  const folder = await freshProfile();
  const driver = await browser({ folder, proxy: `127.0.0.1:${server.port}` });
  t.after(async () => {
    const faults = await driver.faults().finally(driver.close);
    assert.deepEqual(faults, [], "what the page did and must not do");
  });
  await driver.go(url);
  return { driver, operator: new Operator(driver), folder };
}

/** A sheet on the disk, of so many benefits after the first ones. */
async function sheet(folder, count, { faulty = false, after = 0 } = {}) {
  const file = join(folder, "prestazioni.xlsx");
  await writeFile(file, workbook(rows(after + count, faulty).slice(after)));
  return file;
}

/** In the page: whether a draft of a form is stored. */
async function hasDraft() {
  const database = await new Promise((done, failed) => {
    Object.assign(indexedDB.open("siuss-kit"), { onsuccess: ({ target }) => done(target.result), onerror: failed });
  });
  const keys = await new Promise((done, failed) => {
    const asked = database.transaction("files").objectStore("files").getAllKeys();
    Object.assign(asked, { onsuccess: () => done(asked.result), onerror: failed });
  });
  database.close();
  return keys.some((key) => String(key).startsWith("bozze/"));
}

for (const browser of [firefox, webkit]) {
  describe(browser.name, () => {
    test("from a first visit to the file that INPS takes", async (t) => {
      const { driver, operator, folder } = await open(t, browser);
      await operator.addEnte();
      await operator.importFile(await sheet(folder, 200, { faulty: true }));
      await operator.assertRows(200);
      await operator.press("Stampa");
      await operator.see("Inviate 180 prestazioni");
      await operator.go("stampe", "Gestione stampe");
      const xml = await operator.save(/^Salva .*\.xml$/);
      assert.match(xml.name, /^G478\.PS\.\d{8}\.0000001\.xml$/);
      await assertValidFlow(xml.file);
      const text = await readFile(xml.file, "utf8");
      assert.equal(text.match(/<PrestazioniSociali /g).length, 180);
      const log = await operator.save(/^Salva .*\.log\.txt$/);
      const lines = await readFile(log.file, "utf8");
      for (const rule of BROKEN) assert.ok(lines.includes(`[${rule}]`), `${rule} in the log`);

      await driver.reload();
      const again = await operator.save(/^Salva .*\.xml$/);
      assert.equal(await readFile(again.file, "utf8"), text);
      await operator.assertRows(20);
      await operator.assertRows(180, "Trasmesse");
    });

    test("what was stored is there after a reload, and when the browser (of WebKit, its window) has been closed", async (t) => {
      const { driver, operator, folder } = await open(t, browser);
      await operator.addEnte();
      await operator.importFile(await sheet(folder, 40));
      for (const leave of [driver.reload, driver.restart]) {
        await leave();
        await operator.assertRows(40);
        await operator.go("impostazioni", "Impostazioni");
        await operator.heading("COMUNE DI PROVA");
      }
    });

    test("what is half-typed outlives a page that ends without a word", async (t) => {
      const { driver, operator, folder } = await open(t, browser);
      await operator.addEnte();
      await operator.importFile(await sheet(folder, 1));
      await operator.go("assistiti", "Assistiti");
      await operator.press(/PROVETTI/);
      await operator.fill("Indirizzo", "via della Bozza 7");
      await operator.wait("the draft to be stored", () => driver.run(hasDraft));
      await driver.crash();
      await operator.see("Riprese le modifiche non salvate di una scheda");
      await operator.says("Indirizzo", "via della Bozza 7");
    });

    test("a copy brings back an archive that was deleted", async (t) => {
      const { driver, operator, folder } = await open(t, browser);
      await operator.addEnte();
      await operator.importFile(await sheet(folder, 40));
      await operator.go("impostazioni", "Impostazioni");
      const saved = await operator.save("Salva una copia");
      assert.match(saved.name, /^siuss-kit-\d{8}-\d{4}\.siuss$/);
      const copy = await readFile(saved.file);
      assert.equal(JSON.parse(parts(copy)["record/prestazioni/0"]).righe.length, 40);

      await operator.press("Cancella archivio");
      await operator.press("Cancella tutto");
      await operator.see("L'archivio è stato cancellato.");
      await driver.reload();
      await operator.go("", "Cruscotto");
      await operator.heading("C'è già una copia di riserva?");
      await operator.upload("Ripristina una copia", saved.file);
      await operator.press("Ripristina");
      await operator.see("La copia è stata ripristinata");
      await operator.assertRows(40);
      await driver.reload();
      await operator.assertRows(40);
    });

    test("two operators' archives become one", async (t) => {
      const copyOf = async (operator) => {
        await operator.go("impostazioni", "Impostazioni");
        return (await operator.save("Salva una copia")).file;
      };
      const { driver, operator, folder } = await open(t, browser);
      await operator.addEnte();
      await operator.importFile(await sheet(folder, 8));
      const begun = await copyOf(operator);
      const other = await open(t, browser);
      await other.operator.go("", "Cruscotto");
      await other.operator.upload("Ripristina una copia", begun);
      await other.operator.press("Ripristina");
      await other.operator.see("La copia è stata ripristinata");
      await other.operator.importFile(await sheet(other.folder, 5, { after: 8 }));
      const theirs = await copyOf(other.operator);

      await operator.importFile(await sheet(folder, 5, { after: 13 }));
      await operator.go("impostazioni", "Impostazioni");
      await operator.upload("Apri una copia", theirs);
      await operator.press("Unisci");
      await operator.see(/Dalla copia arrivano: .*5 prestazioni/);
      await operator.press("Unisci adesso");
      await operator.see("Archivi uniti: ");
      await operator.assertRows(18);
      await driver.reload();
      await operator.assertRows(18);
    });

    test("a passphrase closes the archive, and only it opens it", async (t) => {
      const { driver, operator, folder } = await open(t, browser);
      await operator.addEnte();
      await operator.importFile(await sheet(folder, 40));
      await operator.go("impostazioni", "Impostazioni");
      await operator.protect(PHRASE);
      await driver.reload();
      await operator.unlock("tre gatti sul muro");
      await operator.see("La frase non è quella giusta.");
      await operator.assertUnseen("COMUNE DI PROVA");
      await operator.unlock(PHRASE);
      await operator.use("action", "Blocca");
      await operator.assertRows(40);
    });
  });
}

test("firefox opens the page in one file, and keeps what is done in it", async (t) => {
  const { driver, operator, folder } = await open(t, firefox, SINGLE);
  await operator.heading("Per cominciare serve una frase");
  await operator.protect(PHRASE);
  await operator.addEnte();
  await operator.importFile(await sheet(folder, 40));
  await operator.assertRows(40);
  await operator.press("Stampa");
  await operator.see("Inviate 40 prestazioni");
  await driver.restart();
  await operator.unlock(PHRASE);
  await operator.use("action", "Blocca");
  await operator.assertRows(40, "Trasmesse");
  await operator.go("stampe", "Gestione stampe");
  await assertValidFlow((await operator.save(/^Salva .*\.xml$/)).file);
});

// Decision 16: it starts no worker from a blob of such a page.
test("webkit opens the page in one file, which says that its archive does not start", async (t) => {
  const { operator } = await open(t, webkit, SINGLE);
  await operator.see("L'archivio non parte, o si ferma appena parte.");
  await operator.use("action", "Riprova");
  await operator.assertUnseen("Per cominciare serve una frase");
});
