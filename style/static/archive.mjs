// Starts the archive worker.
// Its query (a hash of the build) is passed on, so that a cached older worker is never mixed with a newer page.
const at = (name) => new URL(name + self.location.search, self.location.href);
const { default: init } = await import(at("archive.js"));
const response = await fetch(at("archive_bg.wasm"));

// The page's Content-Security-Policy does not reach into a worker: the ways out are closed here, before any of our code runs.
for (const name of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "WebSocketStream", "importScripts", "Worker"]) {
  if (name in self) Object.defineProperty(self, name, { value: undefined, writable: false, configurable: false });
}
await init({ module_or_path: response });
