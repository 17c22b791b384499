// After Trunk's build: puts the page's parts beside it, and ties all that belongs to one build together by a hash in the
// addresses, so that a browser's cache never mixes two builds.
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { replaced } from "./replaced.mjs";

const dist = process.env.TRUNK_STAGING_DIR;
const SPLIT = "target/split";
const LINKS = "__wasm_split.js";

/** Replaces all that is found in a file of dist/. */
function rewrite(name, found, by) {
  const file = join(dist, name);
  writeFileSync(file, replaced(readFileSync(file, "utf8"), found, by));
}

function hashOf(names) {
  const hash = createHash("sha256");
  for (const name of names) hash.update(readFileSync(join(dist, name)));
  return hash.digest("hex").slice(0, 16);
}

const parts = readdirSync(SPLIT).filter((name) => /^(split|chunk)_.*\.wasm$/.test(name));
for (const name of [LINKS, ...parts]) copyFileSync(join(SPLIT, name), join(dist, name));

const main = readdirSync(dist).find((name) => /^siuss-kit-.*\.js$/.test(name));
const build = hashOf([main, main.replace(/\.js$/, "_bg.wasm"), LINKS, ...parts].sort());
rewrite("index.html", `"./${main}"`, `"./${main}?v=${build}"`);
rewrite(main, `from "./${LINKS}"`, `from "./${LINKS}?v=${build}"`);
// One address is one module: the parts must name the main one just as the page does.
rewrite(LINKS, "./siuss-kit.js", `./${main}?v=${build}`);
rewrite(LINKS, /(\.wasm)"/g, `$1?v=${build}"`);
// A dumb server may not know that wasm is application/wasm, which streaming insists on.
rewrite(LINKS, "WebAssembly.instantiateStreaming(src, imports)", "WebAssembly.instantiate(await (await src).arrayBuffer(), imports)");

const worker = hashOf(["archive.mjs", "archive.js", "archive_bg.wasm"]);
rewrite("index.html", 'data-archive="./archive.mjs"', `data-archive="./archive.mjs?v=${worker}"`);
rewrite("index.html", 'src="./start.mjs"', `src="./start.mjs?v=${hashOf(["start.mjs"])}"`);
