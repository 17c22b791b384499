// Taking back: whichever action, from wherever, it never touches what somebody changed since, and says what it left.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openApp, screenshot } from "./harness.mjs";
import { addEnte, choose, complete, go, holds, importRows, reach, secondTab, visualizza } from "./office.mjs";
import { row, workbook } from "./sheet.mjs";

const UNDO = "Annulla l'operazione";
const notice = (page) => page.getByRole("status").filter({ has: page.getByRole("button", { name: "Chiudi avviso" }) });
const undo = (page) => page.getByRole("button", { name: UNDO });

/** Opens a person of the list by the surname. */
async function person(page, surname) {
  await go(page, "assistiti", "Assistiti");
  await page.getByRole("region", { name: "Assistiti trovati" }).getByRole("link", { name: surname }).click();
  await holds(page.getByLabel("Cognome", { exact: true }), surname);
}

async function save(page) {
  await page.getByRole("button", { name: "Modifica", exact: true }).click();
  await page.getByRole("status").getByText(/^Modifiche salvate/).first().waitFor();
}

async function rename(page, surname, by) {
  await person(page, surname);
  await page.getByLabel("Cognome", { exact: true }).fill(by);
  await save(page);
}

/** Waits until the list of people holds exactly these surnames. */
async function people(page, expected) {
  await go(page, "assistiti", "Assistiti");
  await page.getByText(`Trovate ${expected.length} righe`).waitFor();
  const names = await page.getByRole("region", { name: "Assistiti trovati" }).getByRole("link").allTextContents();
  assert.deepEqual(names.map((name) => name.split(" ")[0]).sort(), [...expected].sort());
}

/** What the notice says once an import was taken back of which a person was edited: it names them, and does not claim the whole. */
async function saysWhatWasLeft(page, left) {
  await notice(page).getByText(/annullat/i).first().waitFor();
  const said = await notice(page).innerText();
  assert.doesNotMatch(said, /come prima/);
  assert.match(said, left);
}

/** An office with one person; then a sheet that gives them an address and brings two more. */
const SECOND_SHEET = [{ ...row(0), Indirizzo: "via dell'Esempio 3", "Importo prestazione": 999 }, row(1), row(2)];
const [KNOWN, NEW, OTHER] = [0, 1, 2].map((index) => row(index).Cognome);

test("an import is taken back on its page: who was edited by hand since stays as edited", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, [row(0)]);
  await importRows(page, SECOND_SHEET.map((it) => ({ Indirizzo: "", ...it })));
  await rename(page, KNOWN, "MODELLONI");
  await rename(page, NEW, "FACSIMILI");
  await go(page, "importa", "Importa prestazioni");
  await page.getByRole("button", { name: "Annulla l'importazione" }).click();
  await saysWhatWasLeft(page, /MODELLONI|FACSIMILI/);
  await screenshot(page, "importazione-annullata-in-parte", { fullPage: false });
  await people(page, ["MODELLONI", "FACSIMILI"]);
  // What nobody touched since is as it was before the sheet.
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByText(/150,00/).first().waitFor();
  assert.equal(await page.getByText(/999,00/).count(), 0);
  assert.equal(await page.getByText(OTHER).count(), 0);
});

test("an import is taken back from its notice, though another tab edited since", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, [row(0), row(1)]);
  await go(page, "assistiti", "Assistiti");
  const other = await secondTab(page);
  await rename(other, KNOWN, "MODELLONI");
  await page.bringToFront();
  await page.getByRole("link", { name: "MODELLONI" }).waitFor();
  await undo(page).click();
  await saysWhatWasLeft(page, /MODELLONI/);
  for (const tab of [page, other]) {
    await tab.bringToFront();
    await people(tab, ["MODELLONI"]);
  }
});

