// make bench: the same work, done by us and by what others use, in one run on one machine.
//   ROWS=100000 RUNS=5 make bench
import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { LAUNCH } from "../../.make/chromium.mjs";
import { serveFiles } from "../../.make/server.mjs";
import { makeWorkbook } from "./workbook.mjs";

const ROWS = Number(process.env.ROWS ?? 100_000);
const RUNS = Number(process.env.RUNS ?? 5);
const WORK = "target/bench";
const SCHEMA = "tests/data/schema/ps_psa_sina_201812.xsd";
const FLUSSO = `${WORK}/flusso.xml`;
const WORKBOOK = `${WORK}/prestazioni-${ROWS}.xlsx`;

mkdirSync(WORK, { recursive: true });
makeWorkbook(WORKBOOK, ROWS);
for (const file of ["sheetjs.html", "sheetjs-worker.js"]) copyFileSync(`benches/browser/${file}`, `${WORK}/${file}`);
copyFileSync("node_modules/xlsx/dist/xlsx.full.min.js", `${WORK}/xlsx.full.min.js`);

const server = await serveFiles({ "/app/": `${WORK}/app`, "/bench/": WORK });
const browser = await chromium.launch(LAUNCH);

const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

/** Milliseconds SheetJS takes, in a worker of its own as ours is. */
async function timeSheetJs(page, file) {
  const { ms, rows } = await page.evaluate(async (file) => {
    const bytes = await (await fetch(file)).arrayBuffer();
    const worker = new Worker("./sheetjs-worker.js");
    const answer = await new Promise((done, failed) => {
      worker.onmessage = ({ data }) => done(data);
      worker.onerror = (event) => failed(new Error(event.message));
      worker.postMessage(bytes, [bytes]);
    });
    worker.terminate();
    return answer;
  }, file);
  if (rows !== ROWS + 1) throw new Error(`SheetJS read ${rows} rows`);
  return ms;
}

/** Milliseconds of each step of ours, in a worker built as that of dist/ is; the flow it wrote goes to FLUSSO. */
async function timeOurs(page, file) {
  const { laps, xml } = await page.evaluate(async (file) => {
    const bytes = await (await fetch(file)).arrayBuffer();
    const worker = new Worker("./bench.mjs", { type: "module" });
    const answer = await new Promise((done, failed) => {
      worker.onmessage = ({ data }) => {
        if (data === "ready") return worker.postMessage(bytes, [bytes]);
        const [told, xml] = data;
        if (!xml) return failed(new Error(told));
        const laps = told.trim().split("\n").map((lap) => lap.split(" "));
        done({ laps: Object.fromEntries(laps.map(([name, ms]) => [name, Number(ms)])), xml: new TextDecoder().decode(xml) });
      };
      worker.onerror = (event) => failed(new Error(event.message));
    });
    worker.terminate();
    return answer;
  }, file);
  writeFileSync(FLUSSO, xml);
  return laps;
}

/** RUNS calls, each on a fresh page so that no run inherits the memory of another. */
async function runs(url, time, file) {
  const times = [];
  for (let run = 0; run < RUNS; run += 1) {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.port}${url}`);
    times.push(await time(page, file));
    await page.close();
  }
  return times;
}

/** Milliseconds of `xmllint --schema`, native, process start included. */
async function timeXmllint() {
  const times = [];
  for (let run = 0; run < RUNS; run += 1) {
    const started = performance.now();
    await promisify(execFile)("xmllint", ["--noout", "--nonet", "--schema", SCHEMA, FLUSSO], { maxBuffer: 2 ** 28 });
    times.push(performance.now() - started);
  }
  return median(times);
}

try {
  const file = `/bench/prestazioni-${ROWS}.xlsx`;
  const size = (file) => `${(statSync(file).size / 1e6).toFixed(1)} MB`;
  console.log(`\nChromium ${browser.version()}, ${ROWS} rows x 20 columns, median of ${RUNS}`);
  const theirs = median(await runs("/bench/sheetjs.html", timeSheetJs, file));
  const ours = await runs("/app/", timeOurs, file);
  const step = (...names) => median(ours.map((laps) => names.reduce((sum, name) => sum + laps[name], 0)));
  const reading = step("lettura");
  console.log(`\nReading the xlsx (${size(WORKBOOK)})`);
  console.log(`  SheetJS 0.18.5, in a worker       ${seconds(theirs)}`);
  console.log(`  siuss-kit, in its worker          ${seconds(reading)}   ${(theirs / reading).toFixed(1)} times as fast`);
  console.log(`  (then: rows to records ${seconds(step("righe"))}, into the archive ${seconds(step("archivio"))})`);
  const native = await timeXmllint();
  const writing = step("controllo", "scrittura");
  console.log(`\nFrom records to a checked flow (${size(FLUSSO)})`);
  console.log(`  xmllint --schema, native, the same XML   ${seconds(native)}`);
  console.log(`  siuss-kit, all rules and the writing     ${seconds(writing)}   ${(native / writing).toFixed(1)} times as fast`);
  console.log(`  (rules ${seconds(step("controllo"))}, writing ${seconds(step("scrittura"))})`);
  console.log(`\nINPS's discards of every fifth benefit (aim: less than 2 s)`);
  console.log(`  read ${seconds(step("esiti"))}, matched and applied ${seconds(step("abbinamento"))}`);
} finally {
  await browser.close();
  await server.close();
}
