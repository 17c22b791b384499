// Every screen for who sees, presses or types in another way: axe, 320 pixels, 200 %, forced colours, targets, the keyboard.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, faultsOf, openApp, screenshot } from "./harness.mjs";
import { go, lastQuarter, loadDemo, visualizza } from "./office.mjs";

/** Every route, with its heading. */
const ROUTES = [
  ["", "Cruscotto"],
  ["importa", "Importa prestazioni"],
  ["assistiti", "Assistiti"],
  ["assistiti/nuovo", "Assistiti"],
  ["assistiti/0", "Assistiti"],
  ["assistiti/0/dati", "Tutti i dati della persona"],
  ["assistiti/0/progetto", "Nuovo progetto sociale"],
  ["anagrafe", "Confronto con l'anagrafe"],
  ["progetti", "Progetti sociali"],
  ["progetti/0", "Quadro sinottico"],
  ["progetti/0/prestazione", "Nuova prestazione"],
  ["invio", "Invio Prestazioni PS-PSA-SINA"],
  ["stampe", "Gestione stampe"],
  ["stampe/0", "Gestione stampe"],
  ["flussi", "Gestione flussi"],
  ["flussi/0", "Gestione flussi"],
  ["flussi/0/prova", "Prova d'invio"],
  ["esiti", "Esiti INPS"],
  ["verifica", "Verifica un file XML"],
  ["isee/richiesta", "Generazione XML di richiesta"],
  ["isee/risposte", "Gestione consultazioni XML"],
  ["isee/consultazioni", "Gestione Consultazioni"],
  ["registro", "Registro attività"],
  ["impostazioni", "Impostazioni"],
  ["guida", "Guida"],
  ["guida/P04", "Guida"],
  ["mv62", "Modulo MV62"],
  ["accessibilita", "Dichiarazione di accessibilità"],
];

/** The demonstration, with what was found on *Invio*. */
async function office(t, viewport) {
  const page = await openApp(t, { viewport });
  await loadDemo(page);
  return page;
}

/** Goes through all screens; `each` is done on every one, once it stands still. */
async function walk(page, each) {
  for (const [route, heading] of ROUTES) {
    await go(page, route, heading);
    await page.waitForTimeout(250);
    if (route === "invio") {
      await page.getByRole("button", { name: lastQuarter() }).click();
      await page.getByRole("button", { name: "Visualizza" }).click();
      await page.getByText(/^Trovate \d+ righe$/).waitFor();
    }
    await each(route || "cruscotto");
  }
  assert.deepEqual(faultsOf(page), []);
}

test("axe finds nothing on any screen, and no id stands twice", async (t) => {
  const page = await office(t);
  let screens = 0;
  await walk(page, async (route) => {
    await assertAccessible(page);
    const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((it) => it.id));
    assert.ok(ids.every((id) => id), `${route}: an id without a name`);
    assert.equal(new Set(ids).size, ids.length, `${route}: ${ids.filter((id, at) => ids.indexOf(id) !== at)}`);
    screens += 1;
  });
  t.diagnostic(`axe on ${screens} screens: 0 faults`);
});

for (const [what, width, height] of [
  ["320 pixels", 320, 640],
  ["200 % of 1366x768", 683, 384],
]) {
  test(`nothing scrolls sideways at ${what}, and all that is pressed is large enough`, async (t) => {
    const page = await office(t, { width, height });
    const wrong = [];
    await walk(page, async (route) => {
      const { wide, small } = await page.evaluate(() => {
        const seen = (it) => it.offsetParent && getComputedStyle(it).visibility !== "hidden";
        const inner = (it) => it.closest(".table-responsive, .tabs, nav, pre");
        const over = [...document.querySelectorAll("body *")].filter((it) => seen(it) && !inner(it) && it.getBoundingClientRect().right > innerWidth + 1);
        const pressed = [...document.querySelectorAll("button, select, input:not([type=hidden]), summary, a.btn")].filter(seen);
        // A label is pressed for its box.
        const size = (it) => {
          const boxes = [it, ...(it.labels ?? [])].map((part) => part.getBoundingClientRect());
          return Math.max(...boxes.map(({ width, height }) => Math.min(width, height)));
        };
        const tiny = pressed.filter((it) => it.getBoundingClientRect().width > 1 && size(it) < 23.5);
        const name = (it) => `${it.tagName} ${it.id || it.textContent.trim().slice(0, 40) || it.getAttribute("aria-label")}`;
        return { wide: document.documentElement.scrollWidth > innerWidth ? over.slice(0, 3).map(name) : [], small: tiny.slice(0, 3).map(name) };
      });
      if (wide.length) wrong.push(`${route} is too wide: ${wide.join("; ")}`);
      if (small.length) wrong.push(`${route} has small targets: ${small.join("; ")}`);
      if (width === 320) await screenshot(page, `320-${route.replaceAll("/", "-")}`);
    });
    assert.deepEqual(wrong, []);
  });
}

