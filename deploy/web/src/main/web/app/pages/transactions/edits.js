// @ts-check
/** @import { Transaction } from '../../api/types.js' */
import { Refusal, call, get, send } from '../../api/call.js';
import { undoChange } from '../../parts/command.js';
import { chooseVersion } from '../../parts/conflict.js';
import { toast } from '../../parts/toast.js';
import { conflictRows } from '../../parts/versions.js';
import { FIELDS } from './values.js';

/**
 * @typedef {{
 *   find: (id: string) => Transaction | undefined,
 *   put: (row: Transaction) => void,
 *   offerRule?: (row: Transaction) => void,
 *   reload?: () => void }} Store
 */

/** The change that the latest event of a row by its user belongs to. @param {string} id */
async function latestChange(id) {
  const history = await get(`/api/transactions/${id}/history`);
  return history.items.findLast((/** @type {any} */ each) => each.actor === 'user')?.changeId ?? null;
}

/** Edits of one row run one after another: each needs the version of the one before. @type {Map<string, Promise<unknown>>} */
const running = new Map();

/**
 * Shows an edit at once and sends it. A refusal takes it back; another version of the row is a
 * conflict, which keeps the values of this edit.
 * @param {Store} store @param {string} id @param {Record<string, any>} patch @param {string} label
 */
export function edit(store, id, patch, label) {
  const before = store.find(id);
  if (!before) return Promise.resolve();
  const shown = { ...before, ...patch, ...('categoryId' in patch ? { categorySource: 'user' } : {}) };
  store.put(/** @type {Transaction} */ (shown));
  const next = (running.get(id) ?? Promise.resolve()).then(() => transmit(store, id, patch, label, before));
  running.set(id, next);
  return next;
}

/** @param {Store} store @param {string} id @param {Record<string, any>} patch @param {string} label @param {Transaction} before */
async function transmit(store, id, patch, label, before) {
  /** @type {import('../../api/call.js').Reply} */
  let reply;
  try {
    reply = await send('PATCH', `/api/transactions/${id}`, { version: versions.get(id) ?? before.version, body: patch });
  } catch (e) {
    if (e instanceof Refusal && e.status === 412) await collide(store, id, patch, label, before);
    else {
      store.put(before);
      toast({ text: `${label} failed: ${/** @type {Error} */ (e).message}` });
    }
    return;
  }
  versions.set(id, reply.body.version);
  store.put(reply.body);
  const changeId = reply.changeId ?? (await latestChange(id).catch(() => null));
  toast({ text: label, ...(changeId ? { action: 'Undo', run: () => undo(store, changeId, [id], label) } : {}) });
  if (patch.categoryId && store.offerRule) store.offerRule(reply.body);
}

/** @param {Store} store @param {string} id @param {Record<string, any>} patch @param {string} label @param {Transaction} before */
async function collide(store, id, patch, label, before) {
  /** @type {Transaction} */
  let row;
  try {
    row = await get(`/api/transactions/${id}`);
  } catch (e) {
    store.put(before);
    toast({ text: `${label} failed: ${/** @type {Error} */ (e).message}` });
    return;
  }
  seen(row);
  store.put(row);
  const choice = await chooseVersion({ title: `${row.description} was changed elsewhere`, rows: conflictRows(FIELDS, before, patch, row) });
  if (choice !== 'mine') return;
  store.put({ ...row, ...patch });
  await transmit(store, id, patch, label, row);
}

/** The versions that this page has got, newer than those of rows still being edited. @type {Map<string, number>} */
const versions = new Map();

/** A row as the service has it now. @param {Transaction} row */
export const seen = (row) => versions.set(row.id, row.version);

/** @param {Store} store @param {string} changeId @param {string[]} ids rows to read again @param {string} label */
export async function undo(store, changeId, ids, label) {
  await undoChange('transactions', changeId, label, async () => {
    for (const id of ids.slice(0, 20)) {
      const row = await get(`/api/transactions/${id}`);
      seen(row);
      store.put(row);
    }
    if (ids.length !== 1) store.reload?.();
  });
}

/**
 * One change of many rows.
 * @param {Store} store @param {{ ids?: string[], filter?: Record<string, any>, set?: Record<string, any>, addTags?: string[] }} body @param {string} label
 */
export async function bulk(store, body, label) {
  try {
    const done = await call('POST', '/api/transactions/bulk', { body });
    store.reload?.();
    toast({
      text: `${label}: ${done.changed} changed`,
      ...(done.changeId && done.changed > 0 ? { action: 'Undo', run: () => undo(store, done.changeId, [], label) } : {}),
    });
  } catch (e) {
    toast({ text: `${label} failed: ${/** @type {Error} */ (e).message}` });
  }
}
