// After Trunk's build: gives the worker's address in index.html a hash of the worker's files.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const dist = process.env.TRUNK_STAGING_DIR;
const hash = createHash("sha256");
for (const name of ["archive.mjs", "archive.js", "archive_bg.wasm"]) hash.update(readFileSync(join(dist, name)));

const page = join(dist, "index.html");
const plain = 'data-archive="./archive.mjs"';
const html = readFileSync(page, "utf8");
if (!html.includes(plain)) throw new Error(`${page} has no ${plain}`);
writeFileSync(page, html.replace(plain, `data-archive="./archive.mjs?v=${hash.digest("hex").slice(0, 16)}"`));
