// @ts-check
/** Names of the states, settings and decisions of an import for people. */
import { day, isDate } from '../../text/dates.js';
import { words } from '../../text/terms.js';

const STATES = /** @type {Record<string, string>} */ ({
  reading: 'being read', preview: 'to be checked', committing: 'being imported', committed: 'imported', failed: 'failed', cancelled: 'cancelled', expired: 'expired',
});
const SETTINGS = /** @type {Record<string, string>} */ ({
  encoding: 'Characters', delimiter: 'Between columns', headerLine: 'Line of names', dateOrder: 'Order of dates', decimalSign: 'Decimal sign', negate: 'Signs inverted',
});
const ORIGINS = /** @type {Record<string, string>} */ ({ remembered: 'as last time', needed: 'to be chosen', chosen: 'chosen by you' });
const DATE_ORDERS = /** @type {Record<string, string>} */ ({ DMY: 'day, month, year', MDY: 'month, day, year', YMD: 'year, month, day', YDM: 'year, day, month' });
const SIGNS = /** @type {Record<string, string>} */ ({ ',': 'comma', ';': 'semicolon', '.': 'point', '\t': 'tab', '|': 'vertical bar', ' ': 'space' });
const DECISIONS = /** @type {Record<string, string>} */ ({ same: 'the same', new: 'new', skip: 'left out' });

/** @param {{ state: string, undone: boolean }} file */
export const stateName = (file) => (file.undone ? 'undone' : STATES[file.state] ?? words(file.state).toLowerCase());
/** @param {string} name */
export const settingName = (name) => SETTINGS[name] ?? `Column of ${columnName(name)}`;
/** @param {string} name such as `column.date` */
export const columnName = (name) => words(name.replace('column.', '')).toLowerCase();
/** @param {string} origin */
export const originName = (origin) => ORIGINS[origin] ?? words(origin).toLowerCase();
/** @param {string} decision */
export const decisionName = (decision) => DECISIONS[decision] ?? words(decision).toLowerCase();

/** @param {string} name @param {string} value */
export function settingValue(name, value) {
  if (name === 'dateOrder') return DATE_ORDERS[value] ?? value;
  if (name === 'delimiter' || name === 'decimalSign') return SIGNS[value] ?? value;
  return value || 'none';
}

/** @param {{ first: string | null, last: string | null, sum: string | null }} reading what a setting leads to */
export function readingText({ first, last, sum }) {
  const shown = (/** @type {string} */ value) => (isDate(value) ? day(value) : value);
  return [...(first && last ? [`${shown(first)} to ${shown(last)}`] : []), ...(sum ? [`sum ${sum}`] : [])].join(', ');
}

/** Why a row cannot be imported as it is. @param {string} reason such as `date: 'x' (expected: a date in the order DMY)` */
export function reasonText(reason) {
  if (reason.startsWith("account: '' ")) return 'Choose its account above.';
  const [, field, value, expected] = /^([\w.-]+): '(.*)' \(expected: (.*)\)$/s.exec(reason) ?? [];
  if (!field || value === undefined || !expected) return words(reason);
  const told = expected.replace(/\b(DMY|MDY|YMD|YDM)\b/, (order) => DATE_ORDERS[order] ?? order);
  return `${words(field)} ${value === '' ? 'is empty' : `is “${value}”`}; ${told} is expected.`;
}
