// The steps that several tasks begin with, by role and label, as an operator takes them.
import { screenshot } from "./harness.mjs";
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
