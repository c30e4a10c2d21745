import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chips, exportPath, filterBody, queryOf, without } from '../../main/web/app/pages/transactions/filters.js';
import { between, isHeading, nextRow, withHeadings } from '../../main/web/app/pages/transactions/rows.js';
import { fault, remaining, splitBody } from '../../main/web/app/pages/transactions/splits.js';
import { signed } from '../../main/web/app/text/money.js';
import { matching } from '../../main/web/app/text/search.js';

const names = { account: (id) => ({ a: 'Checking' })[id], category: () => undefined, merchant: () => undefined };
const row = (id, date) => ({ id, date });
const whole = { amount: { amount: '-30.00', currency: 'USD' } };

test('the query has the filters of the address and nothing else', () => {
  assert.equal(queryOf(new URLSearchParams('q=rent&open=1&edit=split&accountId=a&accountId=b&sort=amount&from=')), 'q=rent&accountId=a&accountId=b&sort=amount');
});

test('the export has the filters of the address', () => {
  assert.equal(exportPath(new URLSearchParams('q=rent&open=1&sort=amount')), '/api/exports/transactions?q=rent&format=csv');
});

test('a bulk edit has the same filter with its types', () => {
  assert.deepEqual(filterBody(new URLSearchParams('accountId=a&accountId=b&pending=false&q=x&minAmount=5&sort=date&open=1')), {
    q: 'x', accountId: ['a', 'b'], pending: false, minAmount: '5',
  });
});

test('each value of a filter is a chip that can be removed', () => {
  const parameters = new URLSearchParams('accountId=a&accountId=z&tag=car&q=x');
  const shown = chips(parameters, names);
  assert.deepEqual(shown.map((chip) => chip.text), ['Checking', 'Account', '#car']);
  assert.equal(without(parameters, shown[0]).toString(), 'accountId=z&tag=car&q=x');
});

test('a date in the address that is none is shown as it is', () => {
  assert.deepEqual(chips(new URLSearchParams('from=yesterday&to=2026-13-40'), names).map((chip) => chip.text), ['From yesterday', 'To 2026-13-40']);
});

test('a list by date has a heading before each month', () => {
  const lines = withHeadings([row('1', '2026-11-02'), row('2', '2026-11-01'), row('3', '2026-10-31')], '');
  assert.deepEqual(lines.map((line) => line.month ?? line.id), ['2026-11-01', '1', '2', '2026-10-01', '3']);
  assert.ok(isHeading(lines[0]) && !isHeading(lines[1]) && !isHeading(undefined));
  assert.equal(withHeadings([row('1', '2026-11-02')], 'amount').length, 1);
});

test('keys move from row to row past headings and stop at the ends', () => {
  const lines = withHeadings([row('1', '2026-11-02'), row('2', '2026-10-31')], '');
  assert.equal(nextRow(lines, -1, 1), 1);
  assert.equal(nextRow(lines, 1, 1), 3);
  assert.equal(nextRow(lines, 3, 1), 3);
  assert.equal(nextRow(lines, 3, -1), 1);
  assert.equal(nextRow(lines, 1, -1), 1);
  assert.deepEqual(between(lines, 3, 1), ['1', '2']);
});

test('parts of a split must add up to the whole', () => {
  const parts = [{ categoryId: 'c', amount: '20', note: '' }, { categoryId: null, amount: '9,99', note: 'n' }];
  assert.equal(remaining(whole, parts), '0.01');
  assert.match(fault(whole, parts), /add up/);
  assert.match(fault(whole, parts.slice(1)), /two parts/);
  assert.match(fault(whole, [{ ...parts[0], amount: '30' }, { ...parts[1], amount: '0' }]), /amount/);
  const right = [parts[0], { ...parts[1], amount: '10.00' }];
  assert.equal(fault(whole, right), '');
  assert.deepEqual(splitBody(whole, right).parts, [
    { categoryId: 'c', amount: { amount: '-20', currency: 'USD' } }, { note: 'n', amount: { amount: '-10.00', currency: 'USD' } },
  ]);
});

test('a search ignores case, accents and the order of words', () => {
  const options = [{ name: 'Coffee', group: 'Food' }, { name: 'Café visits', group: 'Food' }, { name: 'Fast food' }];
  assert.deepEqual(matching(options, 'cafe').map((each) => each.name), ['Café visits']);
  assert.deepEqual(matching(options, 'food cof').map((each) => each.name), ['Coffee']);
  assert.deepEqual(matching(options, 'f')[0].name, 'Fast food');
});

test('an amount that is typed gets the sign of its direction', () => {
  assert.equal(signed('12.50', 'out'), '-12.50');
  assert.equal(signed('-12,5', 'in'), '12.5');
  assert.equal(signed('0', 'out'), null);
  assert.equal(signed('twelve', 'out'), null);
});
