// Before generating: the quarter, the positions that cannot be sent and why, deliveries by hours, the files read again.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertAccessible, download, openApp, screenshot } from "./harness.mjs";
import { addEnte, go, importRows, lastQuarter, loadDemo, visualizza } from "./office.mjs";
import { assertValidFlow } from "./schemas.mjs";
import { row } from "./sheet.mjs";

const INVIO = "Invio Prestazioni PS-PSA-SINA";
const found = async (page) => Number((await page.getByText(/^Trovate \d+ righe$/).textContent()).match(/\d+/)[0]);

test("a quarter, what cannot be sent and why, and the way to the case", async (t) => {
  const page = await openApp(t);
  await loadDemo(page);
  await go(page, "invio", INVIO);
  await page.getByRole("button", { name: lastQuarter() }).click();
  const [from, to] = [await page.getByLabel("Da data").inputValue(), await page.getByLabel("A data", { exact: true }).inputValue()];
  assert.match(`${from} ${to}`, /^\d{4}-(01|04|07|10)-01 \d{4}-(03-31|06-30|09-30|12-31)$/);

  await page.getByLabel("Da data").fill("");
  await page.getByRole("button", { name: "Visualizza" }).click();
  await page.getByText("ATTENZIONE! Compilare tutti i campi segnalati!").waitFor();
  await page.getByRole("button", { name: lastQuarter() }).click();
  await page.getByRole("button", { name: "Visualizza" }).click();
  await page.getByText("Trovate 750 righe").waitFor();

  await page.getByLabel("Stato trasmissione").selectOption({ label: "Non inviabili" });
  await page.getByRole("button", { name: "Visualizza" }).click();
  await page.getByText(/^Trovate \d\d righe$/).waitFor();
  const blocked = await found(page);
  const motivo = page.getByLabel("Motivo di rifiuto dell'invio (non inviabile)");
  await motivo.getByRole("option", { name: /^X33 / }).waitFor({ state: "attached" });
  const reasons = (await motivo.getByRole("option").allTextContents()).slice(1);
  const counts = reasons.map((words) => Number(words.match(/\((\d+)\)$/)[1]));
  assert.equal(counts.reduce((sum, count) => sum + count, 0), blocked);
  await motivo.selectOption({ label: reasons[0] });
  await page.getByRole("button", { name: "Visualizza" }).click();
  await page.getByText(`Trovate ${counts[0]} righe`).waitFor();
  assert.equal(await page.locator("tr.row-blocked").count(), counts[0]);
  await assertAccessible(page);
  await screenshot(page, "invio-non-inviabili");

  const v = page.getByRole("link", { name: /^V: apri il quadro sinottico di / }).first();
  assert.match(await v.getAttribute("href"), /^#\/progetti\/\d+$/);
  await v.click();
  await page.getByRole("heading", { level: 1, name: "Quadro sinottico" }).waitFor();
});

test("what was just imported is what is sent next: its quarters are proposed", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, [row(0), row(1), row(4)]);
  await page.getByText("il periodo è già quello di queste: dal 01/01/2026 al 30/06/2026").waitFor();
  await page.getByRole("link", { name: "Vai a Invio prestazioni" }).click();
  await page.getByRole("button", { name: "Visualizza" }).click();
  await page.getByText("Trovate 3 righe").waitFor();
  assert.equal(await page.getByLabel("Da data").inputValue(), "2026-01-01");
  assert.equal(await page.getByLabel("A data", { exact: true }).inputValue(), "2026-06-30");
});

