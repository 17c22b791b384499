// ISEE consultations: cases without an ISEE are asked of INPS, its answer is loaded, what is not certain is decided, all is sent.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { promisify } from "node:util";
import { assertAccessible, download, openApp, screenshot } from "./harness.mjs";
import { addEnte, drop, go, importRows, visualizza } from "./office.mjs";
import { rows, upload } from "./sheet.mjs";

const wellFormed = (file) => promisify(execFile)("xmllint", ["--noout", "--nonet", file]).catch(({ stderr }) => assert.fail(stderr));

/** People with a benefit under ISEE and no DSU; those of `known` have a value typed by hand. */
function lacking(count, known = () => false) {
  return rows(count, false).map((row, index) => ({
    ...row,
    "Tipo progetto": "CONTRIBUTI",
    "Codice prestazione": "A1.05",
    "Prova dei mezzi": 1,
    "Valore ISEE": known(index) ? 5000 : "",
  }));
}

/** INPS's answer to a search: an attestation with what is added to it, or none. */
function answer(search, index, more) {
  const person = search.match(/CodiceFiscale="(\w+)"/)[1];
  const number = String(index + 1).padStart(8, "0");
  const attestation =
    more === undefined
      ? ""
      : `<Attestazione CodiceFiscaleDichiarante="${person}" NumeroProtocolloDSU="INPS-ISEE-2026-${number}A-00" DataPresentazione="2026-01-15" DataValidita="2026-12-31">
        <Ordinario><NucleoFamiliare><ComponenteNucleo RapportoConDichiarante="D" Cognome="X" Nome="Y" CodiceFiscale="${person}"/></NucleoFamiliare>
        <ISEEOrdinario DataRilascio="2026-01-18"><Valori ISE="9000.00" ScalaEquivalenza="1.00" ISEE="${8000 + index}.00" ISR="9000.00" ISP="0.00"/></ISEEOrdinario></Ordinario>${more}</Attestazione>`;
  return `<EsitoAttestazione xmlns="http://inps.it/ISEERiforma">${attestation}<Ricerca>${search}</Ricerca></EsitoAttestazione>`;
}

/** *Conferma* of what the filters find; the file that was made. */
async function request(page) {
  await page.getByRole("button", { name: "Conferma", exact: true }).click();
  const made = await download(page, () => page.getByRole("button", { name: /^Salva G478/ }).click());
  await wellFormed(made.file);
  return { name: made.name, text: await readFile(made.file, "utf8") };
}

async function load(page, ...files) {
  await go(page, "isee/risposte", "Gestione consultazioni XML");
  await page.getByLabel("File XML").setInputFiles(files.map((text, index) => upload(`risposta-${index}.xml`, Buffer.from(text))));
  await page.getByRole("button", { name: "Conferma", exact: true }).click();
  await page.getByRole("heading", { name: "Esito del caricamento" }).waitFor();
}

