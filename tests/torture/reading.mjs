// A browser that is killed, its profile on the disk, and everything that can be read of the archive in it.
import assert from "node:assert/strict";
import { readFileSync, statfsSync } from "node:fs";
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { download, faultsOf, inWorker, openApp } from "../e2e/harness.mjs";
import { go, unlock, visualizza } from "../e2e/office.mjs";
import { parts } from "../e2e/siuss-file.mjs";

/** Where profiles lie: a real disk, for what a browser does on a file system in memory proves nothing. */
export const DISK = resolve("target/torture");

/** All goes but the profiles of what went wrong. */
export async function clearDisk() {
  for (const name of (await readdir(DISK)).filter((name) => !name.startsWith("kept-"))) {
    await rm(join(DISK, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

export const mean = (numbers) => numbers.reduce((sum, it) => sum + it, 0) / numbers.length;

export async function makeDisk() {
  await mkdir(DISK, { recursive: true });
  await clearDisk();
  const MEMORY = [0x01021994, 0x858458f6];
  assert.ok(!MEMORY.includes(statfsSync(DISK).type), `${DISK} is in memory: the torture wants a real disk`);
}

/** A copy of a profile whose browser has gone, under another name. The lock of a browser that was killed is left behind: it names a
 * process, and another browser of this computer might have its number by now. */
export async function copyProfile(from, name) {
  const to = join(DISK, name);
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true, filter: (path) => !/Singleton[A-Za-z]+$/.test(path) });
  return to;
}

/** Forgets the lock of a browser that was killed, for the same reason. */
export async function forgetLock(profile) {
  for (const name of await readdir(profile)) if (name.startsWith("Singleton")) await rm(join(profile, name));
}

/** The browser's first process: all others are in its group. */
export async function processOf(page) {
  const session = await page.context().browser().newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  return processInfo.find(({ type }) => type === "browser").id;
}

/** Kills the browser with all its processes, none of which can do anything about it. What Playwright says of their end is no fault. */
export async function kill(page, process_) {
  const faults = faultsOf(page);
  const before = faults.length;
  const closed = new Promise((done) => page.context().on("close", done));
  process.kill(-process_, "SIGKILL");
  await closed;
  for (;;) {
    try {
      process.kill(-process_, 0);
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
      break;
    }
    await new Promise((done) => setTimeout(done, 5));
  }
  faults.splice(before);
}

/** The worker's day and time are always the same, so that what is stored can be compared to the byte. */
export const stopClock = (page) =>
  inWorker(page, () => {
    const moment = new Date(2026, 10, 30, 10, 20).getTime();
    const Real = Date;
    self.Date = class extends Real {
      constructor(...given) {
        given.length > 0 ? super(...given) : super(moment);
      }
    };
  });

/** Everything that is stored, byte for byte: its name, its text or its bytes as letters, and which of both it is. What is half-typed is
 * no part of the archive. */
export const stored = (page) =>
  page.evaluate(async () => {
    const opened = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: failed }));
    const database = await opened(indexedDB.open("siuss-kit"));
    const found = [];
    for (const name of database.objectStoreNames) {
      const store = database.transaction(name).objectStore(name);
      const [keys, values] = [await opened(store.getAllKeys()), await opened(store.getAll())];
      const text = (value) => (typeof value === "string" ? value : Array.from(value, (byte) => String.fromCharCode(byte)).join(""));
      keys.forEach((key, index) => key.startsWith("bozze/") || found.push([`${name}/${key}`, text(values[index]), typeof values[index]]));
    }
    database.close();
    return found;
  });

export const LOCKED = "L'archivio è chiuso con una frase";

/** Waits until the archive is open, or locked. Whatever else a page may show first, such as that it cannot be read, is neither. */
export async function opened(page) {
  const locked = page.getByRole("heading", { name: LOCKED });
  await locked.or(page.getByRole("heading", { name: "Nell'archivio" })).waitFor();
  return !(await locked.isVisible());
}

/** *Salva una copia*, read by our own reader. */
export async function copyOf(page) {
  await go(page, "impostazioni", "Impostazioni");
  const copies = page.getByRole("region", { name: "Copie di riserva" });
  return readFileSync((await download(page, () => copies.getByRole("button", { name: "Salva una copia" }).click())).file);
}

