// A screen that has gone touches nothing: whatever it waited for, and wherever the focus was, the page goes on.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { openApp, slowDown } from "./harness.mjs";
import { addEnte, agrees, altLeft, answersEverywhere, carry, drop, go, importRows, loadDemo, menu, reach } from "./office.mjs";
import { fiscalCode, row, rows, workbook } from "./sheet.mjs";

const FLOW = readFileSync("tests/data/schema/whole.xml");
const MESSAGE = "CODICE COMUNE NON TROVATO SU ANAGRAFICA COMUNI";
const title = (page, name) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
const dialog = (page) => page.locator("dialog[open]");

/** A sheet of discards that is read only once: each one is of other people. */
function discards(seed) {
  const people = Array.from({ length: 200 }, (_, index) => fiscalCode("CAMPIONESI", "BOZZETTO", 1940 + (seed % 60), 1 + (index % 12), 1 + (index % 28), false));
  return workbook(people.map((Soggetto, index) => ({ "N.": index + 1, Soggetto, Messaggio: MESSAGE })));
}

const isee = (seed) => `<EsitoIndicatore><Indicatore ISEE="${seed}.00"/><RicercaCF CodiceFiscale="PRVSPL88D52G478R"/></EsitoIndicatore>`;

/** Screens that take files: route, heading, the ending of their files, and one of them. */
const TAKING = [
  ["esiti", "Esiti INPS", "xlsx", discards],
  ["verifica", "Verifica un file XML", "xml", () => FLOW],
  ["isee/risposte", "Gestione consultazioni XML", "xml", isee],
  ["importa", "Importa prestazioni", "xlsx", (seed) => workbook(rows(300 + seed, false))],
];

for (const [route, heading, ending, file] of TAKING) {
  test(`${heading} is left while files are recognised: none is lost`, async (t) => {
    const page = await openApp(t);
    await addEnte(page);
    const main = page.getByRole("main");
    const anew = main.getByRole("button", { name: "Indietro" });
    for (const step of [0, 1, 6, 11]) {
      const names = [0, 1, 2, 3, 4, 5].map((index) => `lasciato-${step}-${index}.${ending}`);
      const files = await carry(page, names.map((name, index) => [name, file(7 * step + index)]));
      await go(page, "registro", "Registro attività");
      await go(page, route, heading);
      // A sheet that is open already gives way to the next.
      await main.locator(".dropzone").or(anew).first().waitFor();
      if (await anew.isVisible()) await anew.click();
      await main.locator(".dropzone").waitFor();
      await leaveWhileRecognising(page, files, step);
      await kept(page, names, route, heading);
    }
    await answersEverywhere(page);
  });
}

test("a file that is dropped while another is being read is not lost", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await go(page, "registro", "Registro attività");
  const [long, short] = [await carry(page, [["lungo.xlsx", workbook(rows(20000, false))]]), await carry(page, [["breve.xlsx", discards(1)]])];
  await page.evaluate(
    async ([long, short]) => {
      const drop = (dataTransfer) => document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
      const reading = () => /Leggo il foglio/.test(document.querySelector("dialog[open]")?.textContent ?? "");
      drop(long);
      for (let turn = 0; turn < 5000 && !reading(); turn += 1) await new Promise((done) => setTimeout(done, 1));
      if (!reading()) throw new Error("no sheet was being read");
      drop(short);
    },
    [long, short],
  );
  await kept(page, ["lungo.xlsx", "breve.xlsx"], "importa", "Importa prestazioni");
  await answersEverywhere(page);
});

/**
 * Drops files into the screen's zone and goes back, as Alt+Left does, while they are being recognised: at a step of it, which is not over
 * before the screen has gone. Each file has two: the disk is read, then the worker is asked. What is recognised is the screen's to read,
 * and a file that a screen is reading may end with it; so no clock says when to leave, for between the look and the leaving the last step
 * would be over now and then.
 */
const leaveWhileRecognising = (page, files, step) =>
  page.evaluate(
    async ([files, step]) => {
      const looking = () => /Guardo che file/.test(document.querySelector("dialog[open]")?.textContent ?? "");
      const turn = () => new Promise((done) => setTimeout(done));
      const zone = document.querySelector(".dropzone");
      // The page hears of it in the same event, and lets the screen go before the next turn.
      const gone = new Promise((done, failed) => {
        const left = () => turn().then(() => (zone.isConnected ? failed(new Error("the screen has not gone")) : done()));
        addEventListener("hashchange", left, { once: true });
      });
      let count = 0;
      let reached;
      const there = new Promise((done) => (reached = done));
      const hold = () => {
        if (count++ !== step) return undefined;
        reached();
        return gone;
      };
      const [{ arrayBuffer }, { postMessage }] = [Blob.prototype, Worker.prototype];
      Blob.prototype.arrayBuffer = async function () {
        await hold();
        return arrayBuffer.call(this);
      };
      Worker.prototype.postMessage = function (message, given) {
        const say = () => postMessage.call(this, message, given);
        // Only a file's bytes are handed over.
        const held = given?.length > 0 ? hold() : undefined;
        held ? held.then(say) : say();
      };
      for (const event of ["dragenter", "dragover", "drop"]) {
        zone.dispatchEvent(new DragEvent(event, { dataTransfer: files, bubbles: true, cancelable: true }));
      }
      await there;
      await turn();
      if (!looking()) throw new Error("no file was being recognised");
      history.back();
      await gone;
      Object.assign(Blob.prototype, { arrayBuffer });
      Object.assign(Worker.prototype, { postMessage });
    },
    [files, step],
  );

