// @ts-check
/** @import { Account } from '../../api/types.js' */
import { h, html } from '../../html.js';
import { Amount } from '../../parts/amount.js';
import { ago } from '../../text/dates.js';
import { show, sum } from '../../text/money.js';

/** One sum for each currency of accounts that are open. @param {Account[]} members */
export function totalsOf(members) {
  const currencies = [...new Set(members.flatMap((each) => (each.balance?.current ? [each.balance.current.currency] : [])))];
  return currencies.map((currency) => show({ currency,
    amount: sum(members.filter((each) => each.status === 'active').flatMap((each) => (each.balance?.current?.currency === currency ? [each.balance.current.amount] : []))) }));
}

/** @param {{ members: Account[] }} props */
export const AccountList = ({ members }) => html`<ul class="plain">${members.map((each) => html`<li key=${each.id}>
  <span class="text two"><a href=${`/accounts/${each.id}`}>${each.name}</a> <small class="soft">${each.institution?.name ?? 'by hand'}${each.balance?.observedAt ? `, ${ago(each.balance.observedAt)}` : ''}</small></span>
  ${each.status === 'closed' ? html`<span class="badge">closed</span>` : each.hidden ? html`<span class="badge">hidden</span>` : null}
  ${each.balance?.current ? h(Amount, { value: each.balance.current, href: `/accounts/${each.id}` }) : html`<span class="soft">not known</span>`}</li>`)}</ul>`;
