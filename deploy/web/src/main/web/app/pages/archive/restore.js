// @ts-check
/** @import { Archive } from './archive.js' */
/** @import { Outcome, Send } from './requests.js' */
import { RestoredIds } from './ids.js';
import { restorePlans } from './restore-plans.js';
import { Requests } from './requests.js';

/** @typedef {(list: string, done: number) => void} Report of rows that are finished */
/** @typedef {{ recordedAt: number, balance: boolean, row: any }} Entry a transaction or a balance of a day */

const SETTINGS = '/api/transfers/settings';

/**
 * Restores an archive in an empty household, by the API. Accounts of banks become manual ones. The
 * transactions and balances of a day are entered in the order in which they were recorded, which
 * decides what a balance of that day includes.
 * @param {Archive} archive @param {Send} send @param {Report} report @param {number} [wait] milliseconds between repetitions of a request
 * @returns {Promise<Outcome>}
 */
export async function restore(archive, send, report, wait) {
  const requests = new Requests(send, wait);
  const ids = new RestoredIds();
  let done = 0;
  const step = (/** @type {string} */ list) => report(list, ++done);
  /** @type {Each} */
  const each = async (list, run, order = (rows) => rows) => {
    for (const row of order(await archive.rows(list))) {
      await run(row);
      step(list);
    }
  };
  await demandEmptyHousehold(requests);
  let zone = 'UTC';
  await each('settings', async (row) => {
    zone = row.timeZone ?? zone;
    await requests.restore('settings', 'PATCH', '/api/users/me', ids.fields(row, 'timeZone', 'baseCurrency', 'buffer', 'spendFromSavings'));
  });
  /** @type {string[]} */
  const closed = [];
  await each('accounts', async (row) => {
    const made = await requests.restore('accounts', 'POST', '/api/accounts', ids.fields(row, 'name', 'type', 'subtype', 'currency'));
    if (!made) return;
    ids.put(row, made);
    if (row.hidden) await requests.change('accounts', 'PATCH', `/api/accounts/${made.id}`, { hidden: true });
    if (row.status === 'closed') closed.push(made.id);
  });
  await each('account-groups', (row) => group(row, requests, ids));
  const archived = await categories(each, archive, requests, ids);
  await merchants(each, requests, ids);
  const now = await requests.get(SETTINGS);
  // Pairs come from the archive.
  await requests.change('transfer-settings', 'PUT', SETTINGS, { ...ids.fields(now, 'windowDays', 'threshold'), mode: 'off' });
  await entries(archive, requests, ids, zone, step);
  await restorePlans(each, archive, requests, ids);
  await each('transfer-settings', (row) => requests.restore('transfer-settings', 'PUT', SETTINGS, ids.fields(row, 'mode', 'windowDays', 'threshold')));
  for (const path of archived) await requests.change('categories', 'POST', path);
  for (const id of closed) await requests.change('accounts', 'PATCH', `/api/accounts/${id}`, { status: 'closed' });
  return requests.outcome;
}

/** @typedef {(list: string, run: (row: any) => Promise<void> | void, order?: (rows: any[]) => any[]) => Promise<void>} Each */

/** @param {Requests} requests */
async function demandEmptyHousehold(requests) {
  const [accounts, transactions] = await Promise.all([requests.get('/api/accounts?includeHidden=true&limit=1'), requests.get('/api/transactions?limit=1')]);
  if (accounts.items.length > 0 || transactions.items.length > 0) throw new Error('This household has accounts. An archive is restored in an empty household: create a user for it.');
}

/** @param {any} row @param {Requests} requests @param {RestoredIds} ids */
async function group(row, requests, ids) {
  const made = await requests.restore('account-groups', 'POST', '/api/account-groups', ids.fields(row, 'name', 'accent'));
  if (!made) return;
  ids.put(row, made);
  for (const account of row.accountIds ?? []) await requests.change('account-groups', 'POST', `/api/account-groups/${made.id}/accounts`, { accountId: ids.of(account) });
  if (row.active) await requests.change('account-groups', 'PUT', '/api/account-groups/active', { groupId: made.id });
}

