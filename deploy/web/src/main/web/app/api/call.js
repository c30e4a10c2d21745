// @ts-check
/** @import { Problem } from './types.js' */
import { signal } from '../signal.js';

/**
 * The session of this browser; null if it is logged out, undefined until that is known.
 * @type {import('../signal.js').Signal<{ username: string, csrfToken: string } | null | undefined>}
 */
export const session = signal(/** @type {any} */ (undefined));

/** A response of the API that is not a success. */
export class Refusal extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
  get status() {
    return this.problem.status;
  }
}

/** A new Idempotency-Key; `crypto.randomUUID` would need TLS. */
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');

/** No response at all. */
const OFFLINE = { type: 'about:blank', title: 'Florin cannot be reached', status: 0, detail: 'Florin cannot be reached. Is it running?' };

/**
 * @typedef {{ body: any, version: number | null, changeId: string | null }} Reply
 * @typedef {{ body?: unknown, version?: number, signal?: AbortSignal }} CallOptions
 */

/**
 * @param {string} method @param {string} path @param {CallOptions} [options]
 * @returns {Promise<Reply>}
 */
export async function send(method, path, options = {}) {
  /** @type {Record<string, string>} */
  const headers = { Accept: 'application/json' };
  const current = session.get();
  if (options.body !== undefined && !(options.body instanceof FormData)) headers['Content-Type'] = 'application/json';
  if (options.version !== undefined) headers['If-Match'] = `"${options.version}"`;
  if (method !== 'GET') {
    if (current) headers['X-CSRF-Token'] = current.csrfToken;
    if (path.startsWith('/api/')) headers['Idempotency-Key'] = newKey();
  }
  /** @type {Response} */
  let response;
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      signal: options.signal ?? null,
      body: options.body === undefined ? null : options.body instanceof FormData ? options.body : JSON.stringify(options.body),
    });
  } catch (e) {
    if (/** @type {Error} */ (e).name === 'AbortError') throw e;
    throw new Refusal(OFFLINE);
  }
  const text = await response.text();
  const body = text ? parsed(text) : null;
  if (!response.ok) {
    if (response.status === 401 && path.startsWith('/api/')) session.set(null);
    throw new Refusal(body ?? { type: 'about:blank', title: response.statusText, status: response.status });
  }
  const etag = response.headers.get('ETag');
  return {
    body,
    version: etag ? Number(etag.replaceAll('"', '')) : null,
    changeId: response.headers.get('Change-Id'),
  };
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {string} method @param {string} path @param {CallOptions} [options] @returns {Promise<any>} */
export const call = async (method, path, options) => (await send(method, path, options)).body;

/** @param {string} path @param {AbortSignal} [signal] @returns {Promise<any>} */
export const get = (path, signal) => call('GET', path, signal ? { signal } : {});

/**
 * All pages of a list that is known to be small.
 * @param {string} path @returns {Promise<any[]>}
 */
export async function all(path) {
  const items = [];
  let cursor = '';
  do {
    const separator = path.includes('?') ? '&' : '?';
    const page = await get(`${path}${separator}limit=500${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    items.push(...page.items);
    cursor = page.next ?? '';
  } while (cursor);
  return items;
}
