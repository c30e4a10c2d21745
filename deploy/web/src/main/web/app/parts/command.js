// @ts-check
/** @import { CallOptions } from '../api/call.js' */
import { call } from '../api/call.js';
import { go } from '../router.js';
import { toast } from './toast.js';

/** @typedef {'transactions' | 'accounts' | 'connections' | 'planning'} Area the services with changes of their own */

/**
 * Sends a command and names it in a toast, which leads to the changes of its area, where it can be undone.
 * @param {Area} area @param {string} label @param {string} method @param {string} path @param {CallOptions} [options] @param {() => void} [after]
 * @returns {Promise<any>} the response; null if it was refused
 */
export async function command(area, label, method, path, options = {}, after = () => {}) {
  try {
    const body = await call(method, path, options);
    toast({ text: label, action: 'Changes', run: () => go(`/changes?area=${area}`) });
    after();
    return body ?? {};
  } catch (e) {
    toast({ text: `${label} failed: ${/** @type {Error} */ (e).message}` });
    return null;
  }
}

/** @param {Area} area @param {string} changeId @param {string} label @param {() => void | Promise<void>} [after] */
export async function undoChange(area, changeId, label, after = () => {}) {
  try {
    await call('POST', `/api/changes/${area}/${changeId}/undo`);
    toast({ text: `Undone: ${label}` });
    await after();
  } catch (e) {
    toast({ text: `${label} cannot be undone: ${/** @type {Error} */ (e).message}` });
  }
}
