// WebKitGTK's small browser on a screen that nobody sees, over WebDriver. What each function of a driver does is said in
// operator.mjs.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { PATIENCE, until } from "./until.mjs";

/** How WebDriver names an element in what it sends. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

const running = new Set();

/** Ends a process and all that it started, also where it has ended by itself and they have not. */
function kill(child) {
  running.delete(child);
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // Nothing of it is left.
  }
}

process.on("exit", () => running.forEach(kill));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));

/** A process that ends, with all that it starts, no later than this one, and does not keep it. */
async function start(command, args, options) {
  const child = spawn(command, args, { detached: true, ...options });
  await once(child, "spawn");
  running.add(child);
  child.ended = once(child, "exit");
  child.unref();
  return child;
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

export async function webkit({ folder, proxy }) {
  const downloads = join(folder, "downloads");
  // It has no setting for this: it saves where the desktop says that downloads go.
  await mkdir(join(folder, ".config"), { recursive: true });
  await writeFile(join(folder, ".config/user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);

  const screen = await start("Xvfb", ["-displayfd", "3", "-screen", "0", "1366x768x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  await once(screen.stdio[3], "readable");
  const display = screen.stdio[3].unref().read();
  assert.ok(display, "Xvfb does not start");
  const port = await freePort();
  const driver = await start("WebKitWebDriver", ["-p", String(port)], {
    stdio: "ignore",
    env: {
      ...process.env,
      DISPLAY: `:${String(display).trim()}`,
      GDK_BACKEND: "x11",
      HOME: folder,
      XDG_CONFIG_HOME: join(folder, ".config"),
      // Its sandbox does not start everywhere; nothing but our own page is shown.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
    },
  });

  async function call(method, path, body) {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body), signal });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }

  await until("WebKitWebDriver", () => call("GET", "/status"));
  const wanted = { proxy: { proxyType: "manual", httpProxy: proxy } };
  const { sessionId } = await call("POST", "/session", { capabilities: { alwaysMatch: wanted } });
  const ask = (method, path, body) => call(method, `/session/${sessionId}${path}`, body);
  await ask("POST", "/window/rect", { width: 1366, height: 768 });
  const run = (code, ...args) => ask("POST", "/execute/sync", { script: `return (${code})(...arguments)`, args });

  // It does not tell what is in its console: the page is asked, which hears what happens once it is loaded, outside the worker.
  const told = [];
  const listen = () =>
    run(() => {
      self.heard = [];
      const hear = (event) => self.heard.push(String(event.message ?? event.reason ?? event.violatedDirective));
      for (const name of ["error", "unhandledrejection", "securitypolicyviolation"]) addEventListener(name, hear);
      console.error = (...words) => self.heard.push(`console: ${words.join(" ")}`);
    });
  const heard = () => run(() => self.heard ?? []);
  const load = async (path, body) => {
    told.push(...(await heard()));
    await ask("POST", path, body);
    await listen();
  };
  const go = (url) => load("/url", { url });

  return {
    downloads,
    go,
    reload: () => load("/refresh", {}),
    // What it keeps while it is driven dies with it, whatever its profile: only the window, its page and its worker end here.
    async restart() {
      const url = await ask("GET", "/url");
      await go("about:blank");
      const { handle } = await ask("POST", "/window/new", { type: "window" });
      await ask("DELETE", "/window");
      await ask("POST", "/window", { handle });
      await go(url);
    },
    // Its driver does not go on without what holds the page: the window is taken from under it.
    async crash() {
      const url = await ask("GET", "/url");
      const { handle } = await ask("POST", "/window/new", { type: "window" });
      await ask("DELETE", "/window");
      await ask("POST", "/window", { handle });
      await ask("POST", "/url", { url });
      await listen();
    },
    run,
    find: run,
    click: ({ [ELEMENT]: id }) => ask("POST", `/element/${id}/click`, {}),
    async type({ [ELEMENT]: id }, text) {
      await ask("POST", `/element/${id}/clear`, {});
      await ask("POST", `/element/${id}/value`, { text });
    },
    upload: ({ [ELEMENT]: id }, file) => ask("POST", `/element/${id}/value`, { text: file }),
    faults: async () => told.concat(await heard()),
    async close() {
      await ask("DELETE", "").catch(() => {});
      [driver, screen].forEach(kill);
      await Promise.all([driver.ended, screen.ended]);
    },
  };
}
