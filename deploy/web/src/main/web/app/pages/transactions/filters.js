// @ts-check
/** The filters of the list, which the address holds under the names of the API. */
import { day, isDate } from '../../text/dates.js';

export const FILTERS = [
  'q', 'accountId', 'categoryId', 'merchantId', 'tag', 'from', 'to', 'minAmount', 'maxAmount', 'currency', 'direction', 'pending',
  'uncategorised', 'untagged', 'excluded', 'hidden', 'transfers', 'manual', 'split', 'hasNote', 'kind', 'exactCategory', 'removed',
];
const REPEATED = ['accountId', 'categoryId', 'merchantId', 'tag'];

/** The query of the API for an address: only what is a filter or the order. @param {URLSearchParams} parameters */
export function queryOf(parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of parameters) {
    if ((FILTERS.includes(name) || name === 'sort') && value) query.append(name, value);
  }
  return query.toString();
}

/** The file of the rows that the list shows; it has an order of its own. @param {URLSearchParams} parameters */
export function exportPath(parameters) {
  const query = new URLSearchParams(queryOf(parameters));
  query.delete('sort');
  query.append('format', 'csv');
  return `/api/exports/transactions?${query}`;
}

/** The filter of a bulk edit. @param {URLSearchParams} parameters */
export function filterBody(parameters) {
  /** @type {Record<string, any>} */
  const body = {};
  for (const name of FILTERS) {
    const values = parameters.getAll(name).filter(Boolean);
    const [value] = values;
    if (value === undefined || name === 'removed') continue;
    body[name] = REPEATED.includes(name) ? values : value === 'true' ? true : value === 'false' ? false : value;
  }
  return body;
}

/** @param {string} value */
const dateOf = (value) => (isDate(value) ? day(value) : value);

/** @typedef {{ name: string, value: string, text: string }} Chip */

/**
 * One chip for each value of each filter.
 * @param {URLSearchParams} parameters
 * @param {{ account: (id: string) => string | undefined, category: (id: string) => string | undefined, merchant: (id: string) => string | undefined }} names
 * @returns {Chip[]}
 */
export function chips(parameters, names) {
  return FILTERS.filter((name) => name !== 'q').flatMap((name) =>
    parameters.getAll(name).filter(Boolean).map((value) => ({ name, value, text: text(name, value, names) })));
}

/** @param {string} name @param {string} value @param {Parameters<typeof chips>[1]} names */
function text(name, value, names) {
  const yes = value === 'true';
  switch (name) {
    case 'accountId': return names.account(value) ?? 'Account';
    case 'categoryId': return names.category(value) ?? 'Category';
    case 'merchantId': return names.merchant(value) ?? 'One merchant';
    case 'tag': return `#${value}`;
    case 'from': return `From ${dateOf(value)}`;
    case 'to': return `To ${dateOf(value)}`;
    case 'minAmount': return `At least ${value}`;
    case 'maxAmount': return `At most ${value}`;
    case 'currency': return value;
    case 'direction': return value === 'in' ? 'Money in' : 'Money out';
    case 'kind': return value === 'income' ? 'Income' : 'Expenses';
    case 'pending': return yes ? 'Pending' : 'Posted';
    case 'uncategorised': return yes ? 'Without a category' : 'With a category';
    case 'untagged': return yes ? 'Without tags' : 'With tags';
    case 'excluded': return value === 'only' ? 'Excluded' : 'Without excluded';
    case 'hidden': return value === 'only' ? 'Hidden accounts' : 'Without hidden accounts';
    case 'transfers': return value === 'only' ? 'Transfers' : value === 'exclude' ? 'Without transfers' : 'With transfers';
    case 'manual': return yes ? 'Entered by hand' : 'From a bank';
    case 'split': return yes ? 'Split' : 'Not split';
    case 'hasNote': return yes ? 'With a note' : 'Without a note';
    case 'exactCategory': return 'Without subcategories';
    case 'removed': return 'Removed';
    default: return `${name}: ${value}`;
  }
}

/** The parameters without one value of a filter. @param {URLSearchParams} parameters @param {Chip} chip */
export function without(parameters, chip) {
  const left = new URLSearchParams();
  for (const [name, value] of parameters) if (name !== chip.name || value !== chip.value) left.append(name, value);
  return left;
}
