// @ts-check
/** @import { Connection, Series, Transaction } from '../api/types.js' */
import { h, html, useMemo, useState } from '../html.js';
import { categoryName, profile } from '../names.js';
import { Amount } from '../parts/amount.js';
import { CashFlowBars } from '../parts/bars.js';
import { Card } from '../parts/card.js';
import { Donut } from '../parts/donut.js';
import { Empty } from '../parts/empty.js';
import { useRead } from '../parts/read.js';
import { deductionRows } from '../parts/spending-lines.js';
import { TimeChart } from '../parts/time-chart.js';
import { rowsOf } from '../router.js';
import { useSignal } from '../signal.js';
import { ago, day, daysBetween, iso } from '../text/dates.js';
import { absolute, show } from '../text/money.js';
import { count, plural } from '../text/plural.js';
import { words } from '../text/terms.js';
import { SPANS, bankState, largest, monthRanges, netWorthPath, netWorthSeries, yearStart } from './dashboard-data.js';

export function Dashboard() {
  const today = iso(new Date());
  return html`
    <header class="page-head"><h1>Dashboard</h1></header>
    ${h(Health, {})}
    <div class="grid">
      ${h(NetWorth, { today })}
      ${h(SafeToSpend, {})}
      ${h(CashFlow, { today })}
      ${h(Spending, { today })}
      ${h(Bills, { today })}
      ${h(Review, {})}
      ${h(Latest, {})}
    </div>`;
}

function Health() {
  const banks = useRead('/api/connections');
  if (banks.problem) return html`<p class="strip trouble" role="alert">The banks could not be read: ${banks.problem.message} <button type="button" onClick=${banks.again}>Retry</button></p>`;
  if (!banks.data) return html`<div class="strip ghost"></div>`;
  if (banks.data.items.length === 0) {
    return html`<div class="strip">${h(Empty, { title: 'No bank is linked yet' }, html`
      <p><a href="/accounts?link=new">Link a bank</a>, <a href="/imports">import a file</a> or <a href="/accounts">add an account</a>.</p>`)}</div>`;
  }
  return html`<ul class="strip banks" aria-label="Banks">${banks.data.items.map((/** @type {Connection} */ bank) => {
    const state = bankState(bank);
    return html`<li key=${bank.id} class=${state.trouble ? 'trouble' : ''}>
      <span class=${'dot ' + bank.state} aria-hidden="true"></span>${state.text}
      ${state.trouble
        ? html` <a class="button" href=${state.signIn ? `/accounts?link=${bank.id}` : '/accounts'}>${state.signIn ? 'Sign in again' : 'Show the bank'}</a>`
        : bank.lastSyncedAt ? html` <small class="soft">updated ${ago(bank.lastSyncedAt)}</small>` : null}</li>`;
  })}</ul>`;
}

/** @param {{ today: string }} props */
function NetWorth({ today }) {
  const [span, setSpan] = useState(/** @type {typeof SPANS[number]} */ ('1Y'));
  const state = useRead(netWorthPath(span, today));
  const base = useSignal(profile)?.baseCurrency ?? '';
  const all = useMemo(() => (state.data ? netWorthSeries(state.data, base) : []), [state.data, base]);
  const first = all[0];
  const lines = useMemo(() => (first ? [
    { name: 'Net worth', color: '--accent', fill: true, values: first.known },
    ...(first.hasUnknown ? [{ name: 'Net worth without unknown accounts', color: '--accent', dash: true, values: first.unknown }] : []),
    { name: 'Assets', color: '--good', values: first.assets },
    { name: 'Debts', color: '--bad', values: first.debts },
  ] : []), [first]);
  const spans = html`<span class="spans" role="group" aria-label="Span">${SPANS.map((each) => html`
    <button type="button" key=${each} aria-pressed=${each === span ? 'true' : 'false'} onClick=${() => setSpan(each)}>${each}</button>`)}</span>`;
  return h(Card, { title: 'Net worth', href: '/accounts', wide: true, state, height: 310, action: spans }, first
    ? html`<p class="figure"><strong class="big">${h(Amount, { value: first.last, href: '/accounts' })}</strong>
        ${first.change ? html`<span class="soft"><span class="money">${show(first.change, { sign: true })}</span> in this span</span>` : null}
        ${all.slice(1).map((other) => html`<span key=${other.currency} class="soft">and ${h(Amount, { value: other.last, href: '/accounts' })}</span>`)}</p>
      ${h(TimeChart, { title: `Net worth, ${span}`, currency: first.currency, dates: first.dates, lines })}`
    : h(Empty, { title: 'No balances yet' }));
}

function SafeToSpend() {
  const state = useRead('/api/safe-to-spend?mode=until-payday');
  const first = state.data?.items[0];
  const left = state.data ? daysBetween(state.data.asOf, state.data.lastsUntil) : 0;
  return h(Card, { title: 'Safe to spend', href: '/planning', state, height: 310 }, first
    ? html`<p class="figure"><strong class="big">${h(Amount, { value: first.perDay, href: '/planning' })}</strong><span class="soft">a day</span></p>
        <p>for ${plural(left + 1, 'day')}, until <time datetime=${state.data.lastsUntil}>${day(state.data.lastsUntil)}</time>${state.data.payday ? ' (payday)' : ''}</p>
        <p><span class=${'badge ' + first.status}>${words(first.status).toLowerCase()}</span></p>
        <dl class="sums"><dt>Cash</dt><dd>${h(Amount, { value: first.cash, href: '/accounts' })}</dd>
          ${deductionRows([...first.subtracted, ...first.reserved])}
          <dt class="total">Left in total</dt><dd class="total">${h(Amount, { value: first.total, href: '/planning' })}</dd></dl>`
    : h(Empty, { title: 'No cash account yet' }));
}

