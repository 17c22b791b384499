// What is half-typed outlives the page: loaded anew, closed without a word, under a passphrase; and is gone once it is saved.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openApp, screenshot } from "./harness.mjs";
import { addEnte, go, importRows, protect, unlock } from "./office.mjs";
import { row } from "./sheet.mjs";

const TYPED = "via della Bozza 7";
const TAKEN_UP = /^Riprese le modifiche non salvate di una scheda/;

/** All drafts that are stored, as text; what is sealed is noise. */
const stored = (page) =>
  page.evaluate(async () => {
    const open = (name) => new Promise((done, failed) => Object.assign(indexedDB.open(name), { onsuccess: ({ target }) => done(target.result), onerror: failed }));
    const asked = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: failed }));
    const database = await open("siuss-kit");
    const store = database.transaction("files").objectStore("files");
    const keys = (await asked(store.getAllKeys())).filter((key) => key.startsWith("bozze/"));
    const values = await Promise.all(keys.map((key) => asked(database.transaction("files").objectStore("files").get(key))));
    database.close();
    return values.map((value) => String.fromCharCode(...value));
  });
const until = async (page, holds) => {
  for (let turn = 0; turn < 100 && !holds(await stored(page)); turn++) await page.waitForTimeout(100);
  assert.ok(holds(await stored(page)), JSON.stringify(await stored(page)));
};

async function halfTyped(t) {
  const page = await openApp(t);
  page.on("dialog", (dialog) => dialog.accept());
  await addEnte(page);
  await importRows(page, [row(0)]);
  return page;
}
async function type(page) {
  await go(page, "assistiti", "Assistiti");
  await page.getByRole("link", { name: /PROVETTI/ }).click();
  await page.getByLabel("Indirizzo", { exact: true }).fill(TYPED);
}

test("a form half-typed is there when the page is loaded anew, and nowhere once it is saved", async (t) => {
  const page = await halfTyped(t);
  await type(page);
  await until(page, (drafts) => drafts.some((draft) => draft.includes(TYPED)));
  await page.reload();
  await page.getByText(TAKEN_UP).waitFor();
  assert.equal(await page.getByLabel("Indirizzo", { exact: true }).inputValue(), TYPED);
  await screenshot(page, "bozza-ripresa", { fullPage: false });
  await page.getByRole("button", { name: "Modifica", exact: true }).click();
  await page.getByText("Ci sono modifiche da salvare.").waitFor({ state: "hidden" });
  await until(page, (drafts) => drafts.length === 0);
  await page.reload();
  assert.equal(await page.getByLabel("Indirizzo", { exact: true }).inputValue(), TYPED);
  assert.equal(await page.getByText(TAKEN_UP).count(), 0);
});

test("what a page left that is no more is taken up by the next one; one that is open keeps its own", async (t) => {
  const page = await halfTyped(t);
  await type(page);
  await until(page, (drafts) => drafts.some((draft) => draft.includes(TYPED)));
  const beside = await page.context().newPage();
  await beside.goto(page.url());
  await beside.getByLabel("Indirizzo", { exact: true }).waitFor();
  await beside.waitForTimeout(1500);
  assert.notEqual(await beside.getByLabel("Indirizzo", { exact: true }).inputValue(), TYPED, "the first page is there still");
  await beside.close();
  const address = page.url();
  await page.close();
  const next = await page.context().newPage();
  await next.goto(address);
  await next.getByText(TAKEN_UP).waitFor();
  assert.equal(await next.getByLabel("Indirizzo", { exact: true }).inputValue(), TYPED);
});

test("under a passphrase it is sealed, and comes back with it", async (t) => {
  const page = await halfTyped(t);
  await go(page, "impostazioni", "Impostazioni");
  await protect(page);
  await type(page);
  await until(page, (drafts) => drafts.length === 1);
  assert.ok((await stored(page)).every((draft) => !draft.includes("Bozza") && !draft.includes("indirizzo")));
  await page.reload();
  await unlock(page);
  await page.getByText(TAKEN_UP).waitFor();
  assert.equal(await page.getByLabel("Indirizzo", { exact: true }).inputValue(), TYPED);
});

test("what is wrong on a form is told on top of it, in the words of the fields, with the way there", async (t) => {
  const page = await halfTyped(t);
  await type(page);
  await page.getByLabel("Cognome", { exact: true }).fill("");
  await page.getByLabel("Codice fiscale", { exact: true }).fill("PRVXXX");
  const summary = page.getByRole("region", { name: /cos[ae] da correggere$/ });
  await summary.waitFor();
  const told = await summary.getByRole("button").allTextContents();
  assert.ok(told.length >= 2, told.join(" | "));
  // Each of them stands at its field too, word for word.
  for (const words of told) {
    const message = words.slice(words.indexOf(": ") + 2);
    assert.ok((await page.locator("form").getByText(message, { exact: true }).count()) > 0, message);
  }
  await summary.getByRole("button", { name: /^Cognome: / }).click();
  assert.equal(await page.evaluate(() => document.activeElement.labels?.[0]?.textContent), "Cognome");
  await screenshot(page, "riepilogo-errori", { fullPage: false });
});
