// An archive under a passphrase locks itself when nobody uses the page, leaves no personal word on screen, and waits for what is not saved.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, openApp } from "./harness.mjs";
import { addEnte, agrees, go, holds, importRows, menu, protect, unlock } from "./office.mjs";
import { rows } from "./sheet.mjs";

const PEOPLE = rows(8, false);
/** What tells of a person, or of whose archive it is. */
const PERSONAL = [...PEOPLE.flatMap((it) => [it.Cognome, it.Nome, it["Codice fiscale"]]), "COMUNE DI PROVA", "Finta Protti"];
const MINUTE = 60_000;

/** The personal words that the page holds: in its elements, in its fields, in its title, in its address. */
const personal = async (page) => {
  const held = await page.evaluate(() => {
    const typed = [...document.querySelectorAll("input, textarea, select")].map(({ value }) => value);
    return [document.documentElement.outerHTML, document.title, location.href, ...typed].join("\n").toUpperCase();
  });
  return PERSONAL.filter((word) => held.includes(word.toUpperCase()));
};

/** An office under a passphrase, whose page has the test's timers. */
async function office(t) {
  const page = await openApp(t, { clock: true });
  await addEnte(page);
  await importRows(page, PEOPLE);
  await go(page, "impostazioni", "Impostazioni");
  await protect(page);
  return page;
}

/** Nobody is there for so many minutes. */
const idle = (page, minutes) => page.clock.fastForward(minutes * MINUTE);

/** The page is used as it was: another screen and back ask the archive. No key and no pointer: a script follows the links. */
async function stillOpen(page) {
  for (const words of ["Progetti sociali", "Assistiti"]) {
    await menu(page, words).evaluate((link) => link.click());
    await agrees(page, words);
  }
  await page.getByRole("link", { name: new RegExp(PEOPLE[0].Cognome) }).first().waitFor();
}

async function isLocked(page) {
  await page.getByRole("heading", { name: "L'archivio è chiuso con una frase" }).waitFor();
  assert.deepEqual(await personal(page), []);
}

test("fifteen minutes without a key or a pointer lock the archive, and nothing personal is left on the page", async (t) => {
  const page = await office(t);
  await go(page, "assistiti", "Assistiti");
  await stillOpen(page);
  const shown = await personal(page);
  for (const { Cognome } of PEOPLE) assert.ok(shown.includes(Cognome), `${Cognome} is not shown: that it goes would prove nothing`);

  // Each of these is less than the time, and all of them together more than twice as much.
  await idle(page, 10);
  await stillOpen(page);
  await page.keyboard.press("Shift");
  await idle(page, 10);
  await stillOpen(page);
  await page.mouse.click(5, 400);
  await idle(page, 10);
  await stillOpen(page);

  await idle(page, 6);
  await isLocked(page);
  await assertAccessible(page);
  await unlock(page, "tre gatti sul muro");
  await page.getByText("La frase non è quella giusta.").waitFor();
  assert.deepEqual(await personal(page), []);
  await unlock(page);
  await agrees(page, "Assistiti");
  await stillOpen(page);
});

test("the time that was chosen holds, also after the page was loaded anew", async (t) => {
  const page = await office(t);
  const minutes = page.getByLabel("L'archivio si blocca da solo dopo");
  assert.equal(await minutes.inputValue(), "15");
  await minutes.selectOption("5");
  await go(page, "assistiti", "Assistiti");
  await stillOpen(page);
  await idle(page, 6);
  await isLocked(page);
  await unlock(page);
  await stillOpen(page);
  await idle(page, 6);
  await isLocked(page);

  await unlock(page);
  await go(page, "impostazioni", "Impostazioni");
  await minutes.selectOption("30");
  await go(page, "assistiti", "Assistiti");
  await idle(page, 20);
  await stillOpen(page);
  await idle(page, 11);
  await isLocked(page);
});

test("what is typed and not saved makes the lock wait, on whichever screen; once it is saved it waits no more", async (t) => {
  const TYPED = "via della Bozza 7";
  const page = await office(t);
  await go(page, "assistiti/0", "Assistiti");
  const address = page.getByLabel("Indirizzo", { exact: true });
  await address.fill(TYPED);
  await page.getByText("Ci sono modifiche da salvare.").waitFor();
  await idle(page, 40);
  await stillOpen(page);
  await idle(page, 40);
  await stillOpen(page);
  await go(page, "assistiti/0", "Assistiti");
  await holds(address, TYPED);
  await page.getByRole("button", { name: "Modifica", exact: true }).click();
  await page.getByText("Ci sono modifiche da salvare.").waitFor({ state: "hidden" });
  await idle(page, 16);
  await isLocked(page);
  await unlock(page);
  await holds(address, TYPED);
});

test("an archive without a passphrase is left alone: a lock that anybody opens would only disturb", async (t) => {
  const page = await openApp(t, { clock: true });
  await addEnte(page);
  await importRows(page, PEOPLE);
  await go(page, "assistiti", "Assistiti");
  await page.evaluate(() => (self.sameAsEver = true));
  for (let turn = 0; turn < 2; turn += 1) {
    await idle(page, 70);
    await stillOpen(page);
  }
  assert.equal(await page.evaluate(() => self.sameAsEver), true, "the page was loaded anew");
});

test("whoever comes back after the computer slept finds the archive locked, also by touching the page first", async (t) => {
  for (const touch of [(page) => page.keyboard.press("Shift"), (page) => page.mouse.click(5, 400)]) {
    const page = await office(t);
    await go(page, "assistiti", "Assistiti");
    await stillOpen(page);
    // The clock went on, and no timer ran.
    await page.clock.setSystemTime(Date.now() + 8 * 60 * MINUTE);
    await touch(page);
    await isLocked(page);
  }
});

test("an ente that is half-typed makes the lock wait, and is there when one comes back to it", async (t) => {
  const page = await office(t);
  await page.getByRole("button", { name: "Modifica", exact: true }).click();
  await page.getByLabel("Denominazione", { exact: true }).fill("COMUNE DI PROVA NUOVA");
  await go(page, "assistiti", "Assistiti");
  await idle(page, 40);
  await stillOpen(page);
  await go(page, "impostazioni", "Impostazioni");
  assert.equal(await page.getByLabel("Denominazione", { exact: true }).inputValue(), "COMUNE DI PROVA NUOVA");
  await page.getByRole("button", { name: "Salva ente" }).click();
  await page.getByRole("heading", { name: "COMUNE DI PROVA NUOVA" }).waitFor();
  await idle(page, 16);
  await isLocked(page);
});
