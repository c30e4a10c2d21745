import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bankState, largest, monthRanges, netWorthSeries, spanStart } from '../../main/web/app/pages/dashboard-data.js';

const money = (amount, currency = 'USD') => ({ amount, currency });
const item = (date, net, currency = 'USD', unknown = []) => ({ date, currency, net: money(net, currency), assets: money(net, currency), liabilities: money('0', currency), unknown });

test('a span begins at its day', () => {
  assert.equal(spanStart('1M', '2026-03-31'), '2026-02-28');
  assert.equal(spanStart('YTD', '2026-11-28'), '2026-01-01');
  assert.equal(spanStart('1Y', '2026-11-28'), '2025-11-28');
});

test('each currency has a series, the preferred one first', () => {
  const series = netWorthSeries({ items: [item('2026-01-02', '2', 'DOGE'), item('2026-01-02', '2'), item('2026-01-01', '1')] }, 'USD');
  assert.deepEqual(series.map((each) => each.currency), ['USD', 'DOGE']);
  assert.deepEqual(series[0].dates, ['2026-01-01', '2026-01-02']);
  assert.equal(series[0].last.amount, '2');
});

test('days with unknown accounts are another line that meets the known one', () => {
  const [series] = netWorthSeries({ items: [item('2026-01-01', '1', 'USD', ['x']), item('2026-01-02', '2'), item('2026-01-03', '3')] }, 'USD');
  assert.deepEqual(series.known, [null, '2', '3']);
  assert.deepEqual(series.unknown, ['1', '2', null]);
  assert.ok(series.hasUnknown);
});

test('small groups are summed as other', () => {
  const groups = ['-1.10', '-5', '-3', '-0.20'].map((amount, i) => ({ id: String(i), name: amount, amount: { amount: money(amount), entries: 1, transactions: '' }, share: 10 }));
  const found = largest(groups, 2);
  assert.deepEqual(found.shown.map((each) => each.name), ['-5', '-3']);
  assert.deepEqual(found.other, money('-1.30'));
  assert.equal(found.otherShare, 20);
  assert.equal(largest(groups.slice(0, 1)).other, null);
});

test('this month is compared with the same days of the last', () => {
  assert.deepEqual(monthRanges('2026-03-30'), { from: '2026-03-01', to: '2026-03-30', beforeFrom: '2026-02-01', beforeTo: '2026-02-28' });
});

test('a bank in trouble is told in a sentence', () => {
  const bank = { id: '1', institution: { name: 'Houndstooth' }, reason: null, lastSyncedAt: null, staleSince: null, version: 1 };
  assert.equal(bankState({ ...bank, state: 'needs-attention' }).text, 'Houndstooth needs you to sign in again');
  assert.ok(bankState({ ...bank, state: 'disconnected' }).trouble);
  assert.ok(!bankState({ ...bank, state: 'healthy' }).trouble);
});