test("50 people are asked about: 30 confirmed at once, 10 decided, 10 errors; the 40 are sent", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, lacking(50, (index) => index >= 30 && index < 35));
  await go(page, "isee/richiesta", "Generazione XML di richiesta");
  await page.getByRole("heading", { name: "Trovati 50 progetti" }).waitFor();
  await page.getByText("visualizzate 10 su 50; 50 si possono chiedere a INPS").waitFor();
  await assertAccessible(page);
  await screenshot(page, "isee-richiesta");
  const { name, text } = await request(page);
  assert.match(name, /^G478\d{4}-\d\d-\d\d00000001\.xml$/);
  const searches = text.match(/<RicercaCF [^>]*>/g);
  assert.equal(searches.length, 50);
  assert.equal(new Set(searches.map((it) => it.match(/ProtocolloDomandaEnteErogatore="([^"]+)"/)[1])).size, 50);
  await assertAccessible(page);
  await screenshot(page, "isee-richiesta-fatta");

  const omission = '<OmissioneDifformita TipoOmissioneDifformita="PatrimoniMobiliari" CodiceFiscale="X" DataControlloAE="2026-02-01"/>';
  const missing = (search) => `<Risultato><Esito>DATI_NON_TROVATI</Esito><Dettaglio>${search}</Dettaglio></Risultato>`;
  const answers = searches.map((search, index) => {
    if (index >= 45) return missing(search);
    return answer(search, index, index >= 40 ? undefined : index >= 35 ? omission : "");
  });
  // Nobody knows what INPS wraps its answers in.
  const wrap = (answers) => `<?xml version="1.0" encoding="UTF-8"?><EsitoMassivo xmlns="urn:ignoto"><Lotto>${answers.join("\n")}</Lotto></EsitoMassivo>`;
  await load(page, wrap(answers));
  const fact = async (term) => page.getByText(term, { exact: true }).locator("xpath=following-sibling::dd[1]").innerText();
  assert.deepEqual(
    [await fact("Confermate in automatico"), await fact("Da gestire"), await fact("Errori"), await fact("Righe ancora senza risposta")],
    ["30", "10", "10", "0"],
  );
  await page.getByText("50 righe su 50 con riscontro").waitFor();
  await assertAccessible(page);
  await screenshot(page, "isee-risposte");

  // Taken back, and loaded anew as two files of one press, it is as before; the same again changes nothing.
  await page.getByRole("button", { name: "Annulla l'operazione" }).click();
  await page.getByText("0 righe su 50 con riscontro").waitFor();
  const halves = [wrap(answers.slice(0, 20)), wrap(answers.slice(20))];
  await load(page, ...halves);
  await page.getByText("50 righe su 50 con riscontro").waitFor();
  assert.equal(await fact("Confermate in automatico"), "30");
  await load(page, ...halves);
  await page.getByText("Nessuna riga è cambiata.").waitFor();
  assert.equal(await fact("Già note"), "50");

  await go(page, "isee/consultazioni", "Gestione Consultazioni");
  await page.getByLabel("Stato").selectOption({ label: "Errore (10)" });
  await page.getByText("INPS non trova una DSU valida").first().waitFor();
  await page.getByLabel("Stato").selectOption({ label: "Riscontro positivo da gestire (10)" });
  await page.getByRole("heading", { name: "Trovate 10 righe" }).waitFor();
  await page.getByText("A1.05 - Contributi economici per alloggio").first().waitFor();
  await assertAccessible(page);
  // Each way to look for somebody by itself.
  await page.getByLabel("Cognome").fill("nessuno");
  await page.keyboard.press("Enter");
  await page.getByText("Nessuna riga con questi filtri").waitFor();
  await page.getByRole("button", { name: "Reset" }).click();
  await page.getByLabel("Numero protocollo").fill("nessuno");
  await page.keyboard.press("Enter");
  await page.getByText("Nessuna riga con questi filtri").waitFor();
  await page.getByLabel("Numero protocollo").fill("2026/");
  await page.getByLabel("Anno protocollo").fill("1999");
  await page.keyboard.press("Enter");
  await page.getByText("Nessuna riga con questi filtri").waitFor();
  await page.getByRole("button", { name: "Reset" }).click();
  await page.getByLabel("Stato").selectOption({ label: "Riscontro positivo da gestire (10)" });
  await page.getByRole("heading", { name: "Trovate 10 righe" }).waitFor();
  await screenshot(page, "isee-consultazioni");
  await page.setViewportSize({ width: 375, height: 800 });
  for (const screen of ["isee/consultazioni", "isee/risposte", "isee/richiesta"]) {
    await page.goto(page.url().replace(/#.*/, `#/${screen}`));
    await page.getByRole("navigation", { name: "Consultazioni ISEE" }).waitFor();
    await page.waitForTimeout(300);
    await assertAccessible(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 375), `${screen} scrolls sideways`);
    await screenshot(page, `${screen.replace("/", "-")}-375`);
  }
  await page.setViewportSize({ width: 1366, height: 768 });

  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByText("30 inviabili, 20 non inviabili").waitFor();
  await go(page, "isee/consultazioni", "Gestione Consultazioni");
  await page.getByLabel("Stato").selectOption({ label: "Riscontro positivo da gestire (10)" });
  await page.getByRole("heading", { name: "Trovate 10 righe" }).waitFor();
  await page.getByLabel("seleziona tutte").check();
  await page.getByRole("button", { name: "Accetta (10)" }).click();
  await page.getByText("ISEE di INPS usato su 10 righe: 10 prestazioni aggiornate.").waitFor();
  // One press too much is taken back, and decided one by one.
  await page.getByRole("button", { name: "Annulla l'operazione" }).click();
  await page.getByText("Operazione annullata: tutto è come prima.").waitFor();
  await page.getByRole("button", { name: /^Mantieni il nostro: / }).first().click();
  await page.getByText("Mantenuto il nostro ISEE su 1 righe.").waitFor();
  await page.getByRole("button", { name: "Annulla l'operazione" }).click();
  await page.getByRole("heading", { name: "Trovate 10 righe" }).waitFor();
  await page.getByLabel("seleziona tutte").check();
  await page.getByRole("button", { name: "Accetta (10)" }).click();
  await page.getByRole("heading", { name: "Trovate 0 righe" }).waitFor();
  await page.getByLabel("Stato").selectOption({ label: "Riscontro positivo confermato da utente (10)" });
  await page.getByRole("heading", { name: "Trovate 10 righe" }).waitFor();
  const sheet = await download(page, () => page.getByRole("button", { name: "Genera XLS" }).click());
  assert.equal(sheet.name, "consultazioni-isee.xlsx");

  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByText("40 inviabili, 10 non inviabili").waitFor();
  await page.getByRole("button", { name: "Stampa", exact: true }).click();
  await page.getByText(/Inviate 40 prestazioni/).waitFor();
  const flow = await download(page, () => page.getByRole("button", { name: /^Salva .*\.xml$/ }).click());
  const protocols = (await readFile(flow.file, "utf8")).match(/INPS-ISEE-2026-\d{8}A-00/g);
  assert.equal(new Set(protocols).size, 40);

  // The request's file is still there after a reload.
  await page.reload();
  await go(page, "isee/risposte", "Gestione consultazioni XML");
  const again = await download(page, () => page.getByRole("button", { name: /^Salva il file: G478/ }).click());
  assert.equal(await readFile(again.file, "utf8"), text);
});

test("a profile is made of a specimen of INPS's, and writes the request in its shape", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, lacking(3));
  await go(page, "isee/richiesta", "Generazione XML di richiesta");
  await page.getByText(/fare un profilo da un campione/).click();
  const specimen = `<?xml version="1.0"?><r:Richiesta xmlns:r="urn:campione" IdentificatoreRichiesta="X1" CFOperatore="CMPNNT80A01G478X"><!-- di prova -->
  <r:Domanda><r:CodiceFiscale>XXXYYY80A01Z999A</r:CodiceFiscale><r:Cognome>CAMPIONE</r:Cognome><r:DataValidita>2026-01-01</r:DataValidita><r:ProtocolloDomandaEnteErogatore><![CDATA[a & b]]></r:ProtocolloDomandaEnteErogatore></r:Domanda>
  <r:Domanda><r:CodiceFiscale>XXXYYY80A41Z999B</r:CodiceFiscale><r:Cognome>CAMPIONE</r:Cognome><r:DataValidita>2026-01-02</r:DataValidita><r:ProtocolloDomandaEnteErogatore>c</r:ProtocolloDomandaEnteErogatore></r:Domanda>
</r:Richiesta>`;
  await page.getByLabel("Scegli un campione").setInputFiles(upload("vuoto.xml", Buffer.from("")));
  await page.getByText(/Il file è vuoto/).waitFor();
  await page.getByLabel("Scegli un campione").setInputFiles(upload("campione.xml", Buffer.from(specimen)));
  await page.getByText("Si ripete l'elemento «r:Domanda», presente 2 volte nel campione.").waitFor();
  await page.getByText(/Nel campione non ci sono: PrestazioneDaErogare, StatodomandaPrestazione/).waitFor();
  await assertAccessible(page);
  await screenshot(page, "isee-campione");
  await page.getByLabel("Nome del profilo").fill("Tracciato INPS");
  await page.getByRole("button", { name: "Salva profilo" }).click();
  await page.getByRole("button", { name: "Elimina il profilo Tracciato INPS" }).click();
  await page.getByText("Profilo eliminato.").waitFor();
  await page.getByRole("button", { name: "Annulla l'operazione" }).click();
  await page.getByRole("button", { name: "Elimina il profilo Tracciato INPS" }).waitFor();
  await page.getByLabel("Profilo della richiesta").selectOption({ label: "Tracciato INPS (dal campione)" });
  const { text } = await request(page);
  assert.equal(text.match(/<r:Domanda>/g).length, 3);
  assert.ok(!/CAMPIONE|XXXYYY|CMPNNT|di prova|X1/.test(text), text);
});