/** Which of these phrases open a locked archive; it is left open with the first that does. */
async function opening(page, phrases) {
  const found = [];
  const tried = async (phrase) => {
    await page.reload();
    await page.getByRole("heading", { name: LOCKED }).waitFor();
    await unlock(page, phrase);
    const wrong = page.getByText("La frase non è quella giusta.");
    await wrong.or(page.getByRole("heading", { name: "Nell'archivio" })).first().waitFor();
    return !(await wrong.isVisible());
  };
  for (const phrase of phrases) if (await tried(phrase)) found.push(phrase);
  assert.notEqual(found.length, 0, "no passphrase opens the archive");
  if (found[0] !== phrases.at(-1)) await tried(found[0]);
  return found;
}

/**
 * The archive in a profile, read in every way there is: what is stored, the screens, a file of a *Stampa* as it is saved, and a copy of
 * everything. A map of names to texts. Reading leaves its traces in the journal: let it be done on a copy of the profile.
 *
 * A sealed archive is read with its passphrase taken away, which stores all of it anew and refuses if any of it cannot be read.
 */
export async function reading(t, profile, phrases) {
  const found = new Map();
  const begun = performance.now();
  const page = await openApp(t, { profile });
  const isOpen = await opened(page);
  const seconds = (performance.now() - begun) / 1000;
  for (const [name, , kind] of await stored(page)) found.set(`as stored/${name}`, kind);
  found.set("opens with", isOpen ? "" : (await opening(page, phrases)).join(" and "));
  await stopClock(page);
  // What was half-typed when the browser was killed is taken up a moment later, and told: that is no part of the archive.
  await page.waitForTimeout(1_200);
  const takenUp = page.getByRole("status").filter({ hasText: "Riprese le modifiche non salvate" });
  if (await takenUp.isVisible()) await page.getByRole("button", { name: "Chiudi avviso" }).click();

  const show = async (name, ready) => {
    await ready.waitFor();
    // Notices and the foot of the page too: an error is somewhere in it. What was still to come has come when nothing changes any more.
    let text;
    for (let same = 0; same < 3; same += 1) {
      const now = await page.locator("body").innerText();
      if (now !== text) same = 0;
      text = now;
      await page.waitForTimeout(60);
    }
    found.set(`shown/${name}`, text);
  };
  await go(page, "", "Cruscotto");
  await show("Cruscotto", page.getByRole("heading", { name: "Nell'archivio" }));
  for (const stato of ["Trasmesse", "Non Trasmesse"]) {
    await visualizza(page, "2026-01-01", "2026-12-31", stato);
    await page.getByRole("button", { name: "Anno 2026" }).waitFor();
    await show(stato, page.getByRole("heading", { name: /^Trovate \d+ righe/ }));
  }
  await go(page, "flussi", "Gestione flussi");
  await show("Flussi", page.getByRole("heading", { name: /^Trovati \d+ flussi/ }));
  await go(page, "stampe", "Gestione stampe");
  const save = () => page.getByRole("button", { name: /^Salva .*\.xml$/ }).first().click();
  const saved = await download(page, save).catch((error) => ({ name: "nothing", error }));
  found.set(`saved/${saved.name}`, saved.error ? String(saved.error) : readFileSync(saved.file, "latin1"));

  await go(page, "impostazioni", "Impostazioni");
  if (!isOpen) {
    await page.getByLabel("Frase attuale").fill(phrases.find((it) => found.get("opens with").startsWith(it)));
    await page.getByRole("button", { name: "Togli la frase" }).click();
    await page.getByText("La frase è stata tolta").waitFor();
  }
  for (const [name, text] of await stored(page)) found.set(`stored/${name}`, text);
  for (const [name, bytes] of Object.entries(parts(await copyOf(page)))) found.set(`copied/${name}`, bytes.toString("latin1"));
  const faults = [...faultsOf(page)];
  await page.context().close();
  assert.deepEqual(faults, [], "what the page did and must not do");
  return { found, seconds };
}

/** What differs between two readings, in words; nothing where they are the same. */
export function differences(found, expected) {
  const told = [];
  for (const name of new Set([...expected.keys(), ...found.keys()])) {
    const [is, should] = [found.get(name), expected.get(name)];
    if (is === should) continue;
    if (is === undefined) told.push(`${name}: lost`);
    else if (should === undefined) told.push(`${name}: not expected`);
    else {
      let at = 0;
      while (is[at] === should[at]) at += 1;
      const around = (text) => JSON.stringify(text.slice(Math.max(0, at - 40), at + 80));
      told.push(`${name}: at ${at} ${around(is)} and not ${around(should)}`);
    }
  }
  return told;
}
