// @ts-check
/** @import { Money } from '../api/types.js' */
import { h, html } from '../html.js';
import { accounts, profile } from '../names.js';
import { Amount } from '../parts/amount.js';
import { Card } from '../parts/card.js';
import { command } from '../parts/command.js';
import { Dialog } from '../parts/dialog.js';
import { Empty } from '../parts/empty.js';
import { More, usePages } from '../parts/pages.js';
import { useRead } from '../parts/read.js';
import { Tabs } from '../parts/tabs.js';
import { setParameters } from '../router.js';
import { useSignal } from '../signal.js';
import { day } from '../text/dates.js';
import { show, sum } from '../text/money.js';
import { words } from '../text/terms.js';
import { BillFromSeries } from './planning/bill-form.js';

/**
 * @typedef {{ id: string, accountId: string | null, name: string, direction: string, state: string, cadence: string, nextDue: string | null,
 *   expectedAmount: Money, smallestAmount: Money, largestAmount: Money, monthlyAmount: Money, confidence: number, reasons: string[],
 *   occurrenceCount: number, firstDate: string | null, lastDate: string | null, fixedAmount: boolean,
 *   occurrences: { transactionId: string, date: string, amount: Money }[] | null,
 *   priceChanges: { since: string, before: Money, after: Money }[] | null, version: number }} SeriesDetail
 */

/** A series as a decision about it starts from it. @param {{ id: string, name: string, version: number }} series */
export const editedSeries = (series) => ({
  version: series.version,
  edited: {
    name: series.name, base: series, path: `/api/recurring/${series.id}`,
    fields: {
      name: { label: 'Name' }, state: { label: 'State', show: words }, cadence: { label: 'Every', show: words },
      nextDue: { label: 'Next', show: day }, expectedAmount: { label: 'Amount', show },
    },
  },
});

const TABS = [
  { id: 'expense', name: 'Bills and subscriptions' },
  { id: 'income', name: 'Income' },
  { id: 'ended', name: 'Ended' },
  { id: 'dismissed', name: 'Dismissed' },
];

/** @param {{ url: URL }} props */
export function Recurring({ url }) {
  const tab = TABS.find((each) => each.id === url.searchParams.get('tab'))?.id ?? 'expense';
  const past = tab === 'ended' || tab === 'dismissed';
  const all = usePages(`/api/recurring?${past ? `state=${tab}` : `direction=${tab}`}&limit=200`);
  const pages = !all.data || past ? all : { ...all, data: all.data.filter((each) => each.state === 'suggested' || each.state === 'confirmed') };
  const open = url.searchParams.get('open');
  return html`
    <header class="page-head"><h1>Recurring</h1>${h(MonthlySum, { series: pages.data ?? [] })}</header>
    ${h(Tabs, { label: 'Series', current: tab, tabs: TABS })}
    ${h(Card, { title: TABS.find((each) => each.id === tab)?.name ?? '', state: pages, full: true, height: 400 }, (pages.data ?? []).length === 0
      ? h(Empty, { title: 'No series here' })
      : html`<div class="scroll whole" tabindex="0" role="region" aria-label="Series"><table class="rows">
        <thead><tr><th scope="col">Name</th><th scope="col" class="hide-s">Every</th><th scope="col">Next</th><th scope="col" class="end">Amount</th>
          <th scope="col" class="end hide-s">A month</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
        <tbody>${(pages.data ?? []).map((each) => h(Line, { key: each.id, series: each, tab, again: pages.again }))}</tbody></table></div>
        ${h(More, { pages })}`)}
    ${open ? h(Details, { key: open, id: open, again: pages.again }) : null}`;
}

/** What the shown series cost or bring in a month, in the preferred currency. @param {{ series: SeriesDetail[] }} props */
function MonthlySum({ series }) {
  const currency = useSignal(profile)?.baseCurrency;
  const own = series.filter((each) => each.monthlyAmount?.currency === currency);
  return currency && own.length > 0
    ? html`<p class="totals"><span class="total"><span class="money">${show({ amount: sum(own.map((each) => each.monthlyAmount.amount)), currency })}</span> a month</span></p>`
    : null;
}

