// @ts-check
/** @import { Account } from '../../api/types.js' */
/** @import { History } from './balance-history.js' */
import { h, html } from '../../html.js';
import { Amount } from '../../parts/amount.js';
import { Sparkline } from '../../parts/sparkline.js';
import { ago } from '../../text/dates.js';
import { show, sum } from '../../text/money.js';
import { HistoryTable } from './balance-history.js';

/** One sum for each currency of accounts that are open. @param {Account[]} members */
export function totalsOf(members) {
  const currencies = [...new Set(members.flatMap((each) => (each.balance?.current ? [each.balance.current.currency] : [])))];
  return currencies.map((currency) => show({ currency,
    amount: sum(members.filter((each) => each.status === 'active').flatMap((each) => (each.balance?.current?.currency === currency ? [each.balance.current.amount] : []))) }));
}

/** With the course of each balance, once it is read. @param {{ members: Account[], history: History | null }} props */
export const AccountList = ({ members, history }) => html`<ul class="plain account-list" aria-busy=${history ? undefined : 'true'}>${members.map((each) => html`<li key=${each.id}>
  <span class="text two"><a href=${`/accounts/${each.id}`}>${each.name}</a> <small class="soft">${each.institution?.name ?? 'by hand'}${each.balance?.observedAt ? `, ${ago(each.balance.observedAt)}` : ''}</small></span>
  ${each.status === 'closed' ? html`<span class="badge">closed</span>` : each.hidden ? html`<span class="badge">hidden</span>` : null}
  ${h(Sparkline, { title: `${each.name}, 30 days`, values: history?.values.get(each.id) ?? [], currency: each.currency })}
  ${each.balance?.current ? h(Amount, { value: each.balance.current, href: `/accounts/${each.id}` }) : html`<span class="soft">not known</span>`}</li>`)}</ul>
  ${history ? h(HistoryTable, { members, history }) : null}`;
