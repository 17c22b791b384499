// May an office trust the archive with its only copy? The browser is killed while it writes, and all that the site keeps is wiped, again
// and again: each time the archive must be wholly as it was or wholly as it was to become. `make torture`; it takes an hour or so.
//
// - TORTURE_KILLS=200, TORTURE_WIPES=50: how many
// - TORTURE_SEED: the dice of an earlier run; how far the browser is when it is killed remains the computer's affair
// - TORTURE_ONLY=Stampa: only the actions whose name holds this
// - TORTURE_LARGE=1: 100,000 benefits are wiped and come back, too
//
// A killed browser is no power cut: what it had given to the system is still written. That the browser is told to wait for the disk
// is held by tests/e2e/task-storage.test.mjs.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { after, test } from "node:test";
import { dice, download, faultsOf, freshProfile, openApp } from "../e2e/harness.mjs";
import { addEnte, choose, go, importRows } from "../e2e/office.mjs";
import { rows, workbook } from "../e2e/sheet.mjs";
import { parts } from "../e2e/siuss-file.mjs";
import { ACTIONS, PHRASES, beginnings, press, stampa, undisturbed, upTo } from "./actions.mjs";
import { DISK, clearDisk, copyProfile, differences, forgetLock, kill, makeDisk, mean, processOf, reading, stored } from "./reading.mjs";

const SEED = Number(process.env.TORTURE_SEED ?? Date.now() % 1_000_000);
const KILLS = Number(process.env.TORTURE_KILLS ?? 200);
const WIPES = Number(process.env.TORTURE_WIPES ?? 50);
const ONLY = process.env.TORTURE_ONLY ?? "";
const LARGE = process.env.TORTURE_LARGE === "1" ? 100_000 : 0;

console.log(`TORTURE_SEED=${SEED}`);
await makeDisk();
after(clearDisk);

const since = (begun) => (performance.now() - begun) / 1000;

// ---- kills ----

/**
 * When the browser is killed: at any moment of the whole action, about its transaction, within it, or as soon as it is told to be done.
 * Resolves when it is time. A transaction of a few milliseconds is seldom hit by the clock alone, and may be over when it is heard of:
 * hence both.
 */
function moment({ begun, ended, told }, pressed, [which, at]) {
  const after = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds - (performance.now() - pressed.at)));
  const between = (from, to) => from + (to - from) * at;
  if (which < 0.3) return after(between(0, told * 1.25));
  if (which < 0.7) return after(between(begun * 0.4, ended));
  if (which < 0.85) return pressed.begun.then(() => new Promise((done) => setTimeout(done, between(0, ended - begun))));
  return pressed.told;
}

/** Does an action in a profile, and kills the browser meanwhile; resolves to what was heard until then. */
async function strike(t, action, profile, given, usual, thrown) {
  const { page, button } = await upTo(t, action, profile, given);
  const process_ = await processOf(page);
  const pressed = await press(page, action, button);
  await moment(usual, pressed, thrown);
  const heard = { ...pressed.heard, killed: performance.now() - pressed.at };
  await kill(page, process_);
  await forgetLock(profile);
  return heard;
}

/** Which of the states that are whole is the one in a profile. A screen that came late, and only that, is looked at once more. */
async function whichWhole(t, { wholes }, profile) {
  for (let look = 1; ; look += 1) {
    const { found, seconds } = await reading(t, await copyProfile(profile, "read"), PHRASES);
    const whole = wholes.find(({ found: whole }) => differences(found, whole).length === 0);
    const late = wholes.some(({ found: whole }) => differences(found, whole).every((it) => it.startsWith("shown/")));
    if (whole || !late || look === 2) return { whole, found, seconds };
    console.log("a screen is not as it should be: once more");
  }
}

const soFar = ({ begun, ended, told }) => (told ? "told" : ended ? "stored, not told" : begun ? "being stored" : "not heard to be stored");