test("filters by ente, comune and kind; single rows for Stampa", async (t) => {
  const page = await openApp(t);
  await loadDemo(page);
  await go(page, "invio", INVIO);
  await page.getByRole("button", { name: lastQuarter() }).click();
  const seen = {};
  for (const [label, option] of [
    ["Ente", "COMUNE DI FANTASILANDIA (DIMOSTRATIVO)"],
    ["Selezione tipo di progetto sociale", "BUONI SPESA"],
    ["Macro tipo", "SOSTEGNO AL REDDITO"],
    ["Comune del progetto", "Castel Finto"],
    ["Tipologia prestazioni", "PS"],
  ]) {
    await page.locator("form").getByLabel(label, { exact: true }).selectOption({ label: option });
    const before = page.getByText(/^Trovate \d+ righe$/);
    const text = (await before.count()) ? await before.textContent() : "";
    await page.getByRole("button", { name: "Visualizza" }).click();
    await page.waitForFunction((text) => {
      const heading = document.getElementById("invio-trovate")?.textContent;
      return heading && !heading.startsWith("Trovate 0") && heading !== text;
    }, label === "Macro tipo" || label === "Tipologia prestazioni" ? "" : text);
    seen[label] = await found(page);
  }
  const numbers = Object.values(seen);
  assert.ok(numbers.every((count, index) => count > 0 && (index === 0 || count <= numbers[index - 1])), JSON.stringify(seen));

  const boxes = page.getByRole("checkbox", { name: /^seleziona [A-Z]/ });
  await page.locator("tr:not(.row-blocked) input[type=checkbox]").nth(1).check();
  await page.locator("tr:not(.row-blocked) input[type=checkbox]").nth(2).check();
  assert.equal(await boxes.evaluateAll((all) => all.filter((it) => it.checked).length), 2);
  await page.getByText("«Stampa» manda solo le 2 righe scelte").waitFor();
  await page.getByRole("button", { name: "Stampa", exact: true }).click();
  await page.getByText(/Inviate 2 prestazioni/).waitFor();
});

/** Deliveries of a person: 100 euro over three months, and hours from one time to the other. */
const DELIVERIES = [
  ["07/01/2026", "09:00", "10:30", "07/01/2026", 40, 10],
  ["14/02/2026", "09:00", "10:30", "", 30, ""],
  ["11/03/2026", "14:00", "15:30", "12/03/2026", 30, ""],
].map(([prevista, dalle, alle, effettiva, costo, recupero]) => {
  const { "Codice fiscale": cf, Cognome, Nome, Cittadinanza, "Comune di residenza": comune } = row(0);
  return {
    "Codice fiscale": cf, Cognome, Nome, Cittadinanza, "Comune di residenza": comune,
    "Protocollo domanda": "2026/1", "Codice prestazione": "A2.07", Tipo: "Tempo",
    "Data prevista": prevista, "Ora inizio": dalle, "Ora fine": alle, "Data effettiva": effettiva,
    "Costo prestazione": costo, "Recupero assistito": recupero, "Prova dei mezzi": 4, "Presa in carico": "NO",
  };
});

test("deliveries by hours are gathered, and the arithmetic is on screen", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, DELIVERIES);
  await visualizza(page, "2026-01-01", "2026-03-31");
  await page.getByText("Trovate 3 righe").waitFor();
  await page.getByText("data/ore prev.: 07-01-2026 (09:00-10:30); data eff. sociale: 07-01-2026; costo prest. 40,00 (calcol: 40,00); recupero ass. 10,00").first().waitFor();
  for (const line of [
    "3 erogazioni dal 07/01/2026 al 12/03/2026: PeriodoErogazione 3 mesi, contando il primo e l'ultimo.",
    "Costo: 40,00 + 2 × 30,00 = 100,00 €.",
    "ImportoMensile: 100,00 : 3 = 33,33 € al mese, arrotondati al centesimo.",
    "ImportoQuotaEnte, il resto: 33,33 − 3,33 = 30,00 € al mese.",
  ]) {
    assert.equal(await page.getByText(line).isVisible(), true, line);
  }
  await page.getByText(/^OreServizioMensile: 4 ore e 30 minuti : 3 mesi = 1 ore e 30 minuti/).waitFor();
  await assertAccessible(page);
  await screenshot(page, "invio-tempo");
  await page.setViewportSize({ width: 375, height: 768 });
  await screenshot(page, "invio-tempo-375");
  await page.setViewportSize({ width: 1366, height: 768 });

  await page.getByRole("button", { name: "Stampa", exact: true }).click();
  await page.getByText(/Inviate 1 prestazioni di 1 persone/).waitFor();
  const xml = await download(page, () => page.getByRole("button", { name: /^Salva .*\.xml$/ }).click());
  await assertValidFlow(xml.file);
  const text = await readFile(xml.file, "utf8");
  assert.equal(text.match(/<PrestazioniSociali /g).length, 1);
  for (const attribute of ['PeriodoErogazione="3"', 'ImportoMensile="33.33"', 'ImportoQuotaEnte="30.00"', 'ImportoQuotaUtente="3.33"', 'OreServizioMensile="1.30"']) {
    assert.ok(text.includes(attribute), `${attribute} in ${text}`);
  }
  await visualizza(page, "2026-01-01", "2026-03-31", "Trasmesse");
  await page.getByText("Trovate 3 righe").waitFor();
});

