// @ts-check
/** @import { Money } from '../../api/types.js' */
/** @import { Bill, Scenario } from './page.js' */
import { h, html } from '../../html.js';
import { Amount } from '../../parts/amount.js';
import { Dialog } from '../../parts/dialog.js';
import { useRead } from '../../parts/read.js';
import { show } from '../../text/money.js';
import { words } from '../../text/terms.js';

/** @typedef {{ scenario: Scenario, totalBills: Money, billsOfYear: Money, allocated: Money, remaining: Money, shortfall: Money }} Compared */

/** All scenarios side by side, and the bills in which they differ. @param {{ onClose: () => void }} props */
export function Comparison({ onClose }) {
  const state = useRead('/api/scenarios/compare');
  const items = /** @type {Compared[]} */ (state.data?.items ?? []);
  const differences = /** @type {{ name: string, bills: (Bill | null)[] }[]} */ (state.data?.differences ?? []);
  /** @param {string} label @param {(each: Compared) => any} cell */
  const row = (label, cell) => html`<tr><th scope="row">${label}</th>${items.map((each) => html`<td key=${each.scenario.id} class="end">${cell(each)}</td>`)}</tr>`;
  return h(Dialog, { title: 'Scenarios side by side', wide: true, onClose }, state.problem
    ? html`<p class="problem" role="alert">${state.problem.message}</p><button type="button" onClick=${state.again}>Retry</button>`
    : !state.data ? html`<div class="ghost"></div>`
      : html`<div class="scroll whole" tabindex="0" role="region" aria-label="Comparison"><table class="rows">
        <thead><tr><td></td>${items.map((each) => html`<th key=${each.scenario.id} scope="col" class="end"><a href=${`/planning?scenario=${each.scenario.id}`} onClick=${onClose}>${each.scenario.name}</a>${each.scenario.active ? html` <span class="badge">the plan</span>` : null}</th>`)}</tr></thead>
        <tbody>${row('Balance', (each) => h(Amount, { value: each.scenario.startingBalance }))}
          ${row('Bills, each once', (each) => h(Amount, { value: each.totalBills }))}
          ${row('Bills of a year', (each) => h(Amount, { value: each.billsOfYear }))}
          ${row('Allocated', (each) => h(Amount, { value: each.allocated }))}
          ${row('Remaining', (each) => h(Amount, { value: each.remaining }))}</tbody>
        ${differences.length > 0 ? html`<tbody><tr><th scope="rowgroup" colspan=${items.length + 1} class="soft">Bills that are not the same in all</th></tr>
          ${differences.map((each) => html`<tr key=${each.name}><th scope="row">${each.name}</th>${each.bills.map((bill, i) => html`<td key=${i} class="end">${bill
            ? html`<span class="money">${show(bill.amount)}</span> <small class="soft">${words(bill.frequency).toLowerCase()}</small>` : html`<span class="soft">none</span>`}</td>`)}</tr>`)}</tbody>` : null}
      </table></div>`);
}