/** Those of the system are in every household, with the same ids. @param {Each} each @param {Archive} archive @param {Requests} requests @param {RestoredIds} ids @returns {Promise<string[]>} what archives them at the end */
async function categories(each, archive, requests, ids) {
  const archived = [];
  await each('categories', async (row) => {
    if (row.system) return;
    const made = await requests.restore('categories', 'POST', '/api/categories', ids.fields(row, 'name', 'parentId'));
    if (made) ids.put(row, made);
  });
  for (const row of await archive.rows('categories')) {
    if (row.system || !ids.has(row.id)) continue;
    const path = `/api/categories/${ids.of(row.id)}`;
    if (row.mergedInto) await requests.change('categories', 'POST', `${path}/merge`, { into: ids.of(row.mergedInto) });
    else if (row.archived) archived.push(`${path}/archive`);
  }
  return archived;
}

/** Merchants of banks may have equal names, those that users add may not: they become one. @param {Each} each @param {Requests} requests @param {RestoredIds} ids */
async function merchants(each, requests, ids) {
  /** @type {Map<string, { id: string }>} */
  const known = new Map();
  await each('merchants', async (row) => {
    const name = row.name.normalize('NFKC').toLowerCase().replace(/[\s\p{Z}]+/gu, ' ').trim();
    const made = known.get(name) ?? (await requests.restore('merchants', 'POST', '/api/merchants', ids.fields(row, 'name')));
    if (!made) return;
    known.set(name, made);
    ids.put(row, made);
  });
}

/** @param {Archive} archive @param {Requests} requests @param {RestoredIds} ids @param {string} zone @param {(list: string) => void} step */
async function entries(archive, requests, ids, zone, step) {
  const days = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  /** @type {Map<string, Entry[]>} */
  const byDay = new Map();
  const add = (/** @type {string} */ date, /** @type {Entry} */ entry) => {
    const ofDay = byDay.get(date);
    if (ofDay) ofDay.push(entry);
    else byDay.set(date, [entry]);
  };
  for (const row of await archive.rows('balances')) {
    if (row.current && ids.has(row.accountId)) add(days.format(new Date(row.observedAt)), { recordedAt: Date.parse(row.recordedAt), balance: true, row });
    else step('balances');
  }
  for (const row of await archive.rows('transactions')) add(row.date, { recordedAt: madeAt(row.id), balance: false, row });
  const pairs = /** @type {Map<string, string>} */ (new Map());
  for (const date of [...byDay.keys()].sort()) {
    const ofDay = (byDay.get(date) ?? []).sort((a, b) => a.recordedAt - b.recordedAt || (String(a.row.id ?? '') < String(b.row.id ?? '') ? -1 : 1));
    for (const { balance, row } of ofDay) {
      if (balance) await requests.restore('balances', 'POST', `/api/accounts/${ids.of(row.accountId)}/balances`, ids.fields(row, 'current', 'observedAt'));
      else await transaction(row, requests, ids, pairs);
      step(balance ? 'balances' : 'transactions');
    }
  }
}

/** The time of a UUIDv7. @param {string} id */
export const madeAt = (id) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

/** @param {any} row @param {Requests} requests @param {RestoredIds} ids @param {Map<string, string>} pairs the transactions whose other half follows, by their transfer */
async function transaction(row, requests, ids, pairs) {
  const reason = !ids.has(row.accountId) ? 'its account is not restored' : row.pending ? 'it is pending' : row.zeroAmount ? 'it has no amount' : null;
  if (reason) {
    requests.leaveOut('transactions', `${row.description}, ${row.date}: ${reason}`);
    return;
  }
  const { merchantId, ...body } = ids.fields(row, 'accountId', 'date', 'amount', 'description', 'categoryId', 'merchantId', 'note', 'tags');
  const made = await requests.restore('transactions', 'POST', '/api/transactions', ids.has(row.merchantId) ? { ...body, merchantId } : body);
  if (!made) return;
  if ((row.splits ?? []).length > 0) await requests.restore('splits', 'PUT', `/api/transactions/${made.id}/splits`, { parts: ids.mapped(row.splits) });
  if (row.excluded) await requests.change('transactions', 'PATCH', `/api/transactions/${made.id}`, { excluded: true });
  if (!row.transferId) return;
  const other = pairs.get(row.transferId);
  if (!other) pairs.set(row.transferId, made.id);
  else {
    pairs.delete(row.transferId);
    await requests.restore('transfers', 'POST', '/api/transfers', { transactionIds: [other, made.id] });
  }
}
