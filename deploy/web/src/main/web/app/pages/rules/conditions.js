// @ts-check
/** @import { Account, Category } from '../../api/types.js' */
import { show } from '../../text/money.js';
import { yesNo } from '../../text/terms.js';

/**
 * @typedef {{ field: string, operator?: string | null, text?: string | null, ids?: string[] | null, negated?: boolean | null, value?: boolean | null,
 *   amount?: { min?: string | null, max?: string | null, over?: string | null, under?: string | null, currency?: string | null, direction?: string | null } | null }} Condition
 * @typedef {{ categoryId?: string | null, merchantId?: string | null, description?: string | null, note?: string | null, addTags?: string[] | null,
 *   removeTags?: string[] | null, excluded?: boolean | null, transfer?: boolean | null, stop?: boolean | null }} Actions
 * @typedef {{ id: string, name: string, enabled: boolean, match: string, conditions: Condition[], groups: any[], actions: Actions, version: number }} Rule
 * @typedef {{ categories: Map<string, Category>, accounts: Map<string, Account> }} Names
 */

/** A condition in words. @param {Condition} condition @param {Names} names */
export function conditionText(condition, names) {
  const not = condition.negated ? 'not ' : '';
  switch (condition.field) {
    case 'account': return `account is ${not}${named(condition.ids, names.accounts)}`;
    case 'category': return `category is ${not}${named(condition.ids, names.categories)}`;
    case 'merchant': return condition.ids?.length ? `merchant is ${not}${condition.ids.length === 1 ? 'the chosen one' : `one of ${condition.ids.length} chosen`}` : `merchant ${not}${condition.operator} “${condition.text ?? ''}”`;
    case 'amount': return `amount ${not}${amountText(condition)}`;
    case 'pending': return condition.value === false ? 'is posted' : 'is pending';
    case 'transfer': return condition.value === false ? 'is no transfer' : 'is a transfer';
    default: return condition.operator === 'empty'
      ? `${condition.field} is ${not}empty`
      : `${condition.field} ${not}${(condition.operator ?? 'contains').replace('-', ' ')} “${condition.text ?? ''}”`;
  }
}

/** @param {string[] | null | undefined} ids @param {Map<string, { name: string }>} of */
const named = (ids, of) => (ids ?? []).map((id) => of.get(id)?.name ?? 'unknown').join(' or ');

/** @param {Condition} condition */
function amountText({ amount }) {
  if (!amount) return 'is anything';
  const currency = amount.currency ?? '';
  const money = (/** @type {string} */ value) => (currency ? show({ amount: value, currency }) : value);
  const parts = [];
  if (amount.min) parts.push(`from ${money(amount.min)}`);
  if (amount.over) parts.push(`over ${money(amount.over)}`);
  if (amount.max) parts.push(`to ${money(amount.max)}`);
  if (amount.under) parts.push(`under ${money(amount.under)}`);
  if (amount.direction) parts.push(amount.direction === 'in' ? 'in' : 'out');
  return parts.join(' ');
}

/**
 * The fields of a rule, as a conflict shows them.
 * @param {Names} names @returns {import('../../parts/versions.js').ConflictFields}
 */
export const ruleFields = (names) => ({
  name: { label: 'Name' },
  enabled: { label: 'On', show: yesNo },
  match: { label: 'It applies if', show: (match) => (match === 'any' ? 'one condition is met' : 'all conditions are met') },
  conditions: { label: 'Conditions', show: (/** @type {Condition[]} */ all) => all.map((each) => conditionText(each, names)).join(', ') },
  groups: { label: 'Groups', show: (/** @type {any[]} */ all) => String(all.length) },
  actions: { label: 'Then', show: (actions) => actionsText(actions, names) || 'nothing' },
});

/** What a rule does, in words. @param {Actions} actions @param {Names} names */
export function actionsText(actions, names) {
  const parts = [];
  if (actions.categoryId) parts.push(`category ${names.categories.get(actions.categoryId)?.name ?? 'unknown'}`);
  if (actions.merchantId) parts.push('set the merchant');
  if (actions.description) parts.push(`rename to “${actions.description}”`);
  if (actions.note) parts.push(`note “${actions.note}”`);
  if (actions.addTags?.length) parts.push(`add ${actions.addTags.map((tag) => '#' + tag).join(' ')}`);
  if (actions.removeTags?.length) parts.push(`remove ${actions.removeTags.map((tag) => '#' + tag).join(' ')}`);
  if (actions.excluded) parts.push('exclude from reports');
  if (actions.transfer) parts.push('mark as transfer');
  if (actions.stop) parts.push('then stop');
  return parts.join(', ');
}
