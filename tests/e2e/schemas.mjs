// INPS's schema of flows: our transcription of it, and INPS's own, which developers have beside the project and other machines have not.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { assertValidXml } from "./harness.mjs";

const OURS = "tests/data/schema/ps_psa_sina_201812.xsd";
const SHARED = "../shared";
const THEIRS = "spec/siuss/PS_PSA_SINA201812.xsd";
let said = false;

/** Fails unless `file` is a valid flow; where INPS's own schema is not at hand, that is said. */
export async function assertValidFlow(file) {
  await assertValidXml(file, OURS);
  if (existsSync(SHARED)) {
    assert.ok(existsSync(`${SHARED}/${THEIRS}`), `../shared is here, but without ${THEIRS}`);
    await assertValidXml(file, `${SHARED}/${THEIRS}`);
  } else if (!said) {
    said = true;
    console.error(`skipped: flows with ${THEIRS} (../shared is not here)`);
  }
}
