// make bench: the same work, done by us and by what others use, in one run on one machine.
//   ROWS=100000 RUNS=5 FLUSSO=flow.xml SCHEMA=schema.xsd make bench
import { execFile } from "node:child_process";
import { mkdirSync, copyFileSync, statSync } from "node:fs";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { LAUNCH } from "../../.make/chromium.mjs";
import { serveFiles } from "../../.make/server.mjs";
import { makeWorkbook } from "./workbook.mjs";

const ROWS = Number(process.env.ROWS ?? 100_000);
const RUNS = Number(process.env.RUNS ?? 5);
const WORK = "target/bench";
const WORKBOOK = `${WORK}/prestazioni-${ROWS}.xlsx`;

mkdirSync(WORK, { recursive: true });
makeWorkbook(WORKBOOK, ROWS);
for (const file of ["sheetjs.html", "sheetjs-worker.js"]) copyFileSync(`benches/browser/${file}`, `${WORK}/${file}`);
copyFileSync("node_modules/xlsx/dist/xlsx.full.min.js", `${WORK}/xlsx.full.min.js`);

const server = await serveFiles({ "/app/": "dist", "/bench/": WORK });
const browser = await chromium.launch(LAUNCH);

const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
const seconds = (ms) => (ms === null ? "not measured" : `${(ms / 1000).toFixed(2)} s`);

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

// HOOK: post a bench request to the app's archive worker and resolve to the milliseconds it took; null until there is such a request.
async function timeOurs(page, file) {
  return null;
}

/** Median of RUNS calls, each on a fresh page so that no run inherits the memory of another. */
async function medianOf(url, time, file) {
  const times = [];
  for (let run = 0; run < RUNS; run += 1) {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.port}${url}`);
    times.push(await time(page, file));
    await page.close();
  }
  return times.includes(null) ? null : median(times);
}

/** Milliseconds of `xmllint --schema`, native, process start included. */
async function timeXmllint(file) {
  const times = [];
  for (let run = 0; run < RUNS; run += 1) {
    const started = performance.now();
    await promisify(execFile)("xmllint", ["--noout", "--nonet", "--schema", process.env.SCHEMA, file], { maxBuffer: 2 ** 28 });
    times.push(performance.now() - started);
  }
  return median(times);
}

try {
  const file = `/bench/prestazioni-${ROWS}.xlsx`;
  const megabytes = (statSync(WORKBOOK).size / 1e6).toFixed(1);
  console.log(`\nReading an xlsx of ${ROWS} rows x 20 columns (${megabytes} MB), Chromium ${browser.version()}, median of ${RUNS}`);
  const theirs = await medianOf("/bench/sheetjs.html", timeSheetJs, file);
  const ours = await medianOf("/app/", timeOurs, file);
  console.log(`  SheetJS 0.18.5   ${seconds(theirs)}`);
  console.log(`  siuss-kit        ${seconds(ours)}${ours === null ? "" : `   ${(theirs / ours).toFixed(1)} times faster`}`);

  if (process.env.FLUSSO) {
    console.log(`\nxmllint --schema on ${process.env.FLUSSO} (${(statSync(process.env.FLUSSO).size / 1e6).toFixed(1)} MB), median of ${RUNS}`);
    console.log(`  xmllint, native  ${seconds(await timeXmllint(process.env.FLUSSO))}`);
  }
} finally {
  await browser.close();
  await server.close();
}
