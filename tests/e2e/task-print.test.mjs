// What is printed of a screen is what one would file: the rows, the values, how many of how many; no menus, no filters.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openApp, screenshot } from "./harness.mjs";
import { addEnte, go, importRows, loadDemo, visualizza } from "./office.mjs";
import { row, rows } from "./sheet.mjs";

/** What can be read on paper. */
const onPaper = (page) => page.evaluate(() => document.body.innerText);

/** The screen on paper shows these words and has none of these buttons and fields. */
async function assertPrinted(page, words, name) {
  await page.emulateMedia({ media: "print" });
  const text = await onPaper(page);
  for (const word of words) assert.ok(text.includes(word), `${word} is not on paper:\n${text.slice(0, 2000)}`);
  assert.doesNotMatch(text, /Impostazioni|Reset|Righe per pagina|Pagina successiva/);
  await screenshot(page, `stampa-${name}`);
  await page.emulateMedia({ media: null });
}

test("lists, the journal and the table of Invio are printed with their rows, and say how many of how many", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(30, false));
  // The first by name, and by day.
  const first = rows(30, false).sort((one, other) => (one.Cognome + one.Nome < other.Cognome + other.Nome ? -1 : 1))[0];
  const earliest = row(0);
  await go(page, "assistiti", "Assistiti");
  await page.getByText("Righe 1-25 di 30").waitFor();
  await assertPrinted(page, ["Assistiti", first.Cognome, first["Codice fiscale"], "Righe 1-25 di 30"], "assistiti");
  await go(page, "progetti", "Progetti sociali");
  await page.getByText("Righe 1-25 di 30").waitFor();
  await assertPrinted(page, ["Progetti sociali", "2026/0000", "Righe 1-25 di 30"], "progetti");
  await go(page, "registro", "Registro attività");
  await page.getByRole("cell", { name: "Importazione confermata" }).first().waitFor();
  await assertPrinted(page, ["Registro attività", "Importazione confermata", "Finta Protti"], "registro");
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByText("Trovate 30 righe").waitFor();
  await page.getByText("Righe 1-25 di 30").waitFor();
  await assertPrinted(page, ["Trovate 30 righe", earliest.Cognome, "Buoni spesa", "Righe 1-25 di 30"], "invio");
});

test("the Quadro sinottico is printed with its values", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, [row(0)]);
  await go(page, "progetti/0", "Quadro sinottico");
  await page.getByLabel("Cognome", { exact: true }).waitFor();
  await page.emulateMedia({ media: "print" });
  for (const label of ["Cognome", "Codice fiscale", "Protocollo domanda", "Importo prestazione"]) {
    const field = page.getByLabel(label, { exact: true });
    assert.ok(await field.isVisible(), `${label} is not on paper`);
    assert.notEqual(await field.inputValue(), "");
  }
  assert.equal(await page.getByRole("button", { name: "Modifica", exact: true }).isVisible(), false);
  await screenshot(page, "stampa-quadro");
});

test("the Cruscotto is printed with its figures, and each of them opens the rows that it counts", async (t) => {
  const page = await openApp(t);
  await loadDemo(page);
  await go(page, "", "Cruscotto");
  const table = page.getByRole("table", { name: "Prestazioni per trimestre" });
  const figure = table.getByRole("button", { name: /di cui da correggere: \d+$/ }).first();
  await figure.waitFor();
  const count = await figure.textContent();
  await screenshot(page, "cruscotto");
  await figure.click();
  await page.getByRole("heading", { name: "Invio Prestazioni PS-PSA-SINA" }).waitFor();
  await page.getByText(`Trovate ${count.trim()} righe`).waitFor();
  await go(page, "", "Cruscotto");
  const code = page.getByRole("table", { name: "Da correggere o inviare, per codice" }).getByRole("button").first();
  const [, words, number] = (await code.getAttribute("aria-label")).match(/^(\S+).*: (\d+)$/);
  await code.click();
  await page.getByText(`Trovate ${number} righe`).waitFor();
  assert.equal(await page.getByLabel("Cerca", { exact: true }).inputValue(), words);
});
