// What is done twice, or meant for something else: a sheet that comes again, a button pressed twice, a row that is hidden, the demonstration.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openApp, screenshot, slowDown } from "./harness.mjs";
import { addEnte, choose, complete, go, holds, importRows, loadDemo, visualizza } from "./office.mjs";
import { row, rows, workbook } from "./sheet.mjs";

const notice = (page, words) => page.getByRole("status").getByText(words).first().waitFor();
const [KNOWN, OTHER] = [0, 1].map((index) => row(index).Cognome);

/** Opens a person of the list by the surname. */
async function person(page, surname) {
  await go(page, "assistiti", "Assistiti");
  await page.getByRole("region", { name: "Assistiti trovati" }).getByRole("link", { name: surname }).click();
  await holds(page.getByLabel("Cognome", { exact: true }), surname);
}

/** Waits until the list on screen has found so many rows. */
async function found(page, count) {
  const told = page.getByRole("heading", { name: /^Trovate \d+ righe/ });
  for (let turn = 0; turn < 200 && (await told.innerText()) !== `Trovate ${count} righe`; turn += 1) await page.waitForTimeout(50);
  assert.equal(await told.innerText(), `Trovate ${count} righe`);
}

async function modify(page) {
  await page.getByRole("button", { name: "Modifica", exact: true }).click();
  await notice(page, /^Modifiche salvate/);
}

test("a surname mended by hand stays when the next sheet brings the old one, and the check says so", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, [row(0), row(1)]);
  await person(page, KNOWN);
  await page.getByLabel("Cognome", { exact: true }).fill("MODELLONI");
  await modify(page);

  // The next quarter: what was there already, a new benefit of the same person, an address, another amount.
  const next = [
    { ...row(0), Indirizzo: "via dell'Esempio 12" },
    { ...row(0), Indirizzo: "via dell'Esempio 12", "Data erogazione": "15/06/2026" },
    { ...row(1), Indirizzo: "", "Importo prestazione": 777 },
  ];
  await importRows(page, next, { confirm: false });
  const main = page.getByRole("main");
  await main.getByText(/a mano/i).first().waitFor({ state: "attached" });
  assert.match((await main.textContent()).replace(/\s+/g, " "), /Cognome[^.]*a mano|a mano[^.]*Cognome/i);
  await screenshot(page, "importa-a-mano");
  await page.getByRole("button", { name: "Conferma", exact: true }).click();
  await page.getByRole("heading", { name: "Importazione conclusa" }).waitFor();

  await person(page, "MODELLONI");
  await holds(page.getByLabel("Indirizzo"), "via dell'Esempio 12");
  await go(page, "assistiti", "Assistiti");
  await page.getByText("Trovate 2 righe").waitFor();
  assert.equal(await page.getByRole("link", { name: KNOWN }).count(), 0);
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByText("Trovate 3 righe").waitFor();
  await page.getByText(/777,00/).first().waitFor();

  // A sheet that comes a third time, and one whose rows are all known, overwrite it no more than the second.
  await importRows(page, [...next, { ...row(2), Indirizzo: "" }]);
  await person(page, "MODELLONI");
  // What nobody mended follows the sheet as before.
  await importRows(page, [{ ...row(1), Cognome: "IPOTETICI" }, { ...row(1), "Data erogazione": "16/06/2026", Cognome: "IPOTETICI" }]);
  await person(page, "IPOTETICI");
});

test("an amount mended by hand stays too", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, [row(0), row(1)]);
  await go(page, "progetti/0", "Quadro sinottico");
  const amount = page.getByLabel("Importo prestazione");
  await page.getByText("A1.06").first().waitFor();
  if (!(await amount.isVisible())) await page.locator("summary").filter({ hasText: "A1.06" }).click();
  await amount.fill("321,50");
  await modify(page);
  await importRows(page, [{ ...row(0), Indirizzo: "via dell'Esempio 12" }, row(1), row(2)], { confirm: false });
  assert.match((await page.getByRole("main").textContent()).replace(/\s+/g, " "), /Importo prestazione[^.]*a mano|a mano[^.]*Importo prestazione/i);
  await page.getByRole("button", { name: "Conferma", exact: true }).click();
  await page.getByRole("heading", { name: "Importazione conclusa" }).waitFor();
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByText("Trovate 3 righe").waitFor();
  await page.getByText(/321,50/).first().waitFor();
});

