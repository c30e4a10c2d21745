// @ts-check
/** @import { Account } from '../../api/types.js' */
import { h, html, useState } from '../../html.js';
import { accounts } from '../../names.js';
import { Card } from '../../parts/card.js';
import { command } from '../../parts/command.js';
import { Dialog } from '../../parts/dialog.js';
import { Empty } from '../../parts/empty.js';
import { Choice, TextField } from '../../parts/field.js';
import { usePages } from '../../parts/pages.js';
import { useSignal } from '../../signal.js';
import { AccountList, totalsOf } from './account-list.js';

/** @typedef {{ id: string, name: string, isDefault: boolean, accountIds: string[], version: number }} AccountGroup */

/** The user's own groups of accounts with their subtotals. @param {{ history: import('./balance-history.js').History | null }} props */
export function Groups({ history }) {
  const pages = usePages('/api/account-groups?limit=200');
  const held = useSignal(accounts);
  const [edited, setEdited] = useState(/** @type {string | null} */ (null));
  const own = /** @type {AccountGroup[]} */ (pages.data ?? []).filter((group) => !group.isDefault);
  const members = (/** @type {AccountGroup} */ group) => group.accountIds.flatMap((id) => held.get(id) ?? []);
  const create = () => command('accounts', 'Group created', 'POST', '/api/account-groups', { body: {} }, pages.again);
  const group = own.find((each) => each.id === edited);
  return html`
    ${own.map((each) => h(Card, { key: each.id, title: each.name, action: html`<span class="actions"><strong class="money">${totalsOf(members(each)).join(' · ')}</strong>
      <button type="button" class="quiet" aria-label=${`Change the group ${each.name}`} onClick=${() => setEdited(each.id)}>Change</button></span>` },
      each.accountIds.length === 0 ? h(Empty, { title: 'No accounts in this group' }) : h(AccountList, { members: members(each), history })))}
    ${h(Card, { title: 'Your own groups', full: own.length === 0, state: pages, height: 90 }, html`<p class="soft">A group has up to five accounts in an order of yours; an account may be in several.</p>
      <p class="actions"><button type="button" onClick=${create}>New group</button></p>`)}
    ${group ? h(GroupDialog, { key: group.id + group.version, group, members: members(group), onClose: () => setEdited(null), again: pages.again }) : null}`;
}

/** @param {{ key: string, group: AccountGroup, members: Account[], onClose: () => void, again: () => void }} props */
function GroupDialog({ group, members, onClose, again }) {
  const held = [...useSignal(accounts).values()].filter((each) => !each.mergedInto && !group.accountIds.includes(each.id));
  const [name, setName] = useState(group.name);
  const path = `/api/account-groups/${group.id}`;
  const edited = { name: group.name, base: group, fields: { name: { label: 'Name' } }, onKeep: again };
  const rename = (/** @type {Event} */ event) => {
    event.preventDefault();
    command('accounts', `Renamed to ${name}`, 'PATCH', path, { version: group.version, edited, body: { name } }, again);
  };
  const add = (/** @type {string} */ id) => id && command('accounts', `Added to ${group.name}`, 'POST', `${path}/accounts`, { body: { accountId: id } }, again);
  const take = (/** @type {Account} */ each) => command('accounts', `Took ${each.name} out of ${group.name}`, 'DELETE', `${path}/accounts/${each.id}`, {}, again);
  const remove = () => { onClose(); command('accounts', `Deleted the group ${group.name}`, 'DELETE', path, { version: group.version, edited }, again); };
  return h(Dialog, { title: `The group ${group.name}`, onClose }, html`
    <form class="fields" onSubmit=${rename}>${h(TextField, { label: 'Name', value: name, onChange: setName, required: true })}
      <p class="actions"><button type="submit" class="primary" disabled=${name === group.name}>Rename</button><button type="button" onClick=${remove}>Delete the group</button></p></form>
    <ul class="plain">${members.map((each) => html`<li key=${each.id}><span class="text">${each.name}</span><button type="button" class="quiet" aria-label=${`Take ${each.name} out`} onClick=${() => take(each)}>Take out</button></li>`)}</ul>
    ${members.length < 5 && held.length > 0 ? html`<div class="fields">${h(Choice, { label: 'Add an account', value: '', onChange: add, options: [{ id: '', name: 'choose' }, ...held.map(({ id, name: of }) => ({ id, name: of }))] })}</div>` : null}`);
}
