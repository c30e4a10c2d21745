import assert from 'node:assert/strict';
import { test } from 'node:test';
import { absolute, decimal, isOut, parseAmount, share, show, sum, units } from '../../main/web/app/text/money.js';

const usd = (amount) => ({ amount, currency: 'USD' });

test('every digit of a decimal string is shown', () => {
  assert.equal(show(usd('90071992547409931.07')), '$90,071,992,547,409,931.07');
  assert.equal(show(usd('-0.10')), '−$0.10');
  assert.equal(show({ amount: '1200', currency: 'JPY' }), '¥1,200');
});

test('a code outside of ISO 4217 stays behind the number', () => {
  assert.equal(show({ amount: '1520.31874205', currency: 'DOGE' }), '1,520.31874205 DOGE');
});

test('a sign is shown only where it is asked for and above zero', () => {
  assert.equal(show(usd('5'), { sign: true }), '+$5.00');
  assert.equal(show(usd('0.00'), { sign: true }), '$0.00');
  assert.equal(show(usd('-5'), { sign: true }), '−$5.00');
});

test('sums are exact', () => {
  assert.equal(sum(['0.1', '0.2']), '0.30');
  assert.equal(sum(['-0.000000000001', '1']), '0.999999999999');
  assert.equal(sum(Array(10_000).fill('0.01')), '100.00');
  assert.equal(sum(['90071992547409931.07', '0.01']), '90071992547409931.08');
  assert.equal(sum([]), '0.00');
});

test('units and decimal are inverse', () => {
  for (const amount of ['0.00', '-0.01', '12.34', '-1234567.890123456789', '100.00']) assert.equal(decimal(units(amount)), amount);
});

test('the direction is that of the sign, and zero is not out', () => {
  assert.ok(isOut(usd('-0.01')));
  assert.ok(!isOut(usd('-0.00')));
  assert.equal(absolute(usd('-1')).amount, '1');
});

test('shares are in percent of the largest', () => {
  assert.equal(share('-50', '200'), 25);
  assert.equal(share('1', '0'), 0);
});

test('amounts are read in both ways of writing them', () => {
  assert.equal(parseAmount('1,234.56'), '1234.56');
  assert.equal(parseAmount('1.234,56'), '1234.56');
  assert.equal(parseAmount('12,5'), '12.5');
  assert.equal(parseAmount('1,234'), '1234');
  assert.equal(parseAmount(' −7.25 '), '-7.25');
  assert.equal(parseAmount("1'000.00"), '1000.00');
  for (const wrong of ['', 'x', '1.2.3', '--1', '1e5', '0x1', '12.', 'NaN']) assert.equal(parseAmount(wrong), null, wrong);
});
