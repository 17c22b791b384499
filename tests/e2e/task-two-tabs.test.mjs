// One archive in two tabs: each hears of the other, and nobody overwrites what they have not seen.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, openApp, screenshot } from "./harness.mjs";
import { addEnte, answersEverywhere, choose, go, holds, importRows, secondTab, visualizza } from "./office.mjs";
import { row, rows, workbook } from "./sheet.mjs";

/** An office of one person with one benefit, in two tabs. */
async function office(t, sheet = [row(0)]) {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, sheet);
  return [page, await secondTab(page)];
}

async function modify(page) {
  await page.getByRole("button", { name: "Modifica", exact: true }).click();
}

async function answerEverywhere(...pages) {
  for (const page of pages) {
    await page.bringToFront();
    await answersEverywhere(page);
  }
}

const saved = (page) => page.getByRole("status").getByText(/Modifiche salvate|salvat/).first().waitFor();

test("what one tab changes shows in the other's lists, without a reload", async (t) => {
  const [one, two] = await office(t);
  await go(two, "assistiti", "Assistiti");
  await two.getByText("Trovate 1 righe").waitFor();
  await one.bringToFront();
  await go(one, "assistiti/nuovo", "Assistiti");
  await one.getByLabel("Cognome", { exact: true }).fill("IPOTETICI");
  await one.getByLabel("Nome", { exact: true }).fill("BOZZETTO");
  await one.getByRole("button", { name: "Salva", exact: true }).click();
  await one.getByText("Assistito salvato.").first().waitFor();
  await two.bringToFront();
  await two.getByText("Trovate 2 righe").waitFor();
  await two.getByRole("link", { name: /IPOTETICI/ }).waitFor();

  // And an import, in lists of every kind.
  await visualizza(two, "2026-01-01", "2026-12-31");
  await two.getByText("Trovate 1 righe").waitFor();
  await one.bringToFront();
  await importRows(one, rows(5, false));
  await two.bringToFront();
  await two.getByText("Trovate 5 righe").waitFor();

  // Back from the second to the first.
  await one.bringToFront();
  await go(one, "progetti", "Progetti sociali");
  await one.getByText("Trovate 5 righe").waitFor();
  await two.bringToFront();
  await go(two, "progetti/0", "Quadro sinottico");
  await two.getByLabel("Protocollo domanda").fill("2026/CAMBIATO");
  await modify(two);
  await saved(two);
  await one.bringToFront();
  await one.getByText("2026/CAMBIATO").first().waitFor();
  await answerEverywhere(one, two);
});

test("a form half typed survives what the other tab does", async (t) => {
  const [one, two] = await office(t);
  await go(two, "assistiti/0", "Assistiti");
  const surname = two.getByLabel("Cognome", { exact: true });
  await holds(surname, "PROVETTI");
  await surname.fill("PROVETTINI");
  await surname.focus();
  await one.bringToFront();
  await go(one, "progetti/0", "Quadro sinottico");
  const address = one.getByLabel("Indirizzo");
  await address.fill("via dell'Esempio 9");
  await modify(one);
  await saved(one);
  await two.bringToFront();
  // What nobody touched here is shown as it is now; what is being typed stays, and so does the focus.
  await holds(two.getByLabel("Indirizzo"), "via dell'Esempio 9");
  assert.equal(await surname.inputValue(), "PROVETTINI");
  assert.ok(await surname.evaluate((it) => it === document.activeElement), "the field that is being typed in lost the focus");
  await modify(two);
  await saved(two);
  await two.reload();
  await holds(two.getByLabel("Cognome", { exact: true }), "PROVETTINI");
  await holds(two.getByLabel("Indirizzo"), "via dell'Esempio 9");
});

