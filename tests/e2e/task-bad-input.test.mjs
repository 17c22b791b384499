// Whatever is dropped on the page, it says in Italian what is wrong and what to do, and loses nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { openApp } from "./harness.mjs";
import { addEnte, choose, importRows, visualizza } from "./office.mjs";
import { rows, workbook } from "./sheet.mjs";

/** A zip of one entry, whose content is `megabytes` of zeros. */
function bomb(megabytes) {
  const zeros = Buffer.alloc(megabytes * 2 ** 20, 0x20);
  const name = Buffer.from("xl/worksheets/sheet1.xml");
  const packed = deflateRawSync(zeros);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(zeros.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, name, packed]);
  const central = Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), common, Buffer.alloc(14), name]);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

const good = workbook(rows(3, false));
const FILES = [
  ["vuoto.xlsx", Buffer.alloc(0), /vuoto/i],
  ["lettera.pdf", Buffer.from("%PDF-1.7\n%\u00e2\u00e3\n1 0 obj"), /PDF/],
  ["troncato.xlsx", good.subarray(0, good.length / 2), /incomplet|danneggiat|troncat/i],
  ["bomba.xlsx", bomb(600), /troppo grande|512/i],
  ["senza-righe.xlsx", workbook([{ "Codice fiscale": "", Cognome: "", Nome: "" }]), /righ/i],
  ["altro.xlsx", workbook([{ pippo: "pluto", paperino: 3 }]), /colonn/i],
];

test("files that are no benefit sheet", async (t) => {
  const page = await openApp(t);
  await addEnte(page);
  await importRows(page, rows(10, false));
  for (const [name, bytes, sentence] of FILES) {
    await choose(page, name, bytes);
    const alert = page.getByRole("main").getByRole("alert");
    await alert.getByText(sentence).first().waitFor();
    assert.equal(await page.getByRole("button", { name: "Controlla" }).count(), 0, name);
  }
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByText("Trovate 10 righe").waitFor();
});
