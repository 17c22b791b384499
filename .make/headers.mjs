// What a server had better send beside the files, as docs/ced.md tells the comune's IT office.
import { readFileSync } from "node:fs";

/** The headers of a file of a folder like dist/, by its name in it. The policy is the page's own, with what only a header may say. */
export function headersOf(folder) {
  const [, policy] = readFileSync(`${folder}/index.html`, "utf8").match(/http-equiv="Content-Security-Policy"\s+content="([^"]*)"/);
  const always = {
    "Content-Security-Policy": `${policy}; frame-ancestors 'none'`,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy":
      "camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=()",
  };
  // Whatever may change bears a hash in its address, but for the page itself.
  return (name) => ({ ...always, "Cache-Control": name === "index.html" ? "no-cache" : "max-age=31536000, immutable" });
}
