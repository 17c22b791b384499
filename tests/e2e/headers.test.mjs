// What a server should send: said once by the page, and the same by what the IT office reads and by what make serve does.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { headersOf } from "../../.make/headers.mjs";
import { openApp } from "./harness.mjs";
import { addEnte, importRows } from "./office.mjs";
import { rows } from "./sheet.mjs";

const headers = headersOf("dist");

/** Each server's configuration in docs/ced.md, by the name of its block. */
const examples = Array.from(readFileSync("docs/ced.md", "utf8").matchAll(/^```(nginx|apache|xml)\n(.*?)^```/gms), ([, name, text]) => [name, text]);

test("docs/ced.md has an example for each server", () => {
  assert.deepEqual(examples.map(([name]) => name), ["nginx", "apache", "xml"]);
});

for (const [name, text] of examples) {
  test(`docs/ced.md, ${name}: the headers, word for word`, () => {
    for (const [header, value] of Object.entries(headers("index.html"))) {
      assert.ok(text.includes(header), header);
      assert.ok(text.includes(value) || (header === "Cache-Control" && text.includes('cacheControlMode="DisableCache"')), value);
    }
    for (const type of ["text/javascript", "application/wasm", ".mjs"]) assert.ok(text.includes(type), type);
  });
}

test("under those headers the page and its worker do all they do without", async (t) => {
  const page = await openApp(t, { host: "localhost", headers });
  await addEnte(page);
  await importRows(page, rows(8, false));
  const sent = await page.evaluate(async () => {
    const start = document.getElementById("start").src;
    const all = await Promise.all([location.href, start].map((address) => fetch(address)));
    return all.map(({ headers }) => [headers.get("content-security-policy"), headers.get("cache-control")]);
  });
  assert.deepEqual(sent, ["index.html", "start.mjs"].map((name) => [headers(name)["Content-Security-Policy"], headers(name)["Cache-Control"]]));
  assert.match(sent[0][0], /; frame-ancestors 'none'$/);
});
