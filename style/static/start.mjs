// Starts the page, and says so where it ends. A file of its own because the Content-Security-Policy forbids inline scripts.
const parts = document.getElementById("start").dataset;
const loading = document.getElementById("loading");
const stopped = document.getElementById("stopped");
const url = (path) => new URL(path, document.baseURI);

// A worker from a blob is held to this page's policy; from a file it would be held to none. The page in one file
// (.make/single.mjs) has the worker's script in itself.
const script =
  document.getElementById("archive")?.textContent ??
  `import("${url(parts.archive)}").catch((error) => { console.error(error); postMessage("ended"); });`;
parts.archive = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));

// A trap is the end of a WebAssembly module: whatever is on screen answers nothing any more. This is drawn without it.
const ended = (error) => {
  if (!(error instanceof WebAssembly.RuntimeError) || stopped.open) return;
  loading.remove();
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  stopped.showModal();
};
addEventListener("error", ({ error }) => ended(error));
addEventListener("unhandledrejection", ({ reason }) => ended(reason));
stopped.addEventListener("cancel", (event) => event.preventDefault());
document.getElementById("stopped-reload").addEventListener("click", () => location.reload());

try {
  const { default: init } = await import(url(parts.js));
  await init({ module_or_path: url(parts.wasm) });
  loading.remove();
} catch (error) {
  console.error(error);
  loading.classList.add("start-failed");
  ended(error);
}
