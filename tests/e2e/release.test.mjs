// A release is packed to the same bytes wherever and whenever it is packed, and says what is in it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { distCopy } from "./harness.mjs";
import { entries } from "./zip.mjs";

/** Packs a copy of dist/ whose files bear another time; resolves to the folder of the release. */
async function pack(t, { time, umask, ...env }) {
  const folder = await distCopy(t);
  for (const name of readdirSync(folder)) await utimes(join(folder, name), time, time);
  const release = await mkdtemp(join(tmpdir(), "siuss-release-"));
  t.after(() => rm(release, { recursive: true, force: true }));
  const command = `umask ${umask} && .make/release.sh ${folder} ${release}`;
  execFileSync("bash", ["-c", command], { env: { ...process.env, SOURCE_DATE_EPOCH: "1790000000", ...env } });
  return release;
}

test("packed twice, on another day, in another place, by somebody else: the same bytes", async (t) => {
  const release = await pack(t, { time: 1_700_000_000, umask: "022", TZ: "Europe/Rome", LC_ALL: "C.UTF-8" });
  const again = await pack(t, { time: 1_780_000_000, umask: "077", TZ: "Pacific/Auckland", LC_ALL: "C" });
  const sums = readFileSync(join(release, "SHA256SUMS"), "utf8");
  assert.equal(readFileSync(join(again, "SHA256SUMS"), "utf8"), sums);
  const named = Array.from(sums.matchAll(/^[0-9a-f]{64}  (.*)$/gm), ([, name]) => name);
  assert.deepEqual(named, ["CHANGELOG.md", "LICENSE", "THIRD-PARTY.txt", "dist.zip", "sbom.cdx.json", "siuss-kit.html"]);
  execFileSync("sha256sum", ["--check", "--quiet", "SHA256SUMS"], { cwd: release });

  const zipped = entries(readFileSync(join(release, "dist.zip")));
  assert.equal(zipped["index.html"], readFileSync("dist/index.html", "utf8"));
  const expected = readdirSync("dist", { recursive: true, withFileTypes: true }).filter((it) => it.isFile());
  assert.equal(Object.keys(zipped).length, expected.length, "all of dist/ and the licence, without the page in one file");
  assert.ok(zipped.LICENSE && !zipped["siuss-kit.html"]);
});

test("the bill of materials and the notices name the same parts, and both forms of the page carry the notices", async (t) => {
  const release = await pack(t, { time: 1_700_000_000, umask: "022" });
  const { metadata, components, dependencies } = JSON.parse(readFileSync(join(release, "sbom.cdx.json"), "utf8"));
  assert.equal(metadata.timestamp, "2026-09-21T14:13:20.000Z");
  const notices = readFileSync(join(release, "THIRD-PARTY.txt"), "utf8");
  for (const { name, version } of components) assert.ok(notices.includes(`\n${name} ${version} | `), name);
  const names = components.map(({ name }) => name);
  for (const name of ["leptos", "quick-xml", "rust-std", "bootstrap-italia", "titillium-web"]) assert.ok(names.includes(name), name);
  // Programs of the build and of the tests are none of it.
  for (const name of ["criterion", "calamine", "sass", "playwright-core"]) assert.ok(!names.includes(name), name);
  const known = new Set([metadata.component, ...components].map((it) => it["bom-ref"]));
  assert.equal(known.size, components.length + 1);
  for (const { ref, dependsOn } of dependencies) assert.deepEqual([ref, ...dependsOn].filter((it) => !known.has(it)), []);
  assert.ok(readFileSync(join(release, "siuss-kit.html"), "utf8").includes(notices));
});
