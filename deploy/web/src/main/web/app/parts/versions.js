// @ts-check
import { units } from '../text/money.js';

/**
 * @typedef {{ label: string, show?: (value: any) => string }} ConflictField
 * @typedef {Record<string, ConflictField>} ConflictFields by the name of a property
 * @typedef {{ key: string, label: string, now: string, mine: string | null }} ConflictRow mine: null if the edit leaves the field alone
 */

/** @param {any} value whether nothing is set */
const absent = (value) => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
/** @param {any} value */
const isMoney = (value) => typeof value?.amount === 'string' && typeof value.currency === 'string';

/** @param {any} a @param {any} b values of the same field */
export function sameValue(a, b) {
  if (absent(a) || absent(b)) return absent(a) && absent(b);
  return isMoney(a) && isMoney(b)
    ? a.currency === b.currency && units(a.amount) === units(b.amount)
    : JSON.stringify(a) === JSON.stringify(b);
}

/**
 * The fields that either side changed.
 * @param {ConflictFields} fields @param {any} base the version that was edited @param {any} body the edit @param {any} now the newer version
 * @returns {ConflictRow[]}
 */
export function conflictRows(fields, base, body, now) {
  return Object.entries(fields).flatMap(([key, { label, show }]) => {
    const edited = key in body && !sameValue(body[key], base[key]);
    if (!edited && sameValue(base[key], now[key])) return [];
    const shown = (/** @type {any} */ value) => (absent(value) ? 'none' : show ? show(value) : String(value));
    return [{ key, label, now: shown(now[key]), mine: edited ? shown(body[key]) : null }];
  });
}

/**
 * The edit on top of the newer version: fields that it leaves alone get the newer values.
 * @param {any} base @param {any} body @param {any} now
 */
export const rebased = (base, body, now) => Object.fromEntries(Object.entries(body).map(
  ([key, value]) => [key, key in now && sameValue(value, base[key]) ? now[key] : value]));