test("300 answers of one person each, dropped at once, are one job, one notice and one action", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, lacking(300));
  await go(page, "isee/richiesta", "Generazione XML di richiesta");
  await page.getByRole("heading", { name: "Trovati 300 progetti" }).waitFor();
  const { text } = await request(page);
  const searches = text.match(/<RicercaCF [^>]*>/g);
  assert.equal(searches.length, 300);
  const answers = searches.map((search, index) => [`risposta-${index}.xml`, Buffer.from(answer(search, index, ""))]);
  const letters = Array.from({ length: 20 }, (_, index) => [`lettera-${index}.pdf`, Buffer.from("%PDF-1.7\n")]);
  await go(page, "", "Cruscotto");
  await drop(page, [...answers, ...letters]);
  await page.getByText(/^Guardo che file è: \d+ di 320$/).waitFor();
  await page.getByText(/^File scelti: risposta-0\.xml, .* e altri 288\.$/).waitFor({ timeout: 60_000 });
  // What is none of INPS's files is told once, and not in twenty sentences.
  const notice = page.locator(".toast-area");
  assert.match(await notice.innerText(), /lettera-11\.pdf[^]*e altri 8/);
  assert.ok(!(await notice.innerText()).includes("lettera-12.pdf"));
  await page.getByRole("button", { name: "Conferma", exact: true }).click();
  await page.getByRole("heading", { name: "Esito del caricamento" }).waitFor({ timeout: 60_000 });
  await page.getByText("300 righe su 300 con riscontro").waitFor();
  assert.match(await notice.innerText(), /^Risposte caricate: 300\./);
  await page.getByRole("button", { name: "Annulla l'operazione" }).click();
  await page.getByText("0 righe su 300 con riscontro").waitFor();
});

