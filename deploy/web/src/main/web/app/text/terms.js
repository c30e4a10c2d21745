// @ts-check

const ABBREVIATIONS = new Set(['etf', 'id']);

/** `AccountOpened`, `needs-attention` as words with a capital. @param {string} term */
export function words(term) {
  const text = term.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('-', ' ').toLowerCase();
  if (ABBREVIATIONS.has(text)) return text.toUpperCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** @param {boolean} value */
export const yesNo = (value) => (value ? 'yes' : 'no');

/** @param {string[]} terms */
export const list = (terms) => terms.map((term, i) => (i === 0 ? words(term) : words(term).toLowerCase())).join(', ');
