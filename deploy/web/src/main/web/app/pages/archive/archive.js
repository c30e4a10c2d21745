// @ts-check
import { readZip } from './zip.js';

/**
 * @typedef {{ createdAt: string, notContained: string[], total: number, count: (list: string) => number, rows: (list: string) => Promise<any[]> }} Archive
 */

const MANIFEST = 'manifest.json';

/**
 * An archive of a household whose files are as its manifest describes them.
 * @param {Blob} file @returns {Promise<Archive>}
 */
export async function openArchive(file) {
  const entries = await readZip(file);
  const text = async (/** @type {string} */ name) => {
    const read = entries.get(name);
    if (!read) throw new Error(`${name} is missing: an archive of a household is expected.`);
    return read();
  };
  const manifest = parsed(MANIFEST, new TextDecoder().decode(await text(MANIFEST)));
  if (manifest.format !== 'florin-archive' || manifest.version !== 1) throw new Error(`The format is ${manifest.format} ${manifest.version}; florin-archive 1 is expected.`);
  const parts = /** @type {{ file: string, rows: number, sha256: string }[]} */ (manifest.parts ?? []);
  for (const part of parts) await verify(part.file, part.sha256, await text(part.file));
  const count = (/** @type {string} */ list) => parts.find((part) => part.file === `${list}.ndjson`)?.rows ?? 0;
  return {
    createdAt: manifest.createdAt,
    notContained: manifest.notContained ?? [],
    total: parts.reduce((sum, part) => sum + part.rows, 0),
    count,
    rows: async (list) => new TextDecoder().decode(await text(`${list}.ndjson`)).split('\n').filter((line) => line.trim()).map((line) => parsed(list, line)),
  };
}

/** Browsers hash only on pages by TLS or of this machine; the sums of the zip file are checked anywhere. @param {string} name @param {string} expected @param {Uint8Array<ArrayBuffer>} bytes */
async function verify(name, expected, bytes) {
  if (!globalThis.crypto?.subtle) return;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const text = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (text !== expected) throw new Error(`${name} was changed: its SHA-256 is not that of the manifest.`);
}

/** @param {string} name @param {string} text */
function parsed(name, text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${name} has a line that is no JSON.`);
  }
}
