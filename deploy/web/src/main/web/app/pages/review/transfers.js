// @ts-check
/** @import { Money } from '../../api/types.js' */
import { h, html } from '../../html.js';
import { Amount } from '../../parts/amount.js';
import { Card } from '../../parts/card.js';
import { command } from '../../parts/command.js';
import { Empty } from '../../parts/empty.js';
import { More } from '../../parts/pages.js';
import { day } from '../../text/dates.js';
import { list } from '../../text/terms.js';
import { useDecisions } from './decisions.js';

/** @typedef {{ transactionId: string, accountName: string | null, date: string, amount: Money, description: string }} Leg */
/** @typedef {{ id: string, outgoing: Leg, incoming: Leg, score: number, reasons: string[], daysApart: number }} Suggestion */

/** @param {{ pages: import('../../parts/pages.js').Pages, recount: () => void }} props */
export function Transfers({ pages, recount }) {
  const items = /** @type {Suggestion[]} */ (pages.data ?? []);
  const decide = (/** @type {Suggestion} */ each, /** @type {string} */ action, /** @type {string} */ label) =>
    command('transactions', label, 'POST', `/api/transfers/suggestions/${each.id}/${action}`, {}, () => { pages.again(); recount(); });
  const yes = (/** @type {Suggestion} */ each) => decide(each, 'confirm', `Matched as a transfer: ${each.outgoing.description}`);
  const no = (/** @type {Suggestion} */ each) => decide(each, 'reject', `No transfer: ${each.outgoing.description}`);
  const chosen = useDecisions(items, yes, no);
  const leg = (/** @type {Leg} */ of) => html`<div class="leg"><a href=${`/transactions?open=${of.transactionId}`}>${of.description}</a>
    <span class="soft">${of.accountName} · ${day(of.date)}</span>${h(Amount, { value: of.amount, tone: true, href: `/transactions?open=${of.transactionId}` })}</div>`;
  return h(Card, { title: 'Two transactions that may be money moved between your own accounts', state: pages, full: true, height: 300 }, items.length === 0
    ? h(Empty, { title: 'All clear' }, html`<p class="soft">Pairs that are certain are matched by themselves.</p>`)
    : html`<ul class="plain decisions">${items.map((each, i) => html`<li key=${each.id} aria-current=${i === chosen ? 'true' : undefined}>
        <div class="pair">${leg(each.outgoing)}${leg(each.incoming)}</div>
        <p class="soft">${each.score} of 100: ${list(each.reasons)}</p>
        <p class="actions"><button type="button" class="primary" onClick=${() => yes(each)}>It is a transfer</button>
          <button type="button" onClick=${() => no(each)}>It is not</button></p></li>`)}</ul>
      ${h(More, { pages })}
      <p class="soft hide-s"><kbd>y</kbd> accepts, <kbd>n</kbd> rejects, <kbd>j</kbd> <kbd>k</kbd> move</p>`);
}
