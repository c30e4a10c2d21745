// @ts-check
/** @import { Money } from '../api/types.js' */
import { html } from '../html.js';
import { show, units } from '../text/money.js';

/**
 * An amount; with an address it leads to what it consists of.
 * @param {{ value: Money, tone?: boolean, sign?: boolean, href?: string | undefined }} props
 */
export function Amount({ value, tone, sign, href }) {
  const name = 'money' + (tone && units(value.amount) > 0n ? ' in' : '');
  const text = show(value, { sign: sign ?? false });
  return href ? html`<a class=${name + ' figure-link'} href=${href}>${text}</a>` : html`<span class=${name}>${text}</span>`;
}
