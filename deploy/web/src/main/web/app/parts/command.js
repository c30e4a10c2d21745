// @ts-check
/** @import { CallOptions } from '../api/call.js' */
/** @import { ConflictFields } from './versions.js' */
import { Refusal, call, get, send } from '../api/call.js';
import { go } from '../router.js';
import { plural } from '../text/plural.js';
import { chooseVersion } from './conflict.js';
import { toast } from './toast.js';
import { conflictRows, rebased } from './versions.js';

/** Milliseconds after which a command is named although it has no response. */
const SLOW = 800;

/**
 * @typedef {'transactions' | 'accounts' | 'connections' | 'planning'} Area the services with changes of their own
 * @typedef {{ name: string, base: any, fields: ConflictFields, path?: string, onKeep?: (now: any) => void }} Edited the version on a page, its
 *   fields, the path of its newer version (without one, that of the command), and what follows if that is kept (without one, what follows the command)
 * @typedef {CallOptions & { edited?: Edited }} CommandOptions
 */

/**
 * Sends a command and names it in a toast, which offers to undo it; if the service names no change, the toast leads to the changes
 * of its area. If there is a newer version of what is edited, the user chooses between the two.
 * @param {Area} area @param {string} label @param {string} method @param {string} path @param {CommandOptions} [options] @param {() => void} [after]
 * @returns {Promise<any>} the response; null if it was refused
 */
export async function command(area, label, method, path, options = {}, after = () => {}) {
  const { edited, ...sent } = options;
  try {
    const { body, changeId } = await shownWhileItRuns(label, send(method, path, sent));
    const text = typeof body?.changed === 'number' ? `${label}: ${plural(body.changed, 'transaction')} changed` : label;
    toast({ text, ...offer(area, changeId ?? body?.changeId ?? null, label, after) });
    after();
    return body ?? {};
  } catch (e) {
    if (!edited || !(e instanceof Refusal) || e.status !== 412) {
      toast({ text: `${label} failed: ${/** @type {Error} */ (e).message}` });
      return null;
    }
    const next = await afterConflict(path, { ...sent, edited }, label, after);
    return next ? command(area, label, method, path, next, after) : null;
  }
}

/** A command that takes long, such as a run of rules over years, is named while it runs. @template T @param {string} label @param {Promise<T>} reply */
function shownWhileItRuns(label, reply) {
  const timer = setTimeout(() => toast({ text: `${label}: in progress` }), SLOW);
  return reply.finally(() => clearTimeout(timer));
}

/**
 * The action of the toast of a command. A bank is not linked or unlinked again by an undo.
 * @param {Area} area @param {string | null} changeId @param {string} label @param {() => void} after
 */
const offer = (area, changeId, label, after) => (changeId && area !== 'connections'
  ? { action: 'Undo', run: () => { undoChange(area, changeId, label, after); } }
  : { action: 'Changes', run: () => go(`/changes?area=${area}`) });

/**
 * @param {string} path @param {CallOptions & { edited: Edited }} options @param {string} label @param {() => void} after
 * @returns {Promise<CommandOptions | null>} those of the command on the newer version; null if it is not to be sent
 */
async function afterConflict(path, { edited, ...sent }, label, after) {
  try {
    const now = await get(edited.path ?? path);
    const body = sent.body ?? {};
    const choice = await chooseVersion({ title: `${edited.name} was changed elsewhere`, rows: conflictRows(edited.fields, edited.base, body, now) });
    if (choice === 'mine') return { ...sent, version: now.version, edited: { ...edited, base: now }, ...(sent.body ? { body: rebased(edited.base, body, now) } : {}) };
    if (choice === 'now') (edited.onKeep ?? after)(now);
  } catch (e) {
    toast({ text: `${label} failed: ${/** @type {Error} */ (e).message}` });
  }
  return null;
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
