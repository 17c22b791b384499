// An office's own sheet: abbreviations in the headings and in the cells, a title above, a column that is not there.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, openApp, screenshot } from "./harness.mjs";
import { addEnte, choose, go, importRows, reach, visualizza } from "./office.mjs";
import { row, rows, workbook } from "./sheet.mjs";
import { createRequire } from "node:module";

const XLSX = createRequire(import.meta.url)("xlsx");

const HEADINGS = [
  "N.", "Cod. fisc.", "Cognome e Nome", "Nato il", "Luogo nasc.", "Citt.za", "Comune res.za", "Prot. n.", "Prest. INPS",
  "Natura (O/P)", "Dal", "Al", "Data pag.", "Importo €", "In carico SS (sì/no)", "Note",
];

/** The people of the right sheet, as an office writes them; six rows have no protocol, which nobody can guess. */
function messy(count, from = 0) {
  return Array.from({ length: count }, (_, index) => {
    const it = row(from + index);
    const periodic = index % 3 === 0;
    const given = it["Data erogazione"];
    const end = `28/${given.slice(3, 5) === "12" ? "12" : String(Number(given.slice(3, 5)) + 1).padStart(2, "0")}/2026`;
    return [
      index + 1,
      it["Codice fiscale"],
      `${it.Cognome} ${it.Nome}`,
      it["Data di nascita"],
      it["Comune di nascita"],
      index % 2 ? "ita" : "italiana",
      index % 5 ? "Perugia" : "Reggio Emilia",
      index >= count - 6 ? "" : it["Protocollo domanda"],
      index % 4 ? "A1.06" : "A106",
      periodic ? "Period." : "Occ.",
      periodic ? given : "",
      periodic ? end : "",
      periodic ? "" : given,
      `€ ${it["Importo prestazione"].toFixed(2).replace(".", ",")}`,
      index % 7 ? "no" : "sì",
      index % 9 ? "" : "rif. colloquio, telefonare",
    ];
  });
}

function sheet(rows) {
  const book = XLSX.utils.book_new();
  const cells = [["Comune di Prova - Servizi sociali"], ["Elenco contributi erogati 2026"], [], HEADINGS, ...rows, [], ["TOTALE", "", "", "", "", "", "", "", "", "", "", "", "", "€ 9.999,00"]];
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(cells), "Foglio1");
  return XLSX.write(book, { type: "buffer", bookType: "xlsx", compression: true });
}

/** Counts what an operator does: presses and choices. */
function counting(page) {
  let count = 0;
  const once = (locator, what) => {
    count += 1;
    return what(locator);
  };
  return {
    press: (name) => once(page.getByRole("button", { name }), (it) => it.click()),
    choose: (label, option) => once(page.getByLabel(label), (it) => it.selectOption({ label: option })),
    get count() {
      return count;
    },
  };
}

test("a messy sheet gets through with a few clicks, and the next one with fewer", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await choose(page, "elenco.xlsx", sheet(messy(60)));
  const hand = counting(page);

  await page.getByRole("heading", { name: /^Mancan?o?:/ }).waitFor();
  await assertAccessible(page);
  await screenshot(page, "importa-parole");
  await hand.press("È la colonna J «Natura (O/P)»");
  await hand.press(/^Accetta le \d+ proposte$/);
  await hand.choose("Prova dei mezzi: uguale per tutte le righe", "4 - Prestazione non soggetta a prova dei mezzi");
  await hand.choose("Area utenza: uguale per tutte le righe", "1 - Famiglia e minori");
  await page.getByLabel("Nome del profilo").fill("contributi");
  await hand.press("Salva come profilo");
  await hand.press("Controlla");
  await page.getByRole("button", { name: "Conferma", exact: true }).waitFor();
  await screenshot(page, "importa-parole-controllo");
  await hand.press("Conferma");
  await page.getByRole("link", { name: "Vai a Invio prestazioni" }).waitFor();
  assert.ok(hand.count <= 12, `${hand.count} clicks`);

  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByText(/Trovate 60 righe/).waitFor();
  await page.getByRole("button", { name: "Stampa", exact: true }).click();
  const sent = await page.getByText(/Inviate \d+ prestazioni/).first().textContent();
  assert.ok(Number(/Inviate (\d+)/.exec(sent)[1]) >= 50, sent);

  await choose(page, "elenco-2.xlsx", sheet(messy(60, 200)));
  const again = counting(page);
  await page.getByText("È stato applicato il profilo «contributi»").waitFor();
  await again.press("Controlla");
  await page.getByRole("button", { name: "Conferma", exact: true }).waitFor();
  await again.press("Conferma");
  await page.getByRole("link", { name: "Vai a Invio prestazioni" }).waitFor();
  assert.ok(again.count <= 5, `${again.count} clicks`);
});

