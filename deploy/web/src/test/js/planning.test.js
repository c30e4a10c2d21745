import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnOptions } from '../../main/web/app/pages/imports/columns.js';
import { readingText, reasonText, settingValue, stateName } from '../../main/web/app/pages/imports/names.js';
import { dueDays } from '../../main/web/app/pages/planning/calendar.js';
import { sameAccounts } from '../../main/web/app/pages/review/pairs.js';
import { deductionHref } from '../../main/web/app/parts/spending-lines.js';

const bill = (frequency, dueDate) => ({ id: frequency, frequency, dueDate });
const days = (bills, from, to) => dueDays(bills, from, to).map((each) => each.date);

test('the calendar has every day on which a bill is due', () => {
  assert.deepEqual(days([bill('weekly', '2026-10-28')], '2026-11-01', '2026-11-30'), ['2026-11-04', '2026-11-11', '2026-11-18', '2026-11-25']);
  assert.deepEqual(days([bill('monthly', '2026-01-31')], '2026-02-01', '2026-03-31'), ['2026-02-28', '2026-03-31']);
  assert.deepEqual(days([bill('yearly', '2024-02-29')], '2025-01-01', '2026-12-31'), ['2025-02-28', '2026-02-28']);
  assert.deepEqual(days([bill('once', '2026-11-03'), bill('once', '2026-12-03')], '2026-11-01', '2026-11-30'), ['2026-11-03']);
  assert.deepEqual(days([bill('custom', '2026-11-03'), bill('monthly', null)], '2026-11-01', '2027-11-30'), ['2026-11-03']);
});

test('an amount that is subtracted leads to what it consists of', () => {
  const line = { name: 'Rent', amount: { amount: '1', currency: 'USD' }, date: null, accountId: 'a', scenarioId: null, billId: null };
  assert.equal(deductionHref({ ...line, reason: 'bill-due', billId: 'b', scenarioId: 's' }), '/planning?scenario=s');
  assert.equal(deductionHref({ ...line, reason: 'pending' }), '/transactions?pending=true&accountId=a');
  assert.equal(deductionHref({ ...line, reason: 'overdraft' }), '/accounts/a');
  assert.equal(deductionHref({ ...line, reason: 'buffer', accountId: null }), '/settings');
});

test('accounts that may be the same are a pair until they are merged', () => {
  const account = (id, mergeCandidates, mergedInto = null) => [id, { id, mergeCandidates, mergedInto }];
  assert.deepEqual(sameAccounts(new Map([account('a', ['b', 'gone']), account('b', [])])).map((pair) => pair.other.id), ['b']);
  assert.deepEqual(sameAccounts(new Map([account('a', ['b'], 'b'), account('b', [])])), []);
});

test('columns are offered with a value of the file', () => {
  const options = columnOptions(['2026-11-02', ''], { value: '', origin: 'needed' });
  assert.deepEqual(options.map((option) => option.name), ['choose a column', 'Column 1: 2026-11-02', 'Column 2: empty']);
  assert.equal(columnOptions([], { value: 'Date', origin: 'remembered' }).at(-1).id, 'detect');
});

test('settings and reasons of an import are in words', () => {
  assert.equal(reasonText("date: 'not a date' (expected: a date in the order DMY)"), 'Date is “not a date”; a date in the order day, month, year is expected.');
  assert.equal(reasonText("account: '' (expected: to be mapped to one of your accounts)"), 'Choose its account above.');
  assert.equal(reasonText('no date'), 'No date');
  assert.equal(settingValue('delimiter', ';'), 'semicolon');
  assert.equal(settingValue('dateOrder', 'DMY'), 'day, month, year');
  assert.equal(readingText({ first: null, last: null, sum: '-4.20' }), 'sum -4.20');
  assert.equal(stateName({ state: 'committed', undone: true }), 'undone');
});
