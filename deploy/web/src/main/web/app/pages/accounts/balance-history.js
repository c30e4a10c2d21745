// @ts-check
/** @import { Account, Money } from '../../api/types.js' */
import { html } from '../../html.js';
import { day, plusDays } from '../../text/dates.js';
import { show } from '../../text/money.js';

/** @typedef {{ dates: string[], values: Map<string, (string | null)[]> }} History the balances of accounts on days */

const DAYS = 30;
const WEEK = 7;

/** @param {string} today */
export const historyPath = (today) => `/api/net-worth?from=${plusDays(today, -DAYS)}&to=${today}&interval=day&by=account&includeHidden=true`;

/**
 * The balance of each account on each day; null on days on which it is not known.
 * @param {{ date: string, account: { id: string } | null, net: Money }[]} items @returns {History}
 */
export function historyOf(items) {
  const dates = [...new Set(items.map((item) => item.date))].sort();
  const places = new Map(dates.map((date, i) => [date, i]));
  /** @type {Map<string, (string | null)[]>} */
  const values = new Map();
  for (const { date, account, net } of items) {
    if (!account) continue;
    const own = values.get(account.id) ?? dates.map(() => null);
    own[places.get(date) ?? 0] = net.amount;
    values.set(account.id, own);
  }
  return { dates, values };
}

/** The balances of the lines of accounts, of a day of each week. @param {{ members: Account[], history: History }} props */
export function HistoryTable({ members, history }) {
  const { dates, values } = history;
  const drawn = members.filter((each) => values.has(each.id));
  if (drawn.length === 0) return null;
  const shown = dates.map((date, i) => ({ date, i })).filter(({ i }) => (dates.length - 1 - i) % WEEK === 0);
  return html`<details class="history-table"><summary>30 days as a table</summary><div class="scroll" tabindex="0" role="region" aria-label="Balances of 30 days"><table class="rows">
    <thead><tr><th scope="col">Account</th>${shown.map(({ date }) => html`<th key=${date} scope="col" class="end">${day(date)}</th>`)}</tr></thead>
    <tbody>${drawn.map((each) => html`<tr key=${each.id}><th scope="row">${each.name}</th>${shown.map(({ date, i }) => {
      const amount = values.get(each.id)?.[i];
      return html`<td key=${date} class="end money">${amount == null ? '–' : show({ amount, currency: each.currency })}</td>`;
    })}</tr>`)}</tbody></table></div></details>`;
}