test(`${KILLS} kills`, { skip: KILLS === 0 }, async (t) => {
  const given = await beginnings(t);
  const die = dice(SEED);
  const lines = [];
  for (const action of ACTIONS.filter(({ name }) => name.includes(ONLY))) {
    const usual = await undisturbed(t, action, given);
    console.log(`${action.name}: stored from ${usual.begun.toFixed(0)} to ${usual.ended.toFixed(0)} ms, told at ${usual.told.toFixed(0)} ms`);
    lines.push({ action, usual, kills: 0, before: 0, after: 0, amid: 0, told: 0, losses: 0, corruptions: 0, back: [] });
  }
  const wrong = [];
  for (let number = 1; number <= KILLS; number += 1) {
    const line = lines[number % lines.length];
    const { action, usual } = line;
    const faults = [];
    let [heard, became, untouched] = [{}, "NEITHER", false];
    try {
      const thrown = [die(), die()];
      // What was left wholly as it was is killed again: the next kill meets what the last one left on the disk.
      line.profile ??= await copyProfile(given[action.from], `killed-${lines.indexOf(line)}`);
      heard = await strike(t, action, line.profile, given, usual, thrown);
      line.kills += 1;
      if (heard.begun && !heard.ended) line.amid += 1;
      if (heard.told) {
        line.told += 1;
        // The computer may be slower or faster than it was.
        for (const name of ["begun", "ended", "told"]) usual[name] += ((heard[name] ?? usual[name]) - usual[name]) / 4;
      }
      const { whole, found, seconds } = await whichWhole(t, usual, line.profile);
      line.back.push(seconds);
      if (whole) {
        became = whole.is;
        line[became] += 1;
        untouched = whole === usual.wholes[0];
      } else {
        line.corruptions += 1;
        for (const { is, found: whole } of usual.wholes) faults.push(`as it is ${is} it would differ in`, ...differences(found, whole).slice(0, 12));
      }
      if (heard.told && became === "before") {
        line.losses += 1;
        faults.push("the page had told that it was done");
      }
    } catch (error) {
      line.corruptions += 1;
      faults.push(error.stack);
    }
    const what = `${number}/${KILLS} ${action.name}, killed at ${heard.killed?.toFixed(0)} ms (${soFar(heard)})`;
    console.log(`${what}: ${became}, back in ${line.back.at(-1)?.toFixed(1)} s`);
    if (faults.length > 0) {
      const kept = join(DISK, `kept-${SEED}-${number}`);
      await rm(kept, { recursive: true, force: true });
      await rename(line.profile, kept);
      wrong.push([`TORTURE_SEED=${SEED}, ${what}: ${became}; the profile, of ${given.address}, is kept in ${relative("", kept)}`, ...faults].join("\n    "));
      console.log(wrong.at(-1));
    }
    if (!untouched || faults.length > 0) line.profile = null;
  }
  console.table(
    lines.map(({ action, usual, kills, before, after, amid, told, back, losses, corruptions }) => {
      const seconds = { "action, s": (usual.told / 1000).toFixed(2), "back, s": mean(back).toFixed(2) };
      return { action: action.name, kills, "while it was stored": amid, "once told": told, before, after, ...seconds, losses, corruptions };
    }),
  );
  assert.equal(wrong.length, 0, `TORTURE_SEED=${SEED}: ${wrong.length} kills went wrong, told above`);
  for (const { action, kills, before, after } of lines) {
    assert.ok(Math.min(before, after) >= Math.floor(kills / 10), `${action.name}: ${before} before, ${after} after: such moments prove nothing`);
  }
});

// ---- wipes ----

/**
 * A folder of the browser's own stands for the one that the operator would choose: its window cannot be used from here. A wipe takes it
 * along, as it would not take a folder of the office's. So its latest copy is taken out of the browser before, byte for byte, and after
 * the wipe it is that file which the operator chooses.
 */
async function chooseFolder(page) {
  await page.evaluate(() => {
    self.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("copie", { create: true });
  });
  await go(page, "impostazioni", "Impostazioni");
  await page.getByRole("button", { name: "Scegli la cartella" }).click();
  await page.getByRole("region", { name: "Cartella delle copie" }).getByText("Le modifiche si copiano da sole nella cartella «copie».").waitFor();
}