/** @param {{ key: string, series: SeriesDetail, tab: string, again: () => void }} props */
function Line({ series, tab, again }) {
  const post = (/** @type {string} */ action, /** @type {string} */ label) =>
    command('transactions', `${label}: ${series.name}`, 'POST', `/api/recurring/${series.id}/${action}`, editedSeries(series), again);
  const href = `/recurring?tab=${tab}&open=${series.id}`;
  return html`<tr>
    <th scope="row"><a href=${href}>${series.name}</a> ${series.state === 'suggested' ? html`<span class="badge">suggested, ${series.confidence} %</span>` : null}</th>
    <td class="hide-s">${words(series.cadence).toLowerCase()}</td>
    <td>${series.nextDue ? day(series.nextDue) : '–'}</td>
    <td class="end">${h(Amount, { value: series.expectedAmount, href })}</td>
    <td class="end hide-s">${h(Amount, { value: series.monthlyAmount, href })}</td>
    <td class="end actions-cell">
      ${series.state !== 'confirmed' ? html`<button type="button" aria-label=${`Confirm ${series.name}`} onClick=${() => post('confirm', 'Confirmed')}>Confirm</button>` : null}
      ${series.state === 'suggested' ? html` <button type="button" class="quiet" aria-label=${`Dismiss ${series.name}`} onClick=${() => post('dismiss', 'Dismissed')}>Dismiss</button>` : null}
      ${series.state === 'confirmed' ? html` <button type="button" class="quiet" aria-label=${`End ${series.name}`} onClick=${() => post('end', 'Ended')}>End</button>` : null}</td></tr>`;
}

/** @param {{ key: string, id: string, again: () => void }} props */
function Details({ id, again }) {
  const state = useRead(`/api/recurring/${id}`);
  const names = useSignal(accounts);
  const close = () => setParameters({ open: null });
  /** @type {SeriesDetail | undefined} */
  const series = state.data;
  const unlink = (/** @type {string} */ transactionId) => command('transactions', 'Taken out of the series', 'DELETE',
    `/api/recurring/${id}/occurrences/${transactionId}`, {}, () => { state.again(); again(); });
  return h(Dialog, { title: series?.name ?? 'Series', side: true, onClose: close }, !series
    ? html`<p class=${state.problem ? 'problem' : 'soft'}>${state.problem?.message ?? 'Loading'}</p>`
    : html`
      <dl class="why">
        <div><dt>Account</dt><dd>${names.get(series.accountId ?? '')?.name ?? 'any'}</dd></div>
        <div><dt>Every</dt><dd>${words(series.cadence).toLowerCase()}</dd></div>
        <div><dt>Next</dt><dd>${series.nextDue ? day(series.nextDue) : '–'}</dd></div>
        <div><dt>Amount</dt><dd>${show(series.expectedAmount)}${series.fixedAmount ? '' : ` (${show(series.smallestAmount)} to ${show(series.largestAmount)})`}</dd></div>
        <div><dt>Why</dt><dd>${series.reasons.join(' · ')}</dd></div></dl>
      ${series.direction === 'expense' ? h(BillFromSeries, { series }) : null}
      ${(series.priceChanges ?? []).length > 0 ? html`<h3>Price changes</h3><ul class="history">${(series.priceChanges ?? []).map((each) => html`
        <li key=${each.since}><span>${day(each.since)}</span><span class="money">${show(each.before)} → ${show(each.after)}</span></li>`)}</ul>` : null}
      <h3>Occurrences</h3>
      <ul class="history">${(series.occurrences ?? []).map((each) => html`<li key=${each.transactionId}>
        <a href=${`/transactions?open=${each.transactionId}`}>${day(each.date)}</a>${h(Amount, { value: each.amount, href: `/transactions?open=${each.transactionId}` })}
        <button type="button" class="quiet" aria-label=${`Take ${day(each.date)} out of the series`} onClick=${() => unlink(each.transactionId)}>Unlink</button></li>`)}</ul>`);
}
