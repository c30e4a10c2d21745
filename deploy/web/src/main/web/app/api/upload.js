// @ts-check
import { call } from './call.js';

/** Sends a file with its name. @param {string} path @param {File} file @returns {Promise<any>} */
export function upload(path, file) {
  const form = new FormData();
  form.append('file', file, file.name);
  return call('POST', path, { body: form });
}