test("a generation is opened, read, and deleted, and comes back", async (t) => {
  const page = await openApp(t);
  await loadDemo(page);
  await go(page, "stampe", "Gestione stampe");
  await screenshot(page, "stampe-elenco");
  await page.getByRole("link", { name: /^Apri la stampa del/ }).first().click();
  await page.getByRole("heading", { level: 2, name: /posizioni lasciate fuori/ }).waitFor();
  assert.match(page.url(), /#\/stampe\/\d+$/);
  await page.getByRole("button", { name: /^Leggi .*\.xml$/ }).first().click();
  await page.getByText("Nome del flusso").waitFor();
  const people = page.getByRole("region", { name: "Beneficiari del flusso" });
  assert.equal(await people.getByRole("row").count(), 26);
  assert.equal(await people.getByText("Protocollo domanda").first().isVisible(), true);
  await assertAccessible(page);
  await screenshot(page, "stampe-aperta");
  await page.getByRole("button", { name: /^Leggi .*\.invio\.txt$/ }).first().click();
  await page.getByText("INVIO PRESTAZIONI PS-PSA-SINA").waitFor();
  const left = page.getByRole("region", { name: "Posizioni lasciate fuori" });
  assert.match(await left.getByRole("link", { name: /^V: apri il quadro sinottico di / }).first().getAttribute("href"), /^#\/progetti\/\d+$/);
  await page.setViewportSize({ width: 375, height: 768 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  await screenshot(page, "stampe-aperta-375");
  await page.setViewportSize({ width: 1366, height: 768 });

  await page.getByRole("button", { name: /^Elimina la stampa/ }).click();
  await page.getByText("Il flusso e il suo XML restano in Gestione flussi").waitFor();
  await page.getByRole("button", { name: "Elimina", exact: true }).click();
  await page.getByText(/^Stampa eliminata/).waitFor();
  const headings = page.getByRole("heading", { level: 2, name: /^Stampa del/ });
  await page.waitForFunction(() => document.querySelectorAll("main h2").length === 2);
  assert.equal(await headings.count(), 2);
  await page.getByRole("button", { name: "Annulla l'operazione" }).click();
  await page.waitForFunction(() => document.querySelectorAll("main h2").length === 3);
  const text = await download(page, () => page.getByRole("button", { name: /^Salva .*\.invio\.txt$/ }).first().click());
  assert.match(await readFile(text.file, "utf8"), /^INVIO PRESTAZIONI/);
});

test("lists with nothing and with one row", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await go(page, "invio", INVIO);
  await page.getByText("L'archivio non ha ancora prestazioni.").waitFor();
  await screenshot(page, "invio-vuoto");
  await importRows(page, [row(0)]);
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByText("Trovate 1 righe").waitFor();
  await screenshot(page, "invio-una");
  await visualizza(page, "2020-01-01", "2020-12-31");
  await page.getByText("Trovate 0 righe").waitFor();
  await page.getByText("Nessuna riga con questi filtri").waitFor();
});
