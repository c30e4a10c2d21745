// @ts-check
/** @import { Archive } from './archive.js' */
/** @import { Outcome } from './requests.js' */
import { call } from '../../api/call.js';
import { loadNames } from '../../names.js';
import { signal } from '../../signal.js';
import { restore } from './restore.js';

/** @typedef {{ total: number, done: number, list: string, outcome: Outcome | null, problem: string }} Restoring */

/** The restoration of this browser; it goes on while other pages are shown. @type {import('../../signal.js').Signal<Restoring | null>} */
export const restoring = signal(/** @type {any} */ (null));

const stay = (/** @type {BeforeUnloadEvent} */ event) => event.preventDefault();

/** @param {Archive} archive */
export async function begin(archive) {
  const set = (/** @type {Partial<Restoring>} */ changed) => restoring.set({ ...(restoring.get() ?? { total: archive.total, done: 0, list: '', outcome: null, problem: '' }), ...changed });
  restoring.set(null);
  set({});
  addEventListener('beforeunload', stay);
  try {
    const outcome = await restore(archive, (method, path, body) => call(method, path, body === undefined ? {} : { body }), (list, done) => set({ list, done }));
    set({ outcome, done: archive.total });
  } catch (e) {
    set({ problem: /** @type {Error} */ (e).message });
  } finally {
    removeEventListener('beforeunload', stay);
    loadNames().catch(() => {});
  }
}
