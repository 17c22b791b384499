// Application cooperation: a flow for each benefit as JSON for the comune's API, and INPS's answers to it read back.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertAccessible, download, openApp, screenshot } from "./harness.mjs";
import { addEnte, go, importRows, visualizza } from "./office.mjs";
import { rows, upload } from "./sheet.mjs";

test("a flow for each benefit, and its answer", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(3, false));
  await visualizza(page, "2026-01-01", "2026-12-31");
  const waas = page.getByLabel("Per la cooperazione applicativa (WaaS): un flusso per prestazione");
  assert.equal(await waas.isChecked(), false);
  await page.getByText("Per la cooperazione applicativa (WaaS): un flusso per prestazione").click();
  assert.equal(await waas.isChecked(), true);
  await assertAccessible(page);
  await page.getByRole("button", { name: "Stampa", exact: true }).click();
  await page.getByText("Inviate 3 prestazioni di 3 persone").waitFor();
  await page.getByText("darli al servizio con cui l'ente risponde a INPS").waitFor();
  await assertAccessible(page);
  await screenshot(page, "waas-stampa");

  const save = page.getByRole("button", { name: /^Salva G478\.waas\.\d{8}\.0000001\.json/ });
  const saved = await download(page, () => save.click());
  assert.match(saved.name, /^G478\.waas\.\d{8}\.0000001\.json$/);
  const { elenco_flussi: flussi } = JSON.parse(await readFile(saved.file, "utf8"));
  assert.equal(flussi.length, 3);
  for (const flusso of flussi) {
    const xml = Buffer.from(flusso.flusso, "base64").toString();
    assert.ok(xml.includes(`Nome="${flusso.id_flusso}"`) && xml.match(/<PrestazioniSociali/g).length === 1, xml);
  }

  const elenco_esiti = flussi.slice(0, 2).map(({ id_flusso, tipo, ts_flusso }, index) => ({
    id_flusso,
    tipo,
    ts_flusso,
    ts_acquisizione: ts_flusso,
    ...(index === 0 ? { codice_esito: "OK", id_acquisizione_siuss: "22738" } : { codice_esito: "RICHIESTA_INVALIDA" }),
  }));
  await go(page, "esiti", "Esiti INPS");
  await page.getByLabel("Scegli i file degli esiti").setInputFiles(upload("esiti.json", Buffer.from(JSON.stringify({ elenco_esiti }))));
  await page.getByRole("status").getByText("esiti.json: 2 righe: 1 scartate, 1 acquisite.").first().waitFor();
  await go(page, "flussi", "Gestione flussi");
  for (const standing of ["Acquisita", "Scartata", "Inviata"]) {
    await page.getByText(`1 righe: 1 ${standing}`, { exact: true }).waitFor();
  }
  await screenshot(page, "waas-flussi");
});
