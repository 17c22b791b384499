// The dumbest file server there is: what an intranet offers. No rewrites, and no special headers unless they are given.
import { createServer } from "node:http";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** Serves each folder of `{ "/prefix/": folder }`, with the headers for a file of that name; resolves to `{ port, close }`. */
export async function serveFiles(folders, { port = 0, headers = () => ({}) } = {}) {
  const server = createServer(async (request, response) => {
    const fail = (status) => response.writeHead(status, { "content-type": "text/plain" }).end(String(status));
    if (!["GET", "HEAD"].includes(request.method)) return fail(405);
    let path;
    try {
      path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname));
    } catch {
      return fail(400);
    }
    const prefix = Object.keys(folders).filter((prefix) => path.startsWith(prefix)).sort((a, b) => b.length - a.length)[0];
    if (!prefix) return fail(404);
    const asked = path.slice(prefix.length);
    const name = asked === "" || asked.endsWith("/") ? `${asked}index.html` : asked;
    const file = join(folders[prefix], name);
    const found = await stat(file).catch(() => null);
    if (!found?.isFile()) return fail(404);
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "content-length": found.size, ...headers(name) });
    if (request.method === "HEAD") return response.end();
    createReadStream(file).pipe(response);
  });
  await new Promise((done, failed) => server.once("error", failed).listen(port, "127.0.0.1", done));
  return {
    port: server.address().port,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}
