// @ts-check
/** @import { Area } from '../parts/command.js' */
import { h, html } from '../html.js';
import { Card } from '../parts/card.js';
import { nounOf } from '../parts/change-events.js';
import { ChangeRows } from '../parts/change-rows.js';
import { undoChange } from '../parts/command.js';
import { Dialog } from '../parts/dialog.js';
import { Empty } from '../parts/empty.js';
import { Choice } from '../parts/field.js';
import { More, usePages } from '../parts/pages.js';
import { Tabs } from '../parts/tabs.js';
import { useRead } from '../parts/read.js';
import { setParameters } from '../router.js';
import { moment } from '../text/dates.js';
import { plural } from '../text/plural.js';
import { list, words } from '../text/terms.js';

/** @typedef {{ area?: Area, id: string, at: string, actor: string, events: number, resources: number, types: string[], resourceTypes: string[], resourceIds: string[], undoneBy: string | null, undoes: string | null }} Change */

/** @type {{ id: Area | 'all', name: string }[]} */
const AREAS = [
  { id: 'all', name: 'All' },
  { id: 'transactions', name: 'Transactions' },
  { id: 'accounts', name: 'Accounts' },
  { id: 'planning', name: 'Planning' },
  { id: 'connections', name: 'Banks' },
];
/** @type {Record<string, string>} */
const ACTORS = { user: 'You', provider: 'Bank', rule: 'Rule', system: 'Florin' };

/** @param {Change} change */
const actorOf = (change) => ACTORS[change.actor.split(':')[0] ?? ''] ?? words(change.actor);

/** @param {{ url: URL }} props */
export function Changes({ url }) {
  const area = AREAS.find((each) => each.id === url.searchParams.get('area'))?.id ?? 'all';
  const pages = usePages(area === 'all' ? '/api/changes?limit=50' : `/api/changes/${area}?limit=50`);
  const by = url.searchParams.get('by') ?? '';
  const shown = /** @type {Change[]} */ (pages.data ?? []).filter((change) => !by || change.actor.split(':')[0] === by);
  const id = url.searchParams.get('open');
  const listed = (pages.data ?? []).find((change) => change.id === id);
  const older = useRead(id && pages.data && !listed && area !== 'all' ? `/api/changes/${area}/${id}` : null);
  const open = /** @type {Change | undefined} */ (listed ?? older.data);
  const areaOf = (/** @type {Change} */ change) => change.area ?? (area === 'all' ? 'transactions' : area);
  const choice = h(Choice, { label: '', hidden: 'By whom', value: by, onChange: (/** @type {string} */ value) => setParameters({ by: value || null }),
    options: [{ id: '', name: 'By anybody' }, { id: 'user', name: 'By you' }, { id: 'provider', name: 'By a bank' }, { id: 'rule', name: 'By a rule' }, { id: 'system', name: 'By Florin' }] });
  return html`
    <header class="page-head"><h1>Changes</h1></header>
    ${h(Tabs, { label: 'Areas', parameter: 'area', current: area, tabs: AREAS })}
    ${h(Card, { title: 'Newest first', state: pages, full: true, height: 400, action: choice }, shown.length === 0
      ? html`${h(Empty, { title: by ? 'None among those that are loaded' : 'Nothing has changed yet' })}${h(More, { pages })}`
      : html`<ul class="plain changes">${shown.map((change) => h(Line, { key: change.id, area: areaOf(change), change, again: pages.again }))}</ul>
        ${h(More, { pages })}`)}
    ${open ? h(Dialog, { key: open.id, title: list(open.types), side: true, onClose: () => setParameters({ open: null }) }, html`<p class="soft">${moment(open.at)} · ${actorOf(open)}</p>
      ${h(ChangeRows, { area: areaOf(open), id: open.id })}`) : null}`;
}

/** @param {{ key: string, area: Area, change: Change, again: () => void }} props */
function Line({ area, change, again }) {
  const what = list(change.types);
  const extent = plural(change.resources, change.resourceTypes.length === 1 ? nounOf(change.resourceTypes[0] ?? 'item') : 'item');
  const undoable = area !== 'connections' && change.actor === 'user' && !change.undoneBy;
  return html`<li>
    <time class="soft date" datetime=${change.at}>${moment(change.at)}</time>
    <span class="badge">${actorOf(change)}</span>
    <span class="text">${change.undoes ? 'Undid a change: ' : ''}${what} <small class="soft"><button type="button" class="link extent" aria-label=${`Show what was changed: ${extent}`} onClick=${() => setParameters({ open: change.id })}>${extent}</button></small></span>
    ${change.undoneBy ? html`<span class="badge">undone</span>` : null}
    ${undoable ? html`<button type="button" onClick=${() => undoChange(area, change.id, what, again)}>Undo</button>` : null}</li>`;
}
