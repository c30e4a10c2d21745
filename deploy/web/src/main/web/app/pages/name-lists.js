// @ts-check
/** @import { Category } from '../api/types.js' */
import { h, html, useState } from '../html.js';
import { categories, loadNames } from '../names.js';
import { Card } from '../parts/card.js';
import { command } from '../parts/command.js';
import { Dialog } from '../parts/dialog.js';
import { Empty } from '../parts/empty.js';
import { Choice, TextField } from '../parts/field.js';
import { More, usePages } from '../parts/pages.js';
import { useSignal } from '../signal.js';
import { plural } from '../text/plural.js';

/** @typedef {{ id: string, name: string }} Named */

/** The user's own categories: new, renamed, merged and archived ones. */
export function Categories() {
  const all = useSignal(categories);
  const [name, setName] = useState('');
  const [edited, setEdited] = useState(/** @type {Category | null} */ (null));
  const own = [...all.values()].filter((/** @type {any} */ each) => !each.system && !each.mergedInto).sort((a, b) => a.name.localeCompare(b.name));
  const others = [...all.values()].filter((each) => !each.archived && !each.mergedInto && each.id !== edited?.id).sort((a, b) => a.name.localeCompare(b.name));
  const add = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (await command('transactions', `Category ${name} created`, 'POST', '/api/categories', { body: { name } }, loadNames)) setName('');
  };
  const post = (/** @type {string} */ label, /** @type {string} */ action) => command('transactions', label, 'POST', `/api/categories/${edited?.id}/${action}`, {}, done);
  const done = () => { setEdited(null); loadNames(); };
  return html`${h(Card, { title: 'Your own categories' }, html`
    ${own.length === 0 ? html`<p class="soft">None yet; the common ones are always there.</p>` : html`<ul class="plain">${own.map((each) => html`<li key=${each.id}>
      <button type="button" class="link text" onClick=${() => setEdited(each)}>${each.name}</button><a class="soft figure-link" href=${`/transactions?categoryId=${each.id}`}>${plural(each.uses, 'transaction')}</a>
      ${each.archived ? html`<span class="badge">archived</span>` : null}</li>`)}</ul>`}
    <form class="fields" onSubmit=${add}>${h(TextField, { label: 'New category', value: name, onChange: setName, required: true })}<p class="actions"><button type="submit">Add</button></p></form>`)}
    ${edited ? h(NameDialog, { key: edited.id, kind: 'category', item: edited, others, onClose: () => setEdited(null),
      onRename: (to) => command('transactions', `Renamed ${edited.name} to ${to}`, 'PATCH', `/api/categories/${edited.id}`, { version: edited.version, edited: { name: edited.name, base: edited, fields: NAME, onKeep: done }, body: { name: to } }, done),
      onMerge: (into) => command('transactions', `Merged ${edited.name} into ${all.get(into)?.name}`, 'POST', `/api/categories/${edited.id}/merge`, { body: { into } }, done),
      archive: edited.archived ? { name: 'Offer it again', run: () => post(`${edited.name} is offered again`, 'unarchive') } : { name: 'Archive', run: () => post(`Archived ${edited.name}`, 'archive') } }) : null}`;
}

const NAME = { name: { label: 'Name' } };

