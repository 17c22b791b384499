// What of others is in what users download: the crates that are linked, the standard library, and what the look is made of.
// Programs that only work during the build (procedural macros, Sass, wasm-opt) leave nothing of theirs in it.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

const run = (program, ...given) => execFileSync(program, given, { encoding: "utf8", maxBuffer: 2 ** 28 });
const read = (...path) => readFileSync(join(...path), "utf8").replace(/\r\n?/g, "\n");
/** Older crates write a slash for OR. */
const spdx = (license) => license.replaceAll(/ ?\/ ?/g, " OR ");

/** The texts that a crate brings of its licence: of those it may be had under, the short one. */
function texts(folder, license) {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(un)?licen[cs]e|^copying|^notice/i.test(entry.name))
    .map(({ name }) => name)
    .sort();
  const mit = license.includes(" OR ") ? names.filter((name) => /mit/i.test(name)) : [];
  return (mit.length ? mit : names).map((name) => read(folder, name));
}

/** `[{ ref, name, version, license, authors, texts, checksum?, uses: [ref] }]`, the program itself first. */
function crates() {
  const metadata = JSON.parse(
    run("cargo", "metadata", "--format-version=1", "--locked", "--offline", "--filter-platform=wasm32-unknown-unknown"),
  );
  const packages = new Map(metadata.packages.map((it) => [it.id, it]));
  const nodes = new Map(metadata.resolve.nodes.map((it) => [it.id, it]));
  const checksums = new Map(
    Array.from(read("Cargo.lock").matchAll(/^name = "(.*)"\nversion = "(.*)"\nsource = .*\nchecksum = "(.*)"/gm), ([, name, version, sum]) => [`${name}@${version}`, sum]),
  );
  const ref = (id) => `pkg:cargo/${packages.get(id).name}@${packages.get(id).version}`;
  const { root } = metadata.resolve;
  /** Our own build script packs tables of what it uses; those of others leave nothing. */
  const linked = (from) => ({ pkg, dep_kinds }) =>
    dep_kinds.some(({ kind }) => kind === null || (kind === "build" && from === root)) &&
    !packages.get(pkg).targets.some(({ kind }) => kind.includes("proc-macro"));
  const found = new Map();
  const visit = (id) => {
    if (found.has(id)) return;
    const { name, version, license, authors, manifest_path: manifest } = packages.get(id);
    const uses = nodes.get(id).deps.filter(linked(id)).map(({ pkg }) => pkg);
    found.set(id, {
      ref: ref(id),
      name,
      version,
      license: spdx(license),
      authors,
      checksum: id === root ? undefined : ["SHA-256", checksums.get(`${name}@${version}`)],
      texts: texts(dirname(manifest), spdx(license)),
      uses: uses.map(ref).sort(),
    });
    uses.forEach(visit);
  };
  visit(root);
  const [own, ...others] = found.values();
  return [own, ...others.sort((a, b) => (a.ref < b.ref ? -1 : 1))];
}

/** The standard library of the compiler in use, and what it is made of, as its own notice says. */
function standard() {
  const version = run("rustc", "--version").split(" ")[1];
  const notice = read(run("rustc", "--print=sysroot").trim(), "share/doc/rust/COPYRIGHT-library.html")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(code))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replaceAll(/^[ \t]+|[ \t]+$/gm, "")
    .replaceAll(/\n{3,}/g, "\n\n");
  return { ref: `pkg:generic/rust-std@${version}`, name: "rust-std", version, license: "MIT OR Apache-2.0", authors: [], texts: [notice], uses: [] };
}

/** What `.make/styles.mjs` puts into style/built/, by the folder in node_modules that holds the licence. */
function look() {
  const kit = "bootstrap-italia";
  const locked = JSON.parse(read("package-lock.json")).packages;
  const fonts = `node_modules/${kit}/dist/fonts`;
  const npm = (name, texts) => {
    const { version, license, integrity } = locked[`node_modules/${name}`];
    const checksum = ["SHA-512", Buffer.from(integrity.replace("sha512-", ""), "base64").toString("hex")];
    return { ref: `pkg:npm/${name}@${version}`, name, version, license, authors: [], checksum, texts, uses: [] };
  };
  const font = (folder, name, license, file) => {
    const version = readdirSync(`${fonts}/${folder}`).find((it) => it.endsWith(".woff2")).match(/-(v\d+)-/)[1];
    return { ref: `pkg:generic/${name}@${version}`, name, version, license, authors: [], texts: [read(fonts, folder, file)], uses: [] };
  };
  return [
    // The head of the kit's style sheet names what it was made from.
    npm(kit, [read("node_modules", kit, "LICENSE"), read("node_modules", kit, "dist/css/bootstrap-italia.min.css").match(/\/\*![^]*?\*\//)[0]]),
    npm("design-tokens-italia", [read("node_modules/design-tokens-italia/LICENSE")]),
    font("Titillium_Web", "titillium-web", "OFL-1.1", "OFL.txt"),
    font("Roboto_Mono", "roboto-mono", "Apache-2.0", "LICENSE.txt"),
  ];
}

/** The program, and what it is made of. */
export function ingredients() {
  const [own, ...others] = crates();
  return { own, others: [...others, standard(), ...look()] };
}
