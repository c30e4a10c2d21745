import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conflictRows, rebased, sameValue } from '../../main/web/app/parts/versions.js';

const money = (amount, currency = 'USD') => ({ amount, currency });
const fields = { name: { label: 'Name' }, amount: { label: 'Amount', show: (value) => `${value.amount} ${value.currency}` }, note: { label: 'Note' }, tags: { label: 'Tags' } };
const base = { name: 'Rent', amount: money('900.00'), note: null, tags: [], version: 3 };

test('values are compared by what they mean', () => {
  assert.ok(sameValue(money('900'), money('900.00')));
  assert.ok(!sameValue(money('900'), money('900', 'EUR')));
  assert.ok(!sameValue(money('-900'), money('900')));
  assert.ok(sameValue('', null) && sameValue([], undefined) && sameValue(null, undefined));
  assert.ok(!sameValue(false, null) && !sameValue(0, ''));
  assert.ok(sameValue(['a'], ['a']) && !sameValue(['a'], ['b']));
});

test('a conflict has the fields that either side changed', () => {
  const now = { ...base, name: 'Flat', amount: money('950.00'), version: 4 };
  assert.deepEqual(conflictRows(fields, base, { name: 'Rent', amount: money('920'), note: '', tags: ['x'] }, now), [
    { key: 'name', label: 'Name', now: 'Flat', mine: null },
    { key: 'amount', label: 'Amount', now: '950.00 USD', mine: '920 USD' },
    { key: 'tags', label: 'Tags', now: 'none', mine: 'x' },
  ]);
  assert.deepEqual(conflictRows(fields, base, {}, { ...base, note: 'paid late' }), [{ key: 'note', label: 'Note', now: 'paid late', mine: null }]);
});

test('an edit on top of a newer version keeps the newer values that it left alone', () => {
  const now = { ...base, name: 'Flat', note: 'paid late', version: 4 };
  assert.deepEqual(rebased(base, { name: 'Rent', amount: money('920'), note: null, enabled: true }, now), { name: 'Flat', amount: money('920'), note: 'paid late', enabled: true });
});