/** Merchants by a part of their name. */
export function Merchants() {
  const [q, setQ] = useState('');
  const pages = usePages(`/api/merchants?limit=20${q ? `&q=${encodeURIComponent(q)}` : ''}`);
  const [edited, setEdited] = useState(/** @type {any} */ (null));
  const done = () => { setEdited(null); pages.again(); };
  const path = `/api/merchants/${edited?.id}`;
  return html`${h(Card, { title: 'Merchants' }, html`
    <div class="fields">${h(TextField, { label: 'The name begins with', value: q, onChange: setQ })}</div>
    ${pages.problem ? html`<p class="problem" role="alert">${pages.problem.message}</p>` : null}
    ${pages.data?.length === 0 ? h(Empty, { title: 'No merchants' }) : html`<ul class="plain names">${(pages.data ?? []).map((each) => html`<li key=${each.id}>
      <button type="button" class="link text" onClick=${() => setEdited(each)}>${each.name}</button><a class="soft figure-link" href=${`/transactions?merchantId=${each.id}`}>${plural(each.uses, 'transaction')}</a></li>`)}</ul>`}
    ${h(More, { pages })}`)}
    ${edited ? h(NameDialog, { key: edited.id, kind: 'merchant', item: edited, others: (pages.data ?? []).filter((each) => each.id !== edited.id), onClose: () => setEdited(null),
      onRename: (to) => command('transactions', `Renamed ${edited.name} to ${to}`, 'PATCH', path, { version: edited.version, edited: { name: edited.name, base: edited, fields: NAME, onKeep: done }, body: { name: to } }, done),
      onMerge: (into) => command('transactions', `Merged ${edited.name} into ${pages.data?.find((each) => each.id === into)?.name}`, 'POST', `${path}/merge`, { body: { into } }, done),
      archive: { name: 'Archive', run: () => command('transactions', `Archived ${edited.name}`, 'POST', `${path}/archive`, {}, done) } }) : null}`;
}

/** Tags; one that gets the name of another is merged into it. */
export function Tags() {
  const pages = usePages('/api/tags?limit=50');
  const [edited, setEdited] = useState(/** @type {any} */ (null));
  const done = () => { setEdited(null); pages.again(); };
  const rename = (/** @type {string} */ to) => command('transactions', `Renamed #${edited.name} to #${to}`, 'PATCH', `/api/tags/${encodeURIComponent(edited.name)}`, { body: { name: to } }, done);
  return html`${h(Card, { title: 'Tags', state: pages, height: 160 }, (pages.data ?? []).length === 0
    ? h(Empty, { title: 'No tags yet' }, html`<p class="soft">The key <kbd>t</kbd> tags a transaction.</p>`)
    : html`<ul class="plain names">${(pages.data ?? []).map((each) => html`<li key=${each.name}>
        <button type="button" class="link text" onClick=${() => setEdited(each)}>#${each.name}</button><a class="soft figure-link" href=${`/transactions?tag=${encodeURIComponent(each.name)}`}>${plural(each.uses, 'transaction')}</a></li>`)}</ul>${h(More, { pages })}`)}
    ${edited ? h(NameDialog, { key: edited.name, kind: 'tag', item: { id: edited.name, name: edited.name }, others: (pages.data ?? []).filter((each) => each.name !== edited.name).map((each) => ({ id: each.name, name: each.name })),
      onClose: () => setEdited(null), onRename: rename, onMerge: rename, archive: null }) : null}`;
}

/**
 * @param {{ key: string, kind: string, item: Named, others: Named[], onRename: (to: string) => void, onMerge: (into: string) => void,
 *   archive: { name: string, run: () => void } | null, onClose: () => void }} props
 */
function NameDialog({ kind, item, others, onRename, onMerge, archive, onClose }) {
  const [name, setName] = useState(item.name);
  const [into, setInto] = useState('');
  const submit = (/** @type {Event} */ event) => { event.preventDefault(); onRename(name); };
  return h(Dialog, { title: `The ${kind} ${item.name}`, onClose }, html`
    <form class="fields" onSubmit=${submit}>${h(TextField, { label: 'Name', value: name, onChange: setName, required: true })}
      <p class="actions"><button type="submit" class="primary" disabled=${name === item.name}>Rename</button>
        ${archive ? html`<button type="button" onClick=${archive.run}>${archive.name}</button>` : null}<button type="button" onClick=${onClose}>Cancel</button></p></form>
    ${others.length > 0 ? html`<div class="fields">${h(Choice, { label: `Count its transactions as those of`, value: into, onChange: setInto, options: [{ id: '', name: `choose a ${kind}` }, ...others.map(({ id, name: of }) => ({ id, name: of }))] })}
      <p class="actions"><button type="button" disabled=${!into} onClick=${() => onMerge(into)}>Merge</button></p></div>` : null}`);
}
