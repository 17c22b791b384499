// An impatient operator on a slow computer: hundreds of route changes, drops, Back, Forward, clicks and keys, none of which waits
// for the one before. STORM_SEED and STORM_STEPS repeat or lengthen it; what is decided depends on nothing else.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { dice, faultsOf, openApp, slowDown } from "./harness.mjs";
import { answersEverywhere, drop, loadDemo } from "./office.mjs";
import { rows, workbook } from "./sheet.mjs";

const SEED = Number(process.env.STORM_SEED ?? 9);
const STEPS = Number(process.env.STORM_STEPS ?? 500);

const ROUTES = [
  ...["", "importa", "assistiti", "assistiti/nuovo", "assistiti/3", "assistiti/5/progetto", "progetti", "progetti/2", "progetti/4"],
  ...["progetti/6/prestazione", "invio", "stampe", "stampe/1", "flussi", "flussi/0", "esiti", "isee/richiesta", "isee/risposte"],
  ...["isee/consultazioni", "verifica", "registro", "guida", "guida/K01", "impostazioni", "niente/di/tutto"],
];
const FILES = [
  ["foglio.xlsx", workbook(rows(40))],
  ["scarti.xlsx", readFileSync("tests/data/response/scarti_libreoffice.xlsx")],
  ["waas.json", readFileSync("tests/data/response/esiti_waas.json")],
  ["risposta.xml", Buffer.from('<EsitoIndicatore><Indicatore ISEE="1.00"/><RicercaCF CodiceFiscale="PRVSPL88D52G478R"/></EsitoIndicatore>')],
  ["flusso.xml", readFileSync("tests/data/schema/whole.xml")],
  ["lettera.pdf", Buffer.from("%PDF-1.7\n")],
];
const WORDS = ["per", "prov", "A1", "assis", "12", "2026"];
const KEYS = ["Enter", "Escape", "Tab", "Shift+Tab", "ArrowDown", "Space"];
/** What is not pressed: it destroys, or saves a file. */
const SPARED = "^(Elimina|Togli|Cestina|Unisci|Annulla l'importazione)|^Salva (.*\\.|tutto|il file|come file|l'elenco)|^(Genera XLS|Scarica|Stampa questa|Stampa il modulo|Stampa l'elenco)";
const FIELDS = "input:not([type=file], [type=checkbox], [type=radio])";
const PRESSED = "button:enabled, a[href^='#'], summary, select, input[type=checkbox]:enabled";

const among = (list, fraction) => list[Math.floor(fraction * list.length)];

/**
 * Presses one of what is on screen now, in the modal dialog where there is one, mostly in the screen itself: so far through the list
 * as `fraction` says. Chosen and pressed in one breath: a mouse on its way might find something else there, and destroy it.
 */
const press = (page, selector, fraction) =>
  page.evaluate(
    ([selector, fraction, spared]) => {
      const within = document.querySelector("dialog[open]") ?? ((fraction * 1000) % 1 < 0.7 ? document.querySelector("main") : document.body);
      const named = (it) => (it.getAttribute("aria-label") ?? it.textContent).trim();
      const found = [...within.querySelectorAll(selector)].filter((it) => it.checkVisibility() && !new RegExp(spared).test(named(it)));
      const it = found[Math.floor(fraction * found.length)];
      it?.focus();
      it?.click();
    },
    [selector, fraction, SPARED],
  );

/** The ways of an impatient hand, each as often as its number says. */
const WAYS = [
  [30, "goes", (page, at) => page.evaluate((route) => void (location.hash = `#/${route}`), among(ROUTES, at))],
  // Never out of the page: what stood before it is another document.
  [12, "goes back", (page) => page.evaluate(() => void (navigation.canGoBack && history.back()))],
  [8, "goes forward", (page) => page.evaluate(() => history.forward())],
  [6, "drops a file", (page, at) => drop(page, [among(FILES, at)])],
  [4, "drops three files", (page, at) => drop(page, [0, 1, 2].map((more) => among(FILES, (at + more / 3) % 1)))],
  [26, "presses", (page, at) => press(page, PRESSED, at)],
  [
    8,
    "types",
    async (page, at) => {
      await press(page, FIELDS, at);
      await page.keyboard.type(among(WORDS, (at * 7) % 1));
    },
  ],
  [
    6,
    "strikes a key",
    async (page, at) => {
      const focused = await page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent);
      if (!new RegExp(SPARED).test(focused.trim())) await page.keyboard.press(among(KEYS, at));
    },
  ],
];
const SUM = WAYS.reduce((sum, [often]) => sum + often, 0);

test(`${STEPS} steps of an impatient operator (STORM_SEED=${SEED})`, async (t) => {
  const page = await openApp(t);
  await loadDemo(page);
  // Without what it all happens to, there would be no storm: the way back of the demonstration is put away.
  await page.getByRole("button", { name: "Chiudi avviso" }).click();
  await slowDown(page, 6);
  const die = dice(SEED);
  const done = [];
  for (let step = 0; step < STEPS; step += 1) {
    const [which, at, wait] = [die() * SUM, die(), die()];
    let sum = 0;
    const [, name, act] = WAYS.find(([often]) => which < (sum += often));
    done.push(`${step}: ${name} (${at.toFixed(3)})`);
    await act(page, at);
    if (wait < 0.5) await page.waitForTimeout(wait * 120);
    assert.deepEqual(faultsOf(page), [], `STORM_SEED=${SEED}, after ${done.slice(-8).join(", ")}`);
  }
  // What still runs comes to its end; a question still open is not answered.
  const dialog = page.locator("dialog[open]");
  for (let turn = 0; turn < 200 && (await dialog.count()) > 0; turn += 1) {
    await page.keyboard.press("Escape");
    await page.waitForTimeout(100);
  }
  assert.equal(await dialog.count(), 0, "a dialog that nobody can leave");
  await answersEverywhere(page);
});
