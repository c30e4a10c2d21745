// @ts-check
/** @import { Money } from '../api/types.js' */
import { h, html, useEffect, useState } from '../html.js';
import { Amount } from '../parts/amount.js';
import { Card } from '../parts/card.js';
import { CategoryPicker } from '../parts/category-picker.js';
import { command } from '../parts/command.js';
import { Empty } from '../parts/empty.js';
import { More, usePages } from '../parts/pages.js';
import { useRead } from '../parts/read.js';
import { isTyping } from '../parts/shortcuts.js';
import { Tabs } from '../parts/tabs.js';
import { categoryName } from '../names.js';
import { day } from '../text/dates.js';
import { count, plural } from '../text/plural.js';
import { list } from '../text/terms.js';

/** @typedef {{ transactionId: string, accountName: string | null, date: string, amount: Money, description: string }} Leg */
/** @typedef {{ id: string, outgoing: Leg, incoming: Leg, score: number, reasons: string[], daysApart: number }} Suggestion */

/** @param {{ url: URL }} props */
export function Review({ url }) {
  const counts = useRead('/api/review');
  const transfers = usePages('/api/transfers/suggestions?limit=100');
  const series = usePages('/api/recurring?state=suggested&limit=100');
  const tab = url.searchParams.get('tab') ?? 'uncategorised';
  const tabs = [
    { id: 'uncategorised', name: 'Without a category', count: counts.data?.uncategorised },
    { id: 'transfers', name: 'Transfers', count: counts.data?.transfers },
    { id: 'recurring', name: 'Recurring', count: series.data?.length },
  ];
  return html`
    <header class="page-head"><h1>Review</h1></header>
    ${h(Tabs, { label: 'To review', current: tab, tabs })}
    ${tab === 'transfers' ? h(Transfers, { pages: transfers, recount: counts.again })
      : tab === 'recurring' ? h(SuggestedSeries, { pages: series })
        : h(Uncategorised, { again: counts.again })}`;
}

/**
 * The keys of a list of decisions: j and k move, y accepts, n rejects.
 * @param {any[]} items @param {(item: any) => void} onYes @param {(item: any) => void} onNo @returns {number} the chosen one
 */
function useDecisions(items, onYes, onNo) {
  const [at, setAt] = useState(0);
  const chosen = Math.min(at, Math.max(items.length - 1, 0));
  useEffect(() => {
    const key = (/** @type {KeyboardEvent} */ event) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const item = items[chosen];
      if (event.key === 'j') setAt(Math.min(chosen + 1, items.length - 1));
      else if (event.key === 'k') setAt(Math.max(chosen - 1, 0));
      else if (event.key === 'y' && item) onYes(item);
      else if (event.key === 'n' && item) onNo(item);
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  });
  return chosen;
}

/** @param {{ pages: import('../parts/pages.js').Pages, recount: () => void }} props */
function Transfers({ pages, recount }) {
  const items = /** @type {Suggestion[]} */ (pages.data ?? []);
  const decide = (/** @type {Suggestion} */ each, /** @type {string} */ action, /** @type {string} */ label) =>
    command('transactions', label, 'POST', `/api/transfers/suggestions/${each.id}/${action}`, {}, () => { pages.again(); recount(); });
  const yes = (/** @type {Suggestion} */ each) => decide(each, 'confirm', 'Matched as a transfer');
  const no = (/** @type {Suggestion} */ each) => decide(each, 'reject', 'No transfer: not suggested again');
  const chosen = useDecisions(items, yes, no);
  const leg = (/** @type {Leg} */ of) => html`<div class="leg"><a href=${`/transactions?open=${of.transactionId}`}>${of.description}</a>
    <span class="soft">${of.accountName} · ${day(of.date)}</span>${h(Amount, { value: of.amount, tone: true })}</div>`;
  return h(Card, { title: 'Two rows that look like money moved between your own accounts', state: pages, full: true, height: 300 }, items.length === 0
    ? h(Empty, { title: 'All clear' }, html`<p class="soft">Pairs that are certain are matched by themselves.</p>`)
    : html`<ul class="plain decisions">${items.map((each, i) => html`<li key=${each.id} aria-current=${i === chosen ? 'true' : undefined}>
        <div class="pair">${leg(each.outgoing)}${leg(each.incoming)}</div>
        <p class="soft">${each.score} of 100: ${list(each.reasons)}</p>
        <p class="actions"><button type="button" class="primary" onClick=${() => yes(each)}>It is a transfer</button>
          <button type="button" onClick=${() => no(each)}>It is not</button></p></li>`)}</ul>
      ${h(More, { pages })}
      <p class="soft hide-s"><kbd>y</kbd> accepts, <kbd>n</kbd> rejects, <kbd>j</kbd> <kbd>k</kbd> move</p>`);
}