test("an office says where another indicator counts than the law's, and takes it back", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await go(page, "impostazioni", "Impostazioni");
  await page.getByRole("navigation", { name: "In questa pagina" }).getByRole("link", { name: "Indicatore ISEE" }).click();
  const panel = page.getByRole("region", { name: "Indicatore ISEE", exact: true });
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Indicatore ISEE");
  await panel.getByText("Per tutte le prestazioni vale l'indicatore di legge.").waitFor();
  const use = panel.getByRole("button", { name: "Usa questo indicatore" });
  assert.ok(await use.isDisabled());
  await panel.getByLabel("Prestazione chiesta a INPS").selectOption({ label: "A1.05 - Contributi economici per alloggio (per legge: Ordinario)" });
  await panel.getByLabel("Indicatore che vale").selectOption("Minorenni");
  await use.click();
  const row = panel.getByRole("row", { name: /^A1\.05/ });
  await row.waitFor();
  assert.deepEqual(await row.getByRole("cell").allInnerTexts(), ["Ordinario", "Minorenni", "Torna a quello di legge per A1.05"]);
  await assertAccessible(page);
  await screenshot(page, "indicatore-isee");
  await page.reload();
  await row.getByRole("button", { name: "Torna a quello di legge per A1.05" }).click();
  await panel.getByText("Per tutte le prestazioni vale l'indicatore di legge.").waitFor();
  await go(page, "registro", "Registro attività");
  const decided = page.getByRole("row", { name: /Indicatore ISEE deciso/ });
  await decided.nth(1).waitFor();
  assert.equal(await decided.count(), 2);
});
