// Another host, which lets anybody in and remembers what it was asked.
import { createServer } from "node:http";

/** Resolves to its address, and to what it was asked until now; gone after the test. */
export async function stranger(t) {
  const asked = [];
  const server = createServer(({ url }, response) => {
    asked.push(url);
    response.writeHead(200, { "content-type": "text/javascript", "access-control-allow-origin": "*" }).end();
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => server.close());
  return { host: `http://127.0.0.1:${server.address().port}`, asked };
}
