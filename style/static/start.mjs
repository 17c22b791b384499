// Starts the page. A file of its own because the Content-Security-Policy forbids inline scripts.
const { js, wasm } = document.getElementById("start").dataset;
const loading = document.getElementById("loading");
const url = (path) => new URL(path, document.baseURI);

try {
  const { default: init } = await import(url(js));
  await init({ module_or_path: url(wasm) });
  loading.remove();
} catch (error) {
  loading.classList.add("start-failed");
  console.error(error);
}
