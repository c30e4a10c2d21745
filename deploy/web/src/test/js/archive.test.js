import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { crc32 as expectedCrc, deflateRawSync } from 'node:zlib';
import { Refusal } from '../../main/web/app/api/call.js';
import { openArchive } from '../../main/web/app/pages/archive/archive.js';
import { madeAt, restore } from '../../main/web/app/pages/archive/restore.js';
import { crc32, readZip } from '../../main/web/app/pages/archive/zip.js';

const numbers = (...pairs) => {
  const buffer = Buffer.alloc(pairs.reduce((sum, [size]) => sum + size, 0));
  let at = 0;
  for (const [size, value] of pairs) {
    buffer.writeUIntLE(value, at, size);
    at += size;
  }
  return buffer;
};

/** As a stream writes it: the sizes are in the directory, not before the contents. */
function zip(files, { method = 8 } = {}) {
  const parts = [];
  const directory = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text);
    const packed = method === 8 ? deflateRawSync(bytes) : bytes;
    const local = Buffer.concat([numbers([4, 0x04034b50], [2, 20], [2, 8], [2, method], [4, 0], [4, 0], [4, 0], [4, 0], [2, name.length], [2, 0]), Buffer.from(name)]);
    parts.push(local, packed);
    directory.push(numbers([4, 0x02014b50], [2, 20], [2, 20], [2, 8], [2, method], [4, 0], [4, expectedCrc(bytes)], [4, packed.length], [4, bytes.length],
      [2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), Buffer.from(name));
    at += local.length + packed.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const entries = Object.keys(files).length;
  return new Blob([...parts, ...directory, numbers([4, 0x06054b50], [2, 0], [2, 0], [2, entries], [2, entries], [4, size], [4, at], [2, 0])]);
}

const LISTS = ['settings', 'accounts', 'balances', 'account-groups', 'categories', 'merchants', 'rules', 'transfer-settings', 'transactions', 'series', 'scenarios', 'bills', 'allocations', 'goals'];

function archiveOf(lists) {
  const files = Object.fromEntries(LISTS.map((list) => [`${list}.ndjson`, (lists[list] ?? []).map((row) => `${JSON.stringify(row)}\n`).join('')]));
  const parts = Object.entries(files).map(([file, text]) => ({ file, rows: text.split('\n').length - 1, sha256: createHash('sha256').update(text).digest('hex') }));
  return { files, manifest: { format: 'florin-archive', version: 1, createdAt: '2026-11-29T00:00:00Z', parts, notContained: ['tokens'] } };
}

const packed = ({ files, manifest }) => zip({ ...files, 'manifest.json': JSON.stringify(manifest) });
const USD = { amount: '-5.00', currency: 'USD' };

/** A household that refuses what a test says. */
function household(refuse = () => null) {
  const sent = [];
  const send = async (method, path, body) => {
    if (method === 'GET') return path.includes('settings') ? { mode: 'automatic', windowDays: 4, threshold: 70, version: 0 } : { items: [], next: null };
    const type = refuse(method, path, body, sent.length);
    sent.push([method, path, body]);
    if (type) throw new Refusal({ type: `urn:florin:problem:${type}`, title: 'Refused', status: 422, detail: `It is ${type}.` });
    return { id: `new-${sent.length}`, state: 'suggested' };
  };
  return { sent, send };
}

test('the entries of a zip file are read whether they are packed or not', async () => {
  for (const method of [0, 8]) {
    const entries = await readZip(zip({ 'a.txt': 'ä'.repeat(1000), 'b.txt': '' }, { method }));
    assert.deepEqual([...entries.keys()], ['a.txt', 'b.txt']);
    assert.equal(new TextDecoder().decode(await entries.get('a.txt')()), 'ä'.repeat(1000));
    assert.equal((await entries.get('b.txt')()).length, 0);
  }
  assert.equal(crc32(Buffer.from('123456789')), 0xcbf43926);
});

test('a file that is damaged, cut off or something else is refused', async () => {
  await assert.rejects(readZip(new Blob(['no zip'])), /no zip file/);
  const whole = Buffer.from(await zip({ 'a.txt': 'text of the file' }, { method: 0 }).arrayBuffer());
  await assert.rejects(readZip(new Blob([whole.subarray(0, 40)])), /not complete/);
  whole[40] ^= 1;
  await assert.rejects((await readZip(new Blob([whole]))).get('a.txt')(), /a.txt is damaged/);
  await assert.rejects(openArchive(zip({ 'a.txt': '' })), /manifest.json is missing/);
  await assert.rejects(openArchive(zip({ 'manifest.json': '{"format":"other"}' })), /florin-archive 1 is expected/);
});

test('a file that is not as the manifest describes it is refused', async () => {
  const made = archiveOf({ accounts: [{ id: 'a', name: 'Cash' }] });
  assert.equal((await openArchive(packed(made))).count('accounts'), 1);
  made.files['accounts.ndjson'] = made.files['accounts.ndjson'].replace('Cash', 'Gold');
  await assert.rejects(openArchive(packed(made)), /accounts.ndjson was changed/);
});

