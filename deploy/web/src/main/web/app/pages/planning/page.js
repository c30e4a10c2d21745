// @ts-check
/** @import { Money } from '../../api/types.js' */
import { h, html, useState } from '../../html.js';
import { accounts, profile } from '../../names.js';
import { Amount } from '../../parts/amount.js';
import { Card } from '../../parts/card.js';
import { command } from '../../parts/command.js';
import { Empty } from '../../parts/empty.js';
import { usePages } from '../../parts/pages.js';
import { useRead } from '../../parts/read.js';
import { deductionRows } from '../../parts/spending-lines.js';
import { useSignal } from '../../signal.js';
import { day, iso } from '../../text/dates.js';
import { share, show, units } from '../../text/money.js';
import { plural } from '../../text/plural.js';
import { words } from '../../text/terms.js';
import { Allocations } from './allocations.js';
import { BillForm, editedBill } from './bill-form.js';
import { BillCalendar } from './calendar.js';
import { Comparison } from './comparison.js';
import { GoalForm } from './goal-form.js';

/**
 * @typedef {{ id: string, name: string, active: boolean, billCount: number, accountId: string | null, startingBalance: Money, version: number }} Scenario
 * @typedef {{ id: string, name: string, amount: Money, dueDate: string | null, frequency: string, accountId: string | null, categoryId: string | null, seriesId: string | null, paidThrough: string | null, version: number }} Bill
 */

/** @param {{ url: URL }} props */
export function Planning({ url }) {
  const scenarios = usePages('/api/scenarios?limit=200');
  const all = /** @type {Scenario[]} */ (scenarios.data ?? []);
  const chosen = all.find((each) => each.id === url.searchParams.get('scenario')) ?? all.find((each) => each.active) ?? all[0];
  return html`
    <header class="page-head"><h1>Planning</h1></header>
    <div class="grid">
      ${h(SafeToSpend, {})}
      ${h(Goals, {})}
      ${h(Scenarios, { scenarios, chosen: chosen ?? null })}
      ${chosen ? h(Bills, { key: chosen.id, scenario: chosen, again: scenarios.again }) : null}
      ${chosen ? h(Allocations, { key: 'a' + chosen.id, scenario: chosen }) : null}
    </div>`;
}

function SafeToSpend() {
  const state = useRead('/api/safe-to-spend?mode=until-payday');
  const items = state.data?.items ?? [];
  return h(Card, { title: 'Safe to spend until the next payday, line by line', wide: true, state, height: 300 }, items.length === 0
    ? h(Empty, { title: 'No cash account yet' })
    : items.map((/** @type {any} */ each) => html`<dl key=${each.currency} class="sums">
        ${each.accounts.filter((/** @type {any} */ account) => !each.subtracted.some((/** @type {any} */ line) => line.reason === 'overdraft' && line.accountId === account.accountId)).map((/** @type {any} */ account) => html`<dt key=${account.accountId}>${account.name}</dt><dd key=${'d' + account.accountId}>${account.amount ? h(Amount, { value: account.amount, href: `/accounts/${account.accountId}` }) : 'not known'}</dd>`)}
        ${deductionRows([...each.subtracted, ...each.reserved])}
        <dt class="total">Left until ${day(state.data.lastsUntil)}</dt><dd class="total">${show(each.total)}</dd>
        <dt>A day</dt><dd>${show(each.perDay)}</dd></dl>
        ${each.paid.length > 0 ? html`<details><summary>${plural(each.paid.length, 'bill is', 'bills are')} paid already</summary><ul class="plain">${each.paid.map((/** @type {any} */ bill) => html`<li key=${bill.billId + bill.date}>
          <span class="date soft">${day(bill.date)}</span>${bill.transactionId ? html`<a class="text" href=${`/transactions?open=${bill.transactionId}`}>${bill.name}</a>` : html`<span class="text">${bill.name}</span>`}${h(Amount, { value: bill.amount })}</li>`)}</ul></details>` : null}`));
}

