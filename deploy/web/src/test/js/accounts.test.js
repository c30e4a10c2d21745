import assert from 'node:assert/strict';
import { test } from 'node:test';
import { historyOf, historyPath } from '../../main/web/app/pages/accounts/balance-history.js';
import { extentText, failureText } from '../../main/web/app/pages/accounts/run-texts.js';
import { moved, ordered, placeAt } from '../../main/web/app/pages/rules/dragging.js';
import { byType, nounOf, resourceHref, resourceName } from '../../main/web/app/parts/change-events.js';
import { pointsOf } from '../../main/web/app/parts/sparkline.js';
import { duration } from '../../main/web/app/text/dates.js';

const item = (date, account, amount) => ({ date, account: account && { id: account }, net: { amount, currency: 'USD' } });

test('the balances of an account are its sums of each day, unknown ones left open', () => {
  const history = historyOf([item('2026-11-02', 'a', '2'), item('2026-11-01', 'a', '1'), item('2026-11-02', 'b', '-3'), item('2026-11-02', null, '9')]);
  assert.deepEqual(history.dates, ['2026-11-01', '2026-11-02']);
  assert.deepEqual([...history.values], [['a', ['1', '2']], ['b', [null, '-3']]]);
  assert.match(historyPath('2026-11-30'), /from=2026-10-31&to=2026-11-30/);
});

test('a line goes from edge to edge, and unknown values are no points', () => {
  assert.equal(pointsOf(['0', '10']), '2,22 82,2');
  assert.equal(pointsOf(['5', null, '5']), '2,12 82,12');
  assert.equal(pointsOf(['-1.5', '0', '-3']), '2,12 42,2 82,22');
});

test('a run of a sync is described in words', () => {
  assert.equal(extentText({ counts: { added: 3, modified: 0, removed: 1 } }), '3 added, 1 removed');
  assert.equal(extentText({ counts: { added: 0, modified: 0, removed: 0 } }), 'nothing new');
  assert.match(failureText('needs-user'), /sign in again/);
  assert.match(failureText('something-new'), /could not be read/);
  assert.match(duration('2026-11-29T08:00:00Z', '2026-11-29T08:00:07.4Z'), /^7 /);
  assert.match(duration('2026-11-29T08:00:00Z', '2026-11-29T08:03:00Z'), /^3 /);
});

test('what a change did leads to the pages of its things', () => {
  const event = (type, resourceType, values = {}) => ({ id: type, type, resourceType, resource: 'r', values });
  assert.deepEqual(byType([event('Recorded'), event('Removed'), event('Recorded')]).map((group) => [group.type, group.events.length]), [['Recorded', 2], ['Removed', 1]]);
  assert.equal(resourceHref(event('Recorded', 'transaction')), '/transactions?open=r');
  assert.equal(resourceHref(event('Created', 'something')), null);
  assert.equal(resourceName(event('Recorded', 'transaction', { fact: { name: 'Rent' } })), 'Rent');
  assert.equal(resourceName(event('Linked', 'connection')), 'Bank');
  assert.equal(nounOf('active-scenarios'), 'scenario');
  assert.equal(nounOf('sync-run'), 'sync run');
});

test('a dragged item takes the place where it is dropped', () => {
  assert.deepEqual(moved(['a', 'b', 'c'], 0, 2), ['b', 'c', 'a']);
  assert.deepEqual(moved(['a', 'b', 'c'], 2, 1), ['a', 'c', 'b']);
  const boxes = [{ top: 0, bottom: 10 }, { top: 10, bottom: 20 }];
  assert.deepEqual([-5, 5, 15, 99].map((y) => placeAt(boxes, y)), [0, 0, 1, 1]);
  assert.deepEqual(ordered([{ id: 'a' }, { id: 'b' }], ['b', 'a']).map((each) => each.id), ['b', 'a']);
  assert.deepEqual(ordered([{ id: 'a' }, { id: 'c' }], ['b', 'a']).map((each) => each.id), ['a', 'c']);
});
