// Makes style/built/: the style sheet, the icons and the fonts, from the kit's npm package. Nothing of the kit is committed.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import * as sass from "sass";

const KIT = "node_modules/bootstrap-italia";
const OUT = "style/built";
rmSync(OUT, { recursive: true, force: true });
mkdirSync(`${OUT}/fonts`, { recursive: true });

// The kit is still written with @import and the functions Sass deprecates: not ours to mend.
const { css } = sass.compile("style/main.scss", {
  style: "compressed",
  loadPaths: [`${KIT}/src/scss`, "node_modules"],
  quietDeps: true,
  silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
});
writeFileSync(`${OUT}/main.css`, css);

for (const [, name] of css.matchAll(/url\("?fonts\/([^")]+)"?\)/g)) {
  const family = name.startsWith("roboto") ? "Roboto_Mono" : "Titillium_Web";
  copyFileSync(`${KIT}/dist/fonts/${family}/${name}`, `${OUT}/fonts/${basename(name)}`);
}

const symbols = new Map();
for (const [symbol, id] of readFileSync(`${KIT}/dist/svg/sprites.svg`, "utf8").matchAll(/<symbol id="([^"]+)".*?<\/symbol>/gs)) symbols.set(id, symbol);
const wanted = Array.from(readFileSync("src/ui/components/icon.rs", "utf8").matchAll(/"#(it-[^"]+)"/g), ([, id]) => id);
const unknown = wanted.filter((id) => !symbols.has(id));
if (unknown.length || !wanted.length) throw new Error(`icon.rs: the kit has no ${unknown.join(", ")}`);
writeFileSync(`${OUT}/icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">${wanted.map((id) => symbols.get(id)).join("")}</svg>\n`);