/** Waits until each file is read, on its screen or in a notice, or stands among those that wait. */
async function kept(page, names, route, heading) {
  await dialog(page).waitFor({ state: "hidden" });
  const missing = async () => {
    const shown = await page.locator("body").innerText();
    return names.filter((name) => !shown.includes(name));
  };
  for (let turn = 0; turn < 40 && (await missing()).length > 0; turn += 1) await page.waitForTimeout(50);
  if ((await missing()).length > 0) await go(page, route, heading);
  for (let turn = 0; turn < 100 && (await missing()).length > 0; turn += 1) await page.waitForTimeout(50);
  assert.deepEqual(await missing(), [], "files that nobody reads, and that do not wait");
}

/** Presses two links of the menu so many milliseconds apart. */
async function press(page, first, second, wait) {
  const links = [await menu(page, first).elementHandle(), await menu(page, second).elementHandle()];
  await page.evaluate(
    async ([first, second, wait]) => {
      first.click();
      await new Promise((done) => setTimeout(done, wait));
      second.click();
    },
    [...links, wait],
  );
}

const OFFICES = [
  ["the demonstration", loadDemo],
  [
    "20,000 rows",
    async (page) => {
      await addEnte(page);
      await importRows(page, rows(20000, false));
    },
  ],
];
for (const [office, begin] of OFFICES) {
  test(`a screen is left before it has come: ${office}`, async (t) => {
    const page = await openApp(t);
    await begin(page);
    await slowDown(page, 4);
    const others = ["Importa", "Assistiti", "siuss-kit"];
    for (const [turn, wait] of [0, 10, 30, 50, 80, 150, 300, 450].entries()) {
      const other = others[turn % others.length];
      await go(page, "", "Cruscotto");
      await page.reload();
      await page.getByRole("heading", { name: "Nell'archivio" }).waitFor();
      await press(page, "Invio prestazioni", other, wait);
      await agrees(page, other);
    }
    await answersEverywhere(page);
  });
}

/** Forms with a combobox: where, heading, what is typed into which fields, and the row of the list. */
const FORMS = [
  ["a new person", "assistiti/nuovo", "Assistiti", [["Cognome", "PROVETTI"], ["Nome", "ESEMPLARIA"], ["Comune di residenza", "perugia"]], /^Perugia/, "Assistito salvato."],
  ["a new case", "assistiti/0/progetto", "Nuovo progetto sociale", [["Protocollo domanda", "2026/4711"], ["Tipo progetto", "assist"]], /^ASSISTENZA/, "Progetto sociale salvato."],
  ["a new benefit", "progetti/0/prestazione", "Nuova prestazione", [["Codice prestazione", "A1.07"]], /^A1\.07/, "Prestazione salvata."],
];
/** How the screen goes while its combobox has the focus. */
const WAYS = [
  [
    "saved with Enter, Enter",
    async (page, saved) => {
      await page.keyboard.press("Enter");
      await page.keyboard.press("Enter");
      await page.getByRole("status").getByText(saved).first().waitFor();
    },
  ],
  [
    "left with Alt+Left",
    async (page) => {
      await altLeft(page);
      await title(page, "Registro attività");
    },
  ],
  [
    "a file dropped meanwhile",
    async (page) => {
      await drop(page, [["foglio.xlsx", workbook(rows(3, false))]]);
      await title(page, "Importa prestazioni");
      await page.getByRole("button", { name: "Controlla" }).waitFor();
    },
  ],
];
for (const [what, route, heading, fields, option, saved] of FORMS) {
  for (const [way, leave] of WAYS) {
    test(`${what}, by keyboard, ${way}: the page goes on`, async (t) => {
      const page = await openApp(t);
      await addEnte(page);
      await importRows(page, [{ ...row(0), "Tipo progetto": "ASSISTENZA DOMICILIARE" }]);
      await go(page, "registro", "Registro attività");
      await go(page, route, heading);
      let field;
      for (const [label, text] of fields) {
        field = page.getByLabel(label, { exact: true });
        await field.waitFor();
        await reach(page, field);
        await page.keyboard.press("ControlOrMeta+A");
        await page.keyboard.type(text);
      }
      await page.getByRole("option", { name: option }).first().waitFor();
      assert.equal(await field.getAttribute("aria-expanded"), "true");
      await leave(page, saved);
      await answersEverywhere(page);
    });
  }
}
