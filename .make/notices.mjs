// After the build: dist/THIRD-PARTY.txt, whose the parts of the program are, and under which licences.
import { readFileSync, writeFileSync } from "node:fs";
import { ingredients } from "./ingredients.mjs";

const { own, others } = ingredients();
const byText = new Map();
for (const part of others) for (const text of part.texts) byText.set(text.trim(), [...(byText.get(text.trim()) ?? []), part]);

const called = ({ name, version }) => `${name} ${version}`;
const listed = others.map((part) => [called(part), part.license, part.authors.join(", ")].filter(Boolean).join(" | "));
const line = "=".repeat(100);
writeFileSync(
  "dist/THIRD-PARTY.txt",
  [
    `${called(own)} (${own.license}) is made with the works of others that are listed here.`,
    "Where a work may be had under several licences, it is used under the MIT licence if that is one of them.",
    "A work whose package brings no text of its licence is named with its authors only.",
    ...[listed.join("\n"), readFileSync("src/codes/data/SOURCES.md", "utf8").trim()],
    ...Array.from(byText, ([text, parts]) => `${line}\n${parts.map(called).join(", ")}\n${line}\n\n${text}`),
  ].join("\n\n") + "\n",
);