test("a second sheet, confirmed as soon as the first is in, is written too", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  // No time passes for the page: what is another sheet is not told by how long ago the first one was.
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 1000);
  await importRows(page, [row(0)]);
  await choose(page, "secondo.xlsx", workbook([row(0), row(1)]));
  await page.getByRole("button", { name: "Controlla" }).press("Enter");
  await page.getByRole("button", { name: "Conferma", exact: true }).press("Enter");
  await page.getByText("1 prestazioni nuove, 0 aggiornate, 1 duplicate").waitFor();
});

/** Something new: where it is typed, what is typed, and where it is counted (one of each is there before). */
const NEW = [
  [
    "person",
    async (page) => {
      await go(page, "assistiti/nuovo", "Assistiti");
      await page.getByLabel("Cognome", { exact: true }).fill("IPOTETICI");
      await page.getByLabel("Nome", { exact: true }).fill("BOZZETTO");
    },
    (page) => go(page, "assistiti", "Assistiti"),
  ],
  [
    "case",
    async (page) => {
      await go(page, "assistiti/0/progetto", "Nuovo progetto sociale");
      await page.getByLabel("Protocollo domanda").fill("2026/4711");
    },
    (page) => go(page, "progetti", "Progetti sociali"),
  ],
  [
    "benefit",
    async (page) => {
      await go(page, "progetti/0/prestazione", "Nuova prestazione");
      await complete(page, "Codice prestazione", "A1.06", /^A1\.06/);
      await page.getByLabel("Data erogazione").fill("2026-11-11");
    },
    (page) => visualizza(page, "2026-01-01", "2026-12-31"),
  ],
];
/** Two presses of the mouse where the button is, so many milliseconds apart, whatever stands there at the second. */
async function pressTwice(page, button, apart) {
  await button.scrollIntoViewIfNeeded();
  // What the rules say of the fields moves it once the typing pauses: who aims, aims at what stands still.
  let box = await button.boundingBox();
  for (let still = 0; still < 8; ) {
    await page.waitForTimeout(100);
    const now = await button.boundingBox();
    still = now.y === box.y && now.x === box.x ? still + 1 : 0;
    box = now;
  }
  const { x, y, width, height } = box;
  const at = [x + width / 2, y + height / 2];
  if (apart === 0) return page.mouse.dblclick(...at);
  await page.mouse.click(...at);
  await page.waitForTimeout(apart);
  await page.mouse.click(...at);
}

for (const [what, fill, list] of NEW) {
  for (const slow of [1, 6]) {
    test(`a double click on «Salva» makes one new ${what} (${slow === 1 ? "a fast computer" : "a slow one"})`, async (t) => {
      const page = await openApp(t);
      await addEnte(page);
      await importRows(page, [row(0)]);
      await slowDown(page, slow);
      let expected = 1;
      for (const apart of [0, 40, 150, 300]) {
        await fill(page);
        await pressTwice(page, page.getByRole("button", { name: "Salva", exact: true }), apart);
        await notice(page, /(Assistito|Progetto sociale|Prestazione) salvat[oa]\./);
        expected += 1;
        // What the second press asked for comes before what the next screen asks for.
        await go(page, "registro", "Registro attività");
        await page.getByRole("cell").first().waitFor();
        await list(page);
        await found(page, expected);
        await page.getByRole("button", { name: "Chiudi avviso" }).click();
      }
    });
  }
}

