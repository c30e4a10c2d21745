// @ts-check
/** @import { Transaction } from '../../api/types.js' */
import { decimal, parseAmount, units } from '../../text/money.js';

/** @typedef {{ categoryId: string | null, amount: string, note: string }} Part an amount as it was typed, without a sign */

/** The parts of a transaction, or two to begin with. @param {Transaction} row @returns {Part[]} */
export function partsOf(row) {
  if (row.splits.length > 0) {
    return row.splits.map((part) => ({ categoryId: part.categoryId, amount: part.amount.amount.replace('-', ''), note: part.note ?? '' }));
  }
  return [
    { categoryId: row.categoryId, amount: row.amount.amount.replace('-', ''), note: '' },
    { categoryId: null, amount: '', note: '' },
  ];
}

/** What is left of the amount of a transaction, without a sign. @param {Transaction} row @param {Part[]} parts */
export function remaining(row, parts) {
  const typed = parts.reduce((total, part) => total + units(parseAmount(part.amount) ?? '0'), 0n);
  return decimal(units(row.amount.amount.replace('-', '')) - typed);
}

/** Why the parts cannot be saved yet; empty if they can. @param {Transaction} row @param {Part[]} parts */
export function fault(row, parts) {
  if (parts.length < 2) return 'A split has at least two parts.';
  if (parts.some((part) => { const amount = parseAmount(part.amount); return amount === null || units(amount) === 0n; })) return 'Every part needs an amount.';
  return units(remaining(row, parts)) === 0n ? '' : 'The parts do not add up to the whole.';
}

/** The parts as the API takes them, with the sign of the whole. @param {Transaction} row @param {Part[]} parts */
export function splitBody(row, parts) {
  const out = row.amount.amount.startsWith('-');
  return {
    parts: parts.map((part) => {
      const amount = parseAmount(part.amount) ?? '0';
      const signed = out ? (amount.startsWith('-') ? amount.slice(1) : '-' + amount) : amount;
      return {
        ...(part.categoryId ? { categoryId: part.categoryId } : {}), ...(part.note ? { note: part.note } : {}),
        amount: { amount: signed, currency: row.amount.currency },
      };
    }),
  };
}
