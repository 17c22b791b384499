// The program's bill of materials (CycloneDX 1.6), the same for the same sources: what is in what users download.
//   SOURCE_DATE_EPOCH=… node sbom.mjs > sbom.cdx.json
import { ingredients } from "./ingredients.mjs";

const { own, others } = ingredients();
const component = (type, { ref, name, version, license, checksum }) => ({
  type,
  "bom-ref": ref,
  name,
  version,
  ...(checksum && { hashes: [{ alg: checksum[0], content: checksum[1] }] }),
  licenses: [{ expression: license }],
  purl: ref,
});
const all = [own, ...others];
// Cargo does not name what everything stands on, nor does npm know of the fonts.
const besides = others.filter(({ ref }) => !ref.startsWith("pkg:cargo/")).map(({ ref }) => ref);
const bom = {
  $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  metadata: {
    timestamp: new Date(Number(process.env.SOURCE_DATE_EPOCH) * 1000).toISOString(),
    component: component("application", own),
  },
  components: others.map((part) => component("library", part)),
  dependencies: all.map((part) => ({ ref: part.ref, dependsOn: part === own ? [...part.uses, ...besides] : part.uses })),
};
console.log(JSON.stringify(bom, null, 1));
