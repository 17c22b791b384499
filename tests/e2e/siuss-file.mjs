// A reader of backups of our own, beside the program's: src/archive/backup says what the file is like.
import assert from "node:assert/strict";
import { inflateRawSync } from "node:zlib";

const MARK = "SIUSSKIT";

/** What a backup without a passphrase holds, by name: `record/prestazioni/0`, `file/stampe/0/…`. */
export function parts(bytes) {
  assert.equal(bytes.subarray(0, 8).toString(), MARK);
  assert.equal(bytes.subarray(-8).toString(), MARK);
  const [json, seal] = [bytes.readUInt32LE(8), bytes.readUInt32LE(12)];
  const { pezzi } = JSON.parse(bytes.subarray(16, 16 + json));
  let at = 16 + json + 16 + seal;
  const found = {};
  for (const { voci, lungo } of pezzi) {
    let body = inflateRawSync(bytes.subarray(at, at + lungo));
    at += lungo;
    for (const [name, length] of voci) {
      found[name] = body.subarray(0, length);
      body = body.subarray(length);
    }
  }
  return found;
}
