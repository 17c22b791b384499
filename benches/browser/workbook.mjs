// The workbook that is read: benefits of invented people, in 20 columns of words, dates and amounts; all rows can be sent.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import XLSX from "xlsx";
import { row as benefit } from "../../tests/e2e/sheet.mjs";

/** Writes `rows` rows to `file`, unless it is there already. */
export function makeWorkbook(file, rows) {
  if (existsSync(file)) return;
  const sheet = Array.from({ length: rows }, (_, index) => {
    const { "Data erogazione": paid, "Importo prestazione": amount, ...rest } = benefit(index);
    return {
      ...rest,
      Carattere: "Periodico",
      "Data inizio": paid,
      "Data fine": "31/12/2026",
      "Importo mensile": amount,
      "Quota ente": amount,
      "Tipo progetto": "CONTRIBUTI ECONOMICI",
      "Indirizzo": `via dell'Esempio ${index % 200}`,
      "Anno progetto": 2026,
    };
  });
  const workbook = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(workbook, XLSX.utils.json_to_sheet(sheet), "Prestazioni");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, XLSX.write(workbook, { type: "buffer", compression: true, bookSST: true }));
}
