// One field of many rows is changed at once, and who mends one row goes on to the next.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, openApp, screenshot } from "./harness.mjs";
import { addEnte, go, importRows, visualizza } from "./office.mjs";
import { row } from "./sheet.mjs";

const LACKING = ["Presa in carico", "Protocollo domanda", "Prova dei mezzi"];

/** So many rows, each without one of three things. */
const lacking = (count) => Array.from({ length: count }, (_, index) => ({ ...row(index), [LACKING[index % 3]]: "" }));

test("24 blocked rows of three kinds are mended in 14 actions, one of which is taken back", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, lacking(24));
  let actions = 0;
  const act = async (what) => {
    actions += 1;
    await what;
  };
  await go(page, "invio", "Invio Prestazioni PS-PSA-SINA");
  actions += 1;
  await act(page.getByRole("button", { name: "Visualizza" }).click());
  await page.getByText("0 inviabili, 24 non inviabili").waitFor();

  const dialog = page.getByRole("dialog", { name: "Cambiare un campo in 24 righe" });
  const change = async (field, value) => {
    await act(page.getByRole("button", { name: "Cambia un campo" }).click());
    await act(dialog.getByLabel("Campo da cambiare").selectOption({ label: field }));
    await act(value(dialog.getByLabel("Nuovo valore")));
    await act(dialog.getByRole("button", { name: "Cambia", exact: true }).click());
    await page.getByText(`${field}: righe cambiate 8.`).waitFor();
  };
  await change("Presa in carico", (control) => control.selectOption("2"));
  await change("Protocollo domanda", (control) => control.fill("2026/DETERMINA 7"));
  await change("Prova dei mezzi", (control) => control.selectOption("4"));
  await page.getByText("24 inviabili, 0 non inviabili").waitFor();
  assert.ok(actions <= 20, `${actions} actions`);
  t.diagnostic(`${actions} actions`);

  await page.getByRole("button", { name: "Annulla l'operazione" }).click();
  await page.getByText("16 inviabili, 8 non inviabili").waitFor();
});

test("a value that cannot be read is said in the dialog, and chosen rows alone are changed", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, [row(0), row(1), row(2)]);
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByRole("checkbox", { name: /PROVETTI/ }).check();
  await page.getByRole("button", { name: "Cambia un campo" }).click();
  const dialog = page.getByRole("dialog", { name: "Cambiare un campo in una riga" });
  await dialog.getByLabel("Campo da cambiare").selectOption({ label: "Importo prestazione" });
  await dialog.getByLabel("Nuovo valore").fill("tanto");
  await dialog.getByText("Solo dove il campo è vuoto").click();
  assert.equal(await dialog.getByLabel("Solo dove il campo è vuoto").isChecked(), false);
  await assertAccessible(page);
  await dialog.getByRole("button", { name: "Cambia", exact: true }).click();
  await dialog.getByText("«tanto»").waitFor();
  await screenshot(page, "cambia-un-campo", { fullPage: false });
  await dialog.getByLabel("Nuovo valore").fill("99,50");
  await dialog.getByRole("button", { name: "Cambia", exact: true }).click();
  await page.getByText("Importo prestazione: righe cambiate 1.").waitFor();
  assert.equal(await page.getByText("importo 99,50 €").count(), 1);
});

test("from a row that cannot be sent to the next, by keyboard", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, [row(0), ...lacking(6).slice(1, 3), row(3)]);
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByText("2 inviabili, 2 non inviabili").waitFor();
  const broken = page.getByRole("row", { name: /non inviabile/ });
  await broken.first().getByRole("link", { name: /^V:/ }).click();
  await page.getByRole("button", { name: "Salva e vai alla prossima" }).waitFor();
  const first = await page.evaluate(() => location.hash);
  await page.getByLabel("Protocollo domanda").fill("2026/77");
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction((hash) => location.hash !== hash && location.hash.startsWith("#/progetti/"), first);
  await page.getByRole("heading", { name: "Progetto sociale" }).waitFor();
  // It was the last one: there is no further.
  await page.getByRole("button", { name: "Modifica", exact: true }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Salva e vai alla prossima" }).count(), 0);
  await go(page, "invio", "Invio Prestazioni PS-PSA-SINA");
  await page.getByText("3 inviabili, 1 non inviabili").waitFor();
});

test("? tells the keys, and they do what they say", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, [row(0), row(1)]);
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Scorciatoie da tastiera" });
  await dialog.waitFor();
  await assertAccessible(page);
  await screenshot(page, "scorciatoie", { fullPage: false });
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await go(page, "invio", "Invio Prestazioni PS-PSA-SINA");
  await page.getByLabel("Da data").waitFor();
  await page.keyboard.press("Alt+V");
  await page.getByText("Trovate 2 righe").waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("PROVETTI?");
  assert.equal(await page.getByLabel("Cerca", { exact: true }).inputValue(), "PROVETTI?");
});
