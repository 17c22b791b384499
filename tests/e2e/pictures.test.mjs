// The pictures of the guide and of the README: of our own screens, with the demonstration on them. PICTURES=1 makes them anew.
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { openApp } from "./harness.mjs";
import { go, lastQuarter, loadDemo, protect } from "./office.mjs";
import { rows, upload, workbook } from "./sheet.mjs";

const FOLDER = "docs/pictures";

/** What is on each picture, and the way there. */
const PICTURES = {
  async cruscotto(page) {
    await go(page, "", "Cruscotto");
    await page.getByRole("heading", { name: "Per trimestre" }).waitFor();
  },
  async importa(page) {
    await go(page, "importa", "Importa prestazioni");
    await page.getByLabel("Scegli un file").setInputFiles(upload("prestazioni.xlsx", workbook(rows(20))));
    await page.getByRole("button", { name: "Controlla" }).waitFor();
  },
  async invio(page) {
    await go(page, "invio", "Invio Prestazioni PS-PSA-SINA");
    await page.getByRole("button", { name: lastQuarter() }).click();
    await page.getByRole("button", { name: "Visualizza" }).click();
    await page.getByText(/^Trovate \d+ righe$/).waitFor();
  },
  async quadro(page) {
    await page.getByLabel("Stato trasmissione").selectOption({ label: "Non inviabili" });
    await page.getByRole("button", { name: "Visualizza" }).click();
    await page.getByRole("link", { name: /^V: apri il quadro sinottico di / }).first().click();
    await page.getByRole("heading", { level: 1, name: "Quadro sinottico" }).waitFor();
    await page.getByRole("button", { name: "Modifica", exact: true }).waitFor();
  },
  async stampe(page) {
    await go(page, "stampe", "Gestione stampe");
    await page.getByText("Che cosa fare con questi file").waitFor();
  },
  async esiti(page) {
    // Of people of the newest flow, which waits for its answer.
    await go(page, "flussi", "Gestione flussi");
    await page.getByRole("link", { name: /^Apri / }).first().click();
    const codes = page.getByRole("table", { name: "Righe del flusso" }).locator(".mono");
    await codes.first().waitFor();
    const messages = [
      "CODICE FISCALE o NOME o COGNOME NON CORRISPONDENTE SU ARCA E ANAGRAFE TRIBUTARIA",
      "CODICE COMUNE NON TROVATO SU ANAGRAFICA COMUNI",
      "Prestazione acquisita senza protocollo DSU per non trovata corrispondenza su ISEE",
    ];
    const people = [...new Set(await codes.allTextContents())];
    const lines = messages.map((message, index) => `1;${people[index]};${message}`);
    await go(page, "esiti", "Esiti INPS");
    await page.getByLabel("Scegli i file degli esiti").setInputFiles(upload("scarti.csv", Buffer.from(lines.join("\r\n"))));
    await page.getByRole("table").first().waitFor();
    await page.getByRole("button", { name: "Chiudi avviso" }).click();
  },
};

/** What the page looks like, 1000 pixels wide, as WebP: the browser writes it. */
async function webp(page) {
  const shot = (await page.screenshot()).toString("base64");
  const text = await page.evaluate(async (shot) => {
    const bytes = Uint8Array.from(atob(shot), (it) => it.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]), { resizeWidth: 1000, resizeHeight: 562, resizeQuality: "high" });
    const canvas = Object.assign(document.createElement("canvas"), { width: 1000, height: 562 });
    canvas.getContext("2d").drawImage(image, 0, 0);
    return canvas.toDataURL("image/webp", 0.6);
  }, shot);
  return Buffer.from(text.split(",")[1], "base64");
}

test("each screen of the guide is there to be pictured", async (t) => {
  const page = await openApp(t);
  await loadDemo(page);
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, reach] of Object.entries(PICTURES)) {
    await reach(page);
    await page.evaluate(() => {
      document.activeElement?.blur();
      scrollTo(0, 0);
    });
    await page.waitForTimeout(400);
    if (process.env.PICTURES) writeFileSync(`${FOLDER}/${name}.webp`, await webp(page));
  }
  assert.deepEqual(readdirSync(FOLDER).sort(), Object.keys(PICTURES).map((name) => `${name}.webp`).sort());
});

/** The pictures on screen that did not come. */
async function checkShown(page) {
  await go(page, "guida", "Guida");
  const pictures = page.getByRole("main").getByRole("img");
  await pictures.first().waitFor();
  assert.equal(await pictures.count(), Object.keys(PICTURES).length - 1);
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded();
    await page.waitForFunction((it) => it.complete && it.naturalWidth === 1000, await picture.elementHandle());
    assert.ok(((await picture.getAttribute("alt")) ?? "").length > 40, "what there is to see is told");
  }
}

test("the guide shows them, on a server and in one file", async (t) => {
  await checkShown(await openApp(t));
  const single = await openApp(t, { single: true });
  await protect(single);
  await checkShown(single);
});
