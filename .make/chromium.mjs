// Which browser the tests and the bench drive, and how it is started.
import { existsSync } from "node:fs";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** An intranet's plain http, by a name that is not localhost: not a secure context. */
export const INTRANET = "siuss.intranet.test";

export const LAUNCH = {
  executablePath: process.env.CHROMIUM || PLACES.find((place) => existsSync(place)),
  headless: true,
  args: [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    `--host-resolver-rules=MAP ${INTRANET} 127.0.0.1`,
  ],
};
