// @ts-check
/** Reads zip files as far as archives of Florin need it: stored and deflated entries, without encryption. */

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LONGEST_COMMENT = 65_535;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;
const DEFLATED = 8;

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** @param {Uint8Array} bytes */
export function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = /** @type {number} */ (TABLE[(sum ^ byte) & 0xff]) ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

/** @typedef {{ name: string, method: number, crc: number, size: number, at: number }} Entry */

/**
 * The entries of a zip file by name, as functions that read one of them.
 * @param {Blob} file @returns {Promise<Map<string, () => Promise<Uint8Array<ArrayBuffer>>>>}
 */
export async function readZip(file) {
  const tail = Math.max(0, file.size - LONGEST_COMMENT - END_SIZE);
  const ending = await viewOf(file.slice(tail));
  let end = ending.byteLength - END_SIZE;
  while (end >= 0 && ending.getUint32(end, true) !== END) end--;
  if (end < 0) throw new Error('The file is no zip file, or it is not complete.');
  const size = ending.getUint32(end + 12, true);
  const from = ending.getUint32(end + 16, true);
  const directory = await viewOf(file.slice(from, from + size));
  /** @type {Map<string, () => Promise<Uint8Array<ArrayBuffer>>>} */
  const entries = new Map();
  for (let at = 0; at + ENTRY_SIZE <= directory.byteLength && directory.getUint32(at, true) === ENTRY;) {
    const names = directory.getUint16(at + 28, true);
    const name = new TextDecoder().decode(new Uint8Array(directory.buffer, at + ENTRY_SIZE, names));
    const entry = { name, method: directory.getUint16(at + 10, true), crc: directory.getUint32(at + 16, true), size: directory.getUint32(at + 20, true), at: directory.getUint32(at + 42, true) };
    entries.set(name, () => content(file, entry));
    at += ENTRY_SIZE + names + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
  }
  return entries;
}

/** @param {Blob} file @param {Entry} entry @returns {Promise<Uint8Array<ArrayBuffer>>} */
async function content(file, entry) {
  const local = await viewOf(file.slice(entry.at, entry.at + LOCAL_SIZE));
  if (local.byteLength < LOCAL_SIZE) throw new Error(`${entry.name} is not complete.`);
  const start = entry.at + LOCAL_SIZE + local.getUint16(26, true) + local.getUint16(28, true);
  const packed = file.slice(start, start + entry.size);
  if (entry.method !== 0 && entry.method !== DEFLATED) throw new Error(`${entry.name} is packed in an unknown way (${entry.method}).`);
  /** @type {ArrayBuffer} */
  let unpacked;
  try {
    unpacked = await (entry.method === 0 ? packed.arrayBuffer() : new Response(packed.stream().pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer());
  } catch {
    throw new Error(`${entry.name} is damaged.`);
  }
  const bytes = new Uint8Array(unpacked);
  if (crc32(bytes) !== entry.crc) throw new Error(`${entry.name} is damaged.`);
  return bytes;
}

/** @param {Blob} part */
const viewOf = async (part) => new DataView(await part.arrayBuffer());
