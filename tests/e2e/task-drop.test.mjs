// A file dropped anywhere goes to the screen that takes it, by its content; several wait for each other; nothing is lost.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { assertAccessible, openApp, screenshot } from "./harness.mjs";
import { addEnte, drop, go } from "./office.mjs";
import { rows, upload, workbook } from "./sheet.mjs";
import { zip } from "./zip.mjs";

const ISEE = '<EsitoIndicatore><Indicatore ISEE="1.00"/><RicercaCF CodiceFiscale="PRVSPL88D52G478R"/></EsitoIndicatore>';
const SHEET = ["uno.bin", workbook(rows(3, false))];
const DISCARDS = ["due.bin", readFileSync("tests/data/response/scarti_libreoffice.xlsx")];
const FLOW = ["tre.bin", readFileSync("tests/data/schema/whole.xml")];
const KINDS = [
  [SHEET, "Importa prestazioni"],
  [DISCARDS, "Esiti INPS"],
  [["a.bin", readFileSync("tests/data/response/esiti_waas.json")], "Esiti INPS"],
  [["b.bin", Buffer.from(ISEE)], "Gestione consultazioni XML"],
  [["c.bin", zip([["x.xml", ISEE]])], "Gestione consultazioni XML"],
  [FLOW, "Verifica un file XML"],
];
const title = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();

test("each kind goes to its screen, from any screen", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  for (const [route, heading] of [["", "Cruscotto"], ["registro", "Registro attività"], ["verifica", "Verifica un file XML"]]) {
    for (const [file, destination] of KINDS) {
      await go(page, route, heading);
      await drop(page, [file]);
      await title(page, destination);
    }
  }
  await go(page, "", "Cruscotto");
  await drop(page, [SHEET]);
  await page.getByRole("button", { name: "Controlla" }).waitFor();
});

test("who leaves while files wait is asked first", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  const asked = [];
  page.on("dialog", (dialog) => asked.push(dialog.dismiss()));
  await go(page, "", "Cruscotto");
  await drop(page, [SHEET, FLOW]);
  await page.getByRole("button", { name: "Controlla" }).waitFor();
  await page.getByRole("button", { name: "Controlla" }).click();
  await page.evaluate(() => void setTimeout(() => location.reload()));
  for (let turn = 0; turn < 100 && asked.length === 0; turn += 1) await page.waitForTimeout(50);
  assert.equal(asked.length, 1);
  await page.getByRole("button", { name: "Conferma", exact: true }).waitFor();
});

test("what nobody takes is told for what it is", async (t) => {
  const page = await openApp(t);
  await page.getByRole("heading", { level: 1, name: "Cruscotto" }).waitFor();
  for (const [bytes, sentence] of [
    ["%PDF-1.7\n", /sembra un documento PDF/],
    ["<?xml version='1.0'?><ordine/>", /né un flusso PS-PSA-SINA né una risposta ISEE/],
    ['{"x":1}', /JSON, ma non contiene esiti/],
    ["pippo;pluto\n1;2\n", /senza le intestazioni/],
  ]) {
    await drop(page, [["prova.bin", Buffer.from(bytes)]]);
    const notice = page.getByRole("status").filter({ hasText: sentence });
    await notice.getByText("Qui si possono lasciare").waitFor();
    await title(page, "Cruscotto");
    await page.getByRole("button", { name: "Chiudi avviso" }).click();
  }
});

test("a screen's own zone takes its own, and leads the others on", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await go(page, "verifica", "Verifica un file XML");
  await drop(page, [FLOW], ".dropzone");
  await page.getByRole("heading", { name: "Il file è già stato inviato?" }).waitFor();
  await drop(page, [["lettera.pdf", Buffer.from("%PDF-1.7\n")]], ".dropzone");
  await page.getByRole("main").getByRole("alert").getByText(/Il file non è un XML/).waitFor();
  await drop(page, [SHEET], ".dropzone");
  await title(page, "Importa prestazioni");
  await page.getByText("Il file è un altro (foglio di prestazioni)").waitFor();
  await page.getByRole("button", { name: "Controlla" }).waitFor();

  await go(page, "verifica", "Verifica un file XML");
  await page.getByLabel("Scegli un file XML").setInputFiles(upload("scarti.xlsx", DISCARDS[1]));
  await title(page, "Esiti INPS");
});

test("several at once wait for each other", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await go(page, "registro", "Registro attività");
  const hint = page.getByText("Lascia qui i file");
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["x"], "x"));
    document.body.dispatchEvent(new DragEvent("dragenter", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  });
  await hint.waitFor();
  await drop(page, [FLOW, SHEET, DISCARDS, ["quattro.bin", SHEET[1]], ["cinque.pdf", Buffer.from("%PDF-1.7")]]);
  await title(page, "Verifica un file XML");
  assert.equal(await hint.count(), 0);
  await page.getByText(/cinque\.pdf: .*PDF/).waitFor();
  const panel = page.getByRole("region", { name: "File in attesa" });
  assert.deepEqual(await panel.getByRole("listitem").locator("span").allTextContents(), [
    "foglio di prestazioni: uno.bin",
    "esiti INPS: due.bin",
    "foglio di prestazioni: quattro.bin",
  ]);
  await assertAccessible(page);
  await screenshot(page, "file-in-attesa");

  // From whichever screen.
  await go(page, "", "Cruscotto");
  await panel.getByRole("button", { name: "Apri uno.bin" }).click();
  await title(page, "Importa prestazioni");
  await page.getByRole("button", { name: "Controlla" }).waitFor();
  await panel.getByRole("button", { name: "Scarta quattro.bin" }).click();
  assert.equal(await panel.getByRole("listitem").count(), 1);

  // A screen that reads one at a time keeps the others.
  await drop(page, [SHEET, ["sei.bin", SHEET[1]]]);
  await panel.getByText("foglio di prestazioni: sei.bin").waitFor();
  await page.getByRole("button", { name: "Controlla" }).waitFor();
});
