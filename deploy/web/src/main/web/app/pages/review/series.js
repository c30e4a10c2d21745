// @ts-check
import { h, html } from '../../html.js';
import { Amount } from '../../parts/amount.js';
import { Card } from '../../parts/card.js';
import { command } from '../../parts/command.js';
import { Empty } from '../../parts/empty.js';
import { More } from '../../parts/pages.js';
import { editedSeries } from '../recurring.js';
import { useDecisions } from './decisions.js';

/** @param {{ pages: import('../../parts/pages.js').Pages }} props */
export function SuggestedSeries({ pages }) {
  const items = pages.data ?? [];
  const decide = (/** @type {any} */ each, /** @type {string} */ action, /** @type {string} */ label) =>
    command('transactions', `${label}: ${each.name}`, 'POST', `/api/recurring/${each.id}/${action}`, editedSeries(each), pages.again);
  const yes = (/** @type {any} */ each) => decide(each, 'confirm', 'Confirmed');
  const no = (/** @type {any} */ each) => decide(each, 'dismiss', 'Dismissed');
  const chosen = useDecisions(items, yes, no);
  return h(Card, { title: 'Transactions that seem to recur', state: pages, full: true, height: 300 }, items.length === 0
    ? h(Empty, { title: 'All clear' })
    : html`<ul class="plain decisions">${items.map((each, i) => html`<li key=${each.id} aria-current=${i === chosen ? 'true' : undefined}>
        <div class="line-of"><a class="text" href=${`/recurring?open=${each.id}`}>${each.name}</a><span class="soft">${each.cadence.replaceAll('-', ' ')}</span>${h(Amount, { value: each.expectedAmount, tone: true, href: `/recurring?open=${each.id}` })}
        <span><button type="button" class="primary" aria-label=${`Confirm ${each.name}`} onClick=${() => yes(each)}>Confirm</button>
          <button type="button" aria-label=${`Dismiss ${each.name}`} onClick=${() => no(each)}>Dismiss</button></span></div></li>`)}</ul>
      ${h(More, { pages })}`);
}
