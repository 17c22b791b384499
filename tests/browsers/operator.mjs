// What an operator does with the page, by what is written on it, over any driver:
// - `go(url)`, `reload()`, `close()`
// - `restart()`: the same page in the same profile, after the browser (or what can be closed of it) was closed
// - `crash()`: the same, after what held the page was killed (of WebKit, closed), and nobody was asked
// - `run(code, ...given)`: what a function of the page returns; `find`: the element that it returns, or nothing
// - `click(element)`, `type(element, text)` in the place of what is there, `upload(element, file)`
// - `downloads`: the folder into which the browser saves
// - `faults()`: what the page logged as an error or threw
import assert from "node:assert/strict";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { until } from "./until.mjs";

/** A pattern, as text that a page can be given: of words as they are, or of an expression. */
const pattern = (words) => words.source ?? words.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
const exactly = (words) => words.source ?? `^${pattern(words)}$`;

/** In the page: the first element of a kind with this name that can be used. */
async function usable(kind, name) {
  const kinds = { action: "button, a[href], summary", field: "input, select, textarea", heading: "h1, h2, h3" };
  const text = (it) => it.ariaLabel || [...(it.labels ?? [])].map((label) => label.innerText).join(" ") || it.innerText;
  const found = [...document.querySelectorAll(kinds[kind])].find(
    (it) => !it.disabled && (it.type === "file" || it.checkVisibility()) && new RegExp(name).test(text(it).replace(/\s+/g, " ").trim()),
  );
  if (!found || kind !== "action") return found;
  // What moves, or lies under a notice or a dialog, would be pressed beside: an operator scrolls, and waits.
  found.scrollIntoView({ block: "center", behavior: "instant" });
  const place = () => JSON.stringify(found.getBoundingClientRect());
  const before = place();
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  const { x, y, width, height } = found.getBoundingClientRect();
  return place() === before && found.contains(document.elementFromPoint(x + width / 2, y + height / 2)) ? found : null;
}

export class Operator {
  constructor(driver) {
    this.driver = driver;
  }

  /** Waits until something comes of the attempt; in vain, it says what can be read on the page. */
  wait(what, attempt) {
    return until(what, attempt).catch(async (error) => {
      assert.fail(`${error.message}; there was:\n${await this.driver.run(() => document.body.innerText)}`);
    });
  }

  /** Does something with an element, once it is there; again where the page drew it anew in the meantime. */
  use(kind, name, action = async () => {}) {
    return this.wait(`${kind} ${name}`, async () => {
      const element = await this.driver.find(usable, kind, exactly(name));
      if (!element) return false;
      await action(element);
      return true;
    });
  }

  heading = (name) => this.use("heading", name);
  press = (name) => this.use("action", name, (element) => this.driver.click(element));
  fill = (label, text) => this.use("field", label, (element) => this.driver.type(element, text));
  upload = (label, file) => this.use("field", label, (element) => this.driver.upload(element, file));

  /** Waits until a field says this. */
  says(label, text) {
    const told = (field, text) => field.value === text;
    return this.wait(`${label}: ${text}`, async () => {
      const element = await this.driver.find(usable, "field", exactly(label));
      return element && this.driver.run(told, element, text);
    });
  }

  /** A date or an entry of a list: the windows in which they are chosen are the browser's own, and no driver opens them. */
  pick(label, words) {
    const set = (field, words) => {
      const option = [...(field.options ?? [])].find((option) => option.label === words);
      field.value = option?.value ?? words;
      for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
    };
    return this.use("field", label, (element) => this.driver.run(set, element, words));
  }

  /** Waits until the words (or the expression) can be read on the page. */
  async see(words) {
    const read = (words) => new RegExp(words).test(document.body.innerText);
    await this.wait(words, () => this.driver.run(read, pattern(words)));
  }

  async assertUnseen(words) {
    assert.doesNotMatch(await this.driver.run(() => document.body.innerText), new RegExp(pattern(words)));
  }

  /** Presses what saves a file, and resolves to `{ name, file }` when the browser has all of it. */
  async save(button) {
    const { downloads } = this.driver;
    await rm(downloads, { recursive: true, force: true });
    await mkdir(downloads);
    await this.press(button);
    return this.wait("a download", async () => {
      const [name, ...others] = await readdir(downloads);
      // Until then there is nothing in it, or another file beside it or in its place.
      if (!name || others.length || /\.(part|wkdownload)$/.test(name)) return null;
      const file = join(downloads, name);
      return (await stat(file)).size > 0 && { name, file };
    });
  }

  async go(route, heading) {
    await this.driver.run((hash) => void (location.hash = hash), `#/${route}`);
    await this.heading(heading);
  }

  async addEnte() {
    await this.go("impostazioni", "Impostazioni");
    await this.fill("Codice ente", "G478");
    await this.fill("Denominazione", "COMUNE DI PROVA");
    await this.fill("Codice Belfiore della sede", "G478");
    await this.fill("Nome operatore", "Finta Protti");
    await this.fill("Codice fiscale operatore", "PRTFNT83P49G478N");
    await this.press("Salva ente");
    await this.heading("COMUNE DI PROVA");
  }

  async importFile(file) {
    await this.go("importa", "Importa prestazioni");
    await this.upload("Scegli un file", file);
    await this.press("Controlla");
    await this.press("Conferma");
    await this.use("action", "Vai a Invio prestazioni");
  }

  /** *Invio Prestazioni* of 2026 has so many rows of a state. */
  async assertRows(count, stato = "Non Trasmesse") {
    await this.go("invio", "Invio Prestazioni PS-PSA-SINA");
    await this.pick("Da data", "2026-01-01");
    await this.pick("A data", "2026-12-31");
    await this.pick("Stato trasmissione", stato);
    await this.press("Visualizza");
    await this.see(`Trovate ${count} righe`);
  }

  async protect(phrase) {
    await this.fill("Nuova frase", phrase);
    await this.fill("Nuova frase, di nuovo", phrase);
    await this.press("Proteggi l'archivio");
    await this.see("L'archivio è protetto");
  }

  async unlock(phrase) {
    await this.heading("L'archivio è chiuso con una frase");
    await this.fill("Frase di protezione", phrase);
    await this.press("Apri l'archivio");
  }
}
