// @ts-check
/** @import { Money } from '../api/types.js' */
import { html } from '../html.js';
import { show, units } from '../text/money.js';

/** @param {{ value: Money, tone?: boolean, sign?: boolean }} props */
export const Amount = ({ value, tone, sign }) =>
  html`<span class=${'money' + (tone && units(value.amount) > 0n ? ' in' : '')}>${show(value, { sign: sign ?? false })}</span>`;