test("hours that can be read in two ways are asked about, with both readings", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  const two = rows(2, false).map((it, index) => ({ ...it, "Ore mensili": index ? 8 : 12.5 }));
  await choose(page, "ore.xlsx", workbook(two));
  const question = page.getByRole("group", { name: "«Ore mensili»: 12,5 sono" });
  await question.getByText(/12 h 50 min/).waitFor();
  await question.getByText(/12 h 30 min/).click();
  await page.getByRole("row", { name: /Ore mensili/ }).getByText("12 h 30 min").waitFor();
});

test("what the sheet says otherwise is kept or taken, as one decides", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(3, false));
  await go(page, "assistiti", "Assistiti");
  const changed = rows(3, false).map((it, index) => ({ ...it, "Comune di residenza": index ? it["Comune di residenza"] : "Foligno" }));
  await importRows(page, changed, { confirm: false });
  await page.getByRole("button", { name: /^Diverse dall'archivio \(1\)$/ }).click();
  const choice = page.getByRole("group", { name: "Comune di residenza" });
  await choice.getByLabel(/Prendere «Foligno/).waitFor();
  assert.equal(await choice.getByLabel(/Prendere «Foligno/).isChecked(), true);
  await page.getByRole("button", { name: "Tenere sempre l'archivio" }).click();
  await page.getByText(/in una resta il valore dell'archivio/).waitFor();
  assert.equal(await choice.getByLabel(/Tenere «Perugia/).isChecked(), true);
  await assertAccessible(page);
  await screenshot(page, "importa-differenze");
  await choice.getByText(/Prendere «Foligno/).click();
  await page.getByText(/i valori del foglio prendono il posto/).waitFor();
});

test("by keyboard, what is said of a sheet never throws the focus to the top of the page", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(3, false));
  const strange = rows(3, false).map((it, index) => ({ ...it, Sesso: index ? it.Sesso : "masch.", "Comune di residenza": index ? "Perugia" : "Foligno" }));
  await choose(page, "strano.xlsx", workbook(strange));
  const focused = () => page.evaluate(() => document.activeElement.id);
  /** Waits until the answer is drawn, two frames after what it shows. */
  const drawn = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

  const accept = page.getByRole("button", { name: "Accetta la proposta" });
  await reach(page, accept);
  await page.keyboard.press("Enter");
  await accept.waitFor({ state: "detached" });
  await drawn();
  assert.equal(await focused(), "importa-titolo");

  const word = page.getByLabel("Sesso: «masch.» vuol dire");
  await reach(page, word);
  const id = await focused();
  await page.keyboard.press("ArrowDown");
  // In the preview, which is folded away.
  await page.locator("strong").getByText("2 - Femmina", { exact: true }).first().waitFor({ state: "attached" });
  await drawn();
  assert.equal(await focused(), id);

  await page.getByRole("button", { name: "Controlla" }).click();
  await page.getByRole("button", { name: /^Diverse dall'archivio/ }).click();
  const ours = page.getByLabel(/Tenere «Perugia/).first();
  const theirs = page.getByLabel(/Prendere «Foligno/).first();
  await reach(page, theirs);
  const group = (await focused()).replace(/-true$/, "");
  await page.keyboard.press("ArrowUp");
  await page.getByText(/resta il valore dell'archivio/).waitFor();
  await drawn();
  assert.equal(await ours.isChecked(), true);
  assert.equal(await focused(), `${group}-false`);
});
