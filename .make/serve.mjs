// make serve: dist/ on this computer.
import { serveFiles } from "./server.mjs";

const wanted = Number(process.argv[2] ?? 8080);
let server;
for (let port = wanted; !server; port += 1) {
  try {
    server = await serveFiles({ "/": "dist" }, { port });
  } catch (error) {
    if (error.code !== "EADDRINUSE" || port > wanted + 20) throw error;
  }
}
console.log(`siuss-kit: http://localhost:${server.port}/   (Ctrl-C to stop)`);
