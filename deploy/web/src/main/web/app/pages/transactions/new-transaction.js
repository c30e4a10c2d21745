// @ts-check
import { h, html, useState } from '../../html.js';
import { accounts, categories } from '../../names.js';
import { categoryOptions } from '../../parts/category-picker.js';
import { command } from '../../parts/command.js';
import { Dialog } from '../../parts/dialog.js';
import { Choice, TextField } from '../../parts/field.js';
import { useSignal } from '../../signal.js';
import { iso } from '../../text/dates.js';
import { signed } from '../../text/money.js';

const DIRECTIONS = [{ id: 'out', name: 'Money out' }, { id: 'in', name: 'Money in' }];

/** A transaction that no bank reports, such as one in cash. @param {{ accountId: string | null, onClose: () => void, onDone: () => void }} props */
export function NewTransaction({ accountId: given, onClose, onDone }) {
  const held = [...useSignal(accounts).values()].filter((each) => each.status === 'active' && !each.mergedInto).sort((a, b) => Number(b.manual) - Number(a.manual));
  const known = useSignal(categories);
  const [accountId, setAccountId] = useState(given ?? held[0]?.id ?? '');
  const [direction, setDirection] = useState('out');
  const [typed, setTyped] = useState('');
  const [description, setDescription] = useState('');
  const [date, setDate] = useState(iso(new Date()));
  const [categoryId, setCategoryId] = useState('');
  const currency = held.find((each) => each.id === accountId)?.currency ?? '';
  const amount = signed(typed, direction);
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const saved = await command('transactions', `Added ${description}`, 'POST', '/api/transactions',
      { body: { accountId, date, amount: { amount, currency }, description, ...(categoryId ? { categoryId } : {}) } }, onDone);
    if (saved) onClose();
  };
  return h(Dialog, { title: 'Add a transaction by hand', onClose }, html`<form class="fields" onSubmit=${save}>
    ${h(TextField, { label: 'Description', value: description, onChange: setDescription, required: true })}
    ${h(TextField, { label: `Amount in ${currency}`, value: typed, onChange: setTyped, inputmode: 'decimal', required: true })}
    ${typed && !amount ? html`<p class="problem" role="alert">An amount such as 12.50 is expected.</p>` : null}
    ${h(Choice, { label: 'Direction', value: direction, onChange: setDirection, options: DIRECTIONS })}
    ${h(Choice, { label: 'Account', value: accountId, onChange: setAccountId, options: held.map(({ id, name }) => ({ id, name })) })}
    ${h(TextField, { label: 'Date', type: 'date', value: date, onChange: setDate, required: true })}
    ${h(Choice, { label: 'Category', value: categoryId, onChange: setCategoryId, options: [{ id: '', name: 'by the rules' }, ...categoryOptions(known)] })}
    <p class="actions"><button type="submit" class="primary" disabled=${!amount || !accountId}>Add</button><button type="button" onClick=${onClose}>Cancel</button></p></form>`);
}
