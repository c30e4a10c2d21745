// @ts-check
/** @import { Money } from '../../api/types.js' */
import { h, html } from '../../html.js';
import { Amount } from '../../parts/amount.js';
import { Card } from '../../parts/card.js';
import { Empty } from '../../parts/empty.js';
import { More } from '../../parts/pages.js';
import { go } from '../../router.js';
import { day } from '../../text/dates.js';
import { show } from '../../text/money.js';
import { useDecisions } from './decisions.js';

/** @typedef {{ id: string, accountName: string | null, date: string, amount: Money, description: string, splitTotal: Money | null }} Row */

/**
 * Transactions that a person has to look at: the key y opens the chosen one.
 * @param {{ title: string, hint: string, pages: import('../../parts/pages.js').Pages, href: (row: Row) => string }} props
 */
export function Attention({ title, hint, pages, href }) {
  const rows = /** @type {Row[]} */ (pages.data ?? []);
  const chosen = useDecisions(rows, (row) => go(href(row)), () => {});
  return h(Card, { title, state: pages, full: true, height: 300 }, rows.length === 0
    ? h(Empty, { title: 'All clear' })
    : html`<p class="soft">${hint}</p>
      <ul class="plain decisions">${rows.map((row, i) => html`<li key=${row.id} aria-current=${i === chosen ? 'true' : undefined}><div class="line-of">
        <a class="text" href=${href(row)}>${row.description} <small class="soft">${row.accountName ?? ''} · ${day(row.date)}</small></a>
        ${row.splitTotal ? html`<span class="soft">parts <span class="money">${show(row.splitTotal)}</span></span>` : null}${h(Amount, { value: row.amount, tone: true, href: href(row) })}</div></li>`)}</ul>
      ${h(More, { pages })}
      <p class="soft hide-s"><kbd>y</kbd> opens the transaction, <kbd>j</kbd> <kbd>k</kbd> move</p>`);
}
