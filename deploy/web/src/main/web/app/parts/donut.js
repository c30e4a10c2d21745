// @ts-check
import { html } from '../html.js';

const RADIUS = 15.9155;

/**
 * Shares of a whole in percent; the list beside it has the amounts.
 * @param {{ title: string, shares: number[] }} props
 */
export function Donut({ title, shares }) {
  let start = 25;
  return html`<svg class="donut" viewBox="0 0 42 42" role="img" aria-label=${title}>
    <circle class="donut-rest" cx="21" cy="21" r=${RADIUS} fill="none" stroke-width="6" />
    ${shares.map((share, i) => {
      const offset = start;
      start -= share;
      return html`<circle key=${i} class=${`slice slice-${i}`} cx="21" cy="21" r=${RADIUS} fill="none" stroke-width="6"
        stroke-dasharray=${`${Math.max(0, share - 0.6)} ${100 - Math.max(0, share - 0.6)}`} stroke-dashoffset=${offset} />`;
    })}</svg>`;
}