for (const [keep, outcome] of [["Tieni quello scritto qui", "SCRITTI NELLA SECONDA"], ["Tieni quello salvato", "SCRITTI NELLA PRIMA"]]) {
  test(`both change the same field: both values are shown, nothing is written before the choice (${keep})`, async (t) => {
    const [one, two] = await office(t);
    for (const page of [one, two]) {
      await page.bringToFront();
      await go(page, "assistiti/0", "Assistiti");
      await holds(page.getByLabel("Cognome", { exact: true }), "PROVETTI");
    }
    await two.getByLabel("Cognome", { exact: true }).fill("SCRITTI NELLA SECONDA");
    await two.getByLabel("Indirizzo").fill("via dell'Esempio 5");
    await one.bringToFront();
    await one.getByLabel("Cognome", { exact: true }).fill("SCRITTI NELLA PRIMA");
    await modify(one);
    await saved(one);
    await two.bringToFront();

    const question = two.getByRole("dialog").filter({ hasText: "Tieni quello" });
    await modify(two);
    // Where the other tab was not heard of before the press, the press only says so, and is repeated.
    const told = two.getByRole("status").getByText(/Ripetere l.operazione/);
    const written = two.getByRole("status").getByText(/Modifiche salvate/);
    await question.or(told).or(written).first().waitFor();
    if (await told.isVisible()) {
      await modify(two);
      await question.or(written).first().waitFor();
    }
    assert.ok(await question.isVisible(), "what the other tab wrote is overwritten unseen");
    await question.getByText("SCRITTI NELLA PRIMA").first().waitFor();
    await question.getByText("SCRITTI NELLA SECONDA").first().waitFor();
    await question.getByText("Cognome").first().waitFor();
    await question.getByRole("button", { name: "Tieni quello scritto qui" }).waitFor();
    await question.getByRole("button", { name: "Tieni quello salvato" }).waitFor();
    await assertAccessible(two);
    await screenshot(two, "due-schede-conflitto", { fullPage: false });

    // Not a word of it is written yet, neither what was asked about nor the rest.
    await one.bringToFront();
    await one.reload();
    await holds(one.getByLabel("Cognome", { exact: true }), "SCRITTI NELLA PRIMA");
    await holds(one.getByLabel("Indirizzo"), "");
    await two.bringToFront();

    await question.getByRole("button", { name: keep }).click();
    await saved(two);
    await question.waitFor({ state: "hidden" });
    await holds(two.getByLabel("Cognome", { exact: true }), outcome);
    await one.bringToFront();
    await one.reload();
    await holds(one.getByLabel("Cognome", { exact: true }), outcome);
    await holds(one.getByLabel("Indirizzo"), "via dell'Esempio 5");
    await answerEverywhere(one, two);
  });
}

for (const step of ["Colonne", "Controllo"]) {
  test(`a sheet that is open at ${step} when the other tab changes the archive is checked again, and written`, async (t) => {
    const [one, two] = await office(t);
    await choose(two, "secondo.xlsx", workbook(rows(6, false)));
    const check = two.getByRole("button", { name: "Controlla" });
    const confirm = two.getByRole("button", { name: "Conferma", exact: true });
    await check.waitFor();
    if (step === "Controllo") {
      await check.click();
      await confirm.waitFor();
    }
    // Five of the six rows are of the archive now.
    await one.bringToFront();
    await importRows(one, rows(5, false));
    await two.bringToFront();
    if (step === "Colonne") await check.click();
    await confirm.click();
    // Written at once if it was checked again by itself; else the new check is on screen, and is confirmed.
    const done = two.getByRole("heading", { name: "Importazione conclusa" });
    const again = two.getByText("Verrà scritta 1 prestazione");
    await done.or(again).first().waitFor();
    assert.equal(await two.getByText("Non c'è nessun foglio aperto").count(), 0);
    if (!(await done.isVisible())) await confirm.click();
    await done.waitFor();
    await two.getByText("1 prestazioni nuove, 0 aggiornate, 5 duplicate").waitFor();
    await visualizza(two, "2026-01-01", "2026-12-31");
    await two.getByText("Trovate 6 righe").waitFor();
    await one.bringToFront();
    await visualizza(one, "2026-01-01", "2026-12-31");
    await one.getByText("Trovate 6 righe").waitFor();
  });
}
