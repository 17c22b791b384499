// What the browser downloads, compressed as a web server would (gzip -9), against what we allow.
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { gzipSync } from "node:zlib";

const DIST = "dist";
const BUDGETS = [
  { title: "before the page can be used", limit: 400, files: /^(index\.html|start\.mjs|__wasm_split\.js|siuss-kit-.*|main-.*\.css)$/ },
  { title: "archive worker, loads beside it", limit: 1900, files: /^archive/ },
  { title: "the other screens, load when the page can be used", limit: 450, files: /^(split|chunk)_.*\.wasm$/ },
  { title: "styles alone", limit: 40, files: /\.css$/ },
  { title: "fonts (not compressed, shown when they arrive)", files: /\.woff2$/, plain: true },
  { title: "pictures of the guide (not compressed, load where it is read)", limit: 250, files: /\.webp$/, plain: true },
  { title: "favicon", files: /\.svg$/ },
  { title: "the page in one file", limit: 3000, files: /^siuss-kit\.html$/ },
];

const kB = (bytes) => (bytes / 1000).toFixed(1).padStart(8);
const names = readdirSync(DIST, { recursive: true }).map((name) => name.replaceAll("\\", "/"));
let failed = false;

for (const { title, limit, files, plain } of BUDGETS) {
  const rows = names
    .filter((name) => files.test(name))
    .map((name) => {
      const content = readFileSync(`${DIST}/${name}`);
      return { name, raw: content.length, sent: plain ? content.length : gzipSync(content, { level: 9 }).length };
    });
  const total = rows.reduce((sum, { sent }) => sum + sent, 0);
  const over = limit !== undefined && total > limit * 1000;
  failed ||= over || rows.length === 0;
  console.log(`\n${title}: ${kB(total).trim()} kB${limit ? ` of ${limit}` : ""}${over ? "  TOO MUCH" : ""}${rows.length ? "" : "  NO SUCH FILE"}`);
  for (const { name, raw, sent } of rows) console.log(`${kB(sent)} kB gzip ${kB(raw)} kB  ${name}`);
}
// Paths of the machine that built it are nobody's business, and change the bytes from one machine to the next. The page in one
// file is made of these, in letters that might spell anything.
for (const name of names.filter((name) => /\.(wasm|js|mjs)$|^index\.html$/.test(name))) {
  const content = readFileSync(`${DIST}/${name}`, "latin1");
  for (const path of [process.cwd(), homedir()].filter((path) => path.length > 1 && content.includes(path))) {
    console.log(`\n${name} names ${path}`);
    failed = true;
  }
}
process.exitCode = failed ? 1 : 0;
