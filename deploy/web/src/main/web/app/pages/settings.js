// @ts-check
import { call, session } from '../api/call.js';
import { changePassword } from '../api/session.js';
import { h, html, useState } from '../html.js';
import { profile } from '../names.js';
import { Card } from '../parts/card.js';
import { command } from '../parts/command.js';
import { Choice, TextField } from '../parts/field.js';
import { useRead } from '../parts/read.js';
import { toast } from '../parts/toast.js';
import { useSignal } from '../signal.js';
import { parseAmount, show } from '../text/money.js';
import { words } from '../text/terms.js';
import { ArchiveCard } from './archive/card.js';
import { Categories, Merchants, Tags } from './name-lists.js';

const ERASE = 'erase everything';
const PROFILE_FIELDS = { timeZone: { label: 'Time zone' }, baseCurrency: { label: 'Preferred currency' }, buffer: { label: 'Buffer', show } };
const TRANSFER_FIELDS = { mode: { label: 'Pairs of rows are', show: words }, windowDays: { label: 'Days between them at most' }, threshold: { label: 'Score needed' } };

export function Settings() {
  return html`
    <header class="page-head"><h1>Settings</h1></header>
    <div class="grid settings">${h(Household, {})}${h(Password, {})}${h(TransferSettings, {})}${h(Categories, {})}${h(Merchants, {})}${h(Tags, {})}${h(Health, {})}${h(ArchiveCard, {})}${h(Erase, {})}</div>`;
}

/** The form starts anew with a newer version of the settings. */
const Household = () => {
  const me = /** @type {any} */ (useSignal(profile));
  return h(Profile, { key: String(me?.version), me });
};

/** @param {{ key: string, me: any }} props */
function Profile({ me }) {
  const [timeZone, setTimeZone] = useState(me?.timeZone ?? 'UTC');
  const [currency, setCurrency] = useState(me?.baseCurrency ?? 'USD');
  const [buffer, setBuffer] = useState(me?.buffer?.amount ?? '');
  const amount = buffer ? parseAmount(buffer) : null;
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const done = await command('accounts', 'Settings saved', 'PATCH', '/api/users/me', {
      version: me?.version ?? 0,
      edited: { name: 'The household', base: me, fields: PROFILE_FIELDS, onKeep: profile.set },
      body: { timeZone, baseCurrency: currency, buffer: amount ? { amount, currency } : null } });
    if (done) profile.set(done);
  };
  const zones = [...new Set(['UTC', timeZone, ...Intl.supportedValuesOf('timeZone')])].map((id) => ({ id, name: id.replaceAll('_', ' ') }));
  const currencies = Intl.supportedValuesOf('currency').map((id) => ({ id, name: id }));
  return h(Card, { title: 'Household' }, html`<form class="fields" onSubmit=${save}>
    ${h(Choice, { label: 'Time zone', value: timeZone, onChange: setTimeZone, options: zones })}
    ${h(Choice, { label: 'Preferred currency', value: currency, onChange: setCurrency, options: currencies })}
    ${h(TextField, { label: `Keep as a buffer, in ${currency}`, value: buffer, onChange: setBuffer, inputmode: 'decimal' })}
    ${buffer && !amount ? html`<p class="problem" role="alert">An amount such as 500.00 is expected.</p>` : null}
    <p class="actions"><button type="submit" class="primary" disabled=${Boolean(buffer) && !amount}>Save</button></p></form>`);
}

function Password() {
  const [before, setBefore] = useState('');
  const [next, setNext] = useState('');
  const [problem, setProblem] = useState('');
  const save = (/** @type {Event} */ event) => {
    event.preventDefault();
    changePassword(session.get()?.username ?? '', before, next).then(
      () => { toast({ text: 'Password changed: log in again' }); session.set(null); }, (e) => setProblem(e.message));
  };
  return h(Card, { title: 'Password' }, html`<form class="fields" onSubmit=${save}>
    ${h(TextField, { label: 'Password now', type: 'password', value: before, onChange: setBefore, required: true })}
    ${h(TextField, { label: 'New password', type: 'password', value: next, onChange: setNext, required: true })}
    ${problem ? html`<p class="problem" role="alert">${problem}</p>` : null}
    <p class="actions"><button type="submit" class="primary">Change</button></p></form>`);
}

function TransferSettings() {
  const state = useRead('/api/transfers/settings');
  const set = (/** @type {Record<string, unknown>} */ changed) => {
    const { version, ...now } = state.data;
    command('transactions', 'Matching of transfers changed', 'PUT', '/api/transfers/settings',
      { version, edited: { name: 'The matching of transfers', base: now, fields: TRANSFER_FIELDS }, body: { ...now, ...changed } }, state.again);
  };
  return h(Card, { title: 'Transfers', state, height: 200 }, state.data ? html`<div class="fields">
    ${h(Choice, { label: 'Pairs of rows are', value: state.data.mode, onChange: (mode) => set({ mode }), options: [
      { id: 'automatic', name: 'matched by themselves when certain' }, { id: 'suggest', name: 'only suggested' }, { id: 'off', name: 'not looked for' }] })}
    ${h(Choice, { label: 'Days between them at most', value: String(state.data.windowDays), onChange: (days) => set({ windowDays: Number(days) }), options: [1, 2, 3, 4, 5, 7, 10].map((n) => ({ id: String(n), name: String(n) })) })}</div>` : null);
}

function Health() {
  const state = useRead('/health');
  return h(Card, { title: 'Services', state, height: 160 }, state.data ? html`<ul class="plain">${Object.entries(state.data.services).map(([service, each]) => html`
    <li key=${service}><span class="text">${words(service)}</span><span class="badge">${/** @type {any} */ (each).status === 'UP' ? 'works' : 'does not work'}</span></li>`)}</ul>` : null);
}

function Erase() {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState('');
  const erase = (/** @type {Event} */ event) => {
    event.preventDefault();
    call('DELETE', '/api/users/me').then(() => session.set(null), (e) => setProblem(e.message));
  };
  return h(Card, { title: 'Erase' }, html`<form class="fields" onSubmit=${erase}>
    <p>Unlinks every bank and erases everything that Florin keeps about you, for good.</p>
    ${h(TextField, { label: `Type “${ERASE}”`, value: typed, onChange: setTyped })}
    ${problem ? html`<p class="problem" role="alert">${problem}</p>` : null}
    <p class="actions"><button type="submit" disabled=${typed !== ERASE}>Erase everything</button></p></form>`);
}
