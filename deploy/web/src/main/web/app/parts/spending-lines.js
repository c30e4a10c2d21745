// @ts-check
/** @import { Money } from '../api/types.js' */
import { h, html } from '../html.js';
import { day } from '../text/dates.js';
import { absolute } from '../text/money.js';
import { words } from '../text/terms.js';
import { Amount } from './amount.js';

/** @typedef {{ reason: string, amount: Money, name: string | null, date: string | null, accountId: string | null, scenarioId: string | null, billId: string | null }} Deduction */

/** The page with what a deduction consists of. @param {Deduction} line */
export function deductionHref(line) {
  if (line.billId) return `/planning?scenario=${line.scenarioId}`;
  if (line.reason === 'pending') return `/transactions?pending=true${line.accountId ? `&accountId=${line.accountId}` : ''}`;
  return line.accountId ? `/accounts/${line.accountId}` : '/settings';
}

/** The rows of a list of sums that subtract from the cash. @param {Deduction[]} lines */
export const deductionRows = (lines) => lines.map((line, i) => html`
  <dt key=${'t' + i}>${line.name ?? words(line.reason)}${line.name ? html` <small class="soft">${words(line.reason).toLowerCase()}${line.date ? `, ${day(line.date)}` : ''}</small>` : null}</dt>
  <dd key=${'d' + i}>− ${h(Amount, { value: absolute(line.amount), href: deductionHref(line) })}</dd>`);
