// The steps that several tasks take, by role and label, as an operator takes them.
import assert from "node:assert/strict";
import { faultsOf, screenshot } from "./harness.mjs";
import { upload, workbook } from "./sheet.mjs";

/** Goes to a screen by its route. */
export async function go(page, route, heading) {
  await page.goto(page.url().replace(/#.*|$/, `#/${route}`));
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
}

/** Gives the ente once. */
export async function addEnte(page, { codice = "G478", nome = "COMUNE DI PROVA" } = {}) {
  await go(page, "impostazioni", "Impostazioni");
  await page.getByLabel("Codice ente").fill(codice);
  await page.getByLabel("Denominazione").fill(nome);
  await page.getByLabel("Codice Belfiore della sede").fill(codice);
  await page.getByLabel("Nome operatore").fill("Finta Protti");
  await page.getByLabel("Codice fiscale operatore").fill("PRTFNT83P49G478N");
  await page.getByRole("button", { name: "Salva ente" }).click();
  await page.getByRole("heading", { level: 3, name: nome, exact: true }).waitFor();
}

export const PHRASE = "tre gatti sul tetto";

/** Types a new passphrase, where one is asked for. */
export async function protect(page, phrase = PHRASE) {
  await page.getByLabel("Nuova frase", { exact: true }).fill(phrase);
  await page.getByLabel("Nuova frase, di nuovo").fill(phrase);
  await page.getByRole("button", { name: "Proteggi l'archivio" }).click();
  await page.getByText("L'archivio è protetto").waitFor();
}

/** Opens a locked archive. */
export async function unlock(page, phrase = PHRASE) {
  await page.getByLabel("Frase di protezione").fill(phrase);
  await page.getByRole("button", { name: "Apri l'archivio" }).click();
}

/** Chooses a file in *Importa prestazioni*. */
export async function choose(page, name, buffer) {
  await go(page, "importa", "Importa prestazioni");
  await page.getByLabel("Scegli un file").setInputFiles(upload(name, buffer));
}

/** Takes rows in, to the end or to the check. */
export async function importRows(page, rows, { type = "xlsx", confirm = true, shots = false } = {}) {
  await choose(page, `prestazioni.${type}`, workbook(rows, type));
  const check = page.getByRole("button", { name: "Controlla" });
  await check.waitFor();
  if (shots) await screenshot(page, "importa-mappa");
  await check.click();
  const button = page.getByRole("button", { name: "Conferma", exact: true });
  await button.waitFor();
  if (shots) await screenshot(page, "importa-controllo");
  if (!confirm) return;
  await button.click();
  await page.getByRole("link", { name: "Vai a Invio prestazioni" }).waitFor();
}

/** *Invio Prestazioni* with these dates. */
export async function visualizza(page, from, to, stato = "Non Trasmesse") {
  await go(page, "invio", "Invio Prestazioni PS-PSA-SINA");
  await page.getByLabel("Da data").fill(from);
  await page.getByLabel("A data", { exact: true }).fill(to);
  await page.getByLabel("Stato trasmissione").selectOption({ label: stato });
  await page.getByRole("button", { name: "Visualizza" }).click();
}

/** *Dati dimostrativi* into an empty archive. */
export async function loadDemo(page) {
  await go(page, "", "Cruscotto");
  await page.getByRole("button", { name: "Carica i dati dimostrativi" }).click();
  await page.getByText("Dati dimostrativi caricati").waitFor();
}

/** The button of the last whole quarter, which the demonstration has still to send. */
export function lastQuarter(today = new Date()) {
  const quarter = Math.floor(today.getMonth() / 3);
  return quarter === 0 ? `4° trimestre ${today.getFullYear() - 1}` : `${quarter}° trimestre ${today.getFullYear()}`;
}

/** Files, given as `[name, bytes]`, as a drag from the desktop carries them: a handle of the page. */
export function carry(page, files) {
  const given = files.map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]);
  return page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const [name, text] of given) transfer.items.add(new File([Uint8Array.from(atob(text), (it) => it.charCodeAt(0))], name));
    return transfer;
  }, given);
}

/** Drops files on what the selector finds, as a drag from the desktop ends. */
export async function drop(page, files, selector = "body") {
  const transfer = await carry(page, files);
  for (const event of ["dragenter", "dragover", "drop"]) await page.dispatchEvent(selector, event, { dataTransfer: transfer });
}