/** @param {{ scenarios: import('../../parts/pages.js').Pages, chosen: Scenario | null }} props */
function Scenarios({ scenarios, chosen }) {
  const currency = useSignal(profile)?.baseCurrency ?? 'USD';
  const all = /** @type {Scenario[]} */ (scenarios.data ?? []);
  const create = () => command('planning', 'Scenario created', 'POST', '/api/scenarios',
    { body: { name: all.length === 0 ? 'Household plan' : `Scenario ${all.length + 1}`, startingBalance: { amount: '0.00', currency } } }, scenarios.again);
  const activate = (/** @type {Scenario} */ each) => command('planning', `${each.name} is the plan now`, 'PUT', `/api/scenarios/${each.id}/active`, {}, scenarios.again);
  const copy = (/** @type {Scenario} */ each) => command('planning', `Copied ${each.name}`, 'POST', `/api/scenarios/${each.id}/copy`, { body: { name: `${each.name} (copy)` } }, scenarios.again);
  const remove = (/** @type {Scenario} */ each) => command('planning', `Deleted ${each.name}`, 'DELETE', `/api/scenarios/${each.id}`, { version: each.version, edited: { name: each.name, base: each, fields: { name: { label: 'Name' }, billCount: { label: 'Bills' } } } }, scenarios.again);
  const [comparing, setComparing] = useState(false);
  return html`${h(Card, { title: 'Scenarios', full: true, state: scenarios, height: 90, action: html`<span class="actions">${all.length > 1 ? html`<button type="button" onClick=${() => setComparing(true)}>Compare</button>` : null}<button type="button" onClick=${create}>New scenario</button></span>` }, all.length === 0
    ? h(Empty, { title: 'No plan yet' }, html`<p class="soft">A scenario holds the bills you expect and how you share out your balance. The active one counts in “safe to spend”.</p>`)
    : html`<ul class="plain scenarios">${all.map((each) => html`<li key=${each.id}>
        <a class="text" href=${`/planning?scenario=${each.id}`} aria-current=${each.id === chosen?.id ? 'true' : undefined}>${each.name}</a>
        ${each.active ? html`<span class="badge">the plan</span>` : html`<button type="button" onClick=${() => activate(each)}>Make it the plan</button>`}
        <button type="button" class="quiet" onClick=${() => copy(each)} aria-label=${`Copy ${each.name}`}>Copy</button>
        ${each.active ? null : html`<button type="button" class="quiet" onClick=${() => remove(each)} aria-label=${`Delete ${each.name}`}>Delete</button>`}</li>`)}</ul>`)}
    ${comparing ? h(Comparison, { onClose: () => setComparing(false) }) : null}`;
}

