// @ts-check
/** @import { Money } from '../api/types.js' */
import { h, html, useState } from '../html.js';
import { accounts } from '../names.js';
import { Amount } from '../parts/amount.js';
import { Card } from '../parts/card.js';
import { Donut } from '../parts/donut.js';
import { Empty } from '../parts/empty.js';
import { More, usePages } from '../parts/pages.js';
import { useSignal } from '../signal.js';
import { day } from '../text/dates.js';
import { quantity, share, show, sum, units } from '../text/money.js';
import { words } from '../text/terms.js';

/** @typedef {{ accountId: string, security: { id: string, name: string | null, ticker: string | null, type: string }, quantity: string, value: Money | null, costBasis: Money | null, unrealizedGain: Money | null, priceAsOf: string | null }} Holding */

/** @type {Record<string, (a: Holding, b: Holding) => number>} */
const ORDERS = {
  name: (a, b) => nameOf(a).localeCompare(nameOf(b)),
  value: (a, b) => compare(b.value, a.value),
  gain: (a, b) => compare(b.unrealizedGain, a.unrealizedGain),
};
/** @param {Money | null} a @param {Money | null} b */
const compare = (a, b) => {
  const difference = units(a?.amount ?? '0') - units(b?.amount ?? '0');
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};
/** @param {Holding} holding */
const nameOf = (holding) => holding.security.name ?? holding.security.ticker ?? 'Unnamed security';

/** The holdings of an address: of one currency and one type, if it names them. @param {Holding[]} all @param {URLSearchParams} parameters */
export const chosen = (all, parameters) => all.filter((each) => ['currency', 'type'].every((name) =>
  !parameters.get(name) || parameters.get(name) === (name === 'type' ? each.security.type : each.value?.currency)));

/** @param {{ url: URL }} props */
export function Investments({ url }) {
  const holdings = usePages('/api/investments/holdings?limit=500');
  const trades = usePages('/api/investments/transactions?limit=20');
  const held = useSignal(accounts);
  const [order, setOrder] = useState('value');
  const all = /** @type {Holding[]} */ (holdings.data ?? []);
  const shown = chosen(all, url.searchParams);
  const filtered = shown.length < all.length;
  const currencies = [...new Set(all.flatMap((each) => (each.value ? [each.value.currency] : [])))];
  const column = (/** @type {string} */ id, /** @type {string} */ name, kind = 'end') => html`<th scope="col" class=${kind} aria-sort=${order === id ? 'descending' : undefined}>
    <button type="button" class="link" onClick=${() => setOrder(id)}>${name}</button></th>`;
  return html`
    <header class="page-head"><h1>Investments</h1></header>
    <div class="grid">
      ${currencies.map((currency, i) => h(Sums, { key: currency, currency, full: currencies.length === 1, wide: i === 0, holdings: all.filter((each) => each.value?.currency === currency) }))}
      ${h(Card, { title: 'Holdings', full: true, state: holdings, height: 300, action: filtered ? html`<a class="button" href="/investments">Show all ${all.length}</a>` : null }, all.length === 0
        ? h(Empty, { title: 'No holdings' }, html`<p class="soft">Link a bank with investment accounts to see them here.</p>`)
        : html`<div class="scroll whole" tabindex="0" role="region" aria-label="Holdings"><table class="rows holdings"><thead><tr>${column('name', 'Security', '')}<th scope="col" class="hide-s">Account</th><th scope="col" class="end hide-s">Quantity</th>
            ${column('value', 'Value')}<th scope="col" class="end hide-s">Cost</th>${column('gain', 'Gain', 'end hide-s')}</tr></thead>
          <tbody>${[...shown].sort(ORDERS[order]).map((each) => html`<tr key=${each.accountId + each.security.id}>
            <th scope="row">${nameOf(each)} <small class="soft">${each.security.ticker ?? ''}</small></th><td class="hide-s">${held.get(each.accountId)?.name ?? ''}</td><td class="end hide-s money">${quantity(each.quantity)}</td>
            <td class="end">${each.value ? h(Amount, { value: each.value, href: `/accounts/${each.accountId}` }) : 'not known'}${each.unrealizedGain ? html`<span class="show-s soft">${h(Amount, { value: each.unrealizedGain, tone: true, sign: true })}</span>` : null}</td>
            <td class="end hide-s">${each.costBasis ? h(Amount, { value: each.costBasis }) : html`<span class="soft">no cost basis</span>`}</td>
            <td class="end hide-s">${each.unrealizedGain ? h(Amount, { value: each.unrealizedGain, tone: true, sign: true }) : html`<span class="soft">–</span>`}</td></tr>`)}</tbody></table></div>
          ${h(More, { pages: holdings })}`)}
      ${h(Card, { title: 'Trades', full: true, state: trades, height: 240 }, (trades.data ?? []).length === 0
        ? h(Empty, { title: 'No trades' })
        : html`<ul class="plain">${(trades.data ?? []).map((each) => html`<li key=${each.id}><span class="soft date">${day(each.date)}</span>
            <span class="text">${each.name ?? words(each.type)} <small class="soft">${words(each.subtype ?? each.type).toLowerCase()}</small></span>${h(Amount, { value: each.amount, tone: true, href: `/accounts/${each.accountId}` })}</li>`)}</ul>
          ${h(More, { pages: trades })}`)}
    </div>`;
}

/** @param {{ key: string, currency: string, holdings: Holding[], full: boolean, wide: boolean }} props */
function Sums({ currency, holdings, full, wide }) {
  const value = sum(holdings.map((each) => each.value?.amount ?? '0'));
  const withCost = holdings.filter((each) => each.costBasis);
  /** @type {Map<string, string>} */
  const types = new Map();
  for (const each of holdings) types.set(each.security.type, sum([types.get(each.security.type) ?? '0', each.value?.amount ?? '0']));
  const sorted = [...types.entries()].sort(([, a], [, b]) => (units(a) > units(b) ? -1 : 1)).slice(0, 8);
  return h(Card, { title: `Value in ${currency}`, full, wide }, html`
    <p class="figure"><strong class="big">${h(Amount, { value: { amount: value, currency }, href: `/investments?currency=${encodeURIComponent(currency)}` })}</strong>
      <span class="soft">${withCost.length === 0 ? 'no cost basis' : `cost ${show({ amount: sum(withCost.map((each) => each.costBasis?.amount ?? '0')), currency })}`}${
        withCost.length > 0 && withCost.length < holdings.length ? `, ${holdings.length - withCost.length} without a cost basis` : ''}</span></p>
    <div class="shares">${h(Donut, { title: `Shares of the value in ${currency} by type`, shares: sorted.map(([, amount]) => share(amount, value)) })}
      <ul class="share-list">${sorted.map(([type, amount], i) => html`<li key=${type}><i class=${`key slice-${i}`} aria-hidden="true"></i>${words(type)}${h(Amount, { value: { amount, currency }, href: `/investments?currency=${encodeURIComponent(currency)}&type=${encodeURIComponent(type)}` })}</li>`)}</ul></div>`);
}
