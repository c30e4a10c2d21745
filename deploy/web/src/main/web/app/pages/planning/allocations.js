// @ts-check
/** @import { Money } from '../../api/types.js' */
/** @import { Scenario } from './page.js' */
import { h, html, useState } from '../../html.js';
import { Amount } from '../../parts/amount.js';
import { Card } from '../../parts/card.js';
import { command } from '../../parts/command.js';
import { Dialog } from '../../parts/dialog.js';
import { Empty } from '../../parts/empty.js';
import { Choice, TextField } from '../../parts/field.js';
import { usePages } from '../../parts/pages.js';
import { useRead } from '../../parts/read.js';
import { parseAmount, share, show, units } from '../../text/money.js';

/** @typedef {{ id: string, name: string, kind: string, amount: Money | null, percent: string | null, goalId: string | null, share: Money }} Allocation */
/** @typedef {{ items: Allocation[], balance: Money, percent: string, allocated: Money, remaining: Money, shortfall: Money, version: number }} Plan */

const FIELDS = { name: { label: 'Name' }, amount: { label: 'Amount', show }, percent: { label: 'Percent' } };

/** @param {{ key: string, scenario: Scenario }} props */
export function Allocations({ scenario }) {
  const path = `/api/scenarios/${scenario.id}/allocations`;
  const state = useRead(path);
  const [edited, setEdited] = useState(/** @type {Allocation | 'new' | null} */ (null));
  const plan = /** @type {Plan | undefined} */ (state.data);
  const done = () => { setEdited(null); state.again(); };
  const over = plan && units(plan.shortfall.amount) > 0n;
  return html`${h(Card, { title: 'How the balance is shared out', state, height: 240, action: html`<button type="button" onClick=${() => setEdited('new')}>Allocate</button>` }, !plan || plan.items.length === 0
    ? h(Empty, { title: 'Nothing is allocated' })
    : html`<ul class="plain">${plan.items.map((each) => html`<li key=${each.id}>
        <button type="button" class="link text" onClick=${() => setEdited(each)}>${each.name}${each.kind === 'percent' ? html` <small class="soft">${each.percent} %</small>` : null}</button>${h(Amount, { value: each.share })}</li>`)}</ul>
      <progress class=${over ? 'over' : ''} max="100" value=${Math.min(100, share(plan.allocated.amount, plan.balance.amount))} aria-label="Allocated part of the balance"></progress>
      <dl class="sums"><dt>Balance</dt><dd>${show(plan.balance)}</dd><dt>Allocated</dt><dd>${show(plan.allocated)}</dd>
        <dt class="total">${over ? 'Missing' : 'Remaining'}</dt><dd class=${'total' + (over ? ' problem' : '')}>${show(over ? plan.shortfall : plan.remaining)}</dd></dl>`)}
    ${edited && plan ? h(AllocationForm, { path, plan, allocation: edited === 'new' ? null : edited, onClose: () => setEdited(null), onDone: done }) : null}`;
}

/** @param {{ path: string, plan: Plan, allocation: Allocation | null, onClose: () => void, onDone: () => void }} props */
function AllocationForm({ path, plan, allocation, onClose, onDone }) {
  const goals = usePages('/api/goals?limit=200');
  const [name, setName] = useState(allocation?.name ?? '');
  const [kind, setKind] = useState(allocation?.kind ?? 'fixed');
  const [value, setValue] = useState(allocation?.percent ?? allocation?.amount?.amount ?? '');
  const [goalId, setGoalId] = useState(allocation?.goalId ?? '');
  const plain = parseAmount(value);
  const currency = plan.balance.currency;
  const base = { ...allocation, version: plan.version };
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const body = { name, ...(kind === 'percent' ? { percent: plain } : { amount: { amount: plain, currency } }), ...(goalId || allocation ? { goalId: goalId || null } : {}) };
    const saved = allocation
      ? await command('planning', `Changed ${name}`, 'PATCH', `${path}/${allocation.id}`, { version: plan.version, edited: { name: allocation.name, base, fields: FIELDS, onKeep: onDone }, body }, onDone)
      : await command('planning', `Allocated ${name}`, 'POST', path, { body }, onDone);
    if (saved) onDone();
  };
  const remove = () => command('planning', `Removed ${name}`, 'DELETE', `${path}/${allocation?.id}`, { version: plan.version, edited: { name, base, fields: FIELDS, onKeep: onDone } }, onDone);
  return h(Dialog, { title: allocation ? 'Change the allocation' : 'Allocate a part of the balance', onClose }, html`<form class="fields" onSubmit=${save}>
    ${h(TextField, { label: 'Name', value: name, onChange: setName, required: true })}
    ${h(Choice, { label: 'It is', value: kind, onChange: setKind, options: [{ id: 'fixed', name: `an amount in ${currency}` }, { id: 'percent', name: 'a part of the balance in percent' }] })}
    ${h(TextField, { label: kind === 'percent' ? 'Percent' : `Amount in ${currency}`, value, onChange: setValue, required: true, inputmode: 'decimal' })}
    ${value && !plain ? html`<p class="problem" role="alert">A number such as 12.50 is expected.</p>` : null}
    ${(goals.data ?? []).length > 0 ? h(Choice, { label: 'For the goal', value: goalId, onChange: setGoalId, options: [{ id: '', name: 'none' }, ...(goals.data ?? []).filter((each) => each.target.currency === currency).map((each) => ({ id: each.id, name: each.name }))] }) : null}
    <p class="actions"><button type="submit" class="primary" disabled=${!plain}>Save</button>
      ${allocation ? html`<button type="button" onClick=${remove}>Remove</button>` : null}<button type="button" onClick=${onClose}>Cancel</button></p></form>`);
}