/** @param {{ today: string }} props */
function CashFlow({ today }) {
  const state = useRead(`/api/reports/cash-flow?from=${yearStart(today)}&to=${today}`);
  const base = useSignal(profile)?.baseCurrency;
  const all = state.data?.currencies ?? [];
  const first = all.find((/** @type {any} */ each) => each.currency === base) ?? all[0];
  return h(Card, { title: 'Cash flow, 12 months', wide: true, state, height: 240 }, first
    ? h(CashFlowBars, { periods: first.periods })
    : h(Empty, { title: 'No transactions in 12 months' }));
}

/** @param {{ today: string }} props */
function Spending({ today }) {
  const range = monthRanges(today);
  const state = useRead(`/api/reports/spending?from=${range.from}&to=${range.to}`);
  const before = useRead(`/api/reports/spending?from=${range.beforeFrom}&to=${range.beforeTo}`);
  const base = useSignal(profile)?.baseCurrency;
  const all = state.data?.currencies ?? [];
  const first = all.find((/** @type {any} */ each) => each.currency === base) ?? all[0];
  const previous = before.data?.currencies.find((/** @type {any} */ each) => each.currency === first?.currency);
  const { shown, other, otherShare } = largest(first?.groups ?? []);
  return h(Card, { title: 'Spending this month', state, height: 240 }, first
    ? html`<p class="figure"><a class="strong money" href=${rowsOf(first.total.transactions)}>${show(absolute(first.total.amount))}</a>
          ${previous ? html`<span class="soft"><a class="money" href=${rowsOf(previous.total.transactions)}>${show(absolute(previous.total.amount))}</a> in the same days of last month</span>` : null}</p>
        <div class="shares">${h(Donut, { title: 'Shares of the spending by category', shares: [...shown.map((each) => each.share), otherShare] })}
          <ul class="share-list">${shown.map((each, i) => html`<li key=${each.id ?? each.name}>
            <i class=${`key slice-${i}`} aria-hidden="true"></i><a href=${rowsOf(each.amount.transactions)}>${each.name ?? 'Uncategorised'}</a>
            ${h(Amount, { value: absolute(each.amount.amount), href: rowsOf(each.amount.transactions) })}</li>`)}
            ${other ? html`<li><i class="key slice-8" aria-hidden="true"></i>All others<span class="money">${show(absolute(other))}</span></li>` : null}</ul></div>`
    : h(Empty, { title: 'Nothing spent this month' }));
}

/** @param {{ today: string }} props */
function Bills({ today }) {
  const state = useRead('/api/recurring?dueWithin=14d&direction=expense&limit=20');
  const due = (state.data?.items ?? []).filter((/** @type {Series} */ each) => each.nextDue)
    .sort((/** @type {any} */ a, /** @type {any} */ b) => a.nextDue.localeCompare(b.nextDue));
  return h(Card, { title: 'Bills in the next 14 days', href: '/recurring', wide: true, state, height: 240 }, due.length > 0
    ? html`<ul class="plain">${due.map((/** @type {Series} */ each) => html`<li key=${each.id}>
        <span class="soft date">${day(each.nextDue ?? today)}</span><a class="text" href=${`/recurring?open=${each.id}`}>${each.name}</a>
        ${each.expectedAmount ? h(Amount, { value: each.expectedAmount, href: `/recurring?open=${each.id}` }) : null}</li>`)}</ul>`
    : h(Empty, { title: 'Nothing is due' }));
}

function Review() {
  const state = useRead('/api/review');
  const { uncategorised = 0, transfers = 0, duplicates = 0, stalePendings = 0, unbalancedSplits = 0 } = state.data ?? {};
  const open = [
    { tab: 'uncategorised', name: 'Without a category', count: uncategorised },
    { tab: 'transfers', name: 'Possible transfers', count: transfers },
    { tab: 'duplicates', name: 'Possible duplicates', count: duplicates },
    { tab: 'pending', name: 'Pending for long', count: stalePendings },
    { tab: 'splits', name: 'Splits that do not add up', count: unbalancedSplits },
  ].filter((each) => each.count > 0);
  return h(Card, { title: 'Review', href: '/review', state, height: 240 }, open.length === 0
    ? h(Empty, { title: 'All clear' })
    : html`<ul class="plain">${open.map((each) => html`<li key=${each.tab}>
        <a class="text" href=${`/review?tab=${each.tab}`}>${each.name}</a><strong><a class="figure-link" href=${`/review?tab=${each.tab}`}>${count(each.count)}</a></strong></li>`)}</ul>`);
}

function Latest() {
  const state = useRead('/api/transactions?limit=8');
  return h(Card, { title: 'Latest transactions', href: '/transactions', full: true, state, height: 300 }, state.data?.items.length > 0
    ? html`<ul class="plain">${state.data.items.map((/** @type {Transaction} */ row) => html`<li key=${row.id}>
        <span class="soft date">${day(row.date)}</span>
        <a class="text" href=${`/transactions?open=${row.id}`}>${row.description}${row.pending ? html` <span class="badge">pending</span>` : null}</a>
        <span class="soft hide-s">${categoryName(row.categoryId)}</span>${h(Amount, { value: row.amount, tone: true, href: `/transactions?open=${row.id}` })}</li>`)}</ul>`
    : h(Empty, { title: 'No transactions yet' }));
}
