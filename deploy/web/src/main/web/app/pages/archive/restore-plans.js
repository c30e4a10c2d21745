// @ts-check
/** @import { Archive } from './archive.js' */
/** @import { Each } from './restore.js' */
/** @import { RestoredIds } from './ids.js' */
/** @import { Requests } from './requests.js' */

/** The lists of an archive have the newest first. */
const OLDEST_FIRST = (/** @type {any[]} */ rows) => [...rows].reverse();

/**
 * Restores what refers to transactions and accounts: rules, recurring series, and plans. Rules come
 * after the transactions, which they must not change.
 * @param {Each} each @param {Archive} archive @param {Requests} requests @param {RestoredIds} ids
 */
export async function restorePlans(each, archive, requests, ids) {
  await each('rules', (row) => requests.restore('rules', 'POST', '/api/rules', ids.fields(row, 'name', 'enabled', 'match', 'conditions', 'groups', 'actions')));
  await series(each, archive, requests, ids);
  /** @type {string[]} */
  const active = [];
  await each('scenarios', async (row) => {
    const made = await requests.restore('scenarios', 'POST', '/api/scenarios', ids.fields(row, 'name', 'startingBalance', 'accountId'));
    if (!made) return;
    ids.put(row, made);
    if (row.active) active.push(made.id);
  }, OLDEST_FIRST);
  await each('bills', async (row) => {
    const body = ids.fields(row, 'name', 'amount', 'dueDate', 'frequency', 'accountId', 'categoryId', 'paidThrough');
    const made = await requests.restore('bills', 'POST', `/api/scenarios/${ids.of(row.scenarioId)}/bills`, ids.has(row.seriesId) ? { ...body, seriesId: ids.of(row.seriesId) } : body);
    if (made) ids.put(row, made);
  });
  await each('goals', (row) => goal(row, requests, ids), OLDEST_FIRST);
  await allocations(each, requests, ids);
  for (const scenario of active) await requests.change('scenarios', 'PUT', `/api/scenarios/${scenario}/active`);
}

/** Most series are detected again; the user's decisions about them are repeated. @param {Each} each @param {Archive} archive @param {Requests} requests @param {RestoredIds} ids */
async function series(each, archive, requests, ids) {
  const key = (/** @type {any} */ row) => `${ids.of(row.accountId ?? '')} ${row.direction} ${row.name.toLowerCase()}`;
  const detected = archive.count('series') > 0 ? await requests.list('/api/recurring') : [];
  await each('series', async (row) => {
    const byUser = row.endedBy === 'user';
    const found = detected.find((one) => key(one) === key(row));
    const now = found ?? (row.state === 'confirmed' || byUser ? await requests.restore('series', 'POST', '/api/recurring', created(row, ids)) : null);
    if (!now) return;
    ids.put(row, now);
    const action = { confirmed: 'confirm', dismissed: 'dismiss', ended: byUser ? 'end' : undefined }[/** @type {string} */ (row.state)];
    if (action && now.state !== row.state) await requests.change('series', 'POST', `/api/recurring/${now.id}/${action}`);
  });
}

/** @param {any} row @param {RestoredIds} ids */
function created(row, ids) {
  const body = ids.fields(row, 'name', 'accountId', 'cadence', 'nextDue');
  return { nextDue: row.lastDate, ...body, amount: ids.mapped(row.expectedAmount) };
}

/** @param {any} row @param {Requests} requests @param {RestoredIds} ids */
async function goal(row, requests, ids) {
  const made = await requests.restore('goals', 'POST', '/api/goals', ids.fields(row, 'kind', 'name', 'target', 'dueDate', 'accountId', 'monthlyContribution', 'note', 'startDebt'));
  if (!made) return;
  ids.put(row, made);
  if (row.state === 'reached') await requests.change('goals', 'POST', `/api/goals/${made.id}/reach`);
  else if (row.state === 'abandoned') await requests.change('goals', 'DELETE', `/api/goals/${made.id}`);
}

/** @param {Each} each @param {Requests} requests @param {RestoredIds} ids */
async function allocations(each, requests, ids) {
  /** @type {Map<string, any[]>} */
  const lists = new Map();
  await each('allocations', (row) => {
    const scenario = ids.of(row.scenarioId);
    lists.set(scenario, [...(lists.get(scenario) ?? []), ids.fields(row.allocation, 'name', 'amount', 'percent', 'goalId', 'billId')]);
  });
  for (const [scenario, list] of lists) await requests.restore('allocations', 'PUT', `/api/scenarios/${scenario}/allocations`, { allocations: list });
}
