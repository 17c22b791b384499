// Starts the archive worker.
// Its query (a hash of the build) is passed on, so that a cached older worker is never mixed with a newer page.
const at = (name) => new URL(name + new URL(import.meta.url).search, import.meta.url);

// The page hears of an error that nobody caught, but not of a rejected promise, which a trap is where a task waited, nor
// of a worker that is closed. It is told (desk::Word::Ended) and starts another.
const ended = () => self.postMessage("ended");
self.addEventListener("unhandledrejection", ended);
const close = self.close.bind(self);
self.close = () => {
  ended();
  close();
};

try {
  const { default: init } = await import(at("archive.js"));
  const response = await fetch(at("archive_bg.wasm"));

  // The page's Content-Security-Policy holds here too, for the worker comes from a blob. It leaves the page's own files: what
  // asks for those is closed besides, before any of our code runs.
  for (const name of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "WebSocketStream", "importScripts", "Worker"]) {
    if (name in self) Object.defineProperty(self, name, { value: undefined, writable: false, configurable: false });
  }
  await init({ module_or_path: response });
} catch (error) {
  console.error(error);
  ended();
}
