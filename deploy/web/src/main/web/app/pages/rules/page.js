// @ts-check
/** @import { Rule } from './conditions.js' */
import { h, html, useEffect, useLayoutEffect, useRef, useState } from '../../html.js';
import { accounts, categories } from '../../names.js';
import { Card } from '../../parts/card.js';
import { command } from '../../parts/command.js';
import { Empty } from '../../parts/empty.js';
import { More, usePages } from '../../parts/pages.js';
import { useSignal } from '../../signal.js';
import { plural } from '../../text/plural.js';
import { actionsText, conditionText, ruleFields } from './conditions.js';
import { moved, ordered, useDragging } from './dragging.js';
import { Editor } from './editor.js';

export function Rules() {
  const pages = usePages('/api/rules');
  const [edited, setEdited] = useState(/** @type {Rule | 'new' | null} */ (null));
  const rules = /** @type {Rule[]} */ (pages.data ?? []);
  const done = () => { setEdited(null); pages.again(); };
  const applyAll = () => command('transactions', 'Rules applied to all transactions', 'POST', '/api/rules/apply', {}, pages.again);
  /** The order that is shown until the service has it. */
  const [order, setOrder] = useState(/** @type {string[] | null} */ (null));
  useEffect(() => setOrder(null), [pages.data]);
  const shown = ordered(rules, order);
  const move = async (/** @type {number} */ from, /** @type {number} */ to) => {
    const rule = shown[from];
    if (!rule || from === to || to < 0 || to >= shown.length) return;
    const ids = moved(shown.map((each) => each.id), from, to);
    setOrder(ids);
    if (!await command('transactions', `Moved ${rule.name} to place ${to + 1}`, 'PUT', '/api/rules/order', { body: { ids } }, pages.again)) setOrder(null);
  };
  const drag = useDragging(move);
  // What moved a rule keeps the focus, which the browser takes from a moved element.
  const focused = useRef('');
  useLayoutEffect(() => {
    if (focused.current) document.getElementById(focused.current)?.focus();
  }, [shown.map((each) => each.id).join()]);
  return html`
    <header class="page-head"><h1>Rules</h1><span class="soft">${pages.data ? plural(rules.length, 'rule') : ''}</span>
      <span class="actions"><button type="button" class="primary" onClick=${() => setEdited('new')}>New rule</button>
        ${rules.length > 0 ? html`<button type="button" onClick=${applyAll}>Apply all to history</button>` : null}</span></header>
    ${h(Card, { title: 'In the order in which they run', state: pages, full: true, height: 300 }, rules.length === 0
      ? h(Empty, { title: 'No rules yet' }, html`<p>A rule does again what you did once: recategorise a <a href="/transactions">transaction</a> and choose “Always”, or begin with New rule.</p>`)
      : html`<ol class="rules" ref=${drag.list}>${shown.map((rule, i) => h(Line, {
          key: rule.id, rule, again: pages.again, onEdit: () => setEdited(rule), drag: drag.of(i), place: drag.placeOf(i),
          onFocus: (id) => { focused.current = id; },
          onUp: i > 0 ? () => move(i, i - 1) : null, onDown: i < shown.length - 1 ? () => move(i, i + 1) : null }))}</ol>
        ${rules.length > 1 ? html`<p class="soft hide-s">Drag a rule by its handle, or move the one with the focus with <kbd>Alt</kbd> <kbd>↑</kbd> <kbd>↓</kbd>.</p>` : null}
        ${h(More, { pages })}`)}
    ${edited ? h(Editor, { key: edited === 'new' ? 'new' : edited.id, rule: edited === 'new' ? null : edited, onClose: () => setEdited(null), onDone: done }) : null}`;
}

/**
 * @param {{ key: string, rule: Rule, again: () => void, onEdit: () => void, drag: import('./dragging.js').Handle, place: string,
 *   onFocus: (id: string) => void, onUp: (() => void) | null, onDown: (() => void) | null }} props
 */
function Line({ rule, again, onEdit, drag, place, onFocus, onUp, onDown }) {
  const names = { categories: useSignal(categories), accounts: useSignal(accounts) };
  const { id: _id, version: _version, ...body } = rule;
  const edited = { name: rule.name, base: rule, fields: ruleFields(names) };
  const toggle = () => command('transactions', `${rule.enabled ? 'Disabled' : 'Enabled'} ${rule.name}`, 'PUT', `/api/rules/${rule.id}`,
    { version: rule.version, edited, body: { ...body, enabled: !rule.enabled } }, again);
  const remove = () => command('transactions', `Deleted ${rule.name}`, 'DELETE', `/api/rules/${rule.id}`, { version: rule.version, edited }, again);
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    if (!event.altKey) return;
    if (event.key === 'ArrowUp') onUp?.();
    else if (event.key === 'ArrowDown') onDown?.();
    else return;
    event.preventDefault();
  };
  const name = `rule-${rule.id}`;
  const parts = [...rule.conditions.map((each) => conditionText(each, names)), ...rule.groups.map((group) =>
    `(${group.conditions.map((/** @type {any} */ each) => conditionText(each, names)).join(group.match === 'any' ? ' or ' : ' and ')})`)];
  return html`<li class=${`${rule.enabled ? '' : 'off'} ${place}`} onKeyDown=${key} onFocusIn=${(/** @type {Event} */ event) => onFocus(/** @type {Element} */ (event.target).id)}>
    <span class="handle" aria-hidden="true" title="Drag to move" ...${drag}>⠿</span>
    <label class="check"><input type="checkbox" checked=${rule.enabled} onChange=${toggle} /><span class="visually-hidden">${rule.name} is on</span></label>
    <div class="text"><button type="button" class="link name" onClick=${onEdit} id=${name} title="Alt+↑ and Alt+↓ move it">${rule.name}</button>
      <div class="soft">If ${parts.join(rule.match === 'any' ? ' or ' : ' and ') || 'anything'}: ${actionsText(rule.actions, names)}</div></div>
    <span class="actions-cell"><button type="button" id=${`${name}-up`} aria-label=${`Move ${rule.name} up`} disabled=${!onUp} onClick=${onUp}>↑</button>
      <button type="button" id=${`${name}-down`} aria-label=${`Move ${rule.name} down`} disabled=${!onDown} onClick=${onDown}>↓</button>
      <button type="button" class="quiet" aria-label=${`Delete ${rule.name}`} onClick=${remove}>Delete</button></span></li>`;
}
