// What an operator does that writes the archive, up to the button that does it. One more action is one more entry of ACTIONS.
import assert from "node:assert/strict";
import { freshProfile, inWorker, openApp } from "../e2e/harness.mjs";
import { PHRASE, addEnte, go, importRows, protect, unlock, visualizza } from "../e2e/office.mjs";
import { rows, upload } from "../e2e/sheet.mjs";
import { DISK, copyOf, copyProfile, differences, mean, opened, reading, stopClock } from "./reading.mjs";

export const PHRASES = [PHRASE, "quattro cani in barca"];

const button = (page, name) => page.getByRole("button", { name, exact: true });

/** All that can be sent is sent. */
export async function stampa(page) {
  await visualizza(page, "2026-01-01", "2026-12-31");
  await page.getByRole("button", { name: "Stampa", exact: true }).click();
  await page.getByText(/Inviate \d+ prestazioni/).waitFor();
}

/** An archive of some hundred benefits, of which `sent` are in a flow. */
async function fill(page, sent, all) {
  await stopClock(page);
  await addEnte(page);
  await importRows(page, rows(sent, false));
  await stampa(page);
  await importRows(page, rows(all, false));
}

/** Gives the ente another name. */
async function rename(page, nome) {
  await go(page, "impostazioni", "Impostazioni");
  await button(page, "Modifica").click();
  await page.getByLabel("Denominazione").fill(nome);
  await button(page, "Salva ente").click();
  await page.getByRole("heading", { level: 3, name: nome, exact: true }).waitFor();
}

/**
 * The copy of a colleague who was given one of ours and worked on. It brings new people and a flow with its files, has sent what is not
 * sent here, gave keys that mean others here, and changed a name that was changed here too.
 */
async function colleagues(t, ours) {
  const page = await openApp(t);
  await page.getByLabel("Ripristina una copia").setInputFiles(upload("nostra.siuss", ours));
  await button(page, "Ripristina").click();
  await page.getByText("La copia è stata ripristinata").first().waitFor();
  await stopClock(page);
  await importRows(page, rows(1100, false).slice(600));
  await stampa(page);
  await importRows(page, rows(1300, false).slice(1100));
  await rename(page, "COMUNE DI PROVA DUE");
  const copy = await copyOf(page);
  await page.context().close();
  return copy;
}

/**
 * What the actions begin from: profiles whose archive is in clear and sealed, the copy of another archive, and that of a colleague's.
 * The profiles are of browsers that were closed as one should.
 */
export async function beginnings(t) {
  const other = await openApp(t);
  await fill(other, 500, 700);
  const copy = await copyOf(other);
  await other.context().close();

  const profile = await freshProfile(DISK);
  const page = await openApp(t, { profile });
  await fill(page, 300, 600);
  const theirs = await colleagues(t, await copyOf(page));
  await importRows(page, rows(1350, false).slice(1300));
  await rename(page, "COMUNE DI PROVA UNO");
  const address = new URL(page.url()).origin;
  await page.context().close();
  const clear = await copyProfile(profile, "clear");

  const again = await openApp(t, { profile });
  await opened(again);
  await stopClock(again);
  await go(again, "impostazioni", "Impostazioni");
  await protect(again);
  await again.context().close();
  const sealed = await copyProfile(profile, "sealed");
  return { clear, sealed, copy, theirs, address };
}

const inSettings = async (page, fields) => {
  await go(page, "impostazioni", "Impostazioni");
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
};

/**
 * - `from`: which archive it begins from
 * - `ready`: everything up to the button that writes, and that button; nothing is written before it
 * - `told`: what the page shows once it is done
 * - `transactions`: how many the button makes, where it is not one; `between`: what leaves the archive as it is after all but the last,
 *   which is a whole state too
 */
