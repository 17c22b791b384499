// The workbook that is read: benefits of invented people, in 20 columns of words, dates and amounts.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import XLSX from "xlsx";

const HEADER = [
  "Codice fiscale", "Cognome", "Nome", "Data di nascita", "Comune di nascita", "Sesso", "Cittadinanza", "Comune di residenza", "Indirizzo",
  "Protocollo domanda", "Codice prestazione", "Denominazione prestazione", "Carattere", "Data inizio", "Data fine", "Importo mensile",
  "Periodo (mesi)", "Prova dei mezzi", "Protocollo DSU", "Note",
];

// Always the same numbers, so that runs can be compared.
function numbers(seed) {
  return (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
}

/** Writes `rows` rows to `file`, unless it is there already. */
export function makeWorkbook(file, rows) {
  if (existsSync(file)) return;
  const any = numbers(20260101);
  const pad = (value, width = 2) => String(value).padStart(width, "0");
  const date = (year) => `${pad(1 + any(28))}/${pad(1 + any(12))}/${year}`;
  const letters = (count) => Array.from({ length: count }, () => String.fromCharCode(65 + any(26))).join("");
  const sheet = [HEADER];
  for (let row = 0; row < rows; row += 1) {
    sheet.push([
      `${letters(6)}${pad(any(100))}A${pad(1 + any(28))}A${pad(any(1000), 3)}${letters(1)}`, `COGNOME${any(5000)}`, `NOME${any(800)}`, date(1940 + any(80)),
      `COMUNE ${any(300)}`, "MF"[any(2)], "Italia", "AGLIÈ", `Via Roma ${1 + any(200)}`, `${2026}/${pad(row, 6)}`, `A1.${pad(1 + any(9))}`,
      "Assistenza domiciliare", "Periodico", date(2026), date(2026), any(90000) / 100, 1 + any(12), any(2), `INPS-ISEE-2026-${pad(row, 8)}A-00`, "",
    ]);
  }
  const workbook = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(workbook, XLSX.utils.aoa_to_sheet(sheet), "Prestazioni");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, XLSX.write(workbook, { type: "buffer", compression: true, bookSST: true }));
}
