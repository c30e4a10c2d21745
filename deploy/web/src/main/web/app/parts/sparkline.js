// @ts-check
/** @import { Money } from '../api/types.js' */
import { html } from '../html.js';
import { show } from '../text/money.js';

const WIDTH = 84;
const HIGH = 24;
const EDGE = 2;

/**
 * The points of a line through values of equal distance; unknown ones are left out. The line is drawn with floats, no text has them.
 * @param {(string | null)[]} values decimal strings @returns {string}
 */
export function pointsOf(values) {
  const known = values.flatMap((value, i) => (value === null ? [] : [{ i, value: Number(value) }]));
  const lowest = Math.min(...known.map((each) => each.value));
  const extent = Math.max(...known.map((each) => each.value)) - lowest;
  const tenths = (/** @type {number} */ place) => Math.round(place * 10) / 10;
  const x = (/** @type {number} */ i) => tenths(EDGE + (i * (WIDTH - 2 * EDGE)) / Math.max(1, values.length - 1));
  const y = (/** @type {number} */ value) => tenths(extent === 0 ? HIGH / 2 : HIGH - EDGE - ((value - lowest) * (HIGH - 2 * EDGE)) / extent);
  return known.map((each) => `${x(each.i)},${y(each.value)}`).join(' ');
}

/**
 * The course of an amount in one line. The same values are in a table beside it.
 * @param {{ title: string, values: (string | null)[], currency: string }} props
 */
export function Sparkline({ title, values, currency }) {
  const known = values.flatMap((value) => (value === null ? [] : [value]));
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined || known.length < 2) return html`<span class="sparkline"></span>`;
  const text = (/** @type {string} */ amount) => show(/** @type {Money} */ ({ amount, currency }));
  return html`<svg class="sparkline" viewBox=${`0 0 ${WIDTH} ${HIGH}`} role="img" aria-label=${`${title}: from ${text(first)} to ${text(last)}`}>
    <polyline points=${pointsOf(values)} /></svg>`;
}
