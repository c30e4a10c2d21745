// @ts-check
/** @import { Account, Money, Transaction } from '../../api/types.js' */
import { h, html, useMemo, useState } from '../../html.js';
import { accounts, loadNames } from '../../names.js';
import { Amount } from '../../parts/amount.js';
import { Card } from '../../parts/card.js';
import { command } from '../../parts/command.js';
import { Empty } from '../../parts/empty.js';
import { Choice, TextField } from '../../parts/field.js';
import { useRead } from '../../parts/read.js';
import { TimeChart } from '../../parts/time-chart.js';
import { useSignal } from '../../signal.js';
import { day, iso, plusMonths } from '../../text/dates.js';
import { parseAmount, show } from '../../text/money.js';
import { words, yesNo } from '../../text/terms.js';

const FIELDS = { name: { label: 'Name' }, hidden: { label: 'Hidden', show: yesNo }, status: { label: 'Status', show: words } };

/** @param {{ key: string, id: string }} props */
export function AccountDetail({ id }) {
  const today = iso(new Date());
  const account = useSignal(accounts).get(id);
  const balances = useRead(`/api/accounts/${id}/balances?from=${plusMonths(today, -6)}&to=${today}`);
  const latest = useRead(`/api/transactions?accountId=${id}&limit=10`);
  /** @type {{ date: string, known: string, current: Money | null }[]} */
  const days = balances.data?.items ?? [];
  const lines = useMemo(() => [{ name: 'Balance', color: '--accent', fill: true, values: days.map((each) => each.current?.amount ?? null) }], [balances.data]);
  if (!account) return html`<header class="page-head"><h1>There is no such account</h1></header><p><a href="/accounts">Accounts</a></p>`;
  const again = () => { loadNames(); balances.again(); };
  return html`
    <header class="page-head"><h1>${account.name}</h1><span class="soft">${account.institution?.name ?? 'by hand'}</span>
      ${account.balance?.current ? html`<strong class="big">${h(Amount, { value: account.balance.current, href: `/transactions?accountId=${id}` })}</strong>` : null}</header>
    <div class="grid">
      ${h(Card, { title: 'Balance, 6 months', wide: true, state: balances, height: 300 }, days.length === 0
        ? h(Empty, { title: 'No balances yet' })
        : h(TimeChart, { title: `Balance of ${account.name}`, currency: account.currency, dates: days.map((each) => each.date), lines }))}
      ${h(Edit, { key: String(account.version), account, again })}
      ${h(Card, { title: 'Latest transactions', href: `/transactions?accountId=${id}`, full: true, state: latest, height: 200 }, (latest.data?.items ?? []).length === 0
        ? h(Empty, { title: 'No transactions yet' })
        : html`<ul class="plain">${latest.data.items.map((/** @type {Transaction} */ row) => html`<li key=${row.id}><span class="soft date">${day(row.date)}</span>
            <a class="text" href=${`/transactions?accountId=${id}&open=${row.id}`}>${row.description}</a>
            ${row.runningBalance ? html`<span class="soft money hide-s">${show(row.runningBalance)}</span>` : null}${h(Amount, { value: row.amount, tone: true, href: `/transactions?accountId=${id}&open=${row.id}` })}</li>`)}</ul>`)}
    </div>`;
}

/** @param {{ key: string, account: Account, again: () => void }} props */
function Edit({ account, again }) {
  const [name, setName] = useState(account.name);
  const [balance, setBalance] = useState('');
  const all = [...useSignal(accounts).values()].filter((each) => each.id !== account.id && each.currency === account.currency && each.type === account.type);
  const path = `/api/accounts/${account.id}`;
  const edited = { name: account.name, base: account, fields: FIELDS, path };
  const patch = (/** @type {Record<string, unknown>} */ body, /** @type {string} */ label) => command('accounts', label, 'PATCH', path, { version: account.version, edited, body }, again);
  const rename = (/** @type {Event} */ event) => { event.preventDefault(); patch({ name }, `Renamed to ${name}`); };
  const amount = parseAmount(balance);
  const enter = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (amount) command('accounts', 'Balance entered', 'POST', `${path}/balances`, { body: { current: { amount, currency: account.currency } } }, again);
  };
  const merge = (/** @type {string} */ into) => into && command('accounts', `Merged ${account.name}`, 'POST', `${path}/merge`, { version: account.version, edited, body: { into } }, again);
  return h(Card, { title: 'Account' }, html`
    <form class="fields" onSubmit=${rename}>${h(TextField, { label: 'Name', value: name, onChange: setName, required: true })}<p class="actions"><button type="submit">Rename</button></p></form>
    ${account.manual ? html`<form class="fields" onSubmit=${enter}>${h(TextField, { label: `Balance today in ${account.currency}`, value: balance, onChange: setBalance, inputmode: 'decimal', required: true })}
      ${balance && !amount ? html`<p class="problem" role="alert">An amount such as 12.50 is expected.</p>` : null}
      <p class="actions"><button type="submit" disabled=${!amount}>Enter the balance</button></p></form>` : null}
    <p class="actions"><button type="button" onClick=${() => patch({ hidden: !account.hidden }, account.hidden ? 'Shown again' : 'Hidden')}>${account.hidden ? 'Show' : 'Hide'}</button>
      <button type="button" onClick=${() => patch({ status: account.status === 'active' ? 'closed' : 'active' }, account.status === 'active' ? 'Closed' : 'Reopened')}>${account.status === 'active' ? 'Close' : 'Reopen'}</button></p>
    ${all.length > 0 ? html`<div class="fields">${h(Choice, { label: 'It is the same account as', value: '', onChange: merge, options: [{ id: '', name: 'no other' }, ...all.map((each) => ({ id: each.id, name: each.name }))] })}</div>` : null}`);
}