test("in forced colours every button has an edge, and the place where one is is marked", async (t) => {
  const page = await office(t);
  await page.emulateMedia({ forcedColors: "active" });
  const wrong = [];
  await walk(page, async (route) => {
    const bare = await page.evaluate(() => {
      const seen = (it) => it.offsetParent && it.getBoundingClientRect().width > 1;
      const edge = (it) => {
        const style = getComputedStyle(it);
        return style.borderTopStyle !== "none" && parseFloat(style.borderTopWidth) > 0 && style.borderTopColor !== style.backgroundColor;
      };
      const buttons = [...document.querySelectorAll("main .btn:not(.btn-link), dialog[open] .btn")].filter(seen);
      return buttons.filter((it) => !edge(it)).slice(0, 3).map((it) => it.textContent.trim());
    });
    if (bare.length) wrong.push(`${route}: ${bare.join("; ")}`);
    // No entry of the menu leads to this one.
    const here = route === "accessibilita" ? 0 : 1;
    assert.equal(await page.getByRole("banner").locator("[aria-current]").count(), here, route);
    if (["cruscotto", "invio", "flussi-0", "impostazioni"].includes(route.replaceAll("/", "-"))) await screenshot(page, `colori-${route.replaceAll("/", "-")}`, { fullPage: false });
  });
  assert.deepEqual(wrong, []);
});

test("by the keyboard nothing is more than 12 tabs away, by parts and rows", async (t) => {
  const page = await office(t);
  const farthest = [];
  await walk(page, async (route) => {
    // What is there is reached from the part that it stands in; in a table, from the first row, row by row.
    const most = await page.evaluate(() => {
      const parts = [...document.querySelectorAll('main :is(h1, h2, legend, summary, .filters, .toolbar, [role="region"]):not(.alert *, .toast-area *)')].filter((it) => it.checkVisibility());
      const can = [...document.querySelectorAll("main :is(a[href], button, input, select, textarea, summary, [tabindex='0'])")].filter(
        (it) => it.checkVisibility() && !it.disabled && it.tabIndex >= 0,
      );
      const inRow = (it) => it.closest("tbody tr") && it.closest("tbody tr") !== it.closest("tbody").firstElementChild;
      const reached = can.filter((it) => !inRow(it));
      const before = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
      let most = [0, ""];
      for (const it of reached) {
        const part = parts.findLast((part) => before(part, it)) ?? parts[0];
        const tabs = reached.filter((other) => (part === other || before(part, other)) && (other === it || before(other, it))).length;
        if (tabs > most[0]) most = [tabs, it.id || it.textContent.trim().slice(0, 40)];
      }
      return most;
    });
    farthest.push([route, ...most]);
  });
  const tooFar = farthest.filter(([, tabs]) => tabs > 12);
  t.diagnostic(`farthest: ${farthest.map(([route, tabs]) => `${route} ${tabs}`).join(", ")}`);
  assert.deepEqual(tooFar, []);
});

test("parts and rows are gone through by keys", async (t) => {
  const page = await office(t);
  const focused = () => page.evaluate(() => document.activeElement.textContent.trim().slice(0, 60) || document.activeElement.className);
  await visualizza(page, "2020-01-01", "2030-12-31");
  await page.getByText(/^Trovate \d+ righe$/).waitFor();
  await page.getByRole("heading", { level: 1 }).focus();
  // The periods, the filters, their buttons, what was found.
  await page.keyboard.press("Alt+PageDown");
  assert.match(await focused(), /^1° trimestre/);
  await page.keyboard.press("Alt+PageDown");
  assert.match(await focused(), /^Da data/);
  await page.keyboard.press("Alt+PageDown");
  await page.keyboard.press("Alt+PageDown");
  assert.match(await focused(), /^Trovate/);
  await page.keyboard.press("Alt+PageUp");
  assert.match(await focused(), /^Visualizza/);
  const links = page.getByRole("link", { name: /^V: apri il quadro sinottico di / });
  await links.nth(0).focus();
  await page.keyboard.press("ArrowDown");
  assert.ok(await links.nth(1).evaluate((it) => it === document.activeElement));
  await page.keyboard.press("ArrowUp");
  assert.ok(await links.nth(0).evaluate((it) => it === document.activeElement));
});
