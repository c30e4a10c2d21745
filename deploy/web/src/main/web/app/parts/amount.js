// @ts-check
/** @import { Money } from '../api/types.js' */
import { html } from '../html.js';
import { isOut, show } from '../text/money.js';

/** @param {{ value: Money, tone?: boolean, sign?: boolean }} props */
export const Amount = ({ value, tone, sign }) =>
  html`<span class=${'money' + (tone && !isOut(value) ? ' in' : '')}>${show(value, { sign: sign ?? false })}</span>`;