test("an import that nobody touched since is taken back whole", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, [row(0)]);
  await importRows(page, SECOND_SHEET);
  await go(page, "importa", "Importa prestazioni");
  await page.getByRole("button", { name: "Annulla l'importazione" }).click();
  await notice(page).getByText(/come prima/).waitFor();
  await people(page, [KNOWN]);
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByText("Trovate 1 righe").waitFor();
  assert.equal(await page.getByText(/999,00/).count(), 0);
});

test("a quick fix for all rows is taken back, but for what was edited by hand since", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, [0, 1, 2].map((index) => ({ ...row(index), "Seconda cittadinanza": "italiana" })));
  await go(page, "progetti/0", "Quadro sinottico");
  const fix = page.getByRole("region", { name: "Assistito" }).getByRole("button", { name: /tutte le righe con lo stesso rilievo/ });
  await fix.click();
  await page.getByText(/fatto su 3 righe/).waitFor();

  // The same field of one, another field of the next; the third is left alone.
  const other = await secondTab(page);
  await person(other, KNOWN);
  await complete(other, "Seconda cittadinanza", "franc", /^Francia/);
  await save(other);
  await rename(other, NEW, "FACSIMILI");
  await page.bringToFront();
  await go(page, "assistiti", "Assistiti");
  await page.getByRole("link", { name: "FACSIMILI" }).waitFor();
  await undo(page).click();
  await notice(page).getByText(/annullat/i).first().waitFor();
  assert.doesNotMatch(await notice(page).innerText(), /come prima|su 3 /);

  const second = page.getByLabel("Seconda cittadinanza");
  await person(page, KNOWN);
  await holds(second, "Francia");
  await person(page, "FACSIMILI");
  await person(page, OTHER);
  await holds(second, "Italia");
});

test("a benefit is deleted, then its case: the benefit alone does not come back", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, [0, 1, 2].map(row));
  await deleteBenefit(page, "progetti/1");
  await go(page, "progetti", "Progetti sociali");
  await page.getByText("Trovate 3 righe").waitFor();
  const other = await secondTab(page);
  await go(other, "progetti/1", "Quadro sinottico");
  await other.getByRole("button", { name: "Elimina progetto" }).click();
  await other.getByText("Progetto eliminato.").waitFor();
  await page.bringToFront();
  await page.getByText("Trovate 2 righe").waitFor();

  await undo(page).click();
  await notice(page).getByText(/\S/).first().waitFor();
  assert.doesNotMatch(await notice(page).innerText(), /come prima|quelli di prima/);
  for (const tab of [page, other]) {
    await tab.bringToFront();
    await visualizza(tab, "2026-01-01", "2026-12-31");
    await tab.getByText("Trovate 2 righe").waitFor();
    const found = tab.getByRole("region", { name: "Prestazioni trovate" });
    assert.equal(await found.getByRole("link", { name: /^V/ }).count(), 2, "each benefit has its case");
    await go(tab, "progetti", "Progetti sociali");
    await tab.getByText("Trovate 2 righe").waitFor();
  }
  // Who deleted the case can still take that back.
  await undo(other).click();
  await go(other, "progetti", "Progetti sociali");
  await other.getByText("Trovate 3 righe").waitFor();
});

test("the older of two actions is taken back, the newer one stays", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, [0, 1, 2].map(row));
  await visualizza(page, "2026-01-01", "2026-12-31");
  await deleteBenefit(page, "progetti/1");
  await go(page, "invio", "Invio Prestazioni PS-PSA-SINA");
  await page.getByText("Trovate 2 righe").waitFor();
  const other = await secondTab(page);
  await deleteBenefit(other, "progetti/2");
  await page.bringToFront();
  await page.getByText("Trovate 1 righe").waitFor();
  await undo(page).click();
  await page.getByText("Trovate 2 righe").waitFor();
  const found = page.getByRole("region", { name: "Prestazioni trovate" });
  await found.getByText(NEW).first().waitFor();
  assert.equal(await found.getByText(OTHER).count(), 0);
});

