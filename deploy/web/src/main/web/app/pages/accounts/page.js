// @ts-check
/** @import { Account } from '../../api/types.js' */
import { h, html, useMemo, useState } from '../../html.js';
import { accounts, loadNames, profile } from '../../names.js';
import { Card } from '../../parts/card.js';
import { command } from '../../parts/command.js';
import { Empty } from '../../parts/empty.js';
import { Choice, TextField } from '../../parts/field.js';
import { Dialog } from '../../parts/dialog.js';
import { useRead } from '../../parts/read.js';
import { setParameters } from '../../router.js';
import { useSignal } from '../../signal.js';
import { iso } from '../../text/dates.js';
import { parseAmount } from '../../text/money.js';
import { words } from '../../text/terms.js';
import { AccountList, totalsOf } from './account-list.js';
import { historyOf, historyPath } from './balance-history.js';
import { Connections } from './connections.js';
import { AccountDetail } from './detail.js';
import { Groups } from './groups.js';

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
  const grouped = url.searchParams.get('view') === 'groups';
  const balances = useRead(historyPath(iso(new Date())));
  const history = useMemo(() => (balances.data || balances.problem ? historyOf(balances.data?.items ?? []) : null), [balances.data, balances.problem]);
  const [adding, setAdding] = useState(false);
  const [hidden, setHidden] = useState(false);
  const shown = all.filter((each) => hidden || (!each.hidden && each.status === 'active'));
  const others = all.length - all.filter((each) => !each.hidden && each.status === 'active').length;
  const types = [...new Set([...TYPES, ...shown.map((each) => each.type)])].filter((type) => shown.some((each) => each.type === type));
  return html`
    <header class="page-head"><h1>Accounts</h1><span class="actions"><button type="button" class="primary" onClick=${() => setAdding(true)}>Add an account by hand</button>
      <span class="spans" role="group" aria-label="View"><button type="button" aria-pressed=${grouped ? 'false' : 'true'} onClick=${() => setParameters({ view: null })}>By type</button><button
        type="button" aria-pressed=${grouped ? 'true' : 'false'} onClick=${() => setParameters({ view: 'groups' })}>Own groups</button></span>
      ${others > 0 ? html`<button type="button" class="quiet" aria-pressed=${hidden ? 'true' : 'false'} onClick=${() => setHidden(!hidden)}>${hidden ? 'Leave out' : 'Show'} hidden and closed (${others})</button>` : null}</span></header>
    <div class="grid">
      ${h(Connections, { url })}
      ${grouped ? h(Groups, { history }) : types.map((type) => h(Group, { key: type, title: TITLES[type] ?? words(type), members: shown.filter((each) => each.type === type), history }))}
      ${shown.length === 0 && !grouped ? h(Card, { title: 'Accounts', full: true }, h(Empty, { title: 'No accounts yet' })) : null}
    </div>
    ${adding ? h(NewAccount, { onClose: () => setAdding(false) }) : null}`;
}

/** @param {{ key: string, title: string, members: Account[], history: import('./balance-history.js').History | null }} props */
function Group({ title, members, history }) {
  const totals = totalsOf(members);
  return h(Card, { title, wide: members.length > 3 || totals.length > 1, action: html`<strong class="money">${totals.join(' · ')}</strong>` }, h(AccountList, { members, history }));
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