export const ACTIONS = [
  {
    name: "Conferma (a sheet)",
    from: "clear",
    ready: async (page) => {
      await importRows(page, rows(1800, false).slice(500), { confirm: false });
      return button(page, "Conferma");
    },
    told: (page) => page.getByRole("link", { name: "Vai a Invio prestazioni" }),
  },
  {
    name: "Stampa",
    from: "clear",
    ready: async (page) => {
      await visualizza(page, "2026-01-01", "2026-12-31");
      await page.getByRole("heading", { name: /^Trovate \d+ righe/ }).waitFor();
      return button(page, "Stampa");
    },
    told: (page) => page.getByText(/Inviate \d+ prestazioni/),
  },
  {
    name: "Modifica",
    from: "clear",
    ready: async (page) => {
      await go(page, "progetti/450", "Quadro sinottico");
      await page.getByRole("region", { name: "Assistito" }).getByLabel("Indirizzo").fill("via dell'Esempio 7");
      await page.getByText("Ci sono modifiche da salvare.").waitFor();
      // What is half-typed is kept once the typing pauses: a transaction that is none of the action's.
      await page.waitForTimeout(1_500);
      return button(page, "Modifica");
    },
    told: (page) => page.getByRole("status").getByText("Modifiche salvate").first(),
  },
  {
    name: "Ripristina (a copy)",
    from: "clear",
    ready: async (page, { copy }) => {
      await go(page, "impostazioni", "Impostazioni");
      await page.getByLabel("Apri una copia").setInputFiles(upload("copia.siuss", copy));
      await button(page, "Ripristina").click();
      return page.getByRole("dialog", { name: "Sostituire l'archivio?" }).getByRole("button", { name: "Salva e sostituisci" });
    },
    told: (page) => page.getByText("La copia è stata ripristinata").first(),
    // What is here is saved first, and the journal tells of that.
    transactions: 2,
    between: copyOf,
  },
  {
    name: "Unisci (a colleague's copy)",
    from: "clear",
    ready: async (page, { theirs }) => {
      await go(page, "impostazioni", "Impostazioni");
      await page.getByLabel("Apri una copia").setInputFiles(upload("collega.siuss", theirs));
      await button(page, "Unisci").click();
      // 700 of its benefits are new, 300 that are here were sent there, and the name of the ente is decided for the copy.
      await page.getByText(/Dalla copia arrivano: .*700 prestazioni/).waitFor();
      await page.getByRole("group", { name: /Denominazione/ }).getByText(/Prendere «COMUNE DI PROVA DUE»/).click();
      return button(page, "Unisci adesso");
    },
    told: (page) => page.getByText(/^Archivi uniti: /).first(),
  },
  {
    name: "Proteggi (a passphrase)",
    from: "clear",
    ready: async (page) => {
      await inSettings(page, { "Nuova frase": PHRASES[0], "Nuova frase, di nuovo": PHRASES[0] });
      return button(page, "Proteggi l'archivio");
    },
    told: (page) => page.getByText("L'archivio è protetto").first(),
  },
  {
    name: "Cambia la frase",
    from: "sealed",
    ready: async (page) => {
      await inSettings(page, { "Frase attuale": PHRASES[0], "Nuova frase": PHRASES[1], "Nuova frase, di nuovo": PHRASES[1] });
      return button(page, "Cambia la frase");
    },
    told: (page) => page.getByText("La frase è stata cambiata").first(),
  },
  {
    name: "Togli la frase",
    from: "sealed",
    ready: async (page) => {
      await inSettings(page, { "Frase attuale": PHRASES[0] });
      return button(page, "Togli la frase");
    },
    told: (page) => page.getByText("La frase è stata tolta").first(),
  },
];

/** Opens a profile, and goes up to the button of an action. */
export async function upTo(t, action, profile, given) {
  const page = await openApp(t, { profile });
  if (!(await opened(page))) {
    await unlock(page, PHRASES[0]);
    await page.getByRole("heading", { name: "Nell'archivio" }).waitFor();
  }
  await stopClock(page);
  return { page, button: await action.ready(page, given) };
}

/**
 * Presses the button, with the keyboard, for a mouse takes its time, and listens from then on: `heard` has when the last transaction of
 * the action was begun and ended, as its worker saw it, and when the page told of it, in milliseconds since the key; the promises of the
 * same names resolve then. The worker is only listened to: it does what it does.
 */
export async function press(page, action, button) {
  await inWorker(
    page,
    (count) => {
      self.written = [];
      self.begun = new Promise((begun) => {
        self.ended = new Promise((ended) => {
          const transaction = IDBDatabase.prototype.transaction;
          IDBDatabase.prototype.transaction = function (...given) {
            const made = transaction.apply(this, given);
            if (made.mode === "readwrite" && self.written.push(made) === count) {
              begun();
              made.addEventListener("complete", () => ended());
            }
            return made;
          };
        });
      });
    },
    action.transactions ?? 1,
  );
  const heard = {};
  const hear = (name, promise) =>
    promise.then(
      () => (heard[name] = performance.now() - at),
      // The browser was killed before.
      () => {},
    );
  const [begun, ended] = [inWorker(page, () => self.begun), inWorker(page, () => self.ended)];
  await button.focus();
  const at = performance.now();
  page.keyboard.press("Enter").catch(() => {});
  return { at, heard, begun: hear("begun", begun), ended: hear("ended", ended), told: hear("told", action.told(page).waitFor({ timeout: 60_000 })) };
}

/** What an action makes of the archive when nobody disturbs it: the states that are whole; and how long it takes. */
export async function undisturbed(t, action, given) {
  const after = async (then) => {
    const profile = await copyProfile(given[action.from], "undisturbed");
    const { page, button } = await upTo(t, action, profile, given);
    const came = await then(page, button);
    await page.context().close();
    return { came, found: (await reading(t, profile, PHRASES)).found };
  };
  const wholes = [{ is: "before", found: (await after(() => {})).found }];
  if (action.between) {
    const { found } = await after(async (page) => {
      await page.keyboard.press("Escape");
      await action.between(page);
    });
    wholes.push({ is: "before", found });
  }
  const runs = [];
  for (let run = 0; run < 3; run += 1) {
    runs.push(
      await after(async (page, button) => {
        const { heard, told, ended } = await press(page, action, button);
        await Promise.all([told, ended]);
        assert.ok(heard.told, `${action.name}: the page tells nothing`);
        assert.equal(await inWorker(page, () => self.written.length), action.transactions ?? 1, `${action.name}: transactions`);
        return heard;
      }),
    );
  }
  const [{ found }, ...others] = runs;
  for (const other of others) assert.deepEqual(differences(other.found, found), [], `${action.name} is not twice the same`);
  for (const whole of wholes) assert.notEqual(differences(found, whole.found).length, 0, `${action.name} changes nothing`);
  const time = (name) => mean(runs.map(({ came }) => came[name]));
  return { wholes: [...wholes, { is: "after", found }], begun: time("begun"), ended: time("ended"), told: time("told") };
}
