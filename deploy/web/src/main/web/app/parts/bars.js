// @ts-check
/** @import { Figure } from '../api/types.js' */
import { html } from '../html.js';
import { rowsOf } from '../router.js';
import { month, shortMonth } from '../text/dates.js';
import { share, show, units } from '../text/money.js';

/** @typedef {{ from: string, income: Figure, expense: Figure, net: Figure }} Period */

/**
 * Income and expenses per month side by side; each bar leads to its rows.
 * @param {{ periods: Period[] }} props
 */
export function CashFlowBars({ periods }) {
  const amounts = periods.flatMap((each) => [each.income.amount.amount, each.expense.amount.amount]).map((a) => a.replace('-', ''));
  const largest = amounts.reduce((a, b) => (units(a) > units(b) ? a : b), '0');
  /** @param {Period} period @param {'income' | 'expense'} kind */
  const bar = (period, kind) => html`<a class=${'bar ' + kind} href=${rowsOf(period[kind].transactions)}
    aria-label=${`${kind === 'income' ? 'Income' : 'Expenses'} in ${month(period.from)}: ${show(period[kind].amount)}`}
    title=${`${month(period.from)}: ${show(period[kind].amount)}`}
    style=${{ height: `${share(period[kind].amount.amount, largest)}%` }}></a>`;
  return html`<figure class="chart">
    <div class="bars" role="group" aria-label="Income and expenses by month">
      ${periods.map((period) => html`<div key=${period.from} class="bar-pair"><div class="bar-area">${bar(period, 'income')}${bar(period, 'expense')}</div>
        <small aria-hidden="true">${shortMonth(period.from)}</small></div>`)}</div>
    <p class="legend"><span><i class="key income"></i>Income</span><span><i class="key expense"></i>Expenses</span></p>
    <details><summary>As a table</summary><div class="scroll" tabindex="0" role="region" aria-label="Income and expenses by month"><table class="rows">
      <thead><tr><th scope="col">Month</th><th scope="col" class="end">Income</th><th scope="col" class="end">Expenses</th><th scope="col" class="end">Net</th></tr></thead>
      <tbody>${periods.map((period) => html`<tr key=${period.from}><th scope="row">${month(period.from)}</th>
        ${[period.income, period.expense, period.net].map((figure) => html`<td class="end money"><a href=${rowsOf(figure.transactions)}>${show(figure.amount)}</a></td>`)}</tr>`)}</tbody>
    </table></div></details></figure>`;
}
