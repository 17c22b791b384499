// make serve: dist/ on this computer, with the headers that an office's server should send too.
import { headersOf } from "./headers.mjs";
import { serveFiles } from "./server.mjs";

const wanted = Number(process.argv[2] ?? 8080);
let server;
for (let port = wanted; !server; port += 1) {
  try {
    server = await serveFiles({ "/": "dist" }, { port, headers: headersOf("dist") });
  } catch (error) {
    if (error.code !== "EADDRINUSE" || port > wanted + 20) throw error;
  }
}
console.log(`siuss-kit: http://localhost:${server.port}/   (Ctrl-C to stop)`);
