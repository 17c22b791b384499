// After the build: dist/siuss-kit.html, the same page in one file, which opens by a double click. Its policy lets it ask
// nothing of anywhere (docs/decisions/0016).
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { replaced } from "./replaced.mjs";

const DIST = "dist";
const bytes = (name) => readFileSync(`${DIST}/${name}`);
// A BOM says what a file is written in; within another it would be a letter.
const text = (name) => readFileSync(`${DIST}/${name}`, "utf8").replace(/^\ufeff/, "");
// The program, not the library: it packs the same on all machines.
const packed = (name) => execFileSync("gzip", ["-9nc", `${DIST}/${name}`], { maxBuffer: 2 ** 26 }).toString("base64");
const data = (name, type) => `data:${type};base64,${bytes(name).toString("base64")}`;
const sha256 = (content) => `'sha256-${createHash("sha256").update(content).digest("base64")}'`;

/** A module's code, to stand beside what it imports and what imports it. */
function opened(code) {
  const inside = code
    .replaceAll(/^import .* from ".*";?$/gm, "")
    .replaceAll(/^export \{.*\};?$/gm, "")
    .replaceAll(/^export (?=class|const|function)/gm, "");
  if (/^(import|export)\b/m.test(inside)) throw new Error("a module imports or exports in a way unknown here");
  return inside;
}

/** `fetch` for the code beside it, of what the file has in itself: `text(name)` gives it compressed, in base64. */
const fetched = (text) => `
const fetch = async (address) => {
  const text = (${text})(new URL(address).pathname.split("/").pop());
  const bytes = Uint8Array.fromBase64?.(text) ?? Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "content-type": "application/wasm" } });
};
`;

/** The start of a program, where what wasm-bindgen wrote for it stands beside. */
const started = (name) => replaced(text(name), /const \{ default: init \} = await import\(.*\);/g, "const init = __wbg_init;");

const pictures = readdirSync(`${DIST}/pictures`).map((name) => [`picture-${name.replace(".webp", "")}`, data(`pictures/${name}`, "image/webp")]);

let page = text("index.html");
const [, js, wasm] = page.match(/ data-js="\.\/(.+?)\?v=.*? data-wasm="\.\/(.+?)"/);
const [, css] = page.match(/ rel="stylesheet" href="\.\/(.+?)"/);

const links = text("__wasm_split.js");
const [, linked] = text(js).match(/^import \* as (\w+) from "\.\/__wasm_split\.js/m);
const loaders = Array.from(links.matchAll(/^export const (\w+)/gm), ([, name]) => name);
const parts = [wasm, ...Array.from(links.matchAll(/"\.\/(\w+\.wasm)\?v=/g), ([, name]) => name)];

const script = [
  fetched("(name) => document.getElementById(name).textContent"),
  opened(text(js)),
  opened(links),
  `const ${linked} = { ${loaders} };`,
  started("start.mjs"),
].join("\n");

// No module can be imported where everything is in one file: the worker is a plain script, which has no `import.meta`.
const archive = replaced(
  ["(async () => {", fetched(`() => "${packed("archive_bg.wasm")}"`), opened(text("archive.js")), started("archive.mjs"), "})();"].join("\n"),
  "import.meta.url",
  '"file:///"',
);

const style = replaced(text(css), /url\("?(fonts\/[^")]+)"?\)/g, (_, name) => `url("${data(name, "font/woff2")}")`);

for (const [found, by] of [
  ["script-src 'self'", `script-src ${sha256(script)}`],
  ["style-src 'self'", `style-src ${sha256(style)}`],
  ["connect-src 'self'", "connect-src 'none'"],
  ["img-src 'self' data:", "img-src data:"],
  ["font-src 'self'", "font-src data:"],
  [/<link rel="(module)?preload"[^>]*>/g, ""],
  [/<link rel="stylesheet"[^>]*>/g, () => `<style>${style}</style>`],
  ["./favicon.svg", data("favicon.svg", "image/svg+xml")],
  [/(<script type="module" id="start") src="[^"]*"([^>]*)>/g, (_, head, tail) => `${head}${tail}>${script}`],
  [
    "</body>",
    () =>
      [["archive", archive], ...parts.map((name) => [name, packed(name)]), ...pictures, ["notices", text("THIRD-PARTY.txt")]]
        .map(([id, text]) => `<script type="text/plain" id="${id}">${text}</script>\n`)
        .join("") + "</body>",
  ],
]) {
  page = replaced(page, found, by);
}
// What HTML would understand otherwise than it is meant.
for (const code of [script, archive, style, text("THIRD-PARTY.txt")]) if (/<!--|<\/?(script|style)/i.test(code)) throw new Error("a tag inside a script or a style");
if (page.includes("'self'")) throw new Error("the policy of the one file still speaks of other files");
writeFileSync(`${DIST}/siuss-kit.html`, page);