/** When the latest copy in the folder was made; 0 where there is none. */
const lastCopy = (page) =>
  page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("copie", { create: true });
    let last = 0;
    for await (const [name, handle] of folder) {
      if (/^siuss-kit-\d{6}\.siuss$/.test(name)) last = Math.max(last, (await handle.getFile()).lastModified);
    }
    return last;
  });

/** The latest copy in the folder, as a file on the disk. */
async function takeOut(page, name) {
  const { file } = await download(page, () =>
    page.evaluate(async () => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("copie");
      for await (const [name, handle] of folder) {
        if (!/^siuss-kit-\d{6}\.siuss$/.test(name)) continue;
        const link = Object.assign(document.createElement("a"), { download: name, href: URL.createObjectURL(await handle.getFile()) });
        link.click();
      }
    }),
  );
  copyFileSync(file, join(DISK, name));
  return join(DISK, name);
}

/** What a copy holds, by name. What a file holds is told by its sum. */
function held(file) {
  const sum = (bytes) => createHash("sha256").update(bytes).digest("hex");
  const found = new Map();
  for (const [name, bytes] of Object.entries(parts(readFileSync(file)))) {
    found.set(name.replace(/^(record|file)\//, "$1s/"), name.startsWith("file/") ? sum(bytes) : bytes.toString());
  }
  return found;
}

/** As `held`, of what is stored. */
async function keptNow(page) {
  const found = new Map();
  for (const [name, text] of await stored(page)) {
    found.set(name, name.startsWith("files/") ? createHash("sha256").update(text, "latin1").digest("hex") : text);
  }
  return found;
}

/** Nothing but the head, which counts anew, and the journal, which tells of the restoring at its end, may differ. */
function lostIn(found, before) {
  const [is, was] = [new Map(found), new Map(before)];
  const block = (name) => Number(name.split("/")[2]);
  const journal = (map) => {
    const names = [...map.keys()].filter((name) => name.startsWith("records/registro/")).sort((one, other) => block(one) - block(other));
    const entries = names.flatMap((name) => JSON.parse(map.get(name)).righe);
    for (const name of [...names, "records/archivio"]) map.delete(name);
    return entries;
  };
  const [now, then] = [journal(is), journal(was)];
  const lost = differences(is, was);
  if (JSON.stringify(now.slice(0, then.length)) !== JSON.stringify(then)) lost.push("the journal is another");
  const more = now.slice(then.length).map(({ atto }) => atto);
  if (String(more) !== "CopiaRipristinata") lost.push(`the journal goes on with ${more}`);
  return lost;
}

/** What a profile keeps of sites. */
const KEPT = [
  ...["IndexedDB", "Local Storage", "Session Storage", "File System", "WebStorage", "Service Worker", "Storage", "blob_storage"],
  ...["Cookies", "Cache", "Code Cache"],
];

/** Deletes them while no browser runs, as a managed computer does at night; resolves to the page, opened anew. */
async function wipeClosed(t, page, profile) {
  await page.context().close();
  for (const name of KEPT) await rm(join(profile, "Default", name), { recursive: true, force: true });
  return openApp(t, { profile, host: "localhost" });
}

/** The browser deletes them itself, under the open page. */
async function wipeOpen(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", { origin: new URL(page.url()).origin, storageTypes: "all" });
  await page.goto(page.url().replace(/#.*/, ""));
  await page.reload();
  return page;
}

/** In three clicks: on *Ripristina una copia*, on the file in the system's window, on *Ripristina*. */
async function comeBack(page, file) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByText("Ripristina una copia").click()]);
  await chooser.setFiles(file);
  await page.getByRole("button", { name: "Ripristina", exact: true }).click();
  await page.getByText("La copia è stata ripristinata").first().waitFor();
}

/** Waits until the folder has a copy that was made after another. */
async function copied(page, before, patience = 60_000) {
  const begun = performance.now();
  while ((await lastCopy(page)) <= before) {
    assert.ok(performance.now() - begun < patience, "no copy was made");
    await page.waitForTimeout(100);
  }
}

test(`${WIPES} wipes`, { skip: WIPES === 0 }, async (t) => {
  const profile = await freshProfile(DISK);
  let page = await openApp(t, { profile, host: "localhost" });
  await addEnte(page);
  let benefits = 300;
  await importRows(page, rows(benefits, false));
  const [back, whole, wrong] = [[], [], []];
  for (let number = 1; number <= WIPES; number += 1) {
    await chooseFolder(page);
    await copied(page, 0);
    // Work goes on: what is wiped is what was stored last.
    const last = await lastCopy(page);
    if (number % 10 === 1) await stampa(page);
    else await importRows(page, rows((benefits += 10), false).slice(benefits - 20));
    await copied(page, last);
    const before = await keptNow(page);
    const file = await takeOut(page, "copia.siuss");
    const how = number % 2 === 0 ? "deleted under the open page" : "deleted while the browser is closed";
    const astray = differences(held(file), before).filter((it) => !it.startsWith("records/archivio"));
    assert.deepEqual(astray, [], "the copy in the folder is not what is stored");

    const begun = performance.now();
    page = number % 2 === 0 ? await wipeOpen(page) : await wipeClosed(t, page, profile);
    await page.getByText("Ripristina una copia").waitFor();
    assert.equal((await keptNow(page)).size, 0, "the wipe wiped nothing");
    const clicked = performance.now();
    await comeBack(page, file);
    back.push(since(clicked));
    whole.push(since(begun));
    const lost = lostIn(await keptNow(page), before);
    if (lost.length > 0) wrong.push([`wipe ${number}, ${how}`, ...lost.slice(0, 20)].join("\n    "));
    const took = `${back.at(-1).toFixed(1)} s of clicks, ${whole.at(-1).toFixed(1)} s in all`;
    console.log(`${number}/${WIPES} ${how}: ${benefits} benefits back in ${took}, ${lost.length} lost`);
  }
  const seconds = { "clicks, s": mean(back), "longest, s": Math.max(...back), "with the browser, s": mean(whole) };
  for (const name in seconds) seconds[name] = seconds[name].toFixed(2);
  console.table([{ wipes: WIPES, benefits, ...seconds, lost: wrong.length }]);
  assert.equal(wrong.length, 0, wrong.join("\n"));
  assert.deepEqual(faultsOf(page), []);
});

test(`${LARGE} benefits are wiped and come back`, { skip: LARGE === 0 }, async (t) => {
  const profile = await freshProfile(DISK);
  let page = await openApp(t, { profile, host: "localhost" });
  const patience = 1_800_000;
  page.setDefaultTimeout(patience);
  await addEnte(page);
  await chooseFolder(page);
  let begun = performance.now();
  await choose(page, "prestazioni.csv", workbook(rows(LARGE, false), "csv"));
  await page.getByRole("button", { name: "Controlla" }).click();
  await page.getByRole("button", { name: "Conferma", exact: true }).click();
  await page.getByRole("link", { name: "Vai a Invio prestazioni" }).waitFor();
  console.log(`imported in ${since(begun).toFixed(1)} s`);
  begun = performance.now();
  const inCopy = (file) => {
    const blocks = [...held(file)].filter(([name]) => name.startsWith("records/prestazioni/"));
    return blocks.reduce((sum, [, text]) => sum + JSON.parse(text).righe.length, 0);
  };
  let file;
  let last = 0;
  do {
    await copied(page, last, patience);
    last = await lastCopy(page);
    file = await takeOut(page, "copia.siuss");
  } while (inCopy(file) !== LARGE);
  console.log(`copied to the folder in ${since(begun).toFixed(1)} s, ${(readFileSync(file).length / 1e6).toFixed(1)} MB`);
  page = await wipeClosed(t, page, profile);
  page.setDefaultTimeout(patience);
  await page.getByText("Ripristina una copia").waitFor();
  begun = performance.now();
  await comeBack(page, file);
  console.log(`back in ${since(begun).toFixed(1)} s`);
  await chooseFolder(page);
  await copied(page, 0, patience);
  const lost = lostIn(held(await takeOut(page, "tornata.siuss")), held(file));
  begun = performance.now();
  await page.reload();
  await go(page, "", "Cruscotto");
  await page.getByRole("heading", { name: "Nell'archivio" }).waitFor();
  console.log(`opened anew in ${since(begun).toFixed(1)} s; ${lost.length} lost`);
  assert.deepEqual(lost, []);
});
