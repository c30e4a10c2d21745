// @ts-check
/** @import { Money } from '../../api/types.js' */
import { h, html } from '../../html.js';
import { Amount } from '../../parts/amount.js';
import { Card } from '../../parts/card.js';
import { command } from '../../parts/command.js';
import { Empty } from '../../parts/empty.js';
import { More } from '../../parts/pages.js';
import { day } from '../../text/dates.js';
import { plural } from '../../text/plural.js';
import { words } from '../../text/terms.js';
import { useDecisions } from './decisions.js';

/** @typedef {{ id: string, accountName: string | null, date: string, amount: Money, description: string, source: string }} Row */
/** @typedef {{ id: string, first: Row, second: Row, daysApart: number, likeness: number }} Duplicate */

/** Removing one of a pair needs a click, so that no key removes anything. @param {{ pages: import('../../parts/pages.js').Pages, recount: () => void }} props */
export function Duplicates({ pages, recount }) {
  const items = /** @type {Duplicate[]} */ (pages.data ?? []);
  const after = () => { pages.again(); recount(); };
  const dismiss = (/** @type {Duplicate} */ each) => command('transactions', `Both are kept: ${each.first.description}`, 'POST', `/api/review/duplicates/${each.id}/dismiss`, {}, after);
  const remove = (/** @type {Row} */ row) => command('transactions', `Removed ${row.description}`, 'DELETE', `/api/transactions/${row.id}`, {}, after);
  const chosen = useDecisions(items, () => {}, dismiss);
  const side = (/** @type {Row} */ row) => html`<div class="leg"><a href=${`/transactions?open=${row.id}`}>${row.description}</a>
    <span class="soft">${row.accountName} · ${day(row.date)} · ${row.source === 'provider' ? 'bank' : row.source === 'manual' ? 'by hand' : words(row.source).toLowerCase()}</span>${h(Amount, { value: row.amount, tone: true, href: `/transactions?open=${row.id}` })}
    ${row.source === 'provider' ? null : html`<span><button type="button" onClick=${() => remove(row)}>Remove this one</button></span>`}</div>`;
  return h(Card, { title: 'Two transactions that may be one', state: pages, full: true, height: 300 }, items.length === 0
    ? h(Empty, { title: 'All clear' })
    : html`<ul class="plain decisions">${items.map((each, i) => html`<li key=${each.id} aria-current=${i === chosen ? 'true' : undefined}>
        <div class="pair">${side(each.first)}${side(each.second)}</div>
        <p class="soft">${each.daysApart === 0 ? 'On the same day' : `${plural(each.daysApart, 'day')} apart`}, texts alike by ${each.likeness} %</p>
        <p class="actions"><button type="button" class="primary" onClick=${() => dismiss(each)}>They are two</button></p></li>`)}</ul>
      ${h(More, { pages })}
      <p class="soft hide-s"><kbd>n</kbd> keeps both, <kbd>j</kbd> <kbd>k</kbd> move</p>`);
}