/** Waits until a field holds a value: what was saved, here or elsewhere, is told anew. */
export async function holds(field, value) {
  for (let turn = 0; turn < 200 && (await field.inputValue()) !== value; turn += 1) await field.page().waitForTimeout(50);
  assert.equal(await field.inputValue(), value);
}

/** The button of the question before something is deleted. */
export const sure = (page) => page.getByRole("dialog", { name: /^Eliminare .*\?$/ }).getByRole("button", { name: "Elimina", exact: true });

/** Types the beginning of a name and takes the row that shows it. */
export async function complete(page, label, begin, option) {
  await page.getByLabel(label, { exact: true }).fill(begin);
  await page.getByRole("option", { name: option }).click();
}

/** Another tab of the same browser, in front, once it shows its first screen. (A tab that is behind hardly draws: go to it with `bringToFront`.) */
export async function secondTab(page) {
  const second = await page.context().newPage();
  await second.goto(page.url().replace(/#.*/, ""));
  await second.getByRole("heading", { name: "Nell'archivio" }).waitFor();
  return second;
}

/** Presses a key until the focus is on what the locator finds; resolves to how many presses it took. */
export async function reach(page, locator, { key = "Tab", most = 150 } = {}) {
  for (let presses = 0; presses <= most; presses += 1) {
    if (await locator.evaluateAll((found) => found.includes(document.activeElement))) return presses;
    await page.keyboard.press(key);
  }
  assert.fail(`${locator} is not reached with ${most} presses of ${key}`);
}

/** Alt+Left. The keys that a test sends never reach the browser's own shortcuts, so this is what the browser does on them. */
export const altLeft = (page) => page.evaluate(() => history.back());

/** Every screen of the menu: the words of its link, its heading, and what no other screen has. */
export const SCREENS = [
  ["siuss-kit", "Cruscotto", (main) => main.getByRole("heading", { name: "Nell'archivio" })],
  ["Importa", "Importa prestazioni", (main) => main.getByRole("listitem").filter({ hasText: "1. Foglio" })],
  ["Assistiti", "Assistiti", (main) => main.getByRole("link", { name: "Nuovo assistito" })],
  ["Progetti sociali", "Progetti sociali", (main) => main.getByRole("link", { name: "Vai agli assistiti" })],
  [
    "Invio prestazioni",
    "Invio Prestazioni PS-PSA-SINA",
    (main) => main.getByLabel("Stato trasmissione").or(main.getByText("L'archivio non ha ancora prestazioni.")),
  ],
  [
    "Gestione stampe",
    "Gestione stampe",
    (main) => main.getByText("Che cosa fare con questi file").or(main.getByText("Non è ancora stata fatta nessuna stampa.")),
  ],
  ["Gestione flussi", "Gestione flussi", (main) => main.getByRole("heading", { name: /^Trovati \d+ flussi/ })],
  ["Esiti INPS", "Esiti INPS", (main) => main.getByText("Trascina qui i fogli degli scarti o gli esiti WaaS")],
  ["ISEE", "Generazione XML di richiesta", (main) => main.getByRole("heading", { name: /^Trovati \d+ progetti/ })],
  ["Verifica XML", "Verifica un file XML", (main) => main.getByText("Trascina qui un file XML PS-PSA-SINA")],
  ["Registro attività", "Registro attività", (main) => main.getByLabel("Operazione", { exact: true })],
  ["Guida alle regole", "Guida", (main) => main.getByRole("heading", { name: "I passi" })],
  ["Impostazioni", "Impostazioni", (main) => main.getByRole("heading", { name: "Enti e operatori" })],
];

/** The link of the menu (or of the page's name, to the Cruscotto) with these words. */
export const menu = (page, words) => page.getByRole("banner").getByRole("link", { name: words, exact: words !== "siuss-kit" });

/** Waits until heading and content are those of the screen with these words in the menu, and of no other. */
export async function agrees(page, words) {
  const main = page.getByRole("main");
  const [, heading, own] = SCREENS.find(([menu]) => menu === words);
  assert.deepEqual(faultsOf(page), []);
  await page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor();
  await own(main).first().waitFor();
  for (const [other, , foreign] of SCREENS) {
    if (other !== words) assert.equal(await foreign(main).count(), 0, `under the heading ${heading} stands what belongs to ${other}`);
  }
}

/** Goes through the whole menu: the page answers, and everywhere heading and content agree. */
export async function answersEverywhere(page) {
  for (const [words] of SCREENS) {
    await menu(page, words).click();
    await agrees(page, words);
  }
}