/** Deletes the only benefit of a case. */
async function deleteBenefit(page, route) {
  await go(page, route, "Quadro sinottico");
  const button = page.getByRole("button", { name: "Elimina prestazione" });
  await page.getByText("A1.06").first().waitFor();
  if (!(await button.isVisible())) await page.locator("summary").filter({ hasText: "A1.06" }).click();
  await button.click();
  await page.getByText("Prestazione eliminata.").waitFor();
}

/** At once: with Ctrl+Z, or, where that is the field's own, with F8; or with a few presses of Tab. */
async function takeBackByKeyboard(page) {
  const typing = await page.evaluate(() => document.activeElement.matches("input, textarea"));
  await page.keyboard.press(typing ? "F8" : "Control+Z");
  await page.waitForFunction(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))).then(() => true));
  if (await undo(page).isVisible()) {
    await reach(page, undo(page), { most: 5 });
    await page.keyboard.press("Enter");
  }
}

const BY_KEYBOARD = [
  [
    "a change saved with Enter from its field",
    async (page) => {
      await importRows(page, [0, 1, 2].map(row));
      await person(page, KNOWN);
      const field = page.getByLabel("Cognome", { exact: true });
      await reach(page, field);
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type("MODELLONI");
      await page.keyboard.press("Enter");
      await page.getByText(/^Modifiche salvate/).first().waitFor();
    },
    (page) => holds(page.getByLabel("Cognome", { exact: true }), KNOWN),
  ],
  [
    "a change saved with its button",
    async (page) => {
      await importRows(page, [0, 1, 2].map(row));
      await person(page, KNOWN);
      await page.getByLabel("Cognome", { exact: true }).fill("MODELLONI");
      await reach(page, page.getByRole("button", { name: "Modifica", exact: true }));
      await page.keyboard.press("Enter");
      await page.getByText(/^Modifiche salvate/).first().waitFor();
    },
    (page) => holds(page.getByLabel("Cognome", { exact: true }), KNOWN),
  ],
  [
    "a deletion",
    async (page) => {
      await importRows(page, [0, 1, 2].map(row));
      await person(page, KNOWN);
      await reach(page, page.getByRole("button", { name: "Elimina assistito" }));
      await page.keyboard.press("Enter");
      await page.getByText("Trovate 2 righe").waitFor();
      await undo(page).waitFor();
    },
    (page) => page.getByText("Trovate 3 righe").waitFor(),
  ],
  [
    "an import",
    async (page) => {
      await choose(page, "foglio.xlsx", workbook([...SECOND_SHEET, row(3)]));
      await page.getByRole("button", { name: "Controlla" }).click();
      await reach(page, page.getByRole("button", { name: "Conferma", exact: true }));
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Importazione conclusa" }).waitFor();
      await undo(page).waitFor();
    },
    async (page) => {
      await page.getByText(/Importazione annullata/).waitFor();
      await go(page, "assistiti", "Assistiti");
      await page.getByText("L'archivio non ha ancora assistiti").waitFor();
    },
  ],
];
for (const [what, act, back] of BY_KEYBOARD) {
  test(`${what} is taken back by keyboard at once`, async (t) => {
    const page = await openApp(t);
    await addEnte(page);
    await act(page);
    await takeBackByKeyboard(page);
    await back(page);
  });
}

test("the way back stays until it is dismissed", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, [0, 1, 2].map(row));
  await page.clock.install();
  await rename(page, KNOWN, "MODELLONI");
  for (let quarter = 0; quarter < 4; quarter += 1) {
    await page.clock.fastForward(65_000);
    assert.equal(await undo(page).isVisible(), true, `${(quarter + 1) * 65} seconds later`);
  }
  // On other screens too.
  await go(page, "registro", "Registro attività");
  await undo(page).waitFor();
  await page.getByRole("button", { name: "Chiudi avviso" }).click();
  assert.equal(await undo(page).count(), 0);
});
