import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";

/** Milliseconds after which nothing will come any more. */
export const PATIENCE = 30_000;

/** Tries until something comes of it, and resolves to that; `what` was waited for in vain otherwise. */
export async function until(what, attempt) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    let why = "";
    const found = await attempt().catch((error) => void (why = `: ${error.message}`));
    if (found) return found;
    if (Date.now() > end) assert.fail(`waited for ${what} in vain${why}`);
    await setTimeout(50);
  }
}
