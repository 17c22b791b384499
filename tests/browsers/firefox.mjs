// Firefox without a window, over WebDriver BiDi. What each function of a driver does is said in operator.mjs.
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
// Of puppeteer-core the last one that runs on Node 20.
import puppeteer from "puppeteer-core";
import { INTRANET } from "../../.make/chromium.mjs";
import { PATIENCE } from "./until.mjs";

const PLACES = [process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"];

export async function firefox({ folder }) {
  const downloads = join(folder, "downloads");
  const faults = [];
  let browser;
  let page;

  async function start() {
    browser = await puppeteer.launch({
      browser: "firefox",
      executablePath: PLACES.find((place) => place && existsSync(place)) ?? "firefox-esr",
      userDataDir: join(folder, "profile"),
      defaultViewport: { width: 1366, height: 768 },
      protocolTimeout: PATIENCE,
      extraPrefsFirefox: {
        "network.dns.localDomains": INTRANET,
        "browser.download.folderList": 2,
        "browser.download.dir": downloads,
      },
    });
    page = await browser.newPage();
    // The worker's are among them.
    page.on("console", (message) => message.type() === "error" && faults.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => faults.push(String(error)));
  }

  await start();
  return {
    downloads,
    go: (url) => page.goto(url),
    reload: () => page.reload(),
    async restart() {
      const url = page.url();
      await browser.close();
      await start();
      await page.goto(url);
    },
    async crash() {
      const url = page.url();
      const ended = once(browser.process(), "exit");
      browser.process().kill("SIGKILL");
      await ended;
      await start();
      await page.goto(url);
    },
    run: (code, ...given) => page.evaluate(code, ...given),
    find: async (code, ...given) => (await page.evaluateHandle(code, ...given)).asElement(),
    click: (element) => element.click(),
    async type(element, text) {
      await element.evaluate((field) => field.select());
      await element.type(text);
    },
    upload: (element, file) => element.uploadFile(file),
    faults: async () => faults,
    close: () => browser.close(),
  };
}
