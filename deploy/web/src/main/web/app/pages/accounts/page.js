// @ts-check
/** @import { Account } from '../../api/types.js' */
import { h, html, useState } from '../../html.js';
import { accounts, loadNames, profile } from '../../names.js';
import { Amount } from '../../parts/amount.js';
import { Card } from '../../parts/card.js';
import { command } from '../../parts/command.js';
import { Empty } from '../../parts/empty.js';
import { Choice, TextField } from '../../parts/field.js';
import { Dialog } from '../../parts/dialog.js';
import { useSignal } from '../../signal.js';
import { ago } from '../../text/dates.js';
import { parseAmount, show, sum } from '../../text/money.js';
import { words } from '../../text/terms.js';
import { Connections } from './connections.js';
import { AccountDetail } from './detail.js';

const TYPES = ['depository', 'credit', 'loan', 'investment', 'other'];
/** @type {Record<string, string>} */
const TITLES = { depository: 'Cash', credit: 'Credit cards', loan: 'Loans', investment: 'Investments', other: 'Other' };

/** @param {{ url: URL }} props */
export function Accounts({ url }) {
  const id = url.pathname.split('/')[2];
  return id ? h(AccountDetail, { key: id, id }) : h(List, { url });
}

/** @param {{ url: URL }} props */
function List({ url }) {
  const all = [...useSignal(accounts).values()].filter((each) => !('mergedInto' in each && each.mergedInto));
  const [adding, setAdding] = useState(false);
  const [hidden, setHidden] = useState(false);
  const shown = all.filter((each) => hidden || (!each.hidden && each.status === 'active'));
  const others = all.length - all.filter((each) => !each.hidden && each.status === 'active').length;
  const types = [...new Set([...TYPES, ...shown.map((each) => each.type)])].filter((type) => shown.some((each) => each.type === type));
  return html`
    <header class="page-head"><h1>Accounts</h1><span class="actions"><button type="button" class="primary" onClick=${() => setAdding(true)}>Add an account by hand</button>
      ${others > 0 ? html`<button type="button" class="quiet" aria-pressed=${hidden ? 'true' : 'false'} onClick=${() => setHidden(!hidden)}>${hidden ? 'Leave out' : 'Show'} hidden and closed (${others})</button>` : null}</span></header>
    <div class="grid">
      ${h(Connections, { url })}
      ${types.map((type) => h(Group, { key: type, title: TITLES[type] ?? words(type), members: shown.filter((each) => each.type === type) }))}
      ${shown.length === 0 ? h(Card, { title: 'Accounts', full: true }, h(Empty, { title: 'No accounts yet' })) : null}
    </div>
    ${adding ? h(NewAccount, { onClose: () => setAdding(false) }) : null}`;
}

/** @param {{ key: string, title: string, members: Account[] }} props */
function Group({ title, members }) {
  const currencies = [...new Set(members.flatMap((each) => (each.balance?.current ? [each.balance.current.currency] : [])))];
  const totals = currencies.map((currency) => show({ currency,
    amount: sum(members.filter((each) => each.status === 'active').flatMap((each) => (each.balance?.current?.currency === currency ? [each.balance.current.amount] : []))) }));
  return h(Card, { title, wide: members.length > 3 || currencies.length > 1, action: html`<strong class="money">${totals.join(' · ')}</strong>` }, html`<ul class="plain">${members.map((each) => html`<li key=${each.id}>
    <span class="text two"><a href=${`/accounts/${each.id}`}>${each.name}</a> <small class="soft">${each.institution?.name ?? 'by hand'}${each.balance?.observedAt ? `, ${ago(each.balance.observedAt)}` : ''}</small></span>
    ${each.status === 'closed' ? html`<span class="badge">closed</span>` : each.hidden ? html`<span class="badge">hidden</span>` : null}
    ${each.balance?.current ? h(Amount, { value: each.balance.current, href: `/accounts/${each.id}` }) : html`<span class="soft">not known</span>`}</li>`)}</ul>`);
}

/** @param {{ onClose: () => void }} props */
function NewAccount({ onClose }) {
  const base = useSignal(profile)?.baseCurrency ?? 'USD';
  const [name, setName] = useState('');
  const [type, setType] = useState('depository');
  const [currency, setCurrency] = useState(base);
  const [opening, setOpening] = useState('');
  const amount = opening ? parseAmount(opening) : null;
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const saved = await command('accounts', `Opened ${name}`, 'POST', '/api/accounts', {
      body: { name, type, currency, ...(amount ? { openingBalance: { amount, currency } } : {}) } }, loadNames);
    if (saved) onClose();
  };
  return h(Dialog, { title: 'Add an account by hand', onClose }, html`<form class="fields" onSubmit=${save}>
    ${h(TextField, { label: 'Name', value: name, onChange: setName, required: true })}
    ${h(Choice, { label: 'Type', value: type, onChange: setType, options: TYPES.map((id) => ({ id, name: TITLES[id] ?? id })) })}
    ${h(Choice, { label: 'Currency', value: currency, onChange: setCurrency, options: Intl.supportedValuesOf('currency').map((id) => ({ id, name: id })) })}
    ${h(TextField, { label: 'Balance today', value: opening, onChange: setOpening, inputmode: 'decimal' })}
    ${opening && !amount ? html`<p class="problem" role="alert">An amount such as 12.50 is expected.</p>` : null}
    <p class="actions"><button type="submit" class="primary">Add</button><button type="button" onClick=${onClose}>Cancel</button></p></form>`);
}
