// @ts-check
const rules = new Intl.PluralRules('en');
const numbers = new Intl.NumberFormat();

/** @param {number} n */
export const count = (n) => numbers.format(n);
/** `1 transaction`, `2 transactions`. @param {number} n @param {string} one @param {string} [many] */
export const plural = (n, one, many = one + 's') => `${count(n)} ${rules.select(n) === 'one' ? one : many}`;
