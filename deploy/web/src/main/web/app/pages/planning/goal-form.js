// @ts-check
import { h, html, useState } from '../../html.js';
import { accounts } from '../../names.js';
import { command } from '../../parts/command.js';
import { Dialog } from '../../parts/dialog.js';
import { Choice, TextField } from '../../parts/field.js';
import { useSignal } from '../../signal.js';
import { day } from '../../text/dates.js';
import { parseAmount, show } from '../../text/money.js';

const FIELDS = { name: { label: 'Name' }, target: { label: 'Target', show }, dueDate: { label: 'Until', show: day } };

/** @param {{ goal: any, onClose: () => void, onDone: () => void }} props */
export function GoalForm({ goal, onClose, onDone }) {
  const held = [...useSignal(accounts).values()].filter((each) => each.status === 'active');
  const [name, setName] = useState(goal?.name ?? '');
  const [accountId, setAccountId] = useState(goal?.accountId ?? held[0]?.id ?? '');
  const [target, setTarget] = useState(goal?.target.amount ?? '');
  const [dueDate, setDueDate] = useState(goal?.dueDate ?? '');
  const plain = parseAmount(target);
  const currency = goal?.target.currency ?? held.find((each) => each.id === accountId)?.currency ?? 'USD';
  const edited = { name: goal?.name ?? '', base: goal, fields: FIELDS, onKeep: onDone };
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const body = { name, target: { amount: plain, currency }, dueDate: dueDate || null };
    const saved = goal
      ? await command('planning', `Changed ${name}`, 'PATCH', `/api/goals/${goal.id}`, { version: goal.version, edited, body })
      : await command('planning', `Goal ${name} set`, 'POST', '/api/goals', { body: { ...body, accountId, kind: 'save' } });
    if (saved) onDone();
  };
  const abandon = () => command('planning', `Abandoned ${goal.name}`, 'DELETE', `/api/goals/${goal.id}`, { version: goal.version, edited }, onDone);
  return h(Dialog, { title: goal ? 'Change the goal' : 'New goal', onClose }, html`<form class="fields" onSubmit=${save}>
    ${h(TextField, { label: 'Name', value: name, onChange: setName, required: true })}
    ${goal ? null : h(Choice, { label: 'Saved on', value: accountId, onChange: setAccountId, options: held.map((each) => ({ id: each.id, name: each.name })) })}
    ${h(TextField, { label: `Target in ${currency}`, value: target, onChange: setTarget, required: true, inputmode: 'decimal' })}
    ${h(TextField, { label: 'Until', type: 'date', value: dueDate, onChange: setDueDate })}
    <p class="actions"><button type="submit" class="primary" disabled=${!plain}>Save</button>
      ${goal ? html`<button type="button" onClick=${abandon}>Abandon</button>` : null}<button type="button" onClick=${onClose}>Cancel</button></p></form>`);
}
