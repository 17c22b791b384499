// Starts the worker of make bench.
import init from "./bench.js";
await init();