test("a selected row that the search hides is not deleted", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(10, false));
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByText("Trovate 10 righe").waitFor();
  const box = (surname) => page.getByRole("checkbox", { name: new RegExp(`^seleziona .*${surname}`) }).first();
  const search = async (words, found) => {
    await page.getByLabel("Cerca").fill(words);
    await page.getByLabel("Cerca").press("Enter");
    await page.getByText(`Trovate ${found} righe`).waitFor();
  };
  const remove = page.getByRole("button", { name: "Elimina selezionate" });
  await box("IPOTETICI").check();
  await search("campionesi", 1);

  // The only one chosen is not seen: there is nothing to delete.
  if (await remove.isEnabled()) {
    await remove.click();
    const sure = page.getByRole("dialog").getByRole("button", { name: "Elimina", exact: true });
    if (await sure.isVisible()) await sure.click();
  }
  await search("", 10);

  // One seen and one hidden: the one that is seen goes.
  await search("campionesi", 1);
  await box("CAMPIONESI").check();
  await remove.click();
  await screenshot(page, "invio-elimina-nascoste", { fullPage: false });
  await page.getByRole("dialog").getByRole("button", { name: "Elimina", exact: true }).click();
  await page.getByText("Trovate 0 righe").waitFor();
  await search("", 9);
  await box("IPOTETICI").waitFor();
  await page.getByRole("button", { name: "Annulla l'operazione" }).click();
  await page.getByText("Trovate 10 righe").waitFor();
});

test("the demonstration goes without what was added to it, after a question, and comes back", async (t) => {
  const page = await openApp(t);
  await loadDemo(page);
  const away = page.getByRole("button", { name: "Togli i dati dimostrativi" });
  const question = page.getByRole("dialog").filter({ has: page.getByRole("button", { name: /^Togli/ }) });
  const banner = page.getByText("DATI DIMOSTRATIVI.", { exact: true });

  // By import, under the demonstration's ente; and by hand, a case of a new person, and one of a person of the demonstration.
  await importRows(page, [row(0), row(1)]);
  await go(page, "assistiti/nuovo", "Assistiti");
  await page.getByLabel("Cognome", { exact: true }).fill("PROVETTISSIMI");
  await page.getByLabel("Nome", { exact: true }).fill("ARTEFATTA");
  await page.getByRole("button", { name: "Salva", exact: true }).click();
  await page.getByRole("link", { name: "Nuovo progetto sociale" }).click();
  await newCase(page, "2026/4711");
  await go(page, "assistiti/3/progetto", "Nuovo progetto sociale");
  await newCase(page, "2026/4712");

  // Asked, and thought better of.
  await away.click();
  await question.waitFor();
  await screenshot(page, "demo-domanda", { fullPage: false });
  await question.getByRole("button", { name: /^(Annulla|No|Lascia)/ }).click();
  await question.waitFor({ state: "hidden" });
  await banner.waitFor();

  await away.click();
  await question.getByRole("button", { name: /^Togli/ }).click();
  await notice(page, /dimostrativi tolti/i);
  await mine(page);
  for (const [route, heading] of [["assistiti", "Assistiti"], ["progetti", "Progetti sociali"]]) {
    await go(page, route, heading);
    await found(page, 4);
  }
  assert.equal(await banner.count(), 0);

  await page.getByRole("button", { name: "Annulla l'operazione" }).click();
  await banner.waitFor();
  await go(page, "assistiti", "Assistiti");
  await found(page, 403);
  await mine(page);
});

async function newCase(page, protocol) {
  await page.getByRole("heading", { level: 1, name: "Nuovo progetto sociale" }).waitFor();
  await page.getByLabel("Protocollo domanda").fill(protocol);
  await page.getByRole("button", { name: "Salva", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Quadro sinottico" }).waitFor();
}

/** What was imported and typed beside the demonstration is there. */
async function mine(page) {
  for (const [route, heading, words] of [
    ["assistiti", "Assistiti", "provettissimi artefatta"],
    ["progetti", "Progetti sociali", "2026/4711"],
    ["progetti", "Progetti sociali", "2026/4712"],
  ]) {
    await go(page, route, heading);
    await page.getByLabel("Cerca").fill(words);
    await page.getByLabel("Cerca").press("Enter");
    await found(page, 1);
    await page.getByRole("button", { name: "Reset" }).click();
  }
  await visualizza(page, "2026-01-01", "2026-12-31");
  for (const { "Codice fiscale": code } of [row(0), row(1)]) {
    await page.getByLabel("Cerca").fill(code);
    await page.getByLabel("Cerca").press("Enter");
    await found(page, 1);
  }
  await page.getByLabel("Cerca").fill("");
  await page.getByLabel("Cerca").press("Enter");
}
