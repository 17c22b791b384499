// Benefit sheets of invented people, with right check characters, as real workbooks.
import { createRequire } from "node:module";

const XLSX = createRequire(import.meta.url)("xlsx");

const SURNAMES = ["PROVETTI", "FITTIZI", "ESEMPLARI", "CAMPIONESI", "MODELLONI", "FACSIMILI", "IPOTETICI", "FANTASIOSI"];
const NAMES = ["ULDERIGO", "ESEMPLARIA", "INVENTATA", "PROVINO", "FICTIVA", "IPAZIA", "BOZZETTO", "ARTEFATTA"];
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

const consonants = (name) => name.replace(/[AEIOU]/g, "");
const vowels = (name) => name.replace(/[^AEIOU]/g, "");

/** The fiscal code of a person born in Perugia. */
export function fiscalCode(surname, name, year, month, day, woman) {
  const first = (consonants(surname) + vowels(surname) + "XXX").slice(0, 3);
  const letters = consonants(name);
  const second = ((letters.length > 3 ? letters[0] + letters.slice(2) : letters) + vowels(name) + "XXX").slice(0, 3);
  const birth = String(year % 100).padStart(2, "0") + "ABCDEHLMPRST"[month - 1] + String(day + (woman ? 40 : 0)).padStart(2, "0");
  const code = `${first}${second}${birth}G478`;
  const value = (letter) => (/\d/.test(letter) ? Number(letter) : letter.charCodeAt(0) - 65);
  const sum = [...code].reduce((sum, letter, index) => sum + (index % 2 ? value(letter) : ODD[value(letter)]), 0);
  return code + String.fromCharCode(65 + (sum % 26));
}

/** A right row: a once-only benefit, paid in 2026. */
export function row(index) {
  const surname = SURNAMES[index % 8];
  const name = NAMES[Math.floor(index / 8) % 8];
  const [year, month, day] = [1940 + (index % 60), 1 + (index % 12), 1 + (index % 28)];
  const woman = name.endsWith("A");
  const two = (number) => String(number).padStart(2, "0");
  return {
    "Codice fiscale": fiscalCode(surname, name, year, month, day, woman),
    Cognome: surname,
    Nome: name,
    "Data di nascita": `${two(day)}/${two(month)}/${year}`,
    "Comune di nascita": "Perugia",
    Sesso: woman ? "F" : "M",
    Cittadinanza: "italiana",
    "Comune di residenza": "Perugia (PG)",
    "Protocollo domanda": `2026/${String(index + 1).padStart(6, "0")}`,
    "Codice prestazione": "A1.06",
    Carattere: "Occasionale",
    "Data erogazione": `${two(1 + (index % 28))}/${two(1 + (index % 9))}/2026`,
    "Importo prestazione": 150 + (index % 50) / 2,
    "Prova dei mezzi": 4,
    "Presa in carico": "NO",
  };
}

/** Four ways in which rows go wrong, each with the rule that keeps the row back. */
const FAULTS = [
  ["A01", (row) => (row["Codice fiscale"] = row["Codice fiscale"].slice(0, 15) + (row["Codice fiscale"][15] === "A" ? "B" : "A"))],
  ["K02", (row) => (row["Protocollo domanda"] = "")],
  ["P07", (row) => (row["Data erogazione"] = "")],
  ["X16", (row) => (row.Cittadinanza = "")],
];

/** `count` rows, of which every tenth is faulty; the faulty ones are taken in but cannot be sent. */
export function rows(count, faulty = true) {
  return Array.from({ length: count }, (_, index) => {
    const made = row(index);
    if (faulty && index % 10 === 9) FAULTS[Math.floor(index / 10) % FAULTS.length][1](made);
    return made;
  });
}

/** The rules that `rows` breaks. */
export const BROKEN = FAULTS.map(([rule]) => rule);

/** Rows as a file: `type` is xlsx, ods, xls (BIFF8) or csv. */
export function workbook(rows, type = "xlsx") {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.json_to_sheet(rows), "Prestazioni");
  return XLSX.write(book, { type: "buffer", bookType: type === "xls" ? "biff8" : type, compression: true });
}

/** A file to give to an input. */
export const upload = (name, buffer) => ({ name, mimeType: "application/octet-stream", buffer });
