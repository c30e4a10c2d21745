// @ts-check
import { Refusal, session } from './call.js';

/** Sends a file; its name goes with it. @param {string} path @param {File} file @returns {Promise<any>} */
export async function upload(path, file) {
  const form = new FormData();
  form.append('file', file, file.name);
  /** @type {Record<string, string>} */
  const headers = { Accept: 'application/json', 'Idempotency-Key': crypto.randomUUID() };
  const current = session.get();
  if (current) headers['X-CSRF-Token'] = current.csrfToken;
  const response = await fetch(path, { method: 'POST', headers, credentials: 'same-origin', body: form });
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Refusal(body ?? { type: 'about:blank', title: response.statusText, status: response.status });
  return body;
}