/** @param {{ pages: import('../parts/pages.js').Pages }} props */
function SuggestedSeries({ pages }) {
  const items = pages.data ?? [];
  const decide = (/** @type {any} */ each, /** @type {string} */ action, /** @type {string} */ label) =>
    command('transactions', `${label}: ${each.name}`, 'POST', `/api/recurring/${each.id}/${action}`, {}, pages.again);
  const yes = (/** @type {any} */ each) => decide(each, 'confirm', 'Confirmed');
  const no = (/** @type {any} */ each) => decide(each, 'dismiss', 'Dismissed');
  const chosen = useDecisions(items, yes, no);
  return h(Card, { title: 'What seems to repeat', state: pages, full: true, height: 300 }, items.length === 0
    ? h(Empty, { title: 'All clear' })
    : html`<ul class="plain decisions">${items.map((each, i) => html`<li key=${each.id} aria-current=${i === chosen ? 'true' : undefined}>
        <div class="line-of"><a class="text" href=${`/recurring?open=${each.id}`}>${each.name}</a><span class="soft">${each.cadence.replaceAll('-', ' ')}</span>${h(Amount, { value: each.expectedAmount, tone: true })}
        <span><button type="button" class="primary" aria-label=${`Confirm ${each.name}`} onClick=${() => yes(each)}>Confirm</button>
          <button type="button" aria-label=${`Dismiss ${each.name}`} onClick=${() => no(each)}>Dismiss</button></span></div></li>`)}</ul>
      ${h(More, { pages })}`);
}

/** @param {{ again: () => void }} props */
function Uncategorised({ again }) {
  const pages = usePages('/api/transactions?uncategorised=true&limit=200');
  const [picking, setPicking] = useState(/** @type {string | null} */ (null));
  /** @type {Map<string, any[]>} */
  const groups = new Map();
  for (const row of pages.data ?? []) {
    const name = row.merchant ?? row.description;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  /** @param {string} name @param {string} categoryId */
  const pick = (name, categoryId) => {
    setPicking(null);
    command('transactions', `${name}: ${categoryName(categoryId)}`, 'POST', '/api/transactions/bulk',
      { body: { ids: (groups.get(name) ?? []).map((row) => row.id), set: { categoryId } } }, () => { pages.again(); again(); });
  };
  const sorted = [...groups.entries()].sort(([, a], [, b]) => b.length - a.length);
  return h(Card, { title: 'By merchant', state: pages, full: true, height: 300 }, sorted.length === 0
    ? h(Empty, { title: 'All clear' })
    : html`<ul class="plain">${sorted.map(([name, rows]) => html`<li key=${name}>
        <span class="text">${name} <small class="soft">${plural(rows.length, 'transaction')}${pages.next ? ' so far' : ''}</small></span>
        ${h(Amount, { value: rows[0].amount, tone: true })}
        ${picking === name ? h(CategoryPicker, { onPick: (id) => pick(name, id), onLeave: () => setPicking(null) })
          : html`<button type="button" onClick=${() => setPicking(name)} aria-label=${`Choose a category for ${count(rows.length)} of ${name}`}>Category</button>`}</li>`)}</ul>
      ${h(More, { pages })}`);
}
