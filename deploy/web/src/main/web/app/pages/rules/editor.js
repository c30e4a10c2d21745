// @ts-check
/** @import { Actions, Condition, Rule } from './conditions.js' */
import { call } from '../../api/call.js';
import { h, html, useEffect, useState } from '../../html.js';
import { accounts, categories, profile } from '../../names.js';
import { categoryOptions } from '../../parts/category-picker.js';
import { command } from '../../parts/command.js';
import { Dialog } from '../../parts/dialog.js';
import { Choice, TextField, TypedField } from '../../parts/field.js';
import { useSignal } from '../../signal.js';
import { day } from '../../text/dates.js';
import { parseAmount, show } from '../../text/money.js';
import { plural } from '../../text/plural.js';
import { ruleFields } from './conditions.js';

/** How long typing pauses before the preview is read again. */
const PAUSE = 400;
const FIELDS = [
  { id: 'description', name: 'Description' }, { id: 'merchant', name: 'Merchant' }, { id: 'note', name: 'Note' }, { id: 'tag', name: 'Tag' },
  { id: 'account', name: 'Account' }, { id: 'category', name: 'Category' }, { id: 'amount', name: 'Amount' },
];
const OPERATORS = [
  { id: 'contains', name: 'contains' }, { id: 'equals', name: 'is exactly' }, { id: 'starts-with', name: 'starts with' }, { id: 'matches', name: 'matches the expression' },
];
const DIRECTIONS = [{ id: '', name: 'in or out' }, { id: 'out', name: 'out' }, { id: 'in', name: 'in' }];

/** @returns {Condition} */
const fresh = (/** @type {string} */ field) => {
  if (field === 'account' || field === 'category') return { field, operator: 'is', ids: [] };
  if (field === 'amount') return { field, amount: {} };
  if (field === 'tag') return { field, operator: 'is', text: '' };
  return { field, operator: 'contains', text: '' };
};

/** @param {Condition} condition whether a person has filled it in */
const complete = (condition) => {
  if (condition.field === 'amount') return Boolean(condition.amount?.min || condition.amount?.max || condition.amount?.over || condition.amount?.under || condition.amount?.direction);
  if (condition.field === 'account' || condition.field === 'category') return (condition.ids ?? []).length > 0;
  return condition.operator === 'empty' || condition.value != null || Boolean(condition.text) || (condition.ids ?? []).length > 0;
};

/** @param {{ key: string, rule: Rule | null, onClose: () => void, onDone: () => void }} props */
export function Editor({ rule, onClose, onDone }) {
  const [name, setName] = useState(rule?.name ?? '');
  const [match, setMatch] = useState(rule?.match ?? 'all');
  const [conditions, setConditions] = useState(/** @type {Condition[]} */ (rule?.conditions ?? [fresh('description')]));
  const [actions, setActions] = useState(/** @type {Actions} */ (rule?.actions ?? {}));
  const all = useSignal(categories);
  const held = useSignal(accounts);
  const body = {
    name: name || 'New rule', match, conditions: conditions.filter(complete), groups: rule?.groups ?? [], actions,
  };
  const ready = body.conditions.length > 0 && Object.values(actions).some((value) => value && (!Array.isArray(value) || value.length > 0));
  /** @param {number} i @param {Condition | null} value */
  const put = (i, value) => setConditions(conditions.flatMap((each, j) => (j === i ? (value ? [value] : []) : [each])));
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const saved = rule
      ? await command('transactions', `Changed ${name}`, 'PUT', `/api/rules/${rule.id}`, {
        version: rule.version, body: { ...body, enabled: rule.enabled },
        edited: { name: rule.name, base: rule, fields: ruleFields({ categories: all, accounts: held }), onKeep: onDone } })
      : await command('transactions', `Rule ${name} created`, 'POST', '/api/rules', { body });
    if (!saved) return;
    if (/** @type {SubmitEvent} */ (event).submitter?.getAttribute('value') === 'apply') {
      await command('transactions', `Rule ${name} applied to history`, 'POST', `/api/rules/${saved.id}/apply`);
    }
    onDone();
  };
  return h(Dialog, { title: rule ? 'Change the rule' : 'New rule', side: true, onClose }, html`
    <form class="fields" onSubmit=${save}>
      ${h(TextField, { label: 'Name', value: name, onChange: setName, required: true })}
      ${h(Choice, { label: 'It applies if', value: match, onChange: setMatch, options: [{ id: 'all', name: 'all conditions are met' }, { id: 'any', name: 'one condition is met' }] })}
      ${conditions.map((condition, i) => h(ConditionFields, { key: String(i), condition, onChange: (/** @type {Condition} */ value) => put(i, value), onRemove: () => put(i, null) }))}
      <button type="button" onClick=${() => setConditions([...conditions, fresh('amount')])}>Add a condition</button>
      <h3>Then</h3>
      ${h(Choice, { label: 'Category', value: actions.categoryId ?? '', onChange: (value) => setActions({ ...actions, categoryId: value || null }), options: [{ id: '', name: 'keep' }, ...categoryOptions(all)] })}
      ${h(TextField, { label: 'Rename to', value: actions.description ?? '', onChange: (value) => setActions({ ...actions, description: value || null }) })}
      ${h(TypedField, { label: 'Add tags, separated by commas', value: (actions.addTags ?? []).join(', '), onChange: (value) => setActions({ ...actions, addTags: tags(value) }) })}
      <label class="check"><input type="checkbox" checked=${actions.excluded ?? false} onChange=${() => setActions({ ...actions, excluded: actions.excluded ? null : true })} />Exclude from reports</label>
      <label class="check"><input type="checkbox" checked=${actions.stop ?? false} onChange=${() => setActions({ ...actions, stop: !actions.stop })} />Run no later rule</label>
      ${h(Preview, { body: ready ? body : null })}
      <p class="actions"><button type="submit" class="primary" disabled=${!ready}>Save</button>
        <button type="submit" value="apply" disabled=${!ready}>Save and apply to history</button></p></form>`);
}

