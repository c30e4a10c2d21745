// @ts-check
/** @import { Money } from '../api/types.js' */

/** Codes outside of ISO 4217, such as DOGE, stay behind the number. */
const OFFICIAL = new Set(Intl.supportedValuesOf('currency'));
/** @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();
const SCALE = 12;

/** @param {string} currency @param {boolean} compact */
function format(currency, compact) {
  const key = currency + compact;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.NumberFormat(undefined, {
      ...(OFFICIAL.has(currency)
        ? { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }
        : { maximumFractionDigits: 8 }),
      ...(compact ? { notation: 'compact', maximumFractionDigits: 1 } : {}),
    });
    formats.set(key, found);
  }
  return found;
}

/**
 * In the locale of the browser. The string is passed on as it is, so no digit is lost to a float.
 * @param {Money} money @param {{ sign?: boolean, compact?: boolean }} [how]
 */
export function show(money, how = {}) {
  const value = /** @type {Intl.StringNumericLiteral} */ (money.amount);
  const text = format(money.currency, how.compact ?? false).format(value).replace(/^-/, '−');
  const shown = OFFICIAL.has(money.currency) ? text : `${text} ${money.currency}`;
  return how.sign && units(money.amount) > 0n ? '+' + shown : shown;
}

/** @type {Intl.NumberFormat} */
const quantities = new Intl.NumberFormat(undefined, { maximumFractionDigits: 18 });

/** A number of units of a security. @param {string} amount */
export const quantity = (amount) => quantities.format(/** @type {Intl.StringNumericLiteral} */ (amount)).replace(/^-/, '−');

/** @type {Intl.NumberFormat} */
const numbers = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 10 });

/** An amount whose currency is not known yet. @param {string} amount */
export const number = (amount) => numbers.format(/** @type {Intl.StringNumericLiteral} */ (amount)).replace(/^-/, '−');

/** @param {Money} money */
export const isOut = (money) => units(money.amount) < 0n;

/** A decimal string as an integer of 10^-12. @param {string} amount */
export function units(amount) {
  const [whole = '0', part = ''] = amount.replace('-', '').split('.');
  const value = BigInt(whole + part.slice(0, SCALE).padEnd(SCALE, '0'));
  return amount.startsWith('-') ? -value : value;
}

/** @param {bigint} value the inverse of `units`, with at least two decimals */
export function decimal(value) {
  const text = (value < 0n ? -value : value).toString().padStart(SCALE + 1, '0');
  const out = `${text.slice(0, -SCALE)}.${text.slice(-SCALE).replace(/0+$/, '').padEnd(2, '0')}`;
  return value < 0n ? '-' + out : out;
}

/** @param {string[]} amounts decimal strings @returns {string} their exact sum */
export const sum = (amounts) => decimal(amounts.reduce((total, amount) => total + units(amount), 0n));

/** @param {Money} money its absolute value */
export const absolute = (money) => ({ ...money, amount: money.amount.replace(/^-/, '') });

/**
 * A share of a largest amount in percent, for the length of a bar only.
 * @param {string} amount @param {string} largest
 */
export function share(amount, largest) {
  const of = units(largest.replace('-', ''));
  return of === 0n ? 0 : Number((units(amount.replace('-', '')) * 1000n) / of) / 10;
}

/**
 * What a person typed as an amount: `1,234.56`, `1.234,56` or `12,5`; null if it is none.
 * @param {string} text @returns {string | null}
 */
export function parseAmount(text) {
  const cleaned = text.trim().replace(/[\s'’]/g, '').replace('−', '-');
  const lastComma = cleaned.lastIndexOf(',');
  const lastDot = cleaned.lastIndexOf('.');
  const comma = lastComma > lastDot && (lastDot >= 0 || cleaned.length - lastComma - 1 !== 3);
  const plain = comma
    ? cleaned.replaceAll('.', '').replace(',', '.')
    : cleaned.replaceAll(',', '');
  return /^-?\d{1,15}(\.\d{1,10})?$/.test(plain) ? plain : null;
}

/** The amount as the API takes it; null if none was typed. @param {string} typed @param {string} direction */
export function signed(typed, direction) {
  const amount = parseAmount(typed)?.replace('-', '') ?? null;
  if (amount === null || units(amount) === 0n) return null;
  return direction === 'out' ? '-' + amount : amount;
}
