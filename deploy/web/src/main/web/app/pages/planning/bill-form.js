// @ts-check
/** @import { Bill, Scenario } from './page.js' */
/** @import { SeriesDetail } from '../recurring.js' */
import { h, html, useState } from '../../html.js';
import { accounts, profile } from '../../names.js';
import { command } from '../../parts/command.js';
import { Dialog } from '../../parts/dialog.js';
import { Choice, TextField } from '../../parts/field.js';
import { usePages } from '../../parts/pages.js';
import { useSignal } from '../../signal.js';
import { day, iso } from '../../text/dates.js';
import { parseAmount, show } from '../../text/money.js';
import { words } from '../../text/terms.js';

const FREQUENCIES = ['once', 'weekly', 'biweekly', 'semi-monthly', 'monthly', 'quarterly', 'yearly'].map((id) => ({ id, name: words(id) }));

/**
 * A bill as an edit starts from it.
 * @param {Bill} bill @param {() => void} onKeep
 */
export const editedBill = (bill, onKeep) => ({
  name: bill.name, base: bill, onKeep,
  fields: {
    name: { label: 'Name' }, amount: { label: 'Amount', show }, dueDate: { label: 'Due', show: day }, frequency: { label: 'Every', show: words },
    accountId: { label: 'Paid from', show: (/** @type {string} */ id) => accounts.get().get(id)?.name ?? 'an account' }, paidThrough: { label: 'Paid through', show: day },
  },
});

/** @param {{ scenarioId: string, bill: Bill | null, onClose: () => void, onDone: () => void }} props */
export function BillForm({ scenarioId, bill, onClose, onDone }) {
  const held = useSignal(accounts);
  const currency = bill?.amount.currency ?? useSignal(profile)?.baseCurrency ?? 'USD';
  const [name, setName] = useState(bill?.name ?? '');
  const [amount, setAmount] = useState(bill?.amount.amount ?? '');
  const [dueDate, setDueDate] = useState(bill?.dueDate ?? iso(new Date()));
  const [frequency, setFrequency] = useState(bill?.frequency ?? 'monthly');
  const [accountId, setAccountId] = useState(bill?.accountId ?? '');
  const plain = parseAmount(amount);
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const body = { name, amount: { amount: plain, currency }, dueDate, frequency, accountId: accountId || null };
    const path = `/api/scenarios/${scenarioId}/bills`;
    const saved = bill
      ? await command('planning', `Changed ${name}`, 'PATCH', `${path}/${bill.id}`, { version: bill.version, edited: editedBill(bill, onDone), body })
      : await command('planning', `Planned ${name}`, 'POST', path, { body });
    if (saved) onDone();
  };
  return h(Dialog, { title: bill ? 'Change the bill' : 'Plan a bill', onClose }, html`<form class="fields" onSubmit=${save}>
    ${h(TextField, { label: 'Name', value: name, onChange: setName, required: true })}
    ${h(TextField, { label: `Amount in ${currency}`, value: amount, onChange: setAmount, required: true, inputmode: 'decimal' })}
    ${amount && !plain ? html`<p class="problem" role="alert">An amount such as 12.50 is expected.</p>` : null}
    ${h(TextField, { label: 'Due', type: 'date', value: dueDate, onChange: setDueDate, required: true })}
    ${h(Choice, { label: 'Every', value: frequency, onChange: setFrequency, options: FREQUENCIES })}
    ${h(Choice, { label: 'Paid from', value: accountId, onChange: setAccountId, options: [{ id: '', name: 'any account' }, ...[...held.values()].map(({ id, name: of }) => ({ id, name: of }))] })}
    <p class="actions"><button type="submit" class="primary" disabled=${!plain}>Save</button><button type="button" onClick=${onClose}>Cancel</button></p></form>`);
}

/** The frequency of a bill for the cadence of a series; those without one of their own are planned by hand. @type {Record<string, string>} */
const FREQUENCY_OF = { weekly: 'weekly', biweekly: 'biweekly', 'semi-monthly': 'semi-monthly', monthly: 'monthly', quarterly: 'quarterly', yearly: 'yearly' };

/** Turns a series into a bill of the plan. @param {{ series: SeriesDetail }} props */
export function BillFromSeries({ series }) {
  const scenarios = usePages('/api/scenarios?limit=200');
  const plan = /** @type {Scenario | undefined} */ ((scenarios.data ?? []).find((each) => each.active) ?? scenarios.data?.[0]);
  const frequency = FREQUENCY_OF[series.cadence];
  if (!scenarios.data || !series.nextDue || !frequency) return null;
  if (!plan) return html`<p class="soft">Create a <a href="/planning">scenario</a> to plan this as a bill.</p>`;
  const turn = () => command('planning', `Planned ${series.name} in ${plan.name}`, 'POST', `/api/scenarios/${plan.id}/bills`, {
    body: { name: series.name, amount: { ...series.expectedAmount, amount: series.expectedAmount.amount.replace('-', '') }, dueDate: series.nextDue, frequency, seriesId: series.id } });
  return html`<p class="actions"><button type="button" onClick=${turn}>Turn it into a bill of ${plan.name}</button></p>`;
}