/** @param {{ key: string, scenario: Scenario, again: () => void }} props */
function Bills({ scenario, again }) {
  const pages = usePages(`/api/scenarios/${scenario.id}/bills?limit=200`);
  const [edited, setEdited] = useState(/** @type {Bill | 'new' | null} */ (null));
  const [calendar, setCalendar] = useState(false);
  const names = useSignal(accounts);
  const refresh = () => { setEdited(null); pages.again(); again(); };
  const bills = /** @type {Bill[]} */ ([...(pages.data ?? [])].sort((a, b) => (a.dueDate ?? '9999').localeCompare(b.dueDate ?? '9999')));
  const paid = (/** @type {Bill} */ bill) => command('planning', `${bill.name} is paid`, 'PATCH', `/api/scenarios/${scenario.id}/bills/${bill.id}`,
    { version: bill.version, edited: editedBill(bill, refresh), body: { paidThrough: bill.dueDate && bill.dueDate > iso(new Date()) ? bill.dueDate : iso(new Date()) } }, refresh);
  const remove = (/** @type {Bill} */ bill) => command('planning', `Removed ${bill.name}`, 'DELETE', `/api/scenarios/${scenario.id}/bills/${bill.id}`,
    { version: bill.version, edited: editedBill(bill, refresh) }, refresh);
  return html`${h(Card, { title: `Bills of ${scenario.name}`, wide: true, state: pages, height: 240, action: html`<span class="actions"><span class="spans" role="group" aria-label="View">
      <button type="button" aria-pressed=${calendar ? 'false' : 'true'} onClick=${() => setCalendar(false)}>List</button><button type="button" aria-pressed=${calendar ? 'true' : 'false'} onClick=${() => setCalendar(true)}>Calendar</button></span>
      <button type="button" onClick=${() => setEdited('new')}>Plan a bill</button></span>` }, bills.length === 0
    ? h(Empty, { title: 'No bills planned' }, html`<p>Turn a <a href="/recurring">recurring series</a> into a bill, or plan one by hand.</p>`)
    : calendar ? h(BillCalendar, { bills, onOpen: setEdited }) : html`<div class="scroll whole" tabindex="0" role="region" aria-label="Bills"><table class="rows"><thead><tr><th scope="col">Bill</th><th scope="col">Due</th><th scope="col" class="hide-s">Every</th><th scope="col" class="end">Amount</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
        <tbody>${bills.map((bill) => html`<tr key=${bill.id}><th scope="row"><button type="button" class="link" onClick=${() => setEdited(bill)}>${bill.name}</button>${' '}<small class="soft">${bill.seriesId ? 'follows a series' : names.get(bill.accountId ?? '')?.name ?? ''}</small></th>
          <td>${bill.dueDate ? day(bill.dueDate) : '–'}${bill.dueDate && bill.paidThrough && bill.paidThrough >= bill.dueDate ? html` <span class="badge">paid</span>` : null}</td>
          <td class="hide-s">${words(bill.frequency).toLowerCase()}</td><td class="end">${h(Amount, { value: bill.amount })}</td>
          <td class="end actions-cell"><button type="button" aria-label=${`Mark ${bill.name} paid`} onClick=${() => paid(bill)}>Paid</button>
            <button type="button" class="quiet" aria-label=${`Remove ${bill.name}`} onClick=${() => remove(bill)}>Remove</button></td></tr>`)}</tbody></table></div>`)}
    ${edited ? h(BillForm, { scenarioId: scenario.id, bill: edited === 'new' ? null : edited, onClose: () => setEdited(null), onDone: refresh }) : null}`;
}

function Goals() {
  const pages = usePages('/api/goals?limit=200');
  const [edited, setEdited] = useState(/** @type {any} */ (null));
  const refresh = () => { setEdited(null); pages.again(); };
  return html`${h(Card, { title: 'Goals', state: pages, height: 300, action: html`<button type="button" onClick=${() => setEdited('new')}>New goal</button>` }, (pages.data ?? []).length === 0
    ? h(Empty, { title: 'No goals yet' })
    : html`<ul class="plain goals">${(pages.data ?? []).map((goal) => html`<li key=${goal.id}>
        <button type="button" class="link text" onClick=${() => setEdited(goal)}>${goal.name}</button><span class="money">${show(goal.saved ?? goal.paidOff)} of ${show(goal.target)}</span>
        <progress max="100" value=${share((goal.saved ?? goal.paidOff).amount, goal.target.amount)} aria-label=${`Progress of ${goal.name}`}></progress>
        <small class="soft">${goal.state === 'reached' || (goal.requiredMonthly && units(goal.requiredMonthly.amount) === 0n) ? 'Reached' : goal.requiredMonthly ? `${show(goal.requiredMonthly)} a month are needed` : ''}${goal.dueDate ? ` until ${day(goal.dueDate)}` : ''}${
          goal.projectedDate && goal.state !== 'reached' && !(goal.requiredMonthly && units(goal.requiredMonthly.amount) === 0n) ? `; at this pace done by ${day(goal.projectedDate)}` : ''}</small></li>`)}</ul>`)}
    ${edited ? h(GoalForm, { goal: edited === 'new' ? null : edited, onClose: () => setEdited(null), onDone: refresh }) : null}`;
}
