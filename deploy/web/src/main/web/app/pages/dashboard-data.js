// @ts-check
/** @import { Connection, Figure, Money } from '../api/types.js' */
import { plusMonths } from '../text/dates.js';
import { decimal, units } from '../text/money.js';

export const SPANS = /** @type {const} */ (['1M', '3M', 'YTD', '1Y', 'All']);
/** @typedef {typeof SPANS[number]} Span */

/** @param {Span} span @param {string} today */
export function spanStart(span, today) {
  switch (span) {
    case '1M': return plusMonths(today, -1);
    case '3M': return plusMonths(today, -3);
    case 'YTD': return today.slice(0, 4) + '-01-01';
    case '1Y': return plusMonths(today, -12);
    case 'All': return plusMonths(today, -60);
  }
}

/** @param {Span} span @param {string} today */
export function netWorthPath(span, today) {
  const from = spanStart(span, today);
  const interval = span === '1M' || span === '3M' ? 'day' : span === 'All' ? 'month' : 'week';
  return `/api/net-worth?from=${from}&to=${today}&interval=${interval}`;
}

/**
 * @typedef {{ date: string, currency: string, assets: Money, liabilities: Money, net: Money, unknown: string[] }} NetWorthItem
 * @typedef {{ currency: string, dates: string[], net: string[], assets: string[], debts: string[], known: (string | null)[],
 *   unknown: (string | null)[], last: Money, change: Money | null, hasUnknown: boolean }} NetWorthSeries
 */

/**
 * One series per currency, the preferred one first. Days on which the balance of an account is not
 * known are in `unknown`, the others in `known`; they share one day, so the line has no hole.
 * @param {{ items: NetWorthItem[], changes?: { currency: string, net: Money }[] }} answer @param {string} preferred @returns {NetWorthSeries[]}
 */
export function netWorthSeries(answer, preferred) {
  /** @type {Map<string, NetWorthItem[]>} */
  const groups = new Map();
  for (const item of answer.items) groups.set(item.currency, [...(groups.get(item.currency) ?? []), item]);
  return [...groups.entries()]
    .sort(([a], [b]) => Number(b === preferred) - Number(a === preferred) || a.localeCompare(b))
    .map(([currency, unsorted]) => {
      const items = [...unsorted].sort((a, b) => a.date.localeCompare(b.date));
      const isUnknown = items.map((item) => item.unknown.length > 0);
      const last = items[items.length - 1];
      return {
        currency,
        dates: items.map((item) => item.date),
        net: items.map((item) => item.net.amount),
        assets: items.map((item) => item.assets.amount),
        debts: items.map((item) => item.liabilities.amount),
        known: items.map((item, i) => (isUnknown[i] ? null : item.net.amount)),
        unknown: items.map((item, i) => (isUnknown[i] || isUnknown[i - 1] ? item.net.amount : null)),
        last: last ? last.net : { amount: '0', currency },
        change: answer.changes?.find((each) => each.currency === currency)?.net ?? null,
        hasUnknown: isUnknown.some(Boolean),
      };
    });
}

/** @typedef {{ id: string | null, name: string | null, amount: Figure, share: number }} Group */

/**
 * The largest groups, and the sum of the others.
 * @param {Group[]} groups @param {number} most
 */
export function largest(groups, most = 8) {
  const sorted = [...groups].sort((a, b) => (units(a.amount.amount.amount) < units(b.amount.amount.amount) ? -1 : 1));
  const shown = sorted.slice(0, most);
  const rest = sorted.slice(most);
  const first = rest[0];
  const other = first
    ? {
        currency: first.amount.amount.currency,
        amount: decimal(rest.reduce((total, each) => total + units(each.amount.amount.amount), 0n)),
      }
    : null;
  return { shown, other, otherShare: rest.reduce((total, each) => total + each.share, 0) };
}

/** This month so far, and the same days of the month before. @param {string} today */
export function monthRanges(today) {
  const start = today.slice(0, 8) + '01';
  return { from: start, to: today, beforeFrom: plusMonths(start, -1), beforeTo: plusMonths(today, -1) };
}

/** Twelve months with this one. @param {string} today */
export const yearStart = (today) => plusMonths(today.slice(0, 8) + '01', -11);

/**
 * The state of a bank in a sentence, whether it needs a person, and how.
 * @param {Connection} bank
 */
export function bankState(bank) {
  const name = bank.institution?.name ?? 'A bank';
  switch (bank.state) {
    case 'healthy': return { text: name, trouble: false, signIn: false };
    case 'linking': return { text: `${name} is being linked`, trouble: false, signIn: false };
    case 'warned': return bank.reason === 'new-accounts-available'
      ? { text: `${name} has new accounts: sign in again to add them`, trouble: true, signIn: true }
      : { text: `${name} will soon need you to sign in again`, trouble: true, signIn: true };
    case 'needs-attention': return { text: `${name} needs you to sign in again`, trouble: true, signIn: true };
    case 'disconnected': return { text: `${name} is disconnected`, trouble: true, signIn: true };
    default: return { text: `${name}: ${bank.state}`, trouble: false, signIn: false };
  }
}