test('everything is restored in its order, with the new ids', async () => {
  const archive = await openArchive(packed(archiveOf({
    settings: [{ timeZone: 'Pacific/Auckland', baseCurrency: 'NZD', buffer: null }],
    accounts: [{ id: 'a', name: 'Checking', type: 'depository', currency: 'USD', hidden: true, status: 'closed' }],
    categories: [{ id: 's', name: 'Food', system: true }, { id: 'c', name: 'Own', parentId: 's', archived: true }],
    merchants: [{ id: 'm', name: 'Corner  Market' }, { id: 'n', name: 'corner market' }],
    balances: [{ accountId: 'a', current: { amount: '9', currency: 'USD' }, observedAt: '2026-01-01T12:00:00Z', recordedAt: '2026-01-01T12:00:01Z' }],
    transactions: [
      { id: '019b0000-0000-7000-8000-000000000001', accountId: 'a', date: '2026-01-01', amount: USD, description: 'First', categoryId: 'c', merchantId: 'n', splits: [], transferId: 't' },
      { id: '019b0000-0000-7000-8000-000000000002', accountId: 'a', date: '2026-01-03', amount: USD, description: 'Second', excluded: true, splits: [{ categoryId: 'c', amount: USD, note: null }], transferId: 't' },
      { id: '019b0000-0000-7000-8000-000000000003', accountId: 'a', date: '2026-01-04', amount: USD, description: 'Open', pending: true, splits: [] },
    ],
    rules: [{ id: 'r', name: 'Rule', enabled: true, match: 'all', conditions: [{ field: 'category', ids: ['c'] }], groups: [], actions: { categoryId: 'c', note: null } }],
    scenarios: [{ id: 'x', name: 'Newer', active: true }, { id: 'y', name: 'Older' }],
    allocations: [{ scenarioId: 'x', allocation: { name: 'Rest', percent: '12.5', amount: null } }],
    'transfer-settings': [{ mode: 'suggest', windowDays: 3, threshold: 80, version: 7 }],
  })));
  const { sent, send } = household();
  const reported = [];
  const outcome = await restore(archive, send, (list, done) => reported.push([list, done]));
  const bodies = (path) => sent.filter(([, each]) => each === path).map(([, , body]) => body);
  const [account, own] = ['new-2', 'new-4'];
  assert.deepEqual(sent.slice(0, 4), [
    ['PATCH', '/api/users/me', { timeZone: 'Pacific/Auckland', baseCurrency: 'NZD' }],
    ['POST', '/api/accounts', { name: 'Checking', type: 'depository', currency: 'USD' }],
    ['PATCH', `/api/accounts/${account}`, { hidden: true }],
    ['POST', '/api/categories', { name: 'Own', parentId: 's' }]]);
  assert.deepEqual(bodies('/api/merchants'), [{ name: 'Corner  Market' }]);
  assert.deepEqual(bodies('/api/transfers/settings').map((body) => body.mode), ['off', 'suggest']);
  const [first, second] = bodies('/api/transactions');
  assert.deepEqual(first, { accountId: account, date: '2026-01-01', amount: USD, description: 'First', categoryId: own, merchantId: 'new-5' });
  assert.equal(second.description, 'Second');
  const at = (wanted) => sent.findIndex(([, path, body]) => path.endsWith(wanted) || body?.description === wanted);
  assert.ok(at('First') < at('/balances') && at('/balances') < at('Second'), 'the balance is of 2 January in Auckland');
  assert.deepEqual(sent[at('/splits')][2], { parts: [{ categoryId: own, amount: USD }] });
  assert.equal(bodies('/api/transfers')[0].transactionIds.length, 2);
  assert.deepEqual(bodies('/api/rules')[0].actions, { categoryId: own });
  assert.deepEqual(bodies('/api/scenarios').map((body) => body.name), ['Older', 'Newer']);
  assert.deepEqual(sent[at('/allocations')][2], { allocations: [{ name: 'Rest', percent: '12.5' }] });
  assert.deepEqual(sent.slice(-2), [['POST', `/api/categories/${own}/archive`, undefined], ['PATCH', `/api/accounts/${account}`, { status: 'closed' }]]);
  assert.deepEqual(outcome.refusals, [{ list: 'transactions', reason: 'Open, 2026-01-04: it is pending' }]);
  assert.equal(outcome.restored.transactions, 2);
  assert.equal(reported.at(-1)[1], archive.total);
});

test('what has not reached a service yet is repeated, and a refusal stops nothing', async () => {
  const archive = await openArchive(packed(archiveOf({
    accounts: [{ id: 'a', name: 'Checking', type: 'depository', currency: 'USD' }, { id: 'b', name: '', type: 'depository', currency: 'USD' }],
    transactions: [{ id: '019b0000-0000-7000-8000-000000000001', accountId: 'a', date: '2026-01-01', amount: USD, description: 'Row', splits: [] }],
  })));
  let early = 2;
  const { sent, send } = household((_, path, body) => (body?.name === '' ? 'invalid-text' : path === '/api/transactions' && early-- > 0 ? 'account-not-known-yet' : null));
  const outcome = await restore(archive, send, () => {}, 0);
  assert.equal(sent.filter(([, path]) => path === '/api/transactions').length, 3);
  assert.equal(outcome.restored.transactions, 1);
  assert.deepEqual(outcome.refusals, [{ list: 'accounts', reason: 'It is invalid-text.' }]);
});

test('a household with accounts is left alone', async () => {
  const archive = await openArchive(packed(archiveOf({})));
  await assert.rejects(restore(archive, async () => ({ items: [{}] }), () => {}), /empty household/);
});

test('an id has the time at which it was made', () => {
  assert.equal(madeAt('01a22681-607b-74cf-897b-4f02aff1e531'), 0x01a22681607b);
});
