// Who closes the page or loads it anew while something is not saved is asked first, and who refuses goes on typing. Nobody else is asked.
// That what was typed comes back also for who does not refuse: task-drafts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openApp } from "./harness.mjs";
import { addEnte, agrees, go, holds, importRows, menu, protect } from "./office.mjs";
import { row } from "./sheet.mjs";

const TYPED = "via della Bozza 7";
const address = (page) => page.getByLabel("Indirizzo", { exact: true });
const unsaved = (page) => page.getByText("Ci sono modifiche da salvare.");

/** One person on screen; `asked` are the questions of the browser, which wait for their answer. */
async function office(t, { sealed = false } = {}) {
  const page = await openApp(t);
  await addEnte(page);
  if (sealed) await protect(page);
  await importRows(page, [row(0)]);
  await go(page, "assistiti/0", "Assistiti");
  await holds(page.getByLabel("Cognome", { exact: true }), "PROVETTI");
  await page.evaluate(() => (self.sameAsEver = true));
  const asked = [];
  page.on("dialog", (dialog) => asked.push(dialog));
  return { page, asked };
}

/** Types as an operator does: of who never touched the page no browser asks anything. */
async function type(page) {
  await address(page).click();
  await page.keyboard.type(TYPED);
  await unsaved(page).waitFor();
}

async function save(page) {
  await page.getByRole("button", { name: "Modifica", exact: true }).click();
  await unsaved(page).waitFor({ state: "hidden" });
}

/** How a page is left, as the browser knows it, and what is there when it has gone. None of them waits for that. */
const WAYS = [
  [
    "loaded anew",
    (page) => page.evaluate(() => void setTimeout(() => location.reload())),
    (page) => page.waitForFunction(() => !self.sameAsEver && document.querySelector("#heading")),
  ],
  [
    "left for another address",
    (page) => page.evaluate(() => void setTimeout(() => location.assign("about:blank"))),
    (page) => page.waitForURL("about:blank"),
  ],
  ["closed", (page) => page.close({ runBeforeUnload: true }), (page) => page.isClosed() || page.waitForEvent("close")],
];

/** Leaves, is asked, and refuses. */
async function refuse(page, leave) {
  const asking = page.waitForEvent("dialog");
  // A click is over only when the question is answered.
  const left = leave(page);
  const dialog = await asking;
  assert.equal(dialog.type(), "beforeunload");
  await dialog.dismiss();
  await left;
  assert.equal(await page.evaluate(() => self.sameAsEver), true, "the page was loaded anew");
}

for (const [way, leave, gone] of WAYS) {
  test(`half-typed and ${way}: the browser asks, and who refuses has what was typed; once it is saved it asks nothing`, async (t) => {
    const { page, asked } = await office(t);
    await type(page);
    await refuse(page, leave);
    assert.equal(await address(page).inputValue(), TYPED);
    // The cursor is where it was.
    await page.keyboard.type("8");
    await holds(address(page), `${TYPED}8`);

    // It is there still, so it is asked again, from a screen that shows nothing of it too.
    await menu(page, "Registro attività").click();
    await agrees(page, "Registro attività");
    await refuse(page, leave);
    await go(page, "assistiti/0", "Assistiti");
    await holds(address(page), `${TYPED}8`);
    assert.equal(asked.length, 2);

    await save(page);
    await leave(page);
    await gone(page);
    assert.equal(asked.length, 2, "asked though all is saved");
  });

  test(`nothing half-typed and ${way}: nothing is asked, of who only looked or gave up the changes`, async (t) => {
    const { page, asked } = await office(t);
    await type(page);
    await page.getByRole("button", { name: "Annulla le modifiche" }).click();
    await unsaved(page).waitFor({ state: "hidden" });
    await holds(address(page), "");
    await menu(page, "Assistiti").click();
    await agrees(page, "Assistiti");
    await leave(page);
    await gone(page);
    assert.equal(asked.length, 0);
  });
}

test("Blocca with something half-typed asks too, and who refuses is not locked out", async (t) => {
  const { page, asked } = await office(t, { sealed: true });
  const lock = () => page.getByRole("button", { name: "Blocca", exact: true }).click();
  await type(page);
  await refuse(page, lock);
  assert.equal(await address(page).inputValue(), TYPED);
  await save(page);
  await lock();
  await page.getByRole("heading", { name: "L'archivio è chiuso con una frase" }).waitFor();
  assert.equal(asked.length, 1);
});
