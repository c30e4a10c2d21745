import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ago, day, daysBetween, plusDays, plusMonths } from '../../main/web/app/text/dates.js';

test('a date has a year only if it is not this one', () => {
  assert.equal(day('2026-01-05', '2026-11-28'), 'Jan 5');
  assert.equal(day('2025-12-31', '2026-11-28'), 'Dec 31, 2025');
});

test('months end on their last day', () => {
  assert.equal(plusMonths('2026-03-31', -1), '2026-02-28');
  assert.equal(plusMonths('2024-03-31', -1), '2024-02-29');
  assert.equal(plusMonths('2026-01-15', -1), '2025-12-15');
  assert.equal(plusMonths('2026-11-30', 3), '2027-02-28');
});

test('days are counted across months, years and summer time', () => {
  assert.equal(plusDays('2026-12-31', 1), '2027-01-01');
  assert.equal(daysBetween('2026-03-01', '2026-04-01'), 31);
  assert.equal(daysBetween('2026-10-20', '2026-10-30'), 10);
});

test('a moment is told in the largest unit that fits', () => {
  const now = Date.parse('2026-11-28T12:00:00Z');
  assert.equal(ago('2026-11-28T11:55:00Z', now), '5 minutes ago');
  assert.equal(ago('2026-11-28T09:00:00Z', now), '3 hours ago');
  assert.equal(ago('2026-11-25T12:00:00Z', now), '3 days ago');
  assert.equal(ago('2026-11-28T12:05:00Z', now), 'this minute');
});
