// @ts-check
/** @import { Bill } from './page.js' */
import { h, html } from '../../html.js';
import { Amount } from '../../parts/amount.js';
import { daysBetween, fullDay, iso, month, plusDays, plusMonths, weekday } from '../../text/dates.js';

/**
 * The days of a span on which bills are due, counted from the next due date of each.
 * @param {Bill[]} bills @param {string} from @param {string} to @returns {{ date: string, bill: Bill }[]}
 */
export function dueDays(bills, from, to) {
  return bills.flatMap((bill) => {
    const days = [];
    for (let i = 0; bill.dueDate && i < 400; i++) {
      const date = occurrence(bill, i);
      if (date === null || date > to) break;
      if (date >= from) days.push({ date, bill });
    }
    return days;
  }).sort((a, b) => a.date.localeCompare(b.date));
}

/** @param {Bill} bill @param {number} index the 31st of a month is counted from the first date, not from a shorter month */
function occurrence(bill, index) {
  if (!bill.dueDate || (index > 0 && bill.frequency === 'once')) return null;
  switch (bill.frequency) {
    case 'monthly': return plusMonths(bill.dueDate, index);
    case 'quarterly': return plusMonths(bill.dueDate, 3 * index);
    case 'yearly': return plusMonths(bill.dueDate, 12 * index);
    case 'weekly': return plusDays(bill.dueDate, 7 * index);
    case 'biweekly': return plusDays(bill.dueDate, 14 * index);
    case 'semi-monthly': return index % 2 === 0 ? plusMonths(bill.dueDate, index / 2) : plusDays(plusMonths(bill.dueDate, (index - 1) / 2), 15);
    default: return index === 0 ? bill.dueDate : null;
  }
}

/** The bills of this month and the next by day. @param {{ bills: Bill[], onOpen: (bill: Bill) => void }} props */
export function BillCalendar({ bills, onOpen }) {
  const first = iso(new Date()).slice(0, 8) + '01';
  return html`<div class="calendars">${[first, plusMonths(first, 1)].map((start) => h(Month, { key: start, start, bills, onOpen }))}</div>`;
}

/** @param {{ key: string, start: string, bills: Bill[], onOpen: (bill: Bill) => void }} props */
function Month({ start, bills, onOpen }) {
  const days = daysBetween(start, plusMonths(start, 1));
  const due = dueDays(bills, start, plusDays(start, days - 1));
  const today = iso(new Date());
  const offset = (new Date(start + 'T00:00:00Z').getUTCDay() + 6) % 7;
  const weeks = Math.ceil((offset + days) / 7);
  /** @param {number} index */
  const cell = (index) => {
    const number = index - offset + 1;
    if (number < 1 || number > days) return html`<td key=${index}></td>`;
    const date = plusDays(start, number - 1);
    return html`<td key=${index} class=${date === today ? 'today' : ''}><time datetime=${date} aria-label=${fullDay(date)}>${number}</time>
      ${due.filter((each) => each.date === date).map(({ bill }) => html`<button type="button" key=${bill.id} class="link" title=${bill.name} onClick=${() => onOpen(bill)}>${bill.name} ${h(Amount, { value: bill.amount })}</button>`)}</td>`;
  };
  return html`<table class="calendar"><caption>${month(start)}</caption>
    <thead><tr>${[0, 1, 2, 3, 4, 5, 6].map((i) => html`<th key=${i} scope="col">${weekday(plusDays('2024-01-01', i))}</th>`)}</tr></thead>
    <tbody>${Array.from({ length: weeks }, (_, week) => html`<tr key=${week}>${[0, 1, 2, 3, 4, 5, 6].map((i) => cell(week * 7 + i))}</tr>`)}</tbody></table>`;
}