/** @param {string} text */
const amountHint = (text) => (text && parseAmount(text) === null ? 'An amount such as 12.50 is expected.' : '');
/** @param {string} text */
const tags = (text) => text.split(',').map((tag) => tag.trim()).filter(Boolean);

/** @param {{ key: string, condition: Condition, onChange: (condition: Condition) => void, onRemove: () => void }} props */
function ConditionFields({ condition, onChange, onRemove }) {
  const held = useSignal(accounts);
  const known = useSignal(categories);
  const currency = useSignal(profile)?.baseCurrency ?? null;
  const amount = condition.amount ?? {};
  /** @param {'min' | 'max'} bound @param {string} text */
  const bound = (bound, text) => onChange({ ...condition, amount: { ...amount, currency: amount.currency ?? currency, [bound]: parseAmount(text) } });
  const choices = condition.field === 'account' ? [...held.values()] : categoryOptions(known);
  return html`<fieldset class="part"><legend>Condition</legend>
    ${h(Choice, { label: 'Field', value: condition.field, onChange: (field) => onChange(fresh(field)), options: FIELDS })}
    ${condition.field === 'amount'
      ? html`${h(Choice, { label: 'Direction', value: amount.direction ?? '', onChange: (value) => onChange({ ...condition, amount: { ...amount, direction: value || null } }), options: DIRECTIONS })}
          ${h(TypedField, { label: 'From', inputmode: 'decimal', hint: amountHint, value: amount.min ?? '', onChange: (value) => bound('min', value) })}
          ${h(TypedField, { label: 'To', inputmode: 'decimal', hint: amountHint, value: amount.max ?? '', onChange: (value) => bound('max', value) })}`
      : condition.field === 'account' || condition.field === 'category'
        ? h(Choice, { label: 'is', value: condition.ids?.[0] ?? '', onChange: (value) => onChange({ ...condition, ids: value ? [value] : [] }), options: [{ id: '', name: 'choose' }, ...choices.map(({ id, name }) => ({ id, name }))] })
        : html`${condition.field === 'tag' ? null : h(Choice, { label: 'Comparison', value: condition.operator ?? 'contains', onChange: (operator) => onChange({ ...condition, operator }), options: OPERATORS })}
            ${h(TextField, { label: 'Text', value: condition.text ?? '', onChange: (text) => onChange({ ...condition, text }) })}`}
    <button type="button" class="quiet" onClick=${onRemove}>Remove this condition</button></fieldset>`;
}

/** The transactions that the rule would change, while it is typed. @param {{ body: any }} props */
function Preview({ body }) {
  const [found, setFound] = useState(/** @type {{ data?: any, problem?: string }} */ ({}));
  const text = body ? JSON.stringify(body) : '';
  useEffect(() => {
    if (!text) {
      setFound({});
      return undefined;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => call('POST', '/api/rules/preview?limit=8', { body: JSON.parse(text), signal: abort.signal }).then(
      (data) => setFound({ data }), (problem) => abort.signal.aborted || setFound({ problem: problem.message })), PAUSE);
    return () => { clearTimeout(timer); abort.abort(); };
  }, [text]);
  if (found.problem) return html`<p class="problem" role="alert">${found.problem}</p>`;
  if (!found.data) return html`<p class="soft">The preview appears when a condition and an action are filled in.</p>`;
  const { changed, matched, items } = found.data;
  return html`<div class="offer" role="region" aria-label="Preview" aria-live="polite">
    <p>Would change ${plural(changed, 'transaction')} of ${plural(matched, 'match', 'matches')}; the values you set stay.</p>
    <ul class="plain">${items.map((/** @type {any} */ row) => html`<li key=${row.transactionId}>
      <span class="soft date">${day(row.date)}</span><span class="text">${row.description}</span><span class="money">${show(row.amount)}</span></li>`)}</ul></div>`;
}
